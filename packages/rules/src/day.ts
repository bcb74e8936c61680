/**
 * A calendar day `YYYY-MM-DD` in Asia/Shanghai. Days compare correctly with `<` and `>` as strings.
 * All arithmetic is on the proleptic Gregorian calendar, without the platform's `Date` or time zone.
 */
export type Day = string

export interface CivilDay { year: number; month: number; dayOfMonth: number }

const DAY_MS = 86_400_000
const SHANGHAI_OFFSET_MS = 8 * 3_600_000
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** Number of days of a month; `month` is 1…12. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0)
}

function digitsAt(text: string, start: number, length: number): number {
  let value = 0
  for (let i = start; i < start + length; i += 1) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}

const HYPHEN = 45

/** A scan of ten characters instead of a regular expression: scoring a whole city asks this tens of millions of times. */
function readDay(text: string): CivilDay | null {
  if (text.length !== 10 || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return null
  const year = digitsAt(text, 0, 4)
  const month = digitsAt(text, 5, 2)
  const dayOfMonth = digitsAt(text, 8, 2)
  const exists = year >= 1 && month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= daysInMonth(year, month)
  return exists ? { year, month, dayOfMonth } : null
}

/** Whether `value` is an existing day of the years 0001…9999 in the form `YYYY-MM-DD`. */
export function isDay(value: unknown): value is Day {
  return typeof value === 'string' && readDay(value) !== null
}

/** @throws RangeError when `day` is not an existing day */
export function splitDay(day: Day): CivilDay {
  const civil = readDay(day)
  if (civil === null) throw new RangeError(`not a day: ${day}`)
  return civil
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

/** Day from its parts, `null` when no such day exists. */
export function makeDay(year: number, month: number, dayOfMonth: number): Day | null {
  const exists = Number.isInteger(year) && year >= 1 && year <= 9999 && Number.isInteger(month) && month >= 1 && month <= 12 &&
    Number.isInteger(dayOfMonth) && dayOfMonth >= 1 && dayOfMonth <= daysInMonth(year, month)
  if (!exists) return null
  const yearText = year < 1000 ? `000${year}`.slice(-4) : String(year)
  return `${yearText}-${twoDigits(month)}-${twoDigits(dayOfMonth)}`
}

function requireDay(year: number, month: number, dayOfMonth: number): Day {
  const day = makeDay(year, month, dayOfMonth)
  if (day === null) throw new RangeError('day outside 0001-01-01 … 9999-12-31')
  return day
}

/** Days since 1970-01-01 (negative before). Algorithm: era arithmetic over 400-year cycles starting on 1 March. */
export function toDayNumber(day: Day): number {
  const { year, month, dayOfMonth } = splitDay(day)
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** Inverse of {@link toDayNumber}. @throws RangeError outside 0001-01-01 … 9999-12-31 */
export function fromDayNumber(dayNumber: number): Day {
  const shifted = dayNumber + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const dayOfMonth = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return requireDay(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfMonth)
}

/** `days` may be negative. */
export function addDays(day: Day, days: number): Day {
  return fromDayNumber(toDayNumber(day) + days)
}

/** A day as a number that compares as the day does, `20261121`; 0 when there is no such day. Scoring a whole city reckons in these. */
export function dayKey(text: string): number {
  const civil = readDay(text)
  return civil === null ? 0 : civil.year * 10_000 + civil.month * 100 + civil.dayOfMonth
}

/** Inverse of {@link dayKey}. @throws RangeError outside 0001-01-01 … 9999-12-31 */
export function dayOfKey(key: number): Day {
  return requireDay(Math.floor(key / 10_000), Math.floor(key / 100) % 100, key % 100)
}

/** {@link addMonths} of keys; the year may leave what a day can be written in. */
export function addMonthsToKey(key: number, months: number): number {
  const total = Math.floor(key / 10_000) * 12 + (Math.floor(key / 100) % 100) - 1 + months
  const year = Math.floor(total / 12)
  const month = total - year * 12 + 1
  return year * 10_000 + month * 100 + Math.min(key % 100, daysInMonth(year, month))
}

/** {@link monthsBetween} of keys. */
export function monthsBetweenKeys(from: number, to: number): number {
  const [toYear, toMonth] = [Math.floor(to / 10_000), Math.floor(to / 100) % 100]
  const months = (toYear - Math.floor(from / 10_000)) * 12 + toMonth - (Math.floor(from / 100) % 100)
  // The clamp matters: 01-31 … 02-28 is one whole month.
  return to % 100 < Math.min(from % 100, daysInMonth(toYear, toMonth)) ? months - 1 : months
}

/** Same day of the month `months` later (or earlier), clamped to that month's end: 01-31 + 1 → 02-28 or 02-29. */
export function addMonths(day: Day, months: number): Day {
  splitDay(day)
  return dayOfKey(addMonthsToKey(dayKey(day), months))
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return toDayNumber(to) - toDayNumber(from)
}

/** Whole months from `from` to `to`: the largest m with `addMonths(from, m) <= to`. Negative when `to` is earlier. */
export function monthsBetween(from: Day, to: Day): number {
  splitDay(from)
  splitDay(to)
  return monthsBetweenKeys(dayKey(from), dayKey(to))
}

/** ISO weekday: 1 Monday … 7 Sunday. */
export function weekday(day: Day): number {
  const shifted = (toDayNumber(day) + 3) % 7
  return (shifted < 0 ? shifted + 7 : shifted) + 1
}

/** −1, 0 or 1, for sorting. */
export function compareDays(a: Day, b: Day): -1 | 0 | 1 {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** Last day of the month of `day`. */
export function monthEnd(day: Day): Day {
  const { year, month } = splitDay(day)
  return requireDay(year, month, daysInMonth(year, month))
}

/** The next `count` month-ends, the first being the end of the month of `day` (or `day` itself when it is one). */
export function monthEndsFrom(day: Day, count: number): Day[] {
  const first = monthEnd(day)
  return Array.from({ length: count }, (_, i) => monthEnd(addMonths(first, i)))
}

/**
 * Calendar day in Asia/Shanghai at an instant, whatever the server's time zone. UTC+8 all year:
 * the summer time of 1986–1991 is deliberately not modelled.
 * @param instantMs milliseconds since 1970-01-01T00:00:00Z
 */
export function dayInShanghai(instantMs: number): Day {
  return fromDayNumber(Math.floor((instantMs + SHANGHAI_OFFSET_MS) / DAY_MS))
}

/** First instant of a day in Asia/Shanghai, in milliseconds since 1970-01-01T00:00:00Z. */
export function startOfDayInShanghai(day: Day): number {
  return toDayNumber(day) * DAY_MS - SHANGHAI_OFFSET_MS
}

/** `2026-11-21` → `2026年11月21日`. */
export function formatDayZh(day: Day): string {
  const { year, month, dayOfMonth } = splitDay(day)
  return `${year}年${month}月${dayOfMonth}日`
}
