import type { Target } from '../layout/layout'
import type { Values } from './parse-cell'
import { readPerkOffer } from './read-perk-offer'

export interface CrossProblem {
  field: string
  reason: string
}

/** `[from, to, reason]`: the first may not exceed the second; days and numbers compare alike. */
export const ORDERED: Partial<Record<Target, readonly (readonly [string, string, string])[]>> = {
  record: [
    ['validFrom', 'validTo', '早于有效期自'],
    ['decidedOn', 'validTo', '早于决定日期'],
    ['decidedOn', 'publishedUntil', '早于决定日期'],
    ['decidedOn', 'endsOn', '早于决定日期'],
  ],
  perk: [['claimFrom', 'claimUntil', '早于领取开始']],
  'loan-product': [
    ['amountMinFen', 'amountMaxFen', '小于最低额度'],
    ['rateMinBps', 'rateMaxBps', '小于最低年利率'],
    ['termMinMonths', 'termMaxMonths', '小于最短期限'],
  ],
}

/** Rules between two cells of one row. */
export function crossChecks(target: Target, values: Values): CrossProblem[] {
  const problems: CrossProblem[] = []
  for (const [from, to, reason] of ORDERED[target] ?? []) {
    const a = values[from]
    const b = values[to]
    if ((typeof a === 'string' && typeof b === 'string' && a > b) || (typeof a === 'number' && typeof b === 'number' && a > b)) problems.push({ field: to, reason })
  }
  if (target === 'perk') problems.push(...(readPerkOffer(values)?.problems ?? []))
  return problems
}
