/** One step of a city's exposure limit 免押额度. `fromPoints` null: the floor, for everybody, score or not. */
export interface ExposureStep {
  fromPoints: number | null
  limitFen: number
}

/**
 * What all of a person's open waiver orders together may come to, in fen. A score only ever raises it (scores-and-perks.md,
 * rule 2): no score, or a low one, gets the floor; 0 where the city has none.
 */
export function exposureLimitFen(steps: readonly ExposureStep[], scoreCenti: number | null): number {
  const reached = steps.filter((s) => s.fromPoints === null || (scoreCenti !== null && s.fromPoints * 100 <= scoreCenti))
  return Math.max(0, ...reached.map((s) => s.limitFen))
}

/** What ends an order, in fen. */
export interface WaiverCharges {
  useFen: number
  damageFen: number
  /** Let off by the merchant 减免. */
  discountFen: number
}

/**
 * Use + damage − discount, in fen: never below nothing, never above the risk fund that was agreed (支付分: total = payments −
 * discounts ≤ risk fund). Throws RangeError for anything else: whoever calls has checked what people typed.
 */
export function waiverTotalFen({ useFen, damageFen, discountFen }: WaiverCharges, riskFundFen: number): number {
  const total = useFen + damageFen - discountFen
  if (![useFen, damageFen, discountFen, riskFundFen].every((n) => Number.isSafeInteger(n) && n >= 0) || total < 0 || useFen + damageFen > riskFundFen) {
    throw new RangeError(`a bill of ${useFen} + ${damageFen} − ${discountFen} under a risk fund of ${riskFundFen}`)
  }
  return total
}
