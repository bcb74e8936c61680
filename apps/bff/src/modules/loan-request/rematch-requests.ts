import { createHash } from 'node:crypto'
import { dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { loadManyFirmFacts } from '../financing/load-firm-facts'
import { openMatchBook } from '../financing/match-book'
import { holdMatches, keepMatches, reopenMatches, type RequestRow, takeUnmatched } from './loan-request.store'
import { tellFirms } from './tell-firm'

/** Requests of one transaction: their facts are held at once, and a change of the offer waits to reopen matches until they are done. */
const STRETCH = 500

export interface RematchSum {
  requests: number
  /** Requests × products compared. */
  pairs: number
}

const NAMES_TOLD = 3

function newsOf(row: RequestRow, news: readonly string[], nameOf: (productId: string) => string) {
  // The set itself is the cause: the same news is told once, whatever comes and goes meanwhile.
  const cause = `${row.id}:${createHash('sha256').update(news.join()).digest('base64url').slice(0, 22)}`
  const names = news.slice(0, NAMES_TOLD).map((id) => `“${nameOf(id)}”`).join('、')
  return { firmId: row.subjectId, kind: 'loan-request.matched', cause, title: `又有 ${news.length} 个贷款产品符合您的需求`, body: `${names}${news.length > NAMES_TOLD ? '等' : ''}，可以看看再决定。` }
}

/** Matches the next stretch in one transaction; null when nothing is left after this id. */
async function matchStretch(outer: Ctx, by: { day: string; after: string; limit: number }): Promise<(RematchSum & { last: string }) | null> {
  return inTransaction(outer, async (ctx) => {
    await holdMatches(ctx.db)
    const rows = await takeUnmatched(ctx.db, { today: by.day, after: by.after, limit: by.limit })
    const last = rows.at(-1)
    if (!last) return null
    const book = await openMatchBook(ctx, by.day)
    const facts = await loadManyFirmFacts(ctx, { subjectIds: [...new Set(rows.map((row) => row.subjectId))], day: by.day, ways: false })
    const matched = rows.map((row) => {
      const known = facts.get(row.subjectId)
      const fitting = known ? book.fitting(row, known) : []
      const before = new Set(row.fitting)
      const news = fitting.filter((id) => !before.has(id))
      return { row, fitting, news, isSame: news.length === 0 && fitting.length === before.size }
    })
    await keepMatches(ctx.db, by.day, matched.map(({ row, fitting, isSame }) => ({ id: row.id, fitting: isSame ? null : fitting })))
    await tellFirms(ctx, matched.filter(({ row, news }) => row.matchedOn !== null && news.length > 0).map(({ row, news }) => newsOf(row, news, (id) => book.products.get(id)?.name ?? '')))
    return { requests: rows.length, pairs: rows.length * book.products.size, last: last.id }
  })
}

/**
 * Matches every standing request that was not matched today with every published product, a stretch a transaction, each with a fixed
 * number of statements. A request carries the day it was matched on: `stop`, a crash or kill -9 leave whole stretches, the next run
 * goes on with the rest, and several processes share it. What fits now and did not before is told once; the first match of a request
 * tells nothing, because whoever stated it is looking at it. `limit`: at most so many requests in this call.
 */
export async function rematchRequests({ ctx, input }: { ctx: Ctx; input: { limit?: number; stretch?: number; stop?: AbortSignal; report?: (sum: RematchSum) => void } }): Promise<RematchSum> {
  const day = dayInShanghai(ctx.now.getTime())
  const sum: RematchSum = { requests: 0, pairs: 0 }
  const most = input.limit ?? Infinity
  let after = ''
  while (sum.requests < most && !input.stop?.aborted) {
    const done = await matchStretch(ctx, { day, after, limit: Math.min(input.stretch ?? STRETCH, most - sum.requests) })
    if (!done) break
    after = done.last
    sum.requests += done.requests
    sum.pairs += done.pairs
    input.report?.({ ...sum })
  }
  return sum
}

/** Products have changed: the next sweep matches every standing request again, and what newly fits is told. */
export async function requestRematch(ctx: Ctx): Promise<void> {
  await reopenMatches(ctx.db, dayInShanghai(ctx.now.getTime()))
}
