import type { Api } from '../../http/route'
import { listPerks, listScenes, readPerk } from './browse-perks'

/** Favourites are kept on the phone and asked for by their ids. */
const MAX_IDS = 60

export function registerPerkRoutes(api: Api): void {
  // Shown to everybody; whoever is logged in also sees which of them are theirs.
  const shown = { roles: ['anonymous'], owner: 'public', personScore: 'reward' } as const

  api.route('GET /scenes', { roles: ['anonymous'], owner: 'public', audit: null }, async ({ ctx }) => ({ items: await listScenes(ctx) }))

  api.route('GET /perks', { ...shown, audit: null }, ({ ctx, query }) => listPerks(ctx, { ...query, onlyMine: query.onlyMine === 'true', ids: query.ids?.split(',').slice(0, MAX_IDS) }))

  api.route('GET /perks/{perkId}', { ...shown, audit: null }, ({ ctx, params, query }) => readPerk(ctx, params.perkId, query.firmId))
}
