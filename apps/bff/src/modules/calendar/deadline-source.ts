import type { ClockPause, Day } from '@xinhui/rules'
import type { Ctx } from '../../context'

/** A deadline that runs now, with what it is reckoned from. */
export interface OpenDeadline {
  id: string
  /** What a clerk knows the case by; no person's name. */
  title: string
  start: Day
  workingDays: number
  pauses: readonly ClockPause[]
  /** The stored day; `null` while the clock stands. */
  day: Day | null
  provisional: boolean
}

/** Whoever keeps deadlines in working days hands them in here, so that a year's notice moves them. */
export interface DeadlineSource {
  kind: string
  title: string
  listOpen(ctx: Ctx): Promise<OpenDeadline[]>
  /** Stores the new day if it is still `from`; in the transaction that loads the year. */
  move(ctx: Ctx, change: { id: string; from: Day | null; to: Day | null; provisional: boolean }): Promise<void>
}
