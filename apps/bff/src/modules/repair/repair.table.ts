import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { day, instant, sealed } from '../../db/columns'
import { staff } from '../identity/identity.table'
import { record } from '../record/record.table'
import { subject } from '../subject/subject.table'

/** An application to end a record early 信用修复申请, or a case the office opened about one that is over. At most one open for each record. */
export const repairCase = pgTable(
  'repair_case',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: ['repair', 'bankruptcy', 'false-commitment', 're-evaluation'] }).notNull(),
    status: text('status', { enum: ['draft', 'submitted', 'correcting', 'accepted', 'reviewing', 'approved', 'effective', 'refused', 'withdrawn'] }).notNull(),
    /** Counts its events: what changes the case takes the next number, in its own transaction. */
    version: integer('version').notNull().default(1),
    recordId: text('record_id')
      .notNull()
      .references(() => record.id),
    subjectId: text('subject_id')
      .notNull()
      .references(() => subject.id),
    item: text('item').notNull(),
    /** The office that decided the record decides the case. */
    office: text('office').notNull(),
    decidedOn: day('decided_on').notNull(),
    /** The person who applies, for themselves or a firm; null: opened by the office. */
    applicantId: text('applicant_id').references(() => subject.id),
    openedByStaffId: text('opened_by_staff_id').references(() => staff.id),
    /** The closed case this one is about. */
    linkedCaseId: text('linked_case_id'),
    /** Which set of rules was applied, and what it said. */
    ruleId: text('rule_id').notNull(),
    check: jsonb('check').$type<Record<string, unknown>>().notNull(),
    /** What people write may name anybody: sealed. */
    statementSealed: sealed('statement_sealed'),
    answerSealed: sealed('answer_sealed'),
    defects: jsonb('defects').$type<{ code: string; text: string }[]>().notNull().default([]),
    defectsToldAt: instant('defects_told_at'),
    commitmentVersion: text('commitment_version'),
    commitmentHash: text('commitment_hash'),
    commitmentAgreedAt: instant('commitment_agreed_at'),
    outcome: text('outcome', { enum: ['approved', 'refused'] }),
    refusalCode: text('refusal_code'),
    decisionNoteSealed: sealed('decision_note_sealed'),
    decidedAt: instant('decided_at'),
    decidedByStaffId: text('decided_by_staff_id').references(() => staff.id),
    createdAt: instant('created_at').notNull(),
    submittedAt: instant('submitted_at'),
    closedAt: instant('closed_at'),
  },
  (t) => [
    uniqueIndex('repair_case_open').on(t.recordId).where(sql`status IN ('draft', 'submitted', 'correcting', 'accepted', 'reviewing')`),
    index('repair_case_subject').on(t.subjectId, t.id),
    index('repair_case_office').on(t.office, t.status, t.id),
    index('repair_case_status').on(t.status, t.id),
    check('repair_case_decided', sql`(outcome IS NULL) = (decided_at IS NULL) AND (outcome IS NULL) = (decision_note_sealed IS NULL) AND (refusal_code IS NOT NULL) = (outcome IS NOT DISTINCT FROM 'refused')`),
    check('repair_case_outcome', sql`CASE status WHEN 'approved' THEN outcome = 'approved' WHEN 'effective' THEN outcome = 'approved' WHEN 'refused' THEN outcome = 'refused' ELSE outcome IS NULL END`),
    check('repair_case_commitment', sql`num_nulls(commitment_version, commitment_hash, commitment_agreed_at) IN (0, 3)`),
  ],
)

/** What happened to a case, in order; append-only by trigger. Its clocks can be reckoned from here at any time. */
export const repairEvent = pgTable(
  'repair_event',
  {
    caseId: text('case_id')
      .notNull()
      .references(() => repairCase.id),
    seq: integer('seq').notNull(),
    kind: text('kind').notNull(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    /** Ids, offices, numbers; never what somebody wrote. */
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.seq] })],
)

/** A deadline of a case as its history gives it; kept beside it so that a queue can be sorted. */
export const repairClock = pgTable(
  'repair_clock',
  {
    caseId: text('case_id')
      .notNull()
      .references(() => repairCase.id),
    step: text('step', { enum: ['accept', 'answer', 'opinion', 'decide', 'propagate'] }).notNull(),
    office: text('office').notNull(),
    startedOn: day('started_on').notNull(),
    workingDays: integer('working_days').notNull(),
    pauses: jsonb('pauses').$type<{ from: string; to: string | null }[]>().notNull(),
    dueOn: day('due_on'),
    provisional: boolean('provisional').notNull(),
    doneOn: day('done_on'),
    /** When it was raised to the lead of the office. */
    escalatedAt: instant('escalated_at'),
    /** When whoever's turn it is was told that the day is near. */
    amberAt: instant('amber_at'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.step, t.office] }), index('repair_clock_due').on(t.dueOn).where(sql`done_on IS NULL`)],
)

/** An office that was asked, and what it thinks (部门协同). */
export const repairReview = pgTable(
  'repair_review',
  {
    caseId: text('case_id')
      .notNull()
      .references(() => repairCase.id),
    office: text('office').notNull(),
    askedAt: instant('asked_at').notNull(),
    opinion: text('opinion', { enum: ['agree', 'disagree'] }),
    noteSealed: sealed('note_sealed'),
    givenAt: instant('given_at'),
    givenByStaffId: text('given_by_staff_id').references(() => staff.id),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.office] }), index('repair_review_office').on(t.office), check('repair_review_given', sql`num_nulls(opinion, note_sealed, given_at, given_by_staff_id) IN (0, 4)`)],
)

/** A file as it was cleaned, named by its content; what it says may be anybody's: sealed. */
export const repairFile = pgTable(
  'repair_file',
  {
    /** SHA-256 of the cleaned bytes, hex. */
    id: text('id').primaryKey(),
    mediaType: text('media_type', { enum: ['image/jpeg', 'image/png', 'application/pdf'] }).notNull(),
    byteCount: integer('byte_count').notNull(),
    bytesSealed: sealed('bytes_sealed').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  () => [check('repair_file_id', sql`id ~ '^[0-9a-f]{64}$' AND byte_count BETWEEN 1 AND 10485760`)],
)

/** A file handed in for one of the materials of a case. */
export const repairEvidence = pgTable(
  'repair_evidence',
  {
    id: text('id').primaryKey(),
    caseId: text('case_id')
      .notNull()
      .references(() => repairCase.id),
    materialCode: text('material_code').notNull(),
    fileId: text('file_id')
      .notNull()
      .references(() => repairFile.id),
    uploadedAt: instant('uploaded_at').notNull(),
    /** Taken back before the case was handed in. */
    removedAt: instant('removed_at'),
  },
  (t) => [index('repair_evidence_case').on(t.caseId)],
)

/**
 * What a decided case did to its record: ended for good, or screened until the firm is evaluated again. While `lifted_at` is
 * null a trigger keeps the record's end from coming back with the office's next file; `held_until` is what a false commitment costs.
 */
export const recordRepair = pgTable(
  'record_repair',
  {
    recordId: text('record_id')
      .primaryKey()
      .references(() => record.id),
    caseId: text('case_id')
      .notNull()
      .references(() => repairCase.id),
    kind: text('kind', { enum: ['ended', 'screened'] }).notNull(),
    /** The last day the record counted, as files give it. */
    endedOn: day('ended_on').notNull(),
    originalEndsOn: day('original_ends_on'),
    /** When a screened record is looked at again. */
    reviewOn: day('review_on'),
    /** When both sides were reminded of it. */
    reviewToldAt: instant('review_told_at'),
    doneAt: instant('done_at').notNull(),
    liftedAt: instant('lifted_at'),
    heldUntil: day('held_until'),
  },
  () => [check('record_repair_held', sql`held_until IS NULL OR lifted_at IS NOT NULL`)],
)

/** One channel of a decided case: asked to take the record off, or to show it again, until it confirms. */
export const repairChannel = pgTable(
  'repair_channel',
  {
    caseId: text('case_id')
      .notNull()
      .references(() => repairCase.id),
    channel: text('channel').notNull(),
    direction: text('direction', { enum: ['remove', 'restore'] }).notNull(),
    state: text('state', { enum: ['waiting', 'told', 'confirmed', 'late', 'superseded'] }).notNull(),
    /** The channel's own number of our request. */
    reference: text('reference'),
    attempts: integer('attempts').notNull().default(0),
    nextAt: instant('next_at').notNull(),
    toldAt: instant('told_at'),
    confirmedAt: instant('confirmed_at'),
    lateAt: instant('late_at'),
    lastError: text('last_error'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.channel] }), index('repair_channel_next').on(t.nextAt).where(sql`confirmed_at IS NULL AND state <> 'superseded'`)],
)

/** 信用修复告知书 of one record, made when its decision lands (两书同达). Its text is made from the rules of that day when it is delivered. */
export const repairLetter = pgTable(
  'repair_letter',
  {
    id: text('id').primaryKey(),
    recordId: text('record_id')
      .notNull()
      .references(() => record.id),
    subjectId: text('subject_id')
      .notNull()
      .references(() => subject.id),
    item: text('item').notNull(),
    office: text('office').notNull(),
    decidedOn: day('decided_on').notNull(),
    textVersion: text('text_version').notNull(),
    /** Rule set, class and dates; filled when it is delivered. */
    check: jsonb('check').$type<Record<string, unknown>>(),
    madeAt: instant('made_at').notNull(),
    deliveredAt: instant('delivered_at'),
    acknowledgedAt: instant('acknowledged_at'),
    acknowledgedById: text('acknowledged_by_id').references(() => subject.id),
  },
  (t) => [
    uniqueIndex('repair_letter_record').on(t.recordId),
    index('repair_letter_subject').on(t.subjectId),
    index('repair_letter_waiting').on(t.id).where(sql`delivered_at IS NULL`),
    check('repair_letter_order', sql`(delivered_at IS NULL) = ("check" IS NULL) AND num_nulls(acknowledged_at, acknowledged_by_id) IN (0, 2) AND (acknowledged_at IS NULL OR delivered_at IS NOT NULL)`),
  ],
)

/** Which office a console user works for in repair cases. Whoever has none works for the city's credit office and sees all. */
export const repairOfficer = pgTable('repair_officer', {
  staffId: text('staff_id')
    .primaryKey()
    .references(() => staff.id),
  office: text('office').notNull(),
  isLead: boolean('is_lead').notNull(),
})
