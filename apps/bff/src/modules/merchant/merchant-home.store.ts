import { sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'

/** Redemptions of a stretch of time, at one store or all of a merchant's. */
export async function countRedemptions(db: Db, by: { merchantId: string; storeId: string | null; from: Date; until: Date }): Promise<{ redeemed: number; reversed: number }> {
  const [row] = await rowsOf<{ redeemed: number; reversed: number }>(
    db,
    sql`SELECT count(*) FILTER (WHERE r.reversed_at IS NULL)::int AS redeemed, count(*) FILTER (WHERE r.reversed_at IS NOT NULL)::int AS reversed
        FROM redemption r JOIN store s ON s.id = r.store_id
        WHERE s.merchant_id = ${by.merchantId} AND (${by.storeId}::text IS NULL OR s.id = ${by.storeId}) AND NOT r.test
          AND r.redeemed_at >= ${by.from.toISOString()}::timestamptz AND r.redeemed_at < ${by.until.toISOString()}::timestamptz`,
  )
  return row ?? { redeemed: 0, reversed: 0 }
}

export interface StockRow extends Record<string, unknown> {
  perkId: string
  title: string
  status: string
  quotaTotal: number
  left: number
}

/** A merchant's perks that are offered now, what runs out first on top. */
export const listStock = (db: Db, merchantId: string, day: string): Promise<StockRow[]> =>
  rowsOf<StockRow>(
    db,
    sql`SELECT id AS "perkId", title, status, quota_total AS "quotaTotal", greatest(0, quota_total - quota_used) AS "left" FROM perk
        WHERE merchant_id = ${merchantId} AND status IN ('published', 'paused', 'exhausted') AND claim_until >= ${day}::date
        ORDER BY (quota_total - quota_used)::float8 / quota_total, id LIMIT 100`,
  )
