import type { ConsoleMerchant, ConsolePerk } from '@xinhui/contract'
import { addDays, dayInShanghai, maskName } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import type { Api } from '../../http/route'
import { listAudit } from '../audit/audit.store'
import { type ConsoleMerchantRow, listConsoleMerchants, listConsoleStaff, listMerchantTimeline } from '../merchant/console-merchants.store'
import { findMerchant } from '../merchant/merchant.store'
import { listAgreements } from '../merchant/agreement.store'
import { agreementState } from '../merchant/sign-agreement'
import { listOpenInvitations, listOwnStores } from '../merchant/post.store'
import { presentInvitations, presentOwnStore, presentSuspension, presentTerm, presentTermination, presentTimeline } from '../merchant/present-merchant'
import { listLivingSuspensions } from '../merchant/standing.store'
import { type ConsolePerkRow, listConsolePerks } from '../perk/console-perks.store'
import { SEAL } from '../subject/seal-contexts'
import { countCity, countRedemptionsByDay } from './overview.store'

const CITY_STAFF = ['reviewer', 'steward', 'auditor', 'administrator'] as const
const DAYS_SHOWN = 30
const TIMELINE = 50

/** The page of `limit` rows out of `limit + 1` read, and where the next one starts. */
function page<R, V>(rows: R[], limit: number, idOf: (row: R) => string, present: (row: R) => V): { items: V[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(present), nextCursor: rows.length > limit && last ? idOf(last) : null }
}

const presentMerchant =
  (held: Awaited<ReturnType<typeof listLivingSuspensions>>) =>
  ({ id, ...rest }: ConsoleMerchantRow): ConsoleMerchant => ({ merchantId: id, ...rest, suspensions: (held.get(id) ?? []).map(presentSuspension) })

const presentPerk =
  (ctx: Ctx) =>
  (row: ConsolePerkRow): ConsolePerk => ({ ...row, sceneTitle: ctx.city.scenes.find((s) => s.code === row.scene)?.title ?? row.scene })

export function registerConsoleRoutes(api: Api): void {
  api.route('GET /console/overview', { roles: [...CITY_STAFF], owner: 'city', audit: null }, async ({ ctx }) => {
    const today = dayInShanghai(ctx.now.getTime())
    return { ...(await countCity(ctx.db)), redemptionsByDay: await countRedemptionsByDay(ctx.db, addDays(today, 1 - DAYS_SHOWN), today) }
  })

  api.route('GET /console/merchants', { roles: [...CITY_STAFF, 'merchant-owner'], owner: 'staff-scope', audit: null }, async ({ ctx, query }) => {
    const rows = await listConsoleMerchants(ctx.db, { ...query, onlyMerchantId: callerStaff(ctx).merchantId, limit: query.limit + 1, since: daysAgo(ctx, DAYS_SHOWN) })
    return page(rows, query.limit, (r) => r.id, presentMerchant(await listLivingSuspensions(ctx.db, rows.map((r) => r.id))))
  })

  api.route('GET /console/merchants/{merchantId}', { roles: [...CITY_STAFF, 'merchant-owner'], owner: 'staff-scope', audit: null }, async ({ ctx, params }) => {
    const only = callerStaff(ctx).merchantId
    const [row] = await listConsoleMerchants(ctx.db, { onlyMerchantId: only, merchantId: params.merchantId, limit: 1, since: daysAgo(ctx, DAYS_SHOWN) })
    if (!row) throw new DomainError('NOT_FOUND')
    const staff = await listConsoleStaff(ctx.db, row.id)
    const agreements = await listAgreements(ctx.db, row.id)
    return {
      ...presentMerchant(await listLivingSuspensions(ctx.db, [row.id]))(row),
      stores: (await listOwnStores(ctx.db, row.id)).map(presentOwnStore),
      staff: staff.map(({ nameSealed, ...one }) => ({ ...one, maskedName: maskName(ctx.keys.sealer.open(nameSealed, SEAL.name)) })),
      invitations: await presentInvitations(ctx, await listOpenInvitations(ctx.db, row.id, ctx.now)),
      agreement: agreementState(ctx, agreements[0]),
      agreementRemindedDays: agreements[0]?.remindedDays ?? null,
      agreements: agreements.map(presentTerm),
      termination: presentTermination(await findMerchant(ctx.db, row.id)),
      timeline: (await listMerchantTimeline(ctx.db, row.id, TIMELINE)).map(presentTimeline),
      perks: (await listConsolePerks(ctx.db, { onlyMerchantId: row.id, limit: 200 })).map(presentPerk(ctx)),
    }
  })

  api.route('GET /console/perks', { roles: [...CITY_STAFF, 'merchant-owner'], owner: 'staff-scope', audit: null }, async ({ ctx, query }) => {
    const rows = await listConsolePerks(ctx.db, { ...query, onlyMerchantId: callerStaff(ctx).merchantId, limit: query.limit + 1 })
    return page(rows, query.limit, (r) => r.perkId, presentPerk(ctx))
  })

  api.route('GET /console/audit', { roles: ['auditor', 'administrator'], owner: 'city', audit: null }, async ({ ctx, query }) => {
    const rows = await listAudit(ctx.db, { ...query, limit: query.limit + 1 })
    return page(rows, query.limit, (r) => r.id, ({ id, at, ...rest }) => ({ auditId: id, at: at.toISOString(), ...rest }))
  })
}

const daysAgo = (ctx: Ctx, days: number) => new Date(ctx.now.getTime() - days * 86_400_000)
