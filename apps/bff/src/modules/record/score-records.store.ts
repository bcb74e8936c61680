import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { record } from './record.table'

export type RecordRow = typeof record.$inferSelect

/** Valid records of one subject among the given catalogue items, newest first. */
export function listSubjectRecords(db: Db, by: { subjectId: string; items: readonly string[] }): Promise<RecordRow[]> {
  return db
    .select()
    .from(record)
    .where(and(eq(record.subjectId, by.subjectId), eq(record.status, 'valid'), inArray(record.item, [...by.items])))
    .orderBy(desc(record.decidedOn), record.id)
}
