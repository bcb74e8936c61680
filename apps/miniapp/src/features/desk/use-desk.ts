import { useState } from 'react'
import { call } from '../../lib/request'
import { type Mine, useMine } from '../../lib/use-mine'
import { chosenStore, type DeskStore, readStoreId, saveStoreId, storesOf } from './store-choice'
import type { Api } from '@xinhui/contract'

export interface Desk {
  load: Mine<Api['GET /desk']['response']>
  stores: readonly DeskStore[]
  store: DeskStore | undefined
  choose: (storeId: string) => void
}

/** The stores where the reader holds a post, and the one they work at now. */
export function useDesk(first?: string): Desk {
  const load = useMine('desk', () => call('GET /desk'))
  const [storeId, setStoreId] = useState(() => first ?? readStoreId())
  const stores = storesOf(load.data?.posts ?? [])
  return {
    load,
    stores,
    store: chosenStore(stores, storeId),
    choose: (next) => {
      saveStoreId(next)
      setStoreId(next)
    },
  }
}
