import type { ObjectionStatus } from '@xinhui/contract'
import { and, asc, desc, eq, inArray, isNotNull, isNull, not, or, sql, type SQL } from 'drizzle-orm'
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

/** All that are under review. */
export const listOpen = (db: Db): Promise<ObjectionRow[]> => db.select().from(objection).where(eq(objection.status, 'open')).orderBy(asc(objection.id))

/** A subject's own, newest first. */
export const listOwnObjections = (db: Db, subjectId: string): Promise<ObjectionRow[]> => db.select().from(objection).where(eq(objection.subjectId, subjectId)).orderBy(desc(objection.id))

/** Which open ones: with these marks, or those that were escalated. */
export type ClockFilter = { is: readonly Mark[]; not?: readonly Mark[] } | 'escalated'

const clocked = (clock: ClockFilter | undefined): SQL | undefined => {
  if (clock === undefined) return undefined
  if (clock === 'escalated') return and(eq(objection.status, 'open'), isNotNull(objection.escalatedAt))
  const others = clock.not === undefined ? undefined : bearing(clock.not)
  return and(bearing(clock.is), others && not(others))
}

/** Newest first; `cursor` is the last id of the page before. */
export const listObjections = (db: Db, by: { status?: ObjectionStatus | undefined; clock?: ClockFilter | undefined; cursor?: string | undefined; limit: number }): Promise<ObjectionRow[]> =>
  db
    .select()
    .from(objection)
    .where(and(by.status ? eq(objection.status, by.status) : undefined, clocked(by.clock), afterId(objection.id, by.cursor)))
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

/** What an open objection waits for, and how near that is. */
export interface Mark {
  step: 'forward' | 'decide'
  colour: 'amber' | 'red'
  /** Filed up to this day it is so. */
  filedUntil: string
}

const filedUntil = (day: string) => sql`(${objection.filedAt} AT TIME ZONE 'Asia/Shanghai')::date <= ${day}::date`

/** Past the day of its decision one is late wherever it is; near it only where it waits for the decision. */
const marked = ({ step, colour, filedUntil: day }: Mark) =>
  and(
    eq(objection.status, 'open'),
    step === 'forward' ? isNull(objection.forwardedAt) : colour === 'amber' ? isNotNull(objection.forwardedAt) : undefined,
    filedUntil(day),
  )

/** Takes open ones that bear this mark and were not told of yet, oldest first; a decision past its day is escalated with it. Inside a transaction. */
export async function takeMarked(db: Db, mark: Mark, by: { now: Date; limit: number }): Promise<ObjectionRow[]> {
  const told = `${mark.step}:${mark.colour}`
  const due = await db
    .select({ id: objection.id })
    .from(objection)
    .where(and(marked(mark), sql`NOT ${objection.marks} && ARRAY[${told}, ${`${mark.step}:red`}]::text[]`))
    .orderBy(asc(objection.filedAt))
    .limit(by.limit)
    .for('no key update', { skipLocked: true })
  if (due.length === 0) return []
  return db
    .update(objection)
    .set({ marks: sql`array_append(${objection.marks}, ${told}::text)`, ...(told === 'decide:red' ? { escalatedAt: by.now } : {}) })
    .where(inArray(objection.id, due.map((d) => d.id)))
    .returning()
}

/** The marks of a colour, for a list of the office's. */
const bearing = (marks: readonly Mark[]) => or(...marks.map(marked))
