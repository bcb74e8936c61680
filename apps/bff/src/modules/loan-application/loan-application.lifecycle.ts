import { LenderDeed, type LoanStatus } from '@xinhui/contract'

interface LoanEdge {
  by: 'firm' | 'lender' | 'system'
  from: readonly LoanStatus[]
  to: LoanStatus
  /** Action of the audit row this move leaves. */
  event: string
}

/** Nothing is signed yet: either side may still leave. */
export const UNSIGNED: readonly LoanStatus[] = ['submitted', 'accepted', 'reviewing', 'offered', 'countered', 'agreed']
/** Money is out. */
const LENT: readonly LoanStatus[] = ['disbursed', 'renewed', 'overdue']

export const LOAN_SUBMITTED = 'loan.submit'

/** Every way an application moves. A repayment that pays the rest settles; one of an overdue loan brings it back into order. */
export const LOAN_EDGES = {
  accept: { by: 'lender', from: ['submitted'], to: 'accepted', event: 'loan.accept' },
  review: { by: 'lender', from: ['accepted'], to: 'reviewing', event: 'loan.review' },
  offer: { by: 'lender', from: ['accepted', 'reviewing', 'countered'], to: 'offered', event: 'loan.offer' },
  refuse: { by: 'lender', from: UNSIGNED, to: 'refused', event: 'loan.refuse' },
  sign: { by: 'lender', from: ['agreed'], to: 'signed', event: 'loan.sign' },
  disburse: { by: 'lender', from: ['signed'], to: 'disbursed', event: 'loan.disburse' },
  repay: { by: 'lender', from: LENT, to: 'disbursed', event: 'loan.repay' },
  overdue: { by: 'lender', from: ['disbursed', 'renewed'], to: 'overdue', event: 'loan.overdue' },
  renew: { by: 'lender', from: LENT, to: 'renewed', event: 'loan.renew' },
  settle: { by: 'lender', from: LENT, to: 'settled', event: 'loan.settle' },
  counter: { by: 'firm', from: ['offered'], to: 'countered', event: 'loan.counter' },
  agree: { by: 'firm', from: ['offered'], to: 'agreed', event: 'loan.agree' },
  decline: { by: 'firm', from: ['offered'], to: 'declined', event: 'loan.decline' },
  withdraw: { by: 'firm', from: UNSIGNED, to: 'withdrawn', event: 'loan.withdraw' },
  return: { by: 'system', from: ['submitted'], to: 'returned', event: 'loan.return' },
  /** Its lender was suspended before it took it, or has left. */
  release: { by: 'system', from: UNSIGNED, to: 'returned', event: 'loan.release' },
  lapse: { by: 'system', from: ['offered'], to: 'declined', event: 'loan.lapse' },
} as const satisfies Record<string, LoanEdge>

export type LoanMove = keyof typeof LOAN_EDGES

export const CLOSED: readonly LoanStatus[] = ['refused', 'declined', 'withdrawn', 'returned', 'settled']

/** What a lender may do in this state. */
export const deedsOf = (status: LoanStatus): LenderDeed[] =>
  LenderDeed.options.filter((deed) => {
    const from: readonly LoanStatus[] = LOAN_EDGES[deed].from
    return from.includes(status)
  })

/** Steps of a loan that is signed are reports of the lender about its own loan: they need no consent and answer nothing of the firm. */
export const isReport = (move: LoanMove): boolean => LOAN_EDGES[move].by === 'lender' && LOAN_EDGES[move].from.every((status) => !UNSIGNED.includes(status))
