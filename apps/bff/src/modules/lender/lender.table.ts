import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { day, instant } from '../../db/columns'
import { subject } from '../subject/subject.table'

/** A bank or guarantee institution 金融机构. */
export const lender = pgTable(
  'lender',
  {
    id: text('id').primaryKey(),
    subjectId: text('subject_id')
      .notNull()
      .references(() => subject.id),
    name: text('name').notNull(),
    kind: text('kind').notNull(),
    status: text('status', { enum: ['active', 'suspended', 'terminated'] }).notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [uniqueIndex('lender_subject').on(t.subjectId)],
)

/** What a lender offers 信贷产品. Rates in basis points a year, amounts in fen, terms in months. */
export const loanProduct = pgTable(
  'loan_product',
  {
    id: text('id').primaryKey(),
    lenderId: text('lender_id')
      .notNull()
      .references(() => lender.id),
    code: text('code').notNull(),
    name: text('name').notNull(),
    kind: text('kind', { enum: ['credit', 'guarantee', 'mortgage', 'pledge'] }).notNull(),
    amountMinFen: bigint('amount_min_fen', { mode: 'number' }).notNull(),
    amountMaxFen: bigint('amount_max_fen', { mode: 'number' }).notNull(),
    rateMinBps: integer('rate_min_bps').notNull(),
    rateMaxBps: integer('rate_max_bps').notNull(),
    termMinMonths: integer('term_min_months').notNull(),
    termMaxMonths: integer('term_max_months').notNull(),
    repayment: text('repayment').notNull(),
    zone: text('zone'),
    audience: text('audience').notNull(),
    responseWorkingDays: integer('response_working_days').notNull(),
    entryRules: jsonb('entry_rules').$type<Record<string, string | number>>().notNull(),
    validUntil: day('valid_until').notNull(),
    status: text('status', { enum: ['draft', 'published', 'paused', 'ended'] }).notNull(),
    contentHash: text('content_hash').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('loan_product_code').on(t.lenderId, t.code),
    index('loan_product_zone').on(t.zone, t.status),
    check('loan_product_ranges', sql`amount_min_fen > 0 AND amount_min_fen <= amount_max_fen AND rate_min_bps >= 0 AND rate_min_bps <= rate_max_bps AND term_min_months > 0 AND term_min_months <= term_max_months`),
  ],
)
