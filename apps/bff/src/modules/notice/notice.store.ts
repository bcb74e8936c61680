import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { notice } from './notice.table'

export type NoticeRow = typeof notice.$inferSelect

/** Once per kind and cause. */
export const insertNotice = (db: Db, row: typeof notice.$inferInsert | (typeof notice.$inferInsert)[]) => db.insert(notice).values(Array.isArray(row) ? row : [row]).onConflictDoNothing()

/** Newest first; `cursor` is the last id of the page before. */
export const listNotices = (db: Db, by: { subjectId: string; cursor?: string | undefined; limit: number }): Promise<NoticeRow[]> =>
  db
    .select()
    .from(notice)
    .where(and(eq(notice.subjectId, by.subjectId), by.cursor ? lt(notice.id, by.cursor) : undefined))
    .orderBy(desc(notice.id))
    .limit(by.limit)

export async function countUnread(db: Db, subjectId: string): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(notice)
    .where(and(eq(notice.subjectId, subjectId), isNull(notice.readAt)))
  return row?.count ?? 0
}

/** Keeps the instant of the first reading; answers no row when the notice is not theirs. */
export const markRead = (db: Db, by: { subjectId: string; id: string; now: Date }) =>
  db
    .update(notice)
    .set({ readAt: sql`coalesce(${notice.readAt}, ${by.now.toISOString()}::timestamptz)` })
    .where(and(eq(notice.id, by.id), eq(notice.subjectId, by.subjectId)))
    .returning({ id: notice.id })

/** All of one kind: they go with what they are about. */
export const deleteNotices = (db: Db, subjectId: string, kind: string) => db.delete(notice).where(and(eq(notice.subjectId, subjectId), eq(notice.kind, kind)))
