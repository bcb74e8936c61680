import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Bill, type Score, toBill } from './statement.view'

type Line = Score['lines'][number]
const line = (over: Partial<Line>): Line => ({
  kind: 'record', dimension: 'prosocial', indicator: 'volunteer', title: '志愿服务时长', rule: '16 小时，每小时 +1.50', pointsCenti: 2400, until: '2028-09-12', recordId: 'rec_1', sourceOffice: '共青团市委', reason: '鼓励经常参与', ...over,
})
const base = line({ kind: 'base', dimension: null, indicator: null, title: '基础分', pointsCenti: 60000, until: null, recordId: null, sourceOffice: null })
const dimensions = [
  { code: 'law', title: '遵纪守法', pointsCenti: 0, capCenti: 5000 },
  { code: 'prosocial', title: '亲社会行为', pointsCenti: 2400, capCenti: 12000 },
]

const rowsOf = (bill: Bill) => bill.parts.flatMap(({ stretches }) => stretches.flatMap(({ rows, rest }) => [...rows, ...rest]))

describe('the score as a bill', () => {
  it('has the base, every dimension even without rows, and the sum of all rows at the foot', () => {
    const bill = toBill({ dimensions, lines: [base, line({})] })
    expect(bill.base).toHaveLength(1)
    expect(bill.parts.map(({ title, stretches }) => [title, stretches.length])).toEqual([['遵纪守法', 0], ['亲社会行为', 1]])
    expect(bill.sumCenti).toBe(62400)
  })

  it('names the last day that counts, where the evaluator names the first that does not', () => {
    expect(rowsOf(toBill({ dimensions, lines: [line({ until: '2027-01-01' })] }))[0]?.until).toBe('2026-12-31')
  })

  it('says why an indicator counts once, and how the points came about on every row', () => {
    const rows = rowsOf(toBill({ dimensions, lines: [line({}), line({ rule: '40 小时', recordId: 'rec_2' })] }))
    expect(rows.map(({ reason }) => reason)).toEqual(['16 小时，每小时 +1.50。鼓励经常参与。', '40 小时。'])
  })

  it('a cap stands as a row of its own', () => {
    const rows = rowsOf(toBill({ dimensions, lines: [line({}), line({ kind: 'adjustment', title: '志愿服务时长', pointsCenti: -400, recordId: null, until: null })] }))
    expect(rows[1]).toMatchObject({ title: '志愿服务时长（封顶调整）', pointsCenti: -400, recordId: null })
  })

  it('many rows of one indicator are folded after the newest three, and the fold says how many and how much', () => {
    const lines = Array.from({ length: 22 }, (_, index) => line({ recordId: `rec_${index}`, pointsCenti: 150 }))
    const [stretch] = toBill({ dimensions, lines }).parts[1]?.stretches ?? []
    expect(stretch).toMatchObject({ rows: { length: 3 }, rest: { length: 19 }, restTitle: '另外 19 条，共 +28.5 分' })
    expect(toBill({ dimensions, lines: lines.slice(0, 5) }).parts[1]?.stretches).toMatchObject([{ rows: { length: 5 }, rest: { length: 0 }, restTitle: '' }])
  })

  it('what concerns the whole number stands apart from the dimensions', () => {
    const bill = toBill({ dimensions, lines: [base, line({ kind: 'veto', dimension: null, indicator: null, title: '一票否决', pointsCenti: -20000 })] })
    expect(bill.whole.map(({ title }) => title)).toEqual(['一票否决'])
    expect(bill.sumCenti).toBe(40000)
  })

  it('no row is lost and none is shown twice, so what is shown adds up to the foot', () => {
    const lines = fc.array(
      fc.record({
        kind: fc.constantFrom('base', 'record', 'adjustment', 'veto'),
        dimension: fc.constantFrom('law', 'prosocial', 'unknown', null),
        pointsCenti: fc.integer({ min: -100000, max: 100000 }),
      }),
    )
    fc.assert(
      fc.property(lines, (given) => {
        const bill = toBill({ dimensions, lines: given.map((one) => line(one)) })
        const shown = [...bill.base, ...rowsOf(bill), ...bill.whole]
        expect(shown).toHaveLength(given.length)
        expect(shown.reduce((sum, { pointsCenti }) => sum + pointsCenti, 0)).toBe(bill.sumCenti)
      }),
    )
  })
})
