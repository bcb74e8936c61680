import type { RepaymentMethod } from '@xinhui/rules/financing/index'

const METHODS: readonly [RegExp, RepaymentMethod][] = [
  [/等额本息/, 'equal-instalment'],
  [/等额本金/, 'equal-principal'],
  [/一次还本付息|利随本清|回款即还/, 'bullet'],
]

/** How a product is paid back, from its words. Interest every month and the rest at the end is what the other words come to. */
export const methodOf = (repayment: string): RepaymentMethod => METHODS.find(([words]) => words.test(repayment))?.[1] ?? 'interest-only'
