import { describe, expect, it } from 'vitest'
import { agreementWords, applicationSteps, EMPTY_STORE, mayEdit, readStore, sketch, standingWords, stockWords, storeForm } from './merchant.view'

describe('a merchant’s day', () => {
  it('says that it is suspended, why, and what brings it back', () => {
    expect(standingWords({ status: 'active', suspensions: [] })).toBeUndefined()
    const held = { reasonTitle: '列入严重失信主体名单', note: null, startedAt: '', reason: 'serious-list' as const, cause: 'serious-list' as const }
    expect(standingWords({ status: 'suspended', suspensions: [held] })).toEqual({ title: '合作已暂停：列入严重失信主体名单', note: '暂停期间不能领取和核销，移出名单后自动恢复' })
    expect(standingWords({ status: 'suspended', suspensions: [] })?.title).toBe('合作已暂停：由主管部门暂停')
  })

  it('warns of stock at a quarter, and of an agreement that ends', () => {
    const perk = { perkId: 'prk_1', title: '', status: 'published', quotaTotal: 100 }
    expect([stockWords({ ...perk, left: 60 }), stockWords({ ...perk, left: 25 }), stockWords({ ...perk, left: 0 }), stockWords({ ...perk, left: 3, status: 'paused' })].map((s) => `${s.words} ${s.tone}`)).toEqual(['剩 60 / 100 neutral', '剩 25 / 100 amber', '已领完 red', '已暂停，剩 3 neutral'])
    const agreement = { state: 'ending' as const, textVersion: 'v', signedAt: null, validUntil: '2026-12-01', daysLeft: 10, mayRenew: true }
    expect(agreementWords(agreement)).toEqual({ words: '还有 10 天到期', tone: 'amber' })
    expect(agreementWords({ ...agreement, state: 'over' }).tone).toBe('red')
  })
})

describe('a store', () => {
  it('is read from degrees as people write them, with a word for each field that is wrong', () => {
    const form = { name: ' 禾味小馆一店 ', address: '云汀市临河区听澜路 1 号', hours: '10:00–21:00', longitude: '118.5', latitude: '25.1123456' }
    const read = readStore(form)
    expect(read).toEqual({ store: { name: '禾味小馆一店', address: form.address, hours: form.hours, longitudeE6: 118_500_000, latitudeE6: 25_112_346 } })
    expect('store' in read && storeForm(read.store)).toMatchObject({ longitude: '118.500000', latitude: '25.112346' })
    const empty = readStore(EMPTY_STORE)
    expect('errors' in empty && Object.keys(empty.errors).sort()).toEqual(['address', 'hours', 'latitude', 'longitude', 'name'])
    for (const longitude of ['25.1', '东经118', '1e2', '']) expect('errors' in readStore({ ...form, longitude })).toBe(true)
  })

  it('is drawn where it lies among the others: east to the right, north to the top', () => {
    expect(sketch([{ longitudeE6: 1, latitudeE6: 1 }])).toEqual([{ left: 50, top: 50 }])
    expect(sketch([{ longitudeE6: 0, latitudeE6: 0 }, { longitudeE6: 10, latitudeE6: 10 }])).toEqual([{ left: 8, top: 92 }, { left: 92, top: 8 }])
  })
})

it('an application shows where it stands, and may be written to until it is under review', () => {
  const application = { status: 'returned' as const, createdAt: '2026-11-21T04:00:00Z', submittedAt: '2026-11-21T05:00:00Z', decidedAt: null, refusalReason: null } as Parameters<typeof applicationSteps>[0]
  expect(applicationSteps(application).map((s) => `${s.title} ${s.state}`)).toEqual(['填写 done', '提交 done', '需要补正 now'])
  expect(applicationSteps({ ...application, status: 'refused', refusalReason: '门店不在本市', decidedAt: '2026-11-22T05:00:00Z' }).at(-1)).toMatchObject({ title: '未通过', note: '门店不在本市', state: 'done' })
  expect([undefined, 'draft', 'returned', 'refused', 'submitted', 'approved'].map((s) => mayEdit(s as Parameters<typeof mayEdit>[0]))).toEqual([true, true, true, true, false, false])
})
