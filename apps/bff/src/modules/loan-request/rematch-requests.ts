import { createHash } from 'node:crypto'
import { dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { loadManyFirmFacts } from '../financing/load-firm-facts'
import { openMatchBook } from '../financing/match-book'
import { keepMatch, reopenMatches, takeUnmatched } from './loan-request.store'
import { tellFirm } from './tell-firm'

/**
 * Matches a stretch of the standing requests that were not matched today; answers how many. Each carries the day it was matched on, so
 * a run that was cut off goes on where it stopped, and several processes share it. What fits now and did not before is told once; the
 * first match of a request tells nothing, because whoever stated it is looking at it.
 */
export async function rematchRequests({ ctx: outer, input }: { ctx: Ctx; input: { limit: number } }): Promise<number> {
  const day = dayInShanghai(outer.now.getTime())
  return inTransaction(outer, async (ctx) => {
    const rows = await takeUnmatched(ctx.db, day, input.limit)
    if (rows.length === 0) return 0
    const book = await openMatchBook(ctx, day)
    const facts = await loadManyFirmFacts(ctx, { subjectIds: rows.map((row) => row.subjectId), day, ways: false })
    for (const row of rows) {
      const known = facts.get(row.subjectId)
      if (!known) continue
      const fitting = book
        .match(row, known)
        .filter((one) => one.match.status === 'fits')
        .map((one) => one.match.productId)
        .sort()
      const news = fitting.filter((id) => !row.fitting.includes(id))
      await keepMatch(ctx.db, row.id, { matchedOn: day, fitting })
      if (row.matchedOn === null || news.length === 0) continue
      const names = news.slice(0, 3).map((id) => `“${book.products.get(id)?.name ?? ''}”`).join('、')
      // The set itself is the cause: the same news is told once, whatever comes and goes meanwhile.
      const cause = `${row.id}:${createHash('sha256').update(news.join()).digest('base64url').slice(0, 22)}`
      await tellFirm(ctx, row.subjectId, { kind: 'loan-request.matched', cause, title: `又有 ${news.length} 个贷款产品符合您的需求`, body: `${names}${news.length > 3 ? '等' : ''}，可以看看再决定。` })
    }
    return rows.length
  })
}

/** Products have changed: the next sweep matches every standing request again, and what newly fits is told. */
export async function requestRematch(ctx: Ctx): Promise<void> {
  await reopenMatches(ctx.db, dayInShanghai(ctx.now.getTime()))
}
