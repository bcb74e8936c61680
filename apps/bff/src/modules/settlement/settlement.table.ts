import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, primaryKey, text, unique, uniqueIndex } from 'drizzle-orm/pg-core'
import { day, instant, sealed } from '../../db/columns'
import { staff } from '../identity/identity.table'
import { merchant } from '../merchant/merchant.table'
import { redemption } from '../voucher/voucher.table'

/**
 * One line of the subsidy ledger 补贴台账. What the city owes a merchant is the sum of its `payable` credits less its debits.
 * Append-only by trigger; a statement-long trigger refuses an entry whose debits and credits differ.
 */
export const ledgerLine = pgTable(
  'ledger_line',
  {
    id: text('id').primaryKey(),
    /** The lines of one event carry one id, `ent_…`. */
    entryId: text('entry_id').notNull(),
    kind: text('kind', { enum: ['redemption', 'reversal', 'good-faith', 'good-faith-undone', 'adjustment', 'payment'] }).notNull(),
    account: text('account', { enum: ['subsidy-expense', 'payable', 'cash'] }).notNull(),
    debitFen: integer('debit_fen').notNull(),
    creditFen: integer('credit_fen').notNull(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchant.id),
    redemptionId: text('redemption_id').references(() => redemption.id),
    /** What the entry is about: the redemption, the offline scan, the dispute or the statement. With `seq` it makes posting idempotent. */
    sourceId: text('source_id').notNull(),
    /** 1 for what happened, 2 for its undoing; a scan may go on. */
    seq: integer('seq').notNull(),
    /** Day of the event in Shanghai, not of the posting. */
    day: day('day').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    unique('ledger_line_once').on(t.sourceId, t.seq, t.account),
    index('ledger_line_entry').on(t.entryId),
    index('ledger_line_merchant').on(t.merchantId, t.account, t.day),
    index('ledger_line_redemption').on(t.redemptionId),
    check('ledger_line_side', sql`(debit_fen = 0) <> (credit_fen = 0) AND debit_fen >= 0 AND credit_fen >= 0`),
    check('ledger_line_redemption_kind', sql`(kind IN ('redemption', 'reversal')) <= (redemption_id IS NOT NULL)`),
  ],
)

/** A merchant's statement 结算单 for one month: what it holds is fixed when it is drawn. */
export const settlementStatement = pgTable(
  'settlement_statement',
  {
    id: text('id').primaryKey(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchant.id),
    /** `2026-11` */
    month: text('month').notNull(),
    status: text('status', { enum: ['drawn', 'confirmed', 'disputed', 'resolved', 'paid'] }).notNull(),
    totalFen: integer('total_fen').notNull(),
    lineCount: integer('line_count').notNull(),
    drawnAt: instant('drawn_at').notNull(),
    /** When the merchant confirmed or disputed. */
    answeredAt: instant('answered_at'),
    answeredBy: text('answered_by'),
    resolvedAt: instant('resolved_at'),
    resolvedByStaffId: text('resolved_by_staff_id').references(() => staff.id),
    paidAt: instant('paid_at'),
    paidByStaffId: text('paid_by_staff_id').references(() => staff.id),
    /** The bank's number of the transfer. */
    paymentReference: text('payment_reference'),
  },
  (t) => [
    uniqueIndex('settlement_statement_month').on(t.merchantId, t.month),
    index('settlement_statement_status').on(t.status, t.id),
    check('settlement_statement_total', sql`total_fen > 0`),
    check('settlement_statement_answered', sql`(status = 'drawn') = (answered_at IS NULL) AND (answered_at IS NULL) = (answered_by IS NULL)`),
    check('settlement_statement_resolved', sql`status <> 'resolved' OR resolved_at IS NOT NULL`),
    check('settlement_statement_resolver', sql`(resolved_at IS NULL) = (resolved_by_staff_id IS NULL)`),
    check('settlement_statement_paid', sql`(status = 'paid') = (paid_at IS NOT NULL) AND (paid_at IS NULL) = (paid_by_staff_id IS NULL) AND (paid_at IS NULL) = (payment_reference IS NULL)`),
    /** Who judges a dispute does not hand out the money. */
    check('settlement_statement_second_person', sql`paid_by_staff_id IS NULL OR resolved_by_staff_id IS NULL OR paid_by_staff_id <> resolved_by_staff_id`),
  ],
)

/** Which entries a statement holds; an entry is in one statement at most. Append-only. */
export const settlementItem = pgTable(
  'settlement_item',
  {
    statementId: text('statement_id')
      .notNull()
      .references(() => settlementStatement.id),
    entryId: text('entry_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.statementId, t.entryId] }), uniqueIndex('settlement_item_entry').on(t.entryId)],
)

/** A merchant's objection to one line of a statement, and the office's answer. */
export const settlementDispute = pgTable(
  'settlement_dispute',
  {
    id: text('id').primaryKey(),
    statementId: text('statement_id')
      .notNull()
      .references(() => settlementStatement.id),
    entryId: text('entry_id').notNull(),
    /** What people write may name anybody: sealed. */
    reasonSealed: sealed('reason_sealed').notNull(),
    outcome: text('outcome', { enum: ['accepted', 'rejected'] }),
    answerSealed: sealed('answer_sealed'),
    filedAt: instant('filed_at').notNull(),
    resolvedAt: instant('resolved_at'),
  },
  (t) => [
    uniqueIndex('settlement_dispute_entry').on(t.statementId, t.entryId),
    check('settlement_dispute_answered', sql`(outcome IS NULL) = (resolved_at IS NULL) AND (outcome IS NULL) = (answer_sealed IS NULL)`),
  ],
)
