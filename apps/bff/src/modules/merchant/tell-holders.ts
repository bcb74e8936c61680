import type { Ctx } from '../../context'
import { findReaders } from '../agency/find-readers'
import { tellOffice } from '../notice/tell-office'
import { writeNotices } from '../notice/write-notice'
import { daysOf } from '../voucher/give-time-back'
import { listLivingHolders } from '../voucher/voucher.store'
import { findMerchant } from './merchant.store'
import { notifyMerchant } from './notify-merchant'
import { reasonTitle } from './reasons'
import { findSuspension } from './standing.store'

const PAGE = 500

/** Everybody with something of this merchant still to use, claimed by that moment; each once per cause however often it runs. */
async function tellHolders(ctx: Ctx, by: { merchantId: string; claimedBy: Date }, notice: { kind: string; cause: string; title: string; body: string }): Promise<void> {
  let after = ''
  for (;;) {
    const page = await listLivingHolders(ctx.db, { ...by, after, limit: PAGE })
    const readers = await findReaders(ctx, page, 'perk')
    await writeNotices(ctx, readers.flatMap(({ subjectId, reads }) => reads.map((to) => ({ ...notice, subjectId: to, cause: `${notice.cause}:${subjectId}` }))))
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return
    after = last
  }
}

/** A merchant stands still: its people and the holders of its vouchers are told, once. */
export async function tellSuspended({ ctx, input }: { ctx: Ctx; input: { suspensionId: string } }): Promise<void> {
  const suspension = await findSuspension(ctx.db, input.suspensionId)
  const merchant = suspension && (await findMerchant(ctx.db, suspension.merchantId))
  if (!suspension || !merchant) return
  const until = suspension.cause === 'serious-list' ? '移出名单后自动恢复。' : '恢复后会通知您。'
  await notifyMerchant(ctx, merchant.id, { kind: 'merchant.suspended', cause: suspension.id, title: `${merchant.name}：合作已暂停`, body: `原因：${reasonTitle(suspension.reason)}。${suspension.note ? `${suspension.note}。` : ''}暂停期间不能领取和核销，已核销的照常结算；${until}` })
  if (suspension.cause === 'serious-list') await tellOffice(ctx, { kind: 'merchant.suspended', cause: suspension.id, merchantId: merchant.id, title: `${merchant.name}：已自动暂停`, body: '企业列入严重失信主体名单，不能领取和核销；移出名单后自动恢复。商户和持券人已收到通知。' })
  // A second cause on top of the first is no news to a customer.
  if (merchant.status !== 'suspended' || suspension.endedAt || suspension.startedAt.getTime() !== merchant.suspendedAt?.getTime()) return
  await tellHolders(ctx, { merchantId: merchant.id, claimedBy: suspension.startedAt }, { kind: 'voucher.held', cause: suspension.id, title: `${merchant.name}暂停使用`, body: '您没有用的券都还在，暂停期间不计时；商户恢复后，有效期按天顺延，并会通知您。' })
}

/** The merchant is back: the same people are told, with the days their vouchers got. */
export async function tellResumed({ ctx, input }: { ctx: Ctx; input: { suspensionId: string; suspendedAt: Date | null } }): Promise<void> {
  const suspension = await findSuspension(ctx.db, input.suspensionId)
  const merchant = suspension && (await findMerchant(ctx.db, suspension.merchantId))
  if (!suspension?.endedAt || !merchant) return
  await notifyMerchant(ctx, merchant.id, { kind: 'merchant.resumed', cause: suspension.id, title: `${merchant.name}：合作已恢复`, body: '可以照常领取和核销。' })
  if (!input.suspendedAt) return
  const days = daysOf(input.suspendedAt, suspension.endedAt)
  await tellHolders(ctx, { merchantId: merchant.id, claimedBy: input.suspendedAt }, { kind: 'voucher.extended', cause: suspension.id, title: `${merchant.name}恢复使用`, body: `您没有用的券又可以用了，有效期顺延 ${days} 天。` })
}
