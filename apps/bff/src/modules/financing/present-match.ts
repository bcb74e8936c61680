import type { FirmMatch, LoanMatch } from '@xinhui/contract'
import { formatDayZh, formatFen } from '@xinhui/rules'
import { type Change, COLLATERAL_WORDS, type ProductMatch, type RuleKind } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import { cityData } from '../city/city-data'

const RULE_TITLES: Readonly<Record<RuleKind, string>> = {
  grade: '信用等级',
  age: '成立时间',
  industry: '行业',
  region: '注册地',
  size: '企业规模',
  'tax-rating': '纳税信用',
  headcount: '参保人数',
  revenue: '营业收入',
  'tax-paid': '纳税额',
  penalties: '行政处罚',
  'not-listed': '名单',
  listed: '名单',
  'first-loan': '首次贷款',
  collateral: '担保',
  amount: '金额',
  term: '期限',
  open: '受理时间',
}

/** The special class 专项信息 of the catalogue whose consent makes a rule's fact known; each is authorised by itself. */
const ITEM_OF: Readonly<Partial<Record<RuleKind, string>>> = { 'tax-rating': 'tax-rating', revenue: 'tax-payment', 'tax-paid': 'tax-payment', headcount: 'social-security', 'first-loan': 'loan-record' }

function changeWords(change: Change): string {
  switch (change.do) {
    case 'wait':
      return `等到${formatDayZh(change.until)}再申请`
    case 'repair':
      return `修复一条行政处罚，${formatDayZh(change.from)}起可以申请`
    case 'leave-list':
      return `移出${change.list}，${formatDayZh(change.from)}起可以申请`
    case 'ask':
      return `金额改为 ${formatFen(change.amountFen)}`
    case 'term':
      return `期限改为 ${change.months} 个月`
    case 'collateral':
      return `补充价值 ${formatFen(change.worthFen)} 的${change.anyOf.map((kind) => COLLATERAL_WORDS[kind]).join('或')}`
  }
}

interface ExplainedMatch {
  status: ProductMatch['status']
  rules: LoanMatch['rules']
  consents: { item: string; title: string }[]
  changes: string[]
  beyond: string[]
}

/** A match in the firm's words: each rule, the consents that are missing, and the smallest set of changes or what none would help. */
export function explainMatch(ctx: Ctx, { status, outcomes, wayOut }: ProductMatch): ExplainedMatch {
  const { itemsByCode } = cityData(ctx.city)
  const rules = outcomes.map(({ rule, required, actual, verdict, source, asOf, consent }) => ({ kind: RULE_TITLES[rule.kind], required, actual, verdict, source, asOf, consent: consent === null ? null : (ITEM_OF[rule.kind] ?? null) }))
  const items = [...new Set(rules.flatMap((rule) => rule.consent ?? []))]
  return {
    status,
    rules,
    consents: items.map((item) => ({ item, title: itemsByCode.get(item)?.title ?? item })),
    changes: wayOut?.possible ? wayOut.changes.map(changeWords) : [],
    beyond: wayOut && !wayOut.possible ? wayOut.because.map((kind) => RULE_TITLES[kind]) : [],
  }
}

/** The changes with what each is about, for a page that leads there. */
export const waysOf = ({ wayOut }: ProductMatch): FirmMatch['ways'] =>
  (wayOut?.possible ? wayOut.changes : []).map((change) => ({
    do: change.do,
    words: changeWords(change),
    recordId: change.do === 'repair' ? change.penaltyId : null,
    amountFen: change.do === 'ask' ? change.amountFen : null,
    months: change.do === 'term' ? change.months : null,
  }))
