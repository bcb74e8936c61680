import type { PerkCard } from '@xinhui/contract'
import { useEffect, useRef, useState } from 'react'
import { ApiError } from '../../lib/api-error'
import { call } from '../../lib/request'
import { signedIn } from '../../lib/session'
import { useSignal } from '../../lib/signal'
import { useLoad } from '../../lib/use-load'
import { useReturn } from '../../lib/use-return'
import { joinPages, type PerkFilter, queryOf, sceneChips } from './perks.view'

/** A pause in typing this long is taken as the end of it. */
const TYPING_MS = 400

interface Further {
  /** Which list these pages belong to: a new search makes them void. */
  of: string
  pages: readonly (readonly PerkCard[])[]
  cursor: string | null
  error: ApiError | undefined
  busy: boolean
}

export function usePerks() {
  const isSignedIn = useSignal(signedIn)
  const [filter, setFilter] = useState<PerkFilter>({ scene: '', search: '', onlyMine: false })
  const [typed, setTyped] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setFilter((before) => (before.search === typed ? before : { ...before, search: typed })), typed === '' ? 0 : TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed])

  const scenes = useLoad('scenes', () => call('GET /scenes'), { cacheKey: 'cache:scenes' })
  const name = `${isSignedIn} ${JSON.stringify(queryOf(filter))}`
  const plain = filter.search === '' && !filter.onlyMine
  const perks = useLoad(name, () => call('GET /perks', { query: queryOf(filter) }), plain ? { cacheKey: `cache:perks:${filter.scene}` } : {})
  // What was claimed on another page changes what is said here.
  useReturn(() => void perks.reload())

  const version = `${name} ${perks.at ?? ''}`
  const [further, setFurther] = useState<Further>({ of: '', pages: [], cursor: null, error: undefined, busy: false })
  const here: Further = further.of === version ? further : { of: version, pages: [], cursor: perks.data?.nextCursor ?? null, error: undefined, busy: false }
  const asking = useRef<string>()

  const load = async () => {
    const { cursor } = here
    if (cursor === null || asking.current === version) return
    asking.current = version
    setFurther({ ...here, error: undefined, busy: true })
    try {
      const next = await call('GET /perks', { query: queryOf(filter, cursor) })
      setFurther((now) => (now.of === version ? { ...now, pages: [...now.pages, next.items], cursor: next.nextCursor, busy: false } : now))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setFurther((now) => (now.of === version ? { ...now, error, busy: false } : now))
    } finally {
      if (asking.current === version) asking.current = undefined
    }
  }

  return {
    signedIn: isSignedIn,
    filter,
    typed,
    setTyped,
    pick: (scene: string) => setFilter((before) => ({ ...before, scene })),
    toggleMine: () => setFilter((before) => ({ ...before, onlyMine: !before.onlyMine })),
    scenes: sceneChips(scenes.data?.items ?? [], filter.scene),
    perks,
    items: joinPages([perks.data?.items ?? [], ...here.pages]),
    more: { load, has: here.cursor !== null, error: here.error, busy: here.busy },
  }
}
