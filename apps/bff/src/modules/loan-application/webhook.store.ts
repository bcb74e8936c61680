import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { loanWebhook } from './loan-application.table'

export type WebhookRow = typeof loanWebhook.$inferSelect

export const insertWebhook = (db: Db, row: typeof loanWebhook.$inferInsert) => db.insert(loanWebhook).values(row)

export async function findWebhook(db: Db, id: string): Promise<WebhookRow | undefined> {
  const [row] = await db.select().from(loanWebhook).where(eq(loanWebhook.id, id))
  return row
}

/** One try and how it went; a delivered one stays delivered. */
export const noteTry = (db: Db, id: string, to: { lastStatus: number | null; deliveredAt: Date | null }) =>
  db
    .update(loanWebhook)
    .set({ ...to, attempts: sql`${loanWebhook.attempts} + 1` })
    .where(and(eq(loanWebhook.id, id), isNull(loanWebhook.deliveredAt)))
