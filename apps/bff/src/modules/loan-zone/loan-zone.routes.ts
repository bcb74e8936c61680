import type { ConsoleLoanZone, LoanZone } from '@xinhui/contract'
import { dayInShanghai } from '@xinhui/rules'
import type { Ctx } from '../../context'
import type { Api } from '../../http/route'
import { listPublishedProducts, type LoanProductRow } from '../lender/lender.store'
import { listZones, type ZoneRow } from './loan-zone.store'
import { standsIn } from './stands-in'
import { changeZone, openZone, ZONE_CHANGED, ZONE_OPENED } from './write-zone'

const presentZone = (row: ZoneRow, products: readonly LoanProductRow[]): LoanZone => ({ code: row.code, title: row.title, intro: row.intro, products: products.filter((product) => standsIn(row, product)).length })
const presentConsoleZone = (row: ZoneRow, products: readonly LoanProductRow[]): ConsoleLoanZone => ({ ...presentZone(row, products), shows: row.shows, position: row.position, isOpen: row.isOpen, version: row.version, updatedAt: row.updatedAt.toISOString() })

const offered = (ctx: Ctx) => listPublishedProducts(ctx.db, { day: dayInShanghai(ctx.now.getTime()) })

/** Zones of the loan market: everybody reads the open ones, the office keeps them. */
export function registerLoanZoneRoutes(api: Api): void {
  const keepers = { roles: ['reviewer', 'administrator'], owner: 'city' } as const

  api.route('GET /loan-zones', { roles: ['anonymous'], owner: 'public', audit: null }, async ({ ctx }) => {
    const products = await offered(ctx)
    return { items: (await listZones(ctx.db)).filter((row) => row.isOpen).map((row) => presentZone(row, products)) }
  })

  api.route('GET /console/loan-zones', { roles: ['reviewer', 'steward', 'auditor', 'administrator', 'lender-officer'], owner: 'city', audit: null }, async ({ ctx }) => {
    const products = await offered(ctx)
    return { items: (await listZones(ctx.db)).map((row) => presentConsoleZone(row, products)) }
  })

  api.route('POST /console/loan-zones', { ...keepers, audit: ZONE_OPENED }, async ({ ctx, body }) => presentConsoleZone(await openZone({ ctx, input: body }), await offered(ctx)))

  api.route('PUT /console/loan-zones/{code}', { ...keepers, audit: ZONE_CHANGED }, async ({ ctx, params, body }) => presentConsoleZone(await changeZone({ ctx, input: { ...params, ...body } }), await offered(ctx)))
}
