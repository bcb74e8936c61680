import { type RefObject, useEffect } from 'react'

/** Where the reader was in each list, so that coming back from a detail goes on from there. */
const lastRow = new Map<string, number>()

/** Radios and checkboxes take no letters. */
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName) || (target instanceof HTMLInputElement && !['radio', 'checkbox', 'button'].includes(target.type)))
const isCovered = () => document.querySelector('[role="dialog"], .ant-select-open') !== null

/** Whether a single letter may mean something now: nobody types, nothing lies over the page, no shortcut of the browser’s. */
export const mayActOnKey = (event: KeyboardEvent): boolean => !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target) && !isCovered()

interface RowKeys {
  /** Names the list for {@link lastRow}: its address. */
  place: string
  open?: (index: number) => void
  /** Called when `j` runs past the last row. */
  more?: () => void
  /** Called when `a` or `r` is pressed on a row. */
  decide?: (index: number, key: 'a' | 'r') => void
}

/**
 * `j` and `k` move the focus from row to row, Enter opens the row, `a` and `r` open it to decide, `/` goes to the search field.
 * Rows are the `[data-row]` elements inside `container`; the focus itself is the position, there is no second truth.
 */
export function useRowKeys(container: RefObject<HTMLElement | null>, { place, open, more, decide }: RowKeys): void {
  useEffect(() => {
    const rows = () => Array.from(container.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])
    const onKey = (event: KeyboardEvent) => {
      if (!mayActOnKey(event)) return
      if (event.key === '/') {
        const search = document.querySelector<HTMLElement>('input[type="search"]')
        if (search) {
          event.preventDefault()
          search.focus()
        }
        return
      }
      const list = rows()
      const focused = list.findIndex((row) => row.contains(document.activeElement))
      if (event.key === 'Enter') {
        if (focused >= 0 && document.activeElement === list[focused] && open) {
          event.preventDefault()
          lastRow.set(place, focused)
          open(focused)
        }
        return
      }
      if (event.key === 'a' || event.key === 'r') {
        if (focused >= 0 && decide) {
          event.preventDefault()
          lastRow.set(place, focused)
          decide(focused, event.key)
        }
        return
      }
      if (event.key !== 'j' && event.key !== 'k') return
      const from = focused >= 0 ? focused : (lastRow.get(place) ?? -1)
      const to = Math.max(0, event.key === 'j' ? from + 1 : from - 1)
      if (to >= list.length) {
        more?.()
        return
      }
      event.preventDefault()
      list[to]?.focus()
      list[to]?.scrollIntoView({ block: 'nearest' })
      lastRow.set(place, to)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [container, place, open, more, decide])
}
