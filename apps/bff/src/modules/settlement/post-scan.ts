import { dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { holdScan, insertEntry } from './ledger.store'

/**
 * Brings the ledger in line with an offline scan: paid in good faith, or no longer. By what the scan counts as now, with its row
 * held, so that messages may come twice and in any order: the last one to run leaves it right.
 */
export async function postScan({ ctx: outer, input }: { ctx: Ctx; input: { scanId: string } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const scan = await holdScan(ctx.db, input.scanId)
    if (!scan || scan.dueFen === scan.postedFen) return
    const payableFen = scan.dueFen - scan.postedFen
    const isGain = payableFen > 0
    await insertEntry(ctx.db, {
      kind: isGain ? 'good-faith' : 'good-faith-undone',
      merchantId: scan.merchantId,
      redemptionId: null,
      sourceId: input.scanId,
      seq: scan.entries + 1,
      day: isGain ? scan.day : dayInShanghai(ctx.now.getTime()),
      at: ctx.now,
      payableFen,
    })
  })
}
