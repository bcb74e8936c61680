import { addDays, dayInShanghai, formatDayZh } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { writeAudits } from '../audit/write-audit'
import { tellOffice } from '../notice/tell-office'
import { takeReviews } from './effect.store'
import { noticeTo } from './notify-applicant'
import { titleOf } from './present-case'
import { repairPolicy } from './repair-policy'
import { findCases } from './repair.store'

/**
 * Records screened during a reorganisation whose re-evaluation is near, and again when its day has come: told to the firm and to
 * the office with its lead. Answers how many, at most `limit`.
 */
export function remindReview({ ctx: outer, input }: { ctx: Ctx; input: { limit: number } }): Promise<number> {
  return inTransaction(outer, async (ctx) => {
    const today = dayInShanghai(ctx.now.getTime())
    const due = await takeReviews(ctx.db, { today, until: addDays(today, repairPolicy(ctx.city).bankruptcy.remindDaysBefore), now: ctx.now, limit: input.limit })
    const cases = await findCases(ctx.db, due.map((d) => d.caseId))
    for (const { caseId, reviewOn } of due) {
      const row = cases.get(caseId)
      if (!row) continue
      const isDue = reviewOn <= today
      const day = formatDayZh(reviewOn)
      await noticeTo(ctx, row, { kind: isDue ? 'repair.review-due' : 'repair.review-near', title: isDue ? '屏蔽的记录今天重新评价' : '屏蔽的记录快要重新评价了', body: `重新评价的日期是${day}，由${row.office}办理，请在那以前把重整计划执行情况的报告交给该单位。` })
      await tellOffice(ctx, { kind: 'repair.review', cause: `${caseId}:${reviewOn}:${isDue ? 'due' : 'near'}`, caseId, office: row.office, forLead: true, title: isDue ? '信用修复：屏蔽到期，请重新评价' : '信用修复：屏蔽快到期', body: `${titleOf(ctx, row.item)}，重新评价的日期是${day}。` })
    }
    await writeAudits(ctx, due.map(({ caseId, reviewOn }) => ({ action: 'repair.remind-review', entity: 'repair', entityId: caseId, detail: { reviewOn } })))
    return due.length
  })
}
