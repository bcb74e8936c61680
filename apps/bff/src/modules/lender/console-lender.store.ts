import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { containing, rowsOf } from '../../db/sql'
import type { LenderEdge } from './lender.lifecycle'
import { lender, loanProduct } from './lender.table'

export type LenderRow = typeof lender.$inferSelect
export type ConsoleLenderRow = LenderRow & { uscc: string; products: number; officers: number }

/** Of an organisation there is always one. */
const uscc = sql<string>`coalesce((SELECT s.uscc FROM subject s WHERE s.id = "lender"."subject_id"), '')`

/** By id; `only`: the one lender an officer may see. */
export async function listConsoleLenders(db: Db, by: { only?: string | null; lenderId?: string; status?: LenderRow['status'] | undefined; search?: string | undefined; cursor?: string | undefined; limit: number }): Promise<ConsoleLenderRow[]> {
  const rows = await db
    .select({
      lender,
      uscc,
      products: sql<number>`(SELECT count(*)::int FROM loan_product p WHERE p.lender_id = "lender"."id" AND p.status <> 'ended')`,
      officers: sql<number>`(SELECT count(*)::int FROM staff o WHERE o.lender_id = "lender"."id" AND o.active)`,
    })
    .from(lender)
    .where(
      and(
        by.only ? eq(lender.id, by.only) : undefined,
        by.lenderId ? eq(lender.id, by.lenderId) : undefined,
        by.status ? eq(lender.status, by.status) : undefined,
        by.search ? sql`(${lender.name} ILIKE ${containing(by.search)} OR ${uscc} ILIKE ${containing(by.search)})` : undefined,
        by.cursor ? sql`${lender.id} > ${by.cursor}` : undefined,
      ),
    )
    .orderBy(asc(lender.id))
    .limit(by.limit)
  return rows.map(({ lender: row, ...rest }) => ({ ...row, ...rest }))
}

export async function findLenderOf(db: Db, subjectId: string): Promise<LenderRow | undefined> {
  const [row] = await db.select().from(lender).where(eq(lender.subjectId, subjectId)).for('no key update')
  return row
}

/** No row when the organisation is a lender already. */
export const insertLender = (db: Db, row: typeof lender.$inferInsert): Promise<LenderRow[]> => db.insert(lender).values(row).onConflictDoNothing({ target: lender.subjectId }).returning()

/** Compare-and-set on the version that was read; without one, whatever it is. */
export async function editLender(db: Db, id: string, version: number | null, set: Partial<typeof lender.$inferInsert>): Promise<LenderRow | undefined> {
  const [row] = await db
    .update(lender)
    .set({ ...set, version: sql`${lender.version} + 1` })
    .where(and(eq(lender.id, id), version === null ? undefined : eq(lender.version, version)))
    .returning()
  return row
}

/** Compare-and-set along one edge. */
export async function moveLender(db: Db, edge: LenderEdge, id: string, now: Date, why: { reason: LenderRow['standingReason']; note: string | null }): Promise<LenderRow | undefined> {
  const [row] = await db
    .update(lender)
    .set({ status: edge.to, standingSince: now, standingReason: why.reason, standingNote: why.note, version: sql`${lender.version} + 1`, updatedAt: now })
    .where(and(eq(lender.id, id), inArray(lender.status, [...edge.from])))
    .returning()
  return row
}

/** Ends every product of a lender that has left; answers how many. */
export async function endProductsOf(db: Db, lenderId: string, now: Date): Promise<number> {
  const rows = await db
    .update(loanProduct)
    .set({ status: 'ended', updatedAt: now })
    .where(and(eq(loanProduct.lenderId, lenderId), inArray(loanProduct.status, ['draft', 'published', 'paused'])))
    .returning({ id: loanProduct.id })
  return rows.length
}

/** Applications that are not closed. */
export async function countRunning(db: Db, lenderId: string): Promise<{ unaccepted: number; unsigned: number; signed: number }> {
  const [row] = await rowsOf<{ unaccepted: number; unsigned: number; signed: number }>(
    db,
    sql`SELECT count(*) FILTER (WHERE status = 'submitted')::int AS unaccepted, count(*) FILTER (WHERE status IN ('accepted', 'reviewing', 'offered', 'countered', 'agreed'))::int AS unsigned,
               count(*) FILTER (WHERE signed_on IS NOT NULL)::int AS signed
        FROM loan_application WHERE lender_id = ${lenderId} AND closed_at IS NULL`,
  )
  return row ?? { unaccepted: 0, unsigned: 0, signed: 0 }
}

/** What was done to a lender, its officers and its systems, newest first. */
export const listLenderTimeline = (db: Db, lenderId: string, limit: number) =>
  rowsOf<{ atMs: string; actor: string; action: string; detail: Record<string, unknown> }>(
    db,
    sql`SELECT round(extract(epoch FROM at) * 1000)::text AS "atMs", actor, action, detail FROM audit
        WHERE (entity_id = ${lenderId} OR entity_id IN (SELECT id FROM lender_client WHERE lender_id = ${lenderId})
           OR (entity_id IN (SELECT id FROM staff WHERE lender_id = ${lenderId}) AND action LIKE 'lender.%'))
        ORDER BY id DESC LIMIT ${limit}::int`,
  )
