import type { VoucherStatus } from '@xinhui/contract'
import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { prepared } from '../../db/prepared'
import { holdsClaim, type VoucherEdge } from './voucher.lifecycle'
import { redemption, voucher } from './voucher.table'

export type VoucherRow = typeof voucher.$inferSelect
type RedemptionRow = typeof redemption.$inferSelect

/** As `voucherClock`, in SQL: the instant up to which this voucher's time has run. */
const clockAt = (now: Date): SQL => sql`coalesce((SELECT m.suspended_at FROM merchant m WHERE m.id = voucher.merchant_id AND m.status = 'suspended'), ${now.toISOString()}::timestamptz)`

/** A resident's lists are short; nobody scrolls further back than this. */
const LIST_LIMIT = 200

/** Not owner-scoped: for the desk and the explainers. Residents use `findOwnVoucher`. */
export async function findVoucher(db: Db, id: string): Promise<VoucherRow | undefined> {
  const [row] = await voucherById(db).execute({ id })
  return row
}

const voucherById = prepared((db) =>
  db
    .select()
    .from(voucher)
    .where(eq(voucher.id, sql.placeholder('id')))
    .prepare('voucher_by_id'),
)

export async function findOwnVoucher(db: Db, subjectId: string, id: string): Promise<VoucherRow | undefined> {
  const [row] = await db
    .select()
    .from(voucher)
    .where(and(eq(voucher.id, id), eq(voucher.subjectId, subjectId)))
  return row
}

export async function findVoucherBySerial(db: Db, serial: number): Promise<VoucherRow | undefined> {
  const [row] = await db.select().from(voucher).where(eq(voucher.serial, serial))
  return row
}

/** A person's vouchers, newest first, by the status everybody sees (see `publicStatus`). */
export function listOwnVouchers(db: Db, subjectId: string, status: VoucherStatus | undefined, now: Date): Promise<VoucherRow[]> {
  const overdue = and(eq(voucher.status, 'issued'), lte(voucher.expiresAt, clockAt(now)))
  const seen =
    status === 'issued'
      ? and(eq(voucher.status, 'issued'), gt(voucher.expiresAt, clockAt(now)))
      : status === 'expired'
        ? or(eq(voucher.status, 'expired'), overdue)
        : status && eq(voucher.status, status)
  return db
    .select()
    .from(voucher)
    .where(and(eq(voucher.subjectId, subjectId), eq(voucher.test, false), seen))
    .orderBy(desc(voucher.claimedAt), desc(voucher.id))
    .limit(LIST_LIMIT)
}

/** Per perk: how many of the person's vouchers count against the limit, and the one still to use. */
export async function findHeldVouchers(db: Db, subjectId: string, perkIds: readonly string[], now: Date): Promise<Map<string, { claims: number; issuedId: string | null }>> {
  const held = new Map<string, { claims: number; issuedId: string | null }>()
  if (perkIds.length === 0) return held
  const rows = await db
    .select({ id: voucher.id, perkId: voucher.perkId, status: voucher.status })
    .from(voucher)
    .where(and(eq(voucher.subjectId, subjectId), inArray(voucher.perkId, [...perkIds]), isNotNull(voucher.claimNo), or(eq(voucher.status, 'redeemed'), gt(voucher.expiresAt, clockAt(now)))))
    .orderBy(asc(voucher.id))
  for (const row of rows) {
    const before = held.get(row.perkId)
    held.set(row.perkId, { claims: (before?.claims ?? 0) + 1, issuedId: before?.issuedId ?? (row.status === 'issued' ? row.id : null) })
  }
  return held
}

/** The claim numbers a person holds of a perk. */
export async function findClaimNos(db: Db, perkId: string, subjectId: string): Promise<number[]> {
  const rows = await db
    .select({ claimNo: voucher.claimNo })
    .from(voucher)
    .where(and(eq(voucher.perkId, perkId), eq(voucher.subjectId, subjectId), isNotNull(voucher.claimNo)))
  return rows.flatMap((r) => (r.claimNo === null ? [] : [r.claimNo]))
}

/** Undefined when the serial or the claim number is taken: the unique indexes decide, the caller picks others. */
export async function insertVoucher(db: Db, row: typeof voucher.$inferInsert): Promise<VoucherRow | undefined> {
  const [made] = await db.insert(voucher).values(row).onConflictDoNothing().returning()
  return made
}

/** Compare-and-set along one edge of the lifecycle. Undefined: the voucher was not there to move. */
export async function moveVoucher(db: Db, edge: VoucherEdge, id: string, now: Date, set: { claimNo?: number } = {}): Promise<VoucherRow | undefined> {
  const timely = edge.expiry === 'before' ? gt(voucher.expiresAt, clockAt(now)) : edge.expiry === 'after' ? lte(voucher.expiresAt, clockAt(now)) : undefined
  const [row] = await db
    .update(voucher)
    .set({ status: edge.to, changedAt: now, ...(holdsClaim(edge.to) ? set : { claimNo: null }) })
    .where(and(eq(voucher.id, id), eq(voucher.status, edge.from), timely))
    .returning()
  return row
}

/**
 * Locks a voucher's row until the transaction ends. NO KEY: whoever inserted a row that names the voucher holds its key share, and
 * two of them asking for the whole row would wait for each other.
 */
export async function lockVoucher(db: Db, id: string): Promise<VoucherRow | undefined> {
  const [row] = await db.select().from(voucher).where(eq(voucher.id, id)).for('no key update')
  return row
}

/** Locks every voucher this one's holder could use at its merchant, in the order of their ids, until the transaction ends, and answers them. NO KEY, as above. */
export async function lockUsable(db: Db, { subjectId, merchantId }: Pick<VoucherRow, 'subjectId' | 'merchantId'>): Promise<string[]> {
  const rows = await db
    .select({ id: voucher.id })
    .from(voucher)
    .where(and(eq(voucher.subjectId, subjectId), eq(voucher.merchantId, merchantId), eq(voucher.status, 'issued')))
    .orderBy(asc(voucher.id))
    .for('no key update')
  return rows.map((r) => r.id)
}

/**
 * Sends these vouchers, which `lockUsable` holds, through the careful way from now on. A redemption of one of them that is already under way may have
 * taken its snapshot before another one was claimed, and waits for its row: it looks at the row again before it takes it, and at nothing else.
 */
export async function markForCare(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await db
    .update(voucher)
    .set({ restricted: true })
    .where(and(inArray(voucher.id, [...ids]), eq(voucher.restricted, false)))
}

/** The vouchers a person has ever claimed. */
export async function listSubjectVoucherIds(db: Db, subjectId: string): Promise<string[]> {
  const rows = await db.select({ id: voucher.id }).from(voucher).where(eq(voucher.subjectId, subjectId))
  return rows.map((r) => r.id)
}

/** Locks up to `limit` vouchers whose time is over, passing by those somebody else is moving right now. */
export async function lockOverdue(db: Db, by: { now: Date; limit: number; perkId?: string; subjectId?: string }): Promise<string[]> {
  const rows = await db
    .select({ id: voucher.id })
    .from(voucher)
    .where(
      and(
        eq(voucher.status, 'issued'),
        lte(voucher.expiresAt, by.now),
        lte(voucher.expiresAt, clockAt(by.now)),
        by.perkId === undefined ? undefined : eq(voucher.perkId, by.perkId),
        by.subjectId === undefined ? undefined : eq(voucher.subjectId, by.subjectId),
      ),
    )
    .orderBy(asc(voucher.expiresAt))
    .limit(by.limit)
    .for('update', { skipLocked: true })
  return rows.map((r) => r.id)
}

/** Whose vouchers of a merchant were claimed by `claimedBy` and are still to use, a page after `after`. */
export async function listLivingHolders(db: Db, by: { merchantId: string; claimedBy: Date; after: string; limit: number }): Promise<string[]> {
  const rows = await db
    .selectDistinct({ subjectId: voucher.subjectId })
    .from(voucher)
    .where(and(eq(voucher.merchantId, by.merchantId), eq(voucher.status, 'issued'), gt(voucher.subjectId, by.after), lte(voucher.claimedAt, by.claimedBy)))
    .orderBy(asc(voucher.subjectId))
    .limit(by.limit)
  return rows.map((r) => r.subjectId)
}

/** Gives whole days back to those that were still good at `goodAt`. Answers how many. */
export async function extendVouchers(db: Db, by: { merchantId: string; goodAt: Date; days: number }): Promise<number> {
  const rows = await db
    .update(voucher)
    .set({ expiresAt: sql`${voucher.expiresAt} + make_interval(days => ${by.days}::int)` })
    .where(and(eq(voucher.merchantId, by.merchantId), eq(voucher.status, 'issued'), gt(voucher.expiresAt, by.goodAt)))
    .returning({ id: voucher.id })
  return rows.length
}

/** The perks of a merchant with vouchers still to use. */
export async function listPerksWithLiving(db: Db, merchantId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ perkId: voucher.perkId })
    .from(voucher)
    .where(and(eq(voucher.merchantId, merchantId), eq(voucher.status, 'issued')))
    .orderBy(asc(voucher.perkId))
  return rows.map((r) => r.perkId)
}

/** Takes back up to `limit` of a perk's vouchers along `edge`; the caller holds the perk's lock. */
export async function withdrawSome(db: Db, edge: VoucherEdge, by: { perkId: string; limit: number; now: Date }): Promise<VoucherRow[]> {
  const living = db
    .select({ id: voucher.id })
    .from(voucher)
    .where(and(eq(voucher.perkId, by.perkId), eq(voucher.status, edge.from)))
    .orderBy(asc(voucher.id))
    .limit(by.limit)
    .for('update')
  return db.update(voucher).set({ status: edge.to, changedAt: by.now, claimNo: null }).where(and(inArray(voucher.id, living), eq(voucher.status, edge.from))).returning()
}

/** Every redemption of a voucher, reversed or not. */
export function listRedemptions(db: Db, voucherId: string): Promise<RedemptionRow[]> {
  return db.select().from(redemption).where(eq(redemption.voucherId, voucherId)).orderBy(asc(redemption.id))
}

/** False when the receipt number is taken: another one then. */
export async function insertRedemption(db: Db, row: typeof redemption.$inferInsert): Promise<boolean> {
  const made = await db.insert(redemption).values(row).onConflictDoNothing({ target: redemption.receiptNo }).returning({ id: redemption.id })
  return made.length > 0
}

/** The redemption in force of a voucher. */
export async function findLivingRedemption(db: Db, voucherId: string): Promise<RedemptionRow | undefined> {
  const [row] = await db
    .select()
    .from(redemption)
    .where(and(eq(redemption.voucherId, voucherId), isNull(redemption.reversedAt)))
  return row
}

export async function findLivingRedemptionIds(db: Db, voucherIds: readonly string[]): Promise<Map<string, string>> {
  if (voucherIds.length === 0) return new Map()
  const rows = await db
    .select({ id: redemption.id, voucherId: redemption.voucherId })
    .from(redemption)
    .where(and(inArray(redemption.voucherId, [...voucherIds]), isNull(redemption.reversedAt)))
  return new Map(rows.map((r) => [r.voucherId, r.id]))
}

/** Whether a pass, or a till code in its window, has already redeemed something. */
export async function isPassSpent(db: Db, passJti: string): Promise<boolean> {
  return (await redemptionOfPass(db).execute({ passJti })).length > 0
}

const redemptionOfPass = prepared((db) =>
  db
    .select({ id: redemption.id })
    .from(redemption)
    .where(eq(redemption.passJti, sql.placeholder('passJti')))
    .prepare('redemption_of_pass'),
)

/** A redemption with the terms of its voucher: what both receipts show. */
export interface RedeemedVoucher extends Pick<RedemptionRow, 'id' | 'voucherId' | 'merchantId' | 'storeId' | 'receiptNo' | 'redeemedAt' | 'syncedAt' | 'reversedAt' | 'reversalReason'> {
  title: string
  benefit: string
}

const redeemedVoucher = {
  id: redemption.id,
  voucherId: redemption.voucherId,
  merchantId: redemption.merchantId,
  storeId: redemption.storeId,
  receiptNo: redemption.receiptNo,
  redeemedAt: redemption.redeemedAt,
  syncedAt: redemption.syncedAt,
  reversedAt: redemption.reversedAt,
  reversalReason: redemption.reversalReason,
  title: voucher.title,
  benefit: voucher.benefit,
}

const redeemedVouchers = (db: Db) => db.select(redeemedVoucher).from(redemption).innerJoin(voucher, eq(voucher.id, redemption.voucherId))

/** Not owner-scoped: the desk checks its post at the store found here. */
export async function findRedemption(db: Db, id: string): Promise<RedeemedVoucher | undefined> {
  const [row] = await redeemedVouchers(db).where(eq(redemption.id, id))
  return row
}

export async function findRedemptions(db: Db, ids: readonly string[]): Promise<RedeemedVoucher[]> {
  return ids.length === 0 ? [] : redeemedVouchers(db).where(inArray(redemption.id, [...ids]))
}

export async function findRedemptionByKey(db: Db, merchantId: string, idempotencyKey: string): Promise<RedeemedVoucher | undefined> {
  const [row] = await redeemedVouchers(db).where(and(eq(redemption.merchantId, merchantId), eq(redemption.idempotencyKey, idempotencyKey)))
  return row
}

export function listStoreRedemptions(db: Db, storeId: string, from: Date, until: Date): Promise<RedeemedVoucher[]> {
  return redeemedVouchers(db)
    .where(and(eq(redemption.storeId, storeId), gte(redemption.redeemedAt, from), lt(redemption.redeemedAt, until)))
    .orderBy(desc(redemption.redeemedAt), desc(redemption.id))
}

export function listOwnRedemptions(db: Db, subjectId: string): Promise<RedeemedVoucher[]> {
  return redeemedVouchers(db).where(and(eq(voucher.subjectId, subjectId), eq(voucher.test, false))).orderBy(desc(redemption.redeemedAt), desc(redemption.id)).limit(LIST_LIMIT)
}

/** Compare-and-set on `reversed_at`: of two reversals one finds the row. */
export async function reverseRedemption(db: Db, by: { id: string; merchantId: string; by: { accountId?: string | null; tillClientId?: string | null; staffId?: string }; reason: string; now: Date; redeemedAfter: Date }): Promise<RedemptionRow | undefined> {
  const [row] = await db
    .update(redemption)
    .set({ reversedAt: by.now, reversedByAccountId: by.by.accountId ?? null, reversedByTillClientId: by.by.tillClientId ?? null, reversedByStaffId: by.by.staffId ?? null, reversalReason: by.reason })
    .where(and(eq(redemption.id, by.id), eq(redemption.merchantId, by.merchantId), isNull(redemption.reversedAt), gt(sql`coalesce(${redemption.syncedAt}, ${redemption.redeemedAt})`, by.redeemedAfter.toISOString())))
    .returning()
  return row
}
