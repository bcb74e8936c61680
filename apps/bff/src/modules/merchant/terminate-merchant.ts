import type { TerminationReason } from '@xinhui/contract'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { enqueue } from '../outbox/enqueue'
import { endMerchantPerks } from '../perk/end-merchant-perks'
import { countOpenOf } from '../waiver/waiver.store'
import { ended } from './end-post'
import { MERCHANT_EDGES } from './merchant.lifecycle'
import { notifyMerchant } from './notify-merchant'
import { cancelInvitationsOf, endPostsOfMerchant, lockMerchant } from './post.store'
import { REASON_TITLES } from './reasons'
import { endSuspensions, moveMerchant } from './standing.store'
import { closeStores } from './store.store'

/**
 * Ends a partnership 终止: perks end, stores close, posts end, open invitations are void, in one transaction; from the outbox every voucher
 * still to use is cancelled with its quota and its holder told, and so are deposit waivers nobody has fetched. What was redeemed stays, and
 * is settled; what was handed over goes on to its end (docs/adr, termination). NOT_FOUND, CONFLICT.
 */
export async function terminateMerchant({ ctx: outer, input }: { ctx: Ctx; input: { merchantId: string; reason: TerminationReason; note?: string | undefined } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const merchant = await lockMerchant(ctx.db, input.merchantId)
    if (!merchant) throw new DomainError('NOT_FOUND')
    const [moved] = await moveMerchant(ctx.db, MERCHANT_EDGES.terminate, merchant.id, ctx.now, { reason: input.reason, note: input.note ?? null })
    if (!moved) throw new DomainError('CONFLICT', { detail: '商户已终止合作', facts: { status: merchant.status, since: merchant.terminatedAt?.toISOString() ?? null } })
    await endSuspensions(ctx.db, { merchantId: merchant.id, now: ctx.now })
    const perksEnded = await endMerchantPerks(ctx, merchant.id)
    const orders = await countOpenOf(ctx.db, merchant.id)
    // Before the posts end: afterwards there is nobody to tell.
    await notifyMerchant(ctx, merchant.id, { kind: 'merchant.terminated', cause: merchant.id, title: `${merchant.name}：合作已终止`, body: `原因：${REASON_TITLES[input.reason]}。${input.note ? `${input.note}。` : ''}优惠已下线，顾客没有用的券已取消；已核销的照常结算。${ordersWords(orders)}` })
    await closeStores(ctx.db, merchant.id, ctx.now)
    await ended(ctx, await endPostsOfMerchant(ctx.db, merchant.id, ctx.now), 'merchant-terminated')
    await cancelInvitationsOf(ctx.db, { merchantId: merchant.id, now: ctx.now })
    await writeAudit(ctx, { action: MERCHANT_EDGES.terminate.event, entity: 'merchant', entityId: merchant.id, detail: { reason: input.reason, perksEnded, ordersReserved: orders.reserved, ordersHandedOver: orders.handedOver } })
    await enqueue(ctx, 'merchant.terminated', { merchantId: merchant.id })
  })
}

const ordersWords = ({ reserved, handedOver }: { reserved: number; handedOver: number }): string =>
  `${reserved > 0 ? `还没取用的 ${reserved} 笔免押、后付订单已取消。` : ''}${handedOver > 0 ? `已取用的 ${handedOver} 笔请照常收回，结果由主管单位登记。` : ''}`
