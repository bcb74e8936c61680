import type { CoordinationCriterion } from '@xinhui/contract'
import type { CollateralKind } from '@xinhui/rules/financing/index'
import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { day, instant, sealed } from '../../db/columns'
import { staff } from '../identity/identity.table'
import { lender, loanProduct } from '../lender/lender.table'
import { subject } from '../subject/subject.table'

/** What a firm wants 融资需求: amount in fen, term in months, use, security. Stands until it is closed or its day has passed. */
export const loanRequest = pgTable(
  'loan_request',
  {
    id: text('id').primaryKey(),
    subjectId: text('subject_id')
      .notNull()
      .references(() => subject.id),
    /** The person who stated it for the firm. */
    applicantId: text('applicant_id')
      .notNull()
      .references(() => subject.id),
    amountFen: bigint('amount_fen', { mode: 'number' }).notNull(),
    termMonths: integer('term_months').notNull(),
    use: text('use', { enum: ['working-capital', 'stock', 'equipment', 'premises', 'wages', 'research', 'refinance', 'other'] }).notNull(),
    /** What people write may name anybody: sealed. */
    noteSealed: sealed('note_sealed'),
    collateral: jsonb('collateral').$type<{ kind: CollateralKind; valueFen: number }[]>().notNull(),
    /** Lenders may see it without the firm's name. */
    inPool: boolean('in_pool').notNull(),
    status: text('status', { enum: ['standing', 'closed', 'expired'] }).notNull(),
    createdAt: instant('created_at').notNull(),
    validUntil: day('valid_until').notNull(),
    closedAt: instant('closed_at'),
    coordination: text('coordination', { enum: ['none', 'declared', 'recommended', 'declined'] }).notNull().default('none'),
    criteria: jsonb('criteria').$type<{ code: CoordinationCriterion; met: boolean }[]>().notNull().default([]),
    declaredAt: instant('declared_at'),
    listedOn: day('listed_on'),
    listedByStaffId: text('listed_by_staff_id').references(() => staff.id),
    listingNoteSealed: sealed('listing_note_sealed'),
    /** The day it was last matched, and which products fitted then: what is new is told once. */
    matchedOn: day('matched_on'),
    fitting: text('fitting').array().notNull().default([]),
  },
  (t) => [
    index('loan_request_subject').on(t.subjectId, t.id),
    index('loan_request_pool').on(t.id).where(sql`status = 'standing' AND in_pool`),
    index('loan_request_standing').on(t.id).where(sql`status = 'standing'`),
    index('loan_request_match').on(t.matchedOn).where(sql`status = 'standing'`),
    index('loan_request_coordination').on(t.coordination, t.id).where(sql`coordination <> 'none'`),
    check('loan_request_asked', sql`amount_fen > 0 AND term_months BETWEEN 1 AND 360`),
    check('loan_request_closed', sql`(status = 'standing') = (closed_at IS NULL)`),
    check('loan_request_declared', sql`(coordination = 'none') = (declared_at IS NULL) AND (coordination IN ('recommended', 'declined')) = (listed_on IS NOT NULL) AND (listed_on IS NULL) = (listed_by_staff_id IS NULL)`),
  ],
)

/** A lender's offer to take a request from the pool 抢单, with one of its products; once for each lender. */
export const loanInterest = pgTable(
  'loan_interest',
  {
    id: text('id').primaryKey(),
    requestId: text('request_id')
      .notNull()
      .references(() => loanRequest.id),
    lenderId: text('lender_id')
      .notNull()
      .references(() => lender.id),
    productId: text('product_id')
      .notNull()
      .references(() => loanProduct.id),
    at: instant('at').notNull(),
  },
  (t) => [uniqueIndex('loan_interest_once').on(t.requestId, t.lenderId), index('loan_interest_lender').on(t.lenderId)],
)
