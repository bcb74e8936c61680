import { dayInShanghai, isPublishedDay, workingDaysBetween } from '@xinhui/rules'
import type { DeadlineSource } from '../calendar/deadline-source'
import { workingCalendar } from '../calendar/working-calendar'
import { listAppealable, moveAppeal } from './interview.store'

/** Until when firms may appeal against the result of an interview 约谈, for a year's notice that moves it. */
export const appealDeadlines: DeadlineSource = {
  kind: 'appeal',
  title: '约谈申诉',
  async listOpen(ctx) {
    const calendar = await workingCalendar(ctx)
    // A day that has passed is over, whatever the year turns out to be.
    return (await listAppealable(ctx.db, dayInShanghai(ctx.now.getTime()))).map(({ id, heldOn, appealUntil }) => ({
      id,
      title: `约谈 ${id} 申诉`,
      start: heldOn,
      workingDays: workingDaysBetween(calendar, heldOn, appealUntil).workingDays,
      pauses: [],
      day: appealUntil,
      provisional: !isPublishedDay(calendar, appealUntil),
    }))
  },
  async move(ctx, { id, from, to }) {
    if (from !== null && to !== null) await moveAppeal(ctx.db, id, from, to)
  },
}
