import type { Eligibility } from '@xinhui/contract'
import { formatCenti, type PerkTerms, type PerkTier } from '@xinhui/rules'
import type { PerkRow } from './perk.store'
import type { FullSpan } from './span-state'

/** What of a perk decides who may claim it. */
export interface ClaimTerms {
  status: PerkRow['status']
  quotaTotal: number
  quotaUsed: number
  perPersonLimit: number
  claimFrom: string
  claimUntil: string
  tiers: readonly PerkTier[]
  terms: Pick<PerkTerms, 'audience'>
}

export interface PerkReader {
  /** Who would hold the voucher. */
  audience: 'person' | 'organization'
  loggedIn: boolean
  realName: boolean
  /** Null: no score, because it was never opened or was closed. */
  scoreCenti: number | null
  /** Vouchers of this perk that count against the per-person limit. */
  claims: number
  /** Today in Shanghai. */
  day: string
  /** False while the merchant is suspended or on a serious list. */
  merchantMay: boolean
  /** A counter of today or this period that is full. */
  full?: FullSpan | undefined
}

/** A tier with the number the pass carries: 0 the floor tier, then counted upwards from the easiest. */
interface NumberedTier extends PerkTier {
  no: number
}

const byPoints = (tiers: readonly PerkTier[]): NumberedTier[] =>
  tiers
    .filter((t) => t.fromCenti !== null)
    .sort((a, b) => (a.fromCenti ?? 0) - (b.fromCenti ?? 0))
    .map((tier, i) => ({ ...tier, no: i + 1 }))

/** The tier open to everybody, score or not; null where the merchant offers none. */
export function floorTier(tiers: readonly PerkTier[]): NumberedTier | null {
  const floor = tiers.find((t) => t.fromCenti === null)
  return floor ? { ...floor, no: 0 } : null
}

/** What each tier gives, by the number the pass carries; null where there is no floor tier. */
export const benefitsByTierNo = (tiers: readonly PerkTier[]): (string | null)[] => [floorTier(tiers)?.benefit ?? null, ...byPoints(tiers).map((t) => t.benefit)]

/** The best tier a reader gets. A score, however low, never takes the floor tier away. */
export function tierFor(tiers: readonly PerkTier[], scoreCenti: number | null): NumberedTier | null {
  const reached = scoreCenti === null ? [] : byPoints(tiers).filter((t) => (t.fromCenti ?? 0) <= scoreCenti)
  return reached.at(-1) ?? floorTier(tiers)
}

/** The next better tier and how far it is, for a reader with a score. */
function nextTier(tiers: readonly PerkTier[], scoreCenti: number | null): { tier: PerkTier; gapCenti: number } | null {
  if (scoreCenti === null) return null
  const tier = byPoints(tiers).find((t) => (t.fromCenti ?? 0) > scoreCenti)
  return tier ? { tier, gapCenti: (tier.fromCenti ?? 0) - scoreCenti } : null
}

/** `1800` → `18`, `1250` → `12.5`. */
const points = (centi: number): string => formatCenti(centi).replace(/\.?0+$/, '')

/** 可享停车 8 折, 可享 300 元内先饮后付: a space before a digit, as everywhere. */
const enjoy = (benefit: string): string => (/^\d/.test(benefit) ? `可享 ${benefit}` : `可享${benefit}`)

const gapSentence = (next: { tier: PerkTier; gapCenti: number }): string => `再得 ${points(next.gapCenti)} 分${enjoy(next.tier.benefit)}`

/**
 * May this reader claim, and why, in one sentence. Pure.
 * A score is for rewards only (scores-and-perks.md, rule 2): it adds tiers, it never excludes from the floor tier.
 */
export function perkEligibility(perk: ClaimTerms, reader: PerkReader): Eligibility {
  const mine = tierFor(perk.tiers, reader.scoreCenti)
  const next = nextTier(perk.tiers, reader.scoreCenti)
  const answer = (verdict: Eligibility['verdict'], sentence: string): Eligibility => ({
    verdict,
    sentence,
    tierTitle: mine?.title ?? null,
    benefit: mine?.benefit ?? null,
    gapCenti: next?.gapCenti ?? null,
  })

  if (!reader.merchantMay || perk.status === 'paused' || perk.status === 'draft' || perk.status === 'tested') return answer('suspended', '暂停领取')
  if (perk.status === 'ended' || reader.day > perk.claimUntil) return answer('ended', '领取已结束')
  if (reader.day < perk.claimFrom) return answer('not-yet', `${monthDay(perk.claimFrom)}开始领取`)
  if (perk.status === 'exhausted' || perk.quotaUsed >= perk.quotaTotal) return answer('sold-out', '已领完')
  if (reader.full?.of === 'everybody') return answer('sold-out', reader.full.sentence)
  if (perk.terms.audience !== 'both' && perk.terms.audience !== reader.audience) return answer('other-audience', reader.audience === 'person' ? '企业专享，由企业的经办人领取' : '个人专享，请以个人身份领取')
  if (!reader.loggedIn) return answer('needs-login', mine ? `登录后可领，人人${enjoy(mine.benefit)}` : '登录后看看能否领取')
  if (!reader.realName) return answer('needs-real-name', mine ? `实名认证后可领，人人${enjoy(mine.benefit)}` : '实名认证后看看能否领取')
  if (reader.claims >= perk.perPersonLimit) return answer('limit-reached', perk.perPersonLimit === 1 ? '您已领取' : `您已领满 ${perk.perPersonLimit} 张`)
  if (reader.full?.of === 'subject') return answer('limit-reached', reader.full.sentence)
  if (!mine) return next ? answer('needs-points', gapSentence(next)) : answer('needs-score', needsScore(perk.tiers))
  if (mine.no > 0) return answer('eligible', next ? `${enjoy(mine.benefit)}，${gapSentence(next)}` : enjoy(mine.benefit))
  return answer('eligible-floor', next ? `${enjoy(mine.benefit)}，${gapSentence(next)}` : `人人${enjoy(mine.benefit)}`)
}

function needsScore(tiers: readonly PerkTier[]): string {
  const [easiest] = byPoints(tiers)
  return easiest ? `开通信用分且达到 ${points(easiest.fromCenti ?? 0)} 分${enjoy(easiest.benefit)}` : '暂不可领取'
}

const monthDay = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
