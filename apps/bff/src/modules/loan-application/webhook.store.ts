import { and, eq, isNull, sql, type SQL } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'
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

export interface DeliveryRow extends Record<string, unknown> {
  id: string
  type: string
  applicationId: string | null
  productId: string | null
  createdAt: string
  attempts: number
  /** HTTP status of the last try; null: nobody answered, or none was made. */
  lastStatus: number | null
  deliveredAt: string | null
  /** The outbox still means to send it. */
  pending: boolean
}

const utc = (column: SQL) => sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
const PENDING = sql`SELECT payload ->> 'webhookId' FROM outbox WHERE topic = 'loan.webhook' AND done_at IS NULL AND dead_at IS NULL`

/** What was sent to a lender's system, newest first. */
export const listDeliveries = (db: Db, lenderId: string, limit: number): Promise<DeliveryRow[]> =>
  rowsOf<DeliveryRow>(
    db,
    sql`SELECT id, type, application_id AS "applicationId", product_id AS "productId", ${utc(sql`created_at`)} AS "createdAt", attempts, last_status AS "lastStatus", ${utc(sql`delivered_at`)} AS "deliveredAt", id IN (${PENDING}) AS pending
        FROM loan_webhook WHERE lender_id = ${lenderId} ORDER BY id DESC LIMIT ${limit}::int`,
  )

/** One message to this lender, held until the transaction ends, and whether it is on its way. */
export async function lockWebhook(db: Db, by: { lenderId: string; messageId: string }): Promise<{ id: string; deliveredAt: Date | null; pending: boolean } | undefined> {
  const [row] = await db.select().from(loanWebhook).where(and(eq(loanWebhook.id, by.messageId), eq(loanWebhook.lenderId, by.lenderId))).for('update')
  if (!row) return undefined
  const [found] = await rowsOf<{ pending: boolean }>(db, sql`SELECT ${row.id} IN (${PENDING}) AS pending`)
  return { id: row.id, deliveredAt: row.deliveredAt, pending: found?.pending ?? false }
}
