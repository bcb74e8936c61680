import { and, desc, eq, inArray, lt } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { notMeReport } from './not-me.table'

export type NotMeRow = typeof notMeReport.$inferSelect

/** Undefined when this redemption was reported before: the unique index decides. */
export async function insertReport(db: Db, row: typeof notMeReport.$inferInsert): Promise<NotMeRow | undefined> {
  const [made] = await db.insert(notMeReport).values(row).onConflictDoNothing().returning()
  return made
}

export async function findReport(db: Db, id: string): Promise<NotMeRow | undefined> {
  const [row] = await db.select().from(notMeReport).where(eq(notMeReport.id, id))
  return row
}

/** By redemption. */
export async function findReportsOf(db: Db, redemptionIds: readonly string[]): Promise<Map<string, NotMeRow>> {
  if (redemptionIds.length === 0) return new Map()
  const rows = await db.select().from(notMeReport).where(inArray(notMeReport.redemptionId, [...redemptionIds]))
  return new Map(rows.map((r) => [r.redemptionId, r]))
}

/** Newest first; `cursor` is the last id of the page before. */
export const listReports = (db: Db, by: { status?: NotMeRow['status'] | undefined; cursor?: string | undefined; limit: number }): Promise<NotMeRow[]> =>
  db
    .select()
    .from(notMeReport)
    .where(and(by.status && eq(notMeReport.status, by.status), by.cursor ? lt(notMeReport.id, by.cursor) : undefined))
    .orderBy(desc(notMeReport.id))
    .limit(by.limit)

/** Compare-and-set: of two resolutions one finds it open. */
export async function resolveReport(db: Db, id: string, to: { status: 'upheld' | 'refused'; answerSealed: string; resolvedAt: Date; resolvedByStaffId: string }): Promise<NotMeRow | undefined> {
  const [row] = await db
    .update(notMeReport)
    .set(to)
    .where(and(eq(notMeReport.id, id), eq(notMeReport.status, 'open')))
    .returning()
  return row
}
