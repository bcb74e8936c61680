import { and, desc, eq, lt } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { audit } from './audit.table'

export type AuditRow = typeof audit.$inferSelect

export const insertAudit = (db: Db, rows: readonly AuditRow[]) => db.insert(audit).values([...rows])

/** Newest first; `cursor` is the last id of the page before. */
export function listAudit(db: Db, by: { action?: string | undefined; entityId?: string | undefined; cursor?: string | undefined; limit: number }): Promise<AuditRow[]> {
  return db
    .select()
    .from(audit)
    .where(and(by.action ? eq(audit.action, by.action) : undefined, by.entityId ? eq(audit.entityId, by.entityId) : undefined, by.cursor ? lt(audit.id, by.cursor) : undefined))
    .orderBy(desc(audit.id))
    .limit(by.limit)
}
