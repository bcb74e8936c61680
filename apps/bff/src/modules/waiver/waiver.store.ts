import type { WaiverStatus } from '@xinhui/contract'
import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { afterId, rowsOf } from '../../db/sql'
import { OPEN_STATES, type WaiverEdge } from './waiver.lifecycle'
import { waiver, waiverEvent, waiverPhoto } from './waiver.table'

export type WaiverRow = typeof waiver.$inferSelect
export type WaiverEventRow = typeof waiverEvent.$inferSelect

/** A resident's list is short; nobody scrolls further back than this. */
const LIST_LIMIT = 200

export async function insertWaiver(db: Db, row: typeof waiver.$inferInsert): Promise<WaiverRow> {
  const [made] = await db.insert(waiver).values(row).returning()
  if (!made) throw new Error('an order inserted a moment ago is gone')
  return made
}

/** Not owner-scoped: for jobs, 支付分 and the office. */
export async function findWaiver(db: Db, id: string): Promise<WaiverRow | undefined> {
  const [row] = await db.select().from(waiver).where(eq(waiver.id, id))
  return row
}

/** Locks the order until the transaction ends. */
export async function lockWaiver(db: Db, id: string): Promise<WaiverRow | undefined> {
  const [row] = await db.select().from(waiver).where(eq(waiver.id, id)).for('update')
  return row
}

export async function findOwnWaiver(db: Db, subjectId: string, id: string): Promise<WaiverRow | undefined> {
  const [row] = await db
    .select()
    .from(waiver)
    .where(and(eq(waiver.id, id), eq(waiver.subjectId, subjectId)))
  return row
}

export async function findWaiverOfVoucher(db: Db, voucherId: string): Promise<WaiverRow | undefined> {
  const [row] = await db.select().from(waiver).where(eq(waiver.voucherId, voucherId))
  return row
}

/** Newest first; a quote nobody agreed to is no order. */
export const listOwnWaivers = (db: Db, subjectId: string, only?: 'open'): Promise<WaiverRow[]> =>
  db
    .select()
    .from(waiver)
    .where(and(eq(waiver.subjectId, subjectId), only ? inArray(waiver.status, [...OPEN_STATES]) : sql`${waiver.status} <> 'quoted'`))
    .orderBy(desc(waiver.id))
    .limit(LIST_LIMIT)

/** Something of this person is late: not given back, or not paid since `before`. */
export async function findLateWaiver(db: Db, subjectId: string, unpaidBefore: Date): Promise<WaiverRow | undefined> {
  const [row] = await db
    .select()
    .from(waiver)
    .where(and(eq(waiver.subjectId, subjectId), or(eq(waiver.status, 'overdue'), and(inArray(waiver.status, ['returned', 'resolved']), lt(waiver.billedAt, unpaidBefore)))))
    .limit(1)
  return row
}

/** Orders handed over at a store, newest first; `cursor` is the last id of the page before. */
export const listStoreWaivers = (db: Db, by: { storeId: string; open: boolean; cursor?: string | undefined; limit: number }): Promise<WaiverRow[]> =>
  db
    .select()
    .from(waiver)
    .where(and(eq(waiver.storeId, by.storeId), by.open ? inArray(waiver.status, ['in-use', 'overdue', 'returned', 'claimed', 'disputed', 'resolved']) : undefined, afterId(waiver.id, by.cursor)))
    .orderBy(desc(waiver.id))
    .limit(by.limit)

export const listWaivers = (db: Db, by: { status?: WaiverStatus | undefined; cursor?: string | undefined; limit: number }): Promise<WaiverRow[]> =>
  db
    .select()
    .from(waiver)
    .where(and(by.status ? eq(waiver.status, by.status) : sql`${waiver.status} <> 'quoted'`, afterId(waiver.id, by.cursor)))
    .orderBy(desc(waiver.id))
    .limit(by.limit)

/** A merchant's orders that wait to be fetched, and those that were handed over and are not at their end. */
export async function countOpenOf(db: Db, merchantId: string): Promise<{ reserved: number; handedOver: number }> {
  const [row] = await rowsOf<{ reserved: number; handedOver: number }>(
    db,
    sql`SELECT count(*) FILTER (WHERE status = 'reserved')::int AS reserved, count(*) FILTER (WHERE status NOT IN ('quoted', 'reserved', 'cancelled', 'settled'))::int AS "handedOver" FROM waiver WHERE merchant_id = ${merchantId}`,
  )
  return row ?? { reserved: 0, handedOver: 0 }
}

/** A merchant's orders that are not at their end, oldest first, a page after `after`. */
export const listOpenOf = (db: Db, by: { merchantId: string; after: string; limit: number }): Promise<WaiverRow[]> =>
  db
    .select()
    .from(waiver)
    .where(and(eq(waiver.merchantId, by.merchantId), inArray(waiver.status, [...OPEN_STATES]), sql`${waiver.id} > ${by.after}`))
    .orderBy(asc(waiver.id))
    .limit(by.limit)

/** Compare-and-set along one edge. Undefined: the order was not there to move. */
export async function moveWaiverRow(db: Db, edge: WaiverEdge, id: string, set: Partial<WaiverRow>, now: Date): Promise<WaiverRow | undefined> {
  const [row] = await db
    .update(waiver)
    .set({ ...set, status: edge.to, changedAt: now })
    .where(and(eq(waiver.id, id), inArray(waiver.status, [...edge.from])))
    .returning()
  return row
}

/** Changes what is no state; the caller holds the row's lock. */
export async function setWaiver(db: Db, id: string, set: Partial<WaiverRow>): Promise<WaiverRow> {
  const [row] = await db.update(waiver).set(set).where(eq(waiver.id, id)).returning()
  if (!row) throw new Error('an order that was locked is gone')
  return row
}

export const insertWaiverEvent = (db: Db, row: typeof waiverEvent.$inferInsert) => db.insert(waiverEvent).values(row)

export const listWaiverEvents = (db: Db, waiverId: string): Promise<WaiverEventRow[]> => db.select().from(waiverEvent).where(eq(waiverEvent.waiverId, waiverId)).orderBy(asc(waiverEvent.id))

const ids = (rows: { id: string }[]): string[] => rows.map((r) => r.id)

/** Reserved orders whose voucher is over: given back, expired, or past its time. */
export const listLapsed = async (db: Db, by: { now: Date; limit: number; subjectId?: string }): Promise<string[]> =>
  ids(
    await rowsOf<{ id: string }>(
      db,
      sql`SELECT w.id FROM waiver w JOIN voucher v ON v.id = w.voucher_id
          WHERE w.status = 'reserved' AND (v.status IN ('cancelled', 'expired') OR (v.status = 'issued' AND (v.expires_at <= ${by.now.toISOString()}::timestamptz OR w.pick_up_until <= ${by.now.toISOString()}::timestamptz)))
            AND (${by.subjectId ?? null}::text IS NULL OR w.subject_id = ${by.subjectId ?? null})
          ORDER BY w.id LIMIT ${by.limit}`,
    ),
  )

/** In use and past their time. */
export const listLate = async (db: Db, now: Date, limit: number): Promise<string[]> =>
  ids(await db.select({ id: waiver.id }).from(waiver).where(and(eq(waiver.status, 'in-use'), lte(waiver.dueAt, now))).orderBy(asc(waiver.dueAt)).limit(limit))

/** In use, due within `hours`, and not yet reminded so near to the end. */
export const listToRemind = async (db: Db, now: Date, hours: number, limit: number): Promise<string[]> =>
  ids(
    await db
      .select({ id: waiver.id })
      .from(waiver)
      .where(and(eq(waiver.status, 'in-use'), lte(waiver.dueAt, new Date(now.getTime() + hours * 3_600_000)), or(isNull(waiver.remindedHours), sql`${waiver.remindedHours} > ${hours}`)))
      .limit(limit),
  )

/** Returned with reservation, and the merchant's time to claim is over; or claimed, and the person's time to dispute is. */
export const listDeadlines = async (db: Db, now: Date, limit: number): Promise<string[]> =>
  ids(
    await db
      .select({ id: waiver.id })
      .from(waiver)
      .where(or(and(eq(waiver.status, 'returned'), isNull(waiver.billedAt), lte(waiver.claimUntil, now)), and(eq(waiver.status, 'claimed'), lte(waiver.disputeUntil, now))))
      .limit(limit),
  )

/** Orders 支付分 should be asked about. */
export const listPayChecks = async (db: Db, now: Date, limit: number): Promise<string[]> =>
  ids(await db.select({ id: waiver.id }).from(waiver).where(and(isNotNull(waiver.payCheckAt), lte(waiver.payCheckAt, now))).orderBy(asc(waiver.payCheckAt)).limit(limit))

/** Quotes nobody agreed to. */
export const deleteQuotesBefore = (db: Db, before: Date) => db.delete(waiver).where(and(eq(waiver.status, 'quoted'), lt(waiver.quoteUntil, before)))

export const insertWaiverPhoto = (db: Db, row: typeof waiverPhoto.$inferInsert) => db.insert(waiverPhoto).values(row).onConflictDoNothing()

export async function listPhotoIds(db: Db, waiverId: string): Promise<string[]> {
  const rows = await db.select({ photoId: waiverPhoto.photoId }).from(waiverPhoto).where(eq(waiverPhoto.waiverId, waiverId)).orderBy(asc(waiverPhoto.addedAt), asc(waiverPhoto.photoId))
  return rows.map((r) => r.photoId)
}
