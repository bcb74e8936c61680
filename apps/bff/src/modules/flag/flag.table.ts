import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant, sealed } from '../../db/columns'
import { staff } from '../identity/identity.table'
import { merchant, store } from '../merchant/merchant.table'

/** Something about redemptions that a person should look at 核销预警. It blocks nobody; the rows behind it are read from the redemptions of its window. */
export const redemptionFlag = pgTable(
  'redemption_flag',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: ['voucher-velocity', 'staff-velocity', 'store-velocity', 'repeated-pair', 'far-from-store'] }).notNull(),
    /** What it is about: a voucher, an account or till, a store, `account|subject`, or `account|store`. */
    key: text('key').notNull(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchant.id),
    storeId: text('store_id')
      .notNull()
      .references(() => store.id),
    /** Most redemptions seen in one window, and what the city allows; of `far-from-store` metres, rounded to hundreds: no position is kept. */
    count: integer('count').notNull(),
    allowed: integer('allowed').notNull(),
    windowFrom: instant('window_from').notNull(),
    windowUntil: instant('window_until').notNull(),
    raisedAt: instant('raised_at').notNull(),
    status: text('status', { enum: ['open', 'closed'] }).notNull(),
    outcome: text('outcome', { enum: ['explained', 'misuse'] }),
    noteSealed: sealed('note_sealed'),
    closedAt: instant('closed_at'),
    closedByStaffId: text('closed_by_staff_id').references(() => staff.id),
  },
  (t) => [
    uniqueIndex('redemption_flag_open').on(t.kind, t.key).where(sql`status = 'open'`),
    index('redemption_flag_status').on(t.status, t.id),
    check('redemption_flag_closed', sql`num_nulls(outcome, note_sealed, closed_at, closed_by_staff_id) = CASE WHEN status = 'open' THEN 4 ELSE 0 END`),
  ],
)

/** Too many redemptions in too short a time: the next one waits until then. The redemption's one statement looks here. */
export const redemptionHold = pgTable('redemption_hold', {
  /** A voucher, an account or till, or a store. */
  key: text('key').primaryKey(),
  until: instant('until').notNull(),
})
