import { z } from 'zod'
import { type EndpointShape, Fen, idOf } from './common'

export const LoanProduct = z.object({
  productId: idOf('lpr'),
  lenderName: z.string(),
  name: z.string(),
  kind: z.enum(['credit', 'guarantee', 'mortgage', 'pledge']),
  kindTitle: z.string(),
  amountMinFen: Fen,
  amountMaxFen: Fen,
  rateMinBps: z.number().int(),
  rateMaxBps: z.number().int(),
  termMinMonths: z.number().int(),
  termMaxMonths: z.number().int(),
  repayment: z.string(),
  zone: z.string().nullable(),
  audience: z.string(),
  responseWorkingDays: z.number().int(),
})
export type LoanProduct = z.infer<typeof LoanProduct>

/** A zone 专区 and the products of the list that stand in it. */
const MarketZone = z.object({ code: z.string(), title: z.string(), intro: z.string(), productIds: z.array(idOf('lpr')) })

export const lenderEndpoints = {
  'GET /loan-products': { summary: 'Published loan products (信贷产品)', query: z.object({ zone: z.string().max(30).optional() }), response: z.object({ items: z.array(LoanProduct), zones: z.array(MarketZone) }) },
} as const satisfies Record<string, EndpointShape>
