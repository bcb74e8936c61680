import type { StatementStatus } from '@xinhui/contract'

export interface StatementEdge {
  from: readonly StatementStatus[]
  to: StatementStatus
  /** Action of the audit row. */
  event: string
}

/** A statement 结算单 is drawn, answered by the merchant, judged by the office where disputed, and paid once. */
export const STATEMENT_EDGES = {
  confirm: { from: ['drawn'], to: 'confirmed', event: 'settlement.confirm' },
  dispute: { from: ['drawn'], to: 'disputed', event: 'settlement.dispute' },
  resolve: { from: ['disputed'], to: 'resolved', event: 'settlement.resolve' },
  pay: { from: ['confirmed', 'resolved'], to: 'paid', event: 'settlement.pay' },
} as const satisfies Record<string, StatementEdge>

export const STATEMENT_DRAWN = 'settlement.draw'
