import { sql } from 'drizzle-orm'
import { bigint, boolean, check, foreignKey, index, integer, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant } from '../../db/columns'
import { account, staff } from '../identity/identity.table'
import { merchant, store } from '../merchant/merchant.table'
import { perk, perkVersion } from '../perk/perk.table'
import { subject } from '../subject/subject.table'
import { tillClient } from '../till/till.table'

/** One subject's claim on one perk 凭证. It keeps the terms it was claimed under. */
export const voucher = pgTable(
  'voucher',
  {
    id: text('id').primaryKey(),
    perkId: text('perk_id')
      .notNull()
      .references(() => perk.id),
    perkVersion: integer('perk_version').notNull(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchant.id),
    subjectId: text('subject_id')
      .notNull()
      .references(() => subject.id),
    /** 1 … per_person_limit: with the unique index this *is* the per-person limit. Null once given back or expired. */
    claimNo: integer('claim_no'),
    /** Random ten digits; the till code is made from it. */
    serial: bigint('serial', { mode: 'number' }).notNull(),
    tierNo: integer('tier_no').notNull(),
    title: text('title').notNull(),
    benefit: text('benefit').notNull(),
    instructions: text('instructions').notNull(),
    subsidyFen: integer('subsidy_fen').notNull(),
    status: text('status', { enum: ['issued', 'redeemed', 'expired', 'cancelled'] }).notNull(),
    /** Issued by the office to try the perk at a desk 测试券: outside quota, settlement and statistics. */
    test: boolean('test').notNull().default(false),
    /** Its terms name stores or times, or another voucher of its holder was used while it was to use: the terms are looked at before it is redeemed. */
    restricted: boolean('restricted').notNull().default(false),
    claimedAt: instant('claimed_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [
    uniqueIndex('voucher_serial').on(t.serial),
    uniqueIndex('voucher_claim').on(t.perkId, t.subjectId, t.claimNo),
    index('voucher_subject').on(t.subjectId, t.claimedAt),
    /** A merchant that is suspended or leaves: whose vouchers are still to use. */
    index('voucher_merchant_living').on(t.merchantId, t.subjectId).where(sql`status = 'issued'`),
    index('voucher_expiry').on(t.expiresAt).where(sql`status = 'issued'`),
    /** The terms a voucher was claimed under are there for as long as it is. */
    foreignKey({ name: 'voucher_perk_version', columns: [t.perkId, t.perkVersion], foreignColumns: [perkVersion.perkId, perkVersion.version] }),
    index('voucher_returned').on(t.merchantId, t.changedAt).where(sql`status = 'cancelled'`),
    unique('voucher_id_merchant').on(t.id, t.merchantId),
    check('voucher_claim_no', sql`(status IN ('issued', 'redeemed') AND NOT test) = (claim_no IS NOT NULL)`),
    check('voucher_test', sql`NOT test OR subsidy_fen = 0`),
    check('voucher_serial_digits', sql`serial BETWEEN 0 AND 9999999999`),
  ],
)

/** The merchant's use of a voucher 核销. Never updated but for its reversal; at most one living per voucher. */
export const redemption = pgTable(
  'redemption',
  {
    id: text('id').primaryKey(),
    voucherId: text('voucher_id').notNull(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchant.id),
    storeId: text('store_id')
      .notNull()
      .references(() => store.id),
    /** Who redeemed: a person at the desk, or a till. Exactly one is set. */
    byAccountId: text('by_account_id').references(() => account.id),
    byTillClientId: text('by_till_client_id').references(() => tillClient.id),
    /** Of a test voucher: in no statistics. */
    test: boolean('test').notNull().default(false),
    receiptNo: text('receipt_no').notNull(),
    /** What was shown, each works once, also after a reversal: the pass's jti, or `till:<serial>:<window>`. */
    passJti: text('pass_jti'),
    channel: text('channel', { enum: ['qr', 'till-code', 'till-api', 'offline'] }).notNull(),
    /** The desk's idempotency key, so that a repeated call gets the same receipt. */
    idempotencyKey: text('idempotency_key'),
    /** When it happened; of an offline one, as far as its pass proves. */
    redeemedAt: instant('redeemed_at').notNull(),
    /** Of an offline one: when it reached us. */
    syncedAt: instant('synced_at'),
    reversedAt: instant('reversed_at'),
    /** Who reversed: somebody at the desk, the till, or the office that upheld the holder's report. Exactly one is set. */
    reversedByAccountId: text('reversed_by_account_id').references(() => account.id),
    reversedByTillClientId: text('reversed_by_till_client_id').references(() => tillClient.id),
    reversedByStaffId: text('reversed_by_staff_id').references(() => staff.id),
    reversalReason: text('reversal_reason'),
  },
  (t) => [
    uniqueIndex('redemption_living').on(t.voucherId).where(sql`reversed_at IS NULL`),
    uniqueIndex('redemption_pass').on(t.passJti),
    uniqueIndex('redemption_receipt').on(t.receiptNo),
    uniqueIndex('redemption_idempotency').on(t.merchantId, t.idempotencyKey),
    index('redemption_store').on(t.storeId, t.redeemedAt),
    index('redemption_voucher').on(t.voucherId),
    index('redemption_account').on(t.byAccountId, t.redeemedAt),
    index('redemption_till').on(t.byTillClientId, t.redeemedAt).where(sql`by_till_client_id IS NOT NULL`),
    /** A voucher can only be redeemed by its own merchant. */
    foreignKey({ name: 'redemption_own_merchant', columns: [t.voucherId, t.merchantId], foreignColumns: [voucher.id, voucher.merchantId] }),
    index('redemption_synced').on(t.storeId, t.syncedAt).where(sql`synced_at IS NOT NULL`),
    check('redemption_offline', sql`(channel = 'offline') = (synced_at IS NOT NULL)`),
    check('redemption_by', sql`num_nonnulls(by_account_id, by_till_client_id) = 1`),
    check('redemption_channel', sql`(channel = 'till-api') = (by_till_client_id IS NOT NULL)`),
    check('redemption_reversal', sql`num_nonnulls(reversed_by_account_id, reversed_by_till_client_id, reversed_by_staff_id) = CASE WHEN reversed_at IS NULL THEN 0 ELSE 1 END AND (reversed_at IS NULL) = (reversal_reason IS NULL)`),
  ],
)
