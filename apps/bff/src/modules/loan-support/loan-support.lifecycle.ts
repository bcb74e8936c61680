/** Actions of the audit rows that money under a programme leaves. */
export const SUPPORT = {
  promised: 'loan-support.promised',
  unavailable: 'loan-support.unavailable',
  covered: 'loan-support.covered',
  due: 'loan-support.due',
  closed: 'loan-support.closed',
  cancelled: 'loan-support.cancelled',
  drawn: 'loan-support.batch-drawn',
  paid: 'loan-support.batch-paid',
  claimed: 'loan-support.claimed',
  approved: 'loan-support.claim-approved',
  rejected: 'loan-support.claim-rejected',
  compensated: 'loan-support.claim-paid',
} as const

/** A claim 代偿申请 is made of a covered loan, again after a refusal, decided, and paid by another person than who decided. */
export const CLAIM_EDGES = {
  claim: { from: ['covered', 'rejected'], to: 'claimed' },
  approve: { from: ['claimed'], to: 'approved' },
  reject: { from: ['claimed'], to: 'rejected' },
  pay: { from: ['approved'], to: 'paid' },
} as const
