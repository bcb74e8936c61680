import { sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'
import { notApplied } from './invitation.store'

/** Published on `today`, whether or not the sweep has been by. */
const shown = (today: string) => sql`p.status = 'shown' AND p.starts_on <= ${today}::date AND (p.ends_on IS NULL OR p.ends_on > ${today}::date)`

export interface OffenderRow extends Record<string, unknown> {
  subjectId: string
  uscc: string
  name: string
  district: string | null
  penalties: number
  latestOn: string
  interviewId: string | null
  related: number
}

/** Firms with at least `least` penalties decided on or after `since` that are still published, most first. */
export const listOffenders = (db: Db, by: { today: string; since: string; least: number; limit: number }): Promise<OffenderRow[]> =>
  rowsOf<OffenderRow>(
    db,
    sql`SELECT s.id AS "subjectId", s.uscc, s.name, o.district, n.penalties, n.latest::text AS "latestOn",
          (SELECT i.id FROM interview i WHERE i.firm_id = s.id ORDER BY i.id DESC LIMIT 1) AS "interviewId",
          (SELECT count(DISTINCT b.firm_id)::int FROM agency a JOIN agency b ON b.person_id = a.person_id AND b.firm_id <> a.firm_id AND b.role = 'representative' AND b.status = 'living'
            WHERE a.firm_id = s.id AND a.role = 'representative' AND a.status = 'living') AS related
        FROM (SELECT p.subject_id, count(*)::int AS penalties, max(p.decided_on) AS latest FROM publication p
          WHERE p.kind = 'penalty' AND ${shown(by.today)} AND p.decided_on >= ${by.since}::date GROUP BY p.subject_id HAVING count(*) >= ${by.least}::int) n
        JOIN subject s ON s.id = n.subject_id LEFT JOIN organization o ON o.subject_id = s.id
        ORDER BY n.penalties DESC, n.latest DESC, s.id LIMIT ${by.limit}`,
  )

export interface RelatedRow extends Record<string, unknown> {
  subjectId: string
  uscc: string
  name: string
  becauseOf: string
  becauseOfUscc: string
  penalties: number
}

/** Firms that share the living legal representative with one of `firmIds`; the person is not read. */
export const listRelated = (db: Db, by: { firmIds: readonly string[]; today: string; limit: number }): Promise<RelatedRow[]> =>
  by.firmIds.length === 0
    ? Promise.resolve([])
    : rowsOf<RelatedRow>(
        db,
        sql`SELECT DISTINCT s.id AS "subjectId", s.uscc, s.name, f.name AS "becauseOf", f.uscc AS "becauseOfUscc",
              (SELECT count(*)::int FROM publication p WHERE p.subject_id = s.id AND p.kind = 'penalty' AND ${shown(by.today)}) AS penalties
            FROM agency a JOIN agency b ON b.person_id = a.person_id AND b.firm_id <> a.firm_id
            JOIN subject s ON s.id = b.firm_id JOIN subject f ON f.id = a.firm_id
            WHERE a.firm_id IN (SELECT value FROM jsonb_array_elements_text(${JSON.stringify(by.firmIds)}::text::jsonb)) AND a.role = 'representative' AND a.status = 'living' AND b.role = 'representative' AND b.status = 'living'
            ORDER BY f.name, s.name LIMIT ${by.limit}`,
      )

/** Firms per district with records that can be repaired and no case open: today, from tomorrow on, and in the days after up to `until`. A firm counts where its first record falls. */
export const countRepairable = (db: Db, by: { today: string; tomorrow: string; until: string }) =>
  rowsOf<{ district: string; now: number; tomorrow: number; ahead: number }>(
    db,
    sql`SELECT district, count(*) FILTER (WHERE first <= ${by.today}::date)::int AS now, count(*) FILTER (WHERE first = ${by.tomorrow}::date)::int AS tomorrow, count(*) FILTER (WHERE first > ${by.tomorrow}::date)::int AS ahead
        FROM (SELECT p.subject_id, coalesce(p.district, '其他') AS district, min(p.repairable_on) AS first FROM publication p
          WHERE ${shown(by.today)} AND p.repairable_on <= ${by.until}::date AND ${notApplied} GROUP BY 1, 2) n GROUP BY district ORDER BY district`,
  )
