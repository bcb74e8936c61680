import type { LoanFound, LoanStep } from './queries'

export type Deed = LoanFound['deeds'][number]

export const DEEDS: Readonly<Record<Deed, string>> = { accept: '受理', review: '开始尽职调查', offer: '报价', refuse: '不予通过', sign: '登记签约', disburse: '登记放款', repay: '登记还款', overdue: '登记逾期', renew: '登记续贷', settle: '登记结清' }

/** What is typed, as text. Amounts in 万元, rates in per cent, days as the browser gives them. */
export interface Typed {
  amount: string
  rate: string
  months: string
  fee: string
  /** In yuan; empty is none. */
  interest: string
  validDays: string
  on: string
  dueOn: string
  code: string
  note: string
  firstLoan: boolean
  withoutPrincipal: boolean
}

type Line = Exclude<keyof Typed, 'firstLoan' | 'withoutPrincipal'>

const AMOUNT = { name: 'amount', label: '金额（万元）', type: 'text' } as const
const TERMS = [AMOUNT, { name: 'rate', label: '年利率（%）', type: 'text' }, { name: 'months', label: '期限（月）', type: 'number' }] as const
const on = (label: string) => ({ name: 'on', label, type: 'date' }) as const
const INTEREST = { name: 'interest', label: '同时收到的利息（元）', type: 'text' } as const
const DUE = { name: 'dueOn', label: '到期日', type: 'date' } as const

export const FIELDS: Readonly<Record<Deed, readonly { name: Line; label: string; type: 'text' | 'number' | 'date' }[]>> = {
  accept: [],
  review: [],
  offer: [...TERMS, { name: 'fee', label: '一次性费用（元）', type: 'text' }, { name: 'validDays', label: '有效期（天）', type: 'number' }],
  refuse: [{ name: 'note', label: '补充说明（企业看得到，可不填）', type: 'text' }],
  sign: [...TERMS, on('签约日')],
  disburse: [AMOUNT, on('放款日'), DUE],
  repay: [{ ...AMOUNT, label: '还的本金（万元）' }, INTEREST, on('还款日')],
  overdue: [on('逾期日')],
  renew: [on('续贷日'), DUE],
  settle: [INTEREST, on('结清日')],
}

const wan = (fen: number) => String(fen / 1_000_000)

/** What is likeliest, so that little has to be typed: what the firm asks for, what was agreed to, what is still owed. */
export function startOf(found: LoanFound, today: string): Typed {
  const terms = found.signed ?? found.counter ?? found.offer
  const owed = found.disbursed === null ? undefined : found.disbursed.amountFen - found.disbursed.repaidFen
  const agreed = found.status === 'agreed' ? found.offer : terms
  return {
    amount: wan(owed ?? agreed?.amountFen ?? found.amountFen),
    rate: agreed ? String(agreed.rateBps / 100) : '',
    months: String(agreed?.termMonths ?? found.termMonths),
    fee: '0',
    interest: '',
    validDays: '10',
    on: today,
    dueOn: '',
    code: '',
    note: '',
    firstLoan: false,
    withoutPrincipal: false,
  }
}

/** Hundredths of what is typed: `3.85` → 385. Undefined for anything with more digits than that. */
function hundredths(text: string): number | undefined {
  return /^\d{1,9}(\.\d{1,2})?$/.test(text.trim()) ? Math.round(Number(text) * 100) : undefined
}

const fenOfWan = (text: string): number | undefined => {
  const fen = /^\d{1,6}(\.\d{1,6})?$/.test(text.trim()) ? Math.round(Number(text) * 1_000_000) : 0
  return fen > 0 ? fen : undefined
}

/** What was paid beside the principal: nothing typed is nothing; undefined for what is no amount. */
const interestOf = (text: string): { interestFen?: number } | undefined => {
  if (text.trim() === '') return {}
  const interestFen = hundredths(text)
  return interestFen === undefined ? undefined : { interestFen }
}

const whole = (text: string): number | undefined => (/^[1-9]\d{0,3}$/.test(text.trim()) ? Number(text) : undefined)
const dayOf = (text: string): string | undefined => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined)

/** The step as the API takes it; undefined while something is missing or is no number. */
export function stepFrom(kind: Deed, typed: Typed): LoanStep | undefined {
  const amountFen = fenOfWan(typed.amount)
  const rateBps = hundredths(typed.rate)
  const termMonths = whole(typed.months)
  const [on, dueOn] = [dayOf(typed.on), dayOf(typed.dueOn)]
  const terms = amountFen === undefined || rateBps === undefined || termMonths === undefined ? undefined : { amountFen, rateBps, termMonths }
  switch (kind) {
    case 'accept':
    case 'review':
      return { kind }
    case 'offer': {
      const [feeFen, validDays] = [hundredths(typed.fee), whole(typed.validDays)]
      return terms && feeFen !== undefined && validDays !== undefined ? { kind, ...terms, feeFen, validDays } : undefined
    }
    case 'refuse':
      return typed.code === '' ? undefined : { kind, code: typed.code, ...(typed.note.trim() === '' ? {} : { note: typed.note.trim() }) }
    case 'sign':
      return terms && on ? { kind, ...terms, signedOn: on } : undefined
    case 'disburse':
      return amountFen !== undefined && on && dueOn ? { kind, amountFen, on, dueOn, firstLoan: typed.firstLoan } : undefined
    case 'repay': {
      const [principal, interest] = [/^0*$/.test(typed.amount.trim()) ? 0 : amountFen, interestOf(typed.interest)]
      return principal !== undefined && interest && on && principal + (interest.interestFen ?? 0) > 0 ? { kind, amountFen: principal, ...interest, on } : undefined
    }
    case 'renew':
      return on && dueOn ? { kind, on, dueOn, withoutPrincipal: typed.withoutPrincipal } : undefined
    case 'overdue':
      return on ? { kind, on } : undefined
    case 'settle': {
      const interest = interestOf(typed.interest)
      return on && interest ? { kind, ...interest, on } : undefined
    }
  }
}
