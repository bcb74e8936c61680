import { dayInShanghai } from '@xinhui/rules'
import { eq, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'
import { newId } from '../../lib/id'
import { loanPotLine } from './loan-support.table'

interface PotMove { code: string; kind: 'reserve' | 'release' | 'pay'; fen: number; sourceId: string; cause: string; at: Date }

/**
 * Moves money of a pot and writes the line, in the caller's transaction: compare-and-set on what is left, so that two moves at once never
 * promise more than there is. False when the pot has not so much, or less than that is promised; nothing is written then.
 */
export async function movePot(db: Db, { code, kind, fen, sourceId, cause, at }: PotMove): Promise<boolean> {
  const [reserved, paid] = kind === 'reserve' ? [fen, 0] : kind === 'release' ? [-fen, 0] : [-fen, fen]
  const moved = await rowsOf<{ code: string }>(
    db,
    sql`UPDATE loan_programme SET reserved_fen = reserved_fen + ${reserved}, paid_fen = paid_fen + ${paid}
        WHERE code = ${code} AND reserved_fen + ${reserved} >= 0 AND reserved_fen + ${reserved} + paid_fen + ${paid} <= pot_fen RETURNING code`,
  )
  if (moved.length === 0) return false
  await db.insert(loanPotLine).values({ id: newId('lpo', at), programmeCode: code, kind, reservedFen: reserved, paidFen: paid, sourceId, cause, day: dayInShanghai(at.getTime()), at })
  return true
}

/** What the ledger says is promised and paid. */
export async function sumPot(db: Db, code: string): Promise<{ reservedFen: number; paidFen: number }> {
  const [row] = await db
    .select({ reservedFen: sql<number>`coalesce(sum(${loanPotLine.reservedFen}), 0)::float8`, paidFen: sql<number>`coalesce(sum(${loanPotLine.paidFen}), 0)::float8` })
    .from(loanPotLine)
    .where(eq(loanPotLine.programmeCode, code))
  return row ?? { reservedFen: 0, paidFen: 0 }
}

/** What was paid within two days, both included, by kind of programme. */
export async function sumPaid(db: Db, by: { from: string; to: string }): Promise<{ subsidyFen: number; compensationFen: number }> {
  const [row] = await rowsOf<{ subsidyFen: number; compensationFen: number }>(
    db,
    sql`SELECT coalesce(sum(l.paid_fen) FILTER (WHERE p.kind = 'interest-subsidy'), 0)::float8 AS "subsidyFen", coalesce(sum(l.paid_fen) FILTER (WHERE p.kind = 'risk-compensation'), 0)::float8 AS "compensationFen"
        FROM loan_pot_line l JOIN loan_programme p ON p.code = l.programme_code WHERE l.day BETWEEN ${by.from}::date AND ${by.to}::date`,
  )
  return row ?? { subsidyFen: 0, compensationFen: 0 }
}
