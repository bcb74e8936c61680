import { addDays, type Day, weekday } from '@xinhui/rules'

export interface Period {
  from: Day
  /** Last day, included. */
  to: Day
  /** First instant, and the first one after. */
  start: Date
  end: Date
}

const midnight = (day: Day): Date => new Date(`${day}T00:00:00+08:00`)

/** The days of `2026-11` or of the ISO 8601 week `2026-W47` (Monday to Sunday; week 1 holds 4 January), in Shanghai. */
export function readPeriod(text: string): Period {
  const [year = '', rest = ''] = text.split('-')
  let from: Day
  let to: Day
  if (rest.startsWith('W')) {
    const fourth = `${year}-01-04`
    from = addDays(addDays(fourth, 1 - weekday(fourth)), 7 * (Number(rest.slice(1)) - 1))
    to = addDays(from, 6)
  } else {
    from = `${text}-01`
    const next = Number(rest) === 12 ? `${Number(year) + 1}-01-01` : `${year}-${String(Number(rest) + 1).padStart(2, '0')}-01`
    to = addDays(next, -1)
  }
  return { from, to, start: midnight(from), end: midnight(addDays(to, 1)) }
}
