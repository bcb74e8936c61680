import { and, desc, eq, gt, lt, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { officeNotice, officeNoticeSeen } from './office-notice.table'

export type OfficeNoticeRow = typeof officeNotice.$inferSelect

/** Once per kind and cause. */
export const insertOfficeNotice = (db: Db, row: OfficeNoticeRow) => db.insert(officeNotice).values(row).onConflictDoNothing()

const scoped = (onlyMerchantId: string | null) => (onlyMerchantId === null ? undefined : eq(officeNotice.merchantId, onlyMerchantId))

/** Newest first. `onlyMerchantId` is the owner scope of a merchant's own console user. */
export const listOfficeNotices = (db: Db, by: { onlyMerchantId: string | null; cursor?: string | undefined; limit: number }): Promise<OfficeNoticeRow[]> =>
  db
    .select()
    .from(officeNotice)
    .where(and(scoped(by.onlyMerchantId), by.cursor ? lt(officeNotice.id, by.cursor) : undefined))
    .orderBy(desc(officeNotice.id))
    .limit(by.limit)

/** The newest this member of the staff has read; empty before the first. */
export async function findSeen(db: Db, staffId: string): Promise<string> {
  const [row] = await db.select().from(officeNoticeSeen).where(eq(officeNoticeSeen.staffId, staffId))
  return row?.untilId ?? ''
}

/** Counted up to a hundred: a bell says no more than 99+. */
export async function countUnseen(db: Db, by: { onlyMerchantId: string | null; seen: string }): Promise<number> {
  const unseen = await db
    .select({ id: officeNotice.id })
    .from(officeNotice)
    .where(and(scoped(by.onlyMerchantId), gt(officeNotice.id, by.seen)))
    .limit(100)
  return unseen.length
}

/** Never goes back: an old page that is read later unreads nothing. */
export const markSeen = (db: Db, by: { staffId: string; untilId: string }) =>
  db
    .insert(officeNoticeSeen)
    .values(by)
    .onConflictDoUpdate({ target: officeNoticeSeen.staffId, set: { untilId: sql`greatest(${officeNoticeSeen.untilId}, ${by.untilId}::text)` } })
