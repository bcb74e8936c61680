import type { Eligibility, Perk, PerkCard, PerkKind } from '@xinhui/contract'
import { type PerkTerms, termsInWords } from '@xinhui/rules'
import type { City } from '../city/load-city'
import type { MerchantRow, StoreRow } from '../merchant/merchant.store'
import { floorTier } from './perk.eligibility'
import type { PerkRow } from './perk.store'

const KIND_TITLES: Readonly<Record<PerkKind, string>> = {
  discount: '折扣',
  'amount-off': '立减',
  price: '优惠价',
  'free-use': '免费用',
  'deposit-waiver': '免押金',
  'post-pay': '先享后付',
  priority: '优先办理',
  'loaded-code': '兑换码',
  'partner-link': '合作链接',
}

export const sceneTitle = (city: City, scene: string): string => city.scenes.find((s) => s.code === scene)?.title ?? scene

/** Best first whatever the order they were stored in. */
const bestFirst = (tiers: PerkRow['tiers']) => [...tiers].sort((a, b) => (b.fromCenti ?? -1) - (a.fromCenti ?? -1))

export const presentStore = (row: StoreRow): Perk['stores'][number] => ({
  storeId: row.id,
  name: row.name,
  address: row.address,
  longitudeE6: row.longitudeE6,
  latitudeE6: row.latitudeE6,
  hours: row.hours,
})

/** Those of the merchant's open stores where the terms let a voucher be used. */
export const storesOf = (terms: PerkTerms, stores: readonly StoreRow[]): StoreRow[] => stores.filter((s) => terms.stores === null || terms.stores.includes(s.id))

/** The terms in sentences, the stores by name. */
export const conditionsOf = (terms: PerkTerms, stores: readonly StoreRow[]): string[] =>
  termsInWords(
    terms,
    storesOf(terms, stores).map((s) => s.name),
  )

export function presentCard(city: City, row: PerkRow, merchant: MerchantRow, eligibility: Eligibility, stores: readonly StoreRow[]): PerkCard {
  return {
    perkId: row.id,
    scene: row.scene,
    sceneTitle: sceneTitle(city, row.scene),
    kind: row.kind,
    kindTitle: KIND_TITLES[row.kind],
    title: row.title,
    headline: bestFirst(row.tiers)[0]?.benefit ?? row.title,
    merchantName: merchant.name,
    openToAll: floorTier(row.tiers) !== null,
    audience: row.terms.audience,
    stores: storesOf(row.terms, stores).map(presentStore),
    remaining: Math.max(0, row.quotaTotal - row.quotaUsed),
    eligibility,
  }
}

export function presentPerk(city: City, row: PerkRow, merchant: MerchantRow, eligibility: Eligibility, stores: readonly StoreRow[], myVoucherId: string | null): Perk {
  return {
    ...presentCard(city, row, merchant, eligibility, stores),
    merchantId: row.merchantId,
    summary: row.summary,
    tiers: bestFirst(row.tiers).map((t) => ({ title: t.title, benefit: t.benefit, fromCenti: t.fromCenti, mine: t.title === eligibility.tierTitle && t.benefit === eligibility.benefit })),
    claimFrom: row.claimFrom,
    claimUntil: row.claimUntil,
    voucherValidDays: row.voucherValidDays,
    perPersonLimit: row.perPersonLimit,
    instructions: row.instructions,
    conditions: conditionsOf(row.terms, stores),
    myVoucherId,
  }
}
