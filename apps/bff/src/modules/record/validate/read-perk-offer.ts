import { type Blackouts, type PerkBenefit, PERK_KINDS, type PerkTerms, perkTermsProblems, type PerkTier, QUOTA_PERIODS, readBenefit, readBlackoutDays, readBlackoutHours, readBlackoutWeekdays } from '@xinhui/rules'
import type { Values } from './parse-cell'

/** A perk's terms as its row says them. Stores are still the merchant's own numbers. */
interface PerkOffer {
  tiers: PerkTier[]
  terms: Omit<PerkTerms, 'stores'>
  /** Null: all stores. */
  storeCodes: string[] | null
}

interface OfferProblem {
  field: string
  reason: string
}

/** Columns by the field of the terms they make. */
const COLUMNS: readonly (readonly [string, string])[] = [['blackouts.days', 'blackoutDays'], ['blackouts.weekdays', 'blackoutWeekdays'], ['blackouts.hours', 'blackoutHours'], ['quota.perDay', 'perDay'], ['quota.perPeriod', 'periodTotal'], ['tiers', 'tiers'], ['benefit', 'tiers']]

const text = (values: Values, field: string): string | null => {
  const value = values[field]
  return typeof value === 'string' ? value : null
}
const number = (values: Values, field: string): number | null => {
  const value = values[field]
  return typeof value === 'number' ? value : null
}
const oneOf = <T extends string>(value: string | null, options: readonly T[]): T | null => options.find((o) => o === value) ?? null

/** Typed benefits of the tiers: what 优惠数值 says of each, else what its words say. */
function readValues(values: Values, kind: (typeof PERK_KINDS)[number], tiers: readonly PerkTier[]): { value: PerkBenefit | null; asked: string | undefined }[] {
  const asked = text(values, 'values')?.split(/[|｜]/).map((v) => v.trim())
  const url = text(values, 'partnerUrl') ?? undefined
  return tiers.map((tier, i) => ({ value: readBenefit(kind, asked?.[i] ? asked[i] : tier.benefit, url), asked: asked?.[i] }))
}

function readBlackouts(values: Values, report: (field: string, reason: string) => void): Blackouts {
  const read = <T>(field: string, parse: (cell: string) => T[] | null, example: string): T[] => {
    const cell = text(values, field)
    const parsed = cell === null ? [] : parse(cell)
    if (parsed === null) report(field, `应写成 ${example}`)
    return parsed ?? []
  }
  return {
    days: read('blackoutDays', readBlackoutDays, '2027-02-15~2027-02-23|2027-05-01'),
    weekdays: read('blackoutWeekdays', readBlackoutWeekdays, '周六、周日'),
    hours: read('blackoutHours', readBlackoutHours, '11:30-13:00|17:00-19:00'),
  }
}

/** Reads the terms of a perk's row. With problems the offer is not to be used. Null: the kind or the tiers are not readable, which is told elsewhere. */
export function readPerkOffer(values: Values): { offer: PerkOffer; problems: OfferProblem[] } | null {
  const kind = oneOf(text(values, 'kind'), PERK_KINDS)
  const { tiers: given } = values
  if (kind === null || !Array.isArray(given)) return null
  const problems: OfferProblem[] = []
  const report = (field: string, reason: string) => {
    if (!problems.some((p) => p.field === field && p.reason === reason)) problems.push({ field, reason })
  }

  const read = readValues(values, kind, given)
  read.forEach(({ value, asked }, i) => {
    if (value !== null) return
    if (kind === 'partner-link') report('partnerUrl', '应为 https:// 开头的网址')
    else report(asked === undefined ? 'tiers' : 'values', `看不出第 ${i + 1} 档的数值，请在“优惠数值”里写明，如 8折、立减20元、3小时、5000元`)
  })
  const tiers = given.flatMap((tier, i) => {
    const value = read[i]?.value
    return value ? [{ ...tier, value }] : []
  })
  const unit = oneOf(text(values, 'period'), QUOTA_PERIODS)
  const [total, perPerson] = [number(values, 'periodTotal'), number(values, 'periodPerPerson')]
  if (unit === null && (total !== null || perPerson !== null)) report('period', '填了每期限量，就要填限量周期')
  const [best] = tiers
  const terms: PerkOffer['terms'] = {
    benefit: best?.value ?? { kind: 'priority' },
    blackouts: readBlackouts(values, report),
    stacking: oneOf(text(values, 'stacking'), ['alone', 'with-promotions', 'with-perks']) ?? 'alone',
    audience: oneOf(text(values, 'audience'), ['person', 'organization', 'both']) ?? 'person',
    quota: { perDay: number(values, 'perDay'), perPeriod: unit === null ? null : { unit, total, perPerson } },
  }
  if (problems.length === 0) {
    for (const { field, message } of perkTermsProblems(kind, { ...terms, stores: null }, tiers)) report(COLUMNS.find(([prefix]) => field.startsWith(prefix))?.[1] ?? 'tiers', message)
  }
  const codes = text(values, 'stores')?.split(/[|｜、,，\s]+/).filter((code) => code !== '')
  return { offer: { tiers, terms, storeCodes: codes && codes.length > 0 ? [...new Set(codes)] : null }, problems }
}
