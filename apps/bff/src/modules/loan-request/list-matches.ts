import type { LoanMatch } from '@xinhui/contract'
import { dayInShanghai } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { loadFirmFacts } from '../financing/load-firm-facts'
import { openMatchBook } from '../financing/match-book'
import { explainMatch } from '../financing/present-match'
import { presentProduct } from '../lender/present-product'
import { presentJudged } from '../loan-programme/judge-programmes'
import { yearUse } from '../loan-support/loan-support.store'
import { answersByProduct, latestByLender } from '../loan-application/loan-application.store'
import { shownLateness } from '../loan-application/shown-lateness'
import type { RequestRow } from './loan-request.store'

/** Every published product on a request, in the order the firm sees: those that fit, those with something unknown, those that fail with the fewest changes first. */
export async function listMatches({ ctx, input }: { ctx: Ctx; input: { row: RequestRow } }): Promise<{ items: LoanMatch[]; day: string }> {
  const { row } = input
  const day = dayInShanghai(ctx.now.getTime())
  const book = await openMatchBook(ctx, day, await answersByProduct(ctx.db))
  const ranked = book.match(row, await loadFirmFacts(ctx, { subjectId: row.subjectId, day }), await yearUse(ctx.db, row.subjectId))
  const late = await shownLateness(ctx)
  const applied = await latestByLender(ctx.db, row.id)
  const items = ranked.flatMap((one): LoanMatch[] => {
    const product = book.products.get(one.match.productId)
    if (!product) return []
    return [
      {
        product: presentProduct(product),
        lenderId: product.lenderId,
        ...explainMatch(ctx, one.match),
        costFen: one.costFen,
        subsidyFen: one.subsidyFen,
        programmes: presentJudged(ctx, one.programmes),
        reason: one.reason,
        lateCount: late.get(product.lenderId) ?? 0,
        applicationId: applied.get(product.lenderId)?.id ?? null,
      },
    ]
  })
  return { items, day }
}
