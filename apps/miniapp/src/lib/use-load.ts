import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiError } from './api-error'
import { type CacheKey, readCache, writeCache } from './storage'
import { useLatest } from './use-latest'
import { useNetworkReturn } from './use-network-return'

export interface Loaded<T> {
  data: T | undefined
  /** Why the first screen could not be shown; there is no data then. */
  error: ApiError | undefined
  /** Why the last refresh failed; the earlier data is still there. */
  refreshError: ApiError | undefined
  /** Nothing to show yet. */
  loading: boolean
  /** Something is shown and a newer one is on its way. */
  refreshing: boolean
  /** What is shown comes from the phone, or a refresh of it failed. */
  stale: boolean
  /** When what is shown was fetched, epoch ms. */
  at: number | undefined
  reload: () => Promise<void>
  /** Puts the answer of an action in place of the data, without asking again. */
  replace: (data: T) => void
}

interface State<T> {
  /** What this state belongs to; under another key it counts for nothing. */
  key: string | undefined
  data: T | undefined
  at: number | undefined
  error: ApiError | undefined
  busy: boolean
  fromCache: boolean
}

const EMPTY = { data: undefined, at: undefined, error: undefined, busy: true, fromCache: false }

const toApi = (error: unknown): ApiError =>
  error instanceof ApiError ? error : new ApiError({ status: 0, code: 'UNEXPECTED', title: '页面出了点问题', detail: '请再试一次' })

/**
 * Loads when the page opens and whenever `key` changes; `key` undefined waits.
 * With `cacheKey` the last good answer is kept on the phone and shown when there is no network.
 * The last good data stays on screen while a refresh runs or fails; an answer that comes late is dropped.
 * What failed for want of network is asked again by itself when there is network.
 */
export function useLoad<T>(key: string | undefined, load: () => Promise<T>, { cacheKey }: { cacheKey?: CacheKey } = {}): Loaded<T> {
  const [stored, setState] = useState<State<T>>({ key, ...EMPTY })
  const latest = useLatest({ key, load, cacheKey })
  const turns = useRef(0)

  const keep = useCallback((data: T) => {
    const at = Date.now()
    const { key: now, cacheKey: cache } = latest.current
    if (cache) writeCache(cache, data, at)
    setState({ key: now, data, at, error: undefined, busy: false, fromCache: false })
  }, [latest])

  const run = useCallback((): Promise<void> => {
    turns.current += 1
    const turn = turns.current
    const { key: now, load: ask, cacheKey: cache } = latest.current
    return ask().then(
      (data) => (turn === turns.current ? keep(data) : undefined),
      (thrown: unknown) => {
        if (turn !== turns.current) return
        const error = toApi(thrown)
        const cached = error.unanswered && cache ? readCache<T>(cache) : undefined
        setState((before) => {
          const shown = before.key === now ? before : { key: now, ...EMPTY }
          return shown.data === undefined && cached
            ? { key: now, data: cached.value, at: cached.at, error, busy: false, fromCache: true }
            : { ...shown, error, busy: false }
        })
      },
    )
  }, [latest, keep])

  const reload = useCallback(async () => {
    const { key: now } = latest.current
    setState((before) => (before.key === now ? { ...before, busy: true } : { key: now, ...EMPTY }))
    await run()
  }, [latest, run])

  useEffect(() => {
    if (key !== undefined) void run()
    return () => {
      turns.current += 1
    }
  }, [key, run])

  const replace = useCallback((data: T) => {
    turns.current += 1
    keep(data)
  }, [keep])

  const { data, at, error, busy, fromCache } = stored.key === key ? stored : EMPTY
  const shown = data !== undefined
  useNetworkReturn(() => {
    if (key !== undefined && error?.unanswered) void reload()
  })
  return {
    data,
    at,
    error: shown ? undefined : error,
    refreshError: shown ? error : undefined,
    loading: !shown && busy && key !== undefined,
    refreshing: shown && busy,
    stale: fromCache || (shown && error !== undefined),
    reload,
    replace,
  }
}
