import type { Db } from '../../db/client'
import { sqlState, UNIQUE_VIOLATION } from '../../db/sql'
import { statement } from '../../db/statement'
import { REDEEM_SQL, type RedeemValues } from './redeem.sql'

interface Taken {
  title: string
  benefit: string
  merchantId: string
  storeName: string
}
type RedeemOutcome = ({ outcome: 'redeemed' } & Taken) | { outcome: 'not-taken' | 'pass-spent' | 'key-spent' | 'receipt-taken' }

const CONSTRAINTS: Readonly<Record<string, 'pass-spent' | 'key-spent' | 'receipt-taken'>> = {
  redemption_pass: 'pass-spent',
  redemption_idempotency: 'key-spent',
  redemption_receipt: 'receipt-taken',
}

const run = statement<RedeemValues, Taken>(REDEEM_SQL)

/** Runs `REDEEM_SQL`. Of its own connection a violated index undoes this statement and nothing else; in a transaction, the whole of it. */
export const takeVoucher = async (db: Db, values: RedeemValues): Promise<Taken | undefined> => (await run(db, values))[0]

/** What became of a redemption: the violated index says why there is none. Throws what is no such index. */
export async function redeemOutcome(take: () => Promise<Taken | undefined>): Promise<RedeemOutcome> {
  try {
    const row = await take()
    return row ? { outcome: 'redeemed', ...row } : { outcome: 'not-taken' }
  } catch (error) {
    const state = sqlState(error)
    const outcome = state?.code === UNIQUE_VIOLATION ? CONSTRAINTS[state.constraint] : undefined
    if (!outcome) throw error
    return { outcome }
  }
}
