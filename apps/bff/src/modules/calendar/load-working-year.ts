import type { MovedDeadline, WorkingYearBody, WorkingYearDiff } from '@xinhui/contract'
import { addDays, CALENDAR_CN, type Day, isWorkingDay, pausedDeadline, validateWorkingCalendar, type WorkingCalendar } from '@xinhui/rules'
import { actorName, type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import type { DeadlineSource } from './deadline-source'
import { DEADLINE_SOURCES } from './deadline-sources'
import { workingCalendar, withYears } from './working-calendar'
import { insertWorkingYear, listWorkingYears, nextVersion } from './working-year.store'

interface Planned extends WorkingYearDiff { changes: { source: DeadlineSource; id: string; from: Day | null; to: Day | null; provisional: boolean }[] }

/** VALIDATION with every day that cannot be: of another year, both off and worked, worked but no weekend day. */
function refuseNonsense({ year, source, off, working }: WorkingYearBody): void {
  const problems = validateWorkingCalendar({ version: 'asked', fixedOff: [], years: [{ year, source, off, working }] })
  if (problems.length > 0) throw new DomainError('VALIDATION', { detail: '放假安排里有日期不对', errors: problems.map((message) => ({ field: message.includes('worked') ? 'working' : 'off', message })) })
}

function changedDays(before: WorkingCalendar, after: WorkingCalendar, year: number): { added: Day[]; removed: Day[] } {
  const added: Day[] = []
  const removed: Day[] = []
  for (let day = `${year}-01-01`; day.startsWith(`${year}-`); day = addDays(day, 1)) {
    const [was, is] = [isWorkingDay(before, day), isWorkingDay(after, day)]
    if (was && !is) added.push(day)
    if (!was && is) removed.push(day)
  }
  return { added, removed }
}

async function plan(ctx: Ctx, body: WorkingYearBody, sources: readonly DeadlineSource[]): Promise<Planned> {
  refuseNonsense(body)
  const before = await workingCalendar(ctx)
  const others = (await listWorkingYears(ctx.db)).filter((r) => r.year !== body.year)
  const after = withYears(CALENDAR_CN, [...others, { ...body, version: await nextVersion(ctx.db, body.year) }])
  const moved: MovedDeadline[] = []
  const changes: Planned['changes'] = []
  let looked = 0
  for (const source of sources) {
    for (const { id, title, start, workingDays, pauses, day, provisional } of await source.listOpen(ctx)) {
      looked += 1
      const next = pausedDeadline(after, start, workingDays, pauses)
      if (next.day === day && next.provisional === provisional) continue
      moved.push({ kind: source.kind, kindTitle: source.title, id, title, from: day, to: next.day, wasProvisional: provisional, isProvisional: next.provisional })
      changes.push({ source, id, from: day, to: next.day, provisional: next.provisional })
    }
  }
  return { year: body.year, ...changedDays(before, after, body.year), moved, looked, changes }
}

/** What loading a year would change; nothing is stored. VALIDATION names the days that cannot be. */
export async function previewWorkingYear({ ctx, input }: { ctx: Ctx; input: WorkingYearBody }, sources: readonly DeadlineSource[] = DEADLINE_SOURCES): Promise<WorkingYearDiff> {
  const { changes: _changes, ...diff } = await plan(ctx, input, sources)
  return diff
}

/**
 * Loads a year's notice as a new version and moves every open deadline it changes, in one transaction. Two loadings of one year at
 * once: the later meets the unique version and fails whole.
 * @throws DomainError VALIDATION
 */
export function loadWorkingYear({ ctx: outer, input }: { ctx: Ctx; input: WorkingYearBody }, sources: readonly DeadlineSource[] = DEADLINE_SOURCES): Promise<WorkingYearDiff> {
  return inTransaction(outer, async (ctx) => {
    const { changes, ...diff } = await plan(ctx, input, sources)
    const version = await nextVersion(ctx.db, input.year)
    const id = newId('wyr', ctx.now)
    await insertWorkingYear(ctx.db, { id, ...input, version, off: [...input.off].sort(), working: [...input.working].sort(), loadedBy: actorName(ctx.actor), loadedAt: ctx.now })
    for (const { source, ...change } of changes) await source.move(ctx, change)
    await writeAudit(ctx, { action: 'calendar.load', entity: 'working-year', entityId: id, detail: { year: input.year, version, moved: diff.moved.length } })
    return diff
  })
}
