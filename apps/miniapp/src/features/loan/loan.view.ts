import type { Api } from '@xinhui/contract'
import type { Fact } from '../../components/facts'
import type { Tone } from '../../components/tag'
import type { TimelineItem } from '../../components/timeline'
import { day, moment, percent, wan, yuan } from '../../lib/format'

export type Request = Api['GET /firms/{firmId}/loan-requests']['response']['items'][number]
export type Summary = Api['GET /firms/{firmId}/loan-applications']['response']['items'][number]
export type Application = Api['GET /loan-applications/{applicationId}']['response']
export type Match = Api['GET /loan-requests/{requestId}/matches']['response']['items'][number]
export type ItemConsent = Api['GET /firms/{firmId}/item-consents']['response']['items'][number]
type Need = Api['POST /firms/{firmId}/loan-requests']['body']
type Status = Application['status']

export const USES: readonly { code: Need['use']; title: string }[] = [
  { code: 'stock', title: '进货备货' },
  { code: 'working-capital', title: '日常周转' },
  { code: 'equipment', title: '购置设备' },
  { code: 'premises', title: '场地装修' },
  { code: 'wages', title: '发放工资' },
  { code: 'research', title: '研发投入' },
  { code: 'refinance', title: '归还到期贷款' },
  { code: 'other', title: '其他' },
]

const TERMS = [3, 6, 12, 24, 36]
/** The usual terms, and the one asked for. */
export const termsWith = (asked: string) => [...new Set([...TERMS, Number(asked)])].sort((a, b) => a - b).map((months) => ({ code: String(months), title: `${months} 个月` }))

export const COLLATERALS: readonly { code: Need['collateral'][number]['kind'] | ''; title: string }[] = [
  { code: '', title: '没有' },
  { code: 'order', title: '订单' },
  { code: 'warehouse-receipt', title: '仓单' },
  { code: 'policy', title: '保单' },
  { code: 'inventory', title: '存货' },
  { code: 'receivable', title: '应收账款' },
  { code: 'intellectual-property', title: '知识产权' },
  { code: 'real-estate', title: '房产土地' },
  { code: 'equipment', title: '设备' },
  { code: 'guarantor', title: '保证人' },
]

export interface Form {
  wan: string
  term: string
  use: Need['use']
  collateral: Need['collateral'][number]['kind'] | ''
  worth: string
  note: string
  inPool: boolean
}

/** Banks are shown a need only when its owner puts it before them: the tick begins empty. */
export const START: Form = { wan: '', term: '12', use: 'stock', collateral: '', worth: '', note: '', inPool: false }

/** A form that begins with an amount in fen and a term in months, as far as they are such. */
export function startOf(amountFen: string | undefined, months: string | undefined): Form {
  const fen = Number(amountFen)
  const term = Number(months)
  return { ...START, ...(Number.isSafeInteger(fen) && fen >= 1_000_000 && fen % 100 === 0 ? { wan: String(fen / 1_000_000) } : {}), ...(Number.isInteger(term) && term >= 1 && term <= 360 ? { term: String(term) } : {}) }
}

/** `50`, `12.5` (万元) → fen; undefined for what is no such amount. */
export function fenOf(text: string): number | undefined {
  const clean = text.trim().replace(/[,，\s]|万元?$/g, '')
  if (!/^\d{1,6}(\.\d{1,4})?$/.test(clean)) return undefined
  const fen = Math.round(Number(clean) * 1_000_000)
  return fen > 0 ? fen : undefined
}

/** What the API takes at most. */
const MOST_FEN = 100_000_000_000

/** The need as the API takes it, or what is wrong with it by field. */
export function needOf(form: Form): { need: Need } | { errors: Partial<Record<'wan' | 'worth', string>> } {
  const amountFen = fenOf(form.wan)
  const worth = form.collateral === '' ? undefined : fenOf(form.worth)
  const errors = {
    ...(amountFen === undefined || amountFen < 1_000_000 || amountFen > MOST_FEN ? { wan: '请填写金额，1 万元至 10 亿元' } : {}),
    ...(form.collateral !== '' && worth === undefined ? { worth: '请填写大约值多少万元' } : {}),
  }
  if (amountFen === undefined || Object.keys(errors).length > 0) return { errors }
  const note = form.note.trim()
  return { need: { amountFen, termMonths: Number(form.term), use: form.use, collateral: form.collateral === '' || worth === undefined ? [] : [{ kind: form.collateral, valueFen: worth }], inPool: form.inPool, ...(note === '' ? {} : { note }) } }
}

export const needTitle = ({ amountFen, termMonths }: { amountFen: number; termMonths: number }): string => `${wan(amountFen)} · ${termMonths} 个月`

const TONES: Readonly<Partial<Record<Status, Tone>>> = { offered: 'red', overdue: 'red', agreed: 'amber', submitted: 'amber', accepted: 'amber', reviewing: 'amber', countered: 'amber', signed: 'amber', disbursed: 'green', renewed: 'green', settled: 'green' }
export const toneOf = (status: Status): Tone => TONES[status] ?? 'neutral'

/** What the reader has to do comes first, then what is under way, then what is over. */
const ORDER: readonly Tone[] = ['red', 'amber', 'green']
export function byUrgency(items: readonly Summary[]): Summary[] {
  const place = ({ status }: Summary) => (ORDER.indexOf(toneOf(status)) + ORDER.length + 1) % (ORDER.length + 1)
  return [...items].sort((a, b) => place(a) - place(b) || (a.submittedAt < b.submittedAt ? 1 : -1))
}

/** Of the special classes behind a field, those the firm has not authorised to the city: a lender reads nothing of them. */
export const unseenItems = (known: readonly ItemConsent[], items: readonly string[]): ItemConsent[] => known.filter(({ item, consentId }) => items.includes(item) && consentId === null)

/** How a lender is warned of; the service counts from the city's number of times on. */
export const lateWords = (count: number): string | undefined => (count > 0 ? `近一年 ${count} 次超时答复` : undefined)

export const GROUPS: readonly { status: Match['status']; title: string; note: string }[] = [
  { status: 'fits', title: '符合条件', note: '按总成本从低到高' },
  { status: 'unknown', title: '还缺信息', note: '授权后就知道符不符合，不授权不算不符合' },
  { status: 'failed', title: '暂不符合', note: '写明差在哪里、怎样能符合' },
]

export const matchFacts = ({ product, costFen, subsidyFen }: Match): readonly Fact[] => [
  { name: '总成本约', value: `${yuan(costFen)}起${subsidyFen > 0 ? `，已减贴息 ${yuan(subsidyFen)}` : ''}` },
  { name: '年利率', value: product.rateMinBps === product.rateMaxBps ? percent(product.rateMinBps) : `${percent(product.rateMinBps)}–${percent(product.rateMaxBps)}` },
  { name: '还款', value: product.repayment },
  { name: '答复', value: `${product.responseWorkingDays} 个工作日内` },
]

const VERDICTS: Readonly<Record<Match['rules'][number]['verdict'], string>> = { passed: '符合', failed: '不符合', unknown: '未知' }
export const ruleFacts = ({ rules }: Match): readonly Fact[] => rules.map((rule, i) => ({ name: `${i + 1}. ${rule.kind}（${VERDICTS[rule.verdict]}）`, value: `要求${rule.required}；目前${rule.actual}${rule.source === null ? '' : `（${rule.source}${rule.asOf === null ? '' : `，${day(rule.asOf)}`}）`}` }))

/** What an offer costs, in yuan first. */
export const offerFacts = ({ amountFen, rateBps, termMonths, feeFen, costFen, effectiveBps, validUntil }: NonNullable<Application['offer']>): readonly Fact[] => [
  { name: '总成本', value: `${yuan(costFen)}（利息和费用）` },
  { name: '其中费用', value: yuan(feeFen) },
  { name: '金额', value: wan(amountFen) },
  { name: '年利率', value: percent(rateBps) },
  { name: '年化利率', value: `${percent(effectiveBps)}，含费用` },
  { name: '期限', value: `${termMonths} 个月` },
  { name: '有效至', value: day(validUntil) },
]

export function loanFacts({ signed, disbursed }: Application): readonly Fact[] {
  return [
    ...(signed ? [{ name: '授信', value: `${wan(signed.amountFen)}，${percent(signed.rateBps)}，${signed.termMonths} 个月` }, { name: '签约', value: day(signed.signedOn) }] : []),
    ...(disbursed ? [{ name: '放款', value: `${wan(disbursed.amountFen)}，${day(disbursed.on)}` }, { name: '到期', value: day(disbursed.dueOn) }, { name: '已还本金', value: yuan(disbursed.repaidFen) }] : []),
  ]
}

/** Where a subsidy stands, with its dates; what is not available is said first. */
export function subsidyFacts(subsidy: NonNullable<Application['support']['subsidy']>): readonly Fact[] {
  const { title, issuer, isAvailable, state, reservedFen, interestPaidFen, dueFen, paidFen, promisedOn, closedOn, payments } = subsidy
  if (!isAvailable) return [{ name: title, value: '企业符合，但放款时项目资金已经用完，没有占到。利息按合同付。' }]
  return [
    { name: title, value: `${state}，${issuer}` },
    { name: '最多补', value: `${yuan(reservedFen)}，${day(promisedOn)}留出` },
    { name: '已付利息', value: yuan(interestPaidFen) },
    { name: '应补', value: yuan(dueFen) },
    { name: '已补', value: paidFen === 0 ? '还没有' : payments.map(({ amountFen, on }) => `${yuan(amountFen)}（${day(on)}）`).join('、') },
    ...(closedOn === null ? [] : [{ name: '结束', value: day(closedOn) }]),
  ]
}

/** What happened with its day, then what runs now with the day it is due. */
export function timelineOf({ steps, clocks }: Application): TimelineItem[] {
  const done = steps.map(({ title, at, by, note }): TimelineItem => ({ title, at: `${moment(at)} · ${by}`, state: 'done', ...(note === null ? {} : { note }) }))
  const running = clocks
    .filter((clock) => clock.doneOn === null)
    .map(({ title, dueOn, workingDays, colour, provisional }): TimelineItem => ({
      title: `等待${title}`,
      at: `${day(dueOn)}前${workingDays === null ? '' : `，${workingDays} 个工作日`}${provisional ? '（暂估）' : ''}`,
      state: 'now',
      ...(colour === 'red' ? { note: '已超过时限' } : {}),
    }))
  return [...done, ...running]
}

export const COMPLAINTS: readonly { code: Api['POST /loan-applications/{applicationId}/complaints']['body']['kind']; title: string }[] = [
  { code: 'slow', title: '办理拖延' },
  { code: 'hidden-fee', title: '额外收费' },
  { code: 'tied-sale', title: '搭售产品' },
  { code: 'unfair-terms', title: '条件不合理' },
  { code: 'conduct', title: '服务态度' },
  { code: 'other', title: '其他' },
]
