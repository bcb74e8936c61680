import { and, asc, eq, gte, inArray, lte, or, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { offlineScan, scanFlag, scanStanding } from './scan.table'

export type ScanRow = typeof offlineScan.$inferSelect
export type StandingRow = typeof scanStanding.$inferSelect
export type FlagKind = (typeof scanFlag.$inferSelect)['kind']

/** Adds the facts that are not there yet; answers the ids of those. In the order of their ids, so that two deliveries never wait for each other in a ring. */
export async function insertScans(db: Db, rows: readonly (typeof offlineScan.$inferInsert)[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const sorted = [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))
  const added = await db.insert(offlineScan).values(sorted).onConflictDoNothing().returning({ id: offlineScan.id })
  return new Set(added.map((r) => r.id))
}

/** Not owner-scoped: the caller has shown the entries these ids are made of. */
export function findScans(db: Db, ids: readonly string[]): Promise<ScanRow[]> {
  return db.select().from(offlineScan).where(inArray(offlineScan.id, [...ids]))
}

/** The stretch of a device's log from one number to another, both included. */
export function listLog(db: Db, deviceId: string, from: number, until: number): Promise<Pick<ScanRow, 'id' | 'hash' | 'seq' | 'prevHash' | 'storeId' | 'merchantId'>[]> {
  return db
    .select({ id: offlineScan.id, hash: offlineScan.hash, seq: offlineScan.seq, prevHash: offlineScan.prevHash, storeId: offlineScan.storeId, merchantId: offlineScan.merchantId })
    .from(offlineScan)
    .where(and(eq(offlineScan.deviceId, deviceId), gte(offlineScan.seq, from), lte(offlineScan.seq, until)))
    .orderBy(asc(offlineScan.seq), asc(offlineScan.id))
}

/** Every proven scan of a voucher, earliest first. */
export function listVoucherScans(db: Db, voucherId: string): Promise<ScanRow[]> {
  return db.select().from(offlineScan).where(eq(offlineScan.voucherId, voucherId)).orderBy(asc(offlineScan.admittedAt), asc(offlineScan.id))
}

export async function findStandings(db: Db, scanIds: readonly string[]): Promise<Map<string, StandingRow>> {
  if (scanIds.length === 0) return new Map()
  const rows = await db.select().from(scanStanding).where(inArray(scanStanding.scanId, [...scanIds]))
  return new Map(rows.map((r) => [r.scanId, r]))
}

/** Writes what a scan counts as; whether it has been paid is left as it is. */
export async function writeStanding(db: Db, row: Omit<typeof scanStanding.$inferInsert, 'honoured'>): Promise<void> {
  const { standing, otherAt, otherStoreId, payable, changedAt } = row
  await db.insert(scanStanding).values(row).onConflictDoUpdate({ target: scanStanding.scanId, set: { standing, otherAt, otherStoreId, payable, changedAt } })
}

/** One at a time decides what is paid in a store's month; until the transaction ends. */
export async function lockBucket(db: Db, bucket: string): Promise<void> {
  await db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`scan-bucket ${bucket}`}, 0))`)
}

/** The scans of a store's month that may be paid or have been. */
export function listBucket(db: Db, bucket: string): Promise<StandingRow[]> {
  return db
    .select()
    .from(scanStanding)
    .where(and(eq(scanStanding.bucket, bucket), or(eq(scanStanding.payable, true), eq(scanStanding.honoured, true))))
}

export async function setHonoured(db: Db, scanId: string, honoured: boolean, now: Date): Promise<void> {
  await db.update(scanStanding).set({ honoured, changedAt: now }).where(eq(scanStanding.scanId, scanId))
}

/** Raises flags that are not up yet; answers those that were new. */
export async function insertFlags(db: Db, rows: readonly (typeof scanFlag.$inferInsert)[]): Promise<(typeof scanFlag.$inferSelect)[]> {
  return rows.length === 0 ? [] : db.insert(scanFlag).values([...rows]).onConflictDoNothing().returning()
}

/** How many of a person's vouchers were admitted again, or after they were given back, since a moment. */
export async function countRepeats(db: Db, voucherIds: readonly string[], since: Date): Promise<number> {
  if (voucherIds.length === 0) return 0
  const [row] = await db
    .select({ count: sql<number>`count(DISTINCT ${scanStanding.voucherId})::int` })
    .from(scanStanding)
    .where(and(inArray(scanStanding.voucherId, [...voucherIds]), inArray(scanStanding.standing, ['again', 'returned']), gte(scanStanding.admittedAt, since)))
  return row?.count ?? 0
}

/** When and where each of these vouchers was admitted without network: by voucher, earliest first. */
export async function listAdmissions(db: Db, voucherIds: readonly string[]): Promise<Map<string, { admittedAt: Date; storeId: string }[]>> {
  const byVoucher = new Map<string, { admittedAt: Date; storeId: string }[]>()
  if (voucherIds.length === 0) return byVoucher
  const rows = await db
    .select({ voucherId: scanStanding.voucherId, admittedAt: offlineScan.admittedAt, storeId: offlineScan.storeId })
    .from(scanStanding)
    .innerJoin(offlineScan, eq(offlineScan.id, scanStanding.scanId))
    .where(and(inArray(scanStanding.voucherId, [...voucherIds]), inArray(scanStanding.standing, ['first', 'again'])))
    .orderBy(asc(offlineScan.admittedAt), asc(offlineScan.id))
  for (const { voucherId, ...one } of rows) byVoucher.set(voucherId, [...(byVoucher.get(voucherId) ?? []), one])
  return byVoucher
}
