// @vitest-environment node
import type { SettlementEntry } from '@xinhui/contract'
import { expect, it } from 'vitest'
import { disputeWords, entryLine, linesOf, reasonProblem, toggled } from './statement.view'

const entry: SettlementEntry = { entryId: 'ent_1', kind: 'redemption', day: '2026-10-12', amountFen: 300, redemptionId: 'red_1', receiptNo: '20261012-1', redeemedAt: '2026-10-12T04:02:00.000Z', reversedAt: null, channel: 'qr', perkTitle: '停车优惠', storeName: '临河店', dispute: null }

it('a line says what, when, where, by which receipt and how much; a correction has no time of day', () => {
  expect(entryLine(entry)).toMatchObject({ title: '停车优惠 · 核销', value: '3.00 元' })
  expect(entryLine(entry).note).toMatch(/ · 临河店 · 20261012-1$/)
  expect(entryLine({ ...entry, kind: 'adjustment', redeemedAt: null, storeName: null, receiptNo: null, perkTitle: null, amountFen: 1200 })).toEqual({ title: '补贴 · 更正', note: '2026-10-12', value: '12.00 元' })
})

it('a line is doubted and not any more; nothing is sent without a reason for each', () => {
  const one = toggled({}, 'ent_1')
  expect([linesOf({}), linesOf(one), reasonProblem('不对')]).toEqual([[], undefined, '请写明理由，至少 5 个字'])
  expect(linesOf({ ent_1: ' 这一笔不是本店的 ', ent_2: '' })).toBeUndefined()
  expect(linesOf({ ent_1: ' 这一笔不是本店的 ' })).toEqual([{ entryId: 'ent_1', reason: '这一笔不是本店的' }])
  expect(toggled(one, 'ent_1')).toEqual({})
})

it('what became of a doubt is said with the answer', () => {
  const dispute = { disputeId: 'dsp_1', reason: '金额不对', outcome: null, answer: null }
  expect(disputeWords(null)).toBeUndefined()
  expect(disputeWords(dispute)).toBe('异议：金额不对（等待答复）')
  expect(disputeWords({ ...dispute, outcome: 'accepted', answer: '经核实有误' })).toBe('异议：金额不对。已采纳，下月更正：经核实有误')
  expect(disputeWords({ ...dispute, outcome: 'rejected', answer: '与约定一致' })).toBe('异议：金额不对。未采纳：与约定一致')
})
