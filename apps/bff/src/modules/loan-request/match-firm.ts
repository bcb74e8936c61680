import { compileProducts, type FirmFacts, type LoanRequest, matchProducts, type ProductRule, type ProductTerms, type RankedMatch, rankMatches, type Scales } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import { type LoanProductRow, listPublishedProducts } from '../lender/lender.store'
import { methodOf } from './repayment-method'

const SCALES: Scales = { grade: ['差', '中', '良', '优'], taxRating: ['D', 'C', 'M', 'B', 'A'] }

function rulesOf(row: LoanProductRow): ProductRule[] {
  const { minAgeMonths, minTaxRating } = row.entryRules
  return [
    { kind: 'amount', minFen: row.amountMinFen, maxFen: row.amountMaxFen },
    { kind: 'term', minMonths: row.termMinMonths, maxMonths: row.termMaxMonths },
    { kind: 'not-listed', lists: ['严重失信主体名单'] },
    ...(typeof minAgeMonths === 'number' ? [{ kind: 'age' as const, minMonths: minAgeMonths, maxMonths: null }] : []),
    ...(typeof minTaxRating === 'string' ? [{ kind: 'tax-rating' as const, atLeast: minTaxRating }] : []),
  ]
}

export interface MatchBook {
  products: ReadonlyMap<string, LoanProductRow>
  match(request: LoanRequest, facts: FirmFacts): RankedMatch[]
}

/** The products firms can see on `day`, ready to be matched with any firm's request; `answers`: how each product answered so far. */
export async function openMatchBook(ctx: Ctx, day: string, answers: ReadonlyMap<string, { decided: number; granted: number }>): Promise<MatchBook> {
  const rows = await listPublishedProducts(ctx.db, { day })
  const compiled = compileProducts(rows.map((row) => ({ id: row.id, rules: rulesOf(row) })), SCALES)
  const terms = new Map<string, ProductTerms>(
    rows.map((row) => [row.id, { productId: row.id, rateMinBps: row.rateMinBps, feeBps: 0, method: methodOf(row.repayment), answerWorkingDays: row.responseWorkingDays, decided: 0, granted: 0, ...answers.get(row.id) }]),
  )
  return {
    products: new Map(rows.map((row) => [row.id, row])),
    match: (request, facts) => rankMatches(matchProducts(compiled, { facts, request, today: day, scales: SCALES }), terms, request),
  }
}
