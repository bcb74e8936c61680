import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'
import { type YearUse, yearKey } from '../loan-programme/judge-programmes'
import { loanCompensation, loanSubsidy, loanSubsidyBatch, loanSubsidyBatchItem } from './loan-support.table'

export type SubsidyRow = typeof loanSubsidy.$inferSelect
export type BatchRow = typeof loanSubsidyBatch.$inferSelect
export type CompensationRow = typeof loanCompensation.$inferSelect

/** What a firm was promised of each programme's yearly ceilings. Of a closed one only what came due counts, in the order of its years. */
export async function yearUse(db: Db, firmId: string): Promise<YearUse> {
  const used = new Map<string, number>()
  for (const row of await db.select().from(loanSubsidy).where(eq(loanSubsidy.subjectId, firmId))) {
    let left = row.status === 'closed' ? row.dueFen : row.reservedFen
    for (const { year, fen } of [...row.byYear].sort((a, b) => a.year - b.year)) {
      const taken = Math.min(fen, left)
      left -= taken
      const key = yearKey(row.programmeCode, year)
      used.set(key, (used.get(key) ?? 0) + taken)
    }
  }
  return used
}

export const insertSubsidy = (db: Db, row: typeof loanSubsidy.$inferInsert) => db.insert(loanSubsidy).values(row)
export const insertCompensation = (db: Db, row: typeof loanCompensation.$inferInsert) => db.insert(loanCompensation).values(row)

export async function findSubsidyOf(db: Db, applicationId: string): Promise<SubsidyRow | undefined> {
  const [row] = await db.select().from(loanSubsidy).where(eq(loanSubsidy.applicationId, applicationId))
  return row
}

/** Locks the subsidy of a loan, or by its id. */
export async function holdSubsidy(db: Db, by: { applicationId: string } | { id: string }): Promise<SubsidyRow | undefined> {
  const [row] = await db
    .select()
    .from(loanSubsidy)
    .where('id' in by ? eq(loanSubsidy.id, by.id) : eq(loanSubsidy.applicationId, by.applicationId))
    .for('no key update')
  return row
}

/** Compare-and-set: only while it is reserved. */
export async function updateSubsidy(db: Db, id: string, to: Partial<SubsidyRow>): Promise<SubsidyRow | undefined> {
  const [row] = await db
    .update(loanSubsidy)
    .set(to)
    .where(and(eq(loanSubsidy.id, id), eq(loanSubsidy.status, 'reserved')))
    .returning()
  return row
}

/** Takes everything due that no batch holds into one: what each gives. Two drawings at once share nothing. */
export async function takeDue(db: Db, code: string): Promise<{ subsidyId: string; amountFen: number }[]> {
  const rows = await rowsOf<{ subsidyId: string; amountFen: number }>(
    db,
    sql`WITH due AS (SELECT id, due_fen - batched_fen AS fen FROM loan_subsidy WHERE programme_code = ${code} AND due_fen > batched_fen ORDER BY id FOR NO KEY UPDATE)
        UPDATE loan_subsidy s SET batched_fen = s.due_fen FROM due WHERE s.id = due.id RETURNING s.id AS "subsidyId", due.fen::float8 AS "amountFen"`,
  )
  return rows.sort((a, b) => (a.subsidyId < b.subsidyId ? -1 : 1))
}

export async function insertBatch(db: Db, row: typeof loanSubsidyBatch.$inferInsert, items: readonly { subsidyId: string; amountFen: number }[]): Promise<void> {
  await db.insert(loanSubsidyBatch).values(row)
  await db.insert(loanSubsidyBatchItem).values(items.map((item) => ({ batchId: row.id, ...item })))
}

export async function findBatch(db: Db, id: string): Promise<BatchRow | undefined> {
  const [row] = await db.select().from(loanSubsidyBatch).where(eq(loanSubsidyBatch.id, id))
  return row
}

/** drawn → paid; undefined when it was paid already. */
export async function markBatchPaid(db: Db, id: string, to: { paidBy: string; paidAt: Date; reference: string }): Promise<BatchRow | undefined> {
  const [row] = await db
    .update(loanSubsidyBatch)
    .set({ ...to, status: 'paid' })
    .where(and(eq(loanSubsidyBatch.id, id), eq(loanSubsidyBatch.status, 'drawn')))
    .returning()
  return row
}

/** Adds each item's amount to what its subsidy was paid; answers each with its firm and loan. */
export const payItems = (db: Db, batchId: string): Promise<{ subsidyId: string; amountFen: number; firmId: string; applicationId: string }[]> =>
  rowsOf<{ subsidyId: string; amountFen: number; firmId: string; applicationId: string }>(
    db,
    // Locked in one order: two batches may hold the same subsidies.
    sql`WITH held AS (SELECT s.id, i.amount_fen FROM loan_subsidy_batch_item i JOIN loan_subsidy s ON s.id = i.subsidy_id WHERE i.batch_id = ${batchId} ORDER BY s.id FOR NO KEY UPDATE OF s)
        UPDATE loan_subsidy s SET paid_fen = s.paid_fen + held.amount_fen FROM held WHERE s.id = held.id
        RETURNING s.id AS "subsidyId", held.amount_fen::float8 AS "amountFen", s.subject_id AS "firmId", s.application_id AS "applicationId"`,
  )

const MOST = 500

export const listSubsidies = (db: Db, code: string): Promise<SubsidyRow[]> => db.select().from(loanSubsidy).where(eq(loanSubsidy.programmeCode, code)).orderBy(desc(loanSubsidy.id)).limit(MOST)
export const listBatches = (db: Db, code: string): Promise<BatchRow[]> => db.select().from(loanSubsidyBatch).where(eq(loanSubsidyBatch.programmeCode, code)).orderBy(desc(loanSubsidyBatch.id)).limit(MOST)
export const listCompensations = (db: Db, code: string): Promise<CompensationRow[]> => db.select().from(loanCompensation).where(eq(loanCompensation.programmeCode, code)).orderBy(desc(loanCompensation.id)).limit(MOST)

/** Batches that paid this subsidy, oldest first. */
export const listPayments = (db: Db, subsidyId: string): Promise<{ amountFen: number; paidAt: Date | null }[]> =>
  db
    .select({ amountFen: loanSubsidyBatchItem.amountFen, paidAt: loanSubsidyBatch.paidAt })
    .from(loanSubsidyBatchItem)
    .innerJoin(loanSubsidyBatch, eq(loanSubsidyBatch.id, loanSubsidyBatchItem.batchId))
    .where(and(eq(loanSubsidyBatchItem.subsidyId, subsidyId), eq(loanSubsidyBatch.status, 'paid')))
    .orderBy(asc(loanSubsidyBatch.id))

export async function findCompensationOf(db: Db, applicationId: string): Promise<CompensationRow | undefined> {
  const [row] = await db.select().from(loanCompensation).where(eq(loanCompensation.applicationId, applicationId))
  return row
}

export async function findCompensation(db: Db, id: string): Promise<CompensationRow | undefined> {
  const [row] = await db.select().from(loanCompensation).where(eq(loanCompensation.id, id))
  return row
}

/** Compare-and-set of a claim. */
export async function moveCompensation(db: Db, id: string, from: readonly CompensationRow['status'][], to: Partial<CompensationRow>): Promise<CompensationRow | undefined> {
  const [row] = await db
    .update(loanCompensation)
    .set(to)
    .where(and(eq(loanCompensation.id, id), inArray(loanCompensation.status, [...from])))
    .returning()
  return row
}

/** What a fund has granted one lender so far, paid or not. */
export async function sumGranted(db: Db, by: { code: string; lenderId: string }): Promise<number> {
  const [row] = await rowsOf<{ fen: number }>(db, sql`SELECT coalesce(sum(amount_fen), 0)::float8 AS fen FROM loan_compensation WHERE programme_code = ${by.code} AND lender_id = ${by.lenderId} AND status IN ('approved', 'paid')`)
  return row?.fen ?? 0
}
