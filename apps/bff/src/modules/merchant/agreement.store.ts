import { and, asc, desc, eq, gt, isNull, lte, ne, or, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { merchantAgreement } from './merchant-application.table'
import { merchant } from './merchant.table'

export type AgreementRow = typeof merchantAgreement.$inferSelect

/** Answers no row when the same term is signed already. */
export const insertAgreement = (db: Db, row: typeof merchantAgreement.$inferInsert): Promise<AgreementRow[]> => db.insert(merchantAgreement).values(row).onConflictDoNothing().returning()

/** The one that ends last. */
export async function findLastAgreement(db: Db, merchantId: string): Promise<AgreementRow | undefined> {
  const [row] = await db.select().from(merchantAgreement).where(eq(merchantAgreement.merchantId, merchantId)).orderBy(desc(merchantAgreement.validUntil)).limit(1)
  return row
}

/** Every term, newest first. */
export const listAgreements = (db: Db, merchantId: string): Promise<AgreementRow[]> => db.select().from(merchantAgreement).where(eq(merchantAgreement.merchantId, merchantId)).orderBy(desc(merchantAgreement.validUntil))

export async function findAgreement(db: Db, id: string): Promise<AgreementRow | undefined> {
  const [row] = await db.select().from(merchantAgreement).where(eq(merchantAgreement.id, id))
  return row
}

export const setIssuesUntil = (db: Db, merchantId: string, until: string, now: Date) => db.update(merchant).set({ issuesUntil: until, updatedAt: now }).where(eq(merchant.id, merchantId))

/** Last agreements of living merchants that end by `day` and have more to be told of than was. */
export const listEnding = (db: Db, by: { day: string; limit: number }): Promise<{ id: string; merchantId: string; validUntil: string; remindedDays: number | null }[]> =>
  db
    .select({ id: merchantAgreement.id, merchantId: merchantAgreement.merchantId, validUntil: merchantAgreement.validUntil, remindedDays: merchantAgreement.remindedDays })
    .from(merchantAgreement)
    .innerJoin(merchant, and(eq(merchant.id, merchantAgreement.merchantId), eq(merchant.issuesUntil, merchantAgreement.validUntil), ne(merchant.status, 'terminated')))
    .where(and(lte(merchantAgreement.validUntil, by.day), or(isNull(merchantAgreement.remindedDays), gt(merchantAgreement.remindedDays, 0))))
    .orderBy(asc(merchantAgreement.validUntil))
    .limit(by.limit)

/** Compare-and-set: each stage once, later ones after earlier ones. */
export const markReminded = (db: Db, id: string, days: number): Promise<{ id: string }[]> =>
  db
    .update(merchantAgreement)
    .set({ remindedDays: days })
    .where(and(eq(merchantAgreement.id, id), sql`coalesce(${merchantAgreement.remindedDays}, 1000) > ${days}::int`))
    .returning({ id: merchantAgreement.id })
