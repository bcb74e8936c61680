import { addWorkingDays, dayInShanghai } from '@xinhui/rules'
import type { DeadlineSource } from '../calendar/deadline-source'
import { workingCalendar } from '../calendar/working-calendar'
import { listOpenChecks, moveCheck } from './commitment.store'

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
