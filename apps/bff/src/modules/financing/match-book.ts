import { type CompiledProducts, compileProducts, type FirmFacts, type LoanRequest, matchProducts, type ProductTerms, type RankedMatch, rankMatches, screenProducts } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import { type LoanProductRow, listPublishedProducts } from '../lender/lender.store'
import { matchProductOf } from '../lender/product-rules'
import { countedOf, type Judged, judgeProgrammes, type YearUse } from '../loan-programme/judge-programmes'
import { listOpenProgrammes } from '../loan-programme/loan-programme.store'
import { cityScales } from './scales'

/** How a product answered earlier applications. */
type ProductAnswers = ReadonlyMap<string, { decided: number; granted: number }>

interface MatchBook {
  day: string
  /** By product id; `version` is the published one, which an application keeps. */
  products: ReadonlyMap<string, LoanProductRow>
  compiled: CompiledProducts
  /** Every product with every rule explained and the programmes it is under judged, in the order the firm sees them. `used`: the firm's own, of the programmes' yearly ceilings. */
  match(request: LoanRequest, facts: FirmFacts, used: YearUse): (RankedMatch & { programmes: readonly Judged[] })[]
  /** Ids of the products that fit, sorted; nothing is explained, which takes a tenth of the time. */
  fitting(request: LoanRequest, facts: FirmFacts): string[]
}

/** The products firms can see on `day`, ready to be matched with any firm's request. */
export async function openMatchBook(ctx: Ctx, day: string, answers: ProductAnswers = new Map()): Promise<MatchBook> {
  const rows = await listPublishedProducts(ctx.db, { day })
  const { scales } = await cityScales(ctx)
  const compiled = compileProducts(rows.map(matchProductOf), scales)
  const terms = new Map<string, ProductTerms>(
    rows.map((row) => [row.id, { productId: row.id, rateMinBps: row.rateMinBps, feeBps: row.feeBps, method: row.method, answerWorkingDays: row.responseWorkingDays, decided: 0, granted: 0, ...answers.get(row.id) }]),
  )
  const supported = await listOpenProgrammes(ctx.db, { day })
  const judge = (row: LoanProductRow, request: LoanRequest, facts: FirmFacts, used: YearUse) => {
    const programmes = supported.get(row.id)
    return programmes ? judgeProgrammes(programmes, { amountFen: request.amountFen, rateBps: row.rateMinBps, months: request.termMonths, method: row.method }, { facts, request, day, scales, used }) : []
  }
  return {
    day,
    products: new Map(rows.map((row) => [row.id, row])),
    compiled,
    match: (request, facts, used) => {
      const judged = new Map(rows.map((row) => [row.id, judge(row, request, facts, used)]))
      const subsidies = new Map([...judged].map(([id, all]) => [id, countedOf(all)?.plan?.subsidyFen ?? 0]))
      return rankMatches(matchProducts(compiled, { facts, request, today: day, scales }), terms, request, subsidies).map((one) => ({ ...one, programmes: judged.get(one.match.productId) ?? [] }))
    },
    fitting: (request, facts) => {
      const status = screenProducts(compiled, { facts, request, today: day, scales })
      return rows.filter((_, i) => status[i] === 0).map(({ id }) => id).sort()
    },
  }
}
