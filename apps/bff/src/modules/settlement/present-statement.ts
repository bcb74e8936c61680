import type { Settlement, SettlementDetail, SettlementEntry } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { csvLine } from '../../lib/csv'
import { type EntryRow, listEntries } from './ledger.store'
import { type DisputeRow, findStatement, listDisputes, type NamedStatement } from './statement.store'

/** Context under which both sides' words about a disputed line are sealed. */
export const SEAL_DISPUTE = 'settlement.dispute'

/** `123456` → `1234.56`, `-300` → `-3.00`: as a bank writes it. */
export const formatYuan = (fen: number): string => `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`

/** Why a statement could not be moved: where it is and since when. */
export async function statementMoved(ctx: Ctx, statementId: string): Promise<DomainError> {
  const now = await findStatement(ctx.db, { statementId, merchantId: null })
  const since = now?.paidAt ?? now?.resolvedAt ?? now?.answeredAt ?? now?.drawnAt
  return new DomainError('CONFLICT', { detail: '结算单的状态已变化，请刷新后查看', facts: { status: now?.status, since: since?.toISOString() ?? null } })
}

export const presentStatement = (row: NamedStatement): Settlement => ({
  statementId: row.id,
  merchantId: row.merchantId,
  merchantName: row.merchantName,
  month: row.month,
  status: row.status,
  totalFen: row.totalFen,
  lineCount: row.lineCount,
  drawnAt: row.drawnAt.toISOString(),
  answeredAt: row.answeredAt?.toISOString() ?? null,
  resolvedAt: row.resolvedAt?.toISOString() ?? null,
  paidAt: row.paidAt?.toISOString() ?? null,
  paymentReference: row.paymentReference,
})

function presentDispute(ctx: Ctx, row: DisputeRow): NonNullable<SettlementEntry['dispute']> {
  const { sealer } = ctx.keys
  return { disputeId: row.id, reason: sealer.open(row.reasonSealed, SEAL_DISPUTE), outcome: row.outcome, answer: row.answerSealed === null ? null : sealer.open(row.answerSealed, SEAL_DISPUTE) }
}

const instantOf = (ms: string | null): string | null => (ms === null ? null : new Date(Number(ms)).toISOString())

/** A statement with every line. Nothing of who used the vouchers: a merchant reads this. */
export async function presentStatementDetail(ctx: Ctx, row: NamedStatement, viewer: { staffId: string }): Promise<SettlementDetail> {
  const disputes = new Map((await listDisputes(ctx.db, row.id)).map((d) => [d.entryId, presentDispute(ctx, d)]))
  const entries = await listEntries(ctx.db, row.id)
  return {
    ...presentStatement(row),
    resolvedByMe: row.resolvedByStaffId !== null && row.resolvedByStaffId === viewer.staffId,
    entries: entries.map(({ redeemedMs, reversedMs, ...entry }) => ({ ...entry, redeemedAt: instantOf(redeemedMs), reversedAt: instantOf(reversedMs), dispute: disputes.get(entry.entryId) ?? null })),
  }
}

const KINDS: Readonly<Record<EntryRow['kind'], string>> = { redemption: '核销', reversal: '撤销', 'good-faith': '善意核销', 'good-faith-undone': '善意核销收回', adjustment: '更正', payment: '付款' }

/** The statement for a spreadsheet, with the mark that makes Excel read UTF-8; amounts in yuan. */
export async function statementCsv(ctx: Ctx, row: NamedStatement): Promise<string> {
  const entries = await listEntries(ctx.db, row.id)
  return [
    `\ufeff${csvLine(['商户', '月份', '日期', '类型', '收据号', '权益', '门店', '金额（元）'])}`,
    ...entries.map((e) => csvLine([row.merchantName, row.month, e.day, KINDS[e.kind], e.receiptNo ?? '', e.perkTitle ?? '', e.storeName ?? '', e.amountFen / 100])),
    csvLine(['合计', '', '', '', '', '', '', row.totalFen / 100]),
  ].join('')
}
