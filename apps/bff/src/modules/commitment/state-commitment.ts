import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { COMMITMENT_STATED } from './commitment.lifecycle'
import { type CommitmentRow, findOwnCommitment, writeStatement } from './commitment.store'
import { SEAL_WORDS } from './present-commitment'

/** What the signer says before anything is decided 陈述申辩, once. NOT_FOUND; CONFLICT when there is no hearing, or it was said. */
export async function stateCommitment({ ctx: outer, input }: { ctx: Ctx; input: { subjectId: string; commitmentId: string; statement: string } }): Promise<CommitmentRow> {
  return inTransaction(outer, async (ctx) => {
    const [row] = await writeStatement(ctx.db, { id: input.commitmentId, subjectId: input.subjectId, statementSealed: ctx.keys.sealer.seal(input.statement, SEAL_WORDS), now: ctx.now })
    if (!row) {
      const seen = await findOwnCommitment(ctx.db, { subjectId: input.subjectId, id: input.commitmentId })
      if (!seen) throw new DomainError('NOT_FOUND')
      throw new DomainError('CONFLICT', { detail: seen.status === 'hearing' ? '已经说明过了，正在等待认定' : '这份承诺现在不需要说明', facts: { status: seen.status, since: (seen.statedAt ?? seen.decidedAt ?? seen.signedAt).toISOString() } })
    }
    await writeAudit(ctx, { action: COMMITMENT_STATED, entity: 'commitment', entityId: row.id })
    return row
  })
}
