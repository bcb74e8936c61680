import type { Receipt } from '@xinhui/contract'
import type { Fact } from '../../components/facts'
import type { IconName } from '../../components/icon/icons'
import { moment } from '../../lib/format'

export const receiptHeading = ({ reversedAt }: Pick<Receipt, 'reversedAt'>): { words: string; note: string | undefined; icon: IconName; done: boolean } =>
  reversedAt === null ? { words: '已使用', note: undefined, icon: 'done', done: true } : { words: '已撤销', note: '商户撤销了这次使用。券没过期的话，可以再用', icon: 'refresh', done: false }

export const receiptFacts = (receipt: Receipt): Fact[] => [
  { name: '优惠', value: receipt.benefit },
  { name: '商户', value: receipt.merchantName },
  { name: '门店', value: receipt.storeName },
  { name: '使用时间', value: receipt.syncedAt ? `${moment(receipt.redeemedAt)}（店里当时没有网络）` : moment(receipt.redeemedAt) },
  ...(receipt.syncedAt ? [{ name: '入账时间', value: moment(receipt.syncedAt) }] : []),
  ...receipt.otherUses.map(({ usedAt, storeName }) => ({ name: '另有使用', value: `${moment(usedAt)} 在${storeName}（店里当时没有网络）` })),
  { name: '凭据号', value: receipt.receiptNo },
  ...(receipt.reversedAt === null ? [] : [{ name: '撤销时间', value: moment(receipt.reversedAt) }]),
  ...(receipt.reversalReason === null ? [] : [{ name: '撤销原因', value: receipt.reversalReason }]),
]

/** What became of “it was not me”; undefined: not said. */
export function notMeWords({ notMe }: Pick<Receipt, 'notMe'>): { title: string; body: string } | undefined {
  if (notMe === null) return undefined
  if (notMe.status === 'open') return { title: '正在核查', body: `您在 ${moment(notMe.filedAt)} 反映不是本人使用，工作人员正在核查，结果会发消息给您。` }
  return { title: notMe.status === 'upheld' ? '核查结果：不是本人使用' : '核查结果：未发现他人使用', body: notMe.answer ?? '' }
}

/** Whether the holder may still say so. */
export const maySayNotMe = (receipt: Pick<Receipt, 'notMe' | 'reversedAt' | 'redeemedAt'>, nowMs: number): boolean => receipt.notMe === null && receipt.reversedAt === null && nowMs - Date.parse(receipt.redeemedAt) < 30 * 86_400_000

export const receiptLine = ({ title, storeName, redeemedAt }: Pick<Receipt, 'title' | 'storeName' | 'redeemedAt'>): { title: string; note: string } => ({
  title,
  note: `${moment(redeemedAt)} · ${storeName}`,
})
