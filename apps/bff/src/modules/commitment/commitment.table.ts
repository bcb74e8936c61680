import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { day, instant, sealed } from '../../db/columns'
import { staff } from '../identity/identity.table'
import { record } from '../record/record.table'
import { subject } from '../subject/subject.table'

/** What was signed, word for word: a template may change or go, a promise does not. */
export interface SignedText {
  title: string
  kind: string
  office: string
  publish: boolean
  verified: boolean
  paragraphs: string[]
  fields: { name: string; title: string }[]
  consequence: string | null
  hearingWorkingDays: number
}

/** A signed credit commitment 信用承诺 of a person or, through its representative, of a firm. */
export const commitment = pgTable(
  'commitment',
  {
    id: text('id').primaryKey(),
    subjectId: text('subject_id')
      .notNull()
      .references(() => subject.id),
    /** The person whose hand it was. */
    signedById: text('signed_by_id')
      .notNull()
      .references(() => subject.id),
    template: text('template').notNull(),
    textVersion: text('text_version').notNull(),
    text: jsonb('text').$type<SignedText>().notNull(),
    /** SHA-256 over text, filled-in fields, subject, signer and instant. */
    textHash: text('text_hash').notNull(),
    fieldsSealed: sealed('fields_sealed').notNull(),
    status: text('status', { enum: ['open', 'hearing', 'kept', 'broken'] }).notNull(),
    signedAt: instant('signed_at').notNull(),
    /** The same promise is not signed again before. */
    validUntil: day('valid_until').notNull(),
    /** What the office waits for next: the earliest open check, or the end of the hearing. Null when it has ended. */
    nextDueOn: day('next_due_on'),
    hearingReasonSealed: sealed('hearing_reason_sealed'),
    hearingSince: instant('hearing_since'),
    hearingUntil: day('hearing_until'),
    statementSealed: sealed('statement_sealed'),
    statedAt: instant('stated_at'),
    decisionSealed: sealed('decision_sealed'),
    decidedAt: instant('decided_at'),
    recordId: text('record_id')
      .notNull()
      .references(() => record.id),
    /** False once the record was withdrawn, because a person's broken promise gives nothing and takes nothing. */
    recorded: boolean('recorded').notNull(),
  },
  (t) => [
    uniqueIndex('commitment_living').on(t.subjectId, t.template).where(sql`status IN ('open', 'hearing')`),
    uniqueIndex('commitment_record').on(t.recordId),
    index('commitment_subject').on(t.subjectId, t.id),
    index('commitment_due').on(sql`coalesce(next_due_on, '9999-12-31'::date)`, t.id),
    check('commitment_hearing', sql`status <> 'hearing' OR (hearing_reason_sealed IS NOT NULL AND hearing_since IS NOT NULL AND hearing_until IS NOT NULL)`),
    check('commitment_ended', sql`(status IN ('kept', 'broken')) = (decided_at IS NOT NULL) AND (status IN ('kept', 'broken')) = (next_due_on IS NULL)`),
    check('commitment_broken_heard', sql`status <> 'broken' OR (hearing_since IS NOT NULL AND decision_sealed IS NOT NULL)`),
    check('commitment_statement', sql`(statement_sealed IS NULL) = (stated_at IS NULL)`),
  ],
)

/** One check 核查 of a commitment, due on a working day. */
export const commitmentCheck = pgTable(
  'commitment_check',
  {
    id: text('id').primaryKey(),
    commitmentId: text('commitment_id')
      .notNull()
      .references(() => commitment.id),
    seq: integer('seq').notNull(),
    title: text('title').notNull(),
    /** Working days after the day of signing: the calendar recomputes `due_on` from it. */
    dueWorkingDays: integer('due_working_days').notNull(),
    dueOn: day('due_on').notNull(),
    result: text('result', { enum: ['met', 'not-met'] }),
    noteSealed: sealed('note_sealed'),
    checkedAt: instant('checked_at'),
    checkedByStaffId: text('checked_by_staff_id').references(() => staff.id),
    /** Told in the app before it is due. */
    remindedAt: instant('reminded_at'),
  },
  (t) => [
    uniqueIndex('commitment_check_seq').on(t.commitmentId, t.seq),
    index('commitment_check_due').on(t.dueOn).where(sql`result IS NULL`),
    check('commitment_check_result', sql`num_nulls(result, note_sealed, checked_at, checked_by_staff_id) IN (0, 4)`),
  ],
)
