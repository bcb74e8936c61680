import { addMonths, type Day } from '../day'
import { effectiveAnnualBps, type Loan, planRepayment } from './repayment'

/**
 * What a subsidy programme 贴息 pays of a loan's interest: a share of it, so many points of the annual rate, or the lower of both.
 * Never more than the interest; rounded down to a fen, so that a pot is never charged more than its rule says.
 */
export interface SubsidyTerms {
  /** Share of the interest in basis points: 5000 is half of it. */
  shareBps: number | null
  /** Points of the annual rate: 100 is one percentage point a year. */
  pointsBps: number | null
  /** What one firm gets in a calendar year at most. */
  yearCapFen: number
  /** Months of the loan, from its first, whose interest counts. */
  maxMonths: number
}

/** What is promised for one loan: interest that counts, and the subsidy by the calendar year in which that interest falls due. */
export interface SubsidyPlan { countedFen: number; byYear: { year: number; fen: number }[]; subsidyFen: number }

export interface SubsidisedLoan extends SubsidyPlan {
  interestFen: number
  /** Interest less subsidy. */
  netInterestFen: number
  /** Effective annual rate without and with it, each payment less its subsidy; a fee taken at the start counts in both. */
  beforeBps: number
  afterBps: number
}

const PARTS = 120_000n
const yearOf = (day: Day) => Number(day.slice(0, 4))

/** The subsidy on so much interest, before any ceiling in fen. */
function subsidyOn(interestFen: number, { shareBps, pointsBps }: Pick<SubsidyTerms, 'shareBps' | 'pointsBps'>, annualRateBps: number): number {
  const interest = BigInt(interestFen)
  const parts = [interest]
  if (shareBps !== null) parts.push((interest * BigInt(shareBps)) / 10_000n)
  if (pointsBps !== null && annualRateBps > 0) parts.push((interest * BigInt(pointsBps)) / BigInt(annualRateBps))
  return Number(parts.reduce((least, part) => (part < least ? part : least)))
}

/** Interest of each payment that counts, in the order of the payments: that of months beyond `maxMonths` does not. A bullet loan's is that of its first months, paid at its end. */
function countedInterest({ principalFen, annualRateBps, months, method }: Loan, payments: readonly { interestFen: number }[], maxMonths: number): number[] {
  if (method !== 'bullet') return payments.map(({ interestFen }, i) => (i < maxMonths ? interestFen : 0))
  const accrued = 2n * BigInt(principalFen) * BigInt(annualRateBps) * BigInt(Math.min(months, maxMonths))
  return payments.map((_, i) => (i === months - 1 ? Number((accrued + PARTS) / (2n * PARTS)) : 0))
}

/**
 * The subsidy of a loan that starts on a day, exact to the fen: payment `m` falls due `m` months later, in that day's year.
 * `usedFen`: what the firm was promised of that year's ceiling before. `feeFen`: taken from the amount at the start.
 * @throws RangeError as {@link planRepayment}, or when neither a share nor points are given
 */
export function reckonSubsidy(loan: Loan, terms: SubsidyTerms, when: { startsOn: Day; usedFen?: (year: number) => number; feeFen?: number }): SubsidisedLoan {
  if (terms.shareBps === null && terms.pointsBps === null) throw new RangeError('neither a share nor points')
  const plan = planRepayment(loan)
  const counted = countedInterest(loan, plan.payments, terms.maxMonths)
  const years = new Map<number, number>()
  let [countedFen, before] = [0, 0]
  const payments = plan.payments.map((payment, i) => {
    countedFen += counted[i] ?? 0
    // By what is counted so far, so that rounding does not add up.
    const reached = subsidyOn(countedFen, terms, loan.annualRateBps)
    const year = yearOf(addMonths(when.startsOn, payment.month))
    const had = years.get(year) ?? 0
    const part = Math.min(reached - before, Math.max(0, terms.yearCapFen - (when.usedFen?.(year) ?? 0) - had))
    before = reached
    if (part > 0) years.set(year, had + part)
    return { ...payment, interestFen: payment.interestFen - part, totalFen: payment.totalFen - part }
  })
  const byYear = [...years].map(([year, fen]) => ({ year, fen }))
  const subsidyFen = byYear.reduce((sum, { fen }) => sum + fen, 0)
  const received = loan.principalFen - (when.feeFen ?? 0)
  const net = { payments, interestFen: plan.interestFen - subsidyFen, totalFen: plan.totalFen - subsidyFen }
  return { countedFen, byYear, subsidyFen, interestFen: plan.interestFen, netInterestFen: net.interestFen, beforeBps: effectiveAnnualBps(plan, received), afterBps: effectiveAnnualBps(net, received) }
}

/**
 * What is due in all once so much interest was paid by a day of `year`: on interest that counts, and not before the year it was
 * promised for. Paying late keeps the promise, paying early does not double a year's ceiling.
 */
export function subsidyDue(plan: SubsidyPlan, terms: Pick<SubsidyTerms, 'shareBps' | 'pointsBps'>, paid: { annualRateBps: number; interestFen: number; year: number }): number {
  const promised = plan.byYear.reduce((sum, { year, fen }) => (year <= paid.year ? sum + fen : sum), 0)
  return Math.min(promised, subsidyOn(Math.min(paid.interestFen, plan.countedFen), terms, paid.annualRateBps))
}

/** What a risk-compensation fund 风险补偿 bears of a loss, rounded down to a fen. */
export const fundShare = (lossFen: number, shareBps: number): number => Number((BigInt(lossFen) * BigInt(shareBps)) / 10_000n)
