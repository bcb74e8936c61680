import { and, eq, isNull, lt, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'
import { idempotency, outbox } from './outbox.table'

export const insertOutbox = (db: Db, rows: typeof outbox.$inferInsert | (typeof outbox.$inferInsert)[]) => db.insert(outbox).values(Array.isArray(rows) ? rows : [rows])

/** Claims up to `limit` due rows under a lease. SKIP LOCKED: several workers never claim the same row. */
export function claimDue(db: Db, now: Date, leaseSeconds: number, limit: number) {
  const until = new Date(now.getTime() + leaseSeconds * 1000)
  return rowsOf<{ id: string; topic: string; payload: Record<string, unknown>; attempts: number }>(
    db,
    sql`UPDATE outbox SET leased_until = ${until.toISOString()}::timestamptz, attempts = attempts + 1
        WHERE id IN (
          SELECT id FROM outbox
          WHERE done_at IS NULL AND dead_at IS NULL AND available_at <= ${now.toISOString()}::timestamptz
            AND (leased_until IS NULL OR leased_until < ${now.toISOString()}::timestamptz)
          ORDER BY available_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
        RETURNING id, topic, payload, attempts`,
  )
}

export const markDone = (db: Db, id: string, now: Date) => db.update(outbox).set({ doneAt: now, leasedUntil: null }).where(eq(outbox.id, id))

export const markFailed = (db: Db, id: string, to: { error: string; availableAt: Date; deadAt: Date | null }) =>
  db.update(outbox).set({ lastError: to.error, availableAt: to.availableAt, deadAt: to.deadAt, leasedUntil: null }).where(eq(outbox.id, id))

/** Done rows are only a trace; they go after a while. */
export const deleteDoneBefore = (db: Db, before: Date) => db.delete(outbox).where(lt(outbox.doneAt, before))

export const insertIdempotency = (db: Db, row: typeof idempotency.$inferInsert) => db.insert(idempotency).values(row).onConflictDoNothing().returning({ key: idempotency.key })

export async function findIdempotency(db: Db, actor: string, key: string) {
  const [row] = await db
    .select()
    .from(idempotency)
    .where(and(eq(idempotency.actor, actor), eq(idempotency.key, key)))
  return row
}

export const completeIdempotency = (db: Db, actor: string, key: string, to: { status: number; bodySealed: string | null }) =>
  db
    .update(idempotency)
    .set(to)
    .where(and(eq(idempotency.actor, actor), eq(idempotency.key, key), isNull(idempotency.status)))

export const deleteIdempotencyBefore = (db: Db, before: Date) => db.delete(idempotency).where(lt(idempotency.createdAt, before))

/** Stored answers of one actor, who is leaving. */
export const deleteIdempotencyOf = (db: Db, actor: string) => db.delete(idempotency).where(eq(idempotency.actor, actor))
