import { addWorkingDays, dayInShanghai } from '@xinhui/rules'
import type { DeadlineSource } from '../calendar/deadline-source'
import { workingCalendar } from '../calendar/working-calendar'
import { listOpen } from './objection.store'

/** Forwarding and decision of open objections. Both are reckoned whenever they are read: a year's notice shows what it moves, and nothing is stored that would have to follow. */
export const objectionDeadlines: DeadlineSource = {
  kind: 'objection',
  title: '异议',
  async listOpen(ctx) {
    const calendar = await workingCalendar(ctx)
    const { forwardWorkingDays, decideWorkingDays } = ctx.city.objection
    return (await listOpen(ctx.db)).flatMap(({ id, filedAt, forwardedAt }) => {
      const start = dayInShanghai(filedAt.getTime())
      const steps = [...(forwardedAt === null ? [{ step: '转交', workingDays: forwardWorkingDays }] : []), { step: '办结', workingDays: decideWorkingDays }]
      return steps.map(({ step, workingDays }) => ({ id: `${id}|${step}`, title: `异议 ${id} ${step}`, start, workingDays, pauses: [], ...addWorkingDays(calendar, start, workingDays) }))
    })
  },
  move: () => Promise.resolve(),
}
