import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'
import type { MerchantEdge } from './merchant.lifecycle'
import { merchant, merchantSuspension } from './merchant.table'

type MerchantRow = typeof merchant.$inferSelect
export type SuspensionRow = typeof merchantSuspension.$inferSelect

/** Compare-and-set along one edge of the lifecycle. */
export const moveMerchant = (db: Db, edge: MerchantEdge, id: string, now: Date, why?: { reason: string; note: string | null }): Promise<MerchantRow[]> =>
  db
    .update(merchant)
    .set({
      status: edge.to,
      suspendedAt: edge.to === 'suspended' ? now : null,
      ...(edge.to === 'terminated' ? { terminatedAt: now, terminationReason: why?.reason ?? null, terminationNote: why?.note ?? null } : {}),
      updatedAt: now,
    })
    .where(and(eq(merchant.id, id), inArray(merchant.status, [...edge.from])))
    .returning()

/** Answers no row when this cause holds already. */
export const insertSuspension = (db: Db, row: typeof merchantSuspension.$inferInsert): Promise<SuspensionRow[]> => db.insert(merchantSuspension).values(row).onConflictDoNothing().returning()

/** living → ended, once; without a cause, all of them. */
export const endSuspensions = (db: Db, by: { merchantId: string; cause?: SuspensionRow['cause']; now: Date }): Promise<SuspensionRow[]> =>
  db
    .update(merchantSuspension)
    .set({ endedAt: by.now })
    .where(and(eq(merchantSuspension.merchantId, by.merchantId), by.cause ? eq(merchantSuspension.cause, by.cause) : undefined, isNull(merchantSuspension.endedAt)))
    .returning()

export async function findSuspension(db: Db, id: string): Promise<SuspensionRow | undefined> {
  const [row] = await db.select().from(merchantSuspension).where(eq(merchantSuspension.id, id))
  return row
}

/** What holds each of these merchants now, oldest first. */
export async function listLivingSuspensions(db: Db, merchantIds: readonly string[]): Promise<Map<string, SuspensionRow[]>> {
  const found = new Map<string, SuspensionRow[]>()
  if (merchantIds.length === 0) return found
  const rows = await db
    .select()
    .from(merchantSuspension)
    .where(and(inArray(merchantSuspension.merchantId, [...merchantIds]), isNull(merchantSuspension.endedAt)))
    .orderBy(asc(merchantSuspension.id))
  for (const row of rows) found.set(row.merchantId, [...(found.get(row.merchantId) ?? []), row])
  return found
}

/** The merchant of an organisation, unless it has left. */
export async function findMerchantOf(db: Db, subjectId: string): Promise<MerchantRow | undefined> {
  const [row] = await db.select().from(merchant).where(eq(merchant.subjectId, subjectId))
  return row?.status === 'terminated' ? undefined : row
}

/** Organisations whose merchant is held for a serious list it is not on, or on one it is not held for: an entry began, or ended, with the calendar. */
export async function listSeriousMismatches(db: Db, day: string, limit: number): Promise<string[]> {
  const rows = await rowsOf<{ subjectId: string }>(
    db,
    sql`SELECT m.subject_id AS "subjectId" FROM merchant m
        WHERE m.status <> 'terminated'
          AND EXISTS (SELECT 1 FROM record r WHERE r.subject_id = m.subject_id AND r.item = 'serious-list' AND r.status = 'valid' AND r.decided_on <= ${day}::date AND (r.ends_on IS NULL OR r.ends_on > ${day}::date))
           <> EXISTS (SELECT 1 FROM merchant_suspension s WHERE s.merchant_id = m.id AND s.cause = 'serious-list' AND s.ended_at IS NULL)
        ORDER BY m.id LIMIT ${limit}::int`,
  )
  return rows.map((r) => r.subjectId)
}
