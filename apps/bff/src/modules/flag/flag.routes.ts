import type { RedemptionFlag } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import type { Api } from '../../http/route'
import { findMerchants, findStoreNames } from '../merchant/merchant.store'
import { closeFlag, FLAG_CLOSED, SEAL_FLAG_NOTE } from './close-flag'
import { findFlag, type FlagRow, listFlagged, listFlags } from './flag.store'

const ROWS = 200

async function presentFlags(ctx: Ctx, rows: readonly FlagRow[]): Promise<RedemptionFlag[]> {
  const merchants = await findMerchants(ctx.db, rows.map((r) => r.merchantId))
  const stores = await findStoreNames(ctx.db, rows.map((r) => r.storeId))
  return rows.map((row) => ({
    flagId: row.id,
    kind: row.kind,
    merchantId: row.merchantId,
    merchantName: merchants.get(row.merchantId)?.name ?? '',
    storeName: stores.get(row.storeId) ?? '',
    count: row.count,
    allowed: row.allowed,
    windowFrom: row.windowFrom.toISOString(),
    windowUntil: row.windowUntil.toISOString(),
    raisedAt: row.raisedAt.toISOString(),
    status: row.status,
    outcome: row.outcome,
    note: row.noteSealed === null ? null : ctx.keys.sealer.open(row.noteSealed, SEAL_FLAG_NOTE),
    closedAt: row.closedAt?.toISOString() ?? null,
  }))
}

async function presentFlag(ctx: Ctx, row: FlagRow): Promise<RedemptionFlag> {
  const [flag] = await presentFlags(ctx, [row])
  if (!flag) throw new Error('a flag that presents as nothing')
  return flag
}

export function registerFlagRoutes(api: Api): void {
  const readers = { roles: ['reviewer', 'auditor', 'administrator'], owner: 'city', audit: null } as const

  api.route('GET /console/flags', readers, async ({ ctx, query }) => {
    const rows = await listFlags(ctx.db, { ...query, limit: query.limit + 1 })
    const page = rows.slice(0, query.limit)
    return { items: await presentFlags(ctx, page), nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null }
  })

  api.route('GET /console/flags/{flagId}', readers, async ({ ctx, params }) => {
    const row = await findFlag(ctx.db, params.flagId)
    if (!row) throw new DomainError('NOT_FOUND')
    const rows = await listFlagged(ctx.db, row, ROWS)
    const stores = await findStoreNames(ctx.db, rows.map((r) => r.storeId))
    return { flag: await presentFlag(ctx, row), rows: rows.map(({ storeId, ...r }) => ({ ...r, storeName: stores.get(storeId) ?? '' })) }
  })

  api.route('POST /console/flags/{flagId}/closure', { roles: ['reviewer'], owner: 'city', audit: FLAG_CLOSED }, async ({ ctx, params, body }) =>
    presentFlag(ctx, await closeFlag({ ctx, input: { flagId: params.flagId, staffId: callerStaff(ctx).staffId, ...body } })),
  )
}
