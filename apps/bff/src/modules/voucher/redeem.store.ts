import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf, sqlState, UNIQUE_VIOLATION } from '../../db/sql'
import { REDEEM_SQL, type RedeemValues, splitPlaceholders } from './redeem.sql'

const { literals, names } = splitPlaceholders(REDEEM_SQL)

function statement(values: RedeemValues): SQL {
  const given = new Map<string, unknown>(Object.entries(values))
  const chunks = literals.flatMap((literal, i) => {
    const name = names[i]
    return name === undefined ? [sql.raw(literal)] : [sql.raw(literal), sql`${given.get(name)}`]
  })
  return sql.join(chunks)
}

type RedeemOutcome = { outcome: 'redeemed'; title: string; benefit: string } | { outcome: 'not-taken' | 'pass-spent' | 'key-spent' | 'receipt-taken' }

const CONSTRAINTS: Readonly<Record<string, 'pass-spent' | 'key-spent' | 'receipt-taken'>> = {
  redemption_pass: 'pass-spent',
  redemption_idempotency: 'key-spent',
  redemption_receipt: 'receipt-taken',
}

/** Runs `REDEEM_SQL` on its own: a violated index must undo this statement and nothing else. */
export async function redeemInOneStatement(db: Db, values: RedeemValues): Promise<RedeemOutcome> {
  try {
    const [row] = await rowsOf<{ title: string; benefit: string }>(db, statement(values))
    return row ? { outcome: 'redeemed', ...row } : { outcome: 'not-taken' }
  } catch (error) {
    const state = sqlState(error)
    const outcome = state?.code === UNIQUE_VIOLATION ? CONSTRAINTS[state.constraint] : undefined
    if (!outcome) throw error
    return { outcome }
  }
}
