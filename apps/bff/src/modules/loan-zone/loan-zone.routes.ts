import type { ConsoleLoanZone } from '@xinhui/contract'
import { dayInShanghai } from '@xinhui/rules'
import type { Ctx } from '../../context'
import type { Api } from '../../http/route'
import { listPublishedProducts, type LoanProductRow } from '../lender/lender.store'
import { listZones, type ZoneRow } from './loan-zone.store'
import { standsIn } from './stands-in'
import { changeZone, openZone, ZONE_CHANGED, ZONE_OPENED } from './write-zone'

const present = (row: ZoneRow, products: readonly LoanProductRow[]): ConsoleLoanZone => ({
  code: row.code,
  title: row.title,
  intro: row.intro,
  products: products.filter((product) => standsIn(row, product)).length,
  shows: row.shows,
  position: row.position,
  isOpen: row.isOpen,
  version: row.version,
  updatedAt: row.updatedAt.toISOString(),
})

const offered = (ctx: Ctx) => listPublishedProducts(ctx.db, { day: dayInShanghai(ctx.now.getTime()) })

/** Zones of the loan market, kept by the office; everybody reads the open ones with the market itself. */
export function registerLoanZoneRoutes(api: Api): void {
  const keepers = { roles: ['reviewer', 'administrator'], owner: 'city' } as const

  api.route('GET /console/loan-zones', { roles: ['reviewer', 'steward', 'auditor', 'administrator', 'lender-officer'], owner: 'city', audit: null }, async ({ ctx }) => {
    const products = await offered(ctx)
    return { items: (await listZones(ctx.db)).map((row) => present(row, products)) }
  })

  api.route('POST /console/loan-zones', { ...keepers, audit: ZONE_OPENED }, async ({ ctx, body }) => present(await openZone({ ctx, input: body }), await offered(ctx)))

  api.route('PUT /console/loan-zones/{code}', { ...keepers, audit: ZONE_CHANGED }, async ({ ctx, params, body }) => present(await changeZone({ ctx, input: { ...params, ...body } }), await offered(ctx)))
}
