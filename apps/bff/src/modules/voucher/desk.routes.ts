import { addDays, dayInShanghai, isDay, startOfDayInShanghai } from '@xinhui/rules'
import { DomainError } from '../../errors'
import { callerAccount, callerSubject } from '../../http/caller'
import type { Api } from '../../http/route'
import { noteDistance } from '../flag/note-distance'
import { findPosts } from '../merchant/merchant.store'
import { checkVoucher } from './check-voucher'
import { presentDeskReceipt } from './present-voucher'
import { redeemVoucher } from './redeem-voucher'
import { requireDesk } from './require-desk'
import { reverseRedemption } from './reverse-redemption'
import { VOUCHER_EDGES } from './voucher.lifecycle'
import { findRedemption, listStoreRedemptions } from './voucher.store'

export function registerDeskRoutes(api: Api): void {
  const desk = { roles: ['resident'], owner: 'merchant-post' } as const

  api.route('GET /desk', { ...desk, audit: null }, async ({ ctx }) => ({ posts: await findPosts(ctx.db, callerSubject(ctx)) }))

  // Looks, changes nothing: no audit row, and asking twice is harmless.
  api.route('POST /desk/checks', { ...desk, audit: null, idempotency: 'none' }, ({ ctx, body }) => checkVoucher({ ctx, input: body }))

  api.route('POST /desk/redemptions', { ...desk, audit: VOUCHER_EDGES.redeem.event, idempotency: 'row' }, async ({ ctx, body, http }) => {
    const { position, ...shown } = body
    const { receipt, replayed } = await redeemVoucher({ ctx, input: shown })
    if (replayed) http.header('idempotent-replayed', 'true')
    if (position && !replayed) await noteDistance({ ctx, input: { ...receipt, accountId: callerAccount(ctx).accountId, position } }).catch((error: unknown) => ctx.log.error({ err: error, redemptionId: receipt.id }, 'the distance of a redemption was not noted'))
    return presentDeskReceipt(ctx, receipt)
  })

  api.route('GET /desk/redemptions', { ...desk, audit: null }, async ({ ctx, query }) => {
    const post = await requireDesk(ctx, query.storeId)
    const day = query.day ?? dayInShanghai(ctx.now.getTime())
    if (!isDay(day)) throw new DomainError('VALIDATION', { detail: '没有这一天', errors: [{ field: 'day', message: '没有这一天' }] })
    const rows = await listStoreRedemptions(ctx.db, post.storeId, new Date(startOfDayInShanghai(day)), new Date(startOfDayInShanghai(addDays(day, 1))))
    return { items: rows.map((row) => presentDeskReceipt(ctx, { ...row, storeName: post.storeName })), day, count: rows.filter((r) => !r.reversedAt).length }
  })

  api.route('GET /desk/redemptions/{redemptionId}', { ...desk, audit: null }, async ({ ctx, params }) => {
    const row = await findRedemption(ctx.db, params.redemptionId)
    if (!row) throw new DomainError('NOT_FOUND')
    const post = await requireDesk(ctx, row.storeId)
    return presentDeskReceipt(ctx, { ...row, storeName: post.storeName })
  })

  api.route('POST /desk/redemptions/{redemptionId}/reversal', { ...desk, audit: VOUCHER_EDGES.reverse.event }, async ({ ctx, params, body }) =>
    presentDeskReceipt(ctx, await reverseRedemption({ ctx, input: { redemptionId: params.redemptionId, reason: body.reason } })),
  )
}
