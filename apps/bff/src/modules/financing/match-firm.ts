import type { FirmMatch } from '@xinhui/contract'
import { dayInShanghai } from '@xinhui/rules'
import { type LoanRequest, matchProduct } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import type { LoanProductRow } from '../lender/lender.store'
import { matchProductOf } from '../lender/product-rules'
import { loadFirmFacts } from './load-firm-facts'
import { explainMatch, waysOf } from './present-match'
import { cityScales } from './scales'

/** One product on one firm, in the firm's words, without a request being stated. */
export async function matchFirm({ ctx, input }: { ctx: Ctx; input: { firmId: string; product: LoanProductRow; request: LoanRequest } }): Promise<FirmMatch> {
  const day = dayInShanghai(ctx.now.getTime())
  const facts = await loadFirmFacts(ctx, { subjectId: input.firmId, day })
  const match = matchProduct(matchProductOf(input.product), { facts, request: input.request, today: day, scales: (await cityScales(ctx)).scales })
  return { ...explainMatch(ctx, match), ways: waysOf(match), day }
}
