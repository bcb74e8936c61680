import { sql } from 'drizzle-orm'
import { bigint, boolean, check, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex } from 'drizzle-orm/pg-core'
import { day, instant, sealed } from '../../db/columns'
import { consent } from '../consent/consent.table'
import { staff } from '../identity/identity.table'
import { lender, loanProduct, loanProductVersion } from '../lender/lender.table'
import { loanRequest } from '../loan-request/loan-request.table'
import { subject } from '../subject/subject.table'

const fen = (name: string) => bigint(name, { mode: 'number' })

/** A firm's application to one lender 贷款申请, under a consent of its own. Amounts in fen, rates in basis points a year, terms in months. */
export const loanApplication = pgTable(
  'loan_application',
  {
    id: text('id').primaryKey(),
    requestId: text('request_id')
      .notNull()
      .references(() => loanRequest.id),
    subjectId: text('subject_id')
      .notNull()
      .references(() => subject.id),
    applicantId: text('applicant_id')
      .notNull()
      .references(() => subject.id),
    lenderId: text('lender_id')
      .notNull()
      .references(() => lender.id),
    productId: text('product_id')
      .notNull()
      .references(() => loanProduct.id),
    /** The version that was published when it was applied for; a later one changes nothing for it. */
    productVersion: integer('product_version').notNull().default(1),
    consentId: text('consent_id').notNull(),
    status: text('status', { enum: ['submitted', 'accepted', 'reviewing', 'offered', 'countered', 'agreed', 'signed', 'disbursed', 'overdue', 'renewed', 'settled', 'refused', 'declined', 'withdrawn', 'returned'] }).notNull(),
    /** Counts its events: what changes the application takes the next number, in its own transaction. */
    version: integer('version').notNull().default(1),
    amountFen: fen('amount_fen').notNull(),
    termMonths: integer('term_months').notNull(),
    /** Of a recommended request: the one-month rule holds. */
    coordinated: boolean('coordinated').notNull(),
    /** What the figures are grouped by, as it was on the day of the application. */
    district: text('district'),
    industry: text('industry'),
    zone: text('zone'),
    isCreditLoan: boolean('is_credit_loan').notNull(),
    /** Null: not known. */
    isFirstLoan: boolean('is_first_loan'),
    offeredFen: fen('offered_fen'),
    offeredBps: integer('offered_bps'),
    offeredMonths: integer('offered_months'),
    offerFeeFen: fen('offer_fee_fen'),
    offerValidUntil: day('offer_valid_until'),
    counterFen: fen('counter_fen'),
    counterBps: integer('counter_bps'),
    counterMonths: integer('counter_months'),
    creditFen: fen('credit_fen'),
    rateBps: integer('rate_bps'),
    signedMonths: integer('signed_months'),
    signedOn: day('signed_on'),
    disbursedFen: fen('disbursed_fen'),
    disbursedOn: day('disbursed_on'),
    dueOn: day('due_on'),
    repaidFen: fen('repaid_fen').notNull().default(0),
    refusalCode: text('refusal_code'),
    refusalNoteSealed: sealed('refusal_note_sealed'),
    /** Last number of the lender's own sequence of callbacks that was taken in. */
    callbackSeq: integer('callback_seq').notNull().default(0),
    submittedAt: instant('submitted_at').notNull(),
    /** First offer or refusal. */
    answeredAt: instant('answered_at'),
    closedAt: instant('closed_at'),
  },
  (t) => [
    foreignKey({ name: 'loan_application_product_version', columns: [t.productId, t.productVersion], foreignColumns: [loanProductVersion.productId, loanProductVersion.version] }),
    foreignKey({ name: 'loan_application_consent', columns: [t.consentId, t.subjectId], foreignColumns: [consent.id, consent.subjectId] }),
    unique('loan_application_consent_once').on(t.consentId),
    uniqueIndex('loan_application_open').on(t.requestId, t.lenderId).where(sql`status NOT IN ('refused', 'declined', 'withdrawn', 'returned', 'settled')`),
    index('loan_application_subject').on(t.subjectId, t.id),
    index('loan_application_lender').on(t.lenderId, t.status, t.id),
    index('loan_application_submitted').on(t.submittedAt),
    index('loan_application_disbursed').on(t.disbursedOn),
    check('loan_application_asked', sql`amount_fen > 0 AND term_months > 0`),
    check('loan_application_offer', sql`num_nulls(offered_fen, offered_bps, offered_months, offer_fee_fen, offer_valid_until) IN (0, 5) AND num_nulls(counter_fen, counter_bps, counter_months) IN (0, 3)`),
    check('loan_application_offered', sql`status NOT IN ('offered', 'countered', 'agreed') OR offered_fen IS NOT NULL`),
    check('loan_application_signed', sql`num_nulls(credit_fen, rate_bps, signed_months, signed_on) IN (0, 4) AND (status IN ('signed', 'disbursed', 'overdue', 'renewed', 'settled')) = (signed_on IS NOT NULL)`),
    check('loan_application_disbursed', sql`num_nulls(disbursed_fen, disbursed_on, due_on) IN (0, 3) AND (status IN ('disbursed', 'overdue', 'renewed', 'settled')) = (disbursed_fen IS NOT NULL) AND (disbursed_fen IS NULL OR disbursed_fen BETWEEN 1 AND credit_fen)`),
    check('loan_application_repaid', sql`repaid_fen >= 0 AND repaid_fen <= coalesce(disbursed_fen, 0) AND (status <> 'settled' OR repaid_fen = disbursed_fen)`),
    check('loan_application_refused', sql`(status = 'refused') = (refusal_code IS NOT NULL)`),
    check('loan_application_closed', sql`(status IN ('refused', 'declined', 'withdrawn', 'returned', 'settled')) = (closed_at IS NOT NULL)`),
  ],
)

/** What happened to an application, in order; append-only by trigger. Its clocks can be reckoned from here at any time. */
export const loanEvent = pgTable(
  'loan_event',
  {
    applicationId: text('application_id')
      .notNull()
      .references(() => loanApplication.id),
    seq: integer('seq').notNull(),
    kind: text('kind').notNull(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    /** Ids, amounts, days; never what somebody wrote. */
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.seq] })],
)

/** A deadline as the history gives it; kept beside it so that a list can be sorted. `month` is one of the calendar, the others of working days. */
export const loanClock = pgTable(
  'loan_clock',
  {
    applicationId: text('application_id')
      .notNull()
      .references(() => loanApplication.id),
    step: text('step', { enum: ['accept', 'answer', 'reply', 'sign', 'disburse', 'month'] }).notNull(),
    startedOn: day('started_on').notNull(),
    /** Null for `month`. */
    workingDays: integer('working_days'),
    dueOn: day('due_on').notNull(),
    provisional: boolean('provisional').notNull(),
    doneOn: day('done_on'),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.step] }), index('loan_clock_due').on(t.dueOn).where(sql`done_on IS NULL`), check('loan_clock_days', sql`(step = 'month') = (working_days IS NULL)`)],
)

/** What a lender's system reported, as it was signed: each once, in the lender's own order whatever order it came in. */
export const loanCallback = pgTable(
  'loan_callback',
  {
    lenderId: text('lender_id')
      .notNull()
      .references(() => lender.id),
    /** The lender's id of the message. */
    id: text('id').notNull(),
    applicationId: text('application_id')
      .notNull()
      .references(() => loanApplication.id),
    seq: integer('seq').notNull(),
    /** Fingerprint of the signed bytes: the same id with other bytes is refused. */
    bodyHash: text('body_hash').notNull(),
    /** A refusal's note may name anybody: sealed. */
    stepSealed: sealed('step_sealed').notNull(),
    outcome: text('outcome', { enum: ['waiting', 'applied', 'rejected'] }).notNull(),
    /** Why it was rejected. */
    code: text('code'),
    receivedAt: instant('received_at').notNull(),
    takenAt: instant('taken_at'),
  },
  (t) => [
    primaryKey({ columns: [t.lenderId, t.id] }),
    uniqueIndex('loan_callback_seq').on(t.applicationId, t.seq),
    check('loan_callback_taken', sql`(outcome = 'waiting') = (taken_at IS NULL) AND (outcome = 'rejected') = (code IS NOT NULL) AND seq > 0`),
  ],
)

/** A message to a lender's system (Standard Webhooks): says that something changed, never what is in a file. */
export const loanWebhook = pgTable(
  'loan_webhook',
  {
    id: text('id').primaryKey(),
    lenderId: text('lender_id')
      .notNull()
      .references(() => lender.id),
    /** What it is about: an application, or a product with its version and what the office said to it. */
    applicationId: text('application_id').references(() => loanApplication.id),
    productId: text('product_id').references(() => loanProduct.id),
    productVersion: integer('product_version'),
    note: text('note'),
    type: text('type').notNull(),
    createdAt: instant('created_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    lastStatus: integer('last_status'),
    deliveredAt: instant('delivered_at'),
  },
  (t) => [
    index('loan_webhook_application').on(t.applicationId),
    index('loan_webhook_lender').on(t.lenderId, t.id),
    check('loan_webhook_about', sql`num_nonnulls(application_id, product_id) = 1 AND (product_id IS NULL) = (product_version IS NULL) AND (note IS NULL OR product_id IS NOT NULL)`),
  ],
)

/** A firm's complaint about a lender 投诉. */
export const loanComplaint = pgTable(
  'loan_complaint',
  {
    id: text('id').primaryKey(),
    applicationId: text('application_id')
      .notNull()
      .references(() => loanApplication.id),
    subjectId: text('subject_id')
      .notNull()
      .references(() => subject.id),
    lenderId: text('lender_id')
      .notNull()
      .references(() => lender.id),
    applicantId: text('applicant_id')
      .notNull()
      .references(() => subject.id),
    kind: text('kind', { enum: ['slow', 'unfair-terms', 'tied-sale', 'hidden-fee', 'conduct', 'other'] }).notNull(),
    textSealed: sealed('text_sealed').notNull(),
    status: text('status', { enum: ['open', 'answered'] }).notNull(),
    filedAt: instant('filed_at').notNull(),
    upheld: boolean('upheld'),
    answerSealed: sealed('answer_sealed'),
    answeredAt: instant('answered_at'),
    answeredByStaffId: text('answered_by_staff_id').references(() => staff.id),
  },
  (t) => [
    uniqueIndex('loan_complaint_open').on(t.applicationId).where(sql`status = 'open'`),
    index('loan_complaint_lender').on(t.lenderId),
    index('loan_complaint_subject').on(t.subjectId),
    check('loan_complaint_answered', sql`num_nulls(upheld, answer_sealed, answered_at, answered_by_staff_id) IN (0, 4) AND (status = 'answered') = (answered_at IS NOT NULL)`),
  ],
)
