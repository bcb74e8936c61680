import type { StatementStatus } from '@xinhui/contract'
import { and, desc, eq, getTableColumns, inArray, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { afterId } from '../../db/sql'
import type { StatementEdge } from './settlement.lifecycle'
import { settlementDispute, settlementStatement } from './settlement.table'

export type StatementRow = typeof settlementStatement.$inferSelect
export type NamedStatement = StatementRow & { merchantName: string }
export type DisputeRow = typeof settlementDispute.$inferSelect

/** Nothing when the merchant has this month's statement already. */
export async function insertStatement(db: Db, row: typeof settlementStatement.$inferInsert): Promise<boolean> {
  const made = await db.insert(settlementStatement).values(row).onConflictDoNothing().returning({ id: settlementStatement.id })
  return made.length > 0
}

const named = (db: Db) => db.select({ ...getTableColumns(settlementStatement), merchantName: sql<string>`(SELECT m.name FROM merchant m WHERE m.id = settlement_statement.merchant_id)` }).from(settlementStatement)

/** `merchantId` null: the city's own staff, who see every merchant's. */
export async function findStatement(db: Db, by: { statementId: string; merchantId: string | null }): Promise<NamedStatement | undefined> {
  const [row] = await named(db).where(and(eq(settlementStatement.id, by.statementId), by.merchantId === null ? undefined : eq(settlementStatement.merchantId, by.merchantId)))
  return row
}

/** Newest first; `cursor` is the last id of the page before. */
export const listStatements = (db: Db, by: { merchantId: string | null; status?: StatementStatus | undefined; cursor?: string | undefined; limit: number }): Promise<NamedStatement[]> =>
  named(db)
    .where(
      and(by.merchantId === null ? undefined : eq(settlementStatement.merchantId, by.merchantId), by.status ? eq(settlementStatement.status, by.status) : undefined, afterId(settlementStatement.id, by.cursor)),
    )
    .orderBy(desc(settlementStatement.id))
    .limit(by.limit)

/** Compare-and-set along one edge of the lifecycle. Undefined: the statement was elsewhere. */
export async function moveStatement(
  db: Db,
  edge: StatementEdge,
  id: string,
  to: Partial<Pick<StatementRow, 'answeredAt' | 'answeredBy' | 'resolvedAt' | 'resolvedByStaffId' | 'paidAt' | 'paidByStaffId' | 'paymentReference'>>,
): Promise<StatementRow | undefined> {
  const [row] = await db
    .update(settlementStatement)
    .set({ ...to, status: edge.to })
    .where(and(eq(settlementStatement.id, id), inArray(settlementStatement.status, [...edge.from])))
    .returning()
  return row
}

export const insertDisputes = (db: Db, rows: (typeof settlementDispute.$inferInsert)[]) => db.insert(settlementDispute).values(rows)

export const listDisputes = (db: Db, statementId: string): Promise<DisputeRow[]> => db.select().from(settlementDispute).where(eq(settlementDispute.statementId, statementId)).orderBy(settlementDispute.id)

/** Compare-and-set: open → answered, once. */
export async function answerDispute(db: Db, id: string, to: { outcome: 'accepted' | 'rejected'; answerSealed: string; resolvedAt: Date }): Promise<DisputeRow | undefined> {
  const [row] = await db
    .update(settlementDispute)
    .set(to)
    .where(and(eq(settlementDispute.id, id), sql`outcome IS NULL`))
    .returning()
  return row
}

/** Fixes what a statement holds, once its items are in. */
export const setTotals = (db: Db, id: string, to: { totalFen: number; lineCount: number }) => db.update(settlementStatement).set(to).where(eq(settlementStatement.id, id))
