import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { account, session, spentToken, staff } from './identity.table'

export type SessionRow = typeof session.$inferSelect
type RevokedReason = NonNullable<SessionRow['revokedReason']>

const prepareSessionOwner = (db: Db) =>
  db
    .select({
      accountId: session.accountId,
      staffId: session.staffId,
      expiresAt: session.expiresAt,
      revokedAt: session.revokedAt,
      subjectId: account.subjectId,
      // An officer of a lender that is suspended or has left is nobody here.
      active: sql<boolean | null>`${staff.active} AND NOT EXISTS (SELECT FROM lender l WHERE l.id = ${staff.lenderId} AND l.status <> 'active')`,
      roles: staff.roles,
      merchantId: staff.merchantId,
      lenderId: staff.lenderId,
    })
    .from(session)
    .leftJoin(account, eq(account.id, session.accountId))
    .leftJoin(staff, eq(staff.id, session.staffId))
    .where(eq(session.id, sql.placeholder('id')))
    .prepare('session_owner')

/** Built once a database: this runs for nearly every request. */
const sessionOwner = new WeakMap<Db, ReturnType<typeof prepareSessionOwner>>()

/** Who a session belongs to and what they may do now. */
export async function findSessionOwner(db: Db, id: string) {
  let statement = sessionOwner.get(db)
  if (!statement) {
    statement = prepareSessionOwner(db)
    sessionOwner.set(db, statement)
  }
  const [row] = await statement.execute({ id })
  return row
}

export const insertSession = (db: Db, row: typeof session.$inferInsert) => db.insert(session).values(row)

/**
 * The one conditional UPDATE that decides which use of a refresh token wins. `slideTo` moves the end of the session,
 * never past `maxDays` after the login; without it the end stays.
 */
export async function rotateToken(db: Db, to: { id: string; owner: 'account' | 'staff'; oldHash: string; newHash: string; now: Date; slide: { to: Date; maxDays: number } | null }): Promise<SessionRow | undefined> {
  const [row] = await db
    .update(session)
    .set({
      tokenHash: to.newHash,
      generation: sql`${session.generation} + 1`,
      lastUsedAt: to.now,
      ...(to.slide ? { expiresAt: sql`least(${to.slide.to.toISOString()}::timestamptz, ${session.createdAt} + make_interval(days => ${to.slide.maxDays}::int))` } : {}),
    })
    .where(
      and(
        eq(session.id, to.id),
        eq(session.tokenHash, to.oldHash),
        isNull(session.revokedAt),
        gt(session.expiresAt, to.now),
        to.owner === 'account' ? sql`${session.accountId} IS NOT NULL` : sql`${session.staffId} IN (SELECT id FROM staff WHERE active)`,
      ),
    )
    .returning()
  return row
}

export const insertSpentToken = (db: Db, row: typeof spentToken.$inferInsert) => db.insert(spentToken).values(row)

export async function findSpentToken(db: Db, tokenHash: string): Promise<{ sessionId: string } | undefined> {
  const [row] = await db.select({ sessionId: spentToken.sessionId }).from(spentToken).where(eq(spentToken.tokenHash, tokenHash))
  return row
}

/** living → revoked, once. */
export async function revokeSession(db: Db, id: string, reason: RevokedReason, now: Date): Promise<SessionRow | undefined> {
  const [row] = await db
    .update(session)
    .set({ revokedAt: now, revokedReason: reason })
    .where(and(eq(session.id, id), isNull(session.revokedAt)))
    .returning()
  return row
}

export const revokeStaffSessions = (db: Db, staffId: string, reason: RevokedReason, now: Date) =>
  db
    .update(session)
    .set({ revokedAt: now, revokedReason: reason })
    .where(and(eq(session.staffId, staffId), isNull(session.revokedAt)))
    .returning({ id: session.id })

/** A staff member's own living sessions, latest used first. */
export const listStaffSessions = (db: Db, staffId: string, now: Date): Promise<SessionRow[]> =>
  db
    .select()
    .from(session)
    .where(and(eq(session.staffId, staffId), isNull(session.revokedAt), gt(session.expiresAt, now)))
    .orderBy(desc(session.lastUsedAt), desc(session.id))

/** One session, only when it is this staff member's. */
export async function findStaffSession(db: Db, staffId: string, id: string): Promise<SessionRow | undefined> {
  const [row] = await db
    .select()
    .from(session)
    .where(and(eq(session.id, id), eq(session.staffId, staffId)))
  return row
}

/** Every session of an account with its spent tokens, gone. Answers which, so that this process can forget them. */
export async function deleteAccountSessions(db: Db, accountId: string): Promise<string[]> {
  await db.delete(spentToken).where(sql`${spentToken.sessionId} IN (SELECT id FROM session WHERE account_id = ${accountId})`)
  const gone = await db.delete(session).where(eq(session.accountId, accountId)).returning({ id: session.id })
  return gone.map((s) => s.id)
}
