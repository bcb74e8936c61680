import { describe, expect, it } from 'vitest'
import { firstButtonNote, gapSentence, homeView, type Offers, type Score, type Standing, threeThings } from './home.view'

type Line = Score['lines'][number]
const line = (over: Partial<Line>): Line => ({
  kind: 'record', dimension: 'law', indicator: 'penalty', title: '行政处罚', rule: '', pointsCenti: -3000, until: '2027-01-05', recordId: 'rec_1', sourceOffice: '市综合行政执法局', reason: '', ...over,
})
const score = (lines: Line[] = []): Score => ({
  scoreId: 'sco_1', modelId: 'm', modelTitle: '', day: '2026-11-21', computedAt: '', totalCenti: 71200, maxCenti: 100000, grade: 'very-good', gradeTitle: '优秀', bands: [],
  nextBand: { title: '极好', gapCenti: 3800 }, dimensions: [], lines, change: null, notUsedFor: [], weightsNote: '',
})
const me: Standing['me'] = { accountId: 'acc_1', subject: { subjectId: 'sub_1', maskedName: '沈**', maskedIdNumber: '9901**********8226', birthDay: '1992-07-24' }, posts: [], score: 'open' }
const consent = { textVersion: 'v1', title: '', paragraphs: [], fields: [] }
const perk = (headline: string): Offers['perks'][number] => ({
  perkId: `prk_${headline}`, scene: 'reading', sceneTitle: '信易阅', kind: 'discount', kindTitle: '折扣', title: headline, headline, merchantName: '云汀市图书馆', openToAll: true, audience: 'person', stores: [], remaining: null,
  eligibility: { verdict: 'eligible', sentence: '', tierTitle: null, benefit: null, gapCenti: null },
})
const voucher = (title: string, expiresAt: string): Offers['vouchers'][number] => ({
  voucherId: 'vch_1', perkId: 'prk_1', title, benefit: '', merchantId: 'mer_1', merchantName: '', merchantStatus: 'active', scene: 'reading', status: 'issued', claimedAt: '', expiresAt, redemptionId: null, stores: [], instructions: '', conditions: [], code: null, link: null, firm: null,
})
const nothing: Offers = { perks: [], more: false, vouchers: [] }

describe('what home answers', () => {
  it('asks for the real name first, then shows the score', () => {
    expect(homeView({ me: { ...me, subject: null }, myScore: null })).toEqual({ kind: 'real-name' })
    expect(homeView({ me, myScore: { status: 'open', consentId: 'con_1', score: score() } })).toMatchObject({ kind: 'score' })
  })

  it('asks about opening once; after a refusal or a closing it is silent', () => {
    expect(homeView({ me, myScore: { status: 'never-asked', consent } })).toEqual({ kind: 'ask' })
    expect(homeView({ me, myScore: { status: 'refused', consent } })).toEqual({ kind: 'without-score' })
    expect(homeView({ me, myScore: { status: 'closed', consent } })).toEqual({ kind: 'without-score' })
  })

  it('the large first button says the number without a tap', () => {
    expect(firstButtonNote({ kind: 'score', score: score() })).toBe('712 分 优秀')
    expect(firstButtonNote({ kind: 'without-score' })).toBe('还没有开通')
  })

  it('says how far the next grade is, and nothing more where there is none', () => {
    expect(gapSentence(score())).toBe('再加 38 分到“极好”')
    expect(gapSentence({ nextBand: null, gradeTitle: '极好' })).toBe('现在的等级是“极好”')
  })
})

describe('the three things a reader can do', () => {
  it('are three whatever the reader has', () => {
    for (const offers of [nothing, { ...nothing, perks: [perk('停车 8 折')] }, { ...nothing, vouchers: [voucher('借书', '2026-12-05T16:00:00Z')] }]) {
      for (const held of [null, score(), score([line({})])]) {
        const things = threeThings(offers, held)
        expect(things).toHaveLength(3)
        expect(new Set(things.map(({ key }) => key)).size).toBe(3)
      }
    }
  })

  it('a voucher comes first, with the day it ends in Shanghai', () => {
    expect(threeThings({ ...nothing, vouchers: [voucher('借书免押金', '2026-12-05T16:00:00Z')] }, null)[0]).toMatchObject({ title: '用券：借书免押金', note: '2026年12月5日到期', page: 'vouchers' })
    expect(threeThings({ ...nothing, vouchers: [voucher('乙', '2026-12-09T04:00:00Z'), voucher('甲', '2026-12-03T04:00:00Z')] }, null)[0]).toMatchObject({ title: '有 2 张券可以用', note: '最早的一张2026年12月3日到期' })
  })

  it('one qualifying perk leads to itself, several to the list', () => {
    expect(threeThings({ ...nothing, perks: [perk('停车 8 折')] }, null)[0]).toMatchObject({ title: '领取：停车 8 折', page: 'perk', params: { perkId: 'prk_停车 8 折' } })
    expect(threeThings({ ...nothing, perks: [perk('停车 8 折'), perk('借书免押金')] }, null)[0]).toMatchObject({ title: '有 2 项优惠可以领', note: '停车 8 折、借书免押金', page: 'perks' })
    expect(threeThings({ ...nothing, perks: [perk('停车 8 折')], more: true }, null)[0]).toMatchObject({ title: '有 1 项以上优惠可以领', page: 'perks' })
  })

  it('a perk is told by what this reader gets, not by its best tier', () => {
    const floor = { ...perk('堂食 7.5 折'), eligibility: { verdict: 'eligible-floor' as const, sentence: '', tierTitle: null, benefit: '堂食 9.5 折', gapCenti: null } }
    expect(threeThings({ ...nothing, perks: [floor] }, null)[0]).toMatchObject({ title: '领取：堂食 9.5 折' })
    expect(threeThings({ ...nothing, perks: [floor], more: true }, null)[0]).toMatchObject({ note: '堂食 9.5 折' })
  })

  it('from the file: the day the next penalty stops counting goes before any bonus that ends sooner', () => {
    const lines = [line({ title: '志愿服务时长', pointsCenti: 2400, until: '2026-12-01', recordId: 'rec_2' }), line({ until: '2028-01-05' }), line({ until: '2027-01-05', recordId: 'rec_3' })]
    expect(threeThings(nothing, score(lines))[1]).toMatchObject({ title: '行政处罚：2027年1月5日起不再扣分', note: '这一条现在 −30 分', params: { record: 'rec_3' } })
    expect(threeThings(nothing, score(lines.slice(0, 1)))[1]).toMatchObject({ title: '志愿服务时长：2026年12月1日起不再加分' })
  })
})
