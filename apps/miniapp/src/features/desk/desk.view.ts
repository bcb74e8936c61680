import type { DeskReceipt } from '@xinhui/contract'
import type { Fact } from '../../components/facts'
import { clock, day, dayOf, moment } from '../../lib/format'

const DAY_MS = 86_400_000

/** Another day, so many days away. */
export const shiftDay = (value: string, days: number): string => new Date(Date.parse(`${value}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/** 今天, 昨天, else the date; with the date beside it. */
export function dayWords(value: string, now: number): string {
  const today = dayOf(now)
  if (value === today) return `今天 ${day(value).replace(/^\d+年/, '')}`
  if (value === shiftDay(today, -1)) return `昨天 ${day(value).replace(/^\d+年/, '')}`
  return day(value)
}

export const reversible = ({ reversedAt, reversibleUntil }: Pick<DeskReceipt, 'reversedAt' | 'reversibleUntil'>, now: number): boolean => reversedAt === null && now < Date.parse(reversibleUntil)

export const deskReceiptFacts = (receipt: DeskReceipt): Fact[] => [
  { name: '优惠', value: receipt.perkTitle },
  { name: '门店', value: receipt.storeName },
  { name: '核销时间', value: receipt.syncedAt ? `${moment(receipt.redeemedAt)}（离线）` : moment(receipt.redeemedAt) },
  ...(receipt.syncedAt ? [{ name: '入账时间', value: moment(receipt.syncedAt) }] : []),
  { name: '凭据号', value: receipt.receiptNo },
  ...(receipt.reversedAt === null ? [] : [{ name: '撤销时间', value: moment(receipt.reversedAt) }]),
  ...(receipt.reversalReason === null ? [] : [{ name: '撤销原因', value: receipt.reversalReason }]),
]

export const deskReceiptLine = ({ benefit, perkTitle, redeemedAt }: Pick<DeskReceipt, 'benefit' | 'perkTitle' | 'redeemedAt'>): { title: string; note: string } => ({
  title: benefit,
  note: `${clock(redeemedAt)} · ${perkTitle}`,
})

/** How long it can still be reversed, or why not. */
export function reversalWords(receipt: Pick<DeskReceipt, 'reversedAt' | 'reversibleUntil'>, now: number): string {
  if (receipt.reversedAt !== null) return '已撤销，券没过期的话，顾客可以再用'
  return reversible(receipt, now) ? `${clock(receipt.reversibleUntil)} 前可以撤销` : `已过可撤销时间（${clock(receipt.reversibleUntil)}）`
}

export const REASONS = ['扫错了券', '顾客不用了', '结算有误'] as const

/** The server asks for two characters at least and takes a hundred. */
export const reasonProblem = (reason: string): string | undefined => {
  const { length } = reason.trim()
  if (length < 2) return '请写明原因，至少 2 个字'
  return length > 100 ? '原因最多 100 个字' : undefined
}
