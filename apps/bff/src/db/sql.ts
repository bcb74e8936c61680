import { sql, type SQL } from 'drizzle-orm'
import type { Db } from './client'

/**
 * Rows of a raw statement, the same for both drivers (postgres.js answers an array, PGlite `{rows}`).
 * Cast in SQL what the drivers disagree on: `::int` for counts, `::text` for big integers.
 */
export async function rowsOf<T extends Record<string, unknown>>(db: Db, statement: SQL): Promise<T[]> {
  const result: unknown = await db.execute(statement)
  const rows = Array.isArray(result) ? result : (result as { rows: unknown[] }).rows
  return rows as T[]
}

/**
 * Many rows as one parameter: `FROM ${recordset(rows, 'id text, "decidedOn" date')}`, known as `i`. Undefined and null become NULL.
 * The detour over text keeps both drivers from encoding the JSON twice.
 */
export const recordset = (rows: readonly object[], columns: string): SQL => sql`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS i(${sql.raw(columns)})`

/** A pattern for LIKE: texts with this in them. `%` and `_` are letters of the search, not its wildcards. */
export const containing = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`

/** SQLSTATE of a database error from either driver, and the constraint it names. */
export function sqlState(error: unknown): { code: string; constraint: string } | undefined {
  for (let e: unknown = error; e instanceof Error; e = e.cause) {
    if ('code' in e && typeof e.code === 'string' && /^[0-9A-Z]{5}$/.test(e.code)) {
      const named = 'constraint_name' in e ? e.constraint_name : 'constraint' in e ? e.constraint : ''
      return { code: e.code, constraint: typeof named === 'string' ? named : '' }
    }
  }
  return undefined
}

export const UNIQUE_VIOLATION = '23505'

/** `(a, b) > (x, y)` keyset paging is written once here: cursor is the last id seen, ids sort in time. */
export const afterId = (column: SQL | import('drizzle-orm').AnyColumn, cursor: string | undefined) => (cursor ? sql`${column} < ${cursor}` : undefined)
