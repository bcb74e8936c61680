import { and, desc, eq, gt, inArray, isNull, like, lte, or } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { accessLog, consent, refusal } from './consent.table'

export type ConsentRow = typeof consent.$inferSelect
export type AccessLogRow = typeof accessLog.$inferSelect

/** What a consent is for and who receives the data: at most one is living for each. */
interface ConsentKey {
  subjectId: string
  purpose: string
  receiver: string
}

const isKey = (key: ConsentKey) => and(eq(consent.subjectId, key.subjectId), eq(consent.purpose, key.purpose), eq(consent.receiver, key.receiver))

/** Inserts, or answers no row when one is living already. */
export const insertConsent = (db: Db, row: typeof consent.$inferInsert) => db.insert(consent).values(row).onConflictDoNothing().returning({ id: consent.id })

export async function findLivingConsent(db: Db, key: ConsentKey): Promise<ConsentRow | undefined> {
  const [row] = await db
    .select()
    .from(consent)
    .where(and(isKey(key), eq(consent.status, 'living')))
  return row
}

/** One consent, only when it is this subject's. */
export async function findConsent(db: Db, subjectId: string, id: string): Promise<ConsentRow | undefined> {
  const [row] = await db
    .select()
    .from(consent)
    .where(and(eq(consent.id, id), eq(consent.subjectId, subjectId)))
  return row
}

export const listConsents = (db: Db, subjectId: string): Promise<ConsentRow[]> => db.select().from(consent).where(eq(consent.subjectId, subjectId)).orderBy(desc(consent.grantedAt), desc(consent.id))

/** living → withdrawn, by key. The database refuses while a score still rests on it. */
export const withdrawLivingConsent = (db: Db, { now, ...key }: ConsentKey & { now: Date }) =>
  db
    .update(consent)
    .set({ status: 'withdrawn', withdrawnAt: now })
    .where(and(isKey(key), eq(consent.status, 'living')))
    .returning({ id: consent.id })

/** living → withdrawn, by id and owner. */
export const withdrawConsentById = (db: Db, to: { subjectId: string; id: string; now: Date }) =>
  db
    .update(consent)
    .set({ status: 'withdrawn', withdrawnAt: to.now })
    .where(and(eq(consent.id, to.id), eq(consent.subjectId, to.subjectId), eq(consent.status, 'living')))
    .returning({ id: consent.id })

/** living → withdrawn, all of a subject's. The score must be deleted first: the database refuses otherwise. */
export const withdrawAllConsents = (db: Db, subjectId: string, now: Date) =>
  db
    .update(consent)
    .set({ status: 'withdrawn', withdrawnAt: now })
    .where(and(eq(consent.subjectId, subjectId), eq(consent.status, 'living')))
    .returning({ id: consent.id, purpose: consent.purpose, receiver: consent.receiver })

/** living → expired, for one whose end has passed. */
export const expireConsent = (db: Db, { now, ...key }: ConsentKey & { now: Date }) =>
  db
    .update(consent)
    .set({ status: 'expired' })
    .where(and(isKey(key), eq(consent.status, 'living'), lte(consent.expiresAt, now)))
    .returning({ id: consent.id })

/** living → expired before its time: what it was given for is over. */
export const endConsent = (db: Db, id: string, now: Date) =>
  db
    .update(consent)
    .set({ status: 'expired', expiresAt: now })
    .where(and(eq(consent.id, id), eq(consent.status, 'living')))

/** Remembered once; a second "no" changes nothing. */
export const insertRefusal = (db: Db, row: typeof refusal.$inferInsert) => db.insert(refusal).values(row).onConflictDoNothing()

export const deleteRefusal = (db: Db, subjectId: string, purpose: string) => db.delete(refusal).where(and(eq(refusal.subjectId, subjectId), eq(refusal.purpose, purpose)))

export const deleteRefusals = (db: Db, subjectId: string) => db.delete(refusal).where(eq(refusal.subjectId, subjectId))

export async function hasRefused(db: Db, subjectId: string, purpose: string): Promise<boolean> {
  const [row] = await db
    .select({ refusedAt: refusal.refusedAt })
    .from(refusal)
    .where(and(eq(refusal.subjectId, subjectId), eq(refusal.purpose, purpose)))
  return row !== undefined
}

/** The newest consent of any state for a purpose. */
export async function findLatestConsent(db: Db, subjectId: string, purpose: string): Promise<ConsentRow | undefined> {
  const [row] = await db
    .select()
    .from(consent)
    .where(and(eq(consent.subjectId, subjectId), eq(consent.purpose, purpose)))
    .orderBy(desc(consent.grantedAt), desc(consent.id))
    .limit(1)
  return row
}

export const insertAccessLog = (db: Db, row: typeof accessLog.$inferInsert) => db.insert(accessLog).values(row)

/** Newest first. */
export const listAccessLog = (db: Db, subjectId: string, limit: number): Promise<AccessLogRow[]> =>
  db.select().from(accessLog).where(eq(accessLog.subjectId, subjectId)).orderBy(desc(accessLog.at), desc(accessLog.id)).limit(limit)

/** Living consents to the city for special classes, as `subjectId purpose`. */
export async function listItemConsents(db: Db, subjectIds: readonly string[], now: Date): Promise<Set<string>> {
  const rows = await db
    .select({ subjectId: consent.subjectId, purpose: consent.purpose })
    .from(consent)
    .where(and(inArray(consent.subjectId, [...subjectIds]), eq(consent.status, 'living'), eq(consent.receiver, 'city'), like(consent.purpose, 'item:%'), or(isNull(consent.expiresAt), gt(consent.expiresAt, now))))
  return new Set(rows.map((r) => `${r.subjectId} ${r.purpose}`))
}
