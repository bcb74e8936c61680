import type { Api, LoanProduct } from '@xinhui/contract'
import type { ChipItem } from '../../components/chip'
import { yuan } from '../../lib/format'
import { amountRange, FEN_PER_WAN, rateRange, termRange } from '../../lib/ranges'

export interface LoanCard {
  productId: string
  name: string
  lender: string
  kind: string
  audience: string
  /** `借 10 万元用 12 个月，利息约`: what the cost is reckoned with. */
  sample: string
  /** What that costs in yuan, before anything else. */
  cost: string
  facts: { name: string; value: string }[]
}

/** Interest on this much for a year makes two products comparable; what a product does not lend is no example of it. */
const SAMPLE_FEN = 10_000_000
const SAMPLE_MONTHS = 12
const nearest = (wanted: number, min: number, max: number) => Math.min(Math.max(wanted, min), max)

/** Simple interest on the sample that the product lends, nothing paid back meanwhile; the most a plan of that rate can cost. */
export function sampleCost({ amountMinFen, amountMaxFen, termMinMonths, termMaxMonths, rateMinBps, rateMaxBps }: LoanProduct): Pick<LoanCard, 'sample' | 'cost'> {
  const [fen, months] = [nearest(SAMPLE_FEN, amountMinFen, amountMaxFen), nearest(SAMPLE_MONTHS, termMinMonths, termMaxMonths)]
  const [low = '', high] = [rateMinBps, rateMaxBps].map((bps) => yuan(Math.round((fen * bps * months) / 120_000)).replace(/(\.00)? 元$/, ''))
  return { sample: `借 ${amountRange(fen, fen)}用 ${months} 个月，利息约`, cost: low === high ? `${low} 元` : `${low}–${high} 元` }
}

export const loanCard = (product: LoanProduct): LoanCard => ({
  productId: product.productId,
  name: product.name,
  lender: product.lenderName,
  kind: product.kindTitle,
  audience: product.audience,
  ...sampleCost(product),
  facts: [
    { name: '可贷金额', value: amountRange(product.amountMinFen, product.amountMaxFen) },
    { name: '年利率', value: rateRange(product.rateMinBps, product.rateMaxBps) },
    { name: '期限', value: termRange(product.termMinMonths, product.termMaxMonths) },
    { name: '还款', value: product.repayment },
    { name: '银行答复', value: `${product.responseWorkingDays} 个工作日内` },
  ],
})

type Market = Api['GET /loan-products']['response']

/** 全部, then every zone that has a product, in the city's order. */
export const zoneChips = ({ zones }: Market): ChipItem[] => [{ code: '', title: '全部' }, ...zones.filter(({ productIds }) => productIds.length > 0).map(({ code, title }) => ({ code, title }))]

const KINDS: readonly { code: LoanProduct['kind']; title: string }[] = [
  { code: 'credit', title: '信用' },
  { code: 'guarantee', title: '保证' },
  { code: 'mortgage', title: '抵押' },
  { code: 'pledge', title: '质押' },
]
/** Kinds of security that a product of the list asks. */
export const kindChips = ({ items }: Market): ChipItem[] => [{ code: '', title: '担保不限' }, ...KINDS.filter(({ code }) => items.some(({ kind }) => kind === code))]

export const AMOUNTS: readonly ChipItem[] = [{ code: '', title: '金额不限' }, ...[10, 50, 100, 300, 1000].map((wans) => ({ code: String(wans * FEN_PER_WAN), title: `${wans} 万元` }))]

export interface Wanted {
  zone: string
  kind: string
  /** In fen, as text; empty for any. */
  amount: string
}

export function wantedOf({ items, zones }: Market, { zone, kind, amount }: Wanted): LoanProduct[] {
  const inZone = new Set(zones.find(({ code }) => code === zone)?.productIds)
  return items.filter(
    (product) => (zone === '' || inZone.has(product.productId)) && (kind === '' || product.kind === kind) && (amount === '' || (product.amountMinFen <= Number(amount) && Number(amount) <= product.amountMaxFen)),
  )
}
