import type { PerkCard } from '@xinhui/contract'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { distanceMetres, distanceWords, placesOf, type Position, refusalWords } from './near.view'

const store = (n: number, longitudeE6: number, latitudeE6: number) => ({ storeId: `sto_${n}`, name: `${n}店`, address: '', hours: '', longitudeE6, latitudeE6 })
const card = (n: number, stores: PerkCard['stores']): PerkCard => ({
  perkId: `prk_${n}`, scene: 'dining', sceneTitle: '信易餐', kind: 'discount', kindTitle: '折扣', title: '', headline: '', merchantName: '', openToAll: true, audience: 'person', remaining: null, stores,
  eligibility: { verdict: 'eligible', sentence: '', tierTitle: null, benefit: null, gapCenti: null },
})
const positions = fc.record({ longitude: fc.double({ min: 73, max: 136, noNaN: true }), latitude: fc.double({ min: 3, max: 54, noNaN: true }) })

it('a distance is the same both ways, nothing to oneself, and never longer by way of a third', () => {
  // A degree of latitude anywhere, and one of longitude on the sixtieth parallel half of that at the equator.
  expect(distanceMetres({ longitude: 120, latitude: 30 }, { longitude: 120, latitude: 31 })).toBeCloseTo(111_195, -1)
  expect(distanceMetres({ longitude: 100, latitude: 60 }, { longitude: 101, latitude: 60 }) / distanceMetres({ longitude: 100, latitude: 0 }, { longitude: 101, latitude: 0 })).toBeCloseTo(0.5, 3)
  fc.assert(
    fc.property(positions, positions, positions, (a: Position, b: Position, c: Position) => {
      expect(distanceMetres(a, a)).toBe(0)
      expect(distanceMetres(a, b)).toBeCloseTo(distanceMetres(b, a), 3)
      expect(distanceMetres(a, c)).toBeLessThanOrEqual(distanceMetres(a, b) + distanceMetres(b, c) + 0.001)
    }),
  )
})

it('distances are told as exactly as a phone knows them', () => {
  expect([3, 260, 990, 1234, 9960, 12_400].map(distanceWords)).toEqual(['约 50 米', '约 250 米', '约 1 公里', '约 1.2 公里', '约 10 公里', '约 12 公里'])
})

it('every store stands once with all its perks; the nearest first only when the reader asked', () => {
  const [near, far] = [store(1, 120_010_000, 30_000_000), store(2, 120_500_000, 30_000_000)]
  const cards = [card(1, [far]), card(2, [near, far])]
  expect(placesOf(cards, undefined).map((p) => [p.store.storeId, p.cards.map((c) => c.perkId), p.metres])).toEqual([['sto_2', ['prk_1', 'prk_2'], undefined], ['sto_1', ['prk_2'], undefined]])
  expect(placesOf(cards, { longitude: 120, latitude: 30 }).map((p) => [p.store.storeId, Math.round((p.metres ?? 0) / 100)])).toEqual([['sto_1', 10], ['sto_2', 481]])
})

it('a refusal says what can be done', () => {
  expect(refusalWords({ errMsg: 'getLocation:fail auth deny' })).toContain('手机设置')
  expect(refusalWords(new Error('timeout'))).toContain('开阔处')
})
