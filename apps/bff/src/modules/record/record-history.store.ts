import { asc, eq } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { recordHistory } from './record.table'
import { findUsableRecord } from './score-records.store'

/** The record as it stands and every version before it, oldest first; undefined when there is none that may be used at this moment. */
export async function findVersions(db: Db, recordId: string, at: Date) {
  const now = await findUsableRecord(db, recordId, at)
  if (!now) return undefined
  return { now, before: await db.select().from(recordHistory).where(eq(recordHistory.recordId, recordId)).orderBy(asc(recordHistory.version)) }
}
