import type { TillClient } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff, callerTill } from '../../http/caller'
import type { Api } from '../../http/route'
import { answerToken } from '../../http/token-endpoint'
import { findMerchants, findStoreNames } from '../merchant/merchant.store'
import { requireMerchantScope } from '../merchant/require-post'
import { checkVoucher } from '../voucher/check-voucher'
import { presentDeskReceipt } from '../voucher/present-voucher'
import { redeemVoucher } from '../voucher/redeem-voucher'
import { requireDesk } from '../voucher/require-desk'
import type { Together } from '../voucher/require-usable'
import { reverseRedemption } from '../voucher/reverse-redemption'
import { findRedemption } from '../voucher/voucher.store'
import { openTill } from './open-till'
import { endTill, registerTill, TILL_REGISTERED, TILL_REVOKED } from './register-till'
import { listTills, type TillRow } from './till.store'

const TOKEN_PATH = '/api/v1/till/token'

async function presentTills(ctx: Ctx, rows: readonly TillRow[]): Promise<TillClient[]> {
  const merchants = await findMerchants(ctx.db, rows.map((r) => r.merchantId))
  const stores = await findStoreNames(ctx.db, rows.map((r) => r.storeId))
  return rows.map((row) => ({
    clientId: row.id,
    merchantId: row.merchantId,
    merchantName: merchants.get(row.merchantId)?.name ?? '',
    storeId: row.storeId,
    storeName: stores.get(row.storeId) ?? '',
    name: row.name,
    status: row.status,
    keyThumbprint: row.thumbprint,
    createdAt: row.createdAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }))
}

export function registerTillRoutes(api: Api): void {
  // The assertion is the single-use secret.
  api.route('POST /till/token', { roles: ['anonymous'], owner: 'public', audit: null, idempotency: 'none', limit: { points: 120, seconds: 60, by: 'ip' } }, ({ ctx, http }) => answerToken({ ctx, http, path: TOKEN_PATH, open: openTill }))

  const till = { roles: ['till'], owner: 'till' } as const
  const atTill = (ctx: Ctx, shown: { presented: string; together?: Together | undefined }) => ({ ctx, input: { storeId: callerTill(ctx).storeId, ...shown } })

  // Looks, changes nothing: no audit row, and asking twice is harmless.
  api.route('POST /till/checks', { ...till, audit: null, idempotency: 'none' }, ({ ctx, body }) => checkVoucher(atTill(ctx, body)))

  api.route('POST /till/redemptions', { ...till, audit: 'voucher.redeemed', idempotency: 'row' }, async ({ ctx, body, http }) => {
    const { receipt, replayed } = await redeemVoucher(atTill(ctx, body))
    if (replayed) http.header('idempotent-replayed', 'true')
    return presentDeskReceipt(ctx, receipt)
  })

  api.route('GET /till/redemptions/{redemptionId}', { ...till, audit: null }, async ({ ctx, params }) => {
    const row = await findRedemption(ctx.db, params.redemptionId)
    if (!row) throw new DomainError('NOT_FOUND')
    const desk = await requireDesk(ctx, row.storeId)
    return presentDeskReceipt(ctx, { ...row, storeName: desk.storeName })
  })

  api.route('POST /till/redemptions/{redemptionId}/reversal', { ...till, audit: 'voucher.reversed' }, async ({ ctx, params, body }) =>
    presentDeskReceipt(ctx, await reverseRedemption({ ctx, input: { redemptionId: params.redemptionId, reason: body.reason } })),
  )

  api.route('GET /console/tills', { roles: ['administrator', 'auditor', 'merchant-owner'], owner: 'staff-scope', audit: null }, async ({ ctx }) => ({ items: await presentTills(ctx, await listTills(ctx.db, callerStaff(ctx).merchantId)) }))

  const scoped = { roles: ['administrator', 'merchant-owner'], owner: 'staff-scope' } as const
  api.route('POST /console/merchants/{merchantId}/tills', { ...scoped, audit: TILL_REGISTERED }, async ({ ctx, params, body }) => {
    const { merchant } = await requireMerchantScope(ctx, params.merchantId)
    const [made] = await presentTills(ctx, [await registerTill({ ctx, input: { merchantId: merchant.id, ...body } })])
    if (!made) throw new Error('a till that presents as nothing')
    return made
  })
  api.route('DELETE /console/merchants/{merchantId}/tills/{clientId}', { ...scoped, audit: TILL_REVOKED }, async ({ ctx, params }) => {
    const { merchant } = await requireMerchantScope(ctx, params.merchantId)
    await endTill({ ctx, input: { merchantId: merchant.id, clientId: params.clientId } })
  })
}
