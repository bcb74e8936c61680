import { describe, expect, it } from 'vitest'
import { aheadPoints, aheadSentence, amountOf, choices, dayFrom, endings, historyPoints, type Projection } from './ahead.view'

const at = (day: string, totalCenti: number) => ({ day, totalCenti, grade: 'good', gradeTitle: '良好' })
const projection: Projection = {
  modelId: 'person-2026',
  today: at('2026-11-21', 62_500),
  points: [at('2026-11-30', 62_500), at('2026-12-31', 63_000)],
  endings: [
    { recordId: 'rec_1', title: '职业资格', pointsCenti: 2000, until: null },
    { recordId: 'rec_2', title: '行政处罚', pointsCenti: -500, until: '2029-11-01' },
    { recordId: 'rec_3', title: '志愿服务时长', pointsCenti: 3000, until: '2027-03-01' },
  ],
  addable: [{ item: 'volunteer', field: 'hours', title: '志愿服务时长', unitTitle: '小时' }],
}

describe('接下来会怎样', () => {
  it('draws from today to the last month-end and says where that is', () => {
    expect(aheadPoints(projection)).toEqual([{ day: '2026-11-21', centi: 62_500 }, { day: '2026-11-30', centi: 62_500 }, { day: '2026-12-31', centi: 63_000 }])
    expect(aheadSentence(projection)).toBe('什么都不变的话，到2026年12月31日是 630 分（+5），良好')
    expect(aheadSentence({ ...projection, points: [at('2026-12-31', 62_500)] })).toBe('什么都不变的话，到2026年12月31日还是 625 分')
  })

  it('lists what ends first on top, with the last day that counts', () => {
    expect(endings(projection).map(({ title, until }) => [title, until])).toEqual([['志愿服务时长', '计到2027年2月28日'], ['行政处罚', '计到2029年10月31日'], ['职业资格', '长期有效']])
  })

  it('lets one suppose more of what is counted by the unit, and the end of what takes points', () => {
    expect(choices(projection).map(({ title, ask }) => [title, ask.kind])).toEqual([['增加志愿服务时长', 'add'], ['行政处罚修复完成', 'end']])
  })

  it('takes whole numbers above zero and days from today on', () => {
    expect(amountOf(' 20 ')).toEqual({ amount: 20 })
    for (const bad of ['0', '-1', '1.5', '', '两小时', '1e3', '1000000']) expect(amountOf(bad)).toHaveProperty('problem')
    expect(dayFrom('2027-01-15', '2026-11-21')).toEqual({ on: '2027-01-15' })
    for (const bad of ['2026-11-20', '2027-13-01', '明天', '']) expect(dayFrom(bad, '2026-11-21')).toHaveProperty('problem')
  })

  it('history is drawn oldest first, one point a day', () => {
    const row = (day: string, totalCenti: number) => ({ historyId: 'his_1', day, at: `${day}T00:00:00.000Z`, modelId: 'm', totalCenti, grade: 'good', gradeTitle: '良好', deltaCenti: 0, reason: '', moves: [] })
    expect(historyPoints([row('2026-11-21', 3), row('2026-11-21', 2), row('2026-11-01', 1)])).toEqual([{ day: '2026-11-01', centi: 1 }, { day: '2026-11-21', centi: 3 }])
  })
})
