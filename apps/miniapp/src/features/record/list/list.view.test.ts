import { describe, expect, it } from 'vitest'
import { recordGroups, type RecordView } from './list.view'

const record = (over: Partial<RecordView>): RecordView => ({
  recordId: 'rec_1', item: 'volunteer', itemTitle: '志愿服务', tone: 'positive', title: '图书馆整架', sourceOffice: '共青团市委', decidedOn: '2026-09-12', endsOn: null, shownUntil: '2029-09-12', objection: null, fields: [{ name: 'hours', title: '时长', value: '16' }], ...over,
})

describe('my records', () => {
  it('are grouped by kind in the order they came, each kind counted', () => {
    const groups = recordGroups([record({}), record({ recordId: 'rec_2', item: 'penalty', itemTitle: '行政处罚' }), record({ recordId: 'rec_3' })])
    expect(groups.map(({ title, count, rows }) => [title, count, rows.map(({ recordId }) => recordId)])).toEqual([
      ['志愿服务', '2 条', ['rec_1', 'rec_3']],
      ['行政处罚', '1 条', ['rec_2']],
    ])
  })

  it('say where they come from, when it was decided and until when', () => {
    const [helps] = recordGroups([record({ endsOn: '2030-03-04' })])
    expect(helps?.rows[0]?.facts).toEqual([{ name: '来源', value: '共青团市委' }, { name: '认定', value: '2026年9月12日' }, { name: '有效至', value: '2030年3月4日' }, { name: '展示至', value: '2029年9月12日' }])
    const [hurts] = recordGroups([record({ tone: 'negative', endsOn: '2027-01-06' })])
    expect(hurts?.rows[0]).toMatchObject({ tone: '不利', facts: [{}, {}, { name: '公示截止期', value: '2027年1月6日' }, {}] })
  })

  it('many of one kind show the newest three and keep the others at hand', () => {
    const [group] = recordGroups(Array.from({ length: 22 }, (_, index) => record({ recordId: `rec_${index}` })))
    expect(group).toMatchObject({ count: '22 条', rows: { length: 3 }, rest: { length: 19 } })
    expect(recordGroups(Array.from({ length: 5 }, () => record({})))[0]).toMatchObject({ rows: { length: 5 }, rest: { length: 0 } })
  })

  it('without an end say nothing about one, and how long they are shown', () => {
    expect(recordGroups([record({ shownUntil: null })])[0]?.rows[0]?.facts.at(-1)).toEqual({ name: '展示至', value: '长期' })
    expect(recordGroups([record({})])[0]?.rows[0]?.facts).toHaveLength(3)
  })

  it('under review say so', () => {
    expect(recordGroups([record({ objection: { objectionId: 'obj_1', since: '2026-11-21T04:00:00Z' } })])[0]?.rows[0]?.disputed).toBe(true)
  })
})
