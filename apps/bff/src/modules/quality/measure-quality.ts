import type { Api, OfficeQuality } from '@xinhui/contract'
import { addWorkingDays, type Day, type WorkingCalendar, workingDaysBetween } from '@xinhui/rules'
import { actorName, type Ctx, inTransaction } from '../../context'
import { writeAudit } from '../audit/write-audit'
import { workingCalendar } from '../calendar/working-calendar'
import { cityData } from '../city/city-data'
import { readPeriod } from './period'
import { countFailing, countLanded, countOrganizations, listDecisionDays, listFailing, listLate, listManyCodes, listManyNames, listOutputs, listWrongCodes, putOutput } from './quality.store'

type Answer<K extends keyof Api> = Api[K]['response']

const LISTED_CODES = 100

/** The last day on which a decision lands in time, remembered by day. */
function deadlines(calendar: WorkingCalendar, workingDays: number): (decidedOn: Day) => Day {
  const known = new Map<Day, Day>()
  return (decidedOn) => {
    let due = known.get(decidedOn)
    if (due === undefined) {
      due = addWorkingDays(calendar, decidedOn, workingDays).day
      known.set(decidedOn, due)
    }
    return due
  }
}

const bps = (part: number, whole: number): number | null => (whole === 0 ? null : Math.floor((part * 10_000) / whole))

/**
 * 上报率, 合规率 and 及时率 of every office that sent something, or said it had something to send, in a week or month. A row
 * counts in the period in which it first landed or was refused; a correction is not a new row. Rates are rounded down, so that
 * 100 % means all.
 */
export async function measureQuality({ ctx, input }: { ctx: Ctx; input: { period: string } }): Promise<Answer<'GET /console/quality'>> {
  const period = readPeriod(input.period)
  const { timelyWithinWorkingDays, targets } = ctx.city.quality
  const dueOf = deadlines(await workingCalendar(ctx), timelyWithinWorkingDays)
  const offices = new Map<string, { produced: number | null; landed: number; failed: number; timely: number }>()
  const of = (office: string) => {
    let entry = offices.get(office)
    if (!entry) {
      entry = { produced: null, landed: 0, failed: 0, timely: 0 }
      offices.set(office, entry)
    }
    return entry
  }
  for (const { office, decidedOn, landedOn, n } of await countLanded(ctx.db, period)) {
    const entry = of(office)
    entry.landed += n
    if (landedOn <= dueOf(decidedOn)) entry.timely += n
  }
  for (const { office, n } of await countFailing(ctx.db, period)) of(office).failed += n
  for (const { office, produced } of await listOutputs(ctx.db, input.period)) of(office).produced = produced
  const items: OfficeQuality[] = [...offices].map(([office, { produced, landed, failed, timely }]) => {
    const uploaded = landed + failed
    const reported = produced === null ? null : bps(uploaded, produced)
    return { office, produced, uploaded, landed, failed, timely, late: landed - timely, reportedBps: reported === null ? null : Math.min(reported, 10_000), compliantBps: bps(landed, uploaded), timelyBps: bps(timely, landed) }
  })
  items.sort((a, b) => b.uploaded - a.uploaded || (a.office < b.office ? -1 : 1))
  return { period: input.period, from: period.from, to: period.to, timelyWithinWorkingDays, targets, items }
}

/** The rows behind 及时率, by id. */
export async function listLateRows({ ctx, input }: { ctx: Ctx; input: { period: string; office: string; cursor?: string | undefined; limit: number } }): Promise<Answer<'GET /console/quality/late'>> {
  const period = readPeriod(input.period)
  const calendar = await workingCalendar(ctx)
  const dueOf = deadlines(calendar, ctx.city.quality.timelyWithinWorkingDays)
  const due = (await listDecisionDays(ctx.db, period, input.office)).map(({ day }) => ({ decidedOn: day, dueOn: dueOf(day) }))
  const rows = await listLate(ctx.db, { period, office: input.office, due, cursor: input.cursor, limit: input.limit + 1 })
  const shown = rows.slice(0, input.limit)
  const { itemsByCode } = cityData(ctx.city)
  return {
    items: shown.map(({ id, item, decidedOn, dueOn, landedOn }) => ({ recordId: id, item, itemTitle: itemsByCode.get(item)?.title ?? item, decidedOn, dueOn, landedOn, workingDays: workingDaysBetween(calendar, decidedOn, landedOn).workingDays })),
    nextCursor: rows.length > input.limit ? (shown.at(-1)?.id ?? null) : null,
  }
}

/** The rows behind 合规率 with every finding, in the order of the files. */
export async function listFailingRows({ ctx, input }: { ctx: Ctx; input: { period: string; office: string; cursor?: string | undefined; limit: number } }): Promise<Answer<'GET /console/quality/failing'>> {
  const [batchId = '', seq = ''] = (input.cursor ?? '').split('.')
  const rows = await listFailing(ctx.db, { period: readPeriod(input.period), office: input.office, after: { batchId, seq: /^\d{1,9}$/.test(seq) ? Number(seq) : 0 }, limit: input.limit + 1 })
  const shown = rows.slice(0, input.limit)
  const last = shown.at(-1)
  return { items: shown.map(({ seq: _seq, ...row }) => row), nextCursor: rows.length > input.limit && last ? `${last.batchId}.${last.seq}` : null }
}

/** 重错码: duplicates and errors of unified social credit codes, the first hundred of each kind. */
export async function listFaultyCodes({ ctx }: { ctx: Ctx }): Promise<Answer<'GET /console/quality/codes'>> {
  const organizations = await countOrganizations(ctx.db)
  const [names, codes, wrong] = [await listManyNames(ctx.db, LISTED_CODES), await listManyCodes(ctx.db, LISTED_CODES), await listWrongCodes(ctx.db, LISTED_CODES)]
  const counts = { manyNames: names[0]?.total ?? 0, manyCodes: codes[0]?.total ?? 0, wrongCodes: wrong[0]?.total ?? 0 }
  return {
    organizations,
    faultyBps: bps(counts.manyNames + counts.manyCodes + counts.wrongCodes, organizations) ?? 0,
    manyNames: names.map(({ uscc, names: all }) => ({ uscc, names: all })),
    manyCodes: codes.map(({ name, usccs }) => ({ name, usccs })),
    wrongCodes: wrong.map(({ batchId, row, value, reason, office }) => ({ batchId, row, value, reason, office })),
    counts,
  }
}

/** An office's own count of what it produced in a period; the last statement counts. */
export function stateOutput({ ctx, input }: { ctx: Ctx; input: { office: string; period: string; produced: number } }): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    await putOutput(tx.db, { ...input, by: actorName(tx.actor), now: tx.now })
    await writeAudit(tx, { action: 'quality.output', entity: 'office_output', entityId: input.period, detail: input })
  })
}
