import type { PerkCard, PerkStore } from '@xinhui/contract'
import { distanceMetres } from '@xinhui/rules/distance'

export { distanceMetres }

/** Where the phone is; it never leaves the phone. */
export interface Position {
  longitude: number
  latitude: number
}

/** A store and the perks it honours. */
export interface Place {
  store: PerkStore
  cards: readonly PerkCard[]
  /** Undefined while the reader has not asked for distances. */
  metres: number | undefined
}

/** 约 300 米, 约 1.2 公里, 约 12 公里: as exact as a phone's position is. */
export function distanceWords(metres: number): string {
  if (metres < 1000) return `约 ${Math.max(50, Math.round(metres / 50) * 50)} 米`.replace('1000 米', '1 公里')
  return metres < 10_000 ? `约 ${Math.round(metres / 100) / 10} 公里` : `约 ${Math.round(metres / 1000)} 公里`
}

/** Every store once, with its perks; the nearest first once there is a position, else in the order of the perks. */
export function placesOf(cards: readonly PerkCard[], here: Position | undefined): Place[] {
  const places = new Map<string, { store: PerkStore; cards: PerkCard[] }>()
  for (const card of cards) {
    for (const store of card.stores) {
      const known = places.get(store.storeId)
      if (known) known.cards.push(card)
      else places.set(store.storeId, { store, cards: [card] })
    }
  }
  const all = [...places.values()].map(({ store, cards: honoured }): Place => ({
    store,
    cards: honoured,
    metres: here && distanceMetres(here, { longitude: store.longitudeE6 / 1e6, latitude: store.latitudeE6 / 1e6 }),
  }))
  return here ? all.sort((one, other) => (one.metres ?? 0) - (other.metres ?? 0)) : all
}

/** Why there is no position, and what to do. */
export function refusalWords(error: unknown): string {
  const text = typeof error === 'object' && error !== null && 'errMsg' in error ? String(error.errMsg) : ''
  return /auth|deny|denied|permission/i.test(text) ? '没有得到位置许可。可以在手机设置里打开，或直接看下面的门店' : '暂时定位不到。可以到开阔处再试，或直接看下面的门店'
}
