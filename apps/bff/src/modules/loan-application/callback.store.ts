import { and, eq } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { loanCallback } from './loan-application.table'

export type CallbackRow = typeof loanCallback.$inferSelect

/** Keeps a report as it came; no row when its id or its place in the lender's order is taken. */
export async function insertCallback(db: Db, row: typeof loanCallback.$inferInsert): Promise<CallbackRow | undefined> {
  const [made] = await db.insert(loanCallback).values(row).onConflictDoNothing().returning()
  return made
}

export async function findCallback(db: Db, lenderId: string, id: string): Promise<CallbackRow | undefined> {
  const [row] = await db
    .select()
    .from(loanCallback)
    .where(and(eq(loanCallback.lenderId, lenderId), eq(loanCallback.id, id)))
  return row
}

/** The report that stands at this place and waits. */
export async function findWaiting(db: Db, applicationId: string, seq: number): Promise<CallbackRow | undefined> {
  const [row] = await db
    .select()
    .from(loanCallback)
    .where(and(eq(loanCallback.applicationId, applicationId), eq(loanCallback.seq, seq), eq(loanCallback.outcome, 'waiting')))
  return row
}

/** waiting → applied or rejected, once. */
export const takeCallback = (db: Db, row: Pick<CallbackRow, 'lenderId' | 'id'>, to: { outcome: 'applied' | 'rejected'; code: string | null; takenAt: Date }) =>
  db
    .update(loanCallback)
    .set(to)
    .where(and(eq(loanCallback.lenderId, row.lenderId), eq(loanCallback.id, row.id), eq(loanCallback.outcome, 'waiting')))
