import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Loan, planRepayment, type RepaymentMethod } from './repayment'
import { fundShare, reckonSubsidy, subsidyDue, type SubsidyTerms } from './subsidy'

const METHODS: RepaymentMethod[] = ['equal-instalment', 'equal-principal', 'interest-only', 'bullet']
const aLoan = fc.record({ principalFen: fc.oneof(fc.integer({ min: 100, max: 1_000_000 }), fc.integer({ min: 1_000_000, max: 100_000_000_000 })), annualRateBps: fc.integer({ min: 0, max: 3600 }), months: fc.integer({ min: 1, max: 120 }), method: fc.constantFrom(...METHODS) })
const share = fc.integer({ min: 1, max: 10_000 })
const points = fc.integer({ min: 1, max: 500 })
const someTerms = fc.record({
  part: fc.oneof(fc.record({ shareBps: share, pointsBps: fc.constant(null) }), fc.record({ shareBps: fc.constant(null), pointsBps: points }), fc.record({ shareBps: share, pointsBps: points })),
  yearCapFen: fc.oneof(fc.constant(Number.MAX_SAFE_INTEGER), fc.integer({ min: 0, max: 20_000_000 })),
  maxMonths: fc.integer({ min: 1, max: 60 }),
}).map(({ part, ...rest }): SubsidyTerms => ({ ...part, ...rest }))
const aDay = fc.record({ year: fc.integer({ min: 2024, max: 2029 }), month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) }).map(({ year, month, day }) => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
const runs = { numRuns: 2000, seed: 20_261_126 }

/** Whole yuan of the pot by exact fractions: a fraction is [numerator, denominator], and nothing is rounded but each year's running total. */
function reference(loan: Loan, terms: SubsidyTerms, startsOn: string): { subsidy: bigint; years: Map<number, bigint> } {
  const { payments } = planRepayment(loan)
  const limits: [bigint, bigint][] = [[1n, 1n]]
  if (terms.shareBps !== null) limits.push([BigInt(terms.shareBps), 10_000n])
  if (terms.pointsBps !== null && loan.annualRateBps > 0) limits.push([BigInt(terms.pointsBps), BigInt(loan.annualRateBps)])
  const [up, down] = limits.reduce((least, one) => (one[0] * least[1] < least[0] * one[1] ? one : least))
  const [startYear, startMonth] = startsOn.split('-').map(Number) as [number, number]
  const years = new Map<number, bigint>()
  let [sum, earned] = [0n, 0n]
  for (const { month, interestFen } of payments) {
    const n = Math.min(loan.months, terms.maxMonths)
    if (loan.method === 'bullet') {
      // Half up of principal × rate × months ÷ 120,000, by its remainder.
      const whole = BigInt(loan.principalFen) * BigInt(loan.annualRateBps) * BigInt(n)
      if (month === loan.months) sum += whole / 120_000n + (whole % 120_000n >= 60_000n ? 1n : 0n)
    } else if (month <= terms.maxMonths) sum += BigInt(interestFen)
    const year = startYear + Math.floor((startMonth - 1 + month) / 12)
    const now = (sum * up) / down
    const left = BigInt(terms.yearCapFen) - (years.get(year) ?? 0n)
    const part = now - earned < left ? now - earned : left
    earned = now
    if (part > 0n) years.set(year, (years.get(year) ?? 0n) + part)
  }
  return { subsidy: [...years.values()].reduce((a, b) => a + b, 0n), years }
}

describe('the subsidy of a loan', () => {
  test('equals exact fractions to the fen on 2,000 loans, year by year', { timeout: 60_000 }, () => {
    fc.assert(fc.property(aLoan, someTerms, aDay, (loan, terms, startsOn) => {
      const found = reckonSubsidy(loan, terms, { startsOn })
      const { subsidy, years } = reference(loan, terms, startsOn)
      expect(BigInt(found.subsidyFen)).toBe(subsidy)
      expect(found.byYear.map(({ year, fen }) => [year, BigInt(fen)])).toEqual([...years])
    }), runs)
  })

  test('is within the interest, its share, its points and every year’s ceiling, and lowers the effective rate', { timeout: 60_000 }, () => {
    fc.assert(fc.property(aLoan, someTerms, aDay, fc.integer({ min: 0, max: 10_000_000 }), (loan, terms, startsOn, used) => {
      const found = reckonSubsidy(loan, terms, { startsOn, usedFen: () => used })
      expect(found.subsidyFen).toBeGreaterThanOrEqual(0)
      expect(found.subsidyFen).toBeLessThanOrEqual(found.countedFen)
      expect(found.countedFen).toBeLessThanOrEqual(found.interestFen)
      expect(found.netInterestFen + found.subsidyFen).toBe(found.interestFen)
      if (terms.shareBps !== null) expect(BigInt(found.subsidyFen) * 10_000n <= BigInt(found.countedFen) * BigInt(terms.shareBps)).toBe(true)
      if (terms.pointsBps !== null) expect(BigInt(found.subsidyFen) * BigInt(loan.annualRateBps) <= BigInt(found.countedFen) * BigInt(terms.pointsBps)).toBe(true)
      for (const { fen } of found.byYear) expect(fen).toBeLessThanOrEqual(Math.max(0, terms.yearCapFen - used))
      expect(found.afterBps).toBeLessThanOrEqual(found.beforeBps)
    }), runs)
  })

  test('is not lowered by a larger amount or a longer term where interest is simple, nor by a higher ceiling or more months', { timeout: 60_000 }, () => {
    const simple = fc.constantFrom<RepaymentMethod>('interest-only', 'bullet')
    fc.assert(fc.property(aLoan, simple, someTerms, fc.integer({ min: 0, max: 100_000_000 }), fc.integer({ min: 0, max: 24 }), (loan, method, terms, more, longer) => {
      const at = (over: Partial<Loan>, of: Partial<SubsidyTerms> = {}) => reckonSubsidy({ ...loan, method, ...over }, { ...terms, ...of }, { startsOn: '2026-11-21' }).subsidyFen
      const now = at({})
      expect(at({ principalFen: loan.principalFen + more })).toBeGreaterThanOrEqual(now)
      expect(at({ months: loan.months + longer })).toBeGreaterThanOrEqual(now)
      expect(at({}, { yearCapFen: Math.min(terms.yearCapFen + more, Number.MAX_SAFE_INTEGER) })).toBeGreaterThanOrEqual(now)
      expect(at({}, { maxMonths: terms.maxMonths + longer })).toBeGreaterThanOrEqual(now)
    }), runs)
  })

  test('50 万 over 12 months at 3.6 %, half the interest, then no more than one point, then no more than 5,000 yuan', () => {
    const loan: Loan = { principalFen: 50_000_000, annualRateBps: 360, months: 12, method: 'interest-only' }
    const at = (over: Partial<SubsidyTerms>) => reckonSubsidy(loan, { shareBps: 5000, pointsBps: null, yearCapFen: 10_000_000, maxMonths: 12, ...over }, { startsOn: '2026-12-21' })
    expect(at({})).toMatchObject({ interestFen: 1_800_000, subsidyFen: 900_000, netInterestFen: 900_000, beforeBps: 366, afterBps: 181, byYear: [{ year: 2027, fen: 900_000 }] })
    expect(at({ pointsBps: 100 }).subsidyFen).toBe(500_000)
    expect(at({ maxMonths: 6 })).toMatchObject({ countedFen: 900_000, subsidyFen: 450_000 })
    expect(at({ yearCapFen: 300_000 }).subsidyFen).toBe(300_000)
    expect(() => at({ shareBps: null })).toThrow(RangeError)
  })
})

describe('what is due of it', () => {
  test('follows the interest paid, never runs ahead of the promise, and comes to it when all is paid', { timeout: 60_000 }, () => {
    fc.assert(fc.property(aLoan, someTerms, aDay, fc.array(fc.integer({ min: 0, max: 20_000_000 }), { maxLength: 8 }), (loan, terms, startsOn, steps) => {
      const plan = reckonSubsidy(loan, terms, { startsOn })
      const dueOf = (interestFen: number, year: number) => subsidyDue(plan, terms, { annualRateBps: loan.annualRateBps, interestFen, year })
      let [paid, before] = [0, 0]
      for (const step of steps) {
        paid += step
        const due = dueOf(paid, Number(startsOn.slice(0, 4)) + 1)
        expect(due).toBeGreaterThanOrEqual(before)
        expect(due).toBeLessThanOrEqual(Math.min(paid, plan.subsidyFen))
        before = due
      }
      expect(dueOf(plan.interestFen, 9999)).toBe(plan.subsidyFen)
    }), runs)
  })

  test('a fund bears its share of a loss, rounded down', () => {
    expect(fundShare(10_000_001, 3000)).toBe(3_000_000)
    expect(fundShare(0, 5000)).toBe(0)
  })
})
