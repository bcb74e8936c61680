import { formatFen } from '../amount'
import type { ProductMatch } from './compile'
import type { LoanRequest } from './facts'
import { planRepayment, type RepaymentMethod } from './repayment'

/** What the order is made from. Nothing a lender pays is among it. `decided` and `granted`: its answers to earlier applications. */
export interface ProductTerms { productId: string; rateMinBps: number; feeBps: number; method: RepaymentMethod; answerWorkingDays: number; decided: number; granted: number }

/** `subsidyFen`: what `costFen` is lower by, because a programme pays it. */
export interface RankedMatch { match: ProductMatch; costFen: number; subsidyFen: number; answerWorkingDays: number; chanceBps: number; reason: string }

const NONE: ReadonlyMap<string, number> = new Map()

const ORDER = { fits: 0, unknown: 1, failed: 2 } as const

/** Grants among answers, counted as if one more had been granted and one refused: a product without history stands in the middle. */
const chanceBps = ({ decided, granted }: ProductTerms) => Math.round(((granted + 1) * 10_000) / (decided + 2))

function waysFrom(match: ProductMatch): number {
  if (match.wayOut === null) return 0
  return match.wayOut.possible ? match.wayOut.changes.length : Infinity
}

/**
 * Products in the order a firm sees them: those that fit, those with something unknown, those that fail with the fewest
 * changes first. Within each by total cost at the lowest rate, then by days to an answer, then by chance. The weights are
 * the product's own. `subsidies`: by product, what an open programme with money left would pay this firm, which is known to be entitled.
 * @throws RangeError when a match has no terms
 */
export function rankMatches(matches: readonly ProductMatch[], terms: ReadonlyMap<string, ProductTerms>, request: LoanRequest, subsidies: ReadonlyMap<string, number> = NONE): RankedMatch[] {
  const ranked = matches.map((match): RankedMatch => {
    const its = terms.get(match.productId)
    if (!its) throw new RangeError(`no terms for ${match.productId}`)
    const interest = planRepayment({ principalFen: request.amountFen, annualRateBps: its.rateMinBps, months: request.termMonths, method: its.method }).interestFen
    const subsidyFen = Math.min(subsidies.get(match.productId) ?? 0, interest)
    const costFen = interest + Math.ceil((request.amountFen * its.feeBps) / 10_000) - subsidyFen
    const chance = chanceBps(its)
    const history = its.decided === 0 ? '暂无历史' : `以往${its.decided}笔答复中${its.granted}笔获批`
    return { match, costFen, subsidyFen, answerWorkingDays: its.answerWorkingDays, chanceBps: chance, reason: `总成本约${formatFen(costFen)}起${subsidyFen > 0 ? `（已算入贴息${formatFen(subsidyFen)}）` : ''}，${its.answerWorkingDays}个工作日内答复，${history}` }
  })
  return ranked.sort((a, b) => {
    const states = ORDER[a.match.status] - ORDER[b.match.status]
    if (states !== 0) return states
    const [ways, other] = [waysFrom(a.match), waysFrom(b.match)]
    if (ways !== other) return ways < other ? -1 : 1
    return a.costFen - b.costFen || a.answerWorkingDays - b.answerWorkingDays || b.chanceBps - a.chanceBps || (a.match.productId < b.match.productId ? -1 : 1)
  })
}
