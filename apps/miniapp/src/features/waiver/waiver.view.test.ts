import type { Waiver, WaiverEvent } from '@xinhui/contract'
import { expect, it } from 'vitest'
import { amountFacts, deskActions, fenOf, nextStep, quoteFacts, timelineOf } from './waiver.view'

const order = (change: Partial<Waiver>): Waiver => ({
  waiverId: 'wvr_0',
  orderNo: 'J73QZY',
  kind: 'deposit-waiver',
  title: '相机免押租',
  status: 'reserved',
  statusTitle: '待取用',
  handedOverAt: null,
  dueAt: null,
  returnedAt: null,
  claimUntil: null,
  disputeUntil: null,
  useFen: null,
  claimFen: null,
  upheldFen: null,
  discountFen: 0,
  billFen: null,
  settledAt: null,
  perkId: 'prk_0',
  benefit: '免押',
  merchantName: '陌上户外',
  storeName: null,
  holdFen: 30_000,
  confirmed: false,
  pickUpUntil: '2026-11-22T04:00:00Z',
  voucherId: null,
  payAtCounter: false,
  ...change,
})

it('every line of a quote says its amount or what stands in its place', () => {
  expect(quoteFacts({ lines: [{ title: '现在支付', amountFen: 0, detail: null }, { title: '最多会收', amountFen: 30_000, detail: '不会超过' }, { title: '使用费', amountFen: null, detail: '按门店标价' }] })).toEqual([
    { name: '现在支付', value: '0.00 元' },
    { name: '最多会收', value: '300.00 元，不会超过' },
    { name: '使用费', value: '按门店标价' },
  ])
})

it('an order is confirmed first, then shown at the till, then brought back in time', () => {
  expect(nextStep(order({})).act).toBe('confirm')
  expect(nextStep(order({ confirmed: true }))).toMatchObject({ act: 'show', why: '请在 2026年11月22日 12:00 前到店取用' })
  expect(nextStep(order({ status: 'in-use', dueAt: '2026-11-24T04:00:00Z' }))).toEqual({ act: 'none', label: '', why: '请在 2026年11月24日 12:00 前到店归还' })
  expect(nextStep(order({ status: 'in-use', kind: 'post-pay', dueAt: '2026-11-24T04:00:00Z' })).why).toContain('到店结账')
})

it('what is overdue may have been given back without being registered', () => {
  expect(nextStep(order({ status: 'overdue' }))).toEqual({ act: 'dispute', label: '已归还，门店没登记', why: '已过约定时间，请尽快到店归还' })
})

it('a claim asks for an answer and says until when it may be disputed', () => {
  expect(nextStep(order({ status: 'claimed', disputeUntil: '2026-11-30T04:00:00Z' }))).toMatchObject({ act: 'answer', why: '不同意的，请在 2026年11月30日 12:00 前提出异议' })
})

it('what is owed where 支付分 collects no more is paid at the counter', () => {
  expect(nextStep(order({ status: 'returned', billFen: 100, payAtCounter: true })).why).toContain('到店付款')
  expect(nextStep(order({ status: 'returned', billFen: 100 })).why).toBe('微信支付分收款中')
  expect(nextStep(order({ status: 'returned' })).why).toBe('店家验收后确定应付金额')
})

it('only amounts that are known are told', () => {
  expect(amountFacts(order({}))).toEqual([])
  expect(amountFacts(order({ useFen: 3000, claimFen: 5000, upheldFen: 1999, discountFen: 0, billFen: 4999 })).map((f) => `${f.name} ${f.value}`)).toEqual(['使用费 30.00 元', '申请赔偿 50.00 元', '认定赔偿 19.99 元', '应付 49.99 元'])
})

it('the timeline ends where the order stands, and is all done when it is over', () => {
  const events: WaiverEvent[] = [
    { at: '2026-11-21T04:00:00Z', title: '同意条款并下单', by: 'resident', amountFen: 30_000 },
    { at: '2026-11-21T05:00:00Z', title: '到店取用', by: 'merchant', amountFen: null },
  ]
  expect(timelineOf(events, false)).toEqual([
    { title: '同意条款并下单，300.00 元', at: '2026年11月21日 12:00 · 本人', state: 'done' },
    { title: '到店取用', at: '2026年11月21日 13:00 · 门店', state: 'now' },
  ])
  expect(timelineOf(events, true).map((e) => e.state)).toEqual(['done', 'done'])
})

it('yuan as people type them are read to the fen', () => {
  expect(['12', '12.5', '12.05', '0', ' 3.10 '].map(fenOf)).toEqual([1200, 1250, 1205, 0, 310])
  expect(['', '-1', '1.234', '一', '1e3', '12345678'].map(fenOf)).toEqual([undefined, undefined, undefined, undefined, undefined, undefined])
})

it('the clerk may do what the order is ready for, and nothing else', () => {
  const now = Date.parse('2026-11-21T04:00:00Z')
  const desk = { billFen: null, claimUntil: null, billSent: false, payAtCounter: false, paidAtCounter: false }
  expect(deskActions({ ...desk, status: 'in-use' }, now)).toEqual(['return'])
  expect(deskActions({ ...desk, status: 'overdue' }, now)).toEqual(['return', 'claim'])
  expect(deskActions({ ...desk, status: 'returned', claimUntil: '2026-11-22T04:00:00Z' }, now)).toEqual(['claim'])
  expect(deskActions({ ...desk, status: 'returned', claimUntil: '2026-11-20T04:00:00Z' }, now)).toEqual([])
  expect(deskActions({ ...desk, status: 'returned', billFen: 100 }, now)).toEqual([])
  expect(deskActions({ ...desk, status: 'returned', billFen: 100, billSent: true }, now)).toEqual(['collect'])
  expect(deskActions({ ...desk, status: 'resolved', billFen: 100, billSent: true, paidAtCounter: true }, now)).toEqual([])
  expect(deskActions({ ...desk, status: 'settled', billFen: 100 }, now)).toEqual([])
})
