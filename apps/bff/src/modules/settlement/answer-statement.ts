import { actorName, type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { listEntries } from './ledger.store'
import { SEAL_DISPUTE, statementMoved } from './present-statement'
import { STATEMENT_EDGES } from './settlement.lifecycle'
import { findStatement, insertDisputes, moveStatement } from './statement.store'

export interface OwnStatement {
  statementId: string
  /** The merchant the caller speaks for. */
  merchantId: string
}

/** The merchant confirms 确认 the whole statement, once. NOT_FOUND when it is not theirs, CONFLICT with its state when it was answered before. */
export async function confirmStatement({ ctx: outer, input }: { ctx: Ctx; input: OwnStatement }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const seen = await findStatement(ctx.db, input)
    if (!seen) throw new DomainError('NOT_FOUND')
    if (!(await moveStatement(ctx.db, STATEMENT_EDGES.confirm, seen.id, { answeredAt: ctx.now, answeredBy: actorName(ctx.actor) }))) throw await statementMoved(ctx, seen.id)
    await writeAudit(ctx, { action: STATEMENT_EDGES.confirm.event, entity: 'settlement', entityId: seen.id, detail: { totalFen: seen.totalFen } })
  })
}

/**
 * The merchant disputes 异议 lines of the statement, each with a reason; the lines it does not name it accepts. Once. NOT_FOUND,
 * CONFLICT as above; VALIDATION names the line that the statement does not hold or that is named twice.
 */
export async function disputeStatement({ ctx: outer, input }: { ctx: Ctx; input: OwnStatement & { lines: readonly { entryId: string; reason: string }[] } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const seen = await findStatement(ctx.db, input)
    if (!seen) throw new DomainError('NOT_FOUND')
    const held = new Set((await listEntries(ctx.db, seen.id)).map((e) => e.entryId))
    for (const [i, { entryId }] of input.lines.entries()) {
      if (!held.delete(entryId)) throw new DomainError('VALIDATION', { detail: '这一笔不在结算单里', errors: [{ field: `lines.${i}.entryId`, message: '这一笔不在结算单里，或写了两次' }] })
    }
    if (!(await moveStatement(ctx.db, STATEMENT_EDGES.dispute, seen.id, { answeredAt: ctx.now, answeredBy: actorName(ctx.actor) }))) throw await statementMoved(ctx, seen.id)
    await insertDisputes(
      ctx.db,
      input.lines.map(({ entryId, reason }) => ({ id: newId('dsp', ctx.now), statementId: seen.id, entryId, reasonSealed: ctx.keys.sealer.seal(reason, SEAL_DISPUTE), filedAt: ctx.now })),
    )
    await writeAudit(ctx, { action: STATEMENT_EDGES.dispute.event, entity: 'settlement', entityId: seen.id, detail: { entryIds: input.lines.map((l) => l.entryId) } })
  })
}
