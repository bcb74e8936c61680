import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant, sealed } from '../../db/columns'
import { account, staff } from '../identity/identity.table'
import { merchant, store } from '../merchant/merchant.table'
import { perk } from '../perk/perk.table'
import { photo } from '../photo/photo.table'
import { subject } from '../subject/subject.table'
import { voucher } from '../voucher/voucher.table'

const STATUSES = ['quoted', 'reserved', 'in-use', 'overdue', 'returned', 'claimed', 'disputed', 'resolved', 'settled', 'cancelled'] as const

/** A deposit waived 免押, or paid afterwards 先享后付. It keeps the terms it was agreed under. */
export const waiver = pgTable(
  'waiver',
  {
    /** Also the `out_order_no` at 支付分: 30 characters. */
    id: text('id').primaryKey(),
    subjectId: text('subject_id')
      .notNull()
      .references(() => subject.id),
    accountId: text('account_id')
      .notNull()
      .references(() => account.id),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchant.id),
    perkId: text('perk_id')
      .notNull()
      .references(() => perk.id),
    perkVersion: integer('perk_version').notNull(),
    voucherId: text('voucher_id').references(() => voucher.id),
    /** Where it was handed over. */
    storeId: text('store_id').references(() => store.id),
    kind: text('kind', { enum: ['deposit-waiver', 'post-pay'] }).notNull(),
    title: text('title').notNull(),
    benefit: text('benefit').notNull(),
    /** The deposit not asked for, or the most that is paid afterwards: exposure held, and the risk fund at 支付分. */
    holdFen: integer('hold_fen').notNull(),
    useDays: integer('use_days').notNull(),
    termsVersion: text('terms_version').notNull(),
    /** The paragraphs as they were read. */
    terms: jsonb('terms').$type<string[]>().notNull(),
    status: text('status', { enum: STATUSES }).notNull(),
    quotedAt: instant('quoted_at').notNull(),
    quoteUntil: instant('quote_until').notNull(),
    consentedAt: instant('consented_at'),
    pickUpUntil: instant('pick_up_until'),
    handedOverAt: instant('handed_over_at'),
    dueAt: instant('due_at'),
    /** Smallest number of hours before the end that was reminded of. */
    remindedHours: integer('reminded_hours'),
    returnedAt: instant('returned_at'),
    useFen: integer('use_fen'),
    /** Until when the merchant may claim damage; null after a return without reservation. */
    claimUntil: instant('claim_until'),
    claimFen: integer('claim_fen'),
    /** What people write may name anybody: sealed. */
    claimReasonSealed: sealed('claim_reason_sealed'),
    claimedAt: instant('claimed_at'),
    disputeUntil: instant('dispute_until'),
    disputeReasonSealed: sealed('dispute_reason_sealed'),
    disputedAt: instant('disputed_at'),
    upheldFen: integer('upheld_fen'),
    decisionSealed: sealed('decision_sealed'),
    decidedAt: instant('decided_at'),
    decidedByStaffId: text('decided_by_staff_id').references(() => staff.id),
    discountFen: integer('discount_fen').notNull().default(0),
    /** Final amount, once it is: use + damage upheld − discount. */
    billFen: integer('bill_fen'),
    billedAt: instant('billed_at'),
    settledAt: instant('settled_at'),
    cancelledAt: instant('cancelled_at'),
    payState: text('pay_state', { enum: ['none', 'asked', 'confirmed', 'billed', 'paid', 'ended'] }).notNull(),
    payOrderId: text('pay_order_id'),
    payPackage: text('pay_package'),
    /** Discount 支付分 has been told of. */
    payDiscountFen: integer('pay_discount_fen').notNull().default(0),
    /** Paid to the merchant directly. */
    paidAtCounterAt: instant('paid_at_counter_at'),
    /** When 支付分 is asked next; null when there is nothing to wait for. */
    payCheckAt: instant('pay_check_at'),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [
    uniqueIndex('waiver_voucher').on(t.voucherId),
    index('waiver_subject').on(t.subjectId, t.id),
    index('waiver_store').on(t.storeId, t.id),
    index('waiver_status').on(t.status, t.id),
    index('waiver_due').on(t.dueAt).where(sql`status = 'in-use'`),
    index('waiver_pay_check').on(t.payCheckAt).where(sql`pay_check_at IS NOT NULL`),
    check('waiver_amounts', sql`hold_fen > 0 AND coalesce(use_fen, 0) >= 0 AND coalesce(claim_fen, 0) >= 0 AND coalesce(use_fen, 0) + coalesce(claim_fen, 0) <= hold_fen AND coalesce(upheld_fen, 0) BETWEEN 0 AND coalesce(claim_fen, 0) AND discount_fen >= 0`),
    check('waiver_bill', sql`bill_fen IS NULL OR (bill_fen >= 0 AND bill_fen = coalesce(use_fen, 0) + coalesce(upheld_fen, 0) - discount_fen AND billed_at IS NOT NULL)`),
    check('waiver_consent', sql`status = 'quoted' OR (consented_at IS NOT NULL AND voucher_id IS NOT NULL)`),
    check('waiver_handed_over', sql`status IN ('quoted', 'reserved', 'cancelled') OR (handed_over_at IS NOT NULL AND store_id IS NOT NULL AND due_at IS NOT NULL)`),
    check('waiver_settled', sql`(status = 'settled') = (settled_at IS NOT NULL) AND (status <> 'settled' OR bill_fen IS NOT NULL)`),
  ],
)

/** What all of a person's open orders come to 已用额度. Every order that opens or ends passes through this row. */
export const waiverExposure = pgTable(
  'waiver_exposure',
  {
    subjectId: text('subject_id')
      .primaryKey()
      .references(() => subject.id),
    usedFen: bigint('used_fen', { mode: 'number' }).notNull(),
    /** The limit the last taking was measured by; a limit that fell since leaves what is open as it was agreed. */
    limitFen: bigint('limit_fen', { mode: 'number' }).notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  () => [check('waiver_exposure_limit', sql`used_fen >= 0 AND used_fen <= limit_fen`)],
)

/** The order's timeline as both sides and the office read it. Append-only. */
export const waiverEvent = pgTable(
  'waiver_event',
  {
    id: text('id').primaryKey(),
    waiverId: text('waiver_id')
      .notNull()
      .references(() => waiver.id),
    at: instant('at').notNull(),
    event: text('event').notNull(),
    by: text('by', { enum: ['resident', 'merchant', 'office', 'system', 'wechat-pay'] }).notNull(),
    amountFen: integer('amount_fen'),
  },
  (t) => [index('waiver_event_waiver').on(t.waiverId, t.id)],
)

/** Photos a clerk added to an order: the evidence of a claim. */
export const waiverPhoto = pgTable(
  'waiver_photo',
  {
    waiverId: text('waiver_id')
      .notNull()
      .references(() => waiver.id),
    photoId: text('photo_id')
      .notNull()
      .references(() => photo.id),
    addedAt: instant('added_at').notNull(),
  },
  (t) => [primaryKey({ name: 'waiver_photo_pk', columns: [t.waiverId, t.photoId] })],
)
