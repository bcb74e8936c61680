import { addDays, fromDayNumber, isDay, toDayNumber, weekday } from './day'
import type { Day } from './day'

/**
 * Versioned table of statutory holidays. One entry a year, from the State Council's yearly notice
 * (国务院办公厅关于部分节假日安排的通知), which also turns some weekend days into working days (调休).
 */
export interface WorkingCalendar {
  version: string
  /** `MM-DD` of the holidays fixed by 《全国年节及纪念日放假办法》; used only for years without a notice. */
  fixedOff: readonly string[]
  years: readonly WorkingYear[]
}

export interface WorkingYear {
  year: number
  /** Every day of the notice that is off, weekends inside it included. */
  off: readonly Day[]
  /** Weekend days that are worked. */
  working: readonly Day[]
  source: string
}

export interface WorkingDayResult {
  day: Day
  /** True when the span leaves the years of the table: the notice may still move the result. Say so to the reader. */
  provisional: boolean
}

interface Table { off: Set<Day>; working: Set<Day>; years: Set<number>; fixedOff: Set<string> }

/** Derived from the argument alone, so remembering it changes no result; keyed by the object, never by its version. */
const tables = new WeakMap<WorkingCalendar, Table>()

function tableOf(calendar: WorkingCalendar): Table {
  const known = tables.get(calendar)
  if (known) return known
  const table: Table = { off: new Set(), working: new Set(), years: new Set(), fixedOff: new Set(calendar.fixedOff) }
  for (const entry of calendar.years) {
    table.years.add(entry.year)
    for (const day of entry.off) table.off.add(day)
    for (const day of entry.working) table.working.add(day)
  }
  tables.set(calendar, table)
  return table
}

function isWorking(table: Table, day: Day): boolean {
  if (table.working.has(day)) return true
  if (table.off.has(day)) return false
  if (!table.years.has(Number(day.slice(0, 4))) && table.fixedOff.has(day.slice(5))) return false
  return weekday(day) <= 5
}

/** Whether the table holds the notice of the year of `day`. */
export function isPublishedDay(calendar: WorkingCalendar, day: Day): boolean {
  return tableOf(calendar).years.has(Number(day.slice(0, 4)))
}

/**
 * Whether `day` is a working day 工作日. In a year without a notice the answer is provisional
 * (see {@link isPublishedDay}): weekdays except the fixed holidays.
 */
export function isWorkingDay(calendar: WorkingCalendar, day: Day): boolean {
  if (!isDay(day)) throw new RangeError(`not a day: ${String(day)}`)
  return isWorking(tableOf(calendar), day)
}

/**
 * The `count`-th working day after `start`. The start day does not count; `count` 0 is `start` itself.
 * @param count integer ≥ 0
 * @throws RangeError when `count` is negative or not an integer, or `start` is not a day
 */
export function addWorkingDays(calendar: WorkingCalendar, start: Day, count: number): WorkingDayResult {
  if (!Number.isInteger(count) || count < 0) throw new RangeError('count must be an integer of 0 or more')
  const table = tableOf(calendar)
  let dayNumber = toDayNumber(start)
  let day = start
  let provisional = !table.years.has(Number(start.slice(0, 4)))
  for (let left = count; left > 0; ) {
    dayNumber += 1
    day = fromDayNumber(dayNumber)
    if (!table.years.has(Number(day.slice(0, 4)))) provisional = true
    if (isWorking(table, day)) left -= 1
  }
  return { day, provisional }
}

/**
 * Working days after `start` up to and including `end`: the inverse of {@link addWorkingDays}.
 * Negative when `end` is before `start`.
 */
export function workingDaysBetween(
  calendar: WorkingCalendar, start: Day, end: Day,
): { workingDays: number; provisional: boolean } {
  if (end < start) {
    const back = workingDaysBetween(calendar, end, start)
    return { workingDays: back.workingDays === 0 ? 0 : -back.workingDays, provisional: back.provisional }
  }
  const table = tableOf(calendar)
  let workingDays = 0
  const last = toDayNumber(end)
  for (let n = toDayNumber(start) + 1; n <= last; n += 1) if (isWorking(table, fromDayNumber(n))) workingDays += 1
  let provisional = false
  for (let year = Number(start.slice(0, 4)); year <= Number(end.slice(0, 4)); year += 1) {
    if (!table.years.has(year)) provisional = true
  }
  return { workingDays, provisional }
}

/** Problems of a calendar, empty when it is sound: days exist, lie in their year, are not both off and worked. */
export function validateWorkingCalendar(calendar: WorkingCalendar): string[] {
  const problems: string[] = []
  const years = new Set<number>()
  for (const entry of calendar.years) {
    if (years.has(entry.year)) problems.push(`${entry.year}: listed twice`)
    years.add(entry.year)
    const off = new Set(entry.off)
    for (const day of [...entry.off, ...entry.working]) {
      if (!isDay(day)) problems.push(`${entry.year}: ${String(day)} is not a day`)
      else if (Number(day.slice(0, 4)) !== entry.year) problems.push(`${entry.year}: ${day} lies in another year`)
    }
    for (const day of entry.working) {
      if (off.has(day)) problems.push(`${entry.year}: ${day} is both off and worked`)
      if (isDay(day) && weekday(day) <= 5) problems.push(`${entry.year}: ${day} is worked but no weekend day`)
    }
  }
  return problems
}

/** Every day from `first` to `last`, both included. */
export function dayRange(first: Day, last: Day): Day[] {
  const days: Day[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day)
  return days
}
