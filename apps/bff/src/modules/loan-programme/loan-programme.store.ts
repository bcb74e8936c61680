import { and, asc, eq, gte, inArray, isNotNull, lte, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'
import { loanProgramme, loanProgrammeProduct } from './loan-programme.table'

export type ProgrammeRow = typeof loanProgramme.$inferSelect
type AttachmentRow = typeof loanProgrammeProduct.$inferSelect
/** What one writes of a programme. */
export type ProgrammeContent = Omit<ProgrammeRow, 'code' | 'reservedFen' | 'paidFen' | 'status' | 'version' | 'author' | 'publisher' | 'createdAt' | 'updatedAt'>

export const listProgrammes = (db: Db): Promise<ProgrammeRow[]> => db.select().from(loanProgramme).orderBy(asc(loanProgramme.opensOn), asc(loanProgramme.code))

export async function findProgramme(db: Db, code: string): Promise<ProgrammeRow | undefined> {
  const [row] = await db.select().from(loanProgramme).where(eq(loanProgramme.code, code))
  return row
}

/** Locks the programme for what hangs on it. */
export async function holdProgramme(db: Db, code: string): Promise<ProgrammeRow | undefined> {
  const [row] = await db.select().from(loanProgramme).where(eq(loanProgramme.code, code)).for('no key update')
  return row
}

/** Adds those whose codes are new; answers what was added. */
export async function insertProgrammes(db: Db, rows: readonly (typeof loanProgramme.$inferInsert)[]): Promise<ProgrammeRow[]> {
  return rows.length === 0 ? [] : db.insert(loanProgramme).values([...rows]).onConflictDoNothing().returning()
}

/** Compare-and-set on state and version; undefined when it is elsewhere by now. */
export async function moveProgramme(db: Db, by: { code: string; from: readonly ProgrammeRow['status'][]; version?: number }, to: Partial<ProgrammeRow>): Promise<ProgrammeRow | undefined> {
  const [row] = await db
    .update(loanProgramme)
    .set(to)
    .where(and(eq(loanProgramme.code, by.code), inArray(loanProgramme.status, [...by.from]), by.version === undefined ? undefined : eq(loanProgramme.version, by.version)))
    .returning()
  return row
}

export interface AttachedProduct extends Record<string, unknown> { productId: string; attachedBy: string; confirmedBy: string | null; name: string; lenderName: string; rateMaxBps: number }

/** Products of a programme, those in force first. */
export const listAttached = (db: Db, code: string): Promise<AttachedProduct[]> =>
  rowsOf<AttachedProduct>(
    db,
    sql`SELECT a.product_id AS "productId", a.attached_by AS "attachedBy", a.confirmed_by AS "confirmedBy", p.name, l.name AS "lenderName", p.rate_max_bps AS "rateMaxBps"
        FROM loan_programme_product a JOIN loan_product p ON p.id = a.product_id JOIN lender l ON l.id = p.lender_id
        WHERE a.programme_code = ${code} ORDER BY a.confirmed_at IS NULL, l.name, p.name`,
  )

/** How many products are in force, by programme. */
export async function countAttached(db: Db): Promise<Map<string, number>> {
  const rows = await rowsOf<{ code: string; count: number }>(db, sql`SELECT programme_code AS code, count(*)::int AS count FROM loan_programme_product WHERE confirmed_at IS NOT NULL GROUP BY programme_code`)
  return new Map(rows.map(({ code, count }) => [code, count]))
}

/** Programmes a product is under, in any state. */
export async function listProgrammesOf(db: Db, productId: string): Promise<{ programme: ProgrammeRow; isActive: boolean }[]> {
  const rows = await db
    .select({ programme: loanProgramme, confirmedAt: loanProgrammeProduct.confirmedAt })
    .from(loanProgrammeProduct)
    .innerJoin(loanProgramme, eq(loanProgramme.code, loanProgrammeProduct.programmeCode))
    .where(eq(loanProgrammeProduct.productId, productId))
    .orderBy(asc(loanProgramme.kind), asc(loanProgramme.code))
  return rows.map(({ programme, confirmedAt }) => ({ programme, isActive: confirmedAt !== null }))
}

const notDearer = sql`(${loanProgramme.maxRateBps} IS NULL OR (SELECT p.rate_max_bps FROM loan_product p WHERE p.id = ${loanProgrammeProduct.productId}) <= ${loanProgramme.maxRateBps})`

/**
 * Programmes open on a day by the product that is under them: published, within their days, confirmed, and the product not dearer
 * than the programme allows. `productId`: only that product's.
 */
export async function listOpenProgrammes(db: Db, by: { day: string; productId?: string }): Promise<Map<string, ProgrammeRow[]>> {
  const rows = await db
    .select({ programme: loanProgramme, productId: loanProgrammeProduct.productId })
    .from(loanProgrammeProduct)
    .innerJoin(loanProgramme, eq(loanProgramme.code, loanProgrammeProduct.programmeCode))
    .where(and(eq(loanProgramme.status, 'published'), lte(loanProgramme.opensOn, by.day), gte(loanProgramme.closesOn, by.day), isNotNull(loanProgrammeProduct.confirmedAt), notDearer, by.productId === undefined ? undefined : eq(loanProgrammeProduct.productId, by.productId)))
    .orderBy(asc(loanProgramme.kind), asc(loanProgramme.code))
  const found = new Map<string, ProgrammeRow[]>()
  for (const { programme, productId } of rows) found.set(productId, [...(found.get(productId) ?? []), programme])
  return found
}

/** No row: it is attached already. */
export const insertAttachment = (db: Db, row: typeof loanProgrammeProduct.$inferInsert): Promise<AttachmentRow[]> => db.insert(loanProgrammeProduct).values(row).onConflictDoNothing().returning()

const ofPair = (by: { code: string; productId: string }) => and(eq(loanProgrammeProduct.programmeCode, by.code), eq(loanProgrammeProduct.productId, by.productId))

export async function findAttachment(db: Db, by: { code: string; productId: string }): Promise<AttachmentRow | undefined> {
  const [row] = await db.select().from(loanProgrammeProduct).where(ofPair(by))
  return row
}

/** Compare-and-set: only what nobody has confirmed. */
export const confirmAttachment = (db: Db, by: { code: string; productId: string }, to: { confirmedBy: string; confirmedAt: Date }): Promise<AttachmentRow[]> =>
  db
    .update(loanProgrammeProduct)
    .set(to)
    .where(and(ofPair(by), sql`${loanProgrammeProduct.confirmedAt} IS NULL`))
    .returning()

export const deleteAttachment = (db: Db, by: { code: string; productId: string }): Promise<AttachmentRow[]> => db.delete(loanProgrammeProduct).where(ofPair(by)).returning()

export interface SupportedRequest extends Record<string, unknown> { requestId: string; firmId: string; productName: string }

/** Standing requests that a product of this programme fits, one product each. */
export const listSupportedRequests = (db: Db, by: { code: string; today: string; limit: number }): Promise<SupportedRequest[]> =>
  rowsOf<SupportedRequest>(
    db,
    sql`SELECT DISTINCT ON (r.id) r.id AS "requestId", r.subject_id AS "firmId", p.name AS "productName"
        FROM loan_programme_product a JOIN loan_product p ON p.id = a.product_id JOIN loan_request r ON a.product_id = ANY (r.fitting)
        WHERE a.programme_code = ${by.code} AND a.confirmed_at IS NOT NULL AND r.status = 'standing' AND r.valid_until >= ${by.today}::date
        ORDER BY r.id, p.rate_min_bps LIMIT ${by.limit}`,
  )
