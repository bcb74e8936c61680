import type { ObjectionClock } from '@xinhui/contract'
import { addDays, addWorkingDays, type Day, dayInShanghai, type WorkingCalendar } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { workingCalendar } from '../calendar/working-calendar'
import type { Mark, ObjectionRow } from './objection.store'

/**
 * What an objection waits for, and until when: forwarded to the source office, then decided; both counted in working days from the
 * day it was filed, as the city promises. Null once it is answered.
 */
export async function objectionClock(ctx: Ctx, row: ObjectionRow): Promise<ObjectionClock | null> {
  if (row.status !== 'open') return null
  const calendar = await workingCalendar(ctx)
  const { forwardWorkingDays, decideWorkingDays, amberWorkingDays } = ctx.city.objection
  const filedOn = dayInShanghai(row.filedAt.getTime())
  const today = dayInShanghai(ctx.now.getTime())
  const step = row.forwardedAt === null ? 'forward' : 'decide'
  const forward = addWorkingDays(calendar, filedOn, forwardWorkingDays)
  const decide = addWorkingDays(calendar, filedOn, decideWorkingDays)
  const next = step === 'forward' ? forward : decide
  const soon = addWorkingDays(calendar, today, amberWorkingDays).day
  return { step, dueOn: next.day, decideOn: decide.day, provisional: next.provisional || decide.provisional, urgency: next.day < today ? 'red' : next.day <= soon ? 'amber' : 'none' }
}

/** The last day of filing from which `workingDays` are over by `day`. */
function filedUntil(calendar: WorkingCalendar, workingDays: number, day: Day): Day {
  let filedOn = day
  while (addWorkingDays(calendar, filedOn, workingDays).day > day) filedOn = addDays(filedOn, -1)
  return filedOn
}

/** The four marks an open objection can bear today, as days of filing: what {@link objectionClock} says of one, asked of all. */
export async function objectionMarks(ctx: Ctx): Promise<{ red: Mark[]; amber: Mark[] }> {
  const calendar = await workingCalendar(ctx)
  const { forwardWorkingDays, decideWorkingDays, amberWorkingDays } = ctx.city.objection
  const today = dayInShanghai(ctx.now.getTime())
  const soon = addWorkingDays(calendar, today, amberWorkingDays).day
  const marks = (colour: Mark['colour'], by: Day): Mark[] => [
    { step: 'forward', colour, filedUntil: filedUntil(calendar, forwardWorkingDays, by) },
    { step: 'decide', colour, filedUntil: filedUntil(calendar, decideWorkingDays, by) },
  ]
  return { red: marks('red', addDays(today, -1)), amber: marks('amber', soon) }
}
