import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { writeNotice } from '../notice/write-notice'
import { enqueue } from '../outbox/enqueue'
import { releaseExposure } from './exposure.store'
import { holdsExposure, type WaiverEdge } from './waiver.lifecycle'
import { findWaiver, insertWaiverEvent, moveWaiverRow, type WaiverEventRow, type WaiverRow } from './waiver.store'

export type Party = WaiverEventRow['by']

/** The status as its owner reads it. */
const STATUS_TITLES: Readonly<Record<WaiverRow['status'], string>> = {
  quoted: '待确认',
  reserved: '待取用',
  'in-use': '使用中',
  overdue: '已逾期',
  returned: '已归还',
  claimed: '商户申请赔偿',
  disputed: '异议处理中',
  resolved: '已定责',
  settled: '已结清',
  cancelled: '已取消',
}

/** What was had and is paid afterwards 先享后付 is billed, not given back. */
export const statusTitle = ({ status, kind }: Pick<WaiverRow, 'status' | 'kind'>): string => (status === 'returned' && kind === 'post-pay' ? '已结账' : STATUS_TITLES[status])

/** One line in the timeline and one in the audit trail, in the caller's transaction. */
export async function recordEvent(ctx: Ctx, row: WaiverRow, entry: { event: string; by: Party; amountFen?: number; detail?: Record<string, unknown> }): Promise<void> {
  const amount = entry.amountFen === undefined ? {} : { amountFen: entry.amountFen }
  await insertWaiverEvent(ctx.db, { id: newId('wev', ctx.now), waiverId: row.id, at: ctx.now, event: entry.event, by: entry.by, amountFen: entry.amountFen ?? null })
  await writeAudit(ctx, { action: entry.event, entity: 'waiver', entityId: row.id, detail: { merchantId: row.merchantId, ...amount, ...entry.detail } })
}

/**
 * Moves an order along one edge in the caller's transaction: state, timeline, audit, and the exposure of an order that ends.
 * Throws CONFLICT with the state it is in and since when.
 */
export async function moveWaiver(ctx: Ctx, row: WaiverRow, edge: WaiverEdge, entry: { by: Party; set?: Partial<WaiverRow>; amountFen?: number; detail?: Record<string, unknown> }): Promise<WaiverRow> {
  const moved = await moveWaiverRow(ctx.db, edge, row.id, entry.set ?? {}, ctx.now)
  if (!moved) throw stateConflict((await findWaiver(ctx.db, row.id)) ?? row)
  await recordEvent(ctx, moved, { event: edge.event, ...entry })
  if (!holdsExposure(moved.status)) await releaseExposure(ctx.db, { subjectId: moved.subjectId, amountFen: moved.holdFen, now: ctx.now })
  return moved
}

export const stateConflict = (row: WaiverRow): DomainError =>
  new DomainError('CONFLICT', { detail: `订单现在是“${statusTitle(row)}”，不能这样办理`, facts: { status: row.status, since: row.changedAt.toISOString() } })

/** Leaves after commit: 支付分 is brought to what the order says by then. */
export const tellPayScore = (ctx: Ctx, row: WaiverRow): Promise<void> => enqueue(ctx, 'waiver.pay-score', { waiverId: row.id })

/** Tells the order's owner, once per cause. */
export const tellResident = (ctx: Ctx, row: WaiverRow, entry: { cause: string; title: string; body: string }): Promise<void> =>
  writeNotice(ctx, { subjectId: row.subjectId, kind: 'waiver', cause: `${row.id}:${entry.cause}`, title: entry.title, body: entry.body })

/** `1234` → `12.34 元`. */
export const yuan = (fen: number): string => `${(fen / 100).toFixed(2)} 元`
