import { sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'

export interface OfferedProduct extends Record<string, unknown> {
  id: string
  version: number
  lenderId: string
  name: string
  kind: string
  zone: string | null
  responseWorkingDays: number
  amountMaxFen: number
  rateMaxBps: number
  repayment: string
}

/** A product that can be applied for on `day`: published, of an active lender, still valid. */
export async function findOfferedProduct(db: Db, by: { productId: string; day: string; lenderId?: string }): Promise<OfferedProduct | undefined> {
  const [row] = await rowsOf<OfferedProduct>(
    db,
    sql`SELECT p.id, p.version, p.lender_id AS "lenderId", p.name, p.kind, p.zone, p.response_working_days AS "responseWorkingDays", p.amount_max_fen::float8 AS "amountMaxFen", p.rate_max_bps AS "rateMaxBps", p.repayment
        FROM loan_product p JOIN lender l ON l.id = p.lender_id
        WHERE p.id = ${by.productId} AND p.status = 'published' AND l.status = 'active' AND p.valid_until >= ${by.day}::date ${by.lenderId ? sql`AND l.id = ${by.lenderId}` : sql``}`,
  )
  return row
}

/** What a version of a product promised at most, whether it is still offered or not. */
export async function findProductTerms(db: Db, by: { productId: string; version: number }): Promise<{ amountMaxFen: number; rateMaxBps: number } | undefined> {
  const [row] = await rowsOf<{ amountMaxFen: number; rateMaxBps: number }>(db, sql`SELECT amount_max_fen::float8 AS "amountMaxFen", rate_max_bps AS "rateMaxBps" FROM loan_product_version WHERE product_id = ${by.productId} AND version = ${by.version}`)
  return row
}
