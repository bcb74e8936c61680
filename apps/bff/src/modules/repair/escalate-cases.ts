import { actorName, type Ctx, inTransaction } from '../../context'
import { addWorkingDays, dayInShanghai } from '@xinhui/rules'
import { writeAudits } from '../audit/write-audit'
import { workingCalendar } from '../calendar/working-calendar'
import { enqueueAll } from '../outbox/enqueue'
import { REPAIR_ESCALATED } from './repair.lifecycle'
import { repairPolicy } from './repair-policy'
import { takeNear, takeOverdue } from './repair.store'

/** Raises every clock past its day to the lead of the office whose turn it is, once; answers how many, at most `limit`. */
export async function escalateCases({ ctx: outer, input }: { ctx: Ctx; input: { limit: number } }): Promise<number> {
  return inTransaction(outer, async (ctx) => {
    const raised = await takeOverdue(ctx.db, dayInShanghai(ctx.now.getTime()), ctx.now, input.limit)
    await writeAudits(ctx, raised.map(({ caseId, step, office }) => ({ action: REPAIR_ESCALATED, entity: 'repair', entityId: caseId, detail: { step, office, by: actorName(ctx.actor) } })))
    await enqueueAll(ctx, 'repair.mark', raised.map((clock) => ({ ...clock, mark: 'red' })))
    return raised.length
  })
}

/** Tells whoever's turn it is that a day is near (amber), once for each clock; answers how many, at most `limit`. */
export async function warnCases({ ctx: outer, input }: { ctx: Ctx; input: { limit: number } }): Promise<number> {
  return inTransaction(outer, async (ctx) => {
    const today = dayInShanghai(ctx.now.getTime())
    const until = addWorkingDays(await workingCalendar(ctx), today, repairPolicy(ctx.city).sla.amberWorkingDays).day
    const near = await takeNear(ctx.db, { today, until, now: ctx.now, limit: input.limit })
    await enqueueAll(ctx, 'repair.mark', near.map((clock) => ({ ...clock, mark: 'amber' })))
    return near.length
  })
}
