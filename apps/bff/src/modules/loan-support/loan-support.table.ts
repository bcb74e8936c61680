import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex } from 'drizzle-orm/pg-core'
import { day, instant, sealed } from '../../db/columns'
import { lender } from '../lender/lender.table'
import { loanApplication } from '../loan-application/loan-application.table'
import { loanProgramme } from '../loan-programme/loan-programme.table'
import { subject } from '../subject/subject.table'

const fen = (name: string) => bigint(name, { mode: 'number' })
const ofLoan = () => ({
  programmeCode: text('programme_code')
    .notNull()
    .references(() => loanProgramme.code),
  subjectId: text('subject_id')
    .notNull()
    .references(() => subject.id),
  lenderId: text('lender_id')
    .notNull()
    .references(() => lender.id),
})

/**
 * The subsidy of one loan 贴息, as it was promised when the money was paid out: terms and years are kept, whatever becomes of the
 * programme. `unavailable`: the firm was entitled and the pot was empty. Closed, what was not due has gone back to the pot.
 */
export const loanSubsidy = pgTable(
  'loan_subsidy',
  {
    id: text('id').primaryKey(),
    applicationId: text('application_id')
      .notNull()
      .references(() => loanApplication.id),
    ...ofLoan(),
    status: text('status', { enum: ['reserved', 'unavailable', 'closed'] }).notNull(),
    shareBps: integer('share_bps'),
    pointsBps: integer('points_bps'),
    rateBps: integer('rate_bps').notNull(),
    /** Interest of the plan that counts. */
    countedFen: fen('counted_fen').notNull(),
    byYear: jsonb('by_year').$type<readonly { year: number; fen: number }[]>().notNull(),
    reservedFen: fen('reserved_fen').notNull(),
    interestPaidFen: fen('interest_paid_fen').notNull().default(0),
    dueFen: fen('due_fen').notNull().default(0),
    /** Of what is due, in a batch that was drawn. */
    batchedFen: fen('batched_fen').notNull().default(0),
    paidFen: fen('paid_fen').notNull().default(0),
    promisedOn: day('promised_on').notNull(),
    closedOn: day('closed_on'),
    /** Only when the office took it back. */
    cancelReason: text('cancel_reason', { enum: ['ineligible', 'misuse', 'request'] }),
  },
  (t) => [
    unique('loan_subsidy_application').on(t.applicationId),
    index('loan_subsidy_firm').on(t.subjectId, t.programmeCode),
    index('loan_subsidy_programme').on(t.programmeCode, t.id),
    check('loan_subsidy_amounts', sql`paid_fen >= 0 AND paid_fen <= batched_fen AND batched_fen <= due_fen AND due_fen <= reserved_fen AND due_fen <= interest_paid_fen`),
    check('loan_subsidy_state', sql`(status = 'unavailable') = (reserved_fen = 0) AND (status = 'closed') = (closed_on IS NOT NULL) AND (cancel_reason IS NULL OR status = 'closed')`),
  ],
)

/** What is paid out together: drawn by one person, paid by another. */
export const loanSubsidyBatch = pgTable(
  'loan_subsidy_batch',
  {
    id: text('id').primaryKey(),
    programmeCode: text('programme_code')
      .notNull()
      .references(() => loanProgramme.code),
    status: text('status', { enum: ['drawn', 'paid'] }).notNull(),
    totalFen: fen('total_fen').notNull(),
    itemCount: integer('item_count').notNull(),
    drawnBy: text('drawn_by').notNull(),
    drawnAt: instant('drawn_at').notNull(),
    paidBy: text('paid_by'),
    paidAt: instant('paid_at'),
    /** The bank's number of the transfer. */
    reference: text('reference'),
  },
  (t) => [
    index('loan_subsidy_batch_programme').on(t.programmeCode, t.id),
    check('loan_subsidy_batch_sum', sql`total_fen > 0 AND item_count > 0`),
    check('loan_subsidy_batch_paid', sql`num_nulls(paid_by, paid_at, reference) IN (0, 3) AND (status = 'paid') = (paid_at IS NOT NULL)`),
    check('loan_subsidy_batch_second_person', sql`paid_by IS NULL OR paid_by <> drawn_by`),
  ],
)

/** Append-only, by trigger. */
export const loanSubsidyBatchItem = pgTable(
  'loan_subsidy_batch_item',
  {
    batchId: text('batch_id')
      .notNull()
      .references(() => loanSubsidyBatch.id),
    subsidyId: text('subsidy_id')
      .notNull()
      .references(() => loanSubsidy.id),
    amountFen: fen('amount_fen').notNull(),
  },
  (t) => [primaryKey({ columns: [t.batchId, t.subsidyId] }), check('loan_subsidy_batch_item_amount', sql`amount_fen > 0`)],
)

/** A loan under a risk-compensation fund 风险补偿, from the day its money was paid out, and what its lender claims of a loss. */
export const loanCompensation = pgTable(
  'loan_compensation',
  {
    id: text('id').primaryKey(),
    applicationId: text('application_id')
      .notNull()
      .references(() => loanApplication.id),
    ...ofLoan(),
    status: text('status', { enum: ['covered', 'claimed', 'approved', 'rejected', 'paid'] }).notNull(),
    shareBps: integer('share_bps').notNull(),
    coveredOn: day('covered_on').notNull(),
    lossFen: fen('loss_fen'),
    amountFen: fen('amount_fen'),
    claimedBy: text('claimed_by'),
    claimedAt: instant('claimed_at'),
    decidedBy: text('decided_by'),
    decidedAt: instant('decided_at'),
    /** What people write may name anybody: sealed. */
    reasonSealed: sealed('reason_sealed'),
    paidBy: text('paid_by'),
    paidAt: instant('paid_at'),
    reference: text('reference'),
  },
  (t) => [
    unique('loan_compensation_application').on(t.applicationId),
    index('loan_compensation_programme').on(t.programmeCode, t.lenderId),
    uniqueIndex('loan_compensation_reference').on(t.reference),
    check('loan_compensation_claimed', sql`num_nulls(loss_fen, amount_fen, claimed_by, claimed_at) IN (0, 4) AND (status = 'covered') = (claimed_at IS NULL) AND amount_fen >= 0 AND amount_fen <= loss_fen`),
    check('loan_compensation_decided', sql`num_nulls(decided_by, decided_at, reason_sealed) IN (0, 3) AND (status IN ('approved', 'rejected', 'paid')) = (decided_at IS NOT NULL)`),
    check('loan_compensation_paid', sql`num_nulls(paid_by, paid_at, reference) IN (0, 3) AND (status = 'paid') = (paid_at IS NOT NULL)`),
    check('loan_compensation_second_person', sql`paid_by IS NULL OR paid_by <> decided_by`),
  ],
)

/**
 * The pot's ledger 资金池台账: every move of what is promised and what was paid, as differences; append-only, by trigger. A programme's
 * `reserved_fen` and `paid_fen` are the sums of its lines.
 */
export const loanPotLine = pgTable(
  'loan_pot_line',
  {
    id: text('id').primaryKey(),
    programmeCode: text('programme_code')
      .notNull()
      .references(() => loanProgramme.code),
    kind: text('kind', { enum: ['reserve', 'release', 'pay'] }).notNull(),
    reservedFen: fen('reserved_fen').notNull(),
    paidFen: fen('paid_fen').notNull(),
    /** The subsidy or the compensation. */
    sourceId: text('source_id').notNull(),
    /** The batch that paid it, or the source itself. With source and kind it makes a move once. */
    cause: text('cause').notNull(),
    day: day('day').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    unique('loan_pot_line_once').on(t.sourceId, t.kind, t.cause),
    index('loan_pot_line_programme').on(t.programmeCode, t.day),
    check('loan_pot_line_kind', sql`(kind = 'reserve' AND reserved_fen > 0 AND paid_fen = 0) OR (kind = 'release' AND reserved_fen < 0 AND paid_fen = 0) OR (kind = 'pay' AND reserved_fen < 0 AND paid_fen = -reserved_fen)`),
  ],
)
