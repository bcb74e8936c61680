import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { session, staff } from './identity.table'

export type OfficerRow = Pick<typeof staff.$inferSelect, 'id' | 'username' | 'displayName' | 'active' | 'isLenderLead' | 'createdAt' | 'lenderId'>

const officerColumns = { id: staff.id, username: staff.username, displayName: staff.displayName, active: staff.active, isLenderLead: staff.isLenderLead, createdAt: staff.createdAt, lenderId: staff.lenderId }

/** A lender's officers, those who may log in first. */
export const listOfficers = (db: Db, lenderId: string): Promise<OfficerRow[]> => db.select(officerColumns).from(staff).where(eq(staff.lenderId, lenderId)).orderBy(sql`${staff.active} DESC`, asc(staff.id)).limit(200)

/** One officer, only when they are this lender's; held until the transaction ends. */
export async function lockOfficer(db: Db, lenderId: string, staffId: string): Promise<OfficerRow | undefined> {
  const [row] = await db.select(officerColumns).from(staff).where(and(eq(staff.id, staffId), eq(staff.lenderId, lenderId))).for('no key update')
  return row
}

/** active → disabled, once. */
export const disableOfficer = (db: Db, staffId: string) => db.update(staff).set({ active: false }).where(and(eq(staff.id, staffId), eq(staff.active, true))).returning({ id: staff.id })

/** Nobody of a lender that has left logs in again. */
export const disableOfficersOf = (db: Db, lenderId: string) => db.update(staff).set({ active: false }).where(and(eq(staff.lenderId, lenderId), eq(staff.active, true))).returning({ id: staff.id })

/** Ends every living session of a lender's officers; answers which. */
export const revokeLenderSessions = (db: Db, lenderId: string, now: Date): Promise<{ id: string }[]> =>
  db
    .update(session)
    .set({ revokedAt: now, revokedReason: 'revoked' })
    .where(and(isNull(session.revokedAt), inArray(session.staffId, db.select({ id: staff.id }).from(staff).where(eq(staff.lenderId, lenderId)))))
    .returning({ id: session.id })
