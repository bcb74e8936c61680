import type { Api } from '@xinhui/contract'
import type { ChipItem } from '../../../components/chip'
import type { Fact } from '../../../components/facts'
import type { Tone } from '../../../components/tag'
import { day, percent, wan, yuan } from '../../../lib/format'
import { amountRange, FEN_PER_WAN, rateRange, termRange } from '../../../lib/ranges'

export type Product = Api['GET /loan-products/{productId}']['response']
export type Fit = Api['GET /firms/{firmId}/loan-products/{productId}/match']['response']
export type Plan = Api['GET /repayment-plan']['response']
export type Way = Fit['ways'][number]
type Method = Product['method']

export const METHODS: readonly { code: Method; title: string; note: string }[] = [
  { code: 'equal-instalment', title: '等额本息', note: '每月还一样多' },
  { code: 'equal-principal', title: '等额本金', note: '每月本金一样，利息越来越少' },
  { code: 'interest-only', title: '先息后本', note: '每月只还利息，到期还本金' },
  { code: 'bullet', title: '到期一次还本付息', note: '到期一次还清' },
]

/** What the bank published, in the order one asks. */
export const productFacts = (product: Product): readonly Fact[] => [
  { name: '机构', value: product.lenderName },
  { name: '可贷金额', value: amountRange(product.amountMinFen, product.amountMaxFen) },
  { name: '年利率', value: rateRange(product.rateMinBps, product.rateMaxBps) },
  { name: '年化利率', value: `${rateRange(product.effective.minBps, product.effective.maxBps)}，含费用，按借 ${product.effective.months} 个月算` },
  { name: '费用', value: product.feeBps === 0 ? '没有' : `金额的 ${percent(product.feeBps)}，放款时一次收` },
  { name: '期限', value: termRange(product.termMinMonths, product.termMaxMonths) },
  { name: '还款', value: product.repayment },
  { name: '担保', value: product.kindTitle },
  { name: '续贷', value: product.renewalTitle },
  { name: '答复', value: `${product.responseWorkingDays} 个工作日内` },
  ...(product.zones.length === 0 ? [] : [{ name: '专区', value: product.zones.join('、') }]),
  { name: '适合', value: product.audience },
  { name: '受理至', value: day(product.validUntil) },
  ...(product.address === null ? [] : [{ name: '机构地址', value: product.address }]),
]

export const basisFacts = ({ version, publishedOn, lenderName }: Product): readonly Fact[] => [
  { name: '版本', value: `${lenderName}第 ${version} 版${publishedOn === null ? '' : `，${day(publishedOn)}发布`}` },
  { name: '利率', value: '以银行审批和合同为准，不高于公布的最高利率' },
  { name: '年化利率', value: '按内部收益率算，一次性费用也算在内（中国人民银行公告〔2021〕第3号）' },
  { name: '判断', value: '只用公开信息和企业已授权的信息，不用任何个人的信用分' },
]

const STEPS = 40
const COARSEST = 1000
const NICE = [1, 2, 5, 10, 20, 50, 100, 200, 500, COARSEST]
const TERMS = [1, 2, 3, 6, 9, 12, 15, 18, 24, 30, 36, 48, 60, 72, 84, 96, 120, 180, 240, 300, 360]

const withEnds = (values: readonly number[], min: number, max: number, also: number): number[] =>
  [...new Set([min, ...values, max, also])].filter((value) => value >= min && value <= max).sort((a, b) => a - b)

/** Amounts to step through, in fen: round ones between the product's ends, some forty at most, and the one asked for. */
export function amountSteps({ amountMinFen: min, amountMaxFen: max }: Pick<Product, 'amountMinFen' | 'amountMaxFen'>, asked: number): number[] {
  const size = FEN_PER_WAN * (NICE.find((wans) => (max - min) / (wans * FEN_PER_WAN) <= STEPS) ?? COARSEST)
  return withEnds(Array.from({ length: Math.floor(max / size) - Math.floor(min / size) }, (_, i) => (Math.floor(min / size) + 1 + i) * size), min, max, asked)
}

/** The API reckons up to thirty years. */
const LONGEST = 360

/** Terms to step through, in months. */
export const termSteps = ({ termMinMonths: min, termMaxMonths: max }: Pick<Product, 'termMinMonths' | 'termMaxMonths'>, asked: number): number[] => withEnds(TERMS, Math.min(min, LONGEST), Math.min(max, LONGEST), asked)

const between = (value: number, min: number, max: number) => Math.min(Math.max(value, min), max)

export interface Asked {
  amountFen: number
  months: number
}

/** What is asked for, as near as the product allows. */
export const within = (product: Product, { amountFen, months }: Asked): Asked => ({
  amountFen: between(amountFen, product.amountMinFen, product.amountMaxFen),
  months: between(months, product.termMinMonths, Math.min(product.termMaxMonths, LONGEST)),
})

const positive = (text: string | undefined): number | undefined => (text !== undefined && /^[1-9]\d{0,11}$/.test(text) ? Number(text) : undefined)

/** From the page's address; 50 万 for a year unless it says otherwise. */
export const askedOf = (amountFen: string | undefined, months: string | undefined): Asked => ({ amountFen: Math.min(positive(amountFen) ?? 50_000_000, 100_000_000_000), months: Math.min(positive(months) ?? 12, LONGEST) })

/** Lowest and highest rate, where they differ. */
export const rateChips = ({ rateMinBps, rateMaxBps }: Product): ChipItem[] =>
  rateMinBps === rateMaxBps ? [{ code: String(rateMaxBps), title: percent(rateMaxBps) }] : [{ code: String(rateMaxBps), title: `最高 ${percent(rateMaxBps)}` }, { code: String(rateMinBps), title: `最低 ${percent(rateMinBps)}` }]

export interface Bar {
  title: string
  principalFen: number
  interestFen: number
}

const MOST_BARS = 60

/** A bar a month, or a year where that were too many to see. */
export function barsOf({ payments }: Plan): Bar[] {
  if (payments.length <= MOST_BARS) return payments.map(({ month, principalFen, interestFen }) => ({ title: `第 ${month} 个月`, principalFen, interestFen }))
  const bars: Bar[] = []
  for (const { month, principalFen, interestFen } of payments) {
    const year = Math.ceil(month / 12)
    const bar = bars[year - 1] ?? { title: `第 ${year} 年`, principalFen: 0, interestFen: 0 }
    bars[year - 1] = { ...bar, principalFen: bar.principalFen + principalFen, interestFen: bar.interestFen + interestFen }
  }
  return bars
}

const [WIDTH, HEIGHT] = [320, 120]

/** Interest stands on top of the principal; 320 × 120. What is paid is never drawn thinner than a line. */
export function planSvg(bars: readonly Bar[], { accent, amber, line }: { accent: string; amber: string; line: string }): string {
  const most = Math.max(1, ...bars.map(({ principalFen, interestFen }) => principalFen + interestFen))
  const room = WIDTH / Math.max(1, bars.length)
  const width = Math.min(room * 0.72, 28)
  const high = (fen: number) => (fen === 0 ? 0 : Math.max(1.5, ((HEIGHT - 4) * fen) / most))
  const rect = (i: number, top: number, height: number, fill: string) => (height === 0 ? '' : `<rect x="${(i * room + (room - width) / 2).toFixed(1)}" y="${top.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" fill="${fill}"/>`)
  const drawn = bars.map(({ principalFen, interestFen }, i) => {
    const [principal, interest] = [high(principalFen), high(interestFen)]
    return rect(i, HEIGHT - 1 - principal, principal, accent) + rect(i, HEIGHT - 1 - principal - interest, interest, amber)
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}">${drawn.join('')}<path stroke="${line}" d="M0 ${HEIGHT - 0.5}H${WIDTH}"/></svg>`
}

/** The picture in words. */
export function planSentence(plan: Plan): string {
  const [first, last] = [plan.payments[0], plan.payments.at(-1)]
  if (!first || !last) return '没有还款'
  return `分 ${plan.payments.length} 个月还，第 1 个月还 ${yuan(first.totalFen)}，最后一个月还 ${yuan(last.totalFen)}，利息共 ${yuan(plan.interestFen)}。每月多少见下面的表`
}

export function planFacts(plan: Plan): readonly Fact[] {
  const [first, last] = [plan.payments[0]?.totalFen ?? 0, plan.payments.at(-1)?.totalFen ?? 0]
  return [
    { name: '利息和费用共', value: yuan(plan.interestFen + plan.feeFen) },
    { name: '其中费用', value: yuan(plan.feeFen) },
    { name: '一共要还', value: yuan(plan.totalFen) },
    ...(plan.subsidy
      ? [
          { name: '贴息前利息', value: `${yuan(plan.interestFen)}，年化 ${percent(plan.effectiveBps)}` },
          { name: '贴息', value: `减 ${yuan(plan.subsidy.subsidyFen)}` },
          { name: '贴息后利息', value: `${yuan(plan.subsidy.netInterestFen)}，年化 ${percent(plan.subsidy.effectiveBps)}` },
        ]
      : []),
    { name: '首月还', value: yuan(first) },
    { name: '末月还', value: yuan(last) },
    { name: '年化利率', value: `${percent(plan.effectiveBps)}，含费用` },
  ]
}

export const FIT_WORDS: Readonly<Record<Fit['status'], { title: string; tone: Tone; note: string }>> = {
  fits: { title: '符合', tone: 'green', note: '每一条都符合。能不能批、批多少由银行决定。' },
  unknown: { title: '还缺信息', tone: 'amber', note: '没有不符合的，还有几条不知道。授权后就知道，不授权不算不符合。' },
  failed: { title: '暂不符合', tone: 'neutral', note: '下面写明差在哪里、怎样能符合。' },
}

const VERDICTS: Readonly<Record<Fit['rules'][number]['verdict'], { title: string; tone: Tone }>> = { passed: { title: '符合', tone: 'green' }, failed: { title: '不符合', tone: 'red' }, unknown: { title: '未知', tone: 'neutral' } }

export interface RuleLine {
  key: string
  title: string
  required: string
  actual: string
  verdict: string
  tone: Tone
}

/** Failed first, then unknown, then passed; each with what is asked and what is. */
export function ruleLines({ rules }: Fit): RuleLine[] {
  const order = ['failed', 'unknown', 'passed']
  return rules
    .map((rule, i) => ({ rule, i }))
    .sort((a, b) => order.indexOf(a.rule.verdict) - order.indexOf(b.rule.verdict) || a.i - b.i)
    .map(({ rule, i }) => ({
      key: `${i}`,
      title: rule.kind,
      required: `要求：${rule.required}`,
      actual: `目前：${rule.actual}${rule.source === null ? '' : `（${rule.source}${rule.asOf === null ? '' : `，${day(rule.asOf)}`}）`}`,
      verdict: VERDICTS[rule.verdict].title,
      tone: VERDICTS[rule.verdict].tone,
    }))
}

/** Whether to reckon with a subsidy, and which; nothing to choose where there is none. */
export const subsidyChips = ({ programmes }: Pick<Product, 'programmes'>): ChipItem[] => {
  const subsidies = programmes.filter(({ kind }) => kind === 'interest-subsidy').map(({ code, title }) => ({ code, title }))
  return subsidies.length === 0 ? [] : [...subsidies, { code: '', title: '不算贴息' }]
}

/** What a change's button says; nothing where there is only time to pass. */
export const WAY_ACTIONS: Readonly<Record<Way['do'], string | null>> = { wait: null, repair: '去申请修复', 'leave-list': '看名单记录', ask: '按这个金额算', term: '按这个期限算', collateral: '填写担保' }

export const askedWords = ({ amountFen, months }: Asked): string => `借 ${wan(amountFen)}，用 ${months} 个月`
