import { and, eq, gt, inArray, isNull, or } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { redemption, voucher } from './voucher.table'

/** The merchant's vouchers that were used (or whose use became known) or given back since, and still are. `storeIds`: all of its stores. */
export async function listWithdrawn(db: Db, by: { merchantId: string; storeIds: readonly string[]; since: Date }): Promise<string[]> {
  const used =
    by.storeIds.length === 0
      ? []
      : await db
          .select({ id: redemption.voucherId })
          .from(redemption)
          .where(and(inArray(redemption.storeId, [...by.storeIds]), isNull(redemption.reversedAt), or(gt(redemption.redeemedAt, by.since), gt(redemption.syncedAt, by.since))))
  const returned = await db
    .select({ id: voucher.id })
    .from(voucher)
    .where(and(eq(voucher.merchantId, by.merchantId), eq(voucher.status, 'cancelled'), gt(voucher.changedAt, by.since)))
  return [...new Set([...used, ...returned].map((r) => r.id))].sort()
}
