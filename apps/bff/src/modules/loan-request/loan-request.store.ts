import { and, asc, count, desc, eq, gt, inArray, isNull, lt, or, sql, type SQL } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { recordset, rowsOf } from '../../db/sql'
import { loanInterest, loanRequest } from './loan-request.table'

export type RequestRow = typeof loanRequest.$inferSelect

const utc = (column: SQL) => sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

export async function insertRequest(db: Db, row: typeof loanRequest.$inferInsert): Promise<RequestRow> {
  const [made] = await db.insert(loanRequest).values(row).returning()
  if (!made) throw new Error('a request made a moment ago is gone')
  return made
}

/** Not owner-scoped: whoever asks has checked whose it is. */
export async function findRequest(db: Db, id: string): Promise<RequestRow | undefined> {
  const [row] = await db.select().from(loanRequest).where(eq(loanRequest.id, id))
  return row
}

/** Locks the request for what hangs on it; the state decides. */
export async function lockRequest(db: Db, id: string): Promise<RequestRow | undefined> {
  const [row] = await db.select().from(loanRequest).where(eq(loanRequest.id, id)).for('no key update')
  return row
}

/** A firm's own, newest first. */
export const listRequests = (db: Db, subjectId: string): Promise<RequestRow[]> => db.select().from(loanRequest).where(eq(loanRequest.subjectId, subjectId)).orderBy(desc(loanRequest.id)).limit(100)

export async function countStanding(db: Db, subjectId: string): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(loanRequest)
    .where(and(eq(loanRequest.subjectId, subjectId), eq(loanRequest.status, 'standing')))
  return row?.count ?? 0
}

/** standing → closed, once. */
export async function closeRequestRow(db: Db, id: string, now: Date): Promise<RequestRow | undefined> {
  const [row] = await db
    .update(loanRequest)
    .set({ status: 'closed', closedAt: now })
    .where(and(eq(loanRequest.id, id), eq(loanRequest.status, 'standing')))
    .returning()
  return row
}

/** standing → expired, for those whose last day has passed; answers whose they were. */
export const expireRequests = (db: Db, today: string, now: Date, limit: number) =>
  rowsOf<{ id: string; subjectId: string }>(
    db,
    sql`UPDATE loan_request SET status = 'expired', closed_at = ${now.toISOString()}::timestamptz
        WHERE id IN (SELECT id FROM loan_request WHERE status = 'standing' AND valid_until < ${today}::date ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
        RETURNING id, subject_id AS "subjectId"`,
  )

/** none → declared, once; only while it stands. */
export async function declareRow(db: Db, id: string, now: Date): Promise<RequestRow | undefined> {
  const [row] = await db
    .update(loanRequest)
    .set({ coordination: 'declared', declaredAt: now })
    .where(and(eq(loanRequest.id, id), eq(loanRequest.status, 'standing'), eq(loanRequest.coordination, 'none')))
    .returning()
  return row
}

/** declared → recommended or declined, once. */
export async function listRow(db: Db, id: string, to: { coordination: 'recommended' | 'declined'; criteria: RequestRow['criteria']; listedOn: string; listedByStaffId: string; listingNoteSealed: string | null }): Promise<RequestRow | undefined> {
  const [row] = await db
    .update(loanRequest)
    .set(to)
    .where(and(eq(loanRequest.id, id), eq(loanRequest.coordination, 'declared')))
    .returning()
  return row
}

export const listByCoordination = (db: Db, state: 'declared' | 'recommended' | 'declined'): Promise<RequestRow[]> => db.select().from(loanRequest).where(eq(loanRequest.coordination, state)).orderBy(asc(loanRequest.declaredAt), asc(loanRequest.id)).limit(500)

/** Known to every process: reopening the matches and matching a stretch wait for each other, matching stretches do not. */
const MATCHES_LOCK = 7120337

/** Until commit no match is reopened: a stretch that still had the old offer is seen, whole, by what reopens after it. */
export const holdMatches = (db: Db) => db.execute(sql`SELECT pg_advisory_xact_lock_shared(${MATCHES_LOCK})`)

/** Standing requests after this id not matched on `today` yet, a stretch at a time; locked so that several processes share the work. */
export const takeUnmatched = (db: Db, by: { today: string; after: string; limit: number }): Promise<RequestRow[]> =>
  db
    .select()
    .from(loanRequest)
    .where(and(eq(loanRequest.status, 'standing'), gt(loanRequest.id, by.after), or(isNull(loanRequest.matchedOn), lt(loanRequest.matchedOn, by.today))))
    .orderBy(asc(loanRequest.id))
    .limit(by.limit)
    .for('no key update', { skipLocked: true })

/** Has every standing request matched again that was matched today already, stretches under way included. */
export async function reopenMatches(db: Db, today: string): Promise<void> {
  await db.execute(sql`SELECT pg_advisory_xact_lock(${MATCHES_LOCK})`)
  await db
    .update(loanRequest)
    .set({ matchedOn: sql`${loanRequest.matchedOn} - 1` })
    .where(and(eq(loanRequest.status, 'standing'), eq(loanRequest.matchedOn, today)))
}

/** The day a stretch was matched on, in one statement; `fitting` null: as it was. */
export const keepMatches = (db: Db, matchedOn: string, rows: readonly { id: string; fitting: readonly string[] | null }[]) =>
  db.execute(
    sql`UPDATE loan_request r SET matched_on = ${matchedOn}::date, fitting = CASE WHEN i.fitting IS NULL THEN r.fitting ELSE ARRAY(SELECT jsonb_array_elements_text(i.fitting)) END
        FROM ${recordset(rows, 'id text, fitting jsonb')} WHERE r.id = i.id`,
  )

/** Once for each lender. */
export const insertInterest = (db: Db, row: typeof loanInterest.$inferInsert) => db.insert(loanInterest).values(row).onConflictDoNothing().returning({ id: loanInterest.id })

export async function findRequests(db: Db, ids: readonly string[]): Promise<Map<string, RequestRow>> {
  const rows = ids.length === 0 ? [] : await db.select().from(loanRequest).where(inArray(loanRequest.id, [...new Set(ids)]))
  return new Map(rows.map((r) => [r.id, r]))
}

export interface InterestRow extends Record<string, unknown> {
  id: string
  requestId: string
  lenderId: string
  lenderName: string
  productId: string
  productName: string
  at: string
}

export async function listInterests(db: Db, requestIds: readonly string[]): Promise<InterestRow[]> {
  if (requestIds.length === 0) return []
  return rowsOf<InterestRow>(
    db,
    sql`SELECT i.id, i.request_id AS "requestId", i.lender_id AS "lenderId", l.name AS "lenderName", i.product_id AS "productId", p.name AS "productName", ${utc(sql`i.at`)} AS at
        FROM loan_interest i JOIN lender l ON l.id = i.lender_id JOIN loan_product p ON p.id = i.product_id
        WHERE ${inArray(sql`i.request_id`, [...requestIds])} ORDER BY i.at, i.id`,
  )
}

export interface PoolRow extends Record<string, unknown> {
  id: string
  amountFen: number
  termMonths: number
  use: RequestRow['use']
  district: string | null
  collateral: RequestRow['collateral']
  since: string
  coordination: string
  lenders: number
  mine: boolean
}

/** Standing requests whose firm put them into the pool and has not signed anything for them; nothing here says whose they are. */
export const listPool = (db: Db, lenderId: string, today: string): Promise<PoolRow[]> =>
  rowsOf<PoolRow>(
    db,
    sql`SELECT r.id, r.amount_fen::float8 AS "amountFen", r.term_months AS "termMonths", r.use, coalesce(o.district, s.district) AS district, r.collateral, ${utc(sql`r.created_at`)} AS since, r.coordination,
               (SELECT count(*)::int FROM loan_interest i WHERE i.request_id = r.id) AS lenders,
               EXISTS (SELECT 1 FROM loan_interest i WHERE i.request_id = r.id AND i.lender_id = ${lenderId}) AS mine
        FROM loan_request r JOIN subject s ON s.id = r.subject_id LEFT JOIN organization o ON o.subject_id = s.id
        WHERE r.status = 'standing' AND r.in_pool AND r.valid_until >= ${today}::date
          AND NOT EXISTS (SELECT 1 FROM loan_application a WHERE a.request_id = r.id AND (a.signed_on IS NOT NULL OR (a.lender_id = ${lenderId} AND a.status NOT IN ('returned', 'withdrawn'))))
        ORDER BY r.id LIMIT 200`,
  )
