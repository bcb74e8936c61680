import { desc, eq, max } from 'drizzle-orm'
import type { Db } from '../../db/client'
import type { BatchRow } from './record.store'
import { importBatch } from './record.table'

/** What one machine of an office sent, newest first. */
export const listBatchesOfClient = (db: Db, clientId: string, limit: number): Promise<BatchRow[]> => db.select().from(importBatch).where(eq(importBatch.clientId, clientId)).orderBy(desc(importBatch.id)).limit(limit)

/** When each machine last sent something; one that never did is not among them. */
export async function lastSentByClient(db: Db): Promise<Map<string, Date>> {
  const rows = await db.select({ clientId: importBatch.clientId, at: max(importBatch.startedAt) }).from(importBatch).groupBy(importBatch.clientId)
  return new Map(rows.flatMap(({ clientId, at }): [string, Date][] => (clientId === null || at === null ? [] : [[clientId, new Date(at)]])))
}
