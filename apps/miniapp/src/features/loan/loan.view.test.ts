// @vitest-environment node
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Application, byUrgency, fenOf, lateWords, needOf, START, startOf, subsidyFacts, type Summary, termsWith, timelineOf, unseenItems } from './loan.view'

describe('a need', () => {
  it('is read in 万元 as one would type it', () => {
    expect(['50', '50万', '12.5 万元', '1,200', '0', '-3', 'abc', '1.23456'].map(fenOf)).toEqual([50_000_000, 50_000_000, 12_500_000, 1_200_000_000, undefined, undefined, undefined, undefined])
    fc.assert(fc.property(fc.integer({ min: 1, max: 999_999 }), (wan) => fenOf(String(wan)) === wan * 1_000_000))
  })

  it('says what is missing beside its field, and is whole otherwise', () => {
    expect(needOf(START)).toEqual({ errors: { wan: '请填写金额，1 万元至 10 亿元' } })
    expect(needOf({ ...START, wan: '100001' })).toHaveProperty('errors.wan')
    expect(needOf({ ...START, wan: '100000' })).toHaveProperty('need')
    expect(needOf({ ...START, wan: '50', collateral: 'order' })).toEqual({ errors: { worth: '请填写大约值多少万元' } })
    expect(needOf({ ...START, wan: '50', collateral: 'order', worth: '80', note: ' 国庆备货 ' })).toEqual({
      need: { amountFen: 50_000_000, termMonths: 12, use: 'stock', collateral: [{ kind: 'order', valueFen: 80_000_000 }], inPool: false, note: '国庆备货' },
    })
  })
})

it('a need begins with what a product’s page asked for, and is not led astray', () => {
  expect(startOf('12500000', '18')).toMatchObject({ wan: '12.5', term: '18' })
  expect(startOf('abc', '999')).toEqual(START)
  expect(termsWith('18').map(({ code }) => code)).toEqual(['3', '6', '12', '18', '24', '36'])
})

it('what waits for the reader stands first, what is over last', () => {
  const one = (status: Summary['status'], submittedAt: string) => ({ status, submittedAt }) as Summary
  expect(byUrgency([one('refused', '4'), one('disbursed', '3'), one('submitted', '1'), one('submitted', '2'), one('offered', '0')]).map((s) => `${s.status}${s.submittedAt}`)).toEqual(['offered0', 'submitted2', 'submitted1', 'disbursed3', 'refused4'])
})

it('what a bank would not see though ticked is what the city may not collect yet, in the order of the catalogue', () => {
  const item = (code: string, consentId: string | null) => ({ item: code, title: code, sourceOffice: '', fields: [], scorable: false, consentId })
  const known = [item('tax-rating', 'con_1'), item('tax-payment', null), item('loan-record', null)]
  expect([['tax-rating', 'tax-payment'], ['loan-record'], ['tax-rating'], []].map((items) => unseenItems(known, items).map((one) => one.item))).toEqual([['tax-payment'], ['loan-record'], [], []])
})

it('a lender is shown as late from the third time on', () => {
  expect([0, 3].map(lateWords)).toEqual([undefined, '近一年 3 次超时答复'])
})

it('a subsidy shows what is promised, due and paid with its dates, or that the pot was empty', () => {
  const subsidy = { title: '首贷贴息', issuer: '市财政局', state: '等待付款', isAvailable: true, reservedFen: 770_000, interestPaidFen: 128_333, dueFen: 64_166, paidFen: 0, promisedOn: '2026-11-21', closedOn: null, payments: [] }
  expect(subsidyFacts(subsidy)).toEqual([{ name: '首贷贴息', value: '等待付款，市财政局' }, { name: '最多补', value: '7,700.00 元，2026年11月21日留出' }, { name: '已付利息', value: '1,283.33 元' }, { name: '应补', value: '641.66 元' }, { name: '已补', value: '还没有' }])
  expect(subsidyFacts({ ...subsidy, paidFen: 64_166, closedOn: '2027-11-21', payments: [{ amountFen: 64_166, on: '2027-01-05' }] }).slice(4)).toEqual([{ name: '已补', value: '641.66 元（2027年1月5日）' }, { name: '结束', value: '2027年11月21日' }])
  expect(subsidyFacts({ ...subsidy, isAvailable: false })).toEqual([{ name: '首贷贴息', value: '企业符合，但放款时项目资金已经用完，没有占到。利息按合同付。' }])
})

it('the timeline ends with what runs now and its day', () => {
  const application = {
    steps: [{ at: '2026-11-21T04:00:00.000Z', event: 'submit', title: '提交申请', by: '企业', note: null }],
    clocks: [{ step: 'accept', title: '受理', startedOn: '2026-11-21', workingDays: 2, dueOn: '2026-11-24', provisional: false, doneOn: null, colour: 'red' }],
  } as unknown as Application
  expect(timelineOf(application)).toEqual([
    { title: '提交申请', at: '2026年11月21日 12:00 · 企业', state: 'done' },
    { title: '等待受理', at: '2026年11月24日前，2 个工作日', state: 'now', note: '已超过时限' },
  ])
})
