import { eq } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { photo } from './photo.table'

/** The same picture is stored once. */
export const insertPhoto = (db: Db, row: typeof photo.$inferInsert) => db.insert(photo).values(row).onConflictDoNothing()

/** Not owner-scoped: whoever asks has checked that the photo belongs to what the reader may see. */
export async function findPhoto(db: Db, id: string): Promise<typeof photo.$inferSelect | undefined> {
  const [row] = await db.select().from(photo).where(eq(photo.id, id))
  return row
}
