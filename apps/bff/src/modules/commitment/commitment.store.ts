import type { CommitmentStatus } from '@xinhui/contract'
import { dayInShanghai } from '@xinhui/rules'
import { and, asc, desc, eq, gte, inArray, isNull, lte, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'
import { commitment, commitmentCheck } from './commitment.table'

export type CommitmentRow = typeof commitment.$inferSelect
export type CheckRow = typeof commitmentCheck.$inferSelect

/** Inserts, or answers no row while the subject has the same promise open. */
export const insertCommitment = (db: Db, row: typeof commitment.$inferInsert): Promise<CommitmentRow[]> => db.insert(commitment).values(row).onConflictDoNothing().returning()
export const insertChecks = (db: Db, rows: (typeof commitmentCheck.$inferInsert)[]) => db.insert(commitmentCheck).values(rows)

/** Not owner-scoped: for the office. */
export async function findCommitment(db: Db, id: string): Promise<CommitmentRow | undefined> {
  const [row] = await db.select().from(commitment).where(eq(commitment.id, id))
  return row
}

/** Locked until commit, so that two who check at once come one after the other. */
export async function lockCommitment(db: Db, id: string): Promise<CommitmentRow | undefined> {
  const [row] = await db.select().from(commitment).where(eq(commitment.id, id)).for('no key update')
  return row
}

export async function findOwnCommitment(db: Db, by: { subjectId: string; id: string }): Promise<CommitmentRow | undefined> {
  const [row] = await db.select().from(commitment).where(and(eq(commitment.id, by.id), eq(commitment.subjectId, by.subjectId)))
  return row
}

export const listOwnCommitments = (db: Db, subjectId: string): Promise<CommitmentRow[]> => db.select().from(commitment).where(eq(commitment.subjectId, subjectId)).orderBy(desc(commitment.id))

/** The same promise, still open or kept and not yet run out. */
export async function findStanding(db: Db, by: { subjectId: string; template: string; today: string }): Promise<CommitmentRow | undefined> {
  const [row] = await db
    .select()
    .from(commitment)
    .where(and(eq(commitment.subjectId, by.subjectId), eq(commitment.template, by.template), sql`(status IN ('open', 'hearing') OR (status = 'kept' AND valid_until > ${by.today}::date))`))
    .orderBy(desc(commitment.id))
    .limit(1)
  return row
}

export const listChecks = (db: Db, commitmentIds: readonly string[]): Promise<CheckRow[]> =>
  commitmentIds.length === 0 ? Promise.resolve([]) : db.select().from(commitmentCheck).where(inArray(commitmentCheck.commitmentId, [...commitmentIds])).orderBy(asc(commitmentCheck.commitmentId), asc(commitmentCheck.seq))

/** Compare-and-set: a check is entered once. */
export const enterCheck = (db: Db, by: { commitmentId: string; checkId: string }, to: { result: 'met' | 'not-met'; noteSealed: string; checkedAt: Date; checkedByStaffId: string }): Promise<CheckRow[]> =>
  db
    .update(commitmentCheck)
    .set(to)
    .where(and(eq(commitmentCheck.id, by.checkId), eq(commitmentCheck.commitmentId, by.commitmentId), isNull(commitmentCheck.result)))
    .returning()

/** Compare-and-set on the state. */
export const moveCommitment = (db: Db, id: string, from: readonly CommitmentStatus[], to: Partial<CommitmentRow>): Promise<CommitmentRow[]> =>
  db
    .update(commitment)
    .set(to)
    .where(and(eq(commitment.id, id), inArray(commitment.status, [...from])))
    .returning()

/** Once, while the hearing lasts. */
export const writeStatement = (db: Db, by: { id: string; subjectId: string; statementSealed: string; now: Date }): Promise<CommitmentRow[]> =>
  db
    .update(commitment)
    .set({ statementSealed: by.statementSealed, statedAt: by.now })
    .where(and(eq(commitment.id, by.id), eq(commitment.subjectId, by.subjectId), eq(commitment.status, 'hearing'), isNull(commitment.statedAt)))
    .returning()

const orderDay = sql`coalesce(${commitment.nextDueOn}, '9999-12-31'::date)`

/** What is due first comes first, what has ended last; `after` is day and id of the last row of the page before. */
export const listCommitments = (db: Db, by: { status?: CommitmentStatus | undefined; after?: { day: string; id: string } | undefined; limit: number }): Promise<CommitmentRow[]> =>
  db
    .select()
    .from(commitment)
    .where(and(by.status ? eq(commitment.status, by.status) : undefined, by.after ? sql`(${orderDay}, ${commitment.id}) > (${by.after.day}::date, ${by.after.id})` : undefined))
    .orderBy(orderDay, asc(commitment.id))
    .limit(by.limit)

/** Open checks due up to `until` that nobody was reminded of. */
export const listToRemind = (db: Db, by: { until: string; limit: number }): Promise<CheckRow[]> =>
  db
    .select()
    .from(commitmentCheck)
    .where(and(isNull(commitmentCheck.result), isNull(commitmentCheck.remindedAt), lte(commitmentCheck.dueOn, by.until)))
    .orderBy(asc(commitmentCheck.dueOn))
    .limit(by.limit)

export const markReminded = (db: Db, id: string, now: Date) =>
  db
    .update(commitmentCheck)
    .set({ remindedAt: now })
    .where(and(eq(commitmentCheck.id, id), isNull(commitmentCheck.remindedAt)))
    .returning({ id: commitmentCheck.id })

/** Open checks: what a new calendar may move. */
export const listOpenChecks = (db: Db): Promise<(CheckRow & { signedAt: Date })[]> =>
  db
    .select({ check: commitmentCheck, signedAt: commitment.signedAt })
    .from(commitmentCheck)
    .innerJoin(commitment, eq(commitment.id, commitmentCheck.commitmentId))
    .where(and(isNull(commitmentCheck.result), eq(commitment.status, 'open')))
    .orderBy(asc(commitmentCheck.id))
    .then((rows) => rows.map((r) => ({ ...r.check, signedAt: r.signedAt })))

/** Compare-and-set: a check that was entered or moved meanwhile stays as it is. The commitment's next day follows. */
export async function moveCheck(db: Db, id: string, from: string, to: string): Promise<void> {
  const [moved] = await db
    .update(commitmentCheck)
    .set({ dueOn: to })
    .where(and(eq(commitmentCheck.id, id), isNull(commitmentCheck.result), eq(commitmentCheck.dueOn, from)))
    .returning({ commitmentId: commitmentCheck.commitmentId })
  if (!moved) return
  await db
    .update(commitment)
    .set({ nextDueOn: sql`(SELECT min(due_on) FROM commitment_check k WHERE k.commitment_id = ${moved.commitmentId} AND k.result IS NULL)` })
    .where(and(eq(commitment.id, moved.commitmentId), eq(commitment.status, 'open')))
}

/** Hearings whose signer may still speak on this day and has not. */
export const listHearings = (db: Db, today: string): Promise<{ id: string; text: CommitmentRow['text']; since: string; until: string }[]> =>
  db
    .select()
    .from(commitment)
    .where(and(eq(commitment.status, 'hearing'), isNull(commitment.statedAt), gte(commitment.hearingUntil, today)))
    .orderBy(asc(commitment.id))
    .then((rows) => rows.flatMap(({ id, text, hearingSince, hearingUntil }) => (hearingSince === null || hearingUntil === null ? [] : [{ id, text, since: dayInShanghai(hearingSince.getTime()), until: hearingUntil }])))

/** Compare-and-set: a hearing that ended or moved meanwhile stays as it is. */
export const moveHearing = (db: Db, id: string, from: string, to: string) =>
  db
    .update(commitment)
    .set({ hearingUntil: to, nextDueOn: to })
    .where(and(eq(commitment.id, id), eq(commitment.status, 'hearing'), eq(commitment.hearingUntil, from)))

/** Counts of the office's board. Promises of firms come from their files, whoever wrote them: this system or an office's import. */
export async function countCommitments(db: Db, today: string) {
  const [row] = await rowsOf<{ open: number; overdue: number; hearing: number; kept: number; broken: number; firms: number; commitments: number }>(
    db,
    sql`SELECT count(*) FILTER (WHERE status = 'open')::int AS open, count(*) FILTER (WHERE next_due_on < ${today}::date)::int AS overdue, count(*) FILTER (WHERE status = 'hearing')::int AS hearing,
          count(*) FILTER (WHERE status = 'kept')::int AS kept, count(*) FILTER (WHERE status = 'broken')::int AS broken,
          (SELECT count(*)::int FROM subject s LEFT JOIN organization o ON o.subject_id = s.id WHERE s.kind = 'organization' AND coalesce(o.status, 'live') = 'live') AS firms,
          (SELECT count(*)::int FROM publication p WHERE p.kind = 'commitment') AS commitments
        FROM commitment`,
  )
  return row ?? { open: 0, overdue: 0, hearing: 0, kept: 0, broken: 0, firms: 0, commitments: 0 }
}

/** How the promise's record stands in public; nothing when it was never published. */
export async function findPublished(db: Db, recordId: string): Promise<{ status: string; startsOn: string; endsOn: string | null; repairableOn: string | null } | undefined> {
  const [row] = await rowsOf<{ status: string; startsOn: string; endsOn: string | null; repairableOn: string | null }>(
    db,
    sql`SELECT status, starts_on::text AS "startsOn", ends_on::text AS "endsOn", repairable_on::text AS "repairableOn" FROM publication WHERE record_id = ${recordId}`,
  )
  return row
}
