import { addDays, type ClockPause, type Day, dayInShanghai, pausedDeadline, type WorkingCalendar, workingDaysBetween } from '@xinhui/rules'
import type { ClockColour, RepairStatus } from '@xinhui/contract'

/** Working days of each step, as the city had them when the case began: kept in its history. */
export interface RepairSla {
  accept: number
  answer: number
  opinion: number
  decide: number
  /** Whether the decision's time runs from the application or from its acceptance. */
  decideFrom: 'apply' | 'accept'
  propagate: number
}

/** What the clocks need of one event of a case's history. */
export interface ClockEvent {
  kind: string
  at: Date
  detail: Readonly<Record<string, unknown>>
}

export type ClockStep = 'accept' | 'answer' | 'opinion' | 'decide' | 'propagate'

export interface Clock {
  step: ClockStep
  /** The office an opinion is asked of; '' where the step has no office of its own. */
  office: string
  startedOn: Day
  workingDays: number
  pauses: ClockPause[]
  /** Null while it is paused. */
  dueOn: Day | null
  provisional: boolean
  doneOn: Day | null
}

const isSla = (value: unknown): value is RepairSla => typeof value === 'object' && value !== null && 'accept' in value && 'propagate' in value

/**
 * The clocks of a case from its history alone, in order. This is the only place that knows which step starts, pauses and stops
 * which clock: what is stored beside the case is this answer, and can be had again from the events at any time.
 */
export function clocksOf(calendar: WorkingCalendar, events: readonly ClockEvent[]): Clock[] {
  const clocks: Clock[] = []
  let sla: RepairSla | undefined
  const start = (step: ClockStep, day: Day, workingDays: number, office = '') => clocks.push({ step, office, startedOn: day, workingDays, pauses: [], dueOn: null, provisional: false, doneOn: null })
  const running = (step: ClockStep, office = '') => clocks.find((c) => c.step === step && c.office === office && c.doneOn === null)
  const stop = (day: Day, step: ClockStep, office = '') => {
    const clock = running(step, office)
    if (!clock) return
    clock.doneOn = day
    for (const pause of clock.pauses) pause.to ??= day
  }
  const stopAll = (day: Day) => {
    for (const { step, office, doneOn } of clocks) if (doneOn === null) stop(day, step, office)
  }
  for (const { kind, at, detail } of events) {
    const day = dayInShanghai(at.getTime())
    const given = detail['sla']
    if (isSla(given)) sla = given
    if (!sla) continue
    switch (kind) {
      case 'submit':
        start('accept', day, sla.accept)
        if (sla.decideFrom === 'apply') start('decide', day, sla.decide)
        break
      case 'open':
        start('decide', day, sla.decide)
        break
      case 'defects':
        // The day the defects are told no longer counts: the pause begins with it.
        for (const step of ['accept', 'decide'] as const) running(step)?.pauses.push({ from: addDays(day, -1), to: null })
        start('answer', day, sla.answer)
        break
      case 'answer': {
        stop(day, 'answer')
        for (const step of ['accept', 'decide'] as const) for (const pause of running(step)?.pauses ?? []) pause.to ??= day
        break
      }
      case 'accept':
        stop(day, 'accept')
        if (sla.decideFrom === 'accept') start('decide', day, sla.decide)
        for (const office of officesOf(detail)) start('opinion', day, sla.opinion, office)
        break
      case 'assign':
        for (const office of officesOf(detail)) start('opinion', day, sla.opinion, office)
        break
      case 'opinion':
        stop(day, 'opinion', typeof detail['office'] === 'string' ? detail['office'] : '')
        break
      case 'approve':
        stopAll(day)
        start('propagate', day, sla.propagate)
        break
      case 'refuse':
      case 'withdraw':
      case 'effective':
        stopAll(day)
        break
    }
  }
  return clocks.map((clock) => {
    const { day: dueOn, provisional } = pausedDeadline(calendar, clock.startedOn, clock.workingDays, clock.pauses)
    return { ...clock, dueOn, provisional }
  })
}

const officesOf = (detail: ClockEvent['detail']): string[] => (Array.isArray(detail['offices']) ? detail['offices'].map(String) : [])

/** Red past its day, amber within `amberDays` working days of it. Null once it is done. */
export function colourOf(calendar: WorkingCalendar, clock: Pick<Clock, 'dueOn' | 'doneOn'>, today: Day, amberDays: number): ClockColour | null {
  if (clock.doneOn !== null) return null
  if (clock.dueOn === null) return 'paused'
  if (today > clock.dueOn) return 'red'
  return workingDaysBetween(calendar, today, clock.dueOn).workingDays <= amberDays ? 'amber' : 'green'
}

export const CLOCK_TITLES: Readonly<Record<ClockStep, string>> = { accept: '受理', answer: '补正', opinion: '部门意见', decide: '作出决定', propagate: '同步各渠道' }

/** Whose turn each state is, for the page's one line of what happens next. */
export const NEXT: Readonly<Record<RepairStatus, string>> = {
  draft: '把还缺的补齐，签承诺书后提交',
  submitted: '认定单位决定是否受理',
  correcting: '请按告知的内容一次补正，期间认定单位的时限暂停',
  accepted: '认定单位审核并作出决定',
  reviewing: '有关部门分别给出意见，认定单位作出决定',
  approved: '记录已不再公示、不再使用，正在通知各渠道',
  effective: '已办结，各渠道都已确认',
  refused: '已办结。按告知的办法改正后可以再次申请',
  withdrawn: '您已撤回，可以重新申请',
}
