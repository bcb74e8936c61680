import { addMonths, addWorkingDays, type Day, dayInShanghai, type WorkingCalendar, workingDaysBetween } from '@xinhui/rules'
import type { ClockColour, LoanClock as Shown } from '@xinhui/contract'
import { CLOSED, LOAN_EDGES } from './loan-application.lifecycle'

export type LoanClockStep = Shown['step']

/** Working days of each step as they were when the application was made, and the months of the one-month rule where it holds: kept in its history. */
export interface LoanSla {
  accept: number
  answer: number
  reply: number
  sign: number
  disburse: number
  months: number | null
}

export interface LoanClockEvent {
  kind: string
  at: Date
  detail: Readonly<Record<string, unknown>>
}

export interface LoanClock {
  step: LoanClockStep
  startedOn: Day
  workingDays: number | null
  dueOn: Day
  provisional: boolean
  doneOn: Day | null
}

const isSla = (value: unknown): value is LoanSla => typeof value === 'object' && value !== null && 'accept' in value && 'months' in value

const closes = (kind: string) => Object.entries(LOAN_EDGES).some(([move, edge]) => move === kind && CLOSED.includes(edge.to))

/** The clocks of an application from its history alone: the only place that knows which step starts and stops which clock. */
export function clocksOf(calendar: WorkingCalendar, events: readonly LoanClockEvent[]): LoanClock[] {
  const clocks = new Map<LoanClockStep, LoanClock>()
  let sla: LoanSla | undefined
  const start = (step: Exclude<LoanClockStep, 'month'>, day: Day) => {
    const workingDays = sla?.[step] ?? 0
    const { day: dueOn, provisional } = addWorkingDays(calendar, day, workingDays)
    clocks.set(step, { step, startedOn: day, workingDays, dueOn, provisional, doneOn: null })
  }
  const stop = (day: Day, ...steps: LoanClockStep[]) => {
    for (const [step, clock] of clocks) if (clock.doneOn === null && (steps.length === 0 || steps.includes(step))) clock.doneOn = day
  }
  for (const { kind, at, detail } of events) {
    const day = dayInShanghai(at.getTime())
    if (isSla(detail['sla'])) sla = detail['sla']
    switch (kind) {
      case 'submit':
        start('accept', day)
        if (sla?.months) clocks.set('month', { step: 'month', startedOn: day, workingDays: null, dueOn: addMonths(day, sla.months), provisional: false, doneOn: null })
        break
      case 'accept':
        stop(day, 'accept')
        start('answer', day)
        break
      case 'offer':
        stop(day, 'answer', 'reply', 'month')
        break
      case 'counter':
        start('reply', day)
        break
      case 'agree':
        start('sign', day)
        break
      case 'sign':
        stop(day, 'sign')
        start('disburse', day)
        break
      case 'disburse':
        stop(day)
        break
      default:
        // What closes the application stops all its clocks, whoever closed it.
        if (closes(kind)) stop(day)
    }
  }
  return [...clocks.values()]
}

/** Red past its day, amber within `amberDays` working days of it. Null once it is done. */
export function colourOf(calendar: WorkingCalendar, clock: Pick<LoanClock, 'dueOn' | 'doneOn'>, today: Day, amberDays: number): ClockColour | null {
  if (clock.doneOn !== null) return null
  if (today > clock.dueOn) return 'red'
  return workingDaysBetween(calendar, today, clock.dueOn).workingDays <= amberDays ? 'amber' : 'green'
}

export const CLOCK_TITLES: Readonly<Record<LoanClockStep, string>> = { accept: '受理', answer: '答复', reply: '答复还价', sign: '签约', disburse: '放款', month: '一个月内办结' }
