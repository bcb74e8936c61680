import type { ObjectionStatus } from '@xinhui/contract'
import { and, asc, desc, eq, inArray, isNotNull, isNull, lt } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { afterId } from '../../db/sql'
import type { Outcome } from './objection.lifecycle'
import { objection } from './objection.table'

export type ObjectionRow = typeof objection.$inferSelect

/** Inserts, or answers no row when the record is under review already. */
export const insertObjection = (db: Db, row: typeof objection.$inferInsert): Promise<ObjectionRow[]> => db.insert(objection).values(row).onConflictDoNothing().returning()

/** Not owner-scoped: for reviewers. */
export async function findObjection(db: Db, id: string): Promise<ObjectionRow | undefined> {
  const [row] = await db.select().from(objection).where(eq(objection.id, id))
  return row
}

export async function findOpenObjection(db: Db, recordId: string): Promise<ObjectionRow | undefined> {
  const [row] = await db
    .select()
    .from(objection)
    .where(and(eq(objection.recordId, recordId), eq(objection.status, 'open')))
  return row
}

/** By record: the review under way. */
export async function listOpenObjections(db: Db, recordIds: readonly string[]): Promise<Map<string, { id: string; filedAt: Date }>> {
  if (recordIds.length === 0) return new Map()
  const rows = await db
    .select({ id: objection.id, recordId: objection.recordId, filedAt: objection.filedAt })
    .from(objection)
    .where(and(inArray(objection.recordId, [...recordIds]), eq(objection.status, 'open')))
  return new Map(rows.map((r) => [r.recordId, r]))
}

/** A subject's own, newest first. */
export const listOwnObjections = (db: Db, subjectId: string): Promise<ObjectionRow[]> => db.select().from(objection).where(eq(objection.subjectId, subjectId)).orderBy(desc(objection.id))

/** Newest first; `cursor` is the last id of the page before. */
export const listObjections = (db: Db, by: { status?: ObjectionStatus | undefined; cursor?: string | undefined; limit: number }): Promise<ObjectionRow[]> =>
  db
    .select()
    .from(objection)
    .where(and(by.status ? eq(objection.status, by.status) : undefined, afterId(objection.id, by.cursor)))
    .orderBy(desc(objection.id))
    .limit(by.limit)

/** Compare-and-set: open → answered, once. */
export const answerObjectionRow = (db: Db, id: string, to: { status: Outcome; answerSealed: string; answeredAt: Date; answeredByStaffId: string }): Promise<ObjectionRow[]> =>
  db
    .update(objection)
    .set(to)
    .where(and(eq(objection.id, id), eq(objection.status, 'open')))
    .returning()

/** Compare-and-set: forwarded once, while it is open. */
export const forwardObjectionRow = (db: Db, id: string, to: { forwardedAt: Date; forwardedTo: string }): Promise<ObjectionRow[]> =>
  db
    .update(objection)
    .set(to)
    .where(and(eq(objection.id, id), eq(objection.status, 'open'), isNull(objection.forwardedAt)))
    .returning()

/** Compare-and-set: the office's answer, once, after it was forwarded. */
export const replyObjectionRow = (db: Db, id: string, to: { officePosition: 'stands' | 'wrong'; officeReplySealed: string; officeRepliedAt: Date }): Promise<ObjectionRow[]> =>
  db
    .update(objection)
    .set(to)
    .where(and(eq(objection.id, id), eq(objection.status, 'open'), isNotNull(objection.forwardedAt), isNull(objection.officeRepliedAt)))
    .returning()

/** Open ones filed before `before` that were not escalated, oldest first. */
export const listToEscalate = (db: Db, by: { before: Date; limit: number }): Promise<ObjectionRow[]> =>
  db
    .select()
    .from(objection)
    .where(and(eq(objection.status, 'open'), isNull(objection.escalatedAt), lt(objection.filedAt, by.before)))
    .orderBy(asc(objection.filedAt))
    .limit(by.limit)

export const escalateObjectionRow = (db: Db, id: string, now: Date) =>
  db
    .update(objection)
    .set({ escalatedAt: now })
    .where(and(eq(objection.id, id), eq(objection.status, 'open'), isNull(objection.escalatedAt)))
    .returning({ id: objection.id })
