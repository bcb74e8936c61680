import { CALENDAR_CN, type WorkingCalendar } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { listWorkingYears, type WorkingYearRow } from './working-year.store'

/** What the product brings, with the loaded years in front of it. The version names both: `cn-2026.1+2027.1`. */
export function withYears(base: WorkingCalendar, rows: readonly Pick<WorkingYearRow, 'year' | 'version' | 'source' | 'off' | 'working'>[]): WorkingCalendar {
  if (rows.length === 0) return base
  const loaded = new Set(rows.map((r) => r.year))
  const years = [...base.years.filter((y) => !loaded.has(y.year)), ...rows.map(({ year, source, off, working }) => ({ year, source, off, working }))].sort((a, b) => a.year - b.year)
  return { ...base, version: [base.version, ...rows.map((r) => `${r.year}.${r.version}`)].join('+'), years }
}

/** The last one built: rows are never changed, so their ids say everything. Days of a year are looked up through the object. */
let last: { ids: string; calendar: WorkingCalendar } = { ids: '', calendar: CALENDAR_CN }

/** The calendar every deadline is reckoned with now. */
export async function workingCalendar(ctx: Ctx): Promise<WorkingCalendar> {
  const rows = await listWorkingYears(ctx.db)
  const ids = rows.map((r) => r.id).join()
  if (ids !== last.ids) last = { ids, calendar: withYears(CALENDAR_CN, rows) }
  return last.calendar
}
