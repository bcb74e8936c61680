import type { ConsoleTermination } from '@xinhui/contract'
import { sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'

/** What is still living at a merchant: what its termination would end, and the orders that would be left to wind up. */
export async function countLeft(db: Db, merchantId: string): Promise<ConsoleTermination> {
  const [row] = await rowsOf<ConsoleTermination & Record<string, unknown>>(
    db,
    sql`SELECT
          (SELECT count(*)::int FROM voucher WHERE merchant_id = ${merchantId} AND status = 'issued') AS vouchers,
          (SELECT count(DISTINCT subject_id)::int FROM voucher WHERE merchant_id = ${merchantId} AND status = 'issued') AS people,
          (SELECT count(*)::int FROM perk WHERE merchant_id = ${merchantId} AND status <> 'ended') AS perks,
          (SELECT count(*)::int FROM store WHERE merchant_id = ${merchantId} AND status = 'open') AS stores,
          (SELECT count(*)::int FROM merchant_post WHERE merchant_id = ${merchantId} AND status = 'living') AS posts,
          (SELECT count(*)::int FROM waiver WHERE merchant_id = ${merchantId} AND status = 'reserved') AS "ordersReserved",
          (SELECT count(*)::int FROM waiver WHERE merchant_id = ${merchantId} AND status IN ('in-use', 'overdue')) AS "ordersInUse",
          (SELECT count(*)::int FROM waiver WHERE merchant_id = ${merchantId} AND status IN ('returned', 'claimed', 'disputed', 'resolved')) AS "ordersWindingUp"`,
  )
  if (!row) throw new Error('a count without a row')
  return row
}
