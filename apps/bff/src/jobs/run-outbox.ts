import type { Ctx } from '../context'
import { claimDue, markDone, markFailed } from '../modules/outbox/outbox.store'
import type { Handler } from './handlers'

const LEASE_SECONDS = 60
const BATCH = 50
const MAX_ATTEMPTS = 10

/** Runs what is due and returns how many rows it took. Failures wait 2, 4, 8 … s (an hour at most), then stay as dead for the operator. */
export async function runOutbox(ctx: Ctx, handlers: Readonly<Record<string, Handler>>): Promise<number> {
  const due = await claimDue(ctx.db, ctx.now, LEASE_SECONDS, BATCH)
  for (const row of due) {
    try {
      const handle = handlers[row.topic]
      if (!handle) throw new Error(`no handler for topic ${row.topic}`)
      await handle(ctx, row.payload)
      await markDone(ctx.db, row.id, ctx.now)
    } catch (error) {
      const dead = row.attempts >= MAX_ATTEMPTS
      ctx.log.error({ err: error, outboxId: row.id, topic: row.topic, attempts: row.attempts }, dead ? 'effect given up' : 'effect failed')
      const waitMs = Math.min(2 ** row.attempts, 3600) * 1000
      await markFailed(ctx.db, row.id, { error: error instanceof Error ? error.name : 'unknown', availableAt: new Date(ctx.now.getTime() + waitMs), deadAt: dead ? ctx.now : null })
    }
  }
  return due.length
}
