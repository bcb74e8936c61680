import type { PerkKind } from '@xinhui/rules'

/** Columns of the perks’ file beyond what every perk fills; `{spring}` is the Spring Festival that comes next. */
export const RULE_HEADERS = ['适用对象', '适用门店', '不可用日期', '不可用星期', '不可用时段', '叠加规则', '每天限量', '限量周期', '每期每人限领', '合作链接'] as const

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
  /** The typed benefit of each tier, where its words do not say a number. */
  values?: string
  rules?: Partial<Record<(typeof RULE_HEADERS)[number], string>>
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
