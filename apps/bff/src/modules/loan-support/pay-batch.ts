import { formatFen } from '@xinhui/rules'
import { actorName, type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { findProgramme } from '../loan-programme/loan-programme.store'
import { tellFirms } from '../loan-request/tell-firm'
import { SUPPORT } from './loan-support.lifecycle'
import { type BatchRow, findBatch, insertBatch, markBatchPaid, payItems, takeDue } from './loan-support.store'
import { movePot } from './pot.store'

/** Puts everything due that no batch holds into one. Refuses: NOT_FOUND, CONFLICT when nothing is due. */
export async function drawBatch({ ctx: outer, input }: { ctx: Ctx; input: { code: string } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    if (!(await findProgramme(ctx.db, input.code))) throw new DomainError('NOT_FOUND')
    const items = await takeDue(ctx.db, input.code)
    if (items.length === 0) throw new DomainError('CONFLICT', { detail: '现在没有应补的贴息' })
    const id = newId('lbt', ctx.now)
    const totalFen = items.reduce((sum, { amountFen }) => sum + amountFen, 0)
    await insertBatch(ctx.db, { id, programmeCode: input.code, status: 'drawn', totalFen, itemCount: items.length, drawnBy: actorName(ctx.actor), drawnAt: ctx.now }, items)
    await writeAudit(ctx, { action: SUPPORT.drawn, entity: 'loan-support', entityId: id, detail: { code: input.code, totalFen, items: items.length } })
  })
}

/** Marks a batch paid, with the bank's reference: each subsidy of it, the pot and its ledger move together. Refuses: NOT_FOUND, SECOND_PERSON_NEEDED for who drew it, CONFLICT when it is paid. */
export async function payBatch({ ctx: outer, input }: { ctx: Ctx; input: { batchId: string; reference: string } }): Promise<BatchRow> {
  return inTransaction(outer, async (ctx) => {
    const seen = await findBatch(ctx.db, input.batchId)
    if (!seen) throw new DomainError('NOT_FOUND')
    const paidBy = actorName(ctx.actor)
    if (seen.drawnBy === paidBy) throw new DomainError('SECOND_PERSON_NEEDED', { detail: '汇总这一批的人不能登记付款，请由另一人办理' })
    const paid = await markBatchPaid(ctx.db, seen.id, { paidBy, paidAt: ctx.now, reference: input.reference })
    if (!paid) throw new DomainError('CONFLICT', { detail: '这一批已经付款' })
    const items = await payItems(ctx.db, paid.id)
    for (const { subsidyId, amountFen } of items) {
      if (!(await movePot(ctx.db, { code: paid.programmeCode, kind: 'pay', fen: amountFen, sourceId: subsidyId, cause: paid.id, at: ctx.now }))) throw new Error('the pot holds less than it promised')
    }
    await writeAudit(ctx, { action: SUPPORT.paid, entity: 'loan-support', entityId: paid.id, detail: { totalFen: paid.totalFen, items: items.length } })
    await tellFirms(ctx, items.map(({ subsidyId, amountFen, firmId }) => ({ firmId, kind: SUPPORT.paid, cause: `${paid.id}:${subsidyId}`, title: '贴息已付出', body: `${formatFen(amountFen)}，请留意到账。` })))
    return paid
  })
}
