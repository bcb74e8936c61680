import { and, eq, sql } from 'drizzle-orm'
import type { FlaggedScan } from '@xinhui/contract'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'
import { scanFlag } from './scan.table'

export type FlaggedScanRow = FlaggedScan & { voucherId: string | null } & Record<string, unknown>

const utc = (column: string) => sql.raw(`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)

/**
 * The scans behind a flag, newest first: the one that raised it, the other ones of its voucher, its neighbours in the device's log,
 * and with a flag about one person's vouchers those of theirs that went twice. Empty when the id is no scan flag's.
 */
export const listFlaggedScans = (db: Db, flagId: string, limit: number): Promise<FlaggedScanRow[]> =>
  rowsOf<FlaggedScanRow>(
    db,
    sql`WITH f AS (SELECT sf.scan_id, sf.device_id, sf.subject_id, o.seq, o.voucher_id FROM scan_flag sf JOIN offline_scan o ON o.id = sf.scan_id WHERE sf.id = ${flagId}),
        chosen AS (
          SELECT scan_id AS id FROM f
          UNION SELECT o.id FROM offline_scan o JOIN f ON o.voucher_id = f.voucher_id
          UNION SELECT o.id FROM offline_scan o JOIN f ON o.device_id = f.device_id AND o.seq BETWEEN f.seq - 1 AND f.seq + 1
          UNION SELECT st.scan_id FROM scan_standing st JOIN voucher v ON v.id = st.voucher_id JOIN f ON v.subject_id = f.subject_id WHERE st.standing IN ('again', 'returned')
        )
        SELECT o.id AS "scanId", o.id = (SELECT scan_id FROM f) AS "isCause", o.device_id AS "deviceId", o.seq, s.name AS "storeName", v.title AS "perkTitle", o.voucher_id AS "voucherId",
          ${utc('o.claimed_at')} AS "claimedAt", ${utc('o.admitted_at')} AS "admittedAt", ${utc('o.synced_at')} AS "syncedAt", o.terms, o.doubt, o.unproven,
          st.standing, ${utc('st.other_at')} AS "otherAt", os.name AS "otherStoreName", coalesce(st.honoured, false) AS "paidInGoodFaith"
        FROM chosen c JOIN offline_scan o ON o.id = c.id JOIN store s ON s.id = o.store_id
          LEFT JOIN scan_standing st ON st.scan_id = o.id LEFT JOIN voucher v ON v.id = o.voucher_id LEFT JOIN store os ON os.id = st.other_store_id
        ORDER BY o.admitted_at DESC, o.id DESC LIMIT ${limit}::int`,
  )

/** Compare-and-set: of two closings one finds it open. */
export async function closeScanFlagRow(db: Db, id: string, to: { outcome: 'explained' | 'misuse'; noteSealed: string; closedAt: Date; closedByStaffId: string }): Promise<boolean> {
  const closed = await db
    .update(scanFlag)
    .set({ ...to, status: 'closed' })
    .where(and(eq(scanFlag.id, id), eq(scanFlag.status, 'open')))
    .returning({ id: scanFlag.id })
  return closed.length > 0
}
