import type { RepairKind, RepairStatus } from '@xinhui/contract'
import { and, asc, desc, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { recordset, rowsOf } from '../../db/sql'
import type { Clock } from './clocks'
import { OPEN } from './repair.lifecycle'
import { repairCase, repairChannel, repairClock, repairEvent, repairReview } from './repair.table'

export type CaseRow = typeof repairCase.$inferSelect
export type EventRow = typeof repairEvent.$inferSelect
export type ClockRow = typeof repairClock.$inferSelect
export type ReviewRow = typeof repairReview.$inferSelect

/** Inserts, or answers no row when another case of the record is open. */
export const insertCase = (db: Db, row: typeof repairCase.$inferInsert): Promise<CaseRow[]> => db.insert(repairCase).values(row).onConflictDoNothing().returning()

/** Not owner-scoped: whoever asks has checked whose it is. */
export async function findCase(db: Db, id: string): Promise<CaseRow | undefined> {
  const [row] = await db.select().from(repairCase).where(eq(repairCase.id, id))
  return row
}

export async function findOpenCase(db: Db, recordId: string): Promise<CaseRow | undefined> {
  const [row] = await db
    .select()
    .from(repairCase)
    .where(and(eq(repairCase.recordId, recordId), inArray(repairCase.status, [...OPEN])))
  return row
}

/** The newest case that was opened about this one. */
export async function findFollowUp(db: Db, row: Pick<CaseRow, 'id' | 'subjectId'>): Promise<CaseRow | undefined> {
  const [found] = await db
    .select()
    .from(repairCase)
    .where(and(eq(repairCase.subjectId, row.subjectId), eq(repairCase.linkedCaseId, row.id)))
    .orderBy(desc(repairCase.id))
    .limit(1)
  return found
}

/** A subject's own, newest first. */
export const listOwnCases = (db: Db, subjectId: string): Promise<CaseRow[]> => db.select().from(repairCase).where(eq(repairCase.subjectId, subjectId)).orderBy(desc(repairCase.id)).limit(200)

/** Compare-and-set on the state; the version it answers numbers the event of this move. No row: the case is elsewhere by now. */
export const moveCaseRow = (db: Db, id: string, from: readonly RepairStatus[], set: Partial<typeof repairCase.$inferInsert>): Promise<CaseRow[]> =>
  db
    .update(repairCase)
    .set({ ...set, version: sql`${repairCase.version} + 1` })
    .where(and(eq(repairCase.id, id), inArray(repairCase.status, [...from])))
    .returning()

/** What the applicant writes into a draft, or into a case that is to be put right; no event, nobody is waiting for it. */
export const editCaseRow = (db: Db, id: string, from: readonly RepairStatus[], set: Partial<typeof repairCase.$inferInsert>): Promise<CaseRow[]> =>
  db
    .update(repairCase)
    .set(set)
    .where(and(eq(repairCase.id, id), inArray(repairCase.status, [...from])))
    .returning()

/** Locks the case for a change of what hangs on it; the state decides. */
export async function lockCase(db: Db, id: string): Promise<CaseRow | undefined> {
  const [row] = await db.select().from(repairCase).where(eq(repairCase.id, id)).for('no key update')
  return row
}

export const insertEvent = (db: Db, row: typeof repairEvent.$inferInsert) => db.insert(repairEvent).values(row)

export const listEvents = (db: Db, caseId: string): Promise<EventRow[]> => db.select().from(repairEvent).where(eq(repairEvent.caseId, caseId)).orderBy(asc(repairEvent.seq))

/** Writes the clocks as the history gives them; when one was raised to the lead stays. */
export async function upsertClocks(db: Db, caseId: string, clocks: readonly Clock[]): Promise<void> {
  if (clocks.length === 0) return
  await db
    .insert(repairClock)
    .values(clocks.map((clock) => ({ caseId, ...clock })))
    .onConflictDoUpdate({
      target: [repairClock.caseId, repairClock.step, repairClock.office],
      set: { startedOn: sql`excluded.started_on`, workingDays: sql`excluded.working_days`, pauses: sql`excluded.pauses`, dueOn: sql`excluded.due_on`, provisional: sql`excluded.provisional`, doneOn: sql`excluded.done_on` },
    })
}

export const listClocks = (db: Db, caseIds: readonly string[]): Promise<ClockRow[]> =>
  caseIds.length === 0 ? Promise.resolve([]) : db.select().from(repairClock).where(inArray(repairClock.caseId, [...caseIds])).orderBy(asc(repairClock.startedOn), asc(repairClock.step), asc(repairClock.office))

/** Running clocks whose day has passed and that nobody was told of, the oldest first. */
export const takeOverdue = (db: Db, today: string, now: Date, limit: number) =>
  rowsOf<{ caseId: string; step: string; office: string }>(
    db,
    sql`UPDATE repair_clock SET escalated_at = ${now.toISOString()}::timestamptz
        WHERE (case_id, step, office) IN (SELECT case_id, step, office FROM repair_clock WHERE done_on IS NULL AND escalated_at IS NULL AND due_on < ${today}::date ORDER BY due_on, case_id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
        RETURNING case_id AS "caseId", step, office`,
  )

/** Running clocks whose day has come near, once each: up to and including `until`. */
export const takeNear = (db: Db, by: { today: string; until: string; now: Date; limit: number }) =>
  rowsOf<{ caseId: string; step: string; office: string }>(
    db,
    sql`UPDATE repair_clock SET amber_at = ${by.now.toISOString()}::timestamptz
        WHERE (case_id, step, office) IN (SELECT case_id, step, office FROM repair_clock WHERE done_on IS NULL AND amber_at IS NULL AND due_on BETWEEN ${by.today}::date AND ${by.until}::date ORDER BY due_on, case_id LIMIT ${by.limit} FOR UPDATE SKIP LOCKED)
        RETURNING case_id AS "caseId", step, office`,
  )

/** Asks offices; one that was asked already is not asked again. Answers those that are new. */
export async function insertReviews(db: Db, caseId: string, offices: readonly string[], now: Date): Promise<string[]> {
  if (offices.length === 0) return []
  const rows = await db.insert(repairReview).values(offices.map((office) => ({ caseId, office, askedAt: now }))).onConflictDoNothing().returning()
  return rows.map((r) => r.office)
}

export const listReviews = (db: Db, caseId: string): Promise<ReviewRow[]> => db.select().from(repairReview).where(eq(repairReview.caseId, caseId)).orderBy(asc(repairReview.office))

/** Once for each office. */
export const giveOpinionRow = (db: Db, by: { caseId: string; office: string }, to: { opinion: 'agree' | 'disagree'; noteSealed: string; givenAt: Date; givenByStaffId: string }): Promise<ReviewRow[]> =>
  db
    .update(repairReview)
    .set(to)
    .where(and(eq(repairReview.caseId, by.caseId), eq(repairReview.office, by.office), isNull(repairReview.givenAt)))
    .returning()

export interface QueueFilter {
  /** Null: the city's credit office, which sees all. */
  office: string | null
  status?: RepairStatus | undefined
  kind?: RepairKind | undefined
  clock?: 'red' | 'amber' | 'escalated' | 'late-channel' | undefined
  today: string
  /** Day up to which a clock counts as near. */
  amberUntil: string
  after?: { dueOn: string; id: string } | undefined
  limit: number
}

export interface QueueRow extends Record<string, unknown> {
  id: string
  dueOn: string
  escalated: boolean
  lateChannels: number
}

/** Nothing due: after everything that is. */
const NEVER = '9999-12-31'

/** Cases of an office (its own and those it was asked about), the most urgent first. A draft is nobody's business yet. */
export function listQueue(db: Db, by: QueueFilter): Promise<QueueRow[]> {
  const where: SQL[] = [sql`c.status <> 'draft'`]
  if (by.office !== null) where.push(sql`(c.office = ${by.office} OR EXISTS (SELECT 1 FROM repair_review v WHERE v.case_id = c.id AND v.office = ${by.office}))`)
  if (by.status) where.push(sql`c.status = ${by.status}`)
  if (by.kind) where.push(sql`c.kind = ${by.kind}`)
  if (by.clock === 'red') where.push(sql`k.due_on < ${by.today}::date`)
  if (by.clock === 'amber') where.push(sql`k.due_on BETWEEN ${by.today}::date AND ${by.amberUntil}::date`)
  if (by.clock === 'escalated') where.push(sql`k.escalated`)
  if (by.clock === 'late-channel') where.push(sql`h.late > 0`)
  if (by.after) where.push(sql`(coalesce(k.due_on, ${NEVER}::date), c.id) > (${by.after.dueOn}::date, ${by.after.id})`)
  return rowsOf<QueueRow>(
    db,
    sql`SELECT c.id, coalesce(k.due_on, ${NEVER}::date)::text AS "dueOn", coalesce(k.escalated, false) AS escalated, coalesce(h.late, 0)::int AS "lateChannels"
        FROM repair_case c
        LEFT JOIN LATERAL (SELECT min(due_on) AS due_on, bool_or(escalated_at IS NOT NULL) AS escalated FROM repair_clock WHERE case_id = c.id AND done_on IS NULL) k ON true
        LEFT JOIN LATERAL (SELECT count(*) FILTER (WHERE state = 'late') AS late FROM repair_channel WHERE case_id = c.id) h ON true
        WHERE ${sql.join(where, sql` AND `)}
        ORDER BY coalesce(k.due_on, ${NEVER}::date), c.id LIMIT ${by.limit}`,
  )
}

export async function findCases(db: Db, ids: readonly string[]): Promise<Map<string, CaseRow>> {
  if (ids.length === 0) return new Map()
  const rows = await db.select().from(repairCase).where(inArray(repairCase.id, [...ids]))
  return new Map(rows.map((r) => [r.id, r]))
}

/** Deadlines that run now, for a calendar that moves when a year's holidays are published. */
export const listOpenClocks = (db: Db): Promise<ClockRow[]> => db.select().from(repairClock).where(isNull(repairClock.doneOn)).orderBy(asc(repairClock.caseId), asc(repairClock.step), asc(repairClock.office))

/** Compare-and-set: a clock that stopped or moved meanwhile stays as it is. */
export const moveClock = (db: Db, clock: Pick<ClockRow, 'caseId' | 'step' | 'office'>, from: string | null, to: { dueOn: string | null; provisional: boolean }) =>
  db
    .update(repairClock)
    .set(to)
    .where(and(eq(repairClock.caseId, clock.caseId), eq(repairClock.step, clock.step), eq(repairClock.office, clock.office), isNull(repairClock.doneOn), from === null ? isNull(repairClock.dueOn) : eq(repairClock.dueOn, from)))

export const insertChannels = (db: Db, rows: readonly (typeof repairChannel.$inferInsert)[]) =>
  db.execute(sql`
    INSERT INTO repair_channel (case_id, channel, direction, state, next_at)
    SELECT i."caseId", i.channel, i.direction, i.state, i."nextAt" FROM ${recordset(rows.map((r) => ({ ...r, nextAt: r.nextAt.toISOString() })), '"caseId" text, channel text, direction text, state text, "nextAt" timestamptz')}
    ON CONFLICT DO NOTHING`)
