import { addWorkingDays, dayInShanghai, isPublishedDay } from '@xinhui/rules'
import type { DeadlineSource } from '../calendar/deadline-source'
import { workingCalendar } from '../calendar/working-calendar'
import { listHearings, listOpenChecks, moveCheck, moveHearing } from './commitment.store'

/** The checks of open commitments, for a year's notice that moves them. */
export const commitmentDeadlines: DeadlineSource = {
  kind: 'commitment',
  title: '信用承诺',
  async listOpen(ctx) {
    const calendar = await workingCalendar(ctx)
    return (await listOpenChecks(ctx.db)).map(({ id, title, signedAt, dueWorkingDays, dueOn }) => {
      const start = dayInShanghai(signedAt.getTime())
      return { id, title, start, workingDays: dueWorkingDays, pauses: [], day: dueOn, provisional: addWorkingDays(calendar, start, dueWorkingDays).provisional }
    })
  },
  async move(ctx, { id, from, to }) {
    if (from !== null && to !== null) await moveCheck(ctx.db, id, from, to)
  },
}

/** Until when signers may state their side after a check that failed. */
export const hearingDeadlines: DeadlineSource = {
  kind: 'hearing',
  title: '承诺说明',
  async listOpen(ctx) {
    const calendar = await workingCalendar(ctx)
    return (await listHearings(ctx.db, dayInShanghai(ctx.now.getTime()))).map(({ id, text, since, until }) => ({ id, title: `${text.title} ${id} 说明`, start: since, workingDays: text.hearingWorkingDays, pauses: [], day: until, provisional: !isPublishedDay(calendar, until) }))
  },
  async move(ctx, { id, from, to }) {
    if (from !== null && to !== null) await moveHearing(ctx.db, id, from, to)
  },
}
