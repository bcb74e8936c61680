import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { staff } from './identity.table'

export type StaffRow = typeof staff.$inferSelect

export async function findStaff(db: Db, id: string): Promise<StaffRow | undefined> {
  const [row] = await db.select().from(staff).where(eq(staff.id, id))
  return row
}

/** Names as they are shown in the console, by id. */
export async function nameStaff(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: staff.id, name: staff.displayName })
    .from(staff)
    .where(inArray(staff.id, [...new Set(ids)]))
  return new Map(rows.map((r) => [r.id, r.name]))
}

export async function findStaffByUsername(db: Db, username: string): Promise<StaffRow | undefined> {
  const [row] = await db.select().from(staff).where(eq(staff.username, username))
  return row
}

/** Inserts, or answers no row when the username is taken. */
export const insertStaff = (db: Db, row: typeof staff.$inferInsert) => db.insert(staff).values(row).onConflictDoNothing({ target: staff.username }).returning({ id: staff.id })

/**
 * Counts an attempt before it is examined, so that parallel guesses cannot pass the limit together. The attempt that
 * reaches `limit` locks at once and only a success unlocks. No row: the account is locked now.
 */
export async function takeAttempt(db: Db, id: string, rule: { limit: number; lockUntil: Date; now: Date }): Promise<{ failedAttempts: number; lockedUntil: Date | null } | undefined> {
  const now = sql`${rule.now.toISOString()}::timestamptz`
  const attempts = sql`CASE WHEN ${staff.lockedUntil} IS NULL THEN ${staff.failedAttempts} + 1 ELSE 1 END`
  const [row] = await db
    .update(staff)
    .set({ failedAttempts: attempts, lockedUntil: sql`CASE WHEN ${attempts} >= ${rule.limit}::int THEN ${rule.lockUntil.toISOString()}::timestamptz END` })
    .where(and(eq(staff.id, id), sql`(${staff.lockedUntil} IS NULL OR ${staff.lockedUntil} <= ${now})`))
    .returning({ failedAttempts: staff.failedAttempts, lockedUntil: staff.lockedUntil })
  return row
}

/** Accepts a one-time code's step, once, and clears the count. No row: this step or a later one was already used, or the account ended meanwhile. */
export async function acceptStep(db: Db, id: string, step: number): Promise<StaffRow | undefined> {
  const [row] = await db
    .update(staff)
    .set({ totpLastStep: step, failedAttempts: 0, lockedUntil: null })
    .where(and(eq(staff.id, id), eq(staff.active, true), lt(staff.totpLastStep, step)))
    .returning()
  return row
}

/** New secrets, count cleared, active again. */
export const replaceSecrets = (db: Db, id: string, to: { passwordHash: string; totpSealed: string }) =>
  db
    .update(staff)
    .set({ ...to, totpLastStep: 0, failedAttempts: 0, lockedUntil: null, active: true })
    .where(eq(staff.id, id))
    .returning({ id: staff.id })
