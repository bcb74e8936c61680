import { and, desc, eq } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { officeClient } from './intake.table'

export type ClientRow = typeof officeClient.$inferSelect

export async function findClient(db: Db, id: string): Promise<ClientRow | undefined> {
  const [row] = await db.select().from(officeClient).where(eq(officeClient.id, id))
  return row
}

export const insertClient = (db: Db, row: typeof officeClient.$inferInsert) => db.insert(officeClient).values(row).returning()

/** Newest first. */
export const listClients = (db: Db): Promise<ClientRow[]> => db.select().from(officeClient).orderBy(desc(officeClient.id))

/** Nothing answered: it was revoked before. */
export const revokeClient = (db: Db, id: string, now: Date) =>
  db.update(officeClient).set({ status: 'revoked', revokedAt: now }).where(and(eq(officeClient.id, id), eq(officeClient.status, 'active'))).returning()
