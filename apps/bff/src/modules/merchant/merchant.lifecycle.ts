type Standing = 'active' | 'suspended' | 'terminated'

export interface MerchantEdge {
  from: readonly Standing[]
  to: Standing
  /** Action of the audit row this move leaves. */
  event: string
}

/** Every way a merchant's standing changes. An approved application makes it `active`. */
export const MERCHANT_EDGES = {
  suspend: { from: ['active'], to: 'suspended', event: 'merchant.suspend' },
  resume: { from: ['suspended'], to: 'active', event: 'merchant.resume' },
  /** A partner that left applies again, and is approved. */
  readmit: { from: ['terminated'], to: 'active', event: 'merchant.approve' },
  terminate: { from: ['active', 'suspended'], to: 'terminated', event: 'merchant.terminate' },
} as const satisfies Record<string, MerchantEdge>
