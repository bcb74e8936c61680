import { and, asc, desc, eq } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { loanComplaint } from './loan-application.table'

export type ComplaintRow = typeof loanComplaint.$inferSelect

/** Inserts, or answers no row when one about this application is open. */
export async function insertComplaint(db: Db, row: typeof loanComplaint.$inferInsert): Promise<ComplaintRow | undefined> {
  const [made] = await db.insert(loanComplaint).values(row).onConflictDoNothing().returning()
  return made
}

export async function findComplaint(db: Db, id: string): Promise<ComplaintRow | undefined> {
  const [row] = await db.select().from(loanComplaint).where(eq(loanComplaint.id, id))
  return row
}

/** open → answered, once. */
export async function answerComplaintRow(db: Db, id: string, to: { upheld: boolean; answerSealed: string; answeredAt: Date; answeredByStaffId: string }): Promise<ComplaintRow | undefined> {
  const [row] = await db
    .update(loanComplaint)
    .set({ ...to, status: 'answered' })
    .where(and(eq(loanComplaint.id, id), eq(loanComplaint.status, 'open')))
    .returning()
  return row
}

export const listFirmComplaints = (db: Db, subjectId: string): Promise<ComplaintRow[]> => db.select().from(loanComplaint).where(eq(loanComplaint.subjectId, subjectId)).orderBy(desc(loanComplaint.id)).limit(100)

/** Open ones first, the oldest of them first. */
export const listComplaints = (db: Db, status: 'open' | 'answered' | undefined): Promise<ComplaintRow[]> =>
  db
    .select()
    .from(loanComplaint)
    .where(status ? eq(loanComplaint.status, status) : undefined)
    .orderBy(desc(loanComplaint.status), asc(loanComplaint.id))
    .limit(500)
