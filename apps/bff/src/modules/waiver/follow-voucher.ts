import { type Ctx, inTransaction } from '../../context'
import { notifyMerchant } from '../merchant/notify-merchant'
import { shanghaiMoment } from '../voucher/explain-voucher'
import { findLivingRedemption, findVoucher, listRedemptions } from '../voucher/voucher.store'
import { endWithVoucher } from './cancel-waiver'
import { moveWaiver, recordEvent, tellResident } from './move-waiver'
import { WAIVER_EDGES, WAIVER_EVENTS } from './waiver.lifecycle'
import { findWaiverOfVoucher, listWaiverEvents, type WaiverRow } from './waiver.store'

/**
 * Hand-over 取用: the order follows its voucher. Redeemed at the till, it is in use; reversed there, or by the office, it waits again;
 * given back or withdrawn before that, it ends. Read from voucher and redemption themselves, so that events which come late, twice or in
 * the wrong order end in the same state. A use without network that comes to light after the order has ended opens nothing again.
 */
export async function followVoucher({ ctx: outer, input }: { ctx: Ctx; input: { voucherId: string } }): Promise<WaiverRow | undefined> {
  return inTransaction(outer, async (ctx) => {
    const row = await findWaiverOfVoucher(ctx.db, input.voucherId)
    if (row?.status === 'cancelled') return meetLateHandOver(ctx, row, input.voucherId)
    if (!row || (row.status !== 'reserved' && row.status !== 'in-use' && row.status !== 'overdue')) return row
    const used = await findLivingRedemption(ctx.db, input.voucherId)
    if (used && row.status === 'reserved') {
      const dueAt = new Date(used.redeemedAt.getTime() + row.useDays * 86_400_000)
      const moved = await moveWaiver(ctx, row, WAIVER_EDGES.handOver, { by: 'merchant', set: { storeId: used.storeId, handedOverAt: used.redeemedAt, dueAt }, detail: { redemptionId: used.id } })
      await tellResident(ctx, moved, { cause: `handed-over:${used.id}`, title: `${row.title}：已取用`, body: `请在 ${shanghaiMoment(dueAt)} 前${row.kind === 'deposit-waiver' ? '归还' : '结账'}，店员登记后即结束。` })
      return moved
    }
    if (!used && row.status !== 'reserved') return takeBack(ctx, row, input.voucherId)
    if (!used && (await findVoucher(ctx.db, input.voucherId))?.status === 'cancelled') return endWithVoucher(ctx, row)
    return row
  })
}

/** Nobody has anything in hand: what was read at the counter, or by the office, was not a hand-over to this person. */
async function takeBack(ctx: Ctx, row: WaiverRow, voucherId: string): Promise<WaiverRow> {
  const byOffice = (await listRedemptions(ctx.db, voucherId)).some((r) => r.reversedByStaffId !== null)
  const moved = await moveWaiver(ctx, row, WAIVER_EDGES.takeBack, { by: byOffice ? 'office' : 'merchant', set: { storeId: null, handedOverAt: null, dueAt: null, remindedHours: null } })
  if (byOffice) await tellResident(ctx, moved, { cause: `taken-back:${row.handedOverAt?.toISOString() ?? ''}`, title: `${row.title}：取用已撤销`, body: '经核查不是您本人取用，您不用归还，也没有费用。约定时间内没有取用的，订单会自动取消。' })
  return moved
}

/**
 * A desk without network handed something over, and its order had lapsed before the desk's record arrived. The order stays cancelled: the
 * limit may be somebody's other order by now, and 支付分 has revoked it. The use is booked as it happened; both sides are told that no
 * waiver stands behind it, and what the desk gave away it settles with the person directly.
 */
async function meetLateHandOver(ctx: Ctx, row: WaiverRow, voucherId: string): Promise<WaiverRow> {
  const used = await findLivingRedemption(ctx.db, voucherId)
  if (!used || (await listWaiverEvents(ctx.db, row.id)).some((e) => e.event === WAIVER_EVENTS.handedOverLate)) return row
  await recordEvent(ctx, row, { event: WAIVER_EVENTS.handedOverLate, by: 'merchant', detail: { redemptionId: used.id, storeId: used.storeId } })
  await tellResident(ctx, row, { cause: `handed-over-late:${used.id}`, title: `${row.title}：门店补登了一次取用`, body: `门店断网时于 ${shanghaiMoment(used.redeemedAt)} 交付，订单在此之前已取消，平台不占用额度，也不会扣款。没有取用的，请在使用记录里反映“不是我本人”。` })
  await notifyMerchant(ctx, row.merchantId, { kind: 'waiver.handed-over-late', cause: used.id, title: '断网时交付的订单已取消', body: `凭据号 ${used.receiptNo}：订单在交付前已取消，没有免押保障，不能通过平台收费，请与顾客当面结清。` })
  return row
}
