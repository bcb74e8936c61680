import { PERK_KINDS, type PerkTerms, type PerkTier } from '@xinhui/rules'
import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { blind, day, instant, sealed } from '../../db/columns'
import { merchant } from '../merchant/merchant.table'

export const PERK_STATUSES = ['draft', 'tested', 'published', 'paused', 'exhausted', 'ended'] as const

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
    status: text('status', { enum: PERK_STATUSES }).notNull(),
    /** The newest version a test redemption, or the import of a running perk, has vouched for. */
    testedVersion: integer('tested_version'),
    quotaTotal: integer('quota_total').notNull(),
    quotaUsed: integer('quota_used').notNull().default(0),
    /** Counts refills: each is warned of anew. */
    stockRound: integer('stock_round').notNull().default(1),
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
    /** Only what was tested is ever offered. */
    check('perk_tested', sql`status IN ('draft', 'ended') OR tested_version IS NOT NULL`),
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

/** How much of a quota is taken in one stretch of time 限量计数: by everybody (`subject_id` empty) or by one subject. */
export const perkQuotaUse = pgTable(
  'perk_quota_use',
  {
    perkId: text('perk_id')
      .notNull()
      .references(() => perk.id),
    /** `day:2026-11-21`, `month:2026-11`: see `quotaSpans`. */
    span: text('span').notNull(),
    subjectId: text('subject_id').notNull(),
    used: integer('used').notNull(),
    /** The limit at the last claim. */
    limit: integer('limit').notNull(),
  },
  (t) => [primaryKey({ name: 'perk_quota_use_pk', columns: [t.perkId, t.span, t.subjectId] }), check('perk_quota_use_limit', sql`used >= 0 AND used <= "limit"`)],
)

/**
 * One of a partner's own codes 兑换码. Whoever claims takes exactly one, for ever: the answer to the claim shows it, so every code that was
 * taken was revealed, and none goes back to the bucket, whatever becomes of its voucher (given back, expired, withdrawn). A trigger keeps it so.
 */
export const loadedCode = pgTable(
  'loaded_code',
  {
    id: text('id').primaryKey(),
    perkId: text('perk_id')
      .notNull()
      .references(() => perk.id),
    codeSealed: sealed('code_sealed').notNull(),
    codeBlind: blind('code_blind').notNull(),
    /** Who took it. A plain column: the voucher's table already refers to the perk's. */
    voucherId: text('voucher_id'),
    takenAt: instant('taken_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('loaded_code_once').on(t.perkId, t.codeBlind),
    uniqueIndex('loaded_code_voucher').on(t.voucherId),
    index('loaded_code_free').on(t.perkId, t.id).where(sql`voucher_id IS NULL`),
    check('loaded_code_taken', sql`(voucher_id IS NULL) = (taken_at IS NULL)`),
  ],
)

/** That a perk's stock fell to 50, 25, 10 or 0 percent 库存提醒: told once a refill. */
export const perkStockAlert = pgTable(
  'perk_stock_alert',
  {
    perkId: text('perk_id')
      .notNull()
      .references(() => perk.id),
    round: integer('round').notNull(),
    percent: integer('percent').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ name: 'perk_stock_alert_pk', columns: [t.perkId, t.round, t.percent] })],
)
