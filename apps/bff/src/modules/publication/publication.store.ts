import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { recordset, rowsOf } from '../../db/sql'
import { publication, publicationCorrection, publicationDue } from './publication.table'

export interface PublicationRow {
  recordId: string
  subjectId: string
  item: string
  kind: string
  list: 'red' | 'black' | null
  title: string
  documentNumber: string | null
  office: string
  district: string | null
  searchText: string
  decidedOn: string
  startsOn: string
  endsOn: string | null
  ruleId: string
  classCode: string
  repairableOn: string | null
  otherRuleId: string | null
  otherEndsOn: string | null
  status: 'shown' | 'ended' | 'withheld'
  reason: 'period-over' | 'withdrawn' | 'not-shown-by-rule' | 'not-public' | 'repaired' | 'screened' | null
  recordVersion: number
}

const COLUMNS =
  '"recordId" text, "subjectId" text, item text, kind text, list text, title text, "documentNumber" text, office text, district text, "searchText" text, "decidedOn" date, "startsOn" date, "endsOn" date, "ruleId" text, "classCode" text, "repairableOn" date, "otherRuleId" text, "otherEndsOn" date, status text, reason text, "recordVersion" int'

/** Takes some of the records that wait; two processes never take the same one. Inside a transaction only. */
export async function takeDue(db: Db, limit: number): Promise<string[]> {
  const rows = await rowsOf<{ recordId: string }>(
    db,
    sql`DELETE FROM publication_due d USING (SELECT record_id FROM publication_due ORDER BY record_id LIMIT ${limit} FOR UPDATE SKIP LOCKED) taken
        WHERE d.record_id = taken.record_id RETURNING d.record_id AS "recordId"`,
  )
  return rows.map((r) => r.recordId)
}

/** Has every record of these items looked at again; of all public items when none are named. */
export const markItemsDue = (db: Db, items: readonly string[] | 'all', now: Date) =>
  db.execute(sql`
    INSERT INTO publication_due (record_id, since)
    SELECT r.id, ${now.toISOString()}::timestamptz FROM record r JOIN catalog_item c ON c.code = r.item
    WHERE ${items === 'all' ? sql`c.publicity = 'public'` : sql`r.item IN (SELECT i.code FROM ${recordset(items.map((code) => ({ code })), 'code text')})`}
    ON CONFLICT DO NOTHING`)

/** A record as its publication is decided from. */
export interface DueRecord extends Record<string, unknown> {
  id: string
  subjectId: string
  subjectKind: 'person' | 'organization'
  name: string | null
  item: string
  status: 'valid' | 'void'
  decidedOn: string
  endsOn: string | null
  content: Record<string, string | number>
  contentSealed: string | null
  representativeSealed: string | null
  office: string
  district: string | null
  version: number
  createdAtMs: string
  /** What is published of it now. */
  publishedOn: string | null
  isShown: boolean
  /** The version that is shown now, where it is another one than this and no objection made it so. */
  shownContent: Record<string, string | number> | null
  shownDecidedOn: string | null
  /** What a repair did to it that holds today. */
  repair: 'ended' | 'screened' | null
  /** Shown at least until here: what a false commitment costs. */
  heldUntil: string | null
}

export const findDueRecords = (db: Db, ids: readonly string[]): Promise<DueRecord[]> =>
  rowsOf<DueRecord>(
    db,
    sql`SELECT r.id, r.subject_id AS "subjectId", s.kind AS "subjectKind", s.name, r.item, r.status, r.decided_on::text AS "decidedOn", r.ends_on::text AS "endsOn",
          r.content, r.content_sealed AS "contentSealed", o.representative_sealed AS "representativeSealed", r.source_office AS office, o.district, r.version::int AS version,
          round(extract(epoch FROM r.created_at) * 1000)::text AS "createdAtMs", p.starts_on::text AS "publishedOn", p.status IS NOT DISTINCT FROM 'shown' AS "isShown", h.content AS "shownContent", h.decided_on::text AS "shownDecidedOn",
          CASE WHEN rr.lifted_at IS NULL THEN rr.kind END AS repair, rr.held_until::text AS "heldUntil"
        FROM ${recordset(ids.map((id) => ({ id })), 'id text')}
        JOIN record r ON r.id = i.id JOIN subject s ON s.id = r.subject_id
        LEFT JOIN organization o ON o.subject_id = s.id LEFT JOIN publication p ON p.record_id = r.id LEFT JOIN record_repair rr ON rr.record_id = r.id
        LEFT JOIN record_history h ON p.status = 'shown' AND p.record_version < r.version AND h.record_id = r.id AND h.version = p.record_version
          AND NOT EXISTS (SELECT 1 FROM objection b WHERE b.record_id = r.id AND b.status = 'corrected' AND b.answered_at >= h.replaced_at)`,
  )

export const upsertPublications = (db: Db, rows: readonly PublicationRow[], now: Date) =>
  db.execute(sql`
    INSERT INTO publication (record_id, subject_id, item, kind, list, title, document_number, office, district, search_text, decided_on, starts_on, ends_on,
      rule_id, class_code, repairable_on, other_rule_id, other_ends_on, status, reason, record_version, updated_at)
    SELECT i."recordId", i."subjectId", i.item, i.kind, i.list, i.title, i."documentNumber", i.office, i.district, i."searchText", i."decidedOn", i."startsOn", i."endsOn",
      i."ruleId", i."classCode", i."repairableOn", i."otherRuleId", i."otherEndsOn", i.status, i.reason, i."recordVersion", ${now.toISOString()}::timestamptz
    FROM ${recordset(rows, COLUMNS)}
    ON CONFLICT (record_id) DO UPDATE SET subject_id = excluded.subject_id, item = excluded.item, kind = excluded.kind, list = excluded.list, title = excluded.title,
      document_number = excluded.document_number, office = excluded.office, district = excluded.district, search_text = excluded.search_text, decided_on = excluded.decided_on,
      starts_on = excluded.starts_on, ends_on = excluded.ends_on, rule_id = excluded.rule_id, class_code = excluded.class_code, repairable_on = excluded.repairable_on,
      other_rule_id = excluded.other_rule_id, other_ends_on = excluded.other_ends_on, status = excluded.status, reason = excluded.reason,
      record_version = excluded.record_version, updated_at = excluded.updated_at`)

/** Once for each version. */
export const insertCorrections = (db: Db, rows: readonly (typeof publicationCorrection.$inferInsert)[]) => db.insert(publicationCorrection).values([...rows]).onConflictDoNothing()

/** Takes rows off the display; they stay, with why. What is not on it keeps the reason it has: the public never read that, and does not read now that it was withdrawn. */
export const endPublications = (db: Db, recordIds: readonly string[], reason: 'withdrawn' | 'not-public', now: Date) =>
  db.update(publication).set({ status: 'ended', reason, updatedAt: now }).where(and(inArray(publication.recordId, [...recordIds]), eq(publication.status, 'shown')))

/** A record that turned out to be a natural person's was never to be here. */
export const deletePublications = (db: Db, recordIds: readonly string[]) => db.delete(publication).where(inArray(publication.recordId, [...recordIds]))

/** Takes every record of these items off the display at once. */
export const endItems = (db: Db, items: readonly string[], now: Date) =>
  db.execute(sql`
    UPDATE publication p SET status = 'ended', reason = 'not-public', updated_at = ${now.toISOString()}::timestamptz
    FROM ${recordset(items.map((code) => ({ code })), 'code text')} WHERE p.item = i.code AND p.status = 'shown'`)

/** What the calendar ended; answers how many, at most `limit`. */
export async function endOver(db: Db, today: string, limit: number, now: Date): Promise<number> {
  const rows = await rowsOf(
    db,
    sql`UPDATE publication SET status = 'ended', reason = 'period-over', updated_at = ${now.toISOString()}::timestamptz
        WHERE record_id IN (SELECT record_id FROM publication WHERE status = 'shown' AND ends_on <= ${today}::date ORDER BY ends_on LIMIT ${limit})
        RETURNING record_id`,
  )
  return rows.length
}

export interface RuleRow {
  id: string
  title: string
  sourceRef: string
  effectiveFrom: string
  effectiveTo: string | null
  verified: boolean
  contentHash: string
}

/** Answers the ids of rules that are new or say something else than before. */
export async function upsertRules(db: Db, rows: readonly RuleRow[], now: Date): Promise<string[]> {
  const written = await rowsOf<{ id: string }>(
    db,
    sql`INSERT INTO publication_rule (id, title, source_ref, effective_from, effective_to, verified, content_hash, synced_at)
        SELECT i.id, i.title, i."sourceRef", i."effectiveFrom", i."effectiveTo", i.verified, i."contentHash", ${now.toISOString()}::timestamptz
        FROM ${recordset(rows, 'id text, title text, "sourceRef" text, "effectiveFrom" date, "effectiveTo" date, verified boolean, "contentHash" text')}
        ON CONFLICT (id) DO UPDATE SET title = excluded.title, source_ref = excluded.source_ref, effective_from = excluded.effective_from, effective_to = excluded.effective_to,
          verified = excluded.verified, content_hash = excluded.content_hash, synced_at = excluded.synced_at
        WHERE publication_rule.content_hash <> excluded.content_hash RETURNING id`,
  )
  return written.map((r) => r.id)
}

export const countDue = (db: Db): Promise<number> => db.$count(publicationDue)
