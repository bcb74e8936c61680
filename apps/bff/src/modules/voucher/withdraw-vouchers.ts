import { type Ctx, inTransaction } from '../../context'
import { findReaders } from '../agency/find-readers'
import { writeAudits } from '../audit/write-audit'
import { findMerchant } from '../merchant/merchant.store'
import { writeNotices } from '../notice/write-notice'
import { lockPerk, returnQuotas } from '../perk/perk.store'
import { VOUCHER_EDGES } from './voucher.lifecycle'
import { listPerksWithLiving, withdrawSome } from './voucher.store'

const BATCH = 500

/**
 * Cancels what is still to use of a merchant that has left 终止合作, perk by perk and batch by batch: quota back, an audit row each,
 * every holder told once a voucher. May run again, or be cut off in the middle; does nothing while the merchant is not terminated.
 */
export async function withdrawVouchers({ ctx, input }: { ctx: Ctx; input: { merchantId: string } }): Promise<void> {
  const merchant = await findMerchant(ctx.db, input.merchantId)
  if (merchant?.status !== 'terminated') return
  for (const perkId of await listPerksWithLiving(ctx.db, merchant.id)) {
    while ((await withdrawBatch(ctx, perkId, merchant.name)) === BATCH);
  }
}

const withdrawBatch = (outer: Ctx, perkId: string, merchantName: string): Promise<number> =>
  inTransaction(outer, async (ctx) => {
    // Perk before voucher, as everywhere.
    await lockPerk(ctx.db, perkId)
    const gone = await withdrawSome(ctx.db, VOUCHER_EDGES.withdraw, { perkId, limit: BATCH, now: ctx.now })
    if (gone.length === 0) return 0
    await returnQuotas(ctx.db, perkId, gone.length, ctx.now)
    await writeAudits(ctx, gone.map(({ id, merchantId }) => ({ action: VOUCHER_EDGES.withdraw.event, entity: 'voucher', entityId: id, detail: { perkId, merchantId } })))
    const readers = new Map((await findReaders(ctx, [...new Set(gone.map((v) => v.subjectId))], 'perk')).map((of) => [of.subjectId, of.reads]))
    await writeNotices(ctx, gone.flatMap((v) => (readers.get(v.subjectId) ?? []).map((subjectId) => ({ subjectId, kind: VOUCHER_EDGES.withdraw.event, cause: v.id, title: `${merchantName}已终止合作`, body: `您领取的“${v.title}”已取消，不影响您领取其他商户的优惠。` }))))
    return gone.length
  })
