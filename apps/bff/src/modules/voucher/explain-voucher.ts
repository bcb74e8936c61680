import { dayInShanghai } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { findMerchant, findStoreNames } from '../merchant/merchant.store'
import { isOnSeriousList } from '../record/serious-list.store'
import { publicStatus, voucherClock } from './voucher.lifecycle'
import { findLivingRedemption, type VoucherRow } from './voucher.store'

/** `11月21日 12:03` in Shanghai. */
export function shanghaiMoment(at: Date): string {
  const local = new Date(at.getTime() + 8 * 3_600_000)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`
}

/** Why this voucher cannot be used now, with when (and where) that happened. Undefined: it can. */
export async function explainVoucher(ctx: Ctx, voucher: VoucherRow): Promise<DomainError | undefined> {
  const merchant = await findMerchant(ctx.db, voucher.merchantId)
  const status = publicStatus(voucher, voucherClock(merchant, ctx.now))
  if (status === 'redeemed') {
    const used = await findLivingRedemption(ctx.db, voucher.id)
    // Reversed since the voucher was read: good again.
    if (!used) return undefined
    const storeName = (await findStoreNames(ctx.db, [used.storeId])).get(used.storeId) ?? ''
    return new DomainError('VOUCHER_USED', { detail: `已于 ${shanghaiMoment(used.redeemedAt)} 在${storeName}使用`, facts: { usedAt: used.redeemedAt.toISOString(), storeName } })
  }
  if (status === 'expired') return new DomainError('VOUCHER_EXPIRED', { detail: `已于 ${shanghaiMoment(voucher.expiresAt)} 过期`, facts: { expiredAt: voucher.expiresAt.toISOString() } })
  if (status === 'cancelled' && merchant?.status === 'terminated') return new DomainError('VOUCHER_CANCELLED', { detail: '商户已终止合作，此券已取消', facts: { cancelledAt: voucher.changedAt.toISOString() } })
  if (status === 'cancelled') return new DomainError('VOUCHER_CANCELLED', { detail: `已于 ${shanghaiMoment(voucher.changedAt)} 退回`, facts: { cancelledAt: voucher.changedAt.toISOString() } })
  if (await isOnSeriousList(ctx.db, voucher.subjectId, dayInShanghai(ctx.now.getTime()))) return new DomainError('VOUCHER_SUSPENDED')
  return undefined
}
