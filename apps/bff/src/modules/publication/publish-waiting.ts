import type { Ctx } from '../../context'
import { isServer } from '../../db/copy'
import { publishDue } from './publish-due'

/** One transaction's worth: long enough that a statement's fixed cost vanishes, short enough that what lands appears step by step. */
const RECORDS_AT_ONCE = 5000
/** While the database writes one batch, the next is decided. */
const LANES = 2

/**
 * Decides the publication of every record that waits, batch by batch, each a transaction: a crash leaves whole batches, and the
 * next call goes on with the rest. Several calls, in any process, share the work. Answers how many records it took.
 */
export async function publishWaiting({ ctx, input }: { ctx: Ctx; input: { stop?: AbortSignal } }): Promise<number> {
  let taken = 0
  const lane = async () => {
    while (!input.stop?.aborted) {
      const more = await publishDue({ ctx, input: { limit: RECORDS_AT_ONCE } })
      if (more === 0) return
      taken += more
    }
  }
  await Promise.all(Array.from({ length: isServer(ctx.db) ? LANES : 1 }, lane))
  return taken
}
