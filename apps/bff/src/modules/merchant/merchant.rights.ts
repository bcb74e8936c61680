import type { MerchantPostRole } from '@xinhui/contract'

/** What a post lets its holder do beyond standing at the counter. */
export type MerchantRight = 'stores' | 'staff' | 'agreement' | 'settlement'

const RIGHTS: Readonly<Record<MerchantPostRole, readonly MerchantRight[]>> = {
  owner: ['stores', 'staff', 'agreement', 'settlement'],
  manager: ['stores', 'staff'],
  clerk: [],
}

/** Whom each role brings in, and whom it may send away. */
const BELOW: Readonly<Record<MerchantPostRole, readonly MerchantPostRole[]>> = { owner: ['owner', 'manager', 'clerk'], manager: ['clerk'], clerk: [] }

export const hasRight = (role: MerchantPostRole, right: MerchantRight): boolean => RIGHTS[role].includes(right)
export const mayInvite = (role: MerchantPostRole): MerchantPostRole[] => [...BELOW[role]]
export const isBelow = (role: MerchantPostRole, other: MerchantPostRole): boolean => BELOW[role].includes(other)

export const ROLE_TITLES: Readonly<Record<MerchantPostRole, string>> = { owner: '店主', manager: '店长', clerk: '店员' }
