import { addDays, type Day, isDay, splitDay, weekday } from './day'

/** What a perk gives, for machines. Money in fen, rates in basis points of what is paid (8 折 = 8000). */
export type PerkBenefit =
  | { kind: 'percent'; percentBps: number }
  | { kind: 'amount-off'; amountFen: number; minimumFen: number }
  | { kind: 'price'; priceFen: number }
  | { kind: 'items'; count: number }
  /** Quarters of an hour are the finest. */
  | { kind: 'hours'; hours: number }
  /** The deposit that is not asked for. */
  | { kind: 'deposit-waiver'; depositFen: number }
  /** Up to this much is paid afterwards. */
  | { kind: 'post-pay'; limitFen: number }
  | { kind: 'priority' }
  /** One of the partner's own codes, handed out with the claim. */
  | { kind: 'loaded-code' }
  /** The partner's page, opened after the claim. */
  | { kind: 'partner-link'; url: string }

export const PERK_KINDS = ['discount', 'amount-off', 'price', 'free-use', 'deposit-waiver', 'post-pay', 'priority', 'loaded-code', 'partner-link'] as const
export type PerkKind = (typeof PERK_KINDS)[number]

/** Which benefits a perk of each kind may give. A price may also be part of the usual one: 第二杯半价. */
export const BENEFITS_OF_KIND: Readonly<Record<PerkKind, readonly PerkBenefit['kind'][]>> = {
  discount: ['percent'],
  'amount-off': ['amount-off'],
  price: ['price', 'percent'],
  'free-use': ['items', 'hours'],
  'deposit-waiver': ['deposit-waiver'],
  'post-pay': ['post-pay'],
  priority: ['priority'],
  'loaded-code': ['loaded-code'],
  'partner-link': ['partner-link'],
}

/** One tier 档位. `fromCenti` null is open to everybody; without a `value` it gives the perk's own benefit. */
export interface PerkTier {
  title: string
  /** The benefit in words, as everybody reads it. */
  benefit: string
  fromCenti: number | null
  value?: PerkBenefit
}

export const STACKING_RULES = ['alone', 'with-promotions', 'with-perks'] as const
export const PERK_AUDIENCES = ['person', 'organization', 'both'] as const
export const QUOTA_PERIODS = ['week', 'month', 'quarter', 'year'] as const

export interface Blackouts {
  /** Both ends count. */
  days: { from: Day; until: Day }[]
  /** ISO: 1 Monday … 7 Sunday. */
  weekdays: number[]
  /** `HH:MM`, the end excluded; one that ends before it begins goes over midnight. */
  hours: { from: string; until: string }[]
}

/** The machine-readable terms of a perk 权益条款. */
export interface PerkTerms {
  /** The best tier's. */
  benefit: PerkBenefit
  /** Store ids; null: all of the merchant's. */
  stores: string[] | null
  blackouts: Blackouts
  /** `alone`: with nothing else; `with-promotions`: with the shop's own; `with-perks`: with those and other perks. */
  stacking: (typeof STACKING_RULES)[number]
  audience: (typeof PERK_AUDIENCES)[number]
  quota: {
    /** Claims of this perk by everybody on one day. */
    perDay: number | null
    perPeriod: { unit: (typeof QUOTA_PERIODS)[number]; total: number | null; perPerson: number | null } | null
  }
}

/** Where a problem is (`blackouts.hours.0`, `tiers.1.value`) and what it is. */
export interface TermsProblem {
  field: string
  message: string
}

const MAX_FEN = 10_000_000_00
const MAX_COUNT = 10_000_000
const MAX_RANGES = 30

/** `08:30` → 510; null when it is no time. `24:00` is the end of the day. */
export function minuteOfDay(time: string): number | null {
  const match = /^(\d{2}):(\d{2})$/.exec(time)
  if (!match) return null
  const [hours, minutes] = [Number(match[1]), Number(match[2])]
  const minute = hours * 60 + minutes
  return minutes < 60 && minute <= 24 * 60 ? minute : null
}

const isWhole = (n: number, min: number, max: number): boolean => Number.isInteger(n) && n >= min && n <= max

/** An address the phone may open: https with a host, no user, no spaces. */
export const isPartnerUrl = (url: string): boolean => url.length <= 500 && /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{1,5})?(?:[/?#][^\s<>"]*)?$/i.test(url)

function benefitProblem(benefit: PerkBenefit): string | null {
  switch (benefit.kind) {
    case 'percent':
      return isWhole(benefit.percentBps, 1, 9999) ? null : '折扣应在 0 到 10 折之间'
    case 'amount-off':
      if (!isWhole(benefit.amountFen, 1, MAX_FEN) || !isWhole(benefit.minimumFen, 0, MAX_FEN)) return '立减金额应大于 0'
      return benefit.minimumFen > 0 && benefit.minimumFen < benefit.amountFen ? '减的金额不能超过满额' : null
    case 'price':
      return isWhole(benefit.priceFen, 0, MAX_FEN) ? null : '优惠价不能为负'
    case 'items':
      return isWhole(benefit.count, 1, 10_000) ? null : '次数应为 1 到 10000 的整数'
    case 'hours':
      return benefit.hours > 0 && benefit.hours <= 24 * 366 && Number.isInteger(benefit.hours * 4) ? null : '时长应大于 0，最细到一刻钟'
    case 'deposit-waiver':
      return isWhole(benefit.depositFen, 1, MAX_FEN) ? null : '减免的押金应大于 0'
    case 'post-pay':
      return isWhole(benefit.limitFen, 1, MAX_FEN) ? null : '后付额度应大于 0'
    case 'partner-link':
      return isPartnerUrl(benefit.url) ? null : '链接应为 https:// 开头的网址'
    case 'priority':
    case 'loaded-code':
      return null
  }
}

function blackoutProblems({ days, weekdays, hours }: Blackouts): TermsProblem[] {
  const problems: TermsProblem[] = []
  const report = (field: string, message: string) => problems.push({ field: `blackouts.${field}`, message })
  if (days.length > MAX_RANGES || hours.length > MAX_RANGES) report('days', `最多 ${MAX_RANGES} 段`)
  days.forEach(({ from, until }, i) => {
    if (!isDay(from) || !isDay(until)) report(`days.${i}`, '日期应为 2026-11-21 这样的格式')
    else if (from > until) report(`days.${i}`, '结束日期早于开始日期')
  })
  if (weekdays.some((d) => !isWhole(d, 1, 7))) report('weekdays', '星期应为 1 到 7')
  else if (new Set(weekdays).size === 7) report('weekdays', '不能一周七天都不可用')
  hours.forEach(({ from, until }, i) => {
    const [start, end] = [minuteOfDay(from), minuteOfDay(until)]
    if (start === null || end === null || start === 24 * 60) report(`hours.${i}`, '时间应为 08:30 这样的格式')
    else if (start === end || (start === 0 && end === 24 * 60)) report(`hours.${i}`, '不能整天都不可用')
  })
  return problems
}

function quotaProblems({ perDay, perPeriod }: PerkTerms['quota']): TermsProblem[] {
  const problems: TermsProblem[] = []
  const counts: [string, number | null][] = [['perDay', perDay], ['perPeriod.total', perPeriod?.total ?? null], ['perPeriod.perPerson', perPeriod?.perPerson ?? null]]
  for (const [field, count] of counts) if (count !== null && !isWhole(count, 1, MAX_COUNT)) problems.push({ field: `quota.${field}`, message: '限量应为大于 0 的整数' })
  if (perPeriod?.total === null && perPeriod.perPerson === null) problems.push({ field: 'quota.perPeriod', message: '填了周期，就要填每期限量或每人限领' })
  return problems
}

/** Problems of the terms and tiers of a perk of this kind; empty when they are sound. */
export function perkTermsProblems(kind: PerkKind, terms: PerkTerms, tiers: readonly PerkTier[]): TermsProblem[] {
  const allowed = BENEFITS_OF_KIND[kind]
  const judge = (field: string, benefit: PerkBenefit): TermsProblem[] => {
    const message = allowed.includes(benefit.kind) ? benefitProblem(benefit) : '优惠内容与权益类型不符'
    return message === null ? [] : [{ field, message }]
  }
  const points = tiers.flatMap((t) => (t.fromCenti === null ? [] : [t.fromCenti]))
  return [
    ...judge('benefit', terms.benefit),
    ...tiers.flatMap((t, i) => (t.value ? judge(`tiers.${i}.value`, t.value) : [])),
    ...(tiers.length === 0 ? [{ field: 'tiers', message: '至少要有一档' }] : []),
    ...(tiers.length - points.length > 1 ? [{ field: 'tiers', message: '面向所有人的档只能有一个' }] : []),
    ...(new Set(points).size < points.length ? [{ field: 'tiers', message: '档位分数不能重复' }] : []),
    ...(points.some((p) => !isWhole(p, 0, 100_000)) ? [{ field: 'tiers', message: '档位分数应在 0 到 1000 之间' }] : []),
    ...(terms.stores?.length === 0 ? [{ field: 'stores', message: '至少选一个门店，或选全部门店' }] : []),
    ...blackoutProblems(terms.blackouts),
    ...quotaProblems(terms.quota),
  ]
}

/** What this tier gives: its own benefit, or the perk's. */
export const benefitOf = (terms: PerkTerms, tier: PerkTier | undefined): PerkBenefit => tier?.value ?? terms.benefit

/** One counter a claim goes through: the whole perk's in a stretch of time, or one subject's. */
export interface QuotaSpan {
  /** `day:2026-11-21`, `week:2026-11-16` (its Monday), `month:2026-11`, `quarter:2026-4`, `year:2026`. */
  span: string
  of: 'everybody' | 'subject'
  limit: number
}

/** The stretch of time of this unit that `day` lies in. */
export function spanOf(unit: 'day' | (typeof QUOTA_PERIODS)[number], day: Day): string {
  const { year, month } = splitDay(day)
  switch (unit) {
    case 'day':
      return `day:${day}`
    case 'week':
      return `week:${addDays(day, 1 - weekday(day))}`
    case 'month':
      return `month:${day.slice(0, 7)}`
    case 'quarter':
      return `quarter:${year}-${Math.ceil(month / 3)}`
    case 'year':
      return `year:${year}`
  }
}

/** The counters of a claim on this day, beside the total and the person's own limit. */
export function quotaSpans({ quota: { perDay, perPeriod } }: Pick<PerkTerms, 'quota'>, day: Day): QuotaSpan[] {
  const span = perPeriod ? spanOf(perPeriod.unit, day) : ''
  return [
    ...(perDay === null ? [] : [{ span: spanOf('day', day), of: 'everybody' as const, limit: perDay }]),
    ...(perPeriod && perPeriod.total !== null ? [{ span, of: 'everybody' as const, limit: perPeriod.total }] : []),
    ...(perPeriod && perPeriod.perPerson !== null ? [{ span, of: 'subject' as const, limit: perPeriod.perPerson }] : []),
  ]
}
