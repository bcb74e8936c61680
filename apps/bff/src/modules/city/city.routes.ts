import type { Api } from '../../http/route'
import { publishedPassKeys } from '../../lib/keys'

export function registerCityRoutes(api: Api): void {
  api.route('GET /city', { roles: ['anonymous'], owner: 'public', audit: null }, async ({ ctx }) => ({
    code: ctx.city.code,
    name: ctx.city.name,
    serviceName: ctx.city.serviceName,
    accent: ctx.city.accent,
    hotline: ctx.city.hotline,
    mode: ctx.config.mode,
    reversalWindowMinutes: ctx.city.limits.reversalWindowMinutes,
  }))

  api.route('GET /pass-keys', { roles: ['anonymous'], owner: 'public', audit: null }, async ({ ctx }) => ({ keys: publishedPassKeys(ctx.keys.passes, ctx.now) }))
}
