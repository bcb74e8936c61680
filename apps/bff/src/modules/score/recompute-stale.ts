import { dayInShanghai } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { recomputeBatch } from './recompute-batch'
import { listStale, type ScoreKind } from './score-batch.store'

const AT_ONCE = 250
const KINDS: readonly ScoreKind[] = ['person', 'organization']

/**
 * Computes scores of an earlier day anew, batch by batch, about `limit` at most: decay and endings move them even when
 * nothing happens. What is left is found again by its day, so stopping at any moment loses nothing.
 */
export async function recomputeStale({ ctx, input }: { ctx: Ctx; input: { limit: number } }): Promise<{ computed: number; changed: number }> {
  const day = dayInShanghai(ctx.now.getTime())
  const sum = { computed: 0, changed: 0 }
  for (const kind of KINDS) {
    for (let after = ''; sum.computed < input.limit; ) {
      const subjectIds = await listStale(ctx.db, kind, { day, after, limit: AT_ONCE })
      const last = subjectIds.at(-1)
      if (last === undefined) break
      const { computed, changed } = await recomputeBatch({ ctx, input: { kind, subjectIds } })
      sum.computed += computed
      sum.changed += changed.length
      after = last
    }
  }
  return sum
}
