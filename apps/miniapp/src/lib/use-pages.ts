import { useRef, useState } from 'react'
import { ApiError } from './api-error'
import type { CacheKey } from './storage'
import { type Loaded, useLoad } from './use-load'

export interface PageOf<T> {
  items: T[]
  nextCursor: string | null
}

interface Further<T> {
  /** Which list these pages belong to: another filter makes them void. */
  of: string
  items: readonly T[]
  cursor: string | null
  error: ApiError | undefined
  busy: boolean
}

export interface Pages<T> {
  load: Loaded<PageOf<T>>
  items: readonly T[]
  more: { load: () => Promise<void>; has: boolean; error: ApiError | undefined; busy: boolean }
}

/** A list read page by page: the first with `useLoad`, the others when asked for. `key` undefined waits. */
export function usePages<T>(key: string | undefined, ask: (cursor?: string) => Promise<PageOf<T>>, options: { cacheKey?: CacheKey } = {}): Pages<T> {
  const load = useLoad(key, () => ask(), options)
  const version = `${key ?? ''} ${load.at ?? ''}`
  const [further, setFurther] = useState<Further<T>>({ of: '', items: [], cursor: null, error: undefined, busy: false })
  const here: Further<T> = further.of === version ? further : { of: version, items: [], cursor: load.data?.nextCursor ?? null, error: undefined, busy: false }
  const asking = useRef<string>()

  const loadMore = async () => {
    const { cursor } = here
    if (cursor === null || asking.current === version) return
    asking.current = version
    setFurther({ ...here, error: undefined, busy: true })
    try {
      const next = await ask(cursor)
      setFurther((now) => (now.of === version ? { ...now, items: [...now.items, ...next.items], cursor: next.nextCursor, busy: false } : now))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setFurther((now) => (now.of === version ? { ...now, error, busy: false } : now))
    } finally {
      if (asking.current === version) asking.current = undefined
    }
  }

  return { load, items: [...(load.data?.items ?? []), ...here.items], more: { load: loadMore, has: here.cursor !== null, error: here.error, busy: here.busy } }
}
