import type { Ctx } from '../../context'
import { type LedgerFinding, type LedgerSums, listFindings, sumLedger } from './ledger.store'

const POSTED_LATE: ReadonlySet<LedgerFinding['what']> = new Set(['redemption-missing', 'reversal-missing'])

/** Ledger, redemptions and statements against each other, to the fen. What the outbox has still to post is late, not wrong. Reads only. */
export async function checkLedger(ctx: Ctx): Promise<{ sums: LedgerSums; findings: LedgerFinding[] }> {
  const sums = await sumLedger(ctx.db)
  const findings = await listFindings(ctx.db)
  return { sums, findings: sums.waiting === 0 ? findings : findings.filter((f) => !POSTED_LATE.has(f.what)) }
}
