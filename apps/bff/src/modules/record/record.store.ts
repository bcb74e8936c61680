import { and, asc, desc, eq, gt, inArray, lt, notInArray, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { recordset, rowsOf } from '../../db/sql'
import { importBatch, importReject, type StoredProgress } from './record.table'
import type { Reject } from './validate/reject'

export type BatchRow = typeof importBatch.$inferSelect

/** States a batch can still leave. */
const OPEN: BatchRow['status'][] = ['queued', 'running']

/** Arbitrary, the same in every process. */
const LANDING_LOCK = 7_120_340

export const insertBatch = (db: Db, row: typeof importBatch.$inferInsert) => db.insert(importBatch).values(row)

/** Only a running batch ends; nothing answered means that somebody else ended it. */
export const finishBatch = (db: Db, id: string, to: Partial<BatchRow> & { status: 'landed' | 'unchanged' | 'failed' }) =>
  db
    .update(importBatch)
    .set(to)
    .where(and(eq(importBatch.id, id), eq(importBatch.status, 'running')))
    .returning()

/** A kept file's batch begins, or begins anew after a crash. Nothing answered: it ended, or was cancelled. */
export async function startBatch(db: Db, id: string): Promise<BatchRow | undefined> {
  const [row] = await db.update(importBatch).set({ status: 'running' }).where(and(eq(importBatch.id, id), inArray(importBatch.status, OPEN))).returning()
  return row
}

/** Nothing answered: it ended before. A landing under way finds it cancelled at its end and rolls back. */
export const cancelBatch = (db: Db, id: string, by: { failure: string; now: Date }) =>
  db.update(importBatch).set({ status: 'cancelled', failure: by.failure, finishedAt: by.now, progress: null }).where(and(eq(importBatch.id, id), inArray(importBatch.status, OPEN))).returning()

/** Nothing answered: the batch is no longer running. */
export const noteProgress = (db: Db, id: string, progress: StoredProgress) =>
  db.update(importBatch).set({ progress }).where(and(eq(importBatch.id, id), eq(importBatch.status, 'running'))).returning({ id: importBatch.id })

/** Until commit. False: another living transaction lands this batch. */
export async function lockBatch(db: Db, id: string): Promise<boolean> {
  const [row] = await rowsOf<{ locked: boolean }>(db, sql`SELECT pg_try_advisory_xact_lock(hashtextextended(${id}, ${LANDING_LOCK}::bigint)) AS locked`)
  return row?.locked === true
}

/** The batch a machine's key already made. */
export async function findBatchOfKey(db: Db, clientId: string, key: string): Promise<BatchRow | undefined> {
  const [row] = await db.select().from(importBatch).where(and(eq(importBatch.clientId, clientId), eq(importBatch.idempotencyKey, key)))
  return row
}

/** Batches a dead process left behind, except those whose file was kept and is taken up again: their transaction rolled back with it. */
export const failRunningBatches = (db: Db, failure: string, by: { startedBefore: Date; now: Date; except: readonly string[] }) =>
  db
    .update(importBatch)
    .set({ status: 'failed', failure, finishedAt: by.now })
    .where(and(inArray(importBatch.status, OPEN), lt(importBatch.startedAt, by.startedBefore), by.except.length > 0 ? notInArray(importBatch.id, [...by.except]) : undefined))
    .returning({ id: importBatch.id })

/** Newest first; `cursor` is the last id of the page before. */
export const listBatches = (db: Db, by: { cursor?: string | undefined; limit: number }): Promise<BatchRow[]> =>
  db
    .select()
    .from(importBatch)
    .where(by.cursor ? lt(importBatch.id, by.cursor) : undefined)
    .orderBy(desc(importBatch.id))
    .limit(by.limit)

export async function findBatch(db: Db, id: string): Promise<BatchRow | undefined> {
  const [row] = await db.select().from(importBatch).where(eq(importBatch.id, id))
  return row
}

export const insertRejects = (db: Db, batchId: string, fromSeq: number, rejects: readonly Reject[]) =>
  db.execute(sql`
    INSERT INTO import_reject (batch_id, seq, row, field, value, reason, office)
    SELECT ${batchId}, i.seq, i.row, i.field, i.value, i.reason, i.office
    FROM ${recordset(rejects.map((r, n) => ({ ...r, seq: fromSeq + n })), 'seq int, row int, field text, value text, reason text, office text')}`)

/** In the order of the file. `after` is the last seq of the page before; 0 at first. */
export const listRejects = (db: Db, batchId: string, after: number, limit: number) =>
  db
    .select()
    .from(importReject)
    .where(and(eq(importReject.batchId, batchId), gt(importReject.seq, after)))
    .orderBy(asc(importReject.seq))
    .limit(limit)

/** One landing at a time, in any process: what a file changes never interleaves with another's history. Until commit. */
export async function beginLanding(db: Db): Promise<void> {
  await db.execute(sql`SELECT pg_advisory_xact_lock(${LANDING_LOCK})`)
  await db.execute(sql`CREATE TEMP TABLE import_seen (key text PRIMARY KEY, hash text NOT NULL, row int NOT NULL) ON COMMIT DROP`)
}

export interface Seen {
  key: string
  hash: string
  row: number
}

/** Notes the keys of this file; answers, for those it saw before, what it saw then. */
export async function noteSeen(db: Db, rows: readonly Seen[]): Promise<Map<string, Seen>> {
  const incoming = recordset(rows, 'key text, hash text, row int')
  await db.execute(sql`INSERT INTO import_seen (key, hash, row) SELECT i.key, i.hash, i.row FROM ${incoming} ON CONFLICT (key) DO NOTHING`)
  const before = await rowsOf<{ key: string; hash: string; row: number }>(db, sql`SELECT s.key, s.hash, s.row::int AS row FROM import_seen s JOIN ${incoming} ON i.key = s.key WHERE s.row <> i.row`)
  return new Map(before.map((s) => [s.key, s]))
}

/** A row refused while landing was not seen after all. */
export const forgetSeen = (db: Db, keys: readonly string[]) => db.execute(sql`DELETE FROM import_seen s USING ${recordset(keys.map((key) => ({ key })), 'key text')} WHERE s.key = i.key`)

export interface RecordInsert {
  id: string
  subjectId: string
  item: string
  sourceKey: string
  sourceOffice: string
  sourceOfficeUscc: string | null
  decidedOn: string
  endsOn: string | null
  status: 'valid' | 'void'
  content: Record<string, string | number>
  contentSealed: string | null
  contentHash: string
}

const RECORD_COLUMNS =
  'id text, "subjectId" text, item text, "sourceKey" text, "sourceOffice" text, "sourceOfficeUscc" text, "decidedOn" date, "endsOn" date, status text, content jsonb, "contentSealed" text, "contentHash" text'

/**
 * New records, and new versions of those whose content differs; the version before goes to the history.
 * Answers only what was written. Each source key at most once in `rows`; the landing lock is held.
 */
export async function upsertRecords(db: Db, rows: readonly RecordInsert[], batchId: string, now: Date): Promise<{ sourceKey: string; subjectId: string; isNew: boolean }[]> {
  const at = now.toISOString()
  await db.execute(sql`
    INSERT INTO record_history (record_id, version, content, content_sealed, status, decided_on, ends_on, batch_id, replaced_at)
    SELECT r.id, r.version, r.content, r.content_sealed, r.status, r.decided_on, r.ends_on, r.batch_id, ${at}::timestamptz
    FROM ${recordset(rows.map(({ item, sourceKey, contentHash }) => ({ item, sourceKey, contentHash })), 'item text, "sourceKey" text, "contentHash" text')}
    JOIN record r ON r.item = i.item AND r.source_key = i."sourceKey"
    WHERE r.content_hash IS DISTINCT FROM i."contentHash"`)
  return rowsOf<{ sourceKey: string; subjectId: string; isNew: boolean }>(
    db,
    sql`
    INSERT INTO record (id, subject_id, item, source_key, source_office, source_office_uscc, decided_on, ends_on, status, content, content_sealed, content_hash, batch_id, created_at, updated_at)
    SELECT i.id, i."subjectId", i.item, i."sourceKey", i."sourceOffice", i."sourceOfficeUscc", i."decidedOn", i."endsOn", i.status, i.content, i."contentSealed", i."contentHash", ${batchId}, ${at}::timestamptz, ${at}::timestamptz
    FROM ${recordset(rows, RECORD_COLUMNS)}
    ON CONFLICT (item, source_key) DO UPDATE SET subject_id = excluded.subject_id, source_office = excluded.source_office, source_office_uscc = excluded.source_office_uscc,
      decided_on = excluded.decided_on, ends_on = excluded.ends_on, status = excluded.status, content = excluded.content, content_sealed = excluded.content_sealed,
      content_hash = excluded.content_hash, batch_id = excluded.batch_id, updated_at = excluded.updated_at, version = record.version + 1
    WHERE record.content_hash IS DISTINCT FROM excluded.content_hash
    RETURNING source_key AS "sourceKey", subject_id AS "subjectId", (version = 1) AS "isNew"`,
  )
}
