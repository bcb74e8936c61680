import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { record } from './record.table'

export type RecordRow = typeof record.$inferSelect

/**
 * What may be read of a file at all: public items of the catalogue, and special classes 专项信息 (社保, 公积金, 水电气 …) only while
 * the subject's own consent `item:<code>` to the city lives. Every read of records goes through this one condition, whatever
 * the caller's role: `record-reads.test.ts` refuses another.
 */
const isUsable = (now: Date) => sql`(
  EXISTS (SELECT 1 FROM catalog_item i WHERE i.code = ${record.item} AND i.publicity = 'public')
  OR EXISTS (
    SELECT 1 FROM consent c WHERE c.subject_id = ${record.subjectId} AND c.purpose = 'item:' || ${record.item} AND c.receiver = 'city'
    AND c.status = 'living' AND (c.expires_at IS NULL OR c.expires_at > ${now.toISOString()}::timestamptz)
  )
)`

/** Valid records of one subject that may be used now, newest first; of all items, or of those named. */
export function listSubjectRecords(db: Db, by: { subjectId: string; items?: readonly string[]; now: Date }): Promise<RecordRow[]> {
  return db
    .select()
    .from(record)
    .where(and(eq(record.subjectId, by.subjectId), eq(record.status, 'valid'), by.items ? inArray(record.item, [...by.items]) : undefined, isUsable(by.now)))
    .orderBy(desc(record.decidedOn), record.id)
}

/** As `listSubjectRecords`, of many subjects. */
export function listRecordsOf(db: Db, by: { subjectIds: readonly string[]; items: readonly string[]; now: Date }): Promise<RecordRow[]> {
  return db
    .select()
    .from(record)
    .where(and(inArray(record.subjectId, [...by.subjectIds]), eq(record.status, 'valid'), inArray(record.item, [...by.items]), isUsable(by.now)))
    .orderBy(desc(record.decidedOn), record.id)
}

/** One record in any state, when it may be used now. Not owner-scoped: for the city's staff, whose reading is logged. */
export async function findUsableRecord(db: Db, recordId: string, now: Date): Promise<RecordRow | undefined> {
  const [row] = await db
    .select()
    .from(record)
    .where(and(eq(record.id, recordId), isUsable(now)))
  return row
}

/** One record of this subject, in any state, when it may be used now. */
export async function findSubjectRecord(db: Db, by: { subjectId: string; recordId: string; now: Date }): Promise<RecordRow | undefined> {
  const [row] = await db
    .select()
    .from(record)
    .where(and(eq(record.id, by.recordId), eq(record.subjectId, by.subjectId), isUsable(by.now)))
  return row
}

export interface RecordOrigin {
  sourceOffice: string
  decidedOn: string
}

/** Where records came from and when, of those that may be used now: for the cases about them. */
export async function listRecordOrigins(db: Db, ids: readonly string[], now: Date): Promise<Map<string, RecordOrigin>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: record.id, sourceOffice: record.sourceOffice, decidedOn: record.decidedOn })
    .from(record)
    .where(and(inArray(record.id, [...new Set(ids)]), isUsable(now)))
  return new Map(rows.map((r) => [r.id, r]))
}
