import type { FirmMatch } from '@xinhui/contract'
import { dayInShanghai } from '@xinhui/rules'
import { type LoanRequest, matchProduct } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import type { LoanProductRow } from '../lender/lender.store'
import { matchProductOf } from '../lender/product-rules'
import { judgeProgrammes, presentJudged } from '../loan-programme/judge-programmes'
import { listOpenProgrammes } from '../loan-programme/loan-programme.store'
import { yearUse } from '../loan-support/loan-support.store'
import { loadFirmFacts } from './load-firm-facts'
import { explainMatch, waysOf } from './present-match'
import { cityScales } from './scales'

/** One product on one firm, in the firm's words, without a request being stated. */
export async function matchFirm({ ctx, input }: { ctx: Ctx; input: { firmId: string; product: LoanProductRow; request: LoanRequest } }): Promise<FirmMatch> {
  const day = dayInShanghai(ctx.now.getTime())
  const facts = await loadFirmFacts(ctx, { subjectId: input.firmId, day })
  const { product, request } = input
  const { scales } = await cityScales(ctx)
  const match = matchProduct(matchProductOf(product), { facts, request, today: day, scales })
  const open = (await listOpenProgrammes(ctx.db, { day, productId: product.id })).get(product.id) ?? []
  const judged = judgeProgrammes(open, { amountFen: request.amountFen, rateBps: product.rateMinBps, months: request.termMonths, method: product.method }, { facts, request, day, scales, used: await yearUse(ctx.db, input.firmId) })
  return { ...explainMatch(ctx, match), ways: waysOf(match), programmes: presentJudged(ctx, judged), day }
}
