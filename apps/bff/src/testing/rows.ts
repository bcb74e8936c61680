import { sql } from 'drizzle-orm'
import { rowsOf } from '../db/sql'
import type { TestApp } from './app'

/** Rows of one statement written by the test itself, to look behind the API. Column names as the database has them. */
export const rowsIn = <T extends Record<string, unknown>>(app: TestApp, text: string): Promise<T[]> => rowsOf<T>(app.deps.db, sql.raw(text))

/** Actions the audit trail holds for one thing, by name: rows of one instant have no order. */
export async function auditOf(app: TestApp, entityId: string): Promise<string[]> {
  const rows = await rowsIn<{ action: string }>(app, `SELECT action FROM audit WHERE entity_id = '${entityId}' ORDER BY action`)
  return rows.map((r) => r.action)
}
