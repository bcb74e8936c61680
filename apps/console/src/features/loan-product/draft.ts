import type { EntryRule, ProductDraft } from './queries'
import { bpsOf, fenOf, percentText, readRule, type TypedRule, typedRule, yuanText } from './rule-form'
import { methodTitles } from './words'

/** The form as it is typed: text until it is read. */
export interface TypedProduct {
  name: string
  kind: ProductDraft['kind']
  amountMin: string
  amountMax: string
  rateMin: string
  rateMax: string
  fee: string
  termMin: string
  termMax: string
  repayment: string
  method: ProductDraft['method']
  renewal: ProductDraft['renewal']
  /** Empty: none. */
  zone: string
  audience: string
  responseWorkingDays: string
  rules: TypedRule[]
  validUntil: string
}

export const emptyProduct = (today: string): TypedProduct => ({
  name: '', kind: 'credit', amountMin: '', amountMax: '', rateMin: '', rateMax: '', fee: '0', termMin: '3', termMax: '12', repayment: methodTitles['interest-only'], method: 'interest-only', renewal: 'none', zone: '', audience: '', responseWorkingDays: '3', rules: [],
  validUntil: `${Number(today.slice(0, 4)) + 1}-12-31`,
})

/** A version as the form shows it. */
export const typedProduct = (draft: ProductDraft): TypedProduct => ({
  name: draft.name, kind: draft.kind, amountMin: yuanText(draft.amountMinFen), amountMax: yuanText(draft.amountMaxFen), rateMin: percentText(draft.rateMinBps), rateMax: percentText(draft.rateMaxBps), fee: percentText(draft.feeBps),
  termMin: String(draft.termMinMonths), termMax: String(draft.termMaxMonths), repayment: draft.repayment, method: draft.method, renewal: draft.renewal, zone: draft.zone ?? '', audience: draft.audience, responseWorkingDays: String(draft.responseWorkingDays),
  rules: draft.entryRules.map((rule, i) => typedRule(rule, `r${i}`)), validUntil: draft.validUntil,
})

/** Another way of repaying; the words follow as long as they are those of the way before. */
export const withMethod = (typed: TypedProduct, method: ProductDraft['method']): Partial<TypedProduct> => ({ method, ...(typed.repayment.trim() === '' || typed.repayment === methodTitles[typed.method] ? { repayment: methodTitles[method] } : {}) })

const months = (text: string): number | null => (/^[1-9]\d{0,2}$/.test(text.trim()) ? Number(text.trim()) : null)

/** What was typed, ready to send, or what is wrong with it in short sentences. What only the server knows it says itself. */
export function readProduct(typed: TypedProduct): { draft: ProductDraft } | { issues: string[] } {
  const issues: string[] = []
  const need = (value: number | null, issue: string): number => {
    if (value === null) issues.push(issue)
    return value ?? 0
  }
  const text = (value: string, name: string): string => {
    if (value.trim().length < 2) issues.push(`请填写${name}`)
    return value.trim()
  }
  const ordered = (low: number, high: number, name: string) => {
    if (low > high) issues.push(`${name}：上限小于下限`)
  }
  const draft: ProductDraft = {
    name: text(typed.name, '产品名称'),
    kind: typed.kind,
    amountMinFen: need(fenOf(typed.amountMin), '请填写最低额度，如 100000 或 10万'),
    amountMaxFen: need(fenOf(typed.amountMax), '请填写最高额度，如 1000000 或 100万'),
    rateMinBps: need(bpsOf(typed.rateMin), '请填写最低年利率，最多两位小数'),
    rateMaxBps: need(bpsOf(typed.rateMax), '请填写最高年利率，最多两位小数'),
    feeBps: need(bpsOf(typed.fee), '请填写一次性费率，没有填 0'),
    termMinMonths: need(months(typed.termMin), '请填写最短期限（月）'),
    termMaxMonths: need(months(typed.termMax), '请填写最长期限（月）'),
    repayment: text(typed.repayment, '还款说明'),
    method: typed.method,
    renewal: typed.renewal,
    zone: typed.zone === '' ? null : typed.zone,
    audience: text(typed.audience, '适用对象'),
    responseWorkingDays: need(months(typed.responseWorkingDays), '请填写答复时限（工作日）'),
    entryRules: typed.rules.flatMap((rule): EntryRule[] => {
      const found = readRule(rule)
      if (typeof found !== 'string') return [found]
      issues.push(found)
      return []
    }),
    validUntil: typed.validUntil,
  }
  if (issues.length === 0) {
    ordered(draft.amountMinFen, draft.amountMaxFen, '额度')
    ordered(draft.rateMinBps, draft.rateMaxBps, '年利率')
    ordered(draft.termMinMonths, draft.termMaxMonths, '期限')
    const barred = draft.entryRules.flatMap((rule) => (rule.kind === 'not-listed' ? rule.lists : []))
    for (const list of draft.entryRules.flatMap((rule) => (rule.kind === 'listed' ? rule.anyOf : []))) if (barred.includes(list)) issues.push(`${list}：不能既要求列入又要求不在`)
  }
  if (draft.validUntil === '') issues.push('请填写有效期至')
  return issues.length > 0 ? { issues: [...new Set(issues)] } : { draft }
}
