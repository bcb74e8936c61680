import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../../db/client'
import { rowsOf } from '../../../db/sql'

/** Columns of the stage in the order COPY sends them. */
export const STAGE_COPY = 'COPY import_stage (id, row, kind, ident, name, id_sealed, birth_day, source_key, content_hash, source_office, source_office_uscc, decided_on, ends_on, status, content, content_sealed) FROM STDIN (FORMAT binary)'

/** Temporary, so never logged and never left behind: whatever becomes of the transaction, the stage is gone with it. */
export async function openStage(db: Db): Promise<void> {
  // The content is checked once, when it becomes a record.
  await db.execute(sql`
    CREATE TEMP TABLE import_stage (id text, row int, kind text, ident text, name text, id_sealed text, birth_day text, source_key text, content_hash text, source_office text,
      source_office_uscc text, decided_on date, ends_on date, status text, content text, content_sealed text) ON COMMIT DROP`)
  // Rows of a window that the city has already, and which row of this file each of those records was met by first.
  await db.execute(sql`CREATE TEMP TABLE import_known (row int, id text, is_same boolean, row_before int, is_same_before boolean) ON COMMIT DROP`)
  await db.execute(sql`CREATE TEMP TABLE import_met (id text PRIMARY KEY, hash text NOT NULL, row int NOT NULL) ON COMMIT DROP`)
  // What a window of the stage meets lies in memory: else a few thousand keys are found by reading all of record.
  await db.execute(sql`SET LOCAL random_page_cost = 1.1`)
  await db.execute(sql`SET LOCAL work_mem = '32MB'`)
}

const count = async (db: Db, statement: SQL): Promise<number> => (await rowsOf<{ n: number }>(db, statement))[0]?.n ?? 0

/** A temporary table is never analysed by itself; unknown, it is taken for a few rows and joined accordingly. One window is like another. */
export const measureStage = (db: Db) => db.execute(sql`ANALYZE import_stage (source_key, ident, kind)`)

export const emptyStage = (db: Db) => db.execute(sql`TRUNCATE import_stage`)

export interface Repeat extends Record<string, unknown> {
  row: number
  before: number
  same: boolean
}

/** Takes the rows whose key a row of the same window had before out of the stage; answers them with the row they repeat. */
export async function takeRepeats(db: Db): Promise<Repeat[]> {
  if ((await count(db, sql`SELECT count(*)::int AS n FROM (SELECT FROM import_stage GROUP BY source_key HAVING count(*) > 1 LIMIT 1) twice`)) === 0) return []
  return rowsOf<Repeat>(
    db,
    sql`WITH first AS (
          SELECT DISTINCT ON (s.source_key) s.source_key, s.row, s.content_hash FROM import_stage s
          WHERE s.source_key IN (SELECT source_key FROM import_stage GROUP BY source_key HAVING count(*) > 1) ORDER BY s.source_key, s.row)
        DELETE FROM import_stage s USING first f WHERE s.source_key = f.source_key AND s.row <> f.row
        RETURNING s.row::int AS row, f.row::int AS before, (s.content_hash = f.content_hash) AS same`,
  )
}

export interface StageBy {
  item: string
  batchId: string
  /** Front of every id of this file: prefix and time; the row number follows it. */
  idHead: string
  now: Date
}

const instantOf = (now: Date): SQL => sql`${now.toISOString()}::timestamptz`

/** OFFSET 0: asked row by row through the index. Turned into a join, one window of a large city would read all of its records. */
const hasIt = (by: StageBy): SQL => sql`EXISTS (SELECT FROM record r WHERE r.item = ${by.item} AND r.source_key = s.source_key OFFSET 0)`

/** Whether the city has most of the stage already, by its first rows. */
async function isMostlyKnown(db: Db, by: StageBy): Promise<boolean> {
  const [row] = await rowsOf<{ known: boolean | null }>(db, sql`SELECT count(*) FILTER (WHERE ${hasIt(by)}) * 2 > count(*) AS known FROM (SELECT source_key FROM import_stage LIMIT 100) s`)
  return row?.known === true
}

/**
 * What of the stage the city does not have becomes records; answers how many. A new file pays no more than a plain insert; of one
 * that was sent before only what is not there is prepared for inserting, where a refused insert would cost more than the comparison.
 */
export async function insertFresh(db: Db, by: StageBy): Promise<number> {
  const fresh = (await isMostlyKnown(db, by)) ? sql`WHERE NOT ${hasIt(by)}` : sql``
  return count(
    db,
    sql`
    WITH written AS (
      INSERT INTO record (id, subject_id, item, source_key, source_office, source_office_uscc, decided_on, ends_on, status, content, content_sealed, content_hash, batch_id, created_at, updated_at)
      SELECT s.id, coalesce(o.id, p.id), ${by.item}, s.source_key, s.source_office, s.source_office_uscc,
        s.decided_on, s.ends_on, s.status, s.content::jsonb, s.content_sealed, s.content_hash, ${by.batchId}, ${instantOf(by.now)}, ${instantOf(by.now)}
      FROM import_stage s
      LEFT JOIN subject o ON s.kind = 'organization' AND o.uscc = s.ident
      LEFT JOIN subject p ON s.kind = 'person' AND p.id_number_blind = s.ident
      ${fresh}
      ON CONFLICT (item, source_key) DO NOTHING RETURNING 1)
    SELECT count(*)::int AS n FROM written`,
  )
}

/**
 * Looks at the rows the city had already: made by an earlier row of this file, whose number its id holds, met by one, or neither.
 * Answers the first two kinds as repeats and leaves the third, each record once, in `import_known`.
 */
export async function findKnown(db: Db, by: StageBy): Promise<Repeat[]> {
  const rowOfId = sql`('x' || lpad(substr(r.id, ${by.idHead.length + 1}, 7), 8, '0'))::bit(32)::int`
  await db.execute(sql`TRUNCATE import_known`)
  await db.execute(sql`
    INSERT INTO import_known (row, id, is_same, row_before, is_same_before)
    SELECT s.row, r.id, r.content_hash = s.content_hash,
      CASE WHEN r.batch_id = ${by.batchId} AND starts_with(r.id, ${by.idHead}) THEN ${rowOfId} ELSE m.row END,
      CASE WHEN r.batch_id = ${by.batchId} AND starts_with(r.id, ${by.idHead}) THEN r.content_hash = s.content_hash ELSE m.hash = s.content_hash END
    FROM import_stage s
    CROSS JOIN LATERAL (SELECT * FROM record r WHERE r.item = ${by.item} AND r.source_key = s.source_key AND r.id <> s.id OFFSET 0) r
    LEFT JOIN LATERAL (SELECT * FROM import_met m WHERE m.id = r.id OFFSET 0) m ON true`)
  await db.execute(sql`
    INSERT INTO import_met (id, hash, row) SELECT k.id, s.content_hash, k.row FROM import_known k JOIN import_stage s ON s.row = k.row WHERE k.row_before IS NULL`)
  return rowsOf<Repeat>(db, sql`DELETE FROM import_known WHERE row_before IS NOT NULL RETURNING row::int AS row, row_before::int AS before, is_same_before AS same`)
}

/** Known records that differ become new versions; the version before goes to the history. Answers how many, and how many do not differ. */
export async function updateKnown(db: Db, by: StageBy): Promise<{ changed: number; unchanged: number }> {
  const unchanged = await count(db, sql`WITH same AS (DELETE FROM import_known WHERE is_same RETURNING 1) SELECT count(*)::int AS n FROM same`)
  await db.execute(sql`
    INSERT INTO record_history (record_id, version, content, content_sealed, status, decided_on, ends_on, batch_id, replaced_at)
    SELECT r.id, r.version, r.content, r.content_sealed, r.status, r.decided_on, r.ends_on, r.batch_id, ${instantOf(by.now)}
    FROM import_known k JOIN record r ON r.id = k.id`)
  const changed = await count(
    db,
    sql`
    WITH written AS (
      UPDATE record r SET subject_id = coalesce(o.id, p.id), source_office = s.source_office, source_office_uscc = s.source_office_uscc, decided_on = s.decided_on, ends_on = s.ends_on,
        status = s.status, content = s.content::jsonb, content_sealed = s.content_sealed, content_hash = s.content_hash, batch_id = ${by.batchId}, updated_at = ${instantOf(by.now)}, version = r.version + 1
      FROM import_known k JOIN import_stage s ON s.row = k.row
      LEFT JOIN subject o ON s.kind = 'organization' AND o.uscc = s.ident
      LEFT JOIN subject p ON s.kind = 'person' AND p.id_number_blind = s.ident
      WHERE r.id = k.id RETURNING 1)
    SELECT count(*)::int AS n FROM written`,
  )
  return { changed, unchanged }
}

/** Whom a batch touched, as a subquery. */
export const subjectsOfBatch = (batchId: string): SQL => sql`(SELECT subject_id FROM record WHERE batch_id = ${batchId})`
