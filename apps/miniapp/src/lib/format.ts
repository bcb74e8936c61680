// WeChat's older engines have no Intl, so dates and groups are done by hand.

const SHANGHAI_MS = 8 * 3_600_000
const two = (value: number) => String(value).padStart(2, '0')

const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, ',')

/** Decimal text of an integer in hundredths: 123450 → `1,234.50`, or `1,234.5` without trailing zeros. */
const hundredths = (value: number, keepZeros: boolean): string => {
  const whole = Math.abs(Math.trunc(value / 100))
  const rest = two(Math.abs(value % 100))
  const tail = keepZeros ? `.${rest}` : rest === '00' ? '' : `.${rest.replace(/0$/, '')}`
  return `${value < 0 ? '-' : ''}${grouped(String(whole))}${tail}`
}

/** 123450 → `1,234.50 元`. */
export const yuan = (fen: number): string => `${hundredths(fen, true)} 元`

/** Whole 万 where it is exact, so that loans read shortly: 50000000 → `50万元`, 123450 → `1,234.50 元`. */
export const wan = (fen: number): string => (fen !== 0 && fen % 1_000_000 === 0 ? `${grouped(String(fen / 1_000_000))}万元` : yuan(fen))

/** Basis points: 385 → `3.85%`. */
export const percent = (bps: number): string => `${hundredths(bps, false)}%`

/** Points of a score in hundredths: 71200 → `712`, 1250 → `12.5`. */
export const points = (centi: number): string => hundredths(centi, false)

/** With its sign, for a line of a bill: 1250 → `+12.5`, 0 → `0`. The minus is the typographic one, read as 减 by few but never lost. */
export const signedPoints = (centi: number): string => (centi > 0 ? `+${points(centi)}` : points(centi).replace('-', '−'))

/** `2026-11-21` → `2026年11月21日`. Text that is not a day is returned as it is. */
export function day(value: string): string {
  const [year, month, date] = value.split('-').map(Number)
  return year && month && date ? `${year}年${month}月${date}日` : value
}

const shanghai = (instant: string | number) => new Date(new Date(instant).getTime() + SHANGHAI_MS)

/** The calendar day of an instant in Asia/Shanghai, `YYYY-MM-DD`. */
export const dayOf = (instant: string | number): string => shanghai(instant).toISOString().slice(0, 10)

/** `14:05` in Asia/Shanghai. */
export const clock = (instant: string | number): string => {
  const at = shanghai(instant)
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`
}

/** `2026年11月21日 14:05`. */
export const moment = (instant: string | number): string => `${day(dayOf(instant))} ${clock(instant)}`

/** Until when something is good: what ends at midnight is good through the day before, `2026年11月21日`; else the moment. */
export const until = (instant: string): string => (clock(instant) === '00:00' ? day(dayOf(Date.parse(instant) - 1)) : moment(instant))

/** How long ago, in the words one would say: 刚刚, 5 分钟前, 今天 14:05, then the date. */
export function ago(instant: string | number, now: number): string {
  const minutes = Math.floor((now - new Date(instant).getTime()) / 60_000)
  if (minutes < 1) return '刚刚'
  if (minutes < 60) return `${minutes} 分钟前`
  return dayOf(instant) === dayOf(now) ? `今天 ${clock(instant)}` : moment(instant)
}
