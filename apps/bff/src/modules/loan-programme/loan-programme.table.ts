import type { ProductRule } from '@xinhui/rules/financing/index'
import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { day, instant } from '../../db/columns'
import { loanProduct } from '../lender/lender.table'

const fen = (name: string) => bigint(name, { mode: 'number' })

/**
 * A support programme 支持项目 of the loan market: an interest subsidy 贴息 or a risk compensation 风险补偿, with the money set aside for it.
 * What is promised and what was paid never exceed the pot, by CHECK. Who wrote the version in force does not publish it.
 */
export const loanProgramme = pgTable(
  'loan_programme',
  {
    code: text('code').primaryKey(),
    kind: text('kind', { enum: ['interest-subsidy', 'risk-compensation'] }).notNull(),
    title: text('title').notNull(),
    issuer: text('issuer').notNull(),
    basis: text('basis').notNull(),
    basisUrl: text('basis_url'),
    basisVerified: boolean('basis_verified').notNull(),
    opensOn: day('opens_on').notNull(),
    closesOn: day('closes_on').notNull(),
    potFen: fen('pot_fen').notNull(),
    /** Promised and not yet paid. */
    reservedFen: fen('reserved_fen').notNull().default(0),
    paidFen: fen('paid_fen').notNull().default(0),
    loanMaxFen: fen('loan_max_fen').notNull(),
    entryRules: jsonb('entry_rules').$type<readonly ProductRule[]>().notNull(),
    shareBps: integer('share_bps'),
    pointsBps: integer('points_bps'),
    yearCapFen: fen('year_cap_fen'),
    maxMonths: integer('max_months'),
    lenderCapFen: fen('lender_cap_fen'),
    maxRateBps: integer('max_rate_bps'),
    unsecured: boolean('unsecured').notNull(),
    freeOfCharge: boolean('free_of_charge').notNull(),
    status: text('status', { enum: ['draft', 'published', 'paused', 'ended'] }).notNull(),
    version: integer('version').notNull(),
    /** Who wrote this version, as the audit names them. */
    author: text('author').notNull(),
    publisher: text('publisher'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  () => [
    check('loan_programme_pot', sql`pot_fen > 0 AND reserved_fen >= 0 AND paid_fen >= 0 AND reserved_fen + paid_fen <= pot_fen`),
    check('loan_programme_days', sql`opens_on <= closes_on`),
    check('loan_programme_amounts', sql`loan_max_fen > 0 AND version > 0 AND share_bps BETWEEN 1 AND 10000 AND points_bps BETWEEN 1 AND 1000 AND year_cap_fen > 0 AND max_months > 0 AND lender_cap_fen > 0 AND max_rate_bps > 0`),
    check(
      'loan_programme_kind',
      sql`(kind = 'interest-subsidy' AND num_nulls(share_bps, points_bps) < 2 AND num_nulls(year_cap_fen, max_months) = 0 AND num_nulls(lender_cap_fen, max_rate_bps) = 2)
       OR (kind = 'risk-compensation' AND num_nulls(share_bps, lender_cap_fen, max_rate_bps) = 0 AND num_nulls(points_bps, year_cap_fen, max_months) = 3)`,
    ),
    check('loan_programme_rules', sql`jsonb_typeof(entry_rules) = 'array'`),
    check('loan_programme_second_person', sql`(publisher IS NULL OR publisher <> author) AND (status <> 'published' OR publisher IS NOT NULL)`),
  ],
)

/** A product under a programme. It counts once a second person has confirmed it; detached, the row goes and the audit stays. */
export const loanProgrammeProduct = pgTable(
  'loan_programme_product',
  {
    programmeCode: text('programme_code')
      .notNull()
      .references(() => loanProgramme.code),
    productId: text('product_id')
      .notNull()
      .references(() => loanProduct.id),
    attachedBy: text('attached_by').notNull(),
    attachedAt: instant('attached_at').notNull(),
    confirmedBy: text('confirmed_by'),
    confirmedAt: instant('confirmed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.programmeCode, t.productId] }),
    index('loan_programme_product_product').on(t.productId),
    check('loan_programme_product_second_person', sql`(confirmed_by IS NULL) = (confirmed_at IS NULL) AND (confirmed_by IS NULL OR confirmed_by <> attached_by)`),
  ],
)
