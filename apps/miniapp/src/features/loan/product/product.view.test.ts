// @vitest-environment node
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amountSteps, askedOf, barsOf, type Fit, type Plan, planSentence, planSvg, type Product, productFacts, rateChips, ruleLines, termSteps, within } from './product.view'

const WAN = 1_000_000

const product = {
  lenderName: '云汀农商银行', kindTitle: '信用', amountMinFen: 5 * WAN, amountMaxFen: 100 * WAN, rateMinBps: 370, rateMaxBps: 550, feeBps: 50, termMinMonths: 6, termMaxMonths: 24, repayment: '按月付息，到期还本', renewalTitle: '无还本续贷',
  zones: ['涉农', '首贷户'], audience: '种植养殖户', responseWorkingDays: 3, validUntil: '2027-12-31', effective: { months: 12, minBps: 430, maxBps: 610 }, address: null,
} as unknown as Product

const plan = (months: number): Plan => {
  const payments = Array.from({ length: months }, (_, i) => ({ month: i + 1, principalFen: 100, interestFen: 10 + i, totalFen: 110 + i, balanceFen: (months - i - 1) * 100 }))
  return { payments, interestFen: payments.reduce((sum, one) => sum + one.interestFen, 0), feeFen: 0, totalFen: 0, effectiveBps: 0, subsidy: null }
}

describe('what may be stepped through', () => {
  it('is round, within the product’s ends, and holds both and what was asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 0, max: 20_000 }), fc.nat(), (low, more, nth) => {
        const [amountMinFen, amountMaxFen] = [low * WAN, (low + more) * WAN]
        const asked = amountMinFen + (nth % (amountMaxFen - amountMinFen + 1))
        const steps = amountSteps({ amountMinFen, amountMaxFen }, asked)
        expect([steps[0], steps.at(-1)]).toEqual([amountMinFen, amountMaxFen])
        expect(steps).toContain(asked)
        expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b))
        expect(steps.length).toBeLessThanOrEqual(44)
      }),
    )
    expect(amountSteps({ amountMinFen: 5 * WAN, amountMaxFen: 30 * WAN }, 12 * WAN)).toHaveLength(26)
    expect(termSteps({ termMinMonths: 5, termMaxMonths: 24 }, 10)).toEqual([5, 6, 9, 10, 12, 15, 18, 24])
  })

  it('begins with what the address asks for, as near as the product allows', () => {
    expect(within(product, askedOf('80000000', '12'))).toEqual({ amountFen: 80 * WAN, months: 12 })
    expect(within(product, askedOf('300000000', '1'))).toEqual({ amountFen: 100 * WAN, months: 6 })
    expect(askedOf('-3', 'abc')).toEqual({ amountFen: 50 * WAN, months: 12 })
    expect(rateChips(product).map(({ title }) => title)).toEqual(['最高 5.5%', '最低 3.7%'])
  })
})

describe('a plan', () => {
  it('is drawn a bar a month, or a year where there are too many, and loses nothing', () => {
    expect(barsOf(plan(60))).toHaveLength(60)
    const years = barsOf(plan(61))
    expect(years.map(({ title }) => title)).toEqual(['第 1 年', '第 2 年', '第 3 年', '第 4 年', '第 5 年', '第 6 年'])
    expect(years.reduce((sum, bar) => sum + bar.principalFen + bar.interestFen, 0)).toBe(6100 + plan(61).interestFen)
  })

  it('stays within its picture, and says in words what the picture shows', () => {
    const svg = planSvg(barsOf(plan(12)), { accent: '#000001', amber: '#000002', line: '#000003' })
    const rects = [...svg.matchAll(/y="([\d.]+)" width="[\d.]+" height="([\d.]+)"/g)].map(([, y, height]) => [Number(y), Number(height)] as const)
    expect(rects).toHaveLength(24)
    for (const [y, height] of rects) expect([y >= 0, y + height <= 120]).toEqual([true, true])
    expect(planSentence(plan(3))).toBe('分 3 个月还，第 1 个月还 1.10 元，最后一个月还 1.12 元，利息共 0.33 元。每月多少见下面的表')
  })
})

it('a product says its fee, its rate with it, and its zones', () => {
  const facts = Object.fromEntries(productFacts(product).map(({ name, value }) => [name, value]))
  expect(facts).toMatchObject({ 年化利率: '4.3–6.1%，含费用，按借 12 个月算', 费用: '金额的 0.5%，放款时一次收', 专区: '涉农、首贷户', 答复: '3 个工作日内' })
  expect(facts).not.toHaveProperty('机构地址')
})

it('what fails stands first, with what is asked and what is', () => {
  const rule = (kind: string, verdict: 'passed' | 'failed' | 'unknown') => ({ kind, verdict, required: '不低于12个月', actual: '8个月', source: '登记信息', asOf: '2026-11-01', consent: null })
  const lines = ruleLines({ rules: [rule('金额', 'passed'), rule('纳税信用', 'unknown'), rule('成立时间', 'failed')] } as Fit)
  expect(lines.map(({ title, verdict }) => `${title}${verdict}`)).toEqual(['成立时间不符合', '纳税信用未知', '金额符合'])
  expect(lines[0]?.actual).toBe('目前：8个月（登记信息，2026年11月1日）')
})
