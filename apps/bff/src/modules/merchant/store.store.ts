import type { StoreInput } from '@xinhui/contract'
import { and, eq } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { store } from './merchant.table'

export type StoreRow = typeof store.$inferSelect

export const insertStores = (db: Db, rows: readonly (typeof store.$inferInsert)[]): Promise<StoreRow[]> => db.insert(store).values([...rows]).returning()

/** Where a store is, in degrees × 10⁶. */
export async function findStorePosition(db: Db, id: string): Promise<{ longitudeE6: number; latitudeE6: number } | undefined> {
  const [row] = await db.select({ longitudeE6: store.longitudeE6, latitudeE6: store.latitudeE6 }).from(store).where(eq(store.id, id))
  return row
}

/** Answers no row when the store is not this merchant's. */
export const updateStore = (db: Db, by: { id: string; merchantId: string; now: Date } & StoreInput): Promise<StoreRow[]> => {
  const { id, merchantId, now, ...values } = by
  return db
    .update(store)
    .set({ ...values, updatedAt: now })
    .where(and(eq(store.id, id), eq(store.merchantId, merchantId)))
    .returning()
}

/** open → closed: all of a merchant that leaves. */
export const closeStores = (db: Db, merchantId: string, now: Date) =>
  db
    .update(store)
    .set({ status: 'closed', updatedAt: now })
    .where(and(eq(store.merchantId, merchantId), eq(store.status, 'open')))

/** Compare-and-set: open ⇄ closed. */
export const moveStore = (db: Db, by: { id: string; merchantId: string; from: StoreRow['status']; to: StoreRow['status']; now: Date }): Promise<StoreRow[]> =>
  db
    .update(store)
    .set({ status: by.to, updatedAt: by.now })
    .where(and(eq(store.id, by.id), eq(store.merchantId, by.merchantId), eq(store.status, by.from)))
    .returning()
