import type { InterviewStatus } from '@xinhui/contract'
import { dayInShanghai } from '@xinhui/rules'
import { and, asc, desc, eq, gte, inArray, isNull } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { afterId } from '../../db/sql'
import { interview } from './monitoring.table'

export type InterviewRow = typeof interview.$inferSelect

/** Inserts, or answers no row while the firm has a notice open. */
export const insertInterview = (db: Db, row: typeof interview.$inferInsert): Promise<InterviewRow[]> => db.insert(interview).values(row).onConflictDoNothing().returning()

/** Not owner-scoped: for the office. */
export async function findInterview(db: Db, id: string): Promise<InterviewRow | undefined> {
  const [row] = await db.select().from(interview).where(eq(interview.id, id))
  return row
}

export async function findFirmInterview(db: Db, by: { firmId: string; id: string }): Promise<InterviewRow | undefined> {
  const [row] = await db.select().from(interview).where(and(eq(interview.id, by.id), eq(interview.firmId, by.firmId)))
  return row
}

export const listFirmInterviews = (db: Db, firmId: string): Promise<InterviewRow[]> => db.select().from(interview).where(eq(interview.firmId, firmId)).orderBy(desc(interview.id))

/** Newest first; `cursor` is the last id of the page before. */
export const listInterviews = (db: Db, by: { status?: InterviewStatus | undefined; cursor?: string | undefined; limit: number }): Promise<InterviewRow[]> =>
  db
    .select()
    .from(interview)
    .where(and(by.status ? eq(interview.status, by.status) : undefined, afterId(interview.id, by.cursor)))
    .orderBy(desc(interview.id))
    .limit(by.limit)

/** Compare-and-set on the state. */
export const moveInterview = (db: Db, id: string, from: readonly InterviewStatus[], to: Partial<InterviewRow>): Promise<InterviewRow[]> =>
  db
    .update(interview)
    .set(to)
    .where(and(eq(interview.id, id), inArray(interview.status, [...from])))
    .returning()

/** Results that may still be appealed against on this day. */
export const listAppealable = (db: Db, today: string): Promise<{ id: string; heldOn: string; appealUntil: string }[]> =>
  db
    .select()
    .from(interview)
    .where(and(eq(interview.status, 'held'), gte(interview.appealUntil, today)))
    .orderBy(asc(interview.id))
    .then((rows) => rows.flatMap(({ id, heldAt, appealUntil }) => (heldAt === null || appealUntil === null ? [] : [{ id, heldOn: dayInShanghai(heldAt.getTime()), appealUntil }])))

/** Compare-and-set: one that was appealed against or moved meanwhile stays as it is. */
export const moveAppeal = (db: Db, id: string, from: string, to: string) =>
  db
    .update(interview)
    .set({ appealUntil: to })
    .where(and(eq(interview.id, id), eq(interview.status, 'held'), eq(interview.appealUntil, from)))

/** Once, before the result is entered. */
export const writeInterviewStatement = (db: Db, by: { id: string; firmId: string; statementSealed: string; now: Date }): Promise<InterviewRow[]> =>
  db
    .update(interview)
    .set({ statementSealed: by.statementSealed, statedAt: by.now })
    .where(and(eq(interview.id, by.id), eq(interview.firmId, by.firmId), eq(interview.status, 'notified'), isNull(interview.statedAt)))
    .returning()
