import { sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { recordset, rowsOf } from '../../db/sql'
import type { Period } from './period'

/** Shown for rows that do not say where they come from. */
export const NO_OFFICE = '（未写明来源单位）'

const within = (column: 'r.created_at' | 'b.started_at', period: Period) =>
  sql`${sql.raw(column)} >= ${period.start.toISOString()}::timestamptz AND ${sql.raw(column)} < ${period.end.toISOString()}::timestamptz`

const LANDED_ON = sql`((r.created_at AT TIME ZONE 'Asia/Shanghai')::date)`

/** What landed in a period, counted by what decides whether it was in time. */
export const countLanded = (db: Db, period: Period) =>
  rowsOf<{ office: string; decidedOn: string; landedOn: string; n: number }>(
    db,
    sql`SELECT r.source_office AS office, r.decided_on::text AS "decidedOn", ${LANDED_ON}::text AS "landedOn", count(*)::int AS n
        FROM record r WHERE ${within('r.created_at', period)} GROUP BY 1, 2, 3`,
  )

/** Rows of a period that were not taken; one row with three findings is one. */
export const countFailing = (db: Db, period: Period) =>
  rowsOf<{ office: string; n: number }>(
    db,
    sql`SELECT coalesce(f.office, ${NO_OFFICE}) AS office, count(*)::int AS n
        FROM (SELECT DISTINCT j.batch_id, j.row, j.office FROM import_reject j JOIN import_batch b ON b.id = j.batch_id WHERE ${within('b.started_at', period)}) f GROUP BY 1`,
  )

export const listOutputs = (db: Db, period: string) => rowsOf<{ office: string; produced: number }>(db, sql`SELECT office, produced::int AS produced FROM office_output WHERE period = ${period}`)

export const putOutput = (db: Db, row: { office: string; period: string; produced: number; by: string; now: Date }) =>
  db.execute(sql`
    INSERT INTO office_output (office, period, produced, stated_by, stated_at) VALUES (${row.office}, ${row.period}, ${row.produced}, ${row.by}, ${row.now.toISOString()}::timestamptz)
    ON CONFLICT (office, period) DO UPDATE SET produced = excluded.produced, stated_by = excluded.stated_by, stated_at = excluded.stated_at`)

/** Days on which something was decided that landed in the period. */
export const listDecisionDays = (db: Db, period: Period, office: string) =>
  rowsOf<{ day: string }>(db, sql`SELECT DISTINCT r.decided_on::text AS day FROM record r WHERE r.source_office = ${office} AND ${within('r.created_at', period)}`)

/** Records that landed after the day that `due` gives for the day of their decision, by id. */
export const listLate = (db: Db, by: { period: Period; office: string; due: readonly { decidedOn: string; dueOn: string }[]; cursor: string | undefined; limit: number }) =>
  rowsOf<{ id: string; item: string; decidedOn: string; dueOn: string; landedOn: string }>(
    db,
    sql`SELECT r.id, r.item, r.decided_on::text AS "decidedOn", i."dueOn"::text AS "dueOn", ${LANDED_ON}::text AS "landedOn"
        FROM record r JOIN ${recordset(by.due, '"decidedOn" date, "dueOn" date')} ON i."decidedOn" = r.decided_on
        WHERE r.source_office = ${by.office} AND ${within('r.created_at', by.period)} AND ${LANDED_ON} > i."dueOn" AND r.id > ${by.cursor ?? ''}
        ORDER BY r.id LIMIT ${by.limit}`,
  )

/** Findings on rows that were not taken; the cursor is batch and number of the last one. */
export const listFailing = (db: Db, by: { period: Period; office: string; after: { batchId: string; seq: number }; limit: number }) =>
  rowsOf<{ batchId: string; seq: number; fileName: string; row: number; field: string; value: string; reason: string; at: string }>(
    db,
    sql`SELECT j.batch_id AS "batchId", j.seq::int AS seq, b.file_name AS "fileName", j.row::int AS row, j.field, j.value, j.reason, to_char(b.started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
        FROM import_reject j JOIN import_batch b ON b.id = j.batch_id
        WHERE ${within('b.started_at', by.period)} AND coalesce(j.office, ${NO_OFFICE}) = ${by.office} AND (j.batch_id, j.seq) > (${by.after.batchId}, ${by.after.seq}::int)
        ORDER BY j.batch_id, j.seq LIMIT ${by.limit}`,
  )

export async function countOrganizations(db: Db): Promise<number> {
  const [row] = await rowsOf<{ n: number }>(db, sql`SELECT count(*)::int AS n FROM subject WHERE kind = 'organization'`)
  return row?.n ?? 0
}

/** Every name an organisation has in the register or in a record; a person's stands nowhere in the open. */
const NAMES = sql`(SELECT id AS subject_id, name FROM subject WHERE kind = 'organization'
  UNION SELECT subject_id, content->>'subjectName' FROM record WHERE content->>'subjectName' IS NOT NULL)`

/** One code under which files name different organisations. */
export const listManyNames = (db: Db, limit: number) =>
  rowsOf<{ uscc: string; names: string[]; total: number }>(
    db,
    sql`SELECT g.uscc, g.names, (count(*) OVER ())::int AS total FROM (
          SELECT s.uscc, array_agg(DISTINCT n.name ORDER BY n.name) AS names FROM subject s
          JOIN ${NAMES} n ON n.subject_id = s.id
          WHERE s.kind = 'organization' GROUP BY s.uscc HAVING count(DISTINCT n.name) > 1) g ORDER BY g.uscc LIMIT ${limit}`,
  )

/** One name that stands under several codes. */
export const listManyCodes = (db: Db, limit: number) =>
  rowsOf<{ name: string; usccs: string[]; total: number }>(
    db,
    sql`SELECT g.name, g.usccs, (count(*) OVER ())::int AS total FROM (
          SELECT n.name, array_agg(DISTINCT s.uscc ORDER BY s.uscc) AS usccs FROM subject s JOIN ${NAMES} n ON n.subject_id = s.id
          WHERE s.kind = 'organization' GROUP BY n.name HAVING count(DISTINCT s.uscc) > 1) g ORDER BY g.name LIMIT ${limit}`,
  )

/** How a refusal of `checkUscc` begins where there is a code; a missing one is not a wrong one. */
const WRONG_CODE = '^(统一社会信用代码(应为|第|校验位)|这是占位代码)'

/** Rows refused for their code, newest file first. */
export const listWrongCodes = (db: Db, limit: number) =>
  rowsOf<{ batchId: string; row: number; value: string; reason: string; office: string | null; total: number }>(
    db,
    sql`SELECT batch_id AS "batchId", row::int AS row, value, reason, office, (count(*) OVER ())::int AS total FROM import_reject
        WHERE reason ~ ${WRONG_CODE} ORDER BY batch_id DESC, seq LIMIT ${limit}`,
  )
