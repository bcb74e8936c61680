// @vitest-environment node
import { expect, it } from 'vitest'
import { nextWords, seesSettlement, statementLine } from './settlement.view'

it('what is owed next is said with its day, and a sum of nothing with why', () => {
  expect(nextWords({ amountFen: 128_350, lineCount: 412, drawnOn: '2026-12-01' })).toEqual({ amount: '1,283.50 元', note: '412 笔，2026年12月1日出结算单' })
  expect(nextWords({ amountFen: 0, lineCount: 0, drawnOn: '2026-12-01' }).note).toBe('还没有新的有补贴的核销')
  expect(nextWords({ amountFen: -300, lineCount: 1, drawnOn: '2026-12-01' }).note).toContain('转入以后的结算单')
})

it('a statement is a month, a sum and where it stands', () => {
  expect(statementLine({ month: '2026-09', status: 'drawn', totalFen: 600, lineCount: 2 })).toEqual({ title: '2026年9月', note: '2 笔 · 待确认', value: '6.00 元' })
  expect(statementLine({ month: '2026-09', status: 'paid', totalFen: 600, lineCount: 2 }).note).toBe('2 笔 · 已付款')
})

it('a clerk does not see the money', () => {
  expect((['owner', 'manager', 'clerk'] as const).map(seesSettlement)).toEqual([true, true, false])
})
