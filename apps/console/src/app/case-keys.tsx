import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useLocation, useNavigate } from 'react-router'
import type { ListSource } from '../lib/list'
import { mayActOnKey } from './row-keys'

/** What `a` and `r` do to a case, in words. */
export interface Decisions {
  a: string
  r: string
}

type DecisionKey = keyof Decisions

/** The cases a list showed when it was left, in its order, and its address with the filters. */
const walks = new Map<string, { addresses: readonly string[]; list: string }>()

export const rememberWalk = (path: string, search: string, addresses: readonly string[]) => walks.set(path, { addresses, list: `${path}${search}` })
export const listAddress = (path: string) => walks.get(path)?.list ?? path

/** `a` and `r` pressed on a row of a list open the case and decide there. */
export const decisionState = (key: DecisionKey) => ({ decide: key })

export const DecisionLegend = ({ a, r }: Decisions) => (
  <>
    <kbd>a</kbd> {a} <kbd>r</kbd> {r}
  </>
)

interface CaseKeysProps<T> {
  /** Address of the list. */
  path: string
  /** The cases to walk through for a reader who came here without the list. */
  waiting: ListSource<T>
  to: (row: T) => string
  decisions?: Decisions | undefined
}

/** `j` and `k` go to the next and the previous case, without going back to the list; the legend says so. */
export function CaseKeys<T>({ path, waiting, to, decisions }: CaseKeysProps<T>) {
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const walked = walks.get(path)?.addresses
  const found = useQuery({ queryKey: [...waiting.key, 'walk'], queryFn: ({ signal }) => waiting.page({ limit: 100, signal }), enabled: walked === undefined, staleTime: 60_000 })
  const addresses = walked ?? found.data?.items.map(to) ?? []
  const at = addresses.indexOf(pathname)
  const next = at < 0 ? addresses[0] : addresses[at + 1]
  const previous = at < 0 ? undefined : addresses[at - 1]
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.key !== 'j' && event.key !== 'k') || !mayActOnKey(event)) return
      event.preventDefault()
      const address = event.key === 'j' ? next : previous
      if (address !== undefined) void navigate(address)
    }
    // Before the tables inside the case, whose rows listen to the same keys.
    document.addEventListener('keydown', onKey, true)
    return () => document.removeEventListener('keydown', onKey, true)
  }, [next, previous, navigate])
  return (
    <p className="keys case-keys">
      <kbd>j</kbd> 下一件 <kbd>k</kbd> 上一件
      {decisions !== undefined && (
        <>
          {' · '}
          <DecisionLegend {...decisions} />
        </>
      )}
      {at >= 0 && addresses.length > 1 && ` · 第 ${at + 1} / ${addresses.length} 件`}
    </p>
  )
}

/**
 * `a` and `r` fill the decision in and put the focus where it goes on; nothing is sent before the reader confirms. A case that was
 * opened by one of them from its list begins with it.
 */
export function useDecisionKeys(act: Record<DecisionKey, () => void>): void {
  const { state } = useLocation() as { state: { decide?: unknown } | null }
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  const asked = state?.decide === 'a' || state?.decide === 'r' ? state.decide : undefined
  useEffect(() => {
    if (asked === undefined) return undefined
    const timer = setTimeout(() => latest.current[asked](), 0)
    return () => clearTimeout(timer)
  }, [asked])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.key !== 'a' && event.key !== 'r') || !mayActOnKey(event)) return
      event.preventDefault()
      latest.current[event.key]()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
