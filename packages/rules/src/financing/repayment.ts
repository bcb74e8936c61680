/**
 * Repayment plans to the fen. Interest of a month is the balance × annual rate ÷ 12, rounded half up to a fen; the last
 * payment settles what rounding left, so that principals always add up to the loan. Reckoned in whole numbers only.
 */

/** 等额本息, 等额本金, 先息后本, 到期一次还本付息. */
export type RepaymentMethod = 'equal-instalment' | 'equal-principal' | 'interest-only' | 'bullet'

export interface Loan { principalFen: number; annualRateBps: number; months: number; method: RepaymentMethod }
export interface Payment { month: number; principalFen: number; interestFen: number; totalFen: number; balanceFen: number }
export interface RepaymentPlan { payments: Payment[]; interestFen: number; totalFen: number }

/** Basis points of a year in a month: rate = bps ÷ (10,000 × 12). */
const PARTS = 120_000n

const halfUp = (numerator: bigint, denominator: bigint) => (2n * numerator + denominator) / (2n * denominator)

/** The equal payment P·r·(1+r)ⁿ ÷ ((1+r)ⁿ − 1), rounded half up to a fen. */
function equalPayment(principal: bigint, bps: bigint, months: number): bigint {
  const n = BigInt(months)
  if (bps === 0n) return halfUp(principal, n)
  const grown = (PARTS + bps) ** n
  return halfUp(principal * bps * grown, PARTS * (grown - PARTS ** n))
}

/** @throws RangeError when the loan is not in whole fen, basis points and 1…600 months, or above ten billion yuan */
export function planRepayment({ principalFen, annualRateBps, months, method }: Loan): RepaymentPlan {
  const whole = [principalFen, annualRateBps, months].every((value) => Number.isSafeInteger(value) && value >= 0)
  if (!whole || principalFen === 0 || principalFen > 1e12 || months === 0 || months > 600 || annualRateBps > 100_000) throw new RangeError('no such loan')
  const [principal, bps] = [BigInt(principalFen), BigInt(annualRateBps)]
  const equal = method === 'equal-instalment' ? equalPayment(principal, bps, months) : 0n
  const share = principal / BigInt(months)
  const payments: Payment[] = []
  let balance = principal
  let interestSum = 0n
  for (let month = 1; month <= months; month += 1) {
    const last = month === months
    const accrued = halfUp(balance * bps, PARTS)
    // A bullet loan bears simple interest on the whole term, rounded once.
    const interest = method !== 'bullet' ? accrued : last ? halfUp(principal * bps * BigInt(months), PARTS) : 0n
    let part = 0n
    if (last) part = balance
    else if (method === 'equal-principal') part = share
    else if (method === 'equal-instalment') part = equal - interest
    // Rounding of a tiny loan could repay more than is owed, or less than nothing.
    part = part < 0n ? 0n : part > balance ? balance : part
    balance -= part
    interestSum += interest
    payments.push({ month, principalFen: Number(part), interestFen: Number(interest), totalFen: Number(part + interest), balanceFen: Number(balance) })
  }
  return { payments, interestFen: Number(interestSum), totalFen: Number(principal + interestSum) }
}

/**
 * Effective annual rate 年化利率 (内部收益率法) in basis points, rounded: (1 + i)¹² − 1, where i is the monthly rate at which the
 * payments are worth what the firm was handed. Fees paid at the start count: this is what makes two offers comparable.
 */
export function effectiveAnnualBps(plan: RepaymentPlan, receivedFen: number): number {
  if (receivedFen <= 0) throw new RangeError('nothing was received')
  const worth = (rate: number) => plan.payments.reduceRight((sum, payment) => (sum + payment.totalFen) / (1 + rate), 0)
  if (worth(0) <= receivedFen) return 0
  let [low, high] = [0, 1]
  while (worth(high) > receivedFen) high *= 2
  for (let i = 0; i < 200 && low < high; i += 1) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (worth(middle) > receivedFen) low = middle
    else high = middle
  }
  return Math.round(Math.expm1(12 * Math.log1p(low)) * 10_000)
}
