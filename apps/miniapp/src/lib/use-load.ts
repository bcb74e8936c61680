import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiError } from './api-error'
import { type CacheKey, readCache, writeCache } from './storage'

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
  data: T | undefined
  at: number | undefined
  error: ApiError | undefined
  busy: boolean
  fromCache: boolean
}

const toApi = (error: unknown): ApiError =>
  error instanceof ApiError ? error : new ApiError({ status: 0, code: 'UNEXPECTED', title: '页面出了点问题', detail: '请再试一次' })

/**
 * Loads when the page opens and whenever `key` changes; `key` undefined waits.
 * With `cacheKey` the last good answer is kept on the phone and shown when there is no network.
 * The last good data stays on screen while a refresh runs or fails; an answer that comes late is dropped.
 */
export function useLoad<T>(key: string | undefined, load: () => Promise<T>, { cacheKey }: { cacheKey?: CacheKey } = {}): Loaded<T> {
  const [state, setState] = useState<State<T>>({ data: undefined, at: undefined, error: undefined, busy: key !== undefined, fromCache: false })
  const latest = useRef({ load, cacheKey, turn: 0 })
  latest.current.load = load
  latest.current.cacheKey = cacheKey

  const reload = useCallback(async () => {
    const { current } = latest
    current.turn += 1
    const { turn } = current
    setState((before) => ({ ...before, busy: true }))
    try {
      const data = await current.load()
      if (turn !== current.turn) return
      const at = Date.now()
      if (current.cacheKey) writeCache(current.cacheKey, data, at)
      setState({ data, at, error: undefined, busy: false, fromCache: false })
    } catch (thrown) {
      if (turn !== current.turn) return
      const error = toApi(thrown)
      const cached = error.unanswered && current.cacheKey ? readCache<T>(current.cacheKey) : undefined
      setState((before) =>
        before.data === undefined && cached
          ? { data: cached.value, at: cached.at, error, busy: false, fromCache: true }
          : { ...before, error, busy: false },
      )
    }
  }, [])

  useEffect(() => {
    const { current } = latest
    if (key === undefined) return
    setState({ data: undefined, at: undefined, error: undefined, busy: true, fromCache: false })
    void reload()
    return () => {
      current.turn += 1
    }
  }, [key, reload])

  const replace = useCallback((data: T) => {
    const { current } = latest
    current.turn += 1
    const at = Date.now()
    if (current.cacheKey) writeCache(current.cacheKey, data, at)
    setState({ data, at, error: undefined, busy: false, fromCache: false })
  }, [])

  const { data, at, error, busy, fromCache } = state
  const shown = data !== undefined
  return {
    data,
    at,
    error: shown ? undefined : error,
    refreshError: shown ? error : undefined,
    loading: !shown && busy,
    refreshing: shown && busy,
    stale: fromCache || (shown && error !== undefined),
    reload,
    replace,
  }
}
