import type { LoanProduct } from '@xinhui/contract'
import type { ChipItem } from '../../components/chip'
import { percent, yuan } from '../../lib/format'

export interface LoanCard {
  productId: string
  name: string
  lender: string
  kind: string
  audience: string
  /** What 100,000 yuan cost in a year, before anything else. */
  cost: string
  facts: { name: string; value: string }[]
}

/** Interest on this much for a year is what makes two products comparable. */
const SAMPLE_FEN = 10_000_000
const FEN_PER_WAN = 1_000_000

const plain = (value: number) => String(Math.round(value * 100) / 100).replace(/\B(?=(\d{3})+$)/g, ',')

/** `10–300 万元`; one number where both ends are the same. */
export function amountRange(minFen: number, maxFen: number): string {
  const [low, high] = [plain(minFen / FEN_PER_WAN), plain(maxFen / FEN_PER_WAN)]
  return low === high ? `${low} 万元` : `${low}–${high} 万元`
}

export function rateRange(minBps: number, maxBps: number): string {
  return minBps === maxBps ? percent(minBps) : `${percent(minBps).replace('%', '')}–${percent(maxBps)}`
}

export function termRange(min: number, max: number): string {
  return min === max ? `${min} 个月` : `${min}–${max} 个月`
}

const wholeYuan = (bps: number) => yuan(Math.round((SAMPLE_FEN * bps) / 10_000)).replace(/\.00 元$/, '').replace(/ 元$/, '')

/** Simple interest for one year on 100,000 yuan, nothing paid back meanwhile; the most a plan of that rate can cost. */
export function yearlyCost(minBps: number, maxBps: number): string {
  const [low, high] = [wholeYuan(minBps), wholeYuan(maxBps)]
  return low === high ? `${low} 元` : `${low}–${high} 元`
}

export const loanCard = (product: LoanProduct): LoanCard => ({
  productId: product.productId,
  name: product.name,
  lender: product.lenderName,
  kind: product.kindTitle,
  audience: product.audience,
  cost: yearlyCost(product.rateMinBps, product.rateMaxBps),
  facts: [
    { name: '可贷金额', value: amountRange(product.amountMinFen, product.amountMaxFen) },
    { name: '年利率', value: rateRange(product.rateMinBps, product.rateMaxBps) },
    { name: '期限', value: termRange(product.termMinMonths, product.termMaxMonths) },
    { name: '还款', value: product.repayment },
    { name: '银行答复', value: `${product.responseWorkingDays} 个工作日内` },
  ],
})

/** 全部, then every zone that has a product, the fullest first. */
export function zoneChips(products: readonly LoanProduct[]): ChipItem[] {
  const counts = new Map<string, number>()
  for (const { zone } of products) if (zone !== null) counts.set(zone, (counts.get(zone) ?? 0) + 1)
  const zones = [...counts].sort(([, one], [, other]) => other - one).map(([zone]) => ({ code: zone, title: `${zone}专区` }))
  return [{ code: '', title: '全部' }, ...zones]
}

export const inZone = (products: readonly LoanProduct[], zone: string): LoanProduct[] => products.filter((product) => zone === '' || product.zone === zone)
