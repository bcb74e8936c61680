import { sql } from 'drizzle-orm'
import type { Overview } from '@xinhui/contract'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'

type Counts = Omit<Overview, 'redemptionsByDay'>

/** Counts over the whole city; an owner scope narrows what belongs to one merchant. */
export async function countCity(db: Db): Promise<Counts> {
  const [row] = await rowsOf<Counts & Record<string, unknown>>(
    db,
    sql`SELECT
      (SELECT count(*)::int FROM subject WHERE kind = 'person') AS persons,
      (SELECT count(*)::int FROM subject WHERE kind = 'organization') AS organizations,
      (SELECT count(*)::int FROM record) AS records,
      (SELECT count(*)::int FROM score) AS "scoresOpen",
      (SELECT count(*)::int FROM merchant WHERE status = 'active') AS merchants,
      (SELECT count(*)::int FROM perk WHERE status = 'published') AS "perksPublished",
      (SELECT count(*)::int FROM voucher WHERE NOT test) AS "vouchersIssued",
      (SELECT count(*)::int FROM redemption WHERE reversed_at IS NULL AND NOT test) AS redemptions,
      (SELECT count(*)::int FROM loan_product WHERE status = 'published') AS "loanProducts",
      (SELECT count(*)::int FROM import_batch) AS imports`,
  )
  if (!row) throw new Error('counting returned no row')
  return row
}

/** Living redemptions per Shanghai day, days without any included. */
export const countRedemptionsByDay = (db: Db, from: string, to: string): Promise<{ day: string; count: number }[]> =>
  rowsOf<{ day: string; count: number }>(
    db,
    sql`SELECT d::date::text AS day, count(r.id)::int AS count
        FROM generate_series(${from}::date, ${to}::date, interval '1 day') d
        LEFT JOIN redemption r ON r.reversed_at IS NULL AND NOT r.test
          AND r.redeemed_at >= (d::date::timestamp AT TIME ZONE 'Asia/Shanghai') AND r.redeemed_at < ((d::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')
        GROUP BY d ORDER BY d`,
  )
