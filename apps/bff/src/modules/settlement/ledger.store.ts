import type { SettlementEntry } from '@xinhui/contract'
import { sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'
import { newId } from '../../lib/id'
import { ledgerLine } from './settlement.table'

type Line = typeof ledgerLine.$inferInsert

export interface NewEntry extends Pick<Line, 'kind' | 'merchantId' | 'sourceId' | 'seq' | 'day' | 'at'> {
  redemptionId: string | null
  /** More than 0 when the merchant gains, less when it loses. */
  payableFen: number
}

/**
 * Two lines, equal and opposite, in one statement; nothing when this source had this `seq` before. A redemption and an
 * adjustment stand against the city's expense, a payment against its cash. Answers the entry's id when it was written.
 */
export async function insertEntry(db: Db, { payableFen, ...entry }: NewEntry): Promise<string | undefined> {
  const entryId = newId('ent', entry.at)
  const [gain, loss] = [Math.max(payableFen, 0), Math.max(-payableFen, 0)]
  const common = { ...entry, entryId }
  const rows = await db
    .insert(ledgerLine)
    .values([
      { ...common, id: newId('led', entry.at), account: entry.kind === 'payment' ? ('cash' as const) : ('subsidy-expense' as const), debitFen: gain, creditFen: loss },
      { ...common, id: newId('led', entry.at), account: 'payable' as const, debitFen: loss, creditFen: gain },
    ])
    .onConflictDoNothing()
    .returning({ id: ledgerLine.id })
  return rows.length === 0 ? undefined : entryId
}

/** An entry as a statement shows it. */
export interface EntryRow extends Record<string, unknown> {
  entryId: string
  kind: SettlementEntry['kind']
  day: string
  amountFen: number
  redemptionId: string | null
  receiptNo: string | null
  redeemedMs: string | null
  reversedMs: string | null
  channel: SettlementEntry['channel']
  perkTitle: string | null
  storeName: string | null
}

/** Entries of a statement, oldest first. */
export const listEntries = (db: Db, statementId: string): Promise<EntryRow[]> =>
  rowsOf<EntryRow>(
    db,
    sql`SELECT l.entry_id AS "entryId", l.kind, l.day::text AS day, (l.credit_fen - l.debit_fen)::int AS "amountFen", l.redemption_id AS "redemptionId",
          r.receipt_no AS "receiptNo", r.channel, (extract(epoch FROM r.redeemed_at) * 1000)::bigint::text AS "redeemedMs", (extract(epoch FROM r.reversed_at) * 1000)::bigint::text AS "reversedMs", v.title AS "perkTitle", s.name AS "storeName"
        FROM settlement_item i JOIN ledger_line l ON l.entry_id = i.entry_id AND l.account = 'payable'
        LEFT JOIN settlement_dispute d ON d.id = l.source_id LEFT JOIN ledger_line o ON o.entry_id = d.entry_id AND o.account = 'payable'
        LEFT JOIN redemption r ON r.id = l.redemption_id LEFT JOIN scan_standing c ON c.scan_id = coalesce(o.source_id, l.source_id)
        LEFT JOIN voucher v ON v.id = coalesce(r.voucher_id, c.voucher_id) LEFT JOIN store s ON s.id = coalesce(r.store_id, c.store_id)
        WHERE i.statement_id = ${statementId} ORDER BY l.day, l.entry_id`,
  )

/** The payable side of one entry of a statement; undefined when the statement does not hold it. */
export async function findEntry(db: Db, statementId: string, entryId: string): Promise<{ amountFen: number; redemptionId: string | null } | undefined> {
  const [row] = await rowsOf<{ amountFen: number; redemptionId: string | null }>(
    db,
    sql`SELECT (l.credit_fen - l.debit_fen)::int AS "amountFen", l.redemption_id AS "redemptionId" FROM settlement_item i JOIN ledger_line l ON l.entry_id = i.entry_id AND l.account = 'payable'
        WHERE i.statement_id = ${statementId} AND i.entry_id = ${entryId}`,
  )
  return row
}

const unstated = sql`l.account = 'payable' AND l.kind <> 'payment' AND NOT EXISTS (SELECT 1 FROM settlement_item i WHERE i.entry_id = l.entry_id)`

/** What a merchant gained and no statement holds yet, up to and including a day. */
export async function sumUnstated(db: Db, merchantId: string, upTo: string): Promise<{ amountFen: number; count: number }> {
  const [row] = await rowsOf<{ amountFen: number; count: number }>(
    db,
    sql`SELECT coalesce(sum(l.credit_fen - l.debit_fen), 0)::int AS "amountFen", count(*)::int AS count FROM ledger_line l WHERE ${unstated} AND l.merchant_id = ${merchantId} AND l.day <= ${upTo}::date`,
  )
  return row ?? { amountFen: 0, count: 0 }
}

/** Merchants that gained more than nothing up to a day and have no statement of it yet, by id. */
export async function listUnstated(db: Db, by: { upTo: string; month: string; limit: number }): Promise<string[]> {
  const rows = await rowsOf<{ merchantId: string }>(
    db,
    sql`SELECT l.merchant_id AS "merchantId" FROM ledger_line l
        WHERE ${unstated} AND l.day <= ${by.upTo}::date AND NOT EXISTS (SELECT 1 FROM settlement_statement s WHERE s.merchant_id = l.merchant_id AND s.month = ${by.month})
        GROUP BY l.merchant_id HAVING sum(l.credit_fen - l.debit_fen) > 0 ORDER BY l.merchant_id LIMIT ${by.limit}`,
  )
  return rows.map((r) => r.merchantId)
}

/** Puts what no statement holds into this one. */
export const insertItems = (db: Db, by: { statementId: string; merchantId: string; upTo: string }) =>
  db.execute(sql`INSERT INTO settlement_item (statement_id, entry_id) SELECT ${by.statementId}, l.entry_id FROM ledger_line l WHERE ${unstated} AND l.merchant_id = ${by.merchantId} AND l.day <= ${by.upTo}::date`)

/** What a redemption is worth, as its voucher says. */
export async function findSubsidy(db: Db, redemptionId: string): Promise<{ merchantId: string; subsidyFen: number; redeemedAt: Date; reversedAt: Date | null } | undefined> {
  const [row] = await rowsOf<{ merchantId: string; subsidyFen: number; redeemedMs: string; reversedMs: string | null }>(
    db,
    sql`SELECT r.merchant_id AS "merchantId", v.subsidy_fen::int AS "subsidyFen", (extract(epoch FROM r.redeemed_at) * 1000)::bigint::text AS "redeemedMs", (extract(epoch FROM r.reversed_at) * 1000)::bigint::text AS "reversedMs"
        FROM redemption r JOIN voucher v ON v.id = r.voucher_id WHERE r.id = ${redemptionId}`,
  )
  return row && { merchantId: row.merchantId, subsidyFen: row.subsidyFen, redeemedAt: new Date(Number(row.redeemedMs)), reversedAt: row.reversedMs === null ? null : new Date(Number(row.reversedMs)) }
}

/** Redemptions with a subsidy of which the ledger lacks the entry, or the reversal's, by id, a page after `after`: older than the ledger, or lost with a dead message. */
export async function listUnposted(db: Db, by: { after: string; limit: number }): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    db,
    sql`SELECT r.id FROM redemption r JOIN voucher v ON v.id = r.voucher_id
        WHERE v.subsidy_fen > 0 AND r.id > ${by.after}
          AND (NOT EXISTS (SELECT 1 FROM ledger_line l WHERE l.redemption_id = r.id AND l.kind = 'redemption')
            OR (r.reversed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_line l WHERE l.redemption_id = r.id AND l.kind = 'reversal')))
        ORDER BY r.id LIMIT ${by.limit}`,
  )
  return rows.map((r) => r.id)
}

/** An offline scan as it stands, held until the transaction ends, with what the ledger says of it. */
export async function holdScan(db: Db, scanId: string): Promise<{ merchantId: string; dueFen: number; day: string; postedFen: number; entries: number } | undefined> {
  const [row] = await rowsOf<{ merchantId: string; dueFen: number; day: string }>(
    db,
    sql`SELECT v.merchant_id AS "merchantId", CASE WHEN c.honoured THEN c.subsidy_fen ELSE 0 END::int AS "dueFen", (c.admitted_at AT TIME ZONE 'Asia/Shanghai')::date::text AS day
        FROM scan_standing c JOIN voucher v ON v.id = c.voucher_id WHERE c.scan_id = ${scanId} FOR UPDATE OF c`,
  )
  if (!row) return undefined
  const [posted] = await rowsOf<{ postedFen: number; entries: number }>(
    db,
    sql`SELECT coalesce(sum(credit_fen - debit_fen), 0)::int AS "postedFen", count(*)::int AS entries FROM ledger_line WHERE source_id = ${scanId} AND account = 'payable'`,
  )
  return { ...row, postedFen: posted?.postedFen ?? 0, entries: posted?.entries ?? 0 }
}

export interface LedgerFinding extends Record<string, unknown> {
  what: 'entry-unbalanced' | 'scan-differs' | 'redemption-missing' | 'redemption-differs' | 'reversal-missing' | 'statement-differs' | 'payment-differs'
  id: string
  expectedFen: number
  foundFen: number
}

/** Everything in which ledger, redemptions and statements disagree; empty when the ledger is right to the fen. */
export const listFindings = (db: Db): Promise<LedgerFinding[]> =>
  rowsOf<LedgerFinding>(
    db,
    sql`
    WITH payable AS (SELECT entry_id, kind, source_id, redemption_id, credit_fen - debit_fen AS fen FROM ledger_line WHERE account = 'payable'),
    due AS (SELECT r.id, v.subsidy_fen, r.reversed_at FROM redemption r JOIN voucher v ON v.id = r.voucher_id WHERE v.subsidy_fen > 0)
    SELECT * FROM (
      SELECT 'entry-unbalanced' AS what, entry_id AS id, sum(debit_fen)::int AS "expectedFen", sum(credit_fen)::int AS "foundFen" FROM ledger_line GROUP BY entry_id HAVING sum(debit_fen) <> sum(credit_fen)
      UNION ALL
      SELECT 'redemption-missing', d.id, d.subsidy_fen, 0 FROM due d WHERE NOT EXISTS (SELECT 1 FROM payable p WHERE p.redemption_id = d.id AND p.kind = 'redemption')
      UNION ALL
      SELECT 'redemption-differs', p.redemption_id, coalesce(d.subsidy_fen, 0), p.fen FROM payable p LEFT JOIN due d ON d.id = p.redemption_id WHERE p.kind = 'redemption' AND p.fen <> coalesce(d.subsidy_fen, 0)
      UNION ALL
      SELECT 'reversal-missing', d.id, CASE WHEN d.reversed_at IS NULL THEN 0 ELSE -d.subsidy_fen END, coalesce(sum(p.fen), 0)::int
        FROM due d LEFT JOIN payable p ON p.redemption_id = d.id AND p.kind = 'reversal' GROUP BY d.id, d.subsidy_fen, d.reversed_at
        HAVING coalesce(sum(p.fen), 0) <> CASE WHEN d.reversed_at IS NULL THEN 0 ELSE -d.subsidy_fen END
      UNION ALL
      SELECT 'scan-differs', c.scan_id, CASE WHEN c.honoured THEN c.subsidy_fen ELSE 0 END, coalesce(sum(p.fen), 0)::int FROM scan_standing c LEFT JOIN payable p ON p.source_id = c.scan_id
        GROUP BY c.scan_id, c.honoured, c.subsidy_fen HAVING coalesce(sum(p.fen), 0) <> CASE WHEN c.honoured THEN c.subsidy_fen ELSE 0 END
      UNION ALL
      SELECT 'statement-differs', s.id, s.total_fen, coalesce(sum(p.fen), 0)::int FROM settlement_statement s LEFT JOIN settlement_item i ON i.statement_id = s.id LEFT JOIN payable p ON p.entry_id = i.entry_id
        GROUP BY s.id, s.total_fen HAVING coalesce(sum(p.fen), 0) <> s.total_fen
      UNION ALL
      SELECT 'payment-differs', s.id, CASE WHEN s.status = 'paid' THEN -s.total_fen ELSE 0 END, coalesce(sum(p.fen), 0)::int FROM settlement_statement s LEFT JOIN payable p ON p.source_id = s.id AND p.kind = 'payment'
        GROUP BY s.id, s.status, s.total_fen HAVING coalesce(sum(p.fen), 0) <> CASE WHEN s.status = 'paid' THEN -s.total_fen ELSE 0 END
    ) f ORDER BY what, id`,
  )

export interface LedgerSums extends Record<string, unknown> {
  redemptions: number
  /** Living redemptions × subsidy, by the redemptions alone. */
  owedFen: number
  /** The same by the ledger: payable from redemptions and reversals. */
  ledgerFen: number
  /** Offline scans paid in good faith. */
  goodFaithFen: number
  adjustedFen: number
  paidFen: number
  /** Messages about redemptions that have not been posted yet. */
  waiting: number
}

export async function sumLedger(db: Db): Promise<LedgerSums> {
  const [row] = await rowsOf<LedgerSums>(
    db,
    sql`SELECT
      (SELECT count(*)::int FROM redemption) AS redemptions,
      (SELECT coalesce(sum(v.subsidy_fen), 0)::float8 FROM redemption r JOIN voucher v ON v.id = r.voucher_id WHERE r.reversed_at IS NULL) AS "owedFen",
      (SELECT coalesce(sum(credit_fen - debit_fen), 0)::float8 FROM ledger_line WHERE account = 'payable' AND kind IN ('redemption', 'reversal')) AS "ledgerFen",
      (SELECT coalesce(sum(credit_fen - debit_fen), 0)::float8 FROM ledger_line WHERE account = 'payable' AND kind = 'adjustment') AS "adjustedFen",
      (SELECT coalesce(sum(credit_fen - debit_fen), 0)::float8 FROM ledger_line WHERE account = 'payable' AND kind IN ('good-faith', 'good-faith-undone')) AS "goodFaithFen",
      (SELECT coalesce(sum(debit_fen - credit_fen), 0)::float8 FROM ledger_line WHERE account = 'payable' AND kind = 'payment') AS "paidFen",
      (SELECT count(*)::int FROM outbox WHERE topic IN ('voucher.redeemed', 'voucher.reversed', 'scan.honoured', 'scan.unhonoured') AND done_at IS NULL AND dead_at IS NULL) AS waiting`,
  )
  if (!row) throw new Error('no sums')
  return row
}
