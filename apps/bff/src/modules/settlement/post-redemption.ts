import { dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { findSubsidy, insertEntry } from './ledger.store'

/**
 * Posts a redemption to the ledger, and its reversal when it was reversed: by what the redemption says now, so that messages may
 * come twice, late or the reversal's first. Each entry is written once (`ledger_line_once`); one without a subsidy leaves none.
 */
export async function postRedemption({ ctx: outer, input }: { ctx: Ctx; input: { redemptionId: string } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const found = await findSubsidy(ctx.db, input.redemptionId)
    if (!found || found.subsidyFen === 0) return
    const { merchantId, subsidyFen, redeemedAt, reversedAt } = found
    const entry = { merchantId, redemptionId: input.redemptionId, sourceId: input.redemptionId, at: ctx.now }
    await insertEntry(ctx.db, { ...entry, kind: 'redemption', seq: 1, day: dayInShanghai(redeemedAt.getTime()), payableFen: subsidyFen })
    if (reversedAt) await insertEntry(ctx.db, { ...entry, kind: 'reversal', seq: 2, day: dayInShanghai(reversedAt.getTime()), payableFen: -subsidyFen })
  })
}
