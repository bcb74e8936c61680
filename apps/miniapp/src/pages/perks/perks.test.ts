// @vitest-environment node
import type { PerkCard } from '@xinhui/contract'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyWords, joinPages, perkWords, queryOf, sceneChips } from './perks.view'

const card = (over: Partial<PerkCard> = {}, sentence = '可享餐费 8 折', verdict: PerkCard['eligibility']['verdict'] = 'eligible'): PerkCard => ({
  perkId: 'prk_1',
  scene: 'dining',
  sceneTitle: '信易餐',
  kind: 'discount',
  kindTitle: '折扣',
  title: '到店用餐折扣',
  headline: '餐费 8 折',
  merchantName: '禾岚小馆',
  audience: 'person',
  stores: [],
  openToAll: true,
  remaining: 200,
  eligibility: { verdict, sentence, tierTitle: '极好', benefit: '餐费 8 折', gapCenti: null },
  ...over,
})

describe('a perk in the list', () => {
  it('says to the reader what they get', () => {
    expect(perkWords(card())).toMatchObject({ headline: '餐费 8 折', from: '信易餐 · 禾岚小馆', mine: { words: '您可享餐费 8 折', kind: 'yes' }, left: undefined })
    expect(perkWords(card({}, '人人可享首杯免费', 'eligible-floor')).mine.words).toBe('人人可享首杯免费')
  })

  it('that one does not get yet is told as a way there, in the colour of any other note', () => {
    const { mine } = perkWords(card({}, '再得 18 分可享餐费 8 折', 'needs-points'))
    expect(mine).toEqual({ words: '再得 18 分可享餐费 8 折', kind: 'later', icon: 'info' })
  })

  it('tells how many are left only when they are few', () => {
    expect(perkWords(card({ remaining: 3 })).left).toBe('还剩 3 份')
    expect([0, 21, null].map((remaining) => perkWords(card({ remaining })).left)).toEqual([undefined, undefined, undefined])
  })
})

describe('the list', () => {
  it('offers the scenes that have something, and keeps the chosen one', () => {
    const scenes = [
      { code: 'bus', title: '信易行', icon: 'transit', perkCount: 2 },
      { code: 'pets', title: '信易宠物', icon: 'pets', perkCount: 0 },
    ]
    expect(sceneChips(scenes, '').map(({ title }) => title)).toEqual(['全部', '信易行'])
    expect(sceneChips(scenes, 'pets').map(({ title }) => title)).toEqual(['全部', '信易行', '信易宠物'])
  })

  it('asks for nothing that was not chosen', () => {
    expect(queryOf({ scene: '', search: '  ', onlyMine: false })).toEqual({})
    expect(queryOf({ scene: 'bus', search: ' 停车 ', onlyMine: true }, 'c')).toEqual({ scene: 'bus', search: '停车', onlyMine: 'true', cursor: 'c' })
  })

  it('shows each perk once however the pages overlap, in the order they came', () => {
    const ids = fc.array(fc.array(fc.integer({ min: 0, max: 20 }).map((n) => card({ perkId: `prk_${n}` })), { maxLength: 8 }), { maxLength: 5 })
    fc.assert(
      fc.property(ids, (pages) => {
        const joined = joinPages(pages).map(({ perkId }) => perkId)
        const all = pages.flat().map(({ perkId }) => perkId)
        expect(joined).toEqual([...new Set(all)])
      }),
    )
  })

  it('that is empty says why and what brings something', () => {
    const filter = { scene: '', search: '', onlyMine: false, signedIn: true }
    expect(emptyWords({ ...filter, onlyMine: true, signedIn: false })).toMatchObject({ title: '登录后看看您能领哪些', login: true })
    expect(emptyWords({ ...filter, search: '火锅' }).title).toBe('没有找到“火锅”')
    expect(emptyWords({ ...filter, onlyMine: true }).note).toContain('只看我能领的')
    expect(emptyWords({ ...filter, scene: 'pets' }).title).toBe('这个场景还没有优惠')
  })
})
