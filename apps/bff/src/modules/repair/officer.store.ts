import { asc, eq } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { staff } from '../identity/identity.table'
import { repairOfficer } from './repair.table'

export async function findPost(db: Db, staffId: string): Promise<{ office: string; isLead: boolean } | undefined> {
  const [row] = await db.select({ office: repairOfficer.office, isLead: repairOfficer.isLead }).from(repairOfficer).where(eq(repairOfficer.staffId, staffId))
  return row
}

export const upsertPost = (db: Db, row: typeof repairOfficer.$inferInsert) => db.insert(repairOfficer).values(row).onConflictDoUpdate({ target: repairOfficer.staffId, set: { office: row.office, isLead: row.isLead } })

export const deletePost = (db: Db, staffId: string) => db.delete(repairOfficer).where(eq(repairOfficer.staffId, staffId))

export const listPosts = (db: Db) =>
  db
    .select({ username: staff.username, displayName: staff.displayName, office: repairOfficer.office, lead: repairOfficer.isLead })
    .from(repairOfficer)
    .innerJoin(staff, eq(staff.id, repairOfficer.staffId))
    .orderBy(asc(repairOfficer.office), asc(staff.username))
