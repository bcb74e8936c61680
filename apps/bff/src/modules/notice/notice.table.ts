import { index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant } from '../../db/columns'
import { subject } from '../subject/subject.table'

/** What a subject is told inside the app 站内通知. Written once per cause; never a document number or an identifier. */
export const notice = pgTable(
  'notice',
  {
    id: text('id').primaryKey(),
    subjectId: text('subject_id')
      .notNull()
      .references(() => subject.id),
    /** Such as `score.changed`; the app picks icon and page by it. */
    kind: text('kind').notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    /** What caused it, such as a history row: the same cause is told once. */
    cause: text('cause').notNull(),
    createdAt: instant('created_at').notNull(),
    readAt: instant('read_at'),
  },
  (t) => [uniqueIndex('notice_cause').on(t.kind, t.cause), index('notice_subject').on(t.subjectId, t.id)],
)
