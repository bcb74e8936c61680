import { and, desc, eq, gt, isNull, lte, ne } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { redemption, voucher } from './voucher.table'
import type { VoucherRow } from './voucher.store'

/** A voucher that was used on what may be the same bill. */
export interface BillMate extends Pick<VoucherRow, 'id' | 'perkId' | 'perkVersion' | 'title'> {
  redeemedAt: Date
}

/** The holder's other vouchers in use at this store within a stretch of time, newest first: what may be one bill. The office's tests are nobody's bill. */
export const listBillMates = (db: Db, of: Pick<VoucherRow, 'id' | 'subjectId'>, by: { storeId: string; from: Date; until: Date }): Promise<BillMate[]> =>
  db
    .select({ id: voucher.id, perkId: voucher.perkId, perkVersion: voucher.perkVersion, title: voucher.title, redeemedAt: redemption.redeemedAt })
    .from(voucher)
    .innerJoin(redemption, eq(redemption.voucherId, voucher.id))
    .where(and(eq(voucher.subjectId, of.subjectId), ne(voucher.id, of.id), eq(redemption.storeId, by.storeId), isNull(redemption.reversedAt), eq(redemption.test, false), gt(redemption.redeemedAt, by.from), lte(redemption.redeemedAt, by.until)))
    .orderBy(desc(redemption.redeemedAt))
    .limit(20)
