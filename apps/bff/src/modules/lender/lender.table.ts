import type { ProductRule, RepaymentMethod } from '@xinhui/rules/financing/index'
import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { day, instant, sealed } from '../../db/columns'
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
    /** Moves with every edit of the office; what the reader saw must be what is changed. */
    version: integer('version').notNull().default(1),
    /** 金融许可证. Null: the lender came by import and nobody has written it down. */
    licenceNumber: text('licence_number'),
    licenceFrom: day('licence_from'),
    /** Null with a number: without end. */
    licenceUntil: day('licence_until'),
    /** Scan: its name in the file store. */
    licenceSha256: text('licence_sha256'),
    licenceType: text('licence_type', { enum: ['image/jpeg', 'image/png', 'application/pdf'] }),
    licenceBytes: integer('licence_bytes'),
    licenceAt: instant('licence_at'),
    contactNameSealed: sealed('contact_name_sealed'),
    contactPhoneSealed: sealed('contact_phone_sealed'),
    /** Agreed time to an answer 约定答复时限, in working days. */
    answerWorkingDays: integer('answer_working_days'),
    /** When the office moved it last; from then on an import no longer says whether it is active. */
    standingSince: instant('standing_since'),
    standingReason: text('standing_reason', { enum: ['complaint', 'conduct', 'data', 'licence', 'request', 'agreement', 'other'] }),
    standingNote: text('standing_note'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('lender_subject').on(t.subjectId),
    check('lender_licence', sql`(licence_number IS NULL) = (licence_from IS NULL) AND (licence_until IS NULL OR licence_until > licence_from)`),
    check('lender_scan', sql`num_nulls(licence_sha256, licence_type, licence_bytes, licence_at) IN (0, 4)`),
    check('lender_contact', sql`(contact_name_sealed IS NULL) = (contact_phone_sealed IS NULL)`),
    check('lender_answer', sql`answer_working_days BETWEEN 1 AND 30`),
    check('lender_standing', sql`(standing_reason IS NULL OR (standing_since IS NOT NULL AND status <> 'active')) AND (standing_note IS NULL OR standing_reason IS NOT NULL)`),
  ],
)

/**
 * What a version of a product says. Rates in basis points a year, amounts in fen, terms in months; `fee` is paid once, of the amount.
 * Amount, term and last day are columns; `entryRules` holds every other rule, so that none is written down twice.
 */
const productContent = () => ({
  name: text('name').notNull(),
  kind: text('kind', { enum: ['credit', 'guarantee', 'mortgage', 'pledge'] }).notNull(),
  amountMinFen: bigint('amount_min_fen', { mode: 'number' }).notNull(),
  amountMaxFen: bigint('amount_max_fen', { mode: 'number' }).notNull(),
  rateMinBps: integer('rate_min_bps').notNull(),
  rateMaxBps: integer('rate_max_bps').notNull(),
  feeBps: integer('fee_bps').notNull().default(0),
  termMinMonths: integer('term_min_months').notNull(),
  termMaxMonths: integer('term_max_months').notNull(),
  /** In the lender's words; `method` is what costs are reckoned by. */
  repayment: text('repayment').notNull(),
  method: text('method').$type<RepaymentMethod>().notNull().default('interest-only'),
  /** Whether a loan that ends can go on: not at all, repaid and lent anew, or without repaying the principal 无还本续贷. */
  renewal: text('renewal', { enum: ['none', 'renewal', 'no-principal'] }).notNull().default('none'),
  zone: text('zone'),
  audience: text('audience').notNull(),
  responseWorkingDays: integer('response_working_days').notNull(),
  entryRules: jsonb('entry_rules').$type<readonly ProductRule[]>().notNull(),
  validUntil: day('valid_until').notNull(),
})

const ranges = sql`amount_min_fen > 0 AND amount_min_fen <= amount_max_fen AND rate_min_bps >= 0 AND rate_min_bps <= rate_max_bps AND term_min_months > 0 AND term_min_months <= term_max_months`

/** What a lender offers 信贷产品: its content is that of `version`, the one published last, or before that the newest draft. */
export const loanProduct = pgTable(
  'loan_product',
  {
    id: text('id').primaryKey(),
    lenderId: text('lender_id')
      .notNull()
      .references(() => lender.id),
    code: text('code').notNull(),
    ...productContent(),
    version: integer('version').notNull().default(1),
    status: text('status', { enum: ['draft', 'published', 'paused', 'ended'] }).notNull(),
    contentHash: text('content_hash').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('loan_product_code').on(t.lenderId, t.code),
    index('loan_product_zone').on(t.zone, t.status),
    check('loan_product_ranges', ranges),
    check('loan_product_rules', sql`jsonb_typeof(entry_rules) = 'array'`),
  ],
)

/**
 * Every version of a product. Its content is fixed once it is handed in, by trigger; of a product one version at most is
 * published and one at most is on its way. Who reviews is not who wrote, nor is who publishes; what the office wrote on the
 * lender's behalf is published once the lender has said yes to it.
 */
export const loanProductVersion = pgTable(
  'loan_product_version',
  {
    productId: text('product_id')
      .notNull()
      .references(() => loanProduct.id),
    version: integer('version').notNull(),
    status: text('status', { enum: ['draft', 'submitted', 'reviewed', 'published', 'replaced'] }).notNull(),
    ...productContent(),
    /** Who wrote it, as the audit names them. */
    author: text('author').notNull(),
    /** What the office wrote it from 代录依据, such as the lender's stamped letter. Null: the lender wrote it itself. */
    paper: text('paper'),
    /** The lender's officer who said yes to what the office wrote. */
    confirmer: text('confirmer'),
    confirmedAt: instant('confirmed_at'),
    createdAt: instant('created_at').notNull(),
    submittedAt: instant('submitted_at'),
    reviewer: text('reviewer'),
    reviewedAt: instant('reviewed_at'),
    /** Why it was handed back. */
    reviewNote: text('review_note'),
    publishedAt: instant('published_at'),
    /** Null: not published, or before publishing was a second person's. */
    publisher: text('publisher'),
  },
  (t) => [
    primaryKey({ columns: [t.productId, t.version] }),
    uniqueIndex('loan_product_version_published').on(t.productId).where(sql`status = 'published'`),
    uniqueIndex('loan_product_version_open').on(t.productId).where(sql`status IN ('draft', 'submitted', 'reviewed')`),
    index('loan_product_version_queue').on(t.submittedAt).where(sql`status = 'submitted'`),
    check('loan_product_version_ranges', ranges),
    check('loan_product_version_rules', sql`jsonb_typeof(entry_rules) = 'array'`),
    check('loan_product_version_second_person', sql`reviewer IS NULL OR reviewer <> author`),
    check('loan_product_version_publisher', sql`publisher IS NULL OR (publisher <> author AND published_at IS NOT NULL)`),
    check('loan_product_version_confirmed', sql`num_nulls(confirmer, confirmed_at) IN (0, 2) AND (confirmer IS NULL OR (paper IS NOT NULL AND confirmer <> author AND status <> 'draft')) AND (paper IS NULL OR published_at IS NULL OR confirmer IS NOT NULL)`),
    check('loan_product_version_reviewed', sql`status <> 'reviewed' OR reviewer IS NOT NULL`),
  ],
)
