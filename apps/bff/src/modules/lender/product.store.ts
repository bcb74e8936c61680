import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { lender, loanProduct, loanProductVersion } from './lender.table'

export type ProductRow = typeof loanProduct.$inferSelect
export type VersionRow = typeof loanProductVersion.$inferSelect
export type ProductContent = Pick<VersionRow, 'name' | 'kind' | 'amountMinFen' | 'amountMaxFen' | 'rateMinBps' | 'rateMaxBps' | 'feeBps' | 'termMinMonths' | 'termMaxMonths' | 'repayment' | 'method' | 'renewal' | 'zone' | 'audience' | 'responseWorkingDays' | 'entryRules' | 'validUntil'>
type OpenStatus = 'draft' | 'submitted' | 'reviewed'

/** Locks the product for what hangs on it. */
export async function holdProduct(db: Db, id: string): Promise<ProductRow | undefined> {
  const [row] = await db.select().from(loanProduct).where(eq(loanProduct.id, id)).for('no key update')
  return row
}

export async function findLender(db: Db, id: string): Promise<typeof lender.$inferSelect | undefined> {
  const [row] = await db.select().from(lender).where(eq(lender.id, id))
  return row
}

export async function insertProduct(db: Db, row: typeof loanProduct.$inferInsert): Promise<void> {
  await db.insert(loanProduct).values(row)
}

export async function insertVersion(db: Db, row: typeof loanProductVersion.$inferInsert): Promise<void> {
  await db.insert(loanProductVersion).values(row)
}

/** Newest first. */
export const listVersions = (db: Db, productId: string): Promise<VersionRow[]> => db.select().from(loanProductVersion).where(eq(loanProductVersion.productId, productId)).orderBy(desc(loanProductVersion.version))

/** The version on its way, by product id. */
export async function findOpenVersions(db: Db, productIds: readonly string[]): Promise<Map<string, { version: number; status: OpenStatus }>> {
  if (productIds.length === 0) return new Map()
  const rows = await db
    .select({ productId: loanProductVersion.productId, version: loanProductVersion.version, status: loanProductVersion.status })
    .from(loanProductVersion)
    .where(and(inArray(loanProductVersion.productId, [...productIds]), inArray(loanProductVersion.status, ['draft', 'submitted', 'reviewed'])))
  return new Map(rows.map((r) => [r.productId, { version: r.version, status: r.status as OpenStatus }]))
}

/** Compare-and-set of one version; undefined when it is elsewhere by now. */
export async function moveVersion(db: Db, by: { productId: string; version: number; from: VersionRow['status'] }, to: Partial<VersionRow>): Promise<VersionRow | undefined> {
  const [row] = await db
    .update(loanProductVersion)
    .set(to)
    .where(and(eq(loanProductVersion.productId, by.productId), eq(loanProductVersion.version, by.version), eq(loanProductVersion.status, by.from)))
    .returning()
  return row
}

/** The lender's yes to what the office wrote, once; undefined when it was given, or the version is not handed in. */
export async function confirmVersion(db: Db, by: { productId: string; version: number }, to: { confirmer: string; confirmedAt: Date }): Promise<VersionRow | undefined> {
  const [row] = await db
    .update(loanProductVersion)
    .set(to)
    .where(and(eq(loanProductVersion.productId, by.productId), eq(loanProductVersion.version, by.version), inArray(loanProductVersion.status, ['submitted', 'reviewed']), isNull(loanProductVersion.confirmer)))
    .returning()
  return row
}

/** published → replaced. */
export const replacePublished = (db: Db, productId: string) =>
  db
    .update(loanProductVersion)
    .set({ status: 'replaced' })
    .where(and(eq(loanProductVersion.productId, productId), eq(loanProductVersion.status, 'published')))

/** Compare-and-set of the product itself. */
export async function moveProduct(db: Db, id: string, from: readonly ProductRow['status'][], to: Partial<ProductRow>): Promise<ProductRow | undefined> {
  const [row] = await db
    .update(loanProduct)
    .set(to)
    .where(and(eq(loanProduct.id, id), inArray(loanProduct.status, [...from])))
    .returning()
  return row
}

/** Products with a version handed in, oldest first. */
export async function listSubmitted(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .select({ productId: loanProductVersion.productId })
    .from(loanProductVersion)
    .where(sql`${loanProductVersion.status} = 'submitted'`)
    .orderBy(loanProductVersion.submittedAt)
    .limit(limit)
  return rows.map((r) => r.productId)
}
