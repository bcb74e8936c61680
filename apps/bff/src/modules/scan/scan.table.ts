import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant, sealed } from '../../db/columns'
import { account, staff } from '../identity/identity.table'
import { merchant, store } from '../merchant/merchant.table'
import { subject } from '../subject/subject.table'
import { voucher } from '../voucher/voucher.table'

/** An offline scan 离线核销 as the desk reported it, with what could be proven when it arrived. A fact: append-only by trigger. */
export const offlineScan = pgTable(
  'offline_scan',
  {
    /** `scn_` and the first 16 bytes of `hash`: the same entry has the same id whoever delivers it. */
    id: text('id').primaryKey(),
    hash: text('hash').notNull(),
    deviceId: text('device_id').notNull(),
    seq: integer('seq').notNull(),
    prevHash: text('prev_hash').notNull(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchant.id),
    storeId: text('store_id')
      .notNull()
      .references(() => store.id),
    kitId: text('kit_id').notNull(),
    /** From the kit's ticket, when one of ours came with the scan. */
    kitIssuedAt: instant('kit_issued_at'),
    kitAccountId: text('kit_account_id').references(() => account.id),
    pass: text('pass').notNull(),
    /** The desk's word. */
    claimedAt: instant('claimed_at').notNull(),
    /** The desk's word within what the pass allows. */
    admittedAt: instant('admitted_at').notNull(),
    /** Null with `unproven`: no good pass of this merchant, so no admission. */
    voucherId: text('voucher_id').references(() => voucher.id),
    jti: text('jti'),
    unproven: text('unproven'),
    /** What the voucher's terms said of this store and moment; null: they allowed it. */
    terms: text('terms', { enum: ['WRONG_STORE', 'BLACKOUT_DAY', 'BLACKOUT_WEEKDAY', 'BLACKOUT_HOURS', 'ONLINE_ONLY'] }),
    /** Why the desk could have known better; null: in good faith. */
    doubt: text('doubt', { enum: ['terms', 'no-kit', 'old-kit', 'clock', 'known'] }),
    byAccountId: text('by_account_id')
      .notNull()
      .references(() => account.id),
    syncedAt: instant('synced_at').notNull(),
  },
  (t) => [
    uniqueIndex('offline_scan_hash').on(t.hash),
    index('offline_scan_log').on(t.deviceId, t.seq),
    index('offline_scan_voucher').on(t.voucherId),
    check('offline_scan_proven', sql`(voucher_id IS NULL) = (unproven IS NOT NULL) AND (voucher_id IS NULL) = (jti IS NULL)`),
    check('offline_scan_seq', sql`seq >= 0`),
  ],
)

/** What each proven scan counts as now, computed from the facts by `mergeScans`: may change as more of them arrive. */
export const scanStanding = pgTable(
  'scan_standing',
  {
    scanId: text('scan_id')
      .primaryKey()
      .references(() => offlineScan.id),
    voucherId: text('voucher_id')
      .notNull()
      .references(() => voucher.id),
    storeId: text('store_id')
      .notNull()
      .references(() => store.id),
    standing: text('standing', { enum: ['first', 'again', 'returned', 'same', 'withdrawn', 'barred'] }).notNull(),
    /** With `again` and `returned`: when and where the voucher went. */
    otherAt: instant('other_at'),
    otherStoreId: text('other_store_id').references(() => store.id),
    /** Store and month whose good-faith limit it counts against: `sto_… 2026-11`. */
    bucket: text('bucket').notNull(),
    payable: boolean('payable').notNull(),
    /** Paid in good faith: `scan.honoured` has left, and no `scan.unhonoured` since. */
    honoured: boolean('honoured').notNull().default(false),
    admittedAt: instant('admitted_at').notNull(),
    subsidyFen: integer('subsidy_fen').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [
    index('scan_standing_voucher').on(t.voucherId),
    index('scan_standing_bucket').on(t.bucket).where(sql`payable OR honoured`),
  ],
)

/** Something a person should look at. Never a reason to refuse anybody. */
export const scanFlag = pgTable(
  'scan_flag',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: ['fork', 'rewritten', 'clock', 'known', 'unproven', 'same-device', 'same-subject', 'returned', 'terms', 'stacked'] }).notNull(),
    scanId: text('scan_id')
      .notNull()
      .references(() => offlineScan.id),
    deviceId: text('device_id').notNull(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchant.id),
    storeId: text('store_id')
      .notNull()
      .references(() => store.id),
    /** With `same-subject` and `returned`: whose vouchers. */
    subjectId: text('subject_id').references(() => subject.id),
    createdAt: instant('created_at').notNull(),
    status: text('status', { enum: ['open', 'closed'] }).notNull().default('open'),
    outcome: text('outcome', { enum: ['explained', 'misuse'] }),
    noteSealed: sealed('note_sealed'),
    closedAt: instant('closed_at'),
    closedByStaffId: text('closed_by_staff_id').references(() => staff.id),
  },
  (t) => [
    uniqueIndex('scan_flag_once').on(t.scanId, t.kind),
    index('scan_flag_at').on(t.createdAt),
    index('scan_flag_status').on(t.status, t.id),
    check('scan_flag_closed', sql`num_nulls(outcome, note_sealed, closed_at, closed_by_staff_id) = CASE WHEN status = 'open' THEN 4 ELSE 0 END`),
  ],
)
