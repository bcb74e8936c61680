import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'

/** A record as a score reads it, with whose it is. */
export interface BatchRecord extends Record<string, unknown> {
  subjectId: string
  id: string
  item: string
  decidedOn: string
  endsOn: string | null
  sourceOffice: string
  content: Record<string, string | number>
}

export interface BatchItems {
  /** Public items of the catalogue. */
  open: readonly string[]
  /** Special classes: read only under the subject's own living consent. */
  authorised: readonly string[]
}

const textList = (values: readonly string[]): SQL => sql`(SELECT jsonb_array_elements_text(${JSON.stringify(values)}::text::jsonb))`

/**
 * Valid records of many subjects for a score: the condition of `listSubjectRecords` in set form, with the catalogue's
 * publicity given instead of looked up row by row.
 */
export const listBatchRecords = (db: Db, by: { subjectIds: readonly string[]; now: Date } & BatchItems): Promise<BatchRecord[]> =>
  rowsOf<BatchRecord>(
    db,
    sql`
    SELECT r.subject_id AS "subjectId", r.id, r.item, r.decided_on::text AS "decidedOn", r.ends_on::text AS "endsOn", r.source_office AS "sourceOffice", r.content
    FROM record r
    WHERE r.subject_id IN ${textList(by.subjectIds)} AND r.status = 'valid'
      AND (r.item IN ${textList(by.open)} OR (r.item IN ${textList(by.authorised)} AND EXISTS (
        SELECT 1 FROM consent c WHERE c.subject_id = r.subject_id AND c.purpose = 'item:' || r.item AND c.receiver = 'city' AND c.status = 'living'
          AND (c.expires_at IS NULL OR c.expires_at > ${by.now.toISOString()}::timestamptz))))`,
  )
