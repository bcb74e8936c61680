import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant, sealed } from '../../db/columns'
import { staff } from '../identity/identity.table'
import { subject } from '../subject/subject.table'
import { redemption } from '../voucher/voucher.table'

/** A holder's report that it was not them who used a voucher 不是我本人使用. One for each redemption. */
export const notMeReport = pgTable(
  'not_me_report',
  {
    id: text('id').primaryKey(),
    redemptionId: text('redemption_id')
      .notNull()
      .references(() => redemption.id),
    subjectId: text('subject_id')
      .notNull()
      .references(() => subject.id),
    status: text('status', { enum: ['open', 'upheld', 'refused'] }).notNull(),
    filedAt: instant('filed_at').notNull(),
    answerSealed: sealed('answer_sealed'),
    resolvedAt: instant('resolved_at'),
    resolvedByStaffId: text('resolved_by_staff_id').references(() => staff.id),
  },
  (t) => [
    uniqueIndex('not_me_report_redemption').on(t.redemptionId),
    index('not_me_report_status').on(t.status, t.id),
    index('not_me_report_subject').on(t.subjectId),
    check('not_me_report_resolved', sql`num_nulls(answer_sealed, resolved_at, resolved_by_staff_id) = CASE WHEN status = 'open' THEN 3 ELSE 0 END`),
  ],
)
