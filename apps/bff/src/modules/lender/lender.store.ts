import { and, asc, eq, gt, gte } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { lender, loanProduct } from './lender.table'

export type LoanProductRow = typeof loanProduct.$inferSelect & { lenderName: string }

const columns = { product: loanProduct, lenderName: lender.name }
const flat = (rows: { product: typeof loanProduct.$inferSelect; lenderName: string }[]): LoanProductRow[] => rows.map((r) => ({ ...r.product, lenderName: r.lenderName }))

/** What firms can see on `day`: published products of active lenders, cheapest first. */
export async function listPublishedProducts(db: Db, by: { day: string; zone?: string | undefined }): Promise<LoanProductRow[]> {
  const rows = await db
    .select(columns)
    .from(loanProduct)
    .innerJoin(lender, eq(lender.id, loanProduct.lenderId))
    .where(and(eq(loanProduct.status, 'published'), eq(lender.status, 'active'), gte(loanProduct.validUntil, by.day), by.zone ? eq(loanProduct.zone, by.zone) : undefined))
    .orderBy(asc(loanProduct.rateMinBps), asc(loanProduct.id))
    .limit(500)
  return flat(rows)
}

/** For the console: all products, or one lender's. */
export async function listProducts(db: Db, by: { lenderId: string | null; cursor?: string | undefined; limit: number }): Promise<LoanProductRow[]> {
  const rows = await db
    .select(columns)
    .from(loanProduct)
    .innerJoin(lender, eq(lender.id, loanProduct.lenderId))
    .where(and(by.lenderId ? eq(loanProduct.lenderId, by.lenderId) : undefined, by.cursor ? gt(loanProduct.id, by.cursor) : undefined))
    .orderBy(asc(loanProduct.id))
    .limit(by.limit)
  return flat(rows)
}
