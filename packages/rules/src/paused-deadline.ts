import { addDays, type Day } from './day'
import { addWorkingDays, isPublishedDay, isWorkingDay, type WorkingCalendar } from './working-days'

/** The clock stands still after `from` until `to`; `null`: it still stands. Neither day has to be a working day. */
export interface ClockPause { from: Day; to: Day | null }

export interface PausedDeadline {
  /** `null` while the clock stands: nobody can know the day. */
  day: Day | null
  /** The span leaves the years of the calendar: the next notice may still move it (暂估). */
  provisional: boolean
  /** Working days left when the clock stopped; 0 once there is a day. */
  workingDaysLeft: number
}

/**
 * The `workingDays`-th working day after `start`, not counting those inside a pause: days after `from` up to and including `to`.
 * Without pauses the same as {@link addWorkingDays}; pauses may overlap, come unordered, or lie after the deadline, where they change nothing.
 * @throws RangeError when a pause ends before it begins, or the count is negative
 */
export function pausedDeadline(calendar: WorkingCalendar, start: Day, workingDays: number, pauses: readonly ClockPause[]): PausedDeadline {
  if (pauses.some((p) => p.to !== null && p.to < p.from)) throw new RangeError('a pause ends before it begins')
  if (pauses.length === 0 || workingDays === 0) return { ...addWorkingDays(calendar, start, workingDays), workingDaysLeft: 0 }
  let provisional = !isPublishedDay(calendar, start)
  let left = workingDays
  let day = start
  while (left > 0) {
    day = addDays(day, 1)
    if (pauses.some((p) => p.to === null && p.from < day)) return { day: null, provisional, workingDaysLeft: left }
    if (!isPublishedDay(calendar, day)) provisional = true
    if (isWorkingDay(calendar, day) && !pauses.some((p) => p.from < day && p.to !== null && day <= p.to)) left -= 1
  }
  return { day, provisional, workingDaysLeft: 0 }
}
