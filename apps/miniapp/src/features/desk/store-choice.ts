import type { MerchantPost } from '@xinhui/contract'
import { readCache, writeCache } from '../../lib/storage'

export interface DeskStore {
  storeId: string
  name: string
  merchantId: string
  merchantName: string
  role: MerchantPost['role']
}

const KEY = 'cache:desk-store'

export const storesOf = (posts: readonly MerchantPost[]): DeskStore[] => posts.flatMap(({ merchantId, merchantName, role, stores }) => stores.map(({ storeId, name }) => ({ storeId, name, merchantId, merchantName, role })))

/** 听澜路店: what a store's name says beyond its merchant's, which stands below it. 禾岚小馆（听澜路店） would not fit beside the actions. */
export const placeOf = ({ name, merchantName }: Pick<DeskStore, 'name' | 'merchantName'>): string => (name.startsWith(merchantName) ? name.slice(merchantName.length).replace(/^[（(](.+)[）)]$/, '$1').trim() || name : name)

/** The store last worked at, if one still holds a post there; else the first. */
export const chosenStore = (stores: readonly DeskStore[], storeId: string | undefined): DeskStore | undefined => stores.find((store) => store.storeId === storeId) ?? stores[0]

export const readStoreId = (): string | undefined => readCache<string>(KEY)?.value

export const saveStoreId = (storeId: string): void => void writeCache(KEY, storeId, Date.now())
