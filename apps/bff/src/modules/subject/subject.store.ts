import { and, eq, inArray } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { subject } from './subject.table'

export type SubjectRow = typeof subject.$inferSelect

export async function findSubject(db: Db, id: string): Promise<SubjectRow | undefined> {
  const [row] = await db.select().from(subject).where(eq(subject.id, id))
  return row
}

/** The organisations among these. */
export async function findOrganizations(db: Db, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db
    .select({ id: subject.id })
    .from(subject)
    .where(and(inArray(subject.id, [...ids]), eq(subject.kind, 'organization')))
  return rows.map((r) => r.id)
}

export async function findPersonByIdNumber(db: Db, idNumberBlind: string): Promise<SubjectRow | undefined> {
  const [row] = await db.select().from(subject).where(eq(subject.idNumberBlind, idNumberBlind))
  return row
}

/** Inserts, or does nothing when the identifier already has a subject: the caller then finds it. */
export const insertSubject = (db: Db, row: typeof subject.$inferInsert) => db.insert(subject).values(row).onConflictDoNothing().returning({ id: subject.id })
