import { asc, eq } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { record, recordHistory } from './record.table'

/** The record as it stands and every version before it, oldest first; undefined when there is none. */
export async function findVersions(db: Db, recordId: string) {
  const [now] = await db.select().from(record).where(eq(record.id, recordId))
  if (!now) return undefined
  return { now, before: await db.select().from(recordHistory).where(eq(recordHistory.recordId, recordId)).orderBy(asc(recordHistory.version)) }
}
