import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { effectiveAnnualBps, type Loan, planRepayment, type RepaymentMethod } from './repayment'

/** Forty decimal places, in one whole number: reckoned by discounting, where the product reckons by growth. */
const ONE = 10n ** 40n
const nearest = (scaled: bigint) => Number((scaled + ONE / 2n) / ONE)

function reference({ principalFen, annualRateBps, months, method }: Loan): { principal: number; interest: number }[] {
  const rate = (ONE * BigInt(annualRateBps)) / 120_000n
  const interestOn = (fen: number, count = 1) => nearest((BigInt(fen) * ONE * BigInt(annualRateBps) * BigInt(count)) / 120_000n)
  let discount = ONE
  let annuity = 0n
  for (let k = 0; k < months; k += 1) {
    discount = (discount * ONE) / (ONE + rate)
    annuity += discount
  }
  const equal = nearest((BigInt(principalFen) * ONE * ONE) / annuity)
  const rows: { principal: number; interest: number }[] = []
  let owed = principalFen
  for (let k = months; k > 0; k -= 1) {
    const interest = method === 'bullet' ? (k === 1 ? interestOn(principalFen, months) : 0) : interestOn(owed)
    const part = { 'equal-instalment': equal - interest, 'equal-principal': Math.floor(principalFen / months), 'interest-only': 0, bullet: 0 }[method]
    const principal = k === 1 ? owed : Math.max(0, Math.min(part, owed))
    owed -= principal
    rows.push({ principal, interest })
  }
  return rows
}

const METHODS: RepaymentMethod[] = ['equal-instalment', 'equal-principal', 'interest-only', 'bullet']
const aLoan = fc.record({ principalFen: fc.oneof(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1_000_000, max: 100_000_000_000 })), annualRateBps: fc.integer({ min: 0, max: 3600 }), months: fc.integer({ min: 1, max: 120 }), method: fc.constantFrom(...METHODS) })

describe('repayment plans', () => {
  test('equal a decimal reference to the fen on 2,000 loans, and everything adds up', { timeout: 60_000 }, () => {
    fc.assert(fc.property(aLoan, (loan) => {
      const plan = planRepayment(loan)
      expect(plan.payments.map(({ principalFen, interestFen }) => ({ principal: principalFen, interest: interestFen }))).toEqual(reference(loan))
      const sum = (read: (payment: (typeof plan.payments)[number]) => number) => plan.payments.reduce((total, payment) => total + read(payment), 0)
      expect(sum((p) => p.principalFen)).toBe(loan.principalFen)
      expect(sum((p) => p.interestFen)).toBe(plan.interestFen)
      expect(sum((p) => p.totalFen)).toBe(plan.totalFen)
      expect(plan.totalFen).toBe(loan.principalFen + plan.interestFen)
      expect(plan.payments.at(-1)?.balanceFen).toBe(0)
    }), { numRuns: 2000, seed: 20_261_126 })
  })

  test('50 万 over 12 months at 3.6 %, as any bank prints them', () => {
    const cost = (method: RepaymentMethod) => planRepayment({ principalFen: 50_000_000, annualRateBps: 360, months: 12, method }).interestFen
    expect(METHODS.map(cost)).toEqual([980_355, 975_000, 1_800_000, 1_800_000])
  })

  test('loans nobody can give are refused', () => {
    for (const wrong of [{ principalFen: 0 }, { principalFen: 1.5 }, { months: 0 }, { months: 601 }, { annualRateBps: -1 }]) {
      expect(() => planRepayment({ principalFen: 100, annualRateBps: 360, months: 12, method: 'bullet', ...wrong })).toThrow(RangeError)
    }
  })
})

describe('the effective annual rate', () => {
  test('of a monthly interest is the compounded rate, and fees taken at the start raise it', () => {
    const plan = planRepayment({ principalFen: 100_000_000, annualRateBps: 1200, months: 12, method: 'interest-only' })
    expect(effectiveAnnualBps(plan, 100_000_000)).toBe(1268)
    expect(effectiveAnnualBps(plan, 99_000_000)).toBeGreaterThan(1268)
    expect(() => effectiveAnnualBps(plan, 0)).toThrow(RangeError)
  })

  test('is the rate between whose half points the payments are worth what was received, on 2,000 loans', { timeout: 60_000 }, () => {
    /** Twelfth root of 1 + bps ÷ 10,000 by bisection, then the worth of the payments, all in forty decimal places. */
    const worth = (plan: ReturnType<typeof planRepayment>, halfBps: number) => {
      const target = (ONE * BigInt(20_000 + halfBps)) / 20_000n
      let [low, high] = [0n, target > ONE ? target : ONE]
      while (high - low > 1n) {
        const middle = (low + high) / 2n
        let power = ONE
        for (let i = 0; i < 12; i += 1) power = (power * middle) / ONE
        if (power > target) high = middle
        else low = middle
      }
      return plan.payments.reduceRight((sum, payment) => ((sum + BigInt(payment.totalFen) * ONE) * ONE) / low, 0n)
    }
    fc.assert(fc.property(aLoan, fc.integer({ min: 0, max: 500 }), (loan, feeBps) => {
      const plan = planRepayment(loan)
      const received = loan.principalFen - Math.floor((loan.principalFen * feeBps) / 10_000)
      const bps = effectiveAnnualBps(plan, received)
      if (plan.totalFen > received) expect(worth(plan, 2 * bps - 1) >= BigInt(received) * ONE - ONE / 1000n).toBe(true)
      else expect(bps).toBe(0)
      expect(worth(plan, 2 * bps + 1) <= BigInt(received) * ONE + ONE / 1000n).toBe(true)
    }), { numRuns: 2000, seed: 20_261_126 })
  })
})
