import type { Ctx } from '../../context'
import { newId } from '../../lib/id'
import { insertOutbox } from './outbox.store'

/** Topics and what handles them: see jobs/handlers.ts. */
export type Topic = 'score.recompute' | 'score.changed' | 'publication.withdrawn' | 'publication.corrected' | 'repair.invite' | 'repair.mark' | 'voucher.redeemed' | 'voucher.reversed' | 'voucher.cancelled' | 'scan.honoured' | 'scan.unhonoured' | 'merchant.suspended' | 'merchant.resumed' | 'merchant.terminated' | 'merchant.serious-list' | 'waiver.pay-score' | 'perk.tested' | 'perk.stock-low' | 'merchant.agreement' | 'loan.webhook' | 'lender.standing' | 'loan-product.moved' | 'loan-programme.moved'

/** A statement takes 65,535 parameters at most. */
const ENQUEUE_AT_ONCE = 5000

/** Puts an effect into the outbox of the caller's transaction: it leaves after commit, at least once, under its own id. */
export async function enqueue(ctx: Ctx, topic: Topic, payload: Record<string, unknown>): Promise<void> {
  await insertOutbox(ctx.db, { id: newId('out', ctx.now), topic, payload, availableAt: ctx.now, createdAt: ctx.now })
}

/** Many effects of one topic, in few statements. */
export async function enqueueAll(ctx: Ctx, topic: Topic, payloads: readonly Record<string, unknown>[]): Promise<void> {
  for (let i = 0; i < payloads.length; i += ENQUEUE_AT_ONCE)
    await insertOutbox(ctx.db, payloads.slice(i, i + ENQUEUE_AT_ONCE).map((payload) => ({ id: newId('out', ctx.now), topic, payload, availableAt: ctx.now, createdAt: ctx.now })))
}
