import { type Ctx, inTransaction } from '../../context'
import { findLivingRedemption } from '../voucher/voucher.store'
import { moveWaiver, tellResident } from './move-waiver'
import { shanghaiMoment } from '../voucher/explain-voucher'
import { WAIVER_EDGES } from './waiver.lifecycle'
import { findWaiverOfVoucher, type WaiverRow } from './waiver.store'

/**
 * Hand-over 取用: the order follows its voucher. Redeemed at the till, it is in use; reversed there, it waits again. Read from the
 * redemption itself, so that events which come late, twice or in the wrong order end in the same state.
 */
export async function followVoucher({ ctx: outer, input }: { ctx: Ctx; input: { voucherId: string } }): Promise<WaiverRow | undefined> {
  return inTransaction(outer, async (ctx) => {
    const row = await findWaiverOfVoucher(ctx.db, input.voucherId)
    if (!row || (row.status !== 'reserved' && row.status !== 'in-use')) return row
    const used = await findLivingRedemption(ctx.db, input.voucherId)
    if (used && row.status === 'reserved') {
      const dueAt = new Date(used.redeemedAt.getTime() + row.useDays * 86_400_000)
      const moved = await moveWaiver(ctx, row, WAIVER_EDGES.handOver, { by: 'merchant', set: { storeId: used.storeId, handedOverAt: used.redeemedAt, dueAt }, detail: { redemptionId: used.id } })
      await tellResident(ctx, moved, { cause: `handed-over:${used.id}`, title: `${row.title}：已取用`, body: `请在 ${shanghaiMoment(dueAt)} 前${row.kind === 'deposit-waiver' ? '归还' : '结账'}，店员登记后即结束。` })
      return moved
    }
    if (!used && row.status === 'in-use') return moveWaiver(ctx, row, WAIVER_EDGES.takeBack, { by: 'merchant', set: { storeId: null, handedOverAt: null, dueAt: null, remindedHours: null } })
    return row
  })
}
