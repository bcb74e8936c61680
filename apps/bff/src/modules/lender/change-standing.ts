import type { LenderReason } from '@xinhui/contract'
import { actorName, type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { disableOfficersOf, revokeLenderSessions } from '../identity/lender-officer.store'
import { forgetSession } from '../identity/living-session'
import { revokeLenderClients } from '../lender-client/lender-client.store'
import { requestRematch } from '../loan-request/rematch-requests'
import { enqueue } from '../outbox/enqueue'
import { endProductsOf, type LenderRow, moveLender } from './console-lender.store'
import { LENDER_EDGES } from './lender.lifecycle'
import { findLender } from './product.store'

const STATES: Readonly<Record<LenderRow['status'], string>> = { active: '正常合作', suspended: '已暂停', terminated: '已终止合作' }

interface Why { lenderId: string; reason: LenderReason; note?: string | undefined }

async function move(ctx: Ctx, edge: 'suspend' | 'resume' | 'terminate', input: { lenderId: string; reason?: LenderReason; note?: string | undefined }, detail: Record<string, unknown> = {}): Promise<void> {
  const moved = await moveLender(ctx.db, LENDER_EDGES[edge], input.lenderId, ctx.now, { reason: input.reason ?? null, note: input.note || null })
  if (!moved) {
    const seen = await findLender(ctx.db, input.lenderId)
    if (!seen) throw new DomainError('NOT_FOUND')
    throw new DomainError('CONFLICT', { detail: `机构${STATES[seen.status]}`, facts: { status: seen.status, since: seen.standingSince?.toISOString() ?? null } })
  }
  await writeAudit(ctx, { action: LENDER_EDGES[edge].event, entity: 'lender', entityId: moved.id, detail: { ...detail, ...(input.reason ? { reason: input.reason } : {}) } })
  await enqueue(ctx, 'lender.standing', { lenderId: moved.id, since: ctx.now.toISOString() })
}

/**
 * Suspends a lender 暂停: from the commit on its products match and are applied for no more, and its officers and its system are refused;
 * their sessions end. What it has not taken goes back to the firms from the outbox (docs/lenders.md). NOT_FOUND, CONFLICT.
 */
export async function suspendLender({ ctx: outer, input }: { ctx: Ctx; input: Why }): Promise<void> {
  const ended = await inTransaction(outer, async (ctx) => {
    await move(ctx, 'suspend', input)
    return revokeLenderSessions(ctx.db, input.lenderId, ctx.now)
  })
  for (const { id } of ended) forgetSession(id)
}

/** Resumes a suspended lender 恢复: its products match again, and firms are told of those that newly fit. NOT_FOUND, CONFLICT. */
export async function resumeLender({ ctx: outer, input }: { ctx: Ctx; input: { lenderId: string } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    await move(ctx, 'resume', input)
    await requestRematch(ctx)
  })
}

/**
 * Ends a partnership 终止, for good: products end, officers are disabled, the system is revoked; from the outbox every application without
 * a contract goes back to its firm. A signed loan stays the lender's and the firm's. NOT_FOUND, CONFLICT.
 */
export async function terminateLender({ ctx: outer, input }: { ctx: Ctx; input: Why }): Promise<void> {
  const ended = await inTransaction(outer, async (ctx) => {
    const products = await endProductsOf(ctx.db, input.lenderId, ctx.now)
    const officers = (await disableOfficersOf(ctx.db, input.lenderId)).length
    const systems = (await revokeLenderClients(ctx.db, { lenderId: input.lenderId, now: ctx.now, actor: actorName(ctx.actor) })).length
    await move(ctx, 'terminate', input, { products, officers, systems })
    return revokeLenderSessions(ctx.db, input.lenderId, ctx.now)
  })
  for (const { id } of ended) forgetSession(id)
}
