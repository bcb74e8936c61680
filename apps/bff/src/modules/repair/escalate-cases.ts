import { actorName, type Ctx, inTransaction } from '../../context'
import { dayInShanghai } from '@xinhui/rules'
import { writeAudits } from '../audit/write-audit'
import { REPAIR_ESCALATED } from './repair.lifecycle'
import { takeOverdue } from './repair.store'

/** Raises every clock past its day to the lead of the office whose turn it is, once; answers how many, at most `limit`. */
export async function escalateCases({ ctx: outer, input }: { ctx: Ctx; input: { limit: number } }): Promise<number> {
  return inTransaction(outer, async (ctx) => {
    const raised = await takeOverdue(ctx.db, dayInShanghai(ctx.now.getTime()), ctx.now, input.limit)
    await writeAudits(ctx, raised.map(({ caseId, step, office }) => ({ action: REPAIR_ESCALATED, entity: 'repair', entityId: caseId, detail: { step, office, by: actorName(ctx.actor) } })))
    return raised.length
  })
}
