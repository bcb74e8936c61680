import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'

export interface PublicationFilter {
  kind?: string | undefined
  office?: string | undefined
  district?: string | undefined
  from?: string | undefined
  to?: string | undefined
  keyword?: string | undefined
  uscc?: string | undefined
  /** Day and record id of the last row of the page before. */
  after?: { decidedOn: string; recordId: string } | undefined
  limit: number
}

export interface ListedRow extends Record<string, unknown> {
  recordId: string
  item: string
  kind: string
  list: 'red' | 'black' | null
  uscc: string
  name: string
  title: string
  documentNumber: string | null
  office: string
  district: string | null
  decidedOn: string
  startsOn: string
  endsOn: string | null
  ruleId: string
  classCode: string
  repairableOn: string | null
  otherRuleId: string | null
  otherEndsOn: string | null
  status: 'shown' | 'ended' | 'withheld'
  reason: string | null
  content: Record<string, string | number>
  underObjection: boolean
  contentSealed: string | null
  representativeSealed: string | null
}

/** On the display today, whether or not the sweep has been by. `p` is the publication. */
const shownOn = (today: string, p = 'p'): SQL => {
  const t = sql.raw(p)
  return sql`${t}.status = 'shown' AND ${t}.starts_on <= ${today}::date AND (${t}.ends_on IS NULL OR ${t}.ends_on > ${today}::date)`
}

function filtered(by: PublicationFilter): SQL[] {
  const all: SQL[] = []
  if (by.kind) all.push(sql`p.kind = ${by.kind}`)
  if (by.office) all.push(sql`p.office = ${by.office}`)
  if (by.district) all.push(sql`p.district = ${by.district}`)
  if (by.from) all.push(sql`p.decided_on >= ${by.from}::date`)
  if (by.to) all.push(sql`p.decided_on <= ${by.to}::date`)
  if (by.keyword) all.push(sql`bigrams(p.search_text) @> search_pairs(${by.keyword}) AND strpos(name_key(p.search_text), name_key(${by.keyword})) > 0`)
  if (by.uscc) all.push(sql`p.subject_id = (SELECT id FROM subject WHERE uscc = ${by.uscc})`)
  if (by.after) all.push(sql`(p.decided_on, p.record_id) < (${by.after.decidedOn}::date, ${by.after.recordId})`)
  return all
}

/** Newest decision first. The order names NULLS LAST because the indexes do. */
const listRows = (db: Db, where: readonly SQL[], limit: number): Promise<ListedRow[]> =>
  rowsOf<ListedRow>(
    db,
    sql`SELECT p.record_id AS "recordId", p.item, p.kind, p.list, s.uscc, s.name, p.title, p.document_number AS "documentNumber", p.office, p.district,
          p.decided_on::text AS "decidedOn", p.starts_on::text AS "startsOn", p.ends_on::text AS "endsOn", p.rule_id AS "ruleId", p.class_code AS "classCode",
          p.repairable_on::text AS "repairableOn", p.other_rule_id AS "otherRuleId", p.other_ends_on::text AS "otherEndsOn", p.status, p.reason,
          EXISTS (SELECT 1 FROM objection b WHERE b.record_id = p.record_id AND b.status = 'open') AS "underObjection",
          r.content, r.content_sealed AS "contentSealed", o.representative_sealed AS "representativeSealed"
        FROM publication p JOIN record r ON r.id = p.record_id JOIN subject s ON s.id = p.subject_id LEFT JOIN organization o ON o.subject_id = p.subject_id
        ${where.length === 0 ? sql`` : sql`WHERE ${sql.join([...where], sql` AND `)}`}
        ORDER BY p.decided_on DESC NULLS LAST, p.record_id DESC NULLS LAST LIMIT ${limit}`,
  )

/** What everybody may see today. */
export const listShown = (db: Db, today: string, by: PublicationFilter) => listRows(db, [shownOn(today), ...filtered(by)], by.limit)

/**
 * Red or black list. Whoever has one living black entry has no red one, whatever was awarded: the check is part of the query,
 * not of a job that may be late.
 */
export const listColour = (db: Db, today: string, by: { colour: 'red' | 'black' } & Pick<PublicationFilter, 'keyword' | 'after' | 'limit'>) =>
  listRows(
    db,
    [
      shownOn(today),
      sql`p.list = ${by.colour}`,
      ...(by.colour === 'red' ? [sql`NOT EXISTS (SELECT 1 FROM publication b WHERE b.subject_id = p.subject_id AND b.list = 'black' AND ${shownOn(today, 'b')})`] : []),
      ...filtered(by),
    ],
    by.limit,
  )

/** For the office: everything, or one status as of today. */
export function listForOffice(db: Db, today: string, by: PublicationFilter & { status?: 'shown' | 'ended' | 'withheld' | undefined }) {
  const status =
    by.status === 'shown'
      ? [shownOn(today)]
      : by.status === 'ended'
        ? [sql`(p.status = 'ended' OR (p.status = 'shown' AND p.ends_on <= ${today}::date))`]
        : by.status === 'withheld'
          ? [sql`p.status = 'withheld'`]
          : []
  return listRows(db, [...status, ...filtered(by)], by.limit)
}

/** Records of one organisation shown today, per kind and list. */
export const countShown = (db: Db, today: string, subjectId: string) =>
  rowsOf<{ kind: string; list: 'red' | 'black' | null; count: number }>(
    db,
    sql`SELECT p.kind, p.list, count(*)::int AS count FROM publication p WHERE p.subject_id = ${subjectId} AND ${shownOn(today)} GROUP BY p.kind, p.list ORDER BY p.kind`,
  )

/** The offices that have something on display: a walk along the index, one step an office, not one a row. */
export async function listOffices(db: Db): Promise<string[]> {
  const rows = await rowsOf<{ office: string }>(
    db,
    sql`WITH RECURSIVE walk(office) AS (
          (SELECT office FROM publication WHERE status = 'shown' ORDER BY office LIMIT 1)
          UNION ALL
          SELECT (SELECT p.office FROM publication p WHERE p.status = 'shown' AND p.office > walk.office ORDER BY p.office LIMIT 1) FROM walk WHERE walk.office IS NOT NULL)
        SELECT office FROM walk WHERE office IS NOT NULL`,
  )
  return rows.map((r) => r.office)
}

export interface CorrectedRow extends Record<string, unknown> {
  recordId: string
  item: string
  kind: string
  uscc: string
  name: string
  documentNumber: string | null
  office: string
  decidedOn: string
  withdrawnOn: string
}

export interface WithdrawnRow extends CorrectedRow {
  subjectId: string
  afterObjection: boolean
}

/** What was taken off the display because it was revoked or changed, latest first; of one record when it is named. */
export const listWithdrawn = (db: Db, by: { since: string; recordId?: string; limit: number }): Promise<WithdrawnRow[]> =>
  rowsOf<WithdrawnRow>(
    db,
    sql`SELECT p.record_id AS "recordId", p.item, p.kind, p.subject_id AS "subjectId", s.uscc, s.name, p.document_number AS "documentNumber", p.office, p.decided_on::text AS "decidedOn",
          (p.updated_at AT TIME ZONE 'Asia/Shanghai')::date::text AS "withdrawnOn", EXISTS (SELECT 1 FROM objection b WHERE b.record_id = p.record_id AND b.status = 'withdrawn') AS "afterObjection"
        FROM publication p JOIN subject s ON s.id = p.subject_id
        WHERE p.status = 'ended' AND p.reason = 'withdrawn' AND p.updated_at >= ${by.since}::timestamp AT TIME ZONE 'Asia/Shanghai' ${by.recordId ? sql`AND p.record_id = ${by.recordId}` : sql``}
        ORDER BY p.updated_at DESC NULLS LAST, p.record_id LIMIT ${by.limit}`,
  )

/** What was put right after an objection, latest first; it is shown again as it should be. */
export const listCorrected = (db: Db, by: { since: string; limit: number }): Promise<CorrectedRow[]> =>
  rowsOf<CorrectedRow>(
    db,
    sql`SELECT p.record_id AS "recordId", p.item, p.kind, s.uscc, s.name, p.document_number AS "documentNumber", p.office, p.decided_on::text AS "decidedOn", max((b.answered_at AT TIME ZONE 'Asia/Shanghai')::date)::text AS "withdrawnOn"
        FROM objection b JOIN publication p ON p.record_id = b.record_id JOIN subject s ON s.id = p.subject_id
        WHERE b.status = 'corrected' AND p.status <> 'withheld' AND (b.answered_at AT TIME ZONE 'Asia/Shanghai')::date >= ${by.since}::date
        GROUP BY p.record_id, s.uscc, s.name ORDER BY 9 DESC, 1 LIMIT ${by.limit}`,
  )

/** Whose record this is and what of, while the public can read it. */
export async function findShown(db: Db, recordId: string): Promise<{ subjectId: string; item: string } | undefined> {
  return (await rowsOf<{ subjectId: string; item: string }>(db, sql`SELECT subject_id AS "subjectId", item FROM publication WHERE record_id = ${recordId} AND status = 'shown'`))[0]
}

/** Records whose published words their office changed by a later file, latest first, each once. */
export const listRevised = (db: Db, by: { since: string; limit: number }): Promise<CorrectedRow[]> =>
  rowsOf<CorrectedRow>(
    db,
    sql`SELECT p.record_id AS "recordId", p.item, p.kind, s.uscc, s.name, p.document_number AS "documentNumber", p.office, p.decided_on::text AS "decidedOn", max((c.corrected_at AT TIME ZONE 'Asia/Shanghai')::date)::text AS "withdrawnOn"
        FROM publication_correction c JOIN publication p ON p.record_id = c.record_id JOIN subject s ON s.id = p.subject_id
        WHERE p.status <> 'withheld' AND c.corrected_at >= ${by.since}::timestamp AT TIME ZONE 'Asia/Shanghai'
        GROUP BY p.record_id, s.uscc, s.name ORDER BY 9 DESC, 1 LIMIT ${by.limit}`,
  )

/** Whether anybody can see this record today. */
export async function isShownNow(db: Db, recordId: string, today: string): Promise<boolean> {
  return (await rowsOf(db, sql`SELECT 1 AS one FROM publication p WHERE p.record_id = ${recordId} AND ${shownOn(today)}`)).length > 0
}
