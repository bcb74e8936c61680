import type { VoucherStatus } from '@xinhui/contract'

export interface VoucherEdge {
  from: VoucherStatus
  to: VoucherStatus
  /** Action of the audit row this move leaves. */
  event: string
  /** What the voucher's `expiresAt` must say at the moment of the move. */
  expiry: 'before' | 'after' | 'any'
}

/** Every way a voucher's state changes. A claim makes it `issued`. */
export const VOUCHER_EDGES = {
  redeem: { from: 'issued', to: 'redeemed', event: 'voucher.redeemed', expiry: 'before' },
  /** A use without network that is handed in later: it was in time when it happened … */
  redeemOffline: { from: 'issued', to: 'redeemed', event: 'voucher.redeemed', expiry: 'any' },
  /** … also when the sweep came by in between. */
  redeemExpired: { from: 'expired', to: 'redeemed', event: 'voucher.redeemed', expiry: 'any' },
  cancel: { from: 'issued', to: 'cancelled', event: 'voucher.cancelled', expiry: 'before' },
  /** The merchant leaves: what is still to use is taken back. */
  withdraw: { from: 'issued', to: 'cancelled', event: 'voucher.withdrawn', expiry: 'any' },
  expire: { from: 'issued', to: 'expired', event: 'voucher.expired', expiry: 'after' },
  /** A redemption reversed while the voucher is still good gives it back … */
  reverse: { from: 'redeemed', to: 'issued', event: 'voucher.reversed', expiry: 'before' },
  /** … and afterwards it is over. */
  reverseLate: { from: 'redeemed', to: 'expired', event: 'voucher.reversed', expiry: 'after' },
} as const satisfies Record<string, VoucherEdge>

export const VOUCHER_CLAIMED = 'voucher.claimed'

/** Whether a voucher in this state counts against the per-person limit (it then has a `claimNo`). */
export const holdsClaim = (status: VoucherStatus): boolean => status === 'issued' || status === 'redeemed'

/** Whether a voucher in this state has used up a piece of the quota: only giving back returns it. */
export const holdsQuota = (status: VoucherStatus): boolean => status !== 'cancelled'

/** While its merchant is suspended a voucher's time stands still: what counts as now for it. */
export const voucherClock = (merchant: { status: string; suspendedAt: Date | null } | undefined, now: Date): Date => (merchant?.status === 'suspended' ? (merchant.suspendedAt ?? now) : now)

/** What everybody sees: past its time a voucher is expired at once, whether or not the sweep has come by. `now` is its own clock's. */
export function publicStatus(voucher: { status: VoucherStatus; expiresAt: Date }, now: Date): VoucherStatus {
  return voucher.status === 'issued' && voucher.expiresAt <= now ? 'expired' : voucher.status
}
