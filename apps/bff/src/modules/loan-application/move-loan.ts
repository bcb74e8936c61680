import type { LoanStatus } from '@xinhui/contract'
import { actorName, type Ctx } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { workingCalendar } from '../calendar/working-calendar'
import { endConsent } from '../consent/consent.store'
import { tellFirm } from '../loan-request/tell-firm'
import { type ApplicationRow, findApplication, insertEvent, listEvents, moveApplicationRow, upsertClocks } from './loan-application.store'
import { CLOSED, LOAN_EDGES, type LoanMove } from './loan-application.lifecycle'
import type { loanApplication } from './loan-application.table'
import { clocksOf } from './loan-clocks'
import { STATUS_TITLES } from './loan-words'
import { tellLender } from './tell-lender'

/** CONFLICT with the state the application has by now. */
export const elsewhere = (row: ApplicationRow) => new DomainError('CONFLICT', { detail: `这笔申请现在是“${STATUS_TITLES[row.status]}”，不能这样办理`, facts: { status: row.status, version: row.version } })

/** Writes one event and the clocks that follow from the whole history. Inside the transaction that moved the application. */
export async function recordEvent(ctx: Ctx, row: ApplicationRow, kind: string, detail: Record<string, unknown>): Promise<void> {
  await insertEvent(ctx.db, { applicationId: row.id, seq: row.version, kind, at: ctx.now, actor: actorName(ctx.actor), detail })
  await upsertClocks(ctx.db, row.id, clocksOf(await workingCalendar(ctx), await listEvents(ctx.db, row.id)))
}

interface MoveOptions {
  set?: Partial<typeof loanApplication.$inferInsert>
  detail?: Record<string, unknown>
  /** Where the edge leaves it, when that depends on the amounts. */
  to?: LoanStatus
  /** What the firm is told. */
  told?: { title: string; body: string }
}

/**
 * Moves an application along one edge: compare-and-set, event, clocks, audit, and the lender's webhook unless it was the lender
 * itself, in the caller's transaction. What closes it ends its consent. NOT_FOUND; CONFLICT with the state it has by now.
 */
export async function moveLoan(ctx: Ctx, applicationId: string, move: LoanMove, options: MoveOptions = {}): Promise<ApplicationRow> {
  const edge = LOAN_EDGES[move]
  const to = options.to ?? edge.to
  const closes = CLOSED.includes(to)
  const moved = await moveApplicationRow(ctx.db, applicationId, edge.from, { ...options.set, status: to, ...(closes ? { closedAt: ctx.now } : {}) })
  if (!moved) {
    const seen = await findApplication(ctx.db, applicationId)
    throw seen ? elsewhere(seen) : new DomainError('NOT_FOUND')
  }
  const detail = options.detail ?? {}
  await recordEvent(ctx, moved, move, detail)
  await writeAudit(ctx, { action: edge.event, entity: 'loan-application', entityId: moved.id, detail: { ...detail, status: moved.status, version: moved.version } })
  if (closes) await endConsent(ctx.db, moved.consentId, ctx.now)
  if (edge.by !== 'lender') await tellLender(ctx, moved, edge.event)
  if (options.told) await tellFirm(ctx, moved.subjectId, { kind: edge.event, cause: `${moved.id}:${moved.version}`, ...options.told })
  return moved
}
