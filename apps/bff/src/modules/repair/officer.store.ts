import { eq, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'
import { repairOfficer } from './repair.table'

export async function findPost(db: Db, staffId: string): Promise<{ office: string; isLead: boolean } | undefined> {
  const [row] = await db.select({ office: repairOfficer.office, isLead: repairOfficer.isLead }).from(repairOfficer).where(eq(repairOfficer.staffId, staffId))
  return row
}

export const upsertPost = (db: Db, row: typeof repairOfficer.$inferInsert) => db.insert(repairOfficer).values(row).onConflictDoUpdate({ target: repairOfficer.staffId, set: { office: row.office, isLead: row.isLead } })

export const deletePost = (db: Db, staffId: string) => db.delete(repairOfficer).where(eq(repairOfficer.staffId, staffId))

export const listPosts = (db: Db) =>
  rowsOf<{ username: string; displayName: string; office: string; lead: boolean }>(
    db,
    sql`SELECT s.username, s.display_name AS "displayName", o.office, o.is_lead AS lead FROM repair_officer o JOIN staff s ON s.id = o.staff_id ORDER BY o.office, s.username`,
  )
