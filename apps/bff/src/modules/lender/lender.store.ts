import { and, asc, eq, gt, gte, ilike, inArray, or, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { containing, rowsOf } from '../../db/sql'
import { lender, loanProduct } from './lender.table'

export type LoanProductRow = typeof loanProduct.$inferSelect & { lenderName: string }

const columns = { product: loanProduct, lenderName: lender.name }
const flat = (rows: { product: typeof loanProduct.$inferSelect; lenderName: string }[]): LoanProductRow[] => rows.map((r) => ({ ...r.product, lenderName: r.lenderName }))

const isPublished = (day: string) => and(eq(loanProduct.status, 'published'), eq(lender.status, 'active'), gte(loanProduct.validUntil, day))

/** What firms can see on `day`: published products of active lenders, cheapest first. */
export async function listPublishedProducts(db: Db, by: { day: string }): Promise<LoanProductRow[]> {
  const rows = await db
    .select(columns)
    .from(loanProduct)
    .innerJoin(lender, eq(lender.id, loanProduct.lenderId))
    .where(isPublished(by.day))
    .orderBy(asc(loanProduct.rateMinBps), asc(loanProduct.id))
    .limit(500)
  return flat(rows)
}

/** For the console: all products, one lender's, or those with a version handed in; `search` is of the product's or the lender's name. */
export async function listProducts(db: Db, by: { lenderId: string | null; ids?: readonly string[] | undefined; status?: LoanProductRow['status'] | undefined; search?: string | undefined; cursor?: string | undefined; limit: number }): Promise<LoanProductRow[]> {
  const rows = await db
    .select(columns)
    .from(loanProduct)
    .innerJoin(lender, eq(lender.id, loanProduct.lenderId))
    .where(and(by.lenderId ? eq(loanProduct.lenderId, by.lenderId) : undefined, by.ids ? inArray(loanProduct.id, [...by.ids]) : undefined, by.status ? eq(loanProduct.status, by.status) : undefined, by.search ? or(ilike(loanProduct.name, containing(by.search)), ilike(lender.name, containing(by.search))) : undefined, by.cursor ? gt(loanProduct.id, by.cursor) : undefined))
    .orderBy(asc(loanProduct.id))
    .limit(by.limit)
  return flat(rows)
}

/** One product in any state, with its lender's name; whoever asks checks whose it is. */
export async function findProduct(db: Db, id: string): Promise<LoanProductRow | undefined> {
  const rows = await db.select(columns).from(loanProduct).innerJoin(lender, eq(lender.id, loanProduct.lenderId)).where(eq(loanProduct.id, id))
  return flat(rows)[0]
}

/** One product that firms can see on `day`. */
export async function findPublishedProduct(db: Db, by: { productId: string; day: string }): Promise<LoanProductRow | undefined> {
  const rows = await db.select(columns).from(loanProduct).innerJoin(lender, eq(lender.id, loanProduct.lenderId)).where(and(eq(loanProduct.id, by.productId), isPublished(by.day)))
  return flat(rows)[0]
}

/** The day the version shown was published, and where the lender is registered. */
export async function findProductOrigin(db: Db, row: LoanProductRow): Promise<{ publishedOn: string | null; address: string | null }> {
  const [found] = await rowsOf<{ publishedOn: string | null; address: string | null }>(
    db,
    sql`SELECT to_char(v.published_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS "publishedOn", o.address
        FROM lender l LEFT JOIN organization o ON o.subject_id = l.subject_id LEFT JOIN loan_product_version v ON v.product_id = ${row.id} AND v.version = ${row.version}
        WHERE l.id = ${row.lenderId}`,
  )
  return found ?? { publishedOn: null, address: null }
}
