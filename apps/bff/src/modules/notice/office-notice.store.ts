import { and, desc, eq, gt, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { officeNotice, officeNoticeSeen } from './office-notice.table'

export type OfficeNoticeRow = typeof officeNotice.$inferSelect

/** Once per kind and cause. */
export const insertOfficeNotice = (db: Db, row: OfficeNoticeRow) => db.insert(officeNotice).values(row).onConflictDoNothing()

/** Whose notices: a merchant's own, a lender's own, or the city's, of which an officer reads those of their office and its lead those that are for the lead. */
export interface NoticeScope {
  onlyMerchantId: string | null
  onlyLenderId: string | null
  post: { office: string; isLead: boolean } | undefined
}

function scoped({ onlyMerchantId, onlyLenderId, post }: NoticeScope) {
  if (onlyLenderId !== null) return eq(officeNotice.lenderId, onlyLenderId)
  if (onlyMerchantId !== null) return eq(officeNotice.merchantId, onlyMerchantId)
  if (!post) return isNull(officeNotice.lenderId)
  return or(isNotNull(officeNotice.merchantId), and(eq(officeNotice.office, post.office), post.isLead ? eq(officeNotice.forLead, true) : undefined))
}

/** Newest first. */
export const listOfficeNotices = (db: Db, by: NoticeScope & { cursor?: string | undefined; limit: number }): Promise<OfficeNoticeRow[]> =>
  db
    .select()
    .from(officeNotice)
    .where(and(scoped(by), by.cursor ? lt(officeNotice.id, by.cursor) : undefined))
    .orderBy(desc(officeNotice.id))
    .limit(by.limit)

/** The newest this member of the staff has read; empty before the first. */
export async function findSeen(db: Db, staffId: string): Promise<string> {
  const [row] = await db.select().from(officeNoticeSeen).where(eq(officeNoticeSeen.staffId, staffId))
  return row?.untilId ?? ''
}

/** Counted up to a hundred: a bell says no more than 99+. */
export async function countUnseen(db: Db, by: NoticeScope & { seen: string }): Promise<number> {
  const unseen = await db
    .select({ id: officeNotice.id })
    .from(officeNotice)
    .where(and(scoped(by), gt(officeNotice.id, by.seen)))
    .limit(100)
  return unseen.length
}

/** Never goes back: an old page that is read later unreads nothing. */
export const markSeen = (db: Db, by: { staffId: string; untilId: string }) =>
  db
    .insert(officeNoticeSeen)
    .values(by)
    .onConflictDoUpdate({ target: officeNoticeSeen.staffId, set: { untilId: sql`greatest(${officeNoticeSeen.untilId}, ${by.untilId}::text)` } })
