import type { SettlementDetail, SettlementEntry } from '@xinhui/contract'
import type { Fact } from '../../../components/facts'
import { moment, yuan } from '../../../lib/format'

const KINDS: Readonly<Record<SettlementEntry['kind'], string>> = { redemption: '核销', reversal: '撤销', 'good-faith': '善意核销', 'good-faith-undone': '善意核销收回', adjustment: '更正', payment: '付款' }
const MIN_REASON = 5

/** What the owner says of lines, by entry. A line that is not named is accepted. */
export type Doubts = Readonly<Record<string, string>>

export const entryLine = ({ kind, perkTitle, storeName, day, redeemedAt, receiptNo, amountFen }: SettlementEntry): { title: string; note: string; value: string } => ({
  title: `${perkTitle ?? '补贴'} · ${KINDS[kind]}`,
  note: [redeemedAt === null ? day : moment(redeemedAt), storeName, receiptNo].filter((word) => word !== null).join(' · '),
  value: yuan(amountFen),
})

export function disputeWords(dispute: SettlementEntry['dispute']): string | undefined {
  if (!dispute) return undefined
  if (dispute.outcome === null) return `异议：${dispute.reason}（等待答复）`
  return `异议：${dispute.reason}。${dispute.outcome === 'accepted' ? '已采纳，下月更正' : '未采纳'}：${dispute.answer ?? ''}`
}

export const toggled = (doubts: Doubts, entryId: string): Doubts => (entryId in doubts ? Object.fromEntries(Object.entries(doubts).filter(([id]) => id !== entryId)) : { ...doubts, [entryId]: '' })

export const reasonProblem = (reason: string): string | undefined => (reason.trim().length < MIN_REASON ? `请写明理由，至少 ${MIN_REASON} 个字` : undefined)

/** Ready to be sent; undefined while a reason is missing. */
export function linesOf(doubts: Doubts): { entryId: string; reason: string }[] | undefined {
  const lines = Object.entries(doubts).map(([entryId, reason]) => ({ entryId, reason: reason.trim() }))
  return lines.some(({ reason }) => reasonProblem(reason) !== undefined) ? undefined : lines
}

export const headFacts = ({ month, totalFen, lineCount }: Pick<SettlementDetail, 'month' | 'totalFen' | 'lineCount'>): Fact[] => [
  { name: '月份', value: `${month.slice(0, 4)}年${Number(month.slice(5))}月` },
  { name: '合计', value: yuan(totalFen) },
  { name: '明细', value: `${lineCount} 笔` },
]
