import { formatFen } from '@xinhui/rules'
import { fundShare } from '@xinhui/rules/financing/index'
import { actorName, type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { lockApplication } from '../loan-application/loan-application.store'
import { holdProgramme } from '../loan-programme/loan-programme.store'
import { CLAIM_EDGES, SUPPORT } from './loan-support.lifecycle'
import { type CompensationRow, findCompensation, findCompensationOf, moveCompensation, sumGranted } from './loan-support.store'
import { movePot } from './pot.store'

export const SEAL_REASON = 'loan_compensation.reason'
export const CLAIM_TITLES: Readonly<Record<CompensationRow['status'], string>> = { covered: '在保障内', claimed: '待审核', approved: '待付款', rejected: '没有通过', paid: '已付款' }

const elsewhere = (row: CompensationRow) => new DomainError('CONFLICT', { detail: `这笔补偿现在是“${CLAIM_TITLES[row.status]}”，不能这样办理`, facts: { status: row.status } })

/** A lender claims the fund's share of what it has lost on an overdue loan of its own (checked by whoever calls). Refuses: NOT_FOUND when the loan is under no fund, VALIDATION when more is claimed than is owed, CONFLICT. */
export async function claimLoss({ ctx: outer, input }: { ctx: Ctx; input: { applicationId: string; lossFen: number } }): Promise<CompensationRow> {
  return inTransaction(outer, async (ctx) => {
    const loan = await lockApplication(ctx.db, input.applicationId)
    const row = loan && (await findCompensationOf(ctx.db, loan.id))
    if (!row) throw new DomainError('NOT_FOUND', { detail: '这笔贷款不在风险补偿范围里' })
    if (loan.status !== 'overdue') throw new DomainError('CONFLICT', { detail: '贷款逾期后才能申请补偿', facts: { status: loan.status } })
    const owedFen = (loan.disbursedFen ?? 0) - loan.repaidFen
    if (input.lossFen > owedFen) throw new DomainError('VALIDATION', { detail: `不能超过尚欠的本金 ${formatFen(owedFen)}`, errors: [{ field: 'lossFen', message: '不能超过尚欠的本金' }] })
    const { from, to } = CLAIM_EDGES.claim
    const moved = await moveCompensation(ctx.db, row.id, from, { status: to, lossFen: input.lossFen, amountFen: fundShare(input.lossFen, row.shareBps), claimedBy: actorName(ctx.actor), claimedAt: ctx.now, decidedBy: null, decidedAt: null, reasonSealed: null })
    if (!moved) throw elsewhere(row)
    await writeAudit(ctx, { action: SUPPORT.claimed, entity: 'loan-support', entityId: row.id, detail: { applicationId: loan.id, lossFen: input.lossFen, amountFen: moved.amountFen } })
    return moved
  })
}

/** The office grants a claim, which reserves it in the pot, or refuses it; either with a reason. Refuses: NOT_FOUND, CONFLICT (its state, the lender's ceiling, the pot). */
export async function decideClaim({ ctx: outer, input }: { ctx: Ctx; input: { compensationId: string; approved: boolean; reason: string } }): Promise<CompensationRow> {
  return inTransaction(outer, async (ctx) => {
    const row = await findCompensation(ctx.db, input.compensationId)
    const programme = row && (await holdProgramme(ctx.db, row.programmeCode))
    if (!programme) throw new DomainError('NOT_FOUND')
    const edge = input.approved ? CLAIM_EDGES.approve : CLAIM_EDGES.reject
    const moved = await moveCompensation(ctx.db, row.id, edge.from, { status: edge.to, decidedBy: actorName(ctx.actor), decidedAt: ctx.now, reasonSealed: ctx.keys.sealer.seal(input.reason, SEAL_REASON) })
    if (!moved) throw elsewhere(row)
    const amountFen = moved.amountFen ?? 0
    if (input.approved) {
      if ((await sumGranted(ctx.db, { code: programme.code, lenderId: moved.lenderId })) > (programme.lenderCapFen ?? 0)) throw new DomainError('CONFLICT', { detail: `超过每家银行上限 ${formatFen(programme.lenderCapFen ?? 0)}` })
      if (amountFen === 0 || !(await movePot(ctx.db, { code: programme.code, kind: 'reserve', fen: amountFen, sourceId: moved.id, cause: moved.id, at: ctx.now }))) throw new DomainError('CONFLICT', { detail: '资金池余额不够' })
    }
    await writeAudit(ctx, { action: input.approved ? SUPPORT.approved : SUPPORT.rejected, entity: 'loan-support', entityId: moved.id, detail: { amountFen } })
    return moved
  })
}

/** Marks a granted claim paid. Refuses: NOT_FOUND, SECOND_PERSON_NEEDED for who granted it, CONFLICT. */
export async function payClaim({ ctx: outer, input }: { ctx: Ctx; input: { compensationId: string; reference: string } }): Promise<CompensationRow> {
  return inTransaction(outer, async (ctx) => {
    const row = await findCompensation(ctx.db, input.compensationId)
    if (!row) throw new DomainError('NOT_FOUND')
    const paidBy = actorName(ctx.actor)
    if (row.decidedBy === paidBy) throw new DomainError('SECOND_PERSON_NEEDED', { detail: '审核的人不能登记付款，请由另一人办理' })
    const { from, to } = CLAIM_EDGES.pay
    const moved = await moveCompensation(ctx.db, row.id, from, { status: to, paidBy, paidAt: ctx.now, reference: input.reference })
    if (!moved) throw elsewhere(row)
    if (!(await movePot(ctx.db, { code: moved.programmeCode, kind: 'pay', fen: moved.amountFen ?? 0, sourceId: moved.id, cause: moved.id, at: ctx.now }))) throw new Error('the pot holds less than it promised')
    await writeAudit(ctx, { action: SUPPORT.compensated, entity: 'loan-support', entityId: moved.id, detail: { amountFen: moved.amountFen } })
    return moved
  })
}
