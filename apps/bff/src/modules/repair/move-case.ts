import { actorName, type Ctx } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { workingCalendar } from '../calendar/working-calendar'
import { clocksOf } from './clocks'
import { REPAIR_EDGES, type RepairMove, STATUS_TITLES } from './repair.lifecycle'
import { type CaseRow, findCase, insertEvent, listEvents, moveCaseRow, upsertClocks } from './repair.store'
import type { repairCase } from './repair.table'

/** CONFLICT with the state the case has by now. */
export const elsewhere = (row: CaseRow) => new DomainError('CONFLICT', { detail: `这件申请现在是“${STATUS_TITLES[row.status]}”，不能这样办理`, facts: { status: row.status } })

/** Writes one event and the clocks that follow from the whole history. Inside the transaction that moved the case. */
export async function recordEvent(ctx: Ctx, row: CaseRow, kind: string, detail: Record<string, unknown>): Promise<void> {
  await insertEvent(ctx.db, { caseId: row.id, seq: row.version, kind, at: ctx.now, actor: actorName(ctx.actor), detail })
  await upsertClocks(ctx.db, row.id, clocksOf(await workingCalendar(ctx), await listEvents(ctx.db, row.id)))
}

/**
 * Moves a case along one edge: compare-and-set, event, clocks and audit row in the caller's transaction. NOT_FOUND; CONFLICT
 * with the state when it is no longer where the edge begins.
 */
export async function moveCase(ctx: Ctx, caseId: string, move: RepairMove, options: { set?: Partial<typeof repairCase.$inferInsert>; detail?: Record<string, unknown> } = {}): Promise<CaseRow> {
  const edge = REPAIR_EDGES[move]
  const [moved] = await moveCaseRow(ctx.db, caseId, edge.from, { ...options.set, status: edge.to })
  if (!moved) {
    const seen = await findCase(ctx.db, caseId)
    throw seen ? elsewhere(seen) : new DomainError('NOT_FOUND')
  }
  const detail = options.detail ?? {}
  await recordEvent(ctx, moved, move, detail)
  const { sla: _, ...told } = detail
  await writeAudit(ctx, { action: edge.event, entity: 'repair', entityId: moved.id, detail: { ...told, status: moved.status, version: moved.version } })
  return moved
}
