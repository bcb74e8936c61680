import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { callerSubject } from '../../http/caller'
import type { Api } from '../../http/route'
import { requireFirm } from '../agency/require-firm'
import { cancelVoucher } from './cancel-voucher'
import { claimVoucher } from './claim-voucher'
import { issuePasses } from './issue-passes'
import { presentReceipts, presentVoucher, presentVouchers } from './present-voucher'
import { requireHolder, requireUsedByHolder } from './require-holder'
import { VOUCHER_CLAIMED, VOUCHER_EDGES } from './voucher.lifecycle'
import { findOwnVoucher, listOwnRedemptions, listOwnVouchers } from './voucher.store'

/** For whom a claim is: the caller, or a firm whose perks they may claim. */
async function claimantOf(ctx: Ctx, firmId: string | undefined): Promise<{ subjectId: string; holder: 'person' | 'organization' }> {
  if (firmId === undefined) return { subjectId: callerSubject(ctx), holder: 'person' }
  return { subjectId: (await requireFirm(ctx, firmId, 'perk')).firmId, holder: 'organization' }
}

export function registerVoucherRoutes(api: Api): void {
  const own = { roles: ['resident'], owner: 'self' } as const

  api.route('POST /vouchers', { ...own, personScore: 'reward', audit: VOUCHER_CLAIMED, limit: { points: 60, seconds: 60, by: 'actor' } }, async ({ ctx, body }) =>
    presentVoucher(ctx, await claimVoucher({ ctx, input: { perkId: body.perkId, ...(await claimantOf(ctx, body.firmId)) } })),
  )

  api.route('GET /me/vouchers', { ...own, audit: null }, async ({ ctx, query }) => ({
    items: await presentVouchers(ctx, await listOwnVouchers(ctx.db, callerSubject(ctx), query.status, ctx.now)),
  }))

  api.route('GET /firms/{firmId}/vouchers', { roles: ['resident'], owner: 'firm', audit: null }, async ({ ctx, params, query }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'perk')
    return { items: await presentVouchers(ctx, await listOwnVouchers(ctx.db, firmId, query.status, ctx.now)) }
  })

  api.route('GET /vouchers/{voucherId}', { ...own, audit: null }, async ({ ctx, params }) => {
    const row = await findOwnVoucher(ctx.db, await requireHolder(ctx, params.voucherId), params.voucherId)
    if (!row) throw new DomainError('NOT_FOUND')
    return presentVoucher(ctx, row)
  })

  api.route('POST /vouchers/{voucherId}/cancellation', { ...own, audit: VOUCHER_EDGES.cancel.event }, async ({ ctx, params }) =>
    presentVoucher(ctx, await cancelVoucher({ ctx, input: { voucherId: params.voucherId, subjectId: await requireHolder(ctx, params.voucherId) } })),
  )

  // Signs, changes nothing: no audit row, and asking twice is harmless.
  api.route('POST /vouchers/{voucherId}/passes', { ...own, audit: null, idempotency: 'none', limit: { points: 60, seconds: 60, by: 'actor' } }, async ({ ctx, params }) =>
    issuePasses({ ctx, input: { voucherId: params.voucherId, subjectId: await requireHolder(ctx, params.voucherId) } }),
  )

  api.route('GET /me/receipts', { ...own, audit: null }, async ({ ctx }) => ({ items: await presentReceipts(ctx, await listOwnRedemptions(ctx.db, callerSubject(ctx))) }))

  api.route('GET /firms/{firmId}/receipts', { roles: ['resident'], owner: 'firm', audit: null }, async ({ ctx, params }) => ({
    items: await presentReceipts(ctx, await listOwnRedemptions(ctx.db, (await requireFirm(ctx, params.firmId, 'perk')).firmId)),
  }))

  api.route('GET /me/receipts/{redemptionId}', { ...own, audit: null }, async ({ ctx, params }) => {
    const [receipt] = await presentReceipts(ctx, [(await requireUsedByHolder(ctx, params.redemptionId)).used])
    if (!receipt) throw new DomainError('NOT_FOUND')
    return receipt
  })
}
