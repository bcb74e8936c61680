import { formatWan } from '@xinhui/rules'
import { type RegionNames, ruleWords } from '@xinhui/rules/financing/index'
import { day } from '../../lib/format'
import type { EntryRule, ProductDraft } from './queries'
import { percentText } from './rule-form'
import { kindTitles, methodTitles, renewalTitles, ruleTitles } from './words'

/** One line of two versions side by side; a side that has no such line is null. */
export interface Line {
  title: string
  before: string | null
  after: string | null
  change: 'same' | 'changed' | 'added' | 'removed'
}

const span = (low: string, high: string) => (low === high ? low : `${low}至${high}`)

/** What a version says beside its rules, line by line. */
export const fieldsOf = (draft: ProductDraft): readonly (readonly [title: string, value: string])[] => [
  ['产品名称', draft.name],
  ['担保方式', kindTitles[draft.kind]],
  ['额度', span(formatWan(draft.amountMinFen), formatWan(draft.amountMaxFen))],
  ['年利率', span(`${percentText(draft.rateMinBps)}%`, `${percentText(draft.rateMaxBps)}%`)],
  ['一次性费率', draft.feeBps === 0 ? '不收费' : `${percentText(draft.feeBps)}%`],
  ['期限', `${span(String(draft.termMinMonths), String(draft.termMaxMonths))}个月`],
  ['计息方式', methodTitles[draft.method]],
  ['还款说明', draft.repayment],
  ['续贷', renewalTitles[draft.renewal]],
  ['专区', draft.zone ?? '不进专区'],
  ['适用对象', draft.audience],
  ['答复时限', `${draft.responseWorkingDays}个工作日`],
  ['有效期至', day(draft.validUntil)],
]

const changeOf = (before: string | null, after: string | null): Line['change'] => (before === after ? 'same' : before === null ? 'added' : after === null ? 'removed' : 'changed')

/** Field by field; without a version before, everything is new. */
export function compareFields(before: ProductDraft | null, after: ProductDraft): Line[] {
  const old = new Map(before === null ? [] : fieldsOf(before))
  return fieldsOf(after).map(([title, value]) => ({ title, before: old.get(title) ?? null, after: value, change: changeOf(old.get(title) ?? null, value) }))
}

interface Said {
  kind: EntryRule['kind']
  words: string
}

/** Rule by rule: what reads the same first finds its like, then what is of one kind stands side by side; what is left was added or taken out. */
export function compareRules(before: readonly EntryRule[], after: readonly EntryRule[], regions: RegionNames): Line[] {
  const said = (rule: EntryRule): Said => ({ kind: rule.kind, words: ruleWords(rule, regions) })
  const old: (Said | null)[] = before.map(said)
  const take = (is: (one: Said) => boolean): string | null => {
    const at = old.findIndex((one) => one !== null && is(one))
    const found = old[at]?.words ?? null
    if (at >= 0) old[at] = null
    return found
  }
  const now = after.map(said)
  const same = now.map((rule) => take((one) => one.words === rule.words))
  const lines = now.map(({ kind, words }, i): Line => {
    const was = same[i] ?? take((one) => one.kind === kind)
    return { title: ruleTitles[kind], before: was, after: words, change: changeOf(was, words) }
  })
  return [...lines, ...old.flatMap((one): Line[] => (one === null ? [] : [{ title: ruleTitles[one.kind], before: one.words, after: null, change: 'removed' }]))]
}
