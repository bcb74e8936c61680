import { type RefObject, useEffect, useRef } from 'react'
import { useLatest } from '../../lib/use-latest'

const FOCUSABLE = 'button:not([disabled]),input:not([disabled]),a[href],[tabindex="0"]'

/** Browser only: focus goes into the open dialog, stays there, and comes back; Escape closes it. */
export function useDialog(open: boolean, onClose: () => void): RefObject<HTMLElement> {
  const box = useRef<HTMLElement>(null)
  const close = useLatest(onClose)
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5' || !open) return undefined
    const before = document.activeElement
    const inside = () => Array.from(box.current?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])
    inside()[0]?.focus()
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close.current()
      if (event.key !== 'Tab') return
      const all = inside()
      const [first, last] = [all[0], all.at(-1)]
      const wrap = event.shiftKey ? document.activeElement === first : document.activeElement === last
      if (!wrap && box.current?.contains(document.activeElement)) return
      event.preventDefault()
      ;(event.shiftKey ? last : first)?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
      if (before instanceof HTMLElement) before.focus()
    }
  }, [open, close])
  return box
}
