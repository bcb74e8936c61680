import { dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { writeAudits } from '../audit/write-audit'
import { writeNotices } from '../notice/write-notice'
import { markTold, takeDueReminders } from './repair-reminder.store'

/** Tells whoever asked that a record can be repaired from today on, each once. Answers how many. The notice names neither record nor office: it may lie open on a screen. */
export function tellRepairable({ ctx: outer, input }: { ctx: Ctx; input: { limit: number } }): Promise<number> {
  return inTransaction(outer, async (ctx) => {
    const rows = await takeDueReminders(ctx.db, { today: dayInShanghai(ctx.now.getTime()), limit: input.limit })
    if (rows.length === 0) return 0
    await writeNotices(
      ctx,
      rows.map((r) => ({ subjectId: r.subjectId, kind: 'repair.earliest', cause: `${r.recordId}:${r.id}:${r.remindOn}`, title: '有一条记录可以申请信用修复了', body: '最短公示期已满。请在“信用修复”里查看还缺什么，再提交申请；修复不收费' })),
    )
    await markTold(ctx.db, rows.map((r) => r.id), ctx.now)
    await writeAudits(ctx, rows.map((r) => ({ action: 'repair.remind', entity: 'record', entityId: r.recordId, detail: { remindOn: r.remindOn } })))
    return rows.length
  })
}
