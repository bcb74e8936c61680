import { addWorkingDays, dayInShanghai, formatDayZh } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { workingCalendar } from '../calendar/working-calendar'
import { findCommitment, listToRemind, markReminded } from './commitment.store'
import { tellSigner } from './tell-signer'

/** The product's own: the signer is told this many working days before a check. */
const BEFORE_WORKING_DAYS = 5

/** Tells those whose check comes near, each once; answers how many. Safe in several processes. */
export async function remindCommitments({ ctx: outer, input }: { ctx: Ctx; input: { limit: number } }): Promise<number> {
  const today = dayInShanghai(outer.now.getTime())
  const due = await listToRemind(outer.db, { until: addWorkingDays(await workingCalendar(outer), today, BEFORE_WORKING_DAYS).day, limit: input.limit })
  for (const one of due)
    await inTransaction(outer, async (ctx) => {
      const [mine] = await markReminded(ctx.db, one.id, ctx.now)
      const row = mine && (await findCommitment(ctx.db, one.commitmentId))
      if (row?.status === 'open') await tellSigner(ctx, row, { event: 'due', cause: one.id, title: '承诺快到核查日期了', body: `${row.text.title}：${one.title}，${formatDayZh(one.dueOn)}前。` })
    })
  return due.length
}
