import { expect, it } from 'vitest'
import { type Objection, objectionRow } from './list.view'

const objection = (over: Partial<Objection>): Objection => ({
  objectionId: 'obj_1', recordId: 'rec_1', itemTitle: '荣誉表彰', sourceOffice: '市文明办', decidedOn: '2026-01-02', reason: '级别写错了', status: 'open', filedAt: '2026-11-21T04:00:00Z', forwardedAt: null, forwardedTo: null, escalatedAt: null, clock: null, answer: null, answeredAt: null, ...over,
})

it('an objection under review says so and shows no answer', () => {
  expect(objectionRow(objection({}))).toMatchObject({ status: '处理中', tone: 'amber', answer: undefined, facts: [{ value: '市文明办' }, { value: '2026年1月2日' }, { value: '级别写错了' }, { value: '2026年11月21日 12:00' }] })
})

it('an answer stands with its outcome in words', () => {
  expect(objectionRow(objection({ status: 'corrected', answer: '已改为省级', answeredAt: '2026-11-23T01:00:00Z' }))).toMatchObject({ status: '已更正', answer: '已改为省级' })
  expect(objectionRow(objection({ status: 'upheld', answer: '经核实无误', answeredAt: '2026-11-23T01:00:00Z' })).status).toBe('维持原记录')
})

it('while it is under review the reader knows where it went and until when', () => {
  const { facts } = objectionRow(objection({ forwardedAt: '2026-11-23T04:00:00Z', forwardedTo: '市文明办', clock: { step: 'decide', dueOn: '2026-11-27', decideOn: '2026-11-27', provisional: false, urgency: 'none' } }))
  expect(facts.slice(-2)).toEqual([{ name: '转交', value: '市文明办，2026年11月23日 12:00' }, { name: '最迟办结', value: '2026年11月27日' }])
})

it('a special class whose consent ended shows nothing of the record', () => {
  expect(objectionRow(objection({ sourceOffice: null, decidedOn: null })).facts.map(({ name }) => name)).toEqual(['我的说明', '提交'])
})
