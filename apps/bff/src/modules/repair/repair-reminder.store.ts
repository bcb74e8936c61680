import { and, asc, eq, inArray, isNull, lte, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { repairReminder } from './repair-reminder.table'

export type ReminderRow = typeof repairReminder.$inferSelect

/** Asking again moves the day, and the person is told again only for another day. */
export const putReminder = (db: Db, row: typeof repairReminder.$inferInsert) =>
  db
    .insert(repairReminder)
    .values(row)
    .onConflictDoUpdate({
      target: [repairReminder.subjectId, repairReminder.recordId],
      set: { remindOn: row.remindOn, toldAt: sql`CASE WHEN ${repairReminder.remindOn} = ${row.remindOn} THEN ${repairReminder.toldAt} END` },
    })

export const deleteReminder = (db: Db, by: { subjectId: string; recordId: string }) => db.delete(repairReminder).where(and(eq(repairReminder.subjectId, by.subjectId), eq(repairReminder.recordId, by.recordId)))

export async function findReminder(db: Db, by: { subjectId: string; recordId: string }): Promise<ReminderRow | undefined> {
  const [row] = await db.select().from(repairReminder).where(and(eq(repairReminder.subjectId, by.subjectId), eq(repairReminder.recordId, by.recordId), isNull(repairReminder.toldAt)))
  return row
}

export const listRemindersOf = (db: Db, subjectId: string): Promise<ReminderRow[]> => db.select().from(repairReminder).where(eq(repairReminder.subjectId, subjectId)).orderBy(asc(repairReminder.id))

/** Due and untold; a second process passes over what the first holds. */
export const takeDueReminders = (db: Db, by: { today: string; limit: number }): Promise<ReminderRow[]> =>
  db.select().from(repairReminder).where(and(lte(repairReminder.remindOn, by.today), isNull(repairReminder.toldAt))).orderBy(asc(repairReminder.id)).limit(by.limit).for('update', { skipLocked: true })

export const markTold = (db: Db, ids: readonly string[], now: Date) => db.update(repairReminder).set({ toldAt: now }).where(and(inArray(repairReminder.id, [...ids]), isNull(repairReminder.toldAt)))

/** They go with the account. */
export const deleteRemindersOf = (db: Db, subjectId: string) => db.delete(repairReminder).where(eq(repairReminder.subjectId, subjectId))
