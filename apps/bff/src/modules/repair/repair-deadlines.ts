import type { DeadlineSource } from '../calendar/deadline-source'
import { CLOCK_TITLES, type ClockStep } from './clocks'
import { listOpenClocks, moveClock } from './repair.store'

const isStep = (text: string): text is ClockStep => text in CLOCK_TITLES

/** The running clocks of repair cases, for a year's notice that moves them. */
export const repairDeadlines: DeadlineSource = {
  kind: 'repair',
  title: '信用修复',
  listOpen: async (ctx) =>
    (await listOpenClocks(ctx.db)).map(({ caseId, step, office, startedOn, workingDays, pauses, dueOn, provisional }) => ({
      id: [caseId, step, office].join('|'),
      title: `修复申请 ${caseId} ${CLOCK_TITLES[step]}${office === '' ? '' : `（${office}）`}`,
      start: startedOn,
      workingDays,
      pauses,
      day: dueOn,
      provisional,
    })),
  async move(ctx, { id, from, to, provisional }) {
    const [caseId = '', step = '', office = ''] = id.split('|')
    if (!isStep(step)) throw new RangeError(`no clock ${id}`)
    await moveClock(ctx.db, { caseId, step, office }, from, { dueOn: to, provisional })
  },
}
