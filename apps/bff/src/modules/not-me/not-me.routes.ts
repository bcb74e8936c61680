import type { NotMe, NotMeReport } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import type { Api } from '../../http/route'
import { findMerchants, findStoreNames } from '../merchant/merchant.store'
import { findRedemptions } from '../voucher/voucher.store'
import { fileNotMe, NOT_ME_FILED } from './file-not-me'
import { findReport, listReports, type NotMeRow } from './not-me.store'
import { presentNotMe } from './present-not-me'
import { resolveNotMe } from './resolve-not-me'

/** As the office sees them: the use, not the person. */
async function presentReports(ctx: Ctx, rows: readonly NotMeRow[]): Promise<NotMeReport[]> {
  const used = new Map((await findRedemptions(ctx.db, rows.map((r) => r.redemptionId))).map((r) => [r.id, r]))
  const merchants = await findMerchants(ctx.db, [...used.values()].map((r) => r.merchantId))
  const stores = await findStoreNames(ctx.db, [...used.values()].map((r) => r.storeId))
  return rows.flatMap((row) => {
    const use = used.get(row.redemptionId)
    if (!use) return []
    return [{ reportId: row.id, ...presentNotMe(ctx, row), receiptNo: use.receiptNo, perkTitle: use.title, merchantId: use.merchantId, merchantName: merchants.get(use.merchantId)?.name ?? '', storeName: stores.get(use.storeId) ?? '', redeemedAt: use.redeemedAt.toISOString(), reversedAt: use.reversedAt?.toISOString() ?? null }]
  })
}

async function presentReport(ctx: Ctx, row: NotMeRow): Promise<NotMeReport> {
  const [report] = await presentReports(ctx, [row])
  if (!report) throw new Error('a report that presents as nothing')
  return report
}

export function registerNotMeRoutes(api: Api): void {
  api.route('POST /me/receipts/{redemptionId}/not-me', { roles: ['resident'], owner: 'self', audit: NOT_ME_FILED, limit: { points: 20, seconds: 3600, by: 'actor' } }, async ({ ctx, params }): Promise<NotMe> =>
    presentNotMe(ctx, await fileNotMe({ ctx, input: { redemptionId: params.redemptionId } })),
  )

  const readers = { roles: ['reviewer', 'auditor', 'administrator'], owner: 'city', audit: null } as const
  api.route('GET /console/not-me', readers, async ({ ctx, query }) => {
    const rows = await listReports(ctx.db, { ...query, limit: query.limit + 1 })
    const page = rows.slice(0, query.limit)
    return { items: await presentReports(ctx, page), nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null }
  })
  api.route('GET /console/not-me/{reportId}', readers, async ({ ctx, params }) => {
    const row = await findReport(ctx.db, params.reportId)
    if (!row) throw new DomainError('NOT_FOUND')
    return presentReport(ctx, row)
  })
  api.route('POST /console/not-me/{reportId}/resolution', { roles: ['reviewer'], owner: 'city', audit: 'not-me.*' }, async ({ ctx, params, body }) =>
    presentReport(ctx, await resolveNotMe({ ctx, input: { reportId: params.reportId, staffId: callerStaff(ctx).staffId, ...body } })),
  )
}
