import { describe, expect, it } from 'vitest'
import { START, toBody } from './calculator.view'

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
