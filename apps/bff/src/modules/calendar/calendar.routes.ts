import type { WorkingYearView } from '@xinhui/contract'
import type { Ctx } from '../../context'
import type { Api } from '../../http/route'
import { loadWorkingYear, previewWorkingYear } from './load-working-year'
import { workingCalendar } from './working-calendar'
import { listWorkingYearHistory, listWorkingYears, type WorkingYearRow } from './working-year.store'

/** A public page names no member of staff. */
const presentRow = (row: WorkingYearRow, openly: boolean): WorkingYearView => ({ year: row.year, source: row.source, off: row.off, working: row.working, version: row.version, loadedBy: openly ? row.loadedBy : null, loadedAt: row.loadedAt.toISOString() })

async function readYears(ctx: Ctx, openly: boolean): Promise<{ version: string; years: WorkingYearView[] }> {
  const { version, years } = await workingCalendar(ctx)
  const loaded = new Map((await listWorkingYears(ctx.db)).map((r) => [r.year, r]))
  return {
    version,
    years: years.map(({ year, source, off, working }) => {
      const row = loaded.get(year)
      return row ? presentRow(row, openly) : { year, source, off: [...off], working: [...working], version: 0, loadedBy: null, loadedAt: null }
    }),
  }
}

export function registerCalendarRoutes(api: Api): void {
  const office = { roles: ['reviewer', 'steward', 'administrator'], owner: 'city' } as const

  api.route('GET /working-years', { roles: ['anonymous'], owner: 'public', audit: null }, ({ ctx }) => readYears(ctx, false))

  api.route('GET /console/working-years', { ...office, audit: null }, async ({ ctx }) => ({ ...(await readYears(ctx, true)), history: (await listWorkingYearHistory(ctx.db)).map((row) => presentRow(row, true)) }))

  // Asks, and stores nothing: a POST only because the question has a body.
  api.route('POST /console/working-years/preview', { roles: ['steward', 'administrator'], owner: 'city', audit: null, idempotency: 'none' }, ({ ctx, body }) => previewWorkingYear({ ctx, input: body }))

  api.route('POST /console/working-years', { roles: ['steward', 'administrator'], owner: 'city', audit: 'calendar.load' }, ({ ctx, body }) => loadWorkingYear({ ctx, input: body }))
}

