import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant, sealed } from '../../db/columns'
import { staff } from '../identity/identity.table'
import { record } from '../record/record.table'
import { subject } from '../subject/subject.table'

/** A subject's objection 异议 to one record of its file. At most one under review for each record. */
export const objection = pgTable(
  'objection',
  {
    id: text('id').primaryKey(),
    recordId: text('record_id')
      .notNull()
      .references(() => record.id),
    subjectId: text('subject_id')
      .notNull()
      .references(() => subject.id),
    /** Version of the record that was objected to. */
    recordVersion: integer('record_version').notNull(),
    /** What the record was, for a case that outlives a consent. */
    item: text('item').notNull(),
    /** What people write may name anybody: sealed. */
    reasonSealed: sealed('reason_sealed').notNull(),
    status: text('status', { enum: ['open', 'upheld', 'corrected', 'withdrawn'] }).notNull(),
    filedAt: instant('filed_at').notNull(),
    /** To the office the record came from. */
    forwardedAt: instant('forwarded_at'),
    forwardedTo: text('forwarded_to'),
    officePosition: text('office_position', { enum: ['stands', 'wrong'] }),
    officeReplySealed: sealed('office_reply_sealed'),
    officeRepliedAt: instant('office_replied_at'),
    /** When it was found past the day by which it should have been decided. */
    escalatedAt: instant('escalated_at'),
    /** Which marks of its clock were told, as `step:colour`. */
    marks: text('marks').array().notNull().default(sql`'{}'::text[]`),
    answerSealed: sealed('answer_sealed'),
    answeredAt: instant('answered_at'),
    answeredByStaffId: text('answered_by_staff_id').references(() => staff.id),
  },
  (t) => [
    uniqueIndex('objection_open').on(t.recordId).where(sql`status = 'open'`),
    index('objection_subject').on(t.subjectId),
    index('objection_status').on(t.status, t.id),
    check('objection_forwarded', sql`(forwarded_at IS NULL) = (forwarded_to IS NULL) AND num_nulls(office_position, office_reply_sealed, office_replied_at) IN (0, 3) AND (office_replied_at IS NULL OR forwarded_at IS NOT NULL)`),
    check('objection_answered', sql`(status = 'open') = (answered_at IS NULL) AND (status = 'open') = (answer_sealed IS NULL) AND (status = 'open') = (answered_by_staff_id IS NULL)`),
  ],
)
