import { PERK_KINDS, type PerkTerms, type PerkTier } from '@xinhui/rules'
import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { day, instant } from '../../db/columns'
import { merchant } from '../merchant/merchant.table'

/** What a merchant offers to trusted subjects 信易+. */
export const perk = pgTable(
  'perk',
  {
    id: text('id').primaryKey(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchant.id),
    /** The merchant's own perk number: the key of the next import. */
    code: text('code').notNull(),
    version: integer('version').notNull().default(1),
    scene: text('scene').notNull(),
    kind: text('kind', { enum: PERK_KINDS }).notNull(),
    title: text('title').notNull(),
    summary: text('summary').notNull(),
    instructions: text('instructions').notNull(),
    /** Best tier first. */
    tiers: jsonb('tiers').$type<PerkTier[]>().notNull(),
    terms: jsonb('terms').$type<PerkTerms>().notNull(),
    status: text('status', { enum: ['draft', 'published', 'paused', 'exhausted', 'ended'] }).notNull(),
    quotaTotal: integer('quota_total').notNull(),
    quotaUsed: integer('quota_used').notNull().default(0),
    perPersonLimit: integer('per_person_limit').notNull().default(1),
    claimFrom: day('claim_from').notNull(),
    claimUntil: day('claim_until').notNull(),
    voucherValidDays: integer('voucher_valid_days').notNull(),
    /** What the city pays the merchant per redemption. */
    subsidyFen: integer('subsidy_fen').notNull().default(0),
    contentHash: text('content_hash').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('perk_code').on(t.merchantId, t.code),
    index('perk_scene').on(t.scene, t.status),
    check('perk_quota', sql`quota_used >= 0 AND quota_used <= quota_total`),
    check('perk_limits', sql`per_person_limit BETWEEN 1 AND 1000 AND voucher_valid_days BETWEEN 1 AND 1000 AND subsidy_fen >= 0`),
    check('perk_window', sql`claim_from <= claim_until`),
  ],
)

/** The content of a perk under one version number, as it was 权益版本. Written by a trigger of `perk`; never updated. */
export const perkVersion = pgTable(
  'perk_version',
  {
    perkId: text('perk_id')
      .notNull()
      .references(() => perk.id),
    version: integer('version').notNull(),
    kind: text('kind', { enum: PERK_KINDS }).notNull(),
    scene: text('scene').notNull(),
    title: text('title').notNull(),
    summary: text('summary').notNull(),
    instructions: text('instructions').notNull(),
    tiers: jsonb('tiers').$type<PerkTier[]>().notNull(),
    terms: jsonb('terms').$type<PerkTerms>().notNull(),
    perPersonLimit: integer('per_person_limit').notNull(),
    claimFrom: day('claim_from').notNull(),
    claimUntil: day('claim_until').notNull(),
    voucherValidDays: integer('voucher_valid_days').notNull(),
    subsidyFen: integer('subsidy_fen').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ name: 'perk_version_pk', columns: [t.perkId, t.version] })],
)
