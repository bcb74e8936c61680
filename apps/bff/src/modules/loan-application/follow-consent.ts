import { type Ctx, inTransaction } from '../../context'
import { listByConsent } from './loan-application.store'
import { UNSIGNED } from './loan-application.lifecycle'
import { moveLoan } from './move-loan'
import { tellLender } from './tell-lender'

export const LOAN_CONSENT_WITHDRAWN = 'loan.consent-withdrawn'

/** What rests on a loan's consent ends with it: an application nothing is signed of is withdrawn; of a loan the lender is told that it sees nothing any more. */
export async function followLoanConsent({ ctx: outer, input }: { ctx: Ctx; input: { consentId: string } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    for (const row of await listByConsent(ctx.db, input.consentId)) {
      if (UNSIGNED.includes(row.status)) await moveLoan(ctx, row.id, 'withdraw', { detail: { cause: 'consent' } })
      else await tellLender(ctx, row, LOAN_CONSENT_WITHDRAWN)
    }
  })
}
