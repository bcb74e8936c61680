import { type Ctx, inTransaction } from '../../context'
import { findMerchant } from '../merchant/merchant.store'
import { followVoucher } from './follow-voucher'
import { tellResident } from './move-waiver'
import { listOpenOf } from './waiver.store'

const BATCH = 200

/**
 * What a termination 终止合作 does to the merchant's orders, after its vouchers were withdrawn: what nobody has fetched is cancelled without a
 * charge, limit and 支付分 free again; what was handed over goes on as agreed, and its person is told how it ends without a desk. May run
 * again, or be cut off in the middle; does nothing while the merchant is not terminated.
 */
export async function leaveWaivers({ ctx, input }: { ctx: Ctx; input: { merchantId: string } }): Promise<void> {
  const merchant = await findMerchant(ctx.db, input.merchantId)
  if (merchant?.status !== 'terminated') return
  let after = ''
  for (;;) {
    const rows = await listOpenOf(ctx.db, { merchantId: merchant.id, after, limit: BATCH })
    for (const row of rows) {
      const now = row.voucherId === null ? row : ((await followVoucher({ ctx, input: { voucherId: row.voucherId } })) ?? row)
      if (now.status !== 'in-use' && now.status !== 'overdue') continue
      await inTransaction(ctx, (tx) =>
        tellResident(tx, now, {
          cause: 'merchant-left',
          title: `${now.title}：商户已终止合作`,
          body: `约定不变，请在约定时间前向${merchant.name}${now.kind === 'deposit-waiver' ? '归还并留下照片' : '结账并留下凭证'}。商户没有登记的，逾期后在订单里提出异议，由主管单位登记结果；不会因此扣信用分。`,
        }),
      )
    }
    after = rows.at(-1)?.id ?? ''
    if (rows.length < BATCH) return
  }
}
