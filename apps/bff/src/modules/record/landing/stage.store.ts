import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../../db/client'
import { rowsOf } from '../../../db/sql'

/** Columns of the stage in the order COPY sends them. */
export const STAGE_COPY = 'COPY import_stage (row, kind, ident, name, id_sealed, birth_day, source_key, content_hash, source_office, source_office_uscc, decided_on, ends_on, status, content, content_sealed) FROM STDIN'

/** Temporary, so never logged and never left behind: whatever becomes of the transaction, the stage is gone with it. */
export async function openStage(db: Db): Promise<void> {
  await db.execute(sql`
    CREATE TEMP TABLE import_stage (row int, kind text, ident text, name text, id_sealed text, birth_day date, source_key text, content_hash text, source_office text,
      source_office_uscc text, decided_on date, ends_on date, status text, content jsonb, content_sealed text) ON COMMIT DROP`)
  await db.execute(sql`CREATE TEMP TABLE import_keys (k uuid PRIMARY KEY, h uuid NOT NULL, row int NOT NULL) ON COMMIT DROP`)
  // What a window of the stage meets lies in memory: else a few thousand keys are found by reading all of record.
  await db.execute(sql`SET LOCAL random_page_cost = 1.1`)
}

const count = async (db: Db, statement: SQL): Promise<number> => (await rowsOf<{ n: number }>(db, statement))[0]?.n ?? 0

/** A temporary table is never analysed by itself; unknown, it is taken for a few rows and joined accordingly. */
export const measureStage = (db: Db) => db.execute(sql`ANALYZE import_stage (source_key, ident, kind)`)

export const emptyStage = (db: Db) => db.execute(sql`TRUNCATE import_stage`)

/** Takes the rows whose key this file had before out of the stage; answers them with the row they repeat. */
export async function takeRepeats(db: Db, staged: number): Promise<{ row: number; before: number; same: boolean }[]> {
  const fresh = await count(
    db,
    sql`WITH fresh AS (
          INSERT INTO import_keys (k, h, row)
          SELECT DISTINCT ON (k) k, md5(content_hash)::uuid, row FROM (SELECT md5(source_key)::uuid AS k, content_hash, row FROM import_stage) s ORDER BY k, row
          ON CONFLICT (k) DO NOTHING RETURNING 1)
        SELECT count(*)::int AS n FROM fresh`,
  )
  if (fresh === staged) return []
  return rowsOf<{ row: number; before: number; same: boolean }>(
    db,
    sql`DELETE FROM import_stage s USING import_keys e WHERE e.k = md5(s.source_key)::uuid AND e.row <> s.row
        RETURNING s.row::int AS row, e.row::int AS before, (e.h = md5(s.content_hash)::uuid) AS same`,
  )
}

/** Takes out what the city has already, word for word. */
export const takeUnchanged = (db: Db, item: string): Promise<number> =>
  count(
    db,
    sql`WITH same AS (
          DELETE FROM import_stage s USING record r WHERE r.item = ${item} AND r.source_key = s.source_key AND r.content_hash = s.content_hash RETURNING 1)
        SELECT count(*)::int AS n FROM same`,
  )

/**
 * What is left in the stage becomes records; a version that differs goes to the history first. `idHead`: the part of an id
 * that says the time, the row number follows it, so that the primary key grows at its end.
 */
export async function upsertStaged(db: Db, by: { item: string; batchId: string; idHead: string; now: Date }): Promise<{ fresh: number; changed: number }> {
  const at = sql`${by.now.toISOString()}::timestamptz`
  await db.execute(sql`
    INSERT INTO record_history (record_id, version, content, content_sealed, status, decided_on, ends_on, batch_id, replaced_at)
    SELECT r.id, r.version, r.content, r.content_sealed, r.status, r.decided_on, r.ends_on, r.batch_id, ${at}
    FROM import_stage s JOIN record r ON r.item = ${by.item} AND r.source_key = s.source_key`)
  const [done] = await rowsOf<{ fresh: number; changed: number }>(
    db,
    sql`
    WITH written AS (
      INSERT INTO record (id, subject_id, item, source_key, source_office, source_office_uscc, decided_on, ends_on, status, content, content_sealed, content_hash, batch_id, created_at, updated_at)
      SELECT 'rec_' || ${by.idHead} || lpad(to_hex(s.row), 7, '0') || substr(md5(gen_random_uuid()::text), 1, 9), coalesce(o.id, p.id), ${by.item}, s.source_key, s.source_office, s.source_office_uscc,
        s.decided_on, s.ends_on, s.status, s.content, s.content_sealed, s.content_hash, ${by.batchId}, ${at}, ${at}
      FROM import_stage s
      LEFT JOIN subject o ON s.kind = 'organization' AND o.uscc = s.ident
      LEFT JOIN subject p ON s.kind = 'person' AND p.id_number_blind = s.ident
      ON CONFLICT (item, source_key) DO UPDATE SET subject_id = excluded.subject_id, source_office = excluded.source_office, source_office_uscc = excluded.source_office_uscc,
        decided_on = excluded.decided_on, ends_on = excluded.ends_on, status = excluded.status, content = excluded.content, content_sealed = excluded.content_sealed,
        content_hash = excluded.content_hash, batch_id = excluded.batch_id, updated_at = excluded.updated_at, version = record.version + 1
      WHERE record.content_hash IS DISTINCT FROM excluded.content_hash
      RETURNING version)
    SELECT count(*) FILTER (WHERE version = 1)::int AS fresh, count(*) FILTER (WHERE version > 1)::int AS changed FROM written`,
  )
  return done ?? { fresh: 0, changed: 0 }
}

/** Whom a batch touched, as a subquery. */
export const subjectsOfBatch = (batchId: string): SQL => sql`(SELECT subject_id FROM record WHERE batch_id = ${batchId})`
