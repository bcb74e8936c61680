import { index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { day, instant } from '../../db/columns'
import { record } from '../record/record.table'
import { subject } from '../subject/subject.table'

/** A person asked to be told on the first day a record can be repaired: their own, or one of a firm they act for. Told once. */
export const repairReminder = pgTable(
  'repair_reminder',
  {
    id: text('id').primaryKey(),
    /** Whom to tell. */
    subjectId: text('subject_id')
      .notNull()
      .references(() => subject.id),
    recordId: text('record_id')
      .notNull()
      .references(() => record.id),
    remindOn: day('remind_on').notNull(),
    createdAt: instant('created_at').notNull(),
    toldAt: instant('told_at'),
  },
  (t) => [uniqueIndex('repair_reminder_once').on(t.subjectId, t.recordId), index('repair_reminder_due').on(t.remindOn).where(sql`told_at IS NULL`)],
)
