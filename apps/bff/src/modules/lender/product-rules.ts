import { addDays } from '@xinhui/rules'
import type { MatchProduct, ProductRule } from '@xinhui/rules/financing/index'

interface Ranged { amountMinFen: number; amountMaxFen: number; termMinMonths: number; termMaxMonths: number; validUntil: string; entryRules: readonly ProductRule[] }

/** Every rule of a product: amount, term and last day of its columns, and those its lender built. */
export const rulesOf = (row: Ranged): ProductRule[] => [
  { kind: 'amount', minFen: row.amountMinFen, maxFen: row.amountMaxFen },
  { kind: 'term', minMonths: row.termMinMonths, maxMonths: row.termMaxMonths },
  { kind: 'open', until: addDays(row.validUntil, 1) },
  ...row.entryRules,
]

export const matchProductOf = (row: Ranged & { id: string }): MatchProduct => ({ id: row.id, rules: rulesOf(row) })
