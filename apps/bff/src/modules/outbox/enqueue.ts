import type { Ctx } from '../../context'
import { newId } from '../../lib/id'
import { insertOutbox } from './outbox.store'

/** Topics and what handles them: see jobs/handlers.ts. */
export type Topic = 'score.recompute' | 'voucher.redeemed' | 'voucher.reversed'

/** Puts an effect into the outbox of the caller's transaction: it leaves after commit, at least once, under its own id. */
export async function enqueue(ctx: Ctx, topic: Topic, payload: Record<string, unknown>): Promise<void> {
  await insertOutbox(ctx.db, { id: newId('out', ctx.now), topic, payload, availableAt: ctx.now, createdAt: ctx.now })
}
