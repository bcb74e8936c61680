import type { Api } from '../../http/route'
import { listPerks, listScenes, readPerk } from './browse-perks'

export function registerPerkRoutes(api: Api): void {
  api.route('GET /scenes', { roles: ['anonymous'], owner: 'public', audit: null }, async ({ ctx }) => ({ items: await listScenes(ctx) }))

  api.route('GET /perks', { roles: ['anonymous'], owner: 'public', audit: null }, ({ ctx, query }) => listPerks(ctx, { ...query, onlyMine: query.onlyMine === 'true' }))

  api.route('GET /perks/{perkId}', { roles: ['anonymous'], owner: 'public', audit: null }, ({ ctx, params }) => readPerk(ctx, params.perkId))
}
