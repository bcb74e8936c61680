import { type Ctx, inTransaction } from '../../context'
import { writeAudit } from '../audit/write-audit'
import { findSubject } from '../subject/subject.store'
import { recomputeBatch } from './recompute-batch'
import { deleteScoreDue } from './score.store'

/**
 * Computes one subject's score anew because its file changed, and says what changed. Nobody's score is made here: without
 * an open one this only clears a person's mark. Same file, same model, same day: nothing is written but the mark's removal.
 */
export async function recomputeScore({ ctx: outer, input }: { ctx: Ctx; input: { subjectId: string } }): Promise<'unchanged' | 'changed' | 'closed'> {
  return inTransaction(outer, async (ctx) => {
    await deleteScoreDue(ctx.db, input.subjectId, ctx.now)
    const subject = await findSubject(ctx.db, input.subjectId)
    if (!subject) return 'closed'
    const { computed, changed } = await recomputeBatch({ ctx, input: { kind: subject.kind, subjectIds: [input.subjectId] } })
    if (computed === 0) return 'closed'
    const [moved] = changed
    if (!moved) return 'unchanged'
    await writeAudit(ctx, { action: 'score.recompute', entity: subject.kind === 'person' ? 'score' : 'organization_score', entityId: moved.ownerId })
    return 'changed'
  })
}
