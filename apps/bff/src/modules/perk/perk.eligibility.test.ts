import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ClaimTerms, perkEligibility, type PerkReader, tierFor } from './perk.eligibility'

const tiers = [
  { title: '尊享', benefit: '停车 7 折', fromCenti: 75_000 },
  { title: '优享', benefit: '停车 8 折', fromCenti: 65_000 },
  { title: '人人享', benefit: '停车 9 折', fromCenti: null },
]
const perk: ClaimTerms = { status: 'published', quotaTotal: 10, quotaUsed: 0, perPersonLimit: 1, claimFrom: '2026-11-01', claimUntil: '2026-11-30', tiers, terms: { audience: 'person' } }
const strict: ClaimTerms = { ...perk, tiers: tiers.slice(0, 2) }
const reader: PerkReader = { audience: 'person', loggedIn: true, realName: true, scoreCenti: null, claims: 0, day: '2026-11-21', merchantMay: true }

describe('who may claim, and why', () => {
  it('a person without a score takes the floor tier, and is not asked to open one', () => {
    expect(perkEligibility(perk, reader)).toEqual({ verdict: 'eligible-floor', sentence: '人人可享停车 9 折', tierTitle: '人人享', benefit: '停车 9 折', gapCenti: null })
  })

  it('a low score takes the floor tier too and says how far the next one is', () => {
    expect(perkEligibility(perk, { ...reader, scoreCenti: 63_200 })).toEqual({ verdict: 'eligible-floor', sentence: '可享停车 9 折，再得 18 分可享停车 8 折', tierTitle: '人人享', benefit: '停车 9 折', gapCenti: 1800 })
  })

  it('a score on the threshold is in the tier', () => {
    expect(perkEligibility(perk, { ...reader, scoreCenti: 65_000 })).toMatchObject({ verdict: 'eligible', tierTitle: '优享', gapCenti: 10_000, sentence: '可享停车 8 折，再得 100 分可享停车 7 折' })
    expect(perkEligibility(perk, { ...reader, scoreCenti: 64_999 })).toMatchObject({ verdict: 'eligible-floor', gapCenti: 1, sentence: '可享停车 9 折，再得 0.01 分可享停车 8 折' })
  })

  it('the best tier has no gap', () => {
    expect(perkEligibility(perk, { ...reader, scoreCenti: 90_000 })).toMatchObject({ verdict: 'eligible', tierTitle: '尊享', gapCenti: null, sentence: '可享停车 7 折' })
  })

  it('without a floor tier, a score is needed or points are', () => {
    expect(perkEligibility(strict, reader)).toMatchObject({ verdict: 'needs-score', sentence: '开通信用分且达到 650 分可享停车 8 折', benefit: null })
    expect(perkEligibility(strict, { ...reader, scoreCenti: 60_000 })).toMatchObject({ verdict: 'needs-points', sentence: '再得 50 分可享停车 8 折', gapCenti: 5000 })
  })

  it.each<[string, Partial<ClaimTerms>, Partial<PerkReader>, string]>([
    ['not logged in', {}, { loggedIn: false, realName: false }, 'needs-login'],
    ['no real-name', {}, { realName: false }, 'needs-real-name'],
    ['sold out', { quotaUsed: 10 }, {}, 'sold-out'],
    ['exhausted', { status: 'exhausted', quotaUsed: 10 }, {}, 'sold-out'],
    ['at the limit', {}, { claims: 1 }, 'limit-reached'],
    ['before the window', { claimFrom: '2026-11-22' }, {}, 'not-yet'],
    ['after the window', { claimUntil: '2026-11-20' }, {}, 'ended'],
    ['ended by the merchant', { status: 'ended' }, {}, 'ended'],
    ['paused', { status: 'paused' }, {}, 'suspended'],
    ['for organisations', { terms: { audience: 'organization' } }, {}, 'other-audience'],
    ['for persons, asked by a firm', {}, { audience: 'organization' }, 'other-audience'],
    ['for both', { terms: { audience: 'both' } }, {}, 'eligible-floor'],
    ['a merchant that may not', {}, { merchantMay: false }, 'suspended'],
  ])('%s', (_what, terms, who, verdict) => {
    expect(perkEligibility({ ...perk, ...terms }, { ...reader, ...who }).verdict).toBe(verdict)
  })

  it('the first and the last day of the window both count', () => {
    for (const day of ['2026-11-01', '2026-11-30']) expect(perkEligibility(perk, { ...reader, day }).verdict).toBe('eligible-floor')
  })

  const anyTiers = fc.array(fc.record({ title: fc.constantFrom('甲', '乙', '丙'), benefit: fc.constantFrom('8 折', '9 折'), fromCenti: fc.option(fc.integer({ min: 0, max: 100_000 })) }), { maxLength: 5 })
  const anyScore = fc.option(fc.integer({ min: 0, max: 100_000 }))

  it('no score, low or absent, ever excludes from a perk with a floor tier', () => {
    fc.assert(
      fc.property(anyTiers, anyScore, (some, scoreCenti) => {
        const open = { ...perk, tiers: [...some, { title: '人人享', benefit: '9 折', fromCenti: null }] }
        expect(perkEligibility(open, { ...reader, scoreCenti }).verdict).toMatch(/^eligible/)
      }),
    )
  })

  it('more points never give a worse tier', () => {
    fc.assert(
      fc.property(anyTiers, fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 100_000 }), (some, a, b) => {
        const [low, high] = [tierFor(some, Math.min(a, b)), tierFor(some, Math.max(a, b))]
        expect(high?.no ?? -1).toBeGreaterThanOrEqual(low?.no ?? -1)
      }),
    )
  })

  it('the gap is exactly what is missing', () => {
    fc.assert(
      fc.property(anyTiers, fc.integer({ min: 0, max: 100_000 }), (some, scoreCenti) => {
        const { gapCenti } = perkEligibility({ ...perk, tiers: some }, { ...reader, scoreCenti })
        if (gapCenti === null) return
        expect(gapCenti).toBeGreaterThan(0)
        expect(tierFor(some, scoreCenti + gapCenti)?.fromCenti).toBe(scoreCenti + gapCenti)
        expect(tierFor(some, scoreCenti + gapCenti - 1)).toEqual(tierFor(some, scoreCenti))
      }),
    )
  })
})
