import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { day, instant, sealed } from '../../db/columns'
import { staff } from '../identity/identity.table'
import { record } from '../record/record.table'
import { subject } from '../subject/subject.table'

/** An office's talk with a firm 约谈. What either side wrote may name somebody: sealed. */
export const interview = pgTable(
  'interview',
  {
    id: text('id').primaryKey(),
    firmId: text('firm_id')
      .notNull()
      .references(() => subject.id),
    status: text('status', { enum: ['notified', 'held', 'appealed', 'upheld', 'revoked', 'cancelled'] }).notNull(),
    reasonSealed: sealed('reason_sealed').notNull(),
    place: text('place').notNull(),
    appointedAt: instant('appointed_at').notNull(),
    notifiedAt: instant('notified_at').notNull(),
    notifiedByStaffId: text('notified_by_staff_id')
      .notNull()
      .references(() => staff.id),
    statementSealed: sealed('statement_sealed'),
    statedAt: instant('stated_at'),
    resultSealed: sealed('result_sealed'),
    heldAt: instant('held_at'),
    heldByStaffId: text('held_by_staff_id').references(() => staff.id),
    appealUntil: day('appeal_until'),
    appealSealed: sealed('appeal_sealed'),
    appealedAt: instant('appealed_at'),
    decisionSealed: sealed('decision_sealed'),
    decidedAt: instant('decided_at'),
    decidedByStaffId: text('decided_by_staff_id').references(() => staff.id),
  },
  (t) => [
    // One at a time: a second notice waits for the first one's end.
    uniqueIndex('interview_open').on(t.firmId).where(sql`status = 'notified'`),
    index('interview_firm').on(t.firmId, t.id),
    index('interview_status').on(t.status, t.id),
    check('interview_held', sql`status NOT IN ('held', 'appealed', 'upheld', 'revoked') OR num_nulls(result_sealed, held_at, held_by_staff_id, appeal_until) = 0`),
    check('interview_appealed', sql`(status IN ('appealed', 'upheld', 'revoked')) = (appealed_at IS NOT NULL) AND (appealed_at IS NULL) = (appeal_sealed IS NULL)`),
    check('interview_decided', sql`(status IN ('upheld', 'revoked', 'cancelled')) = (decided_at IS NOT NULL) AND num_nulls(decided_at, decision_sealed, decided_by_staff_id) IN (0, 3)`),
    check('interview_second_person', sql`status NOT IN ('upheld', 'revoked') OR decided_by_staff_id <> held_by_staff_id`),
  ],
)

/** An office invited all firms of a district, or of the city, to repair what can be repaired. */
export const invitationRound = pgTable(
  'invitation_round',
  {
    id: text('id').primaryKey(),
    district: text('district'),
    createdAt: instant('created_at').notNull(),
    createdByStaffId: text('created_by_staff_id')
      .notNull()
      .references(() => staff.id),
    finishedAt: instant('finished_at'),
  },
)

/** One firm of a round. `waiting` until its turn; a dead process leaves it waiting for the next. */
export const repairInvitation = pgTable(
  'repair_invitation',
  {
    id: text('id').primaryKey(),
    roundId: text('round_id')
      .notNull()
      .references(() => invitationRound.id),
    firmId: text('firm_id')
      .notNull()
      .references(() => subject.id),
    outcome: text('outcome', { enum: ['waiting', 'told', 'no-representative', 'already-invited', 'no-longer'] }).notNull(),
    doneAt: instant('done_at'),
  },
  (t) => [
    uniqueIndex('repair_invitation_firm').on(t.roundId, t.firmId),
    index('repair_invitation_waiting').on(t.roundId, t.id).where(sql`outcome = 'waiting'`),
    check('repair_invitation_done', sql`(outcome = 'waiting') = (done_at IS NULL)`),
  ],
)

/** A firm is invited once for each record, whoever asks again. */
export const invitedRecord = pgTable('invited_record', {
  recordId: text('record_id')
    .primaryKey()
    .references(() => record.id),
  invitationId: text('invitation_id')
    .notNull()
    .references(() => repairInvitation.id),
})
