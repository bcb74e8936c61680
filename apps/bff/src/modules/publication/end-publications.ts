import { dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { writeAudit } from '../audit/write-audit'
import { endOver } from './publication.store'

/**
 * The sweep: rows whose last day has passed are marked as ended; answers how many, at most `limit`. Nothing depends on it being
 * on time: whoever reads compares the end with today.
 */
export async function endPublications({ ctx: outer, input }: { ctx: Ctx; input: { limit: number } }): Promise<number> {
  return inTransaction(outer, async (ctx) => {
    const today = dayInShanghai(ctx.now.getTime())
    const count = await endOver(ctx.db, today, input.limit, ctx.now)
    if (count > 0) await writeAudit(ctx, { action: 'publication.end', entity: 'publication', entityId: today, detail: { count } })
    return count
  })
}
