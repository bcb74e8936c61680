export type PerkKind = 'discount' | 'amount-off' | 'price' | 'free-use' | 'deposit-waiver' | 'post-pay' | 'priority'

/** Benefit in words for each tier: from 750, 700 and 650 points, and for all. Without `all` the perk has no floor tier. */
export interface TierCopy {
  p750?: string
  p700?: string
  p650?: string
  all?: string
}

interface PerkCopy {
  scene: string
  kind: PerkKind
  title: string
  summary: string
  /** What the clerk does. */
  how: string
  tiers: TierCopy
  quota: number
  /** Claims a person; 1 unless told. */
  each?: number
  /** Days a voucher lives; 30 unless told. */
  days?: number
  /** What the city pays the merchant per redemption. */
  subsidyYuan?: number
}

export interface MerchantCopy {
  brand: string
  legalName: string
  /** First two characters of its USCC. */
  kind: '91' | '92' | '12' | '52'
  industry: string
  hours: string
  stores: readonly string[]
  perks: readonly PerkCopy[]
}
