import type { Day } from '../day'

/** Wider data about a firm that is used only with its consent (国办发〔2021〕52号). */
export type DataClass = 'tax' | 'social-insurance' | 'loans' | 'registry'

/** A fact says where it comes from and since when. One that is not known says what would make it known; it never counts against the firm. */
export type Fact<T> =
  | { known: true; value: T; source: string; asOf: Day }
  | { known: false; why: 'no-consent'; consent: DataClass }
  | { known: false; why: 'no-data' }

export type FirmSize = 'micro' | 'small' | 'medium' | 'large'
export const FIRM_SIZES: readonly FirmSize[] = ['micro', 'small', 'medium', 'large']

/** `repairableOn`: first day on which its repair may be applied for; `null` when it cannot be repaired. A repaired penalty no longer counts. */
export interface FirmPenalty { id: string; decidedOn: Day; repairableOn: Day | null }

/** Being on a list. `endsOn`: first day off it if nothing is done. `removableOn`: first day on which removal may be applied for. */
export interface FirmListing { list: string; endsOn: Day | null; removableOn: Day | null }

/** What is known of a firm. There is no place for a natural person's score, and no rule could read one. */
export interface FirmFacts {
  registeredOn: Fact<Day>
  /** GB/T 4754 code. */
  industry: Fact<string>
  /** Six digits of GB/T 2260. */
  region: Fact<string>
  size: Fact<FirmSize>
  grade: Fact<string>
  taxRating: Fact<string>
  headcount: Fact<number>
  revenueFen: Fact<number>
  taxPaidFen: Fact<number>
  penalties: Fact<readonly FirmPenalty[]>
  lists: Fact<readonly FirmListing[]>
  /** Whether any bank ever lent to the firm. */
  borrowedBefore: Fact<boolean>
}

export type CollateralKind = 'real-estate' | 'equipment' | 'order' | 'warehouse-receipt' | 'policy' | 'inventory' | 'receivable' | 'intellectual-property' | 'guarantor'
export const COLLATERAL_KINDS: readonly CollateralKind[] = ['real-estate', 'equipment', 'order', 'warehouse-receipt', 'policy', 'inventory', 'receivable', 'intellectual-property', 'guarantor']

/** What a firm asks for, in fen and months, and what it offers as security. */
export interface LoanRequest { amountFen: number; termMonths: number; collateral: readonly { kind: CollateralKind; valueFen: number }[] }

/** Names of regions by their code of GB/T 2260, for words. */
export type RegionNames = Readonly<Record<string, string>>

/** Codes from worst to best; a city names its own grades and its regions. */
export interface Scales { grade: readonly string[]; taxRating: readonly string[]; regions?: RegionNames }
