import { useState } from 'react'
import { call } from '../../lib/request'
import { signedIn } from '../../lib/session'
import { useSignal } from '../../lib/signal'
import { useLoad } from '../../lib/use-load'
import { usePages } from '../../lib/use-pages'
import { useReturn } from '../../lib/use-return'
import { useTyped } from '../../lib/use-typed'
import { joinPages, type PerkFilter, queryOf, sceneChips } from './perks.view'

export function usePerks() {
  const isSignedIn = useSignal(signedIn)
  const [chosen, setChosen] = useState<Omit<PerkFilter, 'search'>>({ scene: '', onlyMine: false })
  const { typed, setTyped, settled } = useTyped()
  const filter: PerkFilter = { ...chosen, search: settled }

  const scenes = useLoad('scenes', () => call('GET /scenes'), { cacheKey: 'cache:scenes' })
  const plain = filter.search === '' && !filter.onlyMine
  const { load: perks, items, more } = usePages(`${isSignedIn} ${JSON.stringify(queryOf(filter))}`, (cursor) => call('GET /perks', { query: queryOf(filter, cursor) }), plain ? { cacheKey: `cache:perks:${filter.scene}` } : {})
  // What was claimed on another page changes what is said here.
  useReturn(() => void perks.reload())

  return {
    signedIn: isSignedIn,
    filter,
    typed,
    setTyped,
    pick: (scene: string) => setChosen((before) => ({ ...before, scene })),
    toggleMine: () => setChosen((before) => ({ ...before, onlyMine: !before.onlyMine })),
    scenes: sceneChips(scenes.data?.items ?? [], filter.scene),
    perks,
    items: joinPages([items]),
    more,
  }
}
