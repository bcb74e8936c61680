import { addMonths, type Day, formatDayZh, monthsBetween } from '../day'
import { formatWan } from '../amount'
import type { CollateralKind, DataClass, Fact, FirmFacts, FirmListing, LoanRequest, RegionNames, Scales } from './facts'
import { inIndustry, industryName } from './industry'
import type { ProductRule } from './product-rules'

/** What is asked on one day: the firm, its request, and the city's scales. */
export interface LoanCase { facts: FirmFacts; request: LoanRequest; today: Day; scales: Scales }

export type Verdict = 'passed' | 'failed' | 'unknown'

/** `actual` and `required` are words for the firm. `consent`: the authorisation that would make an unknown fact known. */
export interface RuleOutcome { rule: ProductRule; verdict: Verdict; actual: string; required: string; source: string | null; asOf: Day | null; consent: DataClass | null }

export const SIZE_WORDS = { micro: '微型', small: '小型', medium: '中型', large: '大型' } as const
export const COLLATERAL_WORDS: Record<CollateralKind, string> = {
  'real-estate': '不动产', equipment: '设备', order: '订单', 'warehouse-receipt': '仓单', policy: '保单', inventory: '存货', receivable: '应收账款', 'intellectual-property': '知识产权', guarantor: '保证人',
}

const industryWords = (codes: readonly string[]) => codes.map(industryName).join('、')
const span = (low: string | null, high: string | null) => (high === null ? `不低于${low ?? ''}` : `${low ?? ''}至${high}`)

const NO_NAMES: RegionNames = {}

/** What a rule asks, in words, as the firm reads it. @param regions names of the city's regions; a code that is not among them is written as it is */
export function ruleWords(rule: ProductRule, regions: RegionNames = NO_NAMES): string {
  switch (rule.kind) {
    case 'grade': return `信用等级不低于${rule.atLeast}`
    case 'age': return `成立${span(`${rule.minMonths}个月`, rule.maxMonths === null ? null : `${rule.maxMonths}个月`)}`
    case 'industry': return [rule.anyOf.length > 0 ? `属于${industryWords(rule.anyOf)}` : '', rule.noneOf.length > 0 ? `不属于${industryWords(rule.noneOf)}` : ''].filter((text) => text !== '').join('，')
    case 'region': return `注册地在${rule.anyOf.map((code) => regions[code] ?? code).join('、')}`
    case 'size': return `${rule.anyOf.map((size) => SIZE_WORDS[size]).join('、')}企业`
    case 'tax-rating': return `纳税信用不低于${rule.atLeast}级`
    case 'headcount': return `参保人数${span(`${rule.min}人`, rule.max === null ? null : `${rule.max}人`)}`
    case 'revenue': return `年营业收入${span(formatWan(rule.minFen), rule.maxFen === null ? null : formatWan(rule.maxFen))}`
    case 'tax-paid': return `年纳税额${span(formatWan(rule.minFen), rule.maxFen === null ? null : formatWan(rule.maxFen))}`
    case 'penalties': return `近${rule.withinMonths}个月行政处罚不超过${rule.atMost}次`
    case 'not-listed': return `不在${rule.lists.join('、')}`
    case 'listed': return `列入${rule.anyOf.join('或')}`
    case 'first-loan': return '首次贷款'
    case 'collateral': return `${rule.anyOf.map((kind) => COLLATERAL_WORDS[kind]).join('、')}担保，价值不低于贷款额的${rule.coverBps / 100}%`
    case 'amount': return rule.minFen <= 1 ? `不超过${formatWan(rule.maxFen)}` : `${formatWan(rule.minFen)}至${formatWan(rule.maxFen)}`
    case 'term': return `${rule.minMonths}至${rule.maxMonths}个月`
    case 'open': return `${formatDayZh(rule.until)}前申请`
  }
}

/** Penalties that still count on `day` in a window of so many months. */
export function counting<T extends { decidedOn: Day }>(penalties: readonly T[], withinMonths: number, day: Day): T[] {
  return penalties.filter((penalty) => addMonths(penalty.decidedOn, withinMonths) > day)
}

/** Whether a listing still stands on `day`. */
export function stands(listing: FirmListing, day: Day): boolean {
  return listing.endsOn === null || listing.endsOn > day
}

export function collateralWorth(request: LoanRequest, kinds: readonly CollateralKind[]): number {
  let worth = 0
  for (const item of request.collateral) if (kinds.includes(item.kind)) worth += item.valueFen
  return worth
}

/** Worth of security that a loan needs, in fen, rounded up. */
export function worthNeeded(amountFen: number, coverBps: number): number {
  return Math.ceil((amountFen * coverBps) / 10_000)
}

/** `110100` covers all of its counties: trailing pairs of zeros name the whole. */
export function inRegion(code: string, region: string): boolean {
  return code.startsWith(region.replace(/(?:00){1,2}$/, ''))
}

const within = (value: number, min: number, max: number | null) => value >= min && (max === null || value <= max)

function judge<T>(fact: Fact<T>, test: (value: T) => boolean, words: (value: T) => string): Omit<RuleOutcome, 'rule' | 'required'> {
  if (fact.known) return { verdict: test(fact.value) ? 'passed' : 'failed', actual: words(fact.value), source: fact.source, asOf: fact.asOf, consent: null }
  return { verdict: 'unknown', actual: fact.why === 'no-consent' ? '尚未授权查询' : '暂无数据', source: null, asOf: null, consent: fact.why === 'no-consent' ? fact.consent : null }
}

const asked = (passes: boolean, actual: string): Omit<RuleOutcome, 'rule' | 'required'> => ({ verdict: passes ? 'passed' : 'failed', actual, source: null, asOf: null, consent: null })

function check(rule: ProductRule, { facts, request, today, scales }: LoanCase): Omit<RuleOutcome, 'rule' | 'required'> {
  switch (rule.kind) {
    case 'grade': return judge(facts.grade, (grade) => scales.grade.indexOf(grade) >= scales.grade.indexOf(rule.atLeast), (grade) => grade)
    case 'age': return judge(facts.registeredOn, (since) => within(monthsBetween(since, today), rule.minMonths, rule.maxMonths), (since) => `成立${monthsBetween(since, today)}个月`)
    case 'industry': return judge(facts.industry, (code) => (rule.anyOf.length === 0 || rule.anyOf.some((node) => inIndustry(code, node))) && !rule.noneOf.some((node) => inIndustry(code, node)), industryName)
    case 'region': return judge(facts.region, (code) => rule.anyOf.some((region) => inRegion(code, region)), (code) => scales.regions?.[code] ?? code)
    case 'size': return judge(facts.size, (size) => rule.anyOf.includes(size), (size) => `${SIZE_WORDS[size]}企业`)
    case 'tax-rating': return judge(facts.taxRating, (rating) => scales.taxRating.indexOf(rating) >= scales.taxRating.indexOf(rule.atLeast), (rating) => `${rating}级`)
    case 'headcount': return judge(facts.headcount, (count) => within(count, rule.min, rule.max), (count) => `${count}人`)
    case 'revenue': return judge(facts.revenueFen, (fen) => within(fen, rule.minFen, rule.maxFen), formatWan)
    case 'tax-paid': return judge(facts.taxPaidFen, (fen) => within(fen, rule.minFen, rule.maxFen), formatWan)
    case 'penalties': return judge(facts.penalties, (penalties) => counting(penalties, rule.withinMonths, today).length <= rule.atMost, (penalties) => `近${rule.withinMonths}个月${counting(penalties, rule.withinMonths, today).length}次`)
    case 'not-listed': return judge(facts.lists, (lists) => !lists.some((one) => rule.lists.includes(one.list) && stands(one, today)), (lists) => lists.filter((one) => rule.lists.includes(one.list) && stands(one, today)).map((one) => one.list).join('、') || '未列入')
    case 'listed': return judge(facts.lists, (lists) => lists.some((one) => rule.anyOf.includes(one.list) && stands(one, today)), (lists) => lists.filter((one) => rule.anyOf.includes(one.list) && stands(one, today)).map((one) => one.list).join('、') || '未列入')
    case 'first-loan': return judge(facts.borrowedBefore, (before) => !before, (before) => (before ? '已有贷款记录' : '从未贷款'))
    case 'collateral': {
      const worth = collateralWorth(request, rule.anyOf)
      return asked(worth >= worthNeeded(request.amountFen, rule.coverBps), worth === 0 ? '未提供' : `价值${formatWan(worth)}`)
    }
    case 'amount': return asked(within(request.amountFen, rule.minFen, rule.maxFen), formatWan(request.amountFen))
    case 'term': return asked(within(request.termMonths, rule.minMonths, rule.maxMonths), `${request.termMonths}个月`)
    case 'open': return asked(today < rule.until, formatDayZh(today))
  }
}

/** One rule on one case. What is not known is `unknown`, never `failed`. */
export function checkRule(rule: ProductRule, given: LoanCase, required = ruleWords(rule, given.scales.regions)): RuleOutcome {
  const found = check(rule, given)
  return { rule, verdict: found.verdict, actual: found.actual, required, source: found.source, asOf: found.asOf, consent: found.consent }
}
