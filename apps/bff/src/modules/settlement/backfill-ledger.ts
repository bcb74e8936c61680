import type { Ctx } from '../../context'
import { listUnposted } from './ledger.store'
import { postRedemption } from './post-redemption'

const BATCH = 200

/**
 * Posts what the ledger lacks of the redemptions there are: those older than the ledger, or whose message died. By the same verb as every
 * other entry, so that it may run twice, be cut off, or run beside the outbox. What it posts of a month that has its statement comes with the
 * next one. Answers how many redemptions it posted.
 */
export async function backfillLedger({ ctx, input }: { ctx: Ctx; input: { report?: (posted: number) => void } }): Promise<number> {
  let posted = 0
  let after = ''
  for (;;) {
    const ids = await listUnposted(ctx.db, { after, limit: BATCH })
    for (const redemptionId of ids) await postRedemption({ ctx, input: { redemptionId } })
    posted += ids.length
    after = ids.at(-1) ?? ''
    input.report?.(posted)
    if (ids.length < BATCH) return posted
  }
}
