import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { findMerchant } from '../merchant/merchant.store'
import { cancelVoucher } from '../voucher/cancel-voucher'
import { findVoucher } from '../voucher/voucher.store'
import { moveWaiver, stateConflict, tellPayScore, tellResident } from './move-waiver'
import { WAIVER_EDGES, type WaiverEdge } from './waiver.lifecycle'
import { findOwnWaiver, findWaiver, listLapsed, type WaiverRow } from './waiver.store'

/** Cancels an order before it is handed over 取消, with no charge: voucher and exposure go back. NOT_FOUND; CONFLICT; VOUCHER_USED when the till was first. */
export async function cancelWaiver({ ctx: outer, input }: { ctx: Ctx; input: { waiverId: string; subjectId: string } }): Promise<WaiverRow> {
  return inTransaction(outer, async (ctx) => {
    const row = await findOwnWaiver(ctx.db, input.subjectId, input.waiverId)
    if (!row) throw new DomainError('NOT_FOUND')
    if (row.status !== 'reserved') throw stateConflict(row)
    return endReserved(ctx, row, WAIVER_EDGES.cancel, 'resident')
  })
}

/** Ends a reserved order: gives its voucher back where it is still to be used, releases, and revokes at 支付分 after commit. */
export async function endReserved(ctx: Ctx, row: WaiverRow, edge: WaiverEdge, by: 'resident' | 'system' | 'wechat-pay'): Promise<WaiverRow> {
  const voucher = row.voucherId === null ? undefined : await findVoucher(ctx.db, row.voucherId)
  if (voucher?.status === 'redeemed') throw new DomainError('VOUCHER_USED', { detail: '店员刚刚已核销，不能再取消' })
  if (voucher?.status === 'issued' && voucher.expiresAt > ctx.now) await cancelVoucher({ ctx, input: { voucherId: voucher.id, subjectId: row.subjectId } })
  const ended = await moveWaiver(ctx, row, edge, { by, set: { cancelledAt: ctx.now, payCheckAt: row.payState === 'none' ? null : ctx.now } })
  if (ended.payState !== 'none') await tellPayScore(ctx, ended)
  return ended
}

/** Ends reserved orders nobody came for, each in a transaction of its own. Answers how many. */
export async function lapseWaivers({ ctx: outer, input }: { ctx: Ctx; input: { limit: number } }): Promise<number> {
  const ids = await listLapsed(outer.db, { now: outer.now, limit: input.limit })
  for (const id of ids) await inTransaction(outer, (ctx) => lapse(ctx, id))
  return ids.length
}

/** The same for one person who leaves, in the caller's transaction, after the vouchers were given back. */
export async function lapseWaiversOf(ctx: Ctx, subjectId: string): Promise<void> {
  for (const id of await listLapsed(ctx.db, { now: ctx.now, limit: 1000, subjectId })) await lapse(ctx, id)
}

async function lapse(ctx: Ctx, id: string): Promise<void> {
  const row = await findWaiver(ctx.db, id)
  if (row?.status === 'reserved') await endWithVoucher(ctx, row)
}

/** Ends a reserved order whose voucher is over, and says why: its merchant has left, or nobody came. */
export async function endWithVoucher(ctx: Ctx, row: WaiverRow): Promise<WaiverRow> {
  const merchant = await findMerchant(ctx.db, row.merchantId)
  if (merchant?.status === 'terminated') {
    const ended = await endReserved(ctx, row, WAIVER_EDGES.withdraw, 'system')
    await tellResident(ctx, row, { cause: 'withdrawn', title: `${row.title}：订单已取消`, body: `${merchant.name}已终止合作。没有取用，也没有产生费用；占用的额度已恢复，微信支付分不会扣款。` })
    return ended
  }
  const ended = await endReserved(ctx, row, WAIVER_EDGES.lapse, 'system')
  await tellResident(ctx, row, { cause: 'lapsed', title: `${row.title}：订单已取消`, body: '没有取用，也没有产生费用；占用的额度已恢复。' })
  return ended
}
