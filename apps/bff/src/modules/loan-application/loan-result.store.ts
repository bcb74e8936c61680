import { sql, type SQL } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'

export type ResultGroup = 'lender' | 'district' | 'industry' | 'zone'

/** What the figures are grouped by; '' where it is not known. */
const KEYS: Readonly<Record<ResultGroup, SQL>> = {
  lender: sql`a.lender_id`,
  district: sql`coalesce(a.district, '')`,
  industry: sql`coalesce(a.industry, '')`,
  zone: sql`coalesce(a.zone, '')`,
}

export interface FigureRow extends Record<string, unknown> {
  key: string
  applications: number
  answered: number
  answeredInTime: number
  refused: number
  creditFen: number
  creditFirms: number
  disbursedFen: number
  disbursedCount: number
  firms: number
  firstLoans: number
  firstLoanFen: number
  creditLoanFen: number
  averageRateBps: number | null
}

/**
 * Figures of a stretch of days: applications by the day they were made, answers by the day they were given, credit by the day it was
 * signed, money by the day it went out. Each amount is a column of `loan_application` and counted once. `group` null: all together.
 */
export const sumLoans = (db: Db, by: { from: string; to: string; group: ResultGroup | null }): Promise<FigureRow[]> => {
  const within = (day: SQL) => sql`${day} BETWEEN ${by.from}::date AND ${by.to}::date`
  const made = within(sql`(a.submitted_at AT TIME ZONE 'Asia/Shanghai')::date`)
  const answered = sql`a.answered_at IS NOT NULL AND ${within(sql`(a.answered_at AT TIME ZONE 'Asia/Shanghai')::date`)}`
  const signed = sql`a.signed_on IS NOT NULL AND ${within(sql`a.signed_on`)}`
  const lent = sql`a.disbursed_on IS NOT NULL AND ${within(sql`a.disbursed_on`)}`
  return rowsOf<FigureRow>(
    db,
    sql`SELECT ${by.group === null ? sql`''` : KEYS[by.group]} AS key,
               count(*) FILTER (WHERE ${made})::int AS applications,
               count(*) FILTER (WHERE ${answered})::int AS answered,
               count(*) FILTER (WHERE ${answered} AND NOT EXISTS (SELECT 1 FROM loan_clock k WHERE k.application_id = a.id AND k.step = 'answer' AND k.done_on > k.due_on))::int AS "answeredInTime",
               count(*) FILTER (WHERE ${answered} AND a.status = 'refused')::int AS refused,
               coalesce(sum(a.credit_fen) FILTER (WHERE ${signed}), 0)::float8 AS "creditFen",
               count(DISTINCT a.subject_id) FILTER (WHERE ${signed})::int AS "creditFirms",
               coalesce(sum(a.disbursed_fen) FILTER (WHERE ${lent}), 0)::float8 AS "disbursedFen",
               count(*) FILTER (WHERE ${lent})::int AS "disbursedCount",
               count(DISTINCT a.subject_id) FILTER (WHERE ${lent})::int AS firms,
               count(*) FILTER (WHERE ${lent} AND a.is_first_loan)::int AS "firstLoans",
               coalesce(sum(a.disbursed_fen) FILTER (WHERE ${lent} AND a.is_first_loan), 0)::float8 AS "firstLoanFen",
               coalesce(sum(a.disbursed_fen) FILTER (WHERE ${lent} AND a.is_credit_loan), 0)::float8 AS "creditLoanFen",
               round(sum(a.disbursed_fen::numeric * a.rate_bps) FILTER (WHERE ${lent}) / nullif(sum(a.disbursed_fen) FILTER (WHERE ${lent}), 0))::int AS "averageRateBps"
        FROM loan_application a GROUP BY 1 ORDER BY "disbursedFen" DESC, key`,
  )
}

/** When each answered application of the stretch was made and answered, for the mean in working days. */
export const listAnswerDays = (db: Db, by: { from: string; to: string; group: ResultGroup }) =>
  rowsOf<{ key: string; madeOn: string; answeredOn: string; count: number }>(
    db,
    sql`SELECT ${KEYS[by.group]} AS key, (a.submitted_at AT TIME ZONE 'Asia/Shanghai')::date::text AS "madeOn", (a.answered_at AT TIME ZONE 'Asia/Shanghai')::date::text AS "answeredOn", count(*)::int AS count
        FROM loan_application a
        WHERE a.answered_at IS NOT NULL AND (a.answered_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN ${by.from}::date AND ${by.to}::date
        GROUP BY 1, 2, 3`,
  )

export async function lenderTitles(db: Db): Promise<Map<string, { name: string; complaints: number }>> {
  const rows = await rowsOf<{ id: string; name: string; complaints: number }>(db, sql`SELECT l.id, l.name, (SELECT count(*)::int FROM loan_complaint c WHERE c.lender_id = l.id) AS complaints FROM lender l`)
  return new Map(rows.map(({ id, name, complaints }) => [id, { name, complaints }]))
}

/** Firms the city knows, firms that use the platform (somebody acts for them here), and firms that got money through it up to `day`. */
export async function countFirms(db: Db, day: string): Promise<{ live: number; registered: number; funded: number; creditFen: number; disbursedFen: number }> {
  const [row] = await rowsOf<{ live: number; registered: number; funded: number; creditFen: number; disbursedFen: number }>(
    db,
    sql`SELECT (SELECT count(*)::int FROM subject s LEFT JOIN organization o ON o.subject_id = s.id WHERE s.kind = 'organization' AND coalesce(o.status, 'live') = 'live') AS live,
               (SELECT count(DISTINCT firm_id)::int FROM agency WHERE status <> 'invited') AS registered,
               (SELECT count(DISTINCT subject_id)::int FROM loan_application WHERE disbursed_on <= ${day}::date) AS funded,
               (SELECT coalesce(sum(credit_fen), 0)::float8 FROM loan_application WHERE signed_on <= ${day}::date) AS "creditFen",
               (SELECT coalesce(sum(disbursed_fen), 0)::float8 FROM loan_application WHERE disbursed_on <= ${day}::date) AS "disbursedFen"`,
  )
  return row ?? { live: 0, registered: 0, funded: 0, creditFen: 0, disbursedFen: 0 }
}

export interface ResultRow extends Record<string, unknown> {
  applicationId: string
  lenderName: string
  productName: string
  district: string | null
  status: string
  submittedAt: string
  creditFen: number | null
  disbursedFen: number | null
  rateBps: number | null
  firstLoan: boolean | null
}

/** The applications a figure is made of: made, answered, signed or paid out in the stretch. Without the firm: figures are about lenders. */
export const listBehind = (db: Db, by: { from: string; to: string; group: ResultGroup; key: string | undefined }): Promise<ResultRow[]> =>
  rowsOf<ResultRow>(
    db,
    sql`SELECT a.id AS "applicationId", l.name AS "lenderName", p.name AS "productName", a.district, a.status,
               to_char(a.submitted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "submittedAt",
               CASE WHEN a.signed_on BETWEEN ${by.from}::date AND ${by.to}::date THEN a.credit_fen::float8 END AS "creditFen",
               CASE WHEN a.disbursed_on BETWEEN ${by.from}::date AND ${by.to}::date THEN a.disbursed_fen::float8 END AS "disbursedFen",
               a.rate_bps AS "rateBps", a.is_first_loan AS "firstLoan"
        FROM loan_application a JOIN lender l ON l.id = a.lender_id JOIN loan_product p ON p.id = a.product_id
        WHERE ((a.submitted_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN ${by.from}::date AND ${by.to}::date OR (a.answered_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN ${by.from}::date AND ${by.to}::date
               OR a.signed_on BETWEEN ${by.from}::date AND ${by.to}::date OR a.disbursed_on BETWEEN ${by.from}::date AND ${by.to}::date)
          ${by.key === undefined ? sql`` : sql`AND ${KEYS[by.group]} = ${by.key}`}
        ORDER BY a.id DESC LIMIT 1000`,
  )
