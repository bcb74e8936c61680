import { readCache, writeCache } from '../../lib/storage'

const KEY = 'cache:favourites'
/** The server reads at most as many at once. */
const MAX = 60

/** Perks kept on this phone, the last one first. They go with the login; the server never learns of them. */
export const favourites = (): readonly string[] => readCache<string[]>(KEY)?.value ?? []

export const isFavourite = (perkId: string): boolean => favourites().includes(perkId)

/** Keeps or drops a perk; answers how it stands now. */
export function toggleFavourite(perkId: string, now: number): boolean {
  const before = favourites()
  const kept = before.includes(perkId) ? before.filter((id) => id !== perkId) : [perkId, ...before].slice(0, MAX)
  return writeCache(KEY, kept, now) && kept.includes(perkId)
}
