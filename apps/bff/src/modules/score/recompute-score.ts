import { type Ctx, inTransaction } from '../../context'
import { writeAudit } from '../audit/write-audit'
import { computeScore } from './compute-score'
import { describeChange } from './describe-change'
import { linesOf } from './present-score'
import { deleteScoreDue, findScore, replaceScore } from './score.store'

/**
 * Computes an open score anew and says what changed. Nobody's score is made here: without an open one this only
 * clears the mark. Same file, same model, same day: nothing is written but the mark's removal.
 */
export async function recomputeScore({ ctx: outer, input }: { ctx: Ctx; input: { subjectId: string } }): Promise<'unchanged' | 'changed' | 'closed'> {
  return inTransaction(outer, async (ctx) => {
    await deleteScoreDue(ctx.db, input.subjectId, ctx.now)
    const current = await findScore(ctx.db, input.subjectId)
    if (!current) return 'closed'
    const computed = await computeScore(ctx, input.subjectId)
    const lines = linesOf(computed)
    const change = describeChange(current.lines, lines)
    const [kept] = await replaceScore(ctx.db, current.id, {
      modelId: computed.modelId,
      day: computed.day,
      totalCenti: computed.totalCenti,
      grade: computed.grade,
      dimensions: computed.dimensions,
      lines,
      change: change ? { ...change, on: computed.day } : current.change,
      computedAt: ctx.now,
    })
    if (!kept) return 'closed'
    if (!change) return 'unchanged'
    await writeAudit(ctx, { action: 'score.recompute', entity: 'score', entityId: current.id, detail: { modelId: computed.modelId, day: computed.day } })
    return 'changed'
  })
}
