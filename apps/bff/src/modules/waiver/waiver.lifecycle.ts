import type { WaiverStatus } from '@xinhui/contract'

export interface WaiverEdge {
  from: readonly WaiverStatus[]
  to: WaiverStatus
  /** Action of the audit row, and of the line in the timeline. */
  event: string
}

/** Every way a waiver order's state changes. A quote makes it `quoted`. */
export const WAIVER_EDGES = {
  reserve: { from: ['quoted'], to: 'reserved', event: 'waiver.reserved' },
  cancel: { from: ['reserved'], to: 'cancelled', event: 'waiver.cancelled' },
  /** Nobody came: the voucher ended or was given back. */
  lapse: { from: ['reserved'], to: 'cancelled', event: 'waiver.lapsed' },
  /** The merchant has left before anybody came. */
  withdraw: { from: ['reserved'], to: 'cancelled', event: 'waiver.withdrawn' },
  /** 支付分 will not carry this order. */
  refuse: { from: ['reserved'], to: 'cancelled', event: 'waiver.refused' },
  handOver: { from: ['reserved'], to: 'in-use', event: 'waiver.handed-over' },
  /** The till, or the office that upheld 不是我本人, reversed the redemption. */
  takeBack: { from: ['in-use', 'overdue'], to: 'reserved', event: 'waiver.taken-back' },
  runLate: { from: ['in-use'], to: 'overdue', event: 'waiver.overdue' },
  giveBack: { from: ['in-use', 'overdue'], to: 'returned', event: 'waiver.returned' },
  /** After a return with reservation, or when it is overdue: damage, or loss. */
  claim: { from: ['returned', 'overdue'], to: 'claimed', event: 'waiver.claimed' },
  accept: { from: ['claimed'], to: 'resolved', event: 'waiver.claim-accepted' },
  /** The time to dispute is over. */
  stand: { from: ['claimed'], to: 'resolved', event: 'waiver.claim-stood' },
  /** A claim the person does not agree to; or a return the merchant did not register. */
  dispute: { from: ['claimed', 'overdue'], to: 'disputed', event: 'waiver.disputed' },
  decide: { from: ['disputed'], to: 'resolved', event: 'waiver.decided' },
  settle: { from: ['returned', 'resolved'], to: 'settled', event: 'waiver.settled' },
} as const satisfies Record<string, WaiverEdge>

/** What happens to an order without moving it. */
export const WAIVER_EVENTS = {
  quote: 'waiver.quoted',
  confirm: 'waiver.confirmed',
  bill: 'waiver.billed',
  reduce: 'waiver.reduced',
  remind: 'waiver.reminded',
  paidAtCounter: 'waiver.paid-at-counter',
  /** A desk without network had handed over what was an order no more. */
  handedOverLate: 'waiver.handed-over-late',
  payScoreEnded: 'waiver.pay-score-ended',
} as const

/** Whether an order in this state counts against its person's limit. */
export const holdsExposure = (status: WaiverStatus): boolean => status !== 'quoted' && status !== 'cancelled' && status !== 'settled'

/** The states in which something may still be owed or asked: what somebody who leaves is told about. */
export const OPEN_STATES: readonly WaiverStatus[] = ['reserved', 'in-use', 'overdue', 'returned', 'claimed', 'disputed', 'resolved']

export type PayState = 'none' | 'asked' | 'confirmed' | 'billed' | 'paid' | 'ended'

/** 支付分 tells things late, twice and in any order: what is known is never unlearned. */
const RANKS: Readonly<Record<PayState, number>> = { none: 0, asked: 1, confirmed: 2, billed: 3, ended: 4, paid: 5 }
export const isNews = (known: PayState, told: PayState): boolean => RANKS[told] > RANKS[known]
