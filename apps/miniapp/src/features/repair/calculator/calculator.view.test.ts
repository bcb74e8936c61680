import { describe, expect, it } from 'vitest'
import { ownOf, START, toBody } from './calculator.view'

describe('the calculator’s question', () => {
  it('is made of what was typed, however the day was written', () => {
    expect(toBody({ ...START, decidedOn: '2026年5月10日', fine: '3000', office: 'market', duties: 'done', dutiesOn: '2026/6/1' })).toEqual({
      body: { subjectKind: 'organization', recordKind: 'penalty', decidedOn: '2026-05-10', office: '市场监督管理局', fields: { penaltyKind: '罚款', fineFen: 300_000 }, dutiesDoneOn: '2026-06-01' },
    })
    expect(toBody({ ...START, kind: 'judgment', subject: 'person', decidedOn: '2026-05-10', duties: 'not' })).toMatchObject({ body: { subjectKind: 'person', fields: { performance: '全部未履行' }, dutiesDoneOn: null } })
  })

  it('names every field that is wrong', () => {
    expect(toBody({ ...START, decidedOn: '2026-02-30', fine: 'x', duties: 'done' })).toEqual({ errors: { decidedOn: expect.stringContaining('日期'), fine: expect.stringContaining('元'), dutiesOn: expect.stringContaining('日期') } })
  })
})

it('of one’s own records those are offered that are bad and of that day', () => {
  const record = { recordId: 'rec_1', title: '占道经营', tone: 'negative' as const, decidedOn: '2026-05-10', sourceOffice: '市城管局' }
  expect(ownOf('2026-05-10', [{ records: [record, { ...record, recordId: 'rec_2', tone: 'positive' }] }, { firmId: 'sub_1', name: '映禾食品', records: [{ ...record, recordId: 'rec_3' }, { ...record, recordId: 'rec_4', decidedOn: '2026-05-11' }] }])).toEqual([
    { recordId: 'rec_1', firmId: undefined, title: '占道经营', note: '市城管局' },
    { recordId: 'rec_3', firmId: 'sub_1', title: '占道经营', note: '映禾食品，市城管局' },
  ])
})
