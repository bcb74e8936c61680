import type { Api, Voucher } from '@xinhui/contract'
import type { Tone } from '../../../components/tag'
import { day, dayOf } from '../../../lib/format'

export type VoucherTab = 'living' | 'used' | 'over'

export const TABS: readonly { code: VoucherTab; title: string }[] = [
  { code: 'living', title: '可用' },
  { code: 'used', title: '已使用' },
  { code: 'over', title: '已过期' },
]

const TAB_OF: Readonly<Record<Voucher['status'], VoucherTab>> = { issued: 'living', redeemed: 'used', expired: 'over', cancelled: 'over' }

/** Past its time a voucher is over, also where the list was read before that; while its merchant is suspended its time stands still. */
export const tabOf = ({ status, expiresAt, merchantStatus }: Pick<Voucher, 'status' | 'expiresAt' | 'merchantStatus'>, now: number): VoucherTab =>
  status === 'issued' && merchantStatus !== 'suspended' && Date.parse(expiresAt) <= now ? 'over' : TAB_OF[status]

/** Those of a tab: what ends first stands first among the living, what came last among the others. */
export function vouchersIn(vouchers: readonly Voucher[], tab: VoucherTab, now: number): Voucher[] {
  const here = vouchers.filter((voucher) => tabOf(voucher, now) === tab)
  return tab === 'living' ? here.sort((one, other) => Date.parse(one.expiresAt) - Date.parse(other.expiresAt)) : here.sort((one, other) => Date.parse(other.claimedAt) - Date.parse(one.claimedAt))
}

const DAY_MS = 86_400_000
const SOON_DAYS = 3

export interface VoucherWords {
  benefit: string
  title: string
  merchant: string
  until: string
  tag: { words: string; tone: Tone } | undefined
}

export function voucherWords(voucher: Voucher, now: number): VoucherWords {
  const { benefit, title, merchantName, merchantStatus, status, expiresAt } = voucher
  const tab = tabOf(voucher, now)
  // The last moment belongs to the day before when a voucher ends at midnight.
  const lastDay = dayOf(Date.parse(expiresAt) - 1)
  const daysLeft = Math.round((Date.parse(lastDay) - Date.parse(dayOf(now))) / DAY_MS)
  const soon = tab === 'living' && daysLeft < SOON_DAYS ? { words: daysLeft <= 0 ? '今天到期' : daysLeft === 1 ? '明天到期' : `${daysLeft} 天后到期`, tone: 'amber' as const } : undefined
  const ended = { used: { words: '已使用', tone: 'green' as const }, over: { words: status === 'cancelled' ? (merchantStatus === 'terminated' ? '商户退出，已取消' : '已退回') : '已过期', tone: 'neutral' as const } }
  if (tab === 'living' && merchantStatus === 'suspended') return { benefit, title, merchant: merchantName, until: '暂停期间不计时，恢复后顺延', tag: { words: '商户暂停使用', tone: 'amber' } }
  return { benefit, title, merchant: merchantName, until: `有效期至${day(lastDay)}`, tag: tab === 'living' ? soon : ended[tab] }
}

type Firm = Api['GET /me/firms']['response']['items'][number]

/** Whether the reader may claim and show vouchers for this firm. */
export const mayUsePerks = (firm: Pick<Firm, 'role' | 'rights'> | undefined): boolean => firm !== undefined && (firm.role === 'representative' || firm.rights.includes('perk'))

export const emptyWords = (tab: VoucherTab, ofFirm: boolean): { title: string; note: string } => (ofFirm && tab === 'living' ? { title: '企业还没有可用的券', note: '在信易+里打开适用企业的优惠，为企业领取' } : EMPTY[tab])

const EMPTY: Readonly<Record<VoucherTab, { title: string; note: string }>> = {
  living: { title: '还没有可用的券', note: '在信易+里领取后，券会在这里' },
  used: { title: '还没有用过券', note: '到店出示、商户核销后，会列在这里' },
  over: { title: '没有过期的券', note: '过期和退回的券会列在这里' },
}
