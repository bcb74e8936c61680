import { and, desc, eq, gt, inArray, lt, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'
import { redemptionFlag, redemptionHold } from './flag.table'

export type FlagRow = typeof redemptionFlag.$inferSelect
export type FlagKind = FlagRow['kind']

/** The redemption a look is taken at, and whose it was. */
export interface Watched extends Record<string, unknown> {
  voucherId: string
  subjectId: string
  merchantId: string
  storeId: string
  accountId: string | null
  tillClientId: string | null
  redeemedAt: string
}

export async function findWatched(db: Db, redemptionId: string): Promise<Watched | undefined> {
  const [row] = await rowsOf<Watched>(
    db,
    sql`SELECT r.voucher_id AS "voucherId", v.subject_id AS "subjectId", r.merchant_id AS "merchantId", r.store_id AS "storeId",
          r.by_account_id AS "accountId", r.by_till_client_id AS "tillClientId", to_char(r.redeemed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "redeemedAt"
        FROM redemption r JOIN voucher v ON v.id = r.voucher_id WHERE r.id = ${redemptionId} AND NOT r.test`,
  )
  return row
}

/** Which redemptions a flag of this kind counts. */
function counted(kind: FlagKind, key: string): SQL {
  const [who = '', what = ''] = key.split('|')
  switch (kind) {
    case 'voucher-velocity':
      return sql`r.voucher_id = ${key}`
    case 'store-velocity':
      return sql`r.store_id = ${key}`
    case 'staff-velocity':
      return sql`(r.by_account_id = ${key} OR r.by_till_client_id = ${key})`
    case 'far-from-store':
      return sql`r.by_account_id = ${who} AND r.store_id = ${what}`
    case 'repeated-pair':
      return sql`r.by_account_id = ${who} AND v.subject_id = ${what}`
  }
}

const within = (kind: FlagKind, key: string, from: Date, until: Date): SQL =>
  sql`FROM redemption r JOIN voucher v ON v.id = r.voucher_id WHERE ${counted(kind, key)} AND NOT r.test AND r.redeemed_at > ${from.toISOString()}::timestamptz AND r.redeemed_at <= ${until.toISOString()}::timestamptz`

/** Reversed ones count: redeeming and reversing again and again is the pattern looked for. */
export async function countRedemptions(db: Db, by: { kind: FlagKind; key: string; from: Date; until: Date }): Promise<number> {
  const [row] = await rowsOf<{ n: number }>(db, sql`SELECT count(*)::int AS n ${within(by.kind, by.key, by.from, by.until)}`)
  return row?.n ?? 0
}

export interface FlaggedRow extends Record<string, unknown> {
  redemptionId: string
  receiptNo: string
  perkTitle: string
  storeId: string
  channel: string
  redeemedAt: string
  reversedAt: string | null
}

const flaggedColumns = sql.raw(`r.id AS "redemptionId", r.receipt_no AS "receiptNo", v.title AS "perkTitle", r.store_id AS "storeId", r.channel,
  to_char(r.redeemed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "redeemedAt", to_char(r.reversed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "reversedAt"`)

/** The redemptions behind a flag, newest first. */
export const listFlagged = (db: Db, flag: FlagRow, limit: number): Promise<FlaggedRow[]> =>
  rowsOf<FlaggedRow>(db, sql`SELECT ${flaggedColumns} ${within(flag.kind, flag.key, flag.windowFrom, flag.windowUntil)} ORDER BY r.redeemed_at DESC, r.id DESC LIMIT ${limit}`)

/** What became of these vouchers at the tills, newest first. */
export async function listRedemptionsOf(db: Db, voucherIds: readonly string[], limit: number): Promise<FlaggedRow[]> {
  const ids = [...new Set(voucherIds)]
  if (ids.length === 0) return []
  const among = sql.join(ids.map((id) => sql`${id}`), sql`, `)
  return rowsOf<FlaggedRow>(db, sql`SELECT ${flaggedColumns} FROM redemption r JOIN voucher v ON v.id = r.voucher_id WHERE r.voucher_id IN (${among}) AND NOT r.test ORDER BY r.redeemed_at DESC, r.id DESC LIMIT ${limit}`)
}

/** Raises a flag, or widens the open one about the same thing. `fresh`: it was not there before. */
export async function raiseFlag(db: Db, row: typeof redemptionFlag.$inferInsert): Promise<{ id: string; fresh: boolean }> {
  const [kept] = await db
    .insert(redemptionFlag)
    .values(row)
    .onConflictDoUpdate({
      target: [redemptionFlag.kind, redemptionFlag.key],
      // Written out: as a parameter it would match no partial index once the server plans the statement for all values.
      targetWhere: sql`status = 'open'`,
      set: { count: sql`greatest(${redemptionFlag.count}, ${row.count}::int)`, windowFrom: sql`least(${redemptionFlag.windowFrom}, ${row.windowFrom.toISOString()}::timestamptz)`, windowUntil: sql`greatest(${redemptionFlag.windowUntil}, ${row.windowUntil.toISOString()}::timestamptz)` },
    })
    .returning({ id: redemptionFlag.id })
  return { id: kept?.id ?? row.id, fresh: kept?.id === row.id }
}

export const holdUntil = (db: Db, key: string, until: Date) =>
  db
    .insert(redemptionHold)
    .values({ key, until })
    .onConflictDoUpdate({ target: redemptionHold.key, set: { until: sql`greatest(${redemptionHold.until}, ${until.toISOString()}::timestamptz)` } })

/** The longest living hold on any of these. */
export async function findHold(db: Db, keys: readonly string[], now: Date) {
  const [row] = await db
    .select()
    .from(redemptionHold)
    .where(and(inArray(redemptionHold.key, [...keys]), gt(redemptionHold.until, now)))
    .orderBy(desc(redemptionHold.until))
    .limit(1)
  return row
}

export const deleteHoldsBefore = (db: Db, before: Date) => db.delete(redemptionHold).where(lt(redemptionHold.until, before))

export async function findFlag(db: Db, id: string): Promise<FlagRow | undefined> {
  const [row] = await db.select().from(redemptionFlag).where(eq(redemptionFlag.id, id))
  return row
}

/** Compare-and-set: of two closings one finds it open. */
export async function closeFlagRow(db: Db, id: string, to: { outcome: 'explained' | 'misuse'; noteSealed: string; closedAt: Date; closedByStaffId: string }): Promise<FlagRow | undefined> {
  const [row] = await db
    .update(redemptionFlag)
    .set({ ...to, status: 'closed' })
    .where(and(eq(redemptionFlag.id, id), eq(redemptionFlag.status, 'open')))
    .returning()
  return row
}
