import { and, asc, eq } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { loanZone } from './loan-zone.table'

export type ZoneRow = typeof loanZone.$inferSelect

const shownOrder = [asc(loanZone.position), asc(loanZone.code)]

/** In the order they are shown. */
export const listZones = (db: Db): Promise<ZoneRow[]> => db.select().from(loanZone).orderBy(...shownOrder)

/** Those that firms see and products may name. */
export const listOpenZones = (db: Db): Promise<ZoneRow[]> => db.select().from(loanZone).where(eq(loanZone.isOpen, true)).orderBy(...shownOrder)

/** Adds those whose codes are new and leaves the others alone; answers what was added. */
export async function insertZones(db: Db, rows: readonly ZoneRow[]): Promise<ZoneRow[]> {
  return rows.length === 0 ? [] : db.insert(loanZone).values([...rows]).onConflictDoNothing().returning()
}

/** Compare-and-set by version; undefined when it was changed meanwhile, or is not there. */
export async function updateZone(db: Db, by: { code: string; version: number }, to: Omit<ZoneRow, 'code' | 'version'>): Promise<ZoneRow | undefined> {
  const [row] = await db
    .update(loanZone)
    .set({ ...to, version: by.version + 1 })
    .where(and(eq(loanZone.code, by.code), eq(loanZone.version, by.version)))
    .returning()
  return row
}
