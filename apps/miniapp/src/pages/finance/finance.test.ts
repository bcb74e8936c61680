// @vitest-environment node
import type { LoanProduct } from '@xinhui/contract'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amountRange, rateRange, termRange } from '../../lib/ranges'
import { kindChips, loanCard, type Wanted, wantedOf, sampleCost, zoneChips } from './finance.view'

const product = (zone: string | null): LoanProduct => ({
  productId: 'lpr_1',
  lenderName: '云汀农商银行',
  name: '禾穗贷',
  kind: 'credit',
  kindTitle: '信用',
  amountMinFen: 5_000_000,
  amountMaxFen: 100_000_000,
  rateMinBps: 370,
  rateMaxBps: 550,
  termMinMonths: 6,
  termMaxMonths: 24,
  repayment: '按月付息，到期还本',
  zone,
  audience: '种植养殖户、专业合作社',
  responseWorkingDays: 3,
})

describe('a loan product', () => {
  it('leads with what it costs in yuan, then the ranges one compares', () => {
    const { sample, cost, facts } = loanCard(product('涉农'))
    expect(sample).toBe('借 10 万元用 12 个月，利息约')
    expect(cost).toBe('3,700–5,500 元')
    expect(facts.map(({ value }) => value)).toEqual(['5–100 万元', '3.7–5.5%', '6–24 个月', '按月付息，到期还本', '3 个工作日内'])
  })

  it('has one number where both ends are the same', () => {
    expect(amountRange(200_000_000, 5_000_000_000)).toBe('200–5,000 万元')
    expect([amountRange(30_000_000, 30_000_000), rateRange(385, 385), termRange(12, 12)]).toEqual(['30 万元', '3.85%', '12 个月'])
    expect(sampleCost({ ...product(null), rateMinBps: 385, rateMaxBps: 385 }).cost).toBe('3,850 元')
  })

  it('is reckoned with an amount and a term that it lends', () => {
    const large = { ...product(null), amountMinFen: 200_000_000, amountMaxFen: 5_000_000_000, termMinMonths: 36, termMaxMonths: 60, rateMinBps: 300, rateMaxBps: 400 }
    expect(sampleCost(large)).toEqual({ sample: '借 200 万元用 36 个月，利息约', cost: '180,000–240,000 元' })
    expect(sampleCost({ ...product(null), amountMinFen: 1_000_000, amountMaxFen: 5_000_000, termMinMonths: 3, termMaxMonths: 6, rateMinBps: 400, rateMaxBps: 400 })).toEqual({ sample: '借 5 万元用 6 个月，利息约', cost: '1,000 元' })
  })

  it('costs ten yuan a year more for each basis point', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 3600 }), (bps) => sampleCost({ ...product(null), rateMinBps: bps, rateMaxBps: bps }).cost.replace(/\D/g, '') === String(bps * 10)))
  })
})

describe('the market', () => {
  const market = {
    items: [{ ...product('普惠'), productId: 'lpr_1' }, { ...product('涉农'), productId: 'lpr_2', kind: 'mortgage' as const, amountMaxFen: 500_000_000 }, { ...product(null), productId: 'lpr_3' }],
    zones: [
      { code: '首贷户', title: '首贷户', intro: '', productIds: ['lpr_1', 'lpr_3'] },
      { code: '涉农', title: '涉农', intro: '', productIds: ['lpr_2'] },
      { code: '外贸', title: '外贸', intro: '', productIds: [] },
    ],
  }
  const ids = (wanted: Partial<Wanted>) => wantedOf(market, { zone: '', kind: '', amount: '', ...wanted }).map(({ productId }) => productId)

  it('has the city’s zones in its order, without the empty ones, and the kinds of security that occur', () => {
    expect(zoneChips(market).map(({ title }) => title)).toEqual(['全部', '首贷户', '涉农'])
    expect(kindChips(market).map(({ title }) => title)).toEqual(['担保不限', '信用', '抵押'])
  })

  it('shows what stands in the zone, asks that security and lends that much', () => {
    expect([ids({}), ids({ zone: '首贷户' }), ids({ kind: 'mortgage' }), ids({ amount: '300000000' }), ids({ amount: '1000000' }), ids({ zone: '首贷户', kind: 'mortgage' })]).toEqual([['lpr_1', 'lpr_2', 'lpr_3'], ['lpr_1', 'lpr_3'], ['lpr_2'], ['lpr_2'], [], []])
  })
})
