import type { RepaymentMethod } from '@xinhui/rules/financing/index'
import type { LoanStatus } from '@xinhui/contract'
import { and, asc, desc, eq, inArray, isNull, lt, ne, sql, type SQL } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'
import { findRequests, type RequestRow } from '../loan-request/loan-request.store'
import { loanApplication, loanClock, loanEvent } from './loan-application.table'
import type { LoanClock } from './loan-clocks'

export type ApplicationRow = typeof loanApplication.$inferSelect
export type LoanEventRow = typeof loanEvent.$inferSelect
export type LoanClockRow = typeof loanClock.$inferSelect

/** Inserts, or answers no row when the lender has an open application of this request. */
export async function insertApplication(db: Db, row: typeof loanApplication.$inferInsert): Promise<ApplicationRow | undefined> {
  const [made] = await db.insert(loanApplication).values(row).onConflictDoNothing().returning()
  return made
}

/** Not owner-scoped: whoever asks has checked whose it is. */
export async function findApplication(db: Db, id: string): Promise<ApplicationRow | undefined> {
  const [row] = await db.select().from(loanApplication).where(eq(loanApplication.id, id))
  return row
}

/** Locks the application: what a step changes depends on what it is now. */
export async function lockApplication(db: Db, id: string): Promise<ApplicationRow | undefined> {
  const [row] = await db.select().from(loanApplication).where(eq(loanApplication.id, id)).for('no key update')
  return row
}

export const listByConsent = (db: Db, consentId: string): Promise<ApplicationRow[]> => db.select().from(loanApplication).where(eq(loanApplication.consentId, consentId))

/** Applications to a lender that are not closed. */
export async function listOpenOf(db: Db, lenderId: string): Promise<Pick<ApplicationRow, 'id' | 'subjectId'>[]> {
  return db.select({ id: loanApplication.id, subjectId: loanApplication.subjectId }).from(loanApplication).where(and(eq(loanApplication.lenderId, lenderId), isNull(loanApplication.closedAt))).orderBy(asc(loanApplication.id))
}

export async function findOpenApplication(db: Db, requestId: string, lenderId: string): Promise<ApplicationRow | undefined> {
  const [row] = await db
    .select()
    .from(loanApplication)
    .where(and(eq(loanApplication.requestId, requestId), eq(loanApplication.lenderId, lenderId), sql`${loanApplication.status} NOT IN ('refused', 'declined', 'withdrawn', 'returned', 'settled')`))
  return row
}

/** The newest application of a request to each lender. */
export async function latestByLender(db: Db, requestId: string): Promise<Map<string, ApplicationRow>> {
  const rows = await db.select().from(loanApplication).where(eq(loanApplication.requestId, requestId)).orderBy(asc(loanApplication.id))
  return new Map(rows.map((r) => [r.lenderId, r]))
}

export const listApplications = (db: Db, subjectId: string): Promise<ApplicationRow[]> => db.select().from(loanApplication).where(eq(loanApplication.subjectId, subjectId)).orderBy(desc(loanApplication.id)).limit(100)

/** Compare-and-set on the state; the version it answers numbers the event of this move. No row: it is elsewhere by now. */
export async function moveApplicationRow(db: Db, id: string, from: readonly LoanStatus[], set: Partial<typeof loanApplication.$inferInsert>): Promise<ApplicationRow | undefined> {
  const [row] = await db
    .update(loanApplication)
    .set({ ...set, version: sql`${loanApplication.version} + 1` })
    .where(and(eq(loanApplication.id, id), inArray(loanApplication.status, [...from])))
    .returning()
  return row
}

export const countCallback = (db: Db, id: string, seq: number) => db.update(loanApplication).set({ callbackSeq: seq }).where(eq(loanApplication.id, id))

export const insertEvent = (db: Db, row: typeof loanEvent.$inferInsert) => db.insert(loanEvent).values(row)

export const listEvents = (db: Db, applicationId: string): Promise<LoanEventRow[]> => db.select().from(loanEvent).where(eq(loanEvent.applicationId, applicationId)).orderBy(asc(loanEvent.seq))

/** Writes the clocks as the history gives them. */
export async function upsertClocks(db: Db, applicationId: string, clocks: readonly LoanClock[]): Promise<void> {
  if (clocks.length === 0) return
  await db
    .insert(loanClock)
    .values(clocks.map((clock) => ({ applicationId, ...clock })))
    .onConflictDoUpdate({
      target: [loanClock.applicationId, loanClock.step],
      set: { startedOn: sql`excluded.started_on`, workingDays: sql`excluded.working_days`, dueOn: sql`excluded.due_on`, provisional: sql`excluded.provisional`, doneOn: sql`excluded.done_on` },
    })
}

export async function clocksByApplication(db: Db, ids: readonly string[]): Promise<Map<string, LoanClockRow[]>> {
  const rows = ids.length === 0 ? [] : await db.select().from(loanClock).where(inArray(loanClock.applicationId, [...ids])).orderBy(asc(loanClock.startedOn), asc(loanClock.step))
  const by = new Map<string, LoanClockRow[]>()
  for (const row of rows) by.set(row.applicationId, [...(by.get(row.applicationId) ?? []), row])
  return by
}

/** Running clocks in working days, for a year's notice that moves them. */
export const listOpenClocks = (db: Db): Promise<LoanClockRow[]> => db.select().from(loanClock).where(and(isNull(loanClock.doneOn), ne(loanClock.step, 'month'))).orderBy(asc(loanClock.applicationId), asc(loanClock.step))

/** Compare-and-set: a clock that stopped or moved meanwhile stays as it is. */
export const moveClock = (db: Db, clock: Pick<LoanClockRow, 'applicationId' | 'step'>, from: string, to: { dueOn: string; provisional: boolean }) =>
  db
    .update(loanClock)
    .set(to)
    .where(and(eq(loanClock.applicationId, clock.applicationId), eq(loanClock.step, clock.step), isNull(loanClock.doneOn), eq(loanClock.dueOn, from)))

/** Applications nobody took within the lender's time, the oldest first. */
export async function listUnaccepted(db: Db, today: string, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: loanClock.applicationId })
    .from(loanClock)
    .innerJoin(loanApplication, eq(loanApplication.id, loanClock.applicationId))
    .where(and(eq(loanClock.step, 'accept'), isNull(loanClock.doneOn), lt(loanClock.dueOn, today), eq(loanApplication.status, 'submitted')))
    .orderBy(asc(loanClock.dueOn), asc(loanClock.applicationId))
    .limit(limit)
  return rows.map((r) => r.id)
}

/** Offers whose last day has passed unanswered. */
export async function listLapsed(db: Db, today: string, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: loanApplication.id })
    .from(loanApplication)
    .where(and(eq(loanApplication.status, 'offered'), lt(loanApplication.offerValidUntil, today)))
    .orderBy(asc(loanApplication.id))
    .limit(limit)
  return rows.map((r) => r.id)
}

/** What a page names beside the row itself. */
export interface NamedApplication {
  row: ApplicationRow
  firmName: string
  uscc: string
  lenderName: string
  productName: string
  method: RepaymentMethod
  request: RequestRow
  consent: { fields: string[]; status: 'living' | 'withdrawn' | 'expired'; expiresAt: Date | null }
}

interface Names extends Record<string, unknown> {
  id: string
  firmName: string
  uscc: string
  lenderName: string
  productName: string
  method: RepaymentMethod
  fields: string[]
  consentStatus: 'living' | 'withdrawn' | 'expired'
  expiresAt: string | null
}

/** In the order asked for; whoever asks has checked whose they are. */
export async function nameApplications(db: Db, ids: readonly string[]): Promise<NamedApplication[]> {
  if (ids.length === 0) return []
  const rows = new Map((await db.select().from(loanApplication).where(inArray(loanApplication.id, [...ids]))).map((r) => [r.id, r]))
  const requests = await findRequests(db, [...rows.values()].map((r) => r.requestId))
  const names = await rowsOf<Names>(
    db,
    sql`SELECT a.id, coalesce(s.name, '') AS "firmName", coalesce(s.uscc, '') AS uscc, l.name AS "lenderName", v.name AS "productName", v.method,
               to_jsonb(c.fields) AS fields, c.status AS "consentStatus", to_char(c.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "expiresAt"
        FROM loan_application a JOIN subject s ON s.id = a.subject_id JOIN lender l ON l.id = a.lender_id JOIN loan_product_version v ON v.product_id = a.product_id AND v.version = a.product_version JOIN consent c ON c.id = a.consent_id
        WHERE ${inArray(sql`a.id`, [...ids])}`,
  )
  const by = new Map(names.map((n) => [n.id, n]))
  return ids.flatMap((id) => {
    const [row, name] = [rows.get(id), by.get(id)]
    const request = row && requests.get(row.requestId)
    if (!row || !name || !request) return []
    const { firmName, uscc, lenderName, productName, method, fields, consentStatus, expiresAt } = name
    return [{ row, firmName, uscc, lenderName, productName, method, request, consent: { fields, status: consentStatus, expiresAt: expiresAt === null ? null : new Date(expiresAt) } }]
  })
}

export interface LenderListFilter {
  lenderId: string
  status?: LoanStatus | undefined
  clock?: 'today' | 'late' | undefined
  open?: boolean | undefined
  today: string
  now: Date
  after?: { dueOn: string; id: string } | undefined
  limit: number
}

const NEVER = '9999-12-31'

/**
 * A lender's applications, the most urgent first. Whose consent has ended is gone from the list before anything is signed; a loan
 * that is signed stays in it, without a name.
 */
export function listForLender(db: Db, by: LenderListFilter) {
  const where: SQL[] = [sql`a.lender_id = ${by.lenderId}`, sql`(a.signed_on IS NOT NULL OR (c.status = 'living' AND c.expires_at > ${by.now.toISOString()}::timestamptz))`]
  if (by.status) where.push(sql`a.status = ${by.status}`)
  if (by.open !== undefined) where.push(by.open ? sql`a.closed_at IS NULL` : sql`a.closed_at IS NOT NULL`)
  if (by.clock === 'late') where.push(sql`k.due_on < ${by.today}::date`)
  if (by.clock === 'today') where.push(sql`k.due_on = ${by.today}::date`)
  if (by.after) where.push(sql`(coalesce(k.due_on, ${NEVER}::date), a.id) > (${by.after.dueOn}::date, ${by.after.id})`)
  return rowsOf<{ id: string; dueOn: string }>(
    db,
    sql`SELECT a.id, coalesce(k.due_on, ${NEVER}::date)::text AS "dueOn"
        FROM loan_application a JOIN consent c ON c.id = a.consent_id
        LEFT JOIN LATERAL (SELECT min(due_on) AS due_on FROM loan_clock WHERE application_id = a.id AND done_on IS NULL) k ON true
        WHERE ${sql.join(where, sql` AND `)}
        ORDER BY coalesce(k.due_on, ${NEVER}::date), a.id LIMIT ${by.limit}`,
  )
}

/** How often each lender was late since that day: a step of its own done after its day, or running past it. Lenders below `atLeast` are not among them. */
export async function lateCounts(db: Db, by: { today: string; since: string; atLeast: number }): Promise<Map<string, number>> {
  const rows = await rowsOf<{ lenderId: string; late: number }>(
    db,
    sql`SELECT a.lender_id AS "lenderId", count(*)::int AS late
        FROM loan_clock k JOIN loan_application a ON a.id = k.application_id
        WHERE k.step IN ('accept', 'answer', 'reply', 'month') AND k.due_on >= ${by.since}::date AND coalesce(k.done_on, ${by.today}::date) > k.due_on
        GROUP BY a.lender_id HAVING count(*) >= ${by.atLeast}::int`,
  )
  return new Map(rows.map((r) => [r.lenderId, r.late]))
}

/** A product's answers so far: what its chance is reckoned from. */
export async function answersByProduct(db: Db): Promise<Map<string, { decided: number; granted: number }>> {
  const rows = await rowsOf<{ productId: string; decided: number; granted: number }>(
    db,
    sql`SELECT product_id AS "productId", count(*)::int AS decided, count(*) FILTER (WHERE offered_fen IS NOT NULL)::int AS granted
        FROM loan_application WHERE answered_at IS NOT NULL GROUP BY product_id`,
  )
  return new Map(rows.map(({ productId, decided, granted }) => [productId, { decided, granted }]))
}

/** Where the firm is and what it does, for the figures. */
export async function findPlace(db: Db, subjectId: string): Promise<{ district: string | null; industry: string | null }> {
  const [row] = await rowsOf<{ district: string | null; industry: string | null }>(
    db,
    sql`SELECT coalesce(o.district, s.district) AS district, o.industry FROM subject s LEFT JOIN organization o ON o.subject_id = s.id WHERE s.id = ${subjectId}`,
  )
  return row ?? { district: null, industry: null }
}

/** Whether anything of this request is signed or lent. */
export async function hasSigned(db: Db, requestId: string): Promise<boolean> {
  const [row] = await db
    .select({ id: loanApplication.id })
    .from(loanApplication)
    .where(and(eq(loanApplication.requestId, requestId), sql`${loanApplication.signedOn} IS NOT NULL`))
    .limit(1)
  return row !== undefined
}
