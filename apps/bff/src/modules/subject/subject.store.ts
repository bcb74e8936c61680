import { eq } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { subject } from './subject.table'

export type SubjectRow = typeof subject.$inferSelect

export async function findSubject(db: Db, id: string): Promise<SubjectRow | undefined> {
  const [row] = await db.select().from(subject).where(eq(subject.id, id))
  return row
}

export async function findPersonByIdNumber(db: Db, idNumberBlind: string): Promise<SubjectRow | undefined> {
  const [row] = await db.select().from(subject).where(eq(subject.idNumberBlind, idNumberBlind))
  return row
}

/** Inserts, or does nothing when the identifier already has a subject: the caller then finds it. */
export const insertSubject = (db: Db, row: typeof subject.$inferInsert) => db.insert(subject).values(row).onConflictDoNothing().returning({ id: subject.id })
