import type { DeskReceipt, Verdict } from '@xinhui/contract'
import type { Fact } from '../../../components/facts'
import { ApiError } from '../../../lib/api-error'
import { moment, until } from '../../../lib/format'
import type { ScanDraft } from '../offline/judge'
import type { BookedScan } from '../offline/scan-book'

/** What the clerk says of the bill: another purchase than the one before; the shop's own promotion is on it. */
export interface Said {
  otherBill?: true
  promotions?: true
}

/** Where the clerk is with one customer. What was scanned stays until there is a verdict on it. */
export type Step =
  | { at: 'scanning' }
  | { at: 'checking'; presented: string }
  /** `why`: nor could the phone judge it by itself. */
  | { at: 'unchecked'; presented: string; error: ApiError; why?: string }
  /** `draft`: judged by the phone alone; confirming writes it down. `ask`: what confirming says no to. `unkept`: the phone could not keep it. */
  | { at: 'verdict'; presented: string; verdict: Verdict; failure?: ApiError; offline?: true; draft?: ScanDraft; ask?: string; said?: Said; unkept?: true }
  | { at: 'done'; receipt: DeskReceipt }
  | { at: 'kept'; scan: BookedScan }

export type Event =
  | { type: 'read'; presented: string }
  /** The clerk said something of the bill: looked at once more. */
  | { type: 'recheck'; presented: string }
  | { type: 'checked'; presented: string; verdict: Verdict; said?: Said }
  | { type: 'check-failed'; presented: string; error: ApiError; why?: string }
  | { type: 'judged'; presented: string; verdict: Verdict; draft?: ScanDraft; ask?: string; said?: Said }
  | { type: 'kept'; presented: string; scan: BookedScan }
  | { type: 'unkept'; presented: string }
  | { type: 'redeem-failed'; presented: string; error: ApiError }
  | { type: 'redeemed'; presented: string; receipt: DeskReceipt }
  | { type: 'again' }

/** Codes with which the server decides on what was shown, as the code of a verdict. */
const REFUSALS: Readonly<Record<string, string>> = {
  PASS_INVALID: 'FORGED',
  PASS_EXPIRED: 'PASS_EXPIRED',
  PASS_USED: 'PASS_USED',
  WRONG_MERCHANT: 'WRONG_MERCHANT',
  MERCHANT_SUSPENDED: 'SUSPENDED',
  VOUCHER_USED: 'USED',
  VOUCHER_EXPIRED: 'EXPIRED',
  VOUCHER_CANCELLED: 'CANCELLED',
  VOUCHER_SUSPENDED: 'SUSPENDED',
  VOUCHER_NOT_NOW: 'NOT_NOW',
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** A redemption that lost (used meanwhile, pass too old) is a verdict too; undefined for a mere failure. */
export function refusedVerdict(error: ApiError, before: Verdict): Verdict | undefined {
  const code = REFUSALS[error.code]
  if (code === undefined) return undefined
  return {
    ...before,
    verdict: 'may-not',
    code: error.code === 'VOUCHER_NOT_NOW' ? (text(error.facts.reason) ?? code) : code,
    sentence: error.detail === '' ? error.title : error.detail,
    instructions: null,
    usedAt: text(error.facts.usedAt),
    usedStoreName: text(error.facts.storeName),
  }
}

/** An answer about another code than the one in hand came too late and changes nothing. */
export function nextStep(step: Step, event: Event): Step {
  switch (event.type) {
    case 'again':
      return { at: 'scanning' }
    case 'read':
      return step.at === 'scanning' || step.at === 'unchecked' ? { at: 'checking', presented: event.presented } : step
    case 'recheck':
      return step.at === 'verdict' && step.presented === event.presented ? { at: 'checking', presented: event.presented } : step
    case 'checked':
      return step.at === 'checking' && step.presented === event.presented ? { at: 'verdict', presented: event.presented, verdict: event.verdict, ...(event.said ? { said: event.said } : {}) } : step
    case 'check-failed':
      return step.at === 'checking' && step.presented === event.presented ? { at: 'unchecked', presented: event.presented, error: event.error, ...(event.why === undefined ? {} : { why: event.why }) } : step
    case 'judged':
      return (step.at === 'checking' || step.at === 'verdict') && step.presented === event.presented ? { at: 'verdict', presented: event.presented, verdict: event.verdict, offline: true, ...(event.draft ? { draft: event.draft } : {}), ...(event.ask === undefined ? {} : { ask: event.ask }), ...(event.said ? { said: event.said } : {}) } : step
    case 'kept':
      return step.at === 'verdict' && step.presented === event.presented ? { at: 'kept', scan: event.scan } : step
    case 'unkept':
      return step.at === 'verdict' && step.presented === event.presented ? { ...step, unkept: true } : step
    case 'redeemed':
      return step.at === 'verdict' && step.presented === event.presented ? { at: 'done', receipt: event.receipt } : step
    case 'redeem-failed': {
      if (step.at !== 'verdict' || step.presented !== event.presented) return step
      const verdict = refusedVerdict(event.error, step.verdict)
      return verdict ? { at: 'verdict', presented: step.presented, verdict } : { ...step, failure: event.error }
    }
  }
}

export interface VerdictWords {
  may: boolean
  heading: '可核销' | '不可核销'
  sentence: string
  /** What the clerk does now. */
  todo: string
  facts: Fact[]
}

/** What to say to the customer when nothing can be done with what was shown. */
const ADVICE: Readonly<Record<string, string>> = {
  USED: '请告诉顾客这张券用过了，按原价结算',
  PASS_USED: '请顾客等出示码更新后，再扫一次',
  PASS_EXPIRED: '请顾客打开出示码等它更新，再扫一次',
  NOT_YET: '请等几秒，再扫一次',
  EXPIRED: '请告诉顾客这张券过期了，按原价结算',
  CANCELLED: '请告诉顾客这张券已退回，按原价结算',
  WRONG_MERCHANT: '请告诉顾客这张券要去别的商户用',
  WRONG_STORE: '请告诉顾客这张券要去别的门店用',
  SUSPENDED: '请联系店主，暂时不能核销',
  STORE_CLOSED: '请换一家营业的门店，再扫一次',
  MISTYPED: '请逐组核对收银码，再输入一次',
  WRONG_CODE: '请看顾客屏幕上现在的收银码，再输入一次',
  WITHDRAWN: '请告诉顾客这张券已用过或已退回，按原价结算',
  NOT_NOW: '请告诉顾客现在不能用，按原价结算',
  BLACKOUT_DAY: '请告诉顾客今天不能用，按原价结算',
  BLACKOUT_WEEKDAY: '请告诉顾客今天不能用，按原价结算',
  BLACKOUT_HOURS: '请告诉顾客这个时段不能用，按原价结算',
  NOT_STACKABLE: '同一笔消费只用一张；另一笔消费的，点下面的按钮',
  UNREADABLE: '请顾客打开“我的券”里的出示码，再扫一次',
  FORGED: '请顾客打开“我的券”里的出示码，再扫一次',
}

export function verdictWords(verdict: Verdict, said: Said = {}): VerdictWords {
  const may = verdict.verdict === 'may'
  const used = verdict.usedAt !== null && [{ name: '使用时间', value: moment(verdict.usedAt) }]
  const where = verdict.usedStoreName !== null && [{ name: '使用门店', value: verdict.usedStoreName }]
  return {
    may,
    heading: may ? '可核销' : '不可核销',
    sentence: verdict.sentence,
    todo: may ? (verdict.instructions ?? '按优惠结算') : (said.promotions && verdict.code === 'NOT_STACKABLE' ? '请顾客选一样：用店内活动，或用这张券' : ADVICE[verdict.code ?? ''] ?? '请顾客刷新出示码，再扫一次'),
    facts: [
      ...(verdict.perkTitle === null ? [] : [{ name: '优惠', value: verdict.perkTitle }]),
      ...(used || []),
      ...(where || []),
      ...(verdict.voucherExpiresAt === null ? [] : [{ name: '券有效至', value: until(verdict.voucherExpiresAt) }]),
    ],
  }
}

/** What confirming says: it answers what the clerk was asked. */
export function confirmWords({ ask, verdict }: { ask?: string; verdict: Pick<Verdict, 'asksPromotions'> }): string {
  const no = [...(ask === undefined ? [] : ['不是同一笔消费']), ...(verdict.asksPromotions ? ['没有店内活动'] : [])]
  return [...no, '确认核销'].join('，')
}

/** What was admitted without network, until the server has it. */
export const keptFacts = ({ benefit, admittedAt }: Pick<BookedScan, 'benefit' | 'admittedAt'>): Fact[] => [
  { name: '优惠', value: benefit },
  { name: '核销时间', value: moment(admittedAt) },
  { name: '入账', value: '联网后自动入账，顾客那时收到凭据' },
]
