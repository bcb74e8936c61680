import type { MerchantPost } from '@xinhui/contract'
import { and, asc, eq, ilike, inArray, ne, or, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { prepared } from '../../db/prepared'
import { merchant, merchantPost, store } from './merchant.table'

export type MerchantRow = typeof merchant.$inferSelect
export type StoreRow = typeof store.$inferSelect

export async function findMerchant(db: Db, id: string): Promise<MerchantRow | undefined> {
  const [row] = await db.select().from(merchant).where(eq(merchant.id, id))
  return row
}

export async function findMerchants(db: Db, ids: readonly string[]): Promise<Map<string, MerchantRow>> {
  if (ids.length === 0) return new Map()
  const rows = await db.select().from(merchant).where(inArray(merchant.id, [...new Set(ids)]))
  return new Map(rows.map((r) => [r.id, r]))
}

/** Answers no row when the organisation is, or was, a partner already: see `readmitMerchant`. */
export const insertMerchant = (db: Db, row: typeof merchant.$inferInsert): Promise<MerchantRow[]> => db.insert(merchant).values(row).onConflictDoNothing().returning()

/** terminated → active: a partner that left comes back under the name it applies with. Answers no row for any other. */
export const readmitMerchant = (db: Db, by: { subjectId: string; name: string; industry: string; now: Date }): Promise<MerchantRow[]> =>
  db
    .update(merchant)
    .set({ status: 'active', name: by.name, industry: by.industry, terminatedAt: null, terminationReason: null, terminationNote: null, updatedAt: by.now })
    .where(and(eq(merchant.subjectId, by.subjectId), eq(merchant.status, 'terminated')))
    .returning()

/** Whether it may issue today: active, and its agreement has not ended. What was issued is honoured regardless of the agreement. */
export const mayIssue = (row: Pick<MerchantRow, 'status' | 'issuesUntil'>, day: string): boolean => row.status === 'active' && (row.issuesUntil === null || row.issuesUntil >= day)

/** `pattern` is a LIKE pattern with its wildcards escaped by the caller. */
export async function findMerchantIdsByName(db: Db, pattern: string): Promise<string[]> {
  const rows = await db.select({ id: merchant.id }).from(merchant).where(ilike(merchant.name, pattern)).limit(500)
  return rows.map((r) => r.id)
}

/** Open stores of these merchants, by merchant. */
export async function findOpenStores(db: Db, merchantIds: readonly string[]): Promise<Map<string, StoreRow[]>> {
  const byMerchant = new Map<string, StoreRow[]>()
  if (merchantIds.length === 0) return byMerchant
  const rows = await db
    .select()
    .from(store)
    .where(and(inArray(store.merchantId, [...new Set(merchantIds)]), eq(store.status, 'open')))
    .orderBy(asc(store.code))
  for (const row of rows) byMerchant.set(row.merchantId, [...(byMerchant.get(row.merchantId) ?? []), row])
  return byMerchant
}

export async function findStoreNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.select({ id: store.id, name: store.name }).from(store).where(inArray(store.id, [...new Set(ids)]))
  return new Map(rows.map((r) => [r.id, r.name]))
}

export async function findStoreMerchantId(db: Db, storeId: string): Promise<string | undefined> {
  const [row] = await db.select({ merchantId: store.merchantId }).from(store).where(eq(store.id, storeId))
  return row?.merchantId
}

/** All stores a merchant has or had. */
export async function listStoreIds(db: Db, merchantId: string): Promise<string[]> {
  const rows = await db.select({ id: store.id }).from(store).where(eq(store.merchantId, merchantId))
  return rows.map((r) => r.id)
}

/** A counter somebody may stand at: the store, and the merchant behind it. */
export interface Desk {
  merchantId: string
  merchantSubjectId: string
  merchantStatus: MerchantRow['status']
  storeId: string
  storeName: string
  storeStatus: StoreRow['status']
}

const deskColumns = {
  merchantId: merchant.id,
  merchantSubjectId: merchant.subjectId,
  merchantStatus: merchant.status,
  storeId: store.id,
  storeName: store.name,
  storeStatus: store.status,
}

const deskOfPost = prepared((db) =>
  db
    .select(deskColumns)
    .from(store)
    .innerJoin(merchant, eq(merchant.id, store.merchantId))
    .innerJoin(merchantPost, eq(merchantPost.merchantId, store.merchantId))
    .where(
      and(
        eq(store.id, sql.placeholder('storeId')),
        eq(merchantPost.subjectId, sql.placeholder('subjectId')),
        eq(merchantPost.status, 'living'),
        or(ne(merchantPost.role, 'clerk'), eq(merchantPost.storeId, store.id)),
      ),
    )
    .prepare('desk_of_post'),
)

/** The store as the till that stands in it reaches it. */
export async function findDeskOfStore(db: Db, storeId: string): Promise<Desk | undefined> {
  const [row] = await db.select(deskColumns).from(store).innerJoin(merchant, eq(merchant.id, store.merchantId)).where(eq(store.id, storeId))
  return row
}

/** The store, where a living post of this person covers it: a clerk's own, any of the merchant's for a manager or owner. */
export async function findDeskPost(db: Db, subjectId: string, storeId: string): Promise<Desk | undefined> {
  const [row] = await deskOfPost(db).execute({ storeId, subjectId })
  return row
}

/** Every living post of a person with the stores it covers; a terminated merchant has no desk. */
export async function findPosts(db: Db, subjectId: string): Promise<MerchantPost[]> {
  const rows = await db
    .select({ merchantId: merchant.id, merchantName: merchant.name, role: merchantPost.role, storeId: store.id, storeName: store.name })
    .from(merchantPost)
    .innerJoin(merchant, eq(merchant.id, merchantPost.merchantId))
    .leftJoin(store, and(eq(store.merchantId, merchant.id), eq(store.status, 'open'), or(ne(merchantPost.role, 'clerk'), eq(merchantPost.storeId, store.id))))
    .where(and(eq(merchantPost.subjectId, subjectId), eq(merchantPost.status, 'living'), ne(merchant.status, 'terminated')))
    .orderBy(asc(merchant.id), asc(store.code))
  const posts = new Map<string, MerchantPost>()
  for (const row of rows) {
    const post = posts.get(row.merchantId) ?? { merchantId: row.merchantId, merchantName: row.merchantName, role: row.role, stores: [] }
    if (row.storeId !== null && row.storeName !== null) post.stores.push({ storeId: row.storeId, name: row.storeName })
    posts.set(row.merchantId, post)
  }
  return [...posts.values()]
}
