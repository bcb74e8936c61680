import { expect, it } from 'vitest'
import { type Interview, interviewRow } from './list.view'

const interview = (over: Partial<Interview> = {}): Interview => ({
  interviewId: 'itv_1', firmId: 'sub_1', firmName: '云汀映禾食品有限公司', status: 'notified', reason: '三年内多次受到行政处罚', place: '市信用信息中心', appointedAt: '2026-11-24T02:00:00Z', notifiedAt: '2026-11-20T02:00:00Z', statement: null, statedAt: null,
  result: null, heldAt: null, appealUntil: null, appealProvisional: false, mayAppeal: false, appeal: null, appealedAt: null, decision: null, decidedAt: null, ...over,
})

it('before the interview the firm may explain itself once', () => {
  expect(interviewRow(interview())).toMatchObject({ status: '待约谈', may: { act: 'statement' } })
  expect(interviewRow(interview({ statement: '两起已整改', statedAt: '2026-11-21T02:00:00Z' })).may).toBeUndefined()
})

it('after it, an appeal has a last day, and then there is none', () => {
  const held = interview({ status: 'held', result: '已提醒', heldAt: '2026-11-24T02:00:00Z', appealUntil: '2026-12-08', mayAppeal: true })
  expect(interviewRow(held).may?.note).toContain('2026年12月8日前')
  expect(interviewRow({ ...held, mayAppeal: false }).may).toBeUndefined()
})

it('what came of an appeal stands beside it', () => {
  const { status, facts } = interviewRow(interview({ status: 'revoked', result: '已提醒', heldAt: '2026-11-24T02:00:00Z', appeal: '两起已撤销', appealedAt: '2026-11-25T02:00:00Z', decision: '不足五起', decidedAt: '2026-11-27T02:00:00Z' }))
  expect(status).toBe('结果已撤销')
  expect(facts.map(({ name }) => name)).toEqual(['时间', '地点', '事由', '结果', '我的申诉', '申诉处理'])
})
