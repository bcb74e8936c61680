import type { DeadlineSource } from '../calendar/deadline-source'
import { listOpenClocks, moveClock } from './loan-application.store'
import { CLOCK_TITLES, type LoanClockStep } from './loan-clocks'

const isStep = (text: string): text is LoanClockStep => text in CLOCK_TITLES

/** The running clocks of loan applications, for a year's notice that moves them. The one-month rule is one of the calendar and stays. */
export const loanDeadlines: DeadlineSource = {
  kind: 'loan',
  title: '贷款申请',
  listOpen: async (ctx) =>
    (await listOpenClocks(ctx.db)).map(({ applicationId, step, startedOn, workingDays, dueOn, provisional }) => ({
      id: [applicationId, step].join('|'),
      title: `贷款申请 ${applicationId} ${CLOCK_TITLES[step]}`,
      start: startedOn,
      workingDays: workingDays ?? 0,
      pauses: [],
      day: dueOn,
      provisional,
    })),
  async move(ctx, { id, from, to, provisional }) {
    const [applicationId = '', step = ''] = id.split('|')
    if (!isStep(step)) throw new RangeError(`no clock ${id}`)
    if (from !== null && to !== null) await moveClock(ctx.db, { applicationId, step }, from, { dueOn: to, provisional })
  },
}
