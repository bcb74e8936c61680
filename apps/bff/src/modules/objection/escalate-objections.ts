import { addWorkingDays, dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { workingCalendar } from '../calendar/working-calendar'
import { writeAudit } from '../audit/write-audit'
import { OBJECTION_ESCALATED } from './objection.lifecycle'
import { escalateObjectionRow, listToEscalate } from './objection.store'

/** Marks objections past the day by which they should be decided 超期升级, each once: the case and the audit trail say so from then on. Answers how many. */
export async function escalateObjections({ ctx: outer, input }: { ctx: Ctx; input: { limit: number } }): Promise<number> {
  const today = dayInShanghai(outer.now.getTime())
  const { decideWorkingDays } = outer.city.objection
  const before = new Date(outer.now.getTime() - decideWorkingDays * 86_400_000)
  const calendar = await workingCalendar(outer)
  let count = 0
  for (const row of await listToEscalate(outer.db, { before, limit: input.limit })) {
    const dueOn = addWorkingDays(calendar, dayInShanghai(row.filedAt.getTime()), decideWorkingDays).day
    if (dueOn >= today) continue
    await inTransaction(outer, async (ctx) => {
      const [mine] = await escalateObjectionRow(ctx.db, row.id, ctx.now)
      if (!mine) return
      count += 1
      await writeAudit(ctx, { action: OBJECTION_ESCALATED, entity: 'objection', entityId: row.id, detail: { dueOn } })
    })
  }
  return count
}
