import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { record } from './record.table'

/**
 * A new version by the city itself (a correction or a withdrawal after an objection, an end after a repair); the version before goes to the history.
 * The content hash stays: the same row in the office's next file changes nothing, another one is a newer version.
 * Compare-and-set on the version: no row when somebody changed the record meanwhile.
 */
export async function reviseRecord(db: Db, id: string, from: { version: number }, to: { status?: 'void'; endsOn?: string | null; content?: Record<string, string | number>; contentSealed?: string | null; now: Date }): Promise<{ version: number } | undefined> {
  const { now, ...change } = to
  await db.execute(sql`
    INSERT INTO record_history (record_id, version, content, content_sealed, status, decided_on, ends_on, batch_id, replaced_at)
    SELECT id, version, content, content_sealed, status, decided_on, ends_on, batch_id, ${now.toISOString()}::timestamptz FROM record WHERE id = ${id} AND version = ${from.version}::int
    ON CONFLICT DO NOTHING`)
  const [row] = await db
    .update(record)
    .set({ ...change, version: from.version + 1, updatedAt: now })
    .where(and(eq(record.id, id), eq(record.version, from.version)))
    .returning({ version: record.version })
  return row
}
