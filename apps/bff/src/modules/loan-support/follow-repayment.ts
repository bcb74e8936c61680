import { dayInShanghai, formatFen } from '@xinhui/rules'
import { subsidyDue } from '@xinhui/rules/financing/index'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { tellFirm } from '../loan-request/tell-firm'
import { SUPPORT } from './loan-support.lifecycle'
import { holdSubsidy, type SubsidyRow, updateSubsidy } from './loan-support.store'
import { movePot } from './pot.store'

/** Gives what will not come due back to the pot, in the caller's transaction. */
async function close(ctx: Ctx, row: SubsidyRow, to: Partial<SubsidyRow>): Promise<SubsidyRow> {
  const closed = await updateSubsidy(ctx.db, row.id, { ...to, status: 'closed', closedOn: dayInShanghai(ctx.now.getTime()) })
  if (!closed) throw new Error('a subsidy held a moment ago is elsewhere')
  const leftFen = closed.reservedFen - closed.dueFen
  if (leftFen > 0 && !(await movePot(ctx.db, { code: closed.programmeCode, kind: 'release', fen: leftFen, sourceId: closed.id, cause: closed.id, at: ctx.now }))) throw new Error('the pot holds less than it promised')
  return closed
}

/**
 * What a repayment changes for the loan's subsidy, in the transaction that took it: interest paid in time brings its share due, and the
 * last payment gives the rest of the promise back. Interest of a loan that is overdue is not subsidised.
 */
export async function followRepayment(ctx: Ctx, loan: { applicationId: string; interestFen: number; on: string; wasOverdue: boolean; isSettled: boolean }): Promise<void> {
  const row = await holdSubsidy(ctx.db, { applicationId: loan.applicationId })
  if (row?.status !== 'reserved') return
  const interestPaidFen = row.interestPaidFen + (loan.wasOverdue ? 0 : loan.interestFen)
  const reached = subsidyDue({ countedFen: row.countedFen, byYear: [...row.byYear], subsidyFen: row.reservedFen }, row, { annualRateBps: row.rateBps, interestFen: interestPaidFen, year: Number(loan.on.slice(0, 4)) })
  const dueFen = Math.max(row.dueFen, reached)
  const to = { interestPaidFen, dueFen }
  if (loan.isSettled) await close(ctx, row, to)
  else await updateSubsidy(ctx.db, row.id, to)
  if (dueFen > row.dueFen || loan.isSettled) await writeAudit(ctx, { action: loan.isSettled ? SUPPORT.closed : SUPPORT.due, entity: 'loan-support', entityId: row.id, detail: { dueFen, addedFen: dueFen - row.dueFen } })
}

const REASONS = { ineligible: '经核实不符合条件', misuse: '贷款没有用在申报的用途', request: '企业要求' } as const

/** The office takes a promise back: what is due stays due, the rest returns to the pot, the firm is told why. Refuses: NOT_FOUND, CONFLICT when it is closed. */
export async function cancelSubsidy({ ctx: outer, input }: { ctx: Ctx; input: { subsidyId: string; reason: keyof typeof REASONS } }): Promise<SubsidyRow> {
  return inTransaction(outer, async (ctx) => {
    const row = await holdSubsidy(ctx.db, { id: input.subsidyId })
    if (!row) throw new DomainError('NOT_FOUND')
    if (row.status !== 'reserved') throw new DomainError('CONFLICT', { detail: '这笔贴息已经结束', facts: { status: row.status } })
    const closed = await close(ctx, row, { cancelReason: input.reason })
    await writeAudit(ctx, { action: SUPPORT.cancelled, entity: 'loan-support', entityId: row.id, detail: { reason: input.reason, dueFen: row.dueFen } })
    await tellFirm(ctx, row.subjectId, { kind: SUPPORT.cancelled, cause: row.id, title: '贴息已取消', body: `${REASONS[input.reason]}。已经应补的 ${formatFen(row.dueFen)} 不变，以后的利息按合同付。` })
    return closed
  })
}
