import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readCatalog } from './catalog'
import type { Catalog } from './catalog'
import { addDays, addMonths, daysBetween, monthEndsFrom } from './day'
import { readScoreModel } from './read-score-model'
import { evaluateScore, scoreTotal, steadyUntil } from './score'
import { modelOn } from './score-model'
import type { ScoreIndicator, ScoreModel, ScoreRecord } from './score-model'
import { changeFile, projectScore, whatIf } from './what-if'

const CITY = new URL('../../../cities/demo/', import.meta.url)
const TODAY = '2026-11-21'

function load(path: string): unknown {
  return parse(readFileSync(new URL(path, CITY), 'utf8'))
}

function demoCatalog(): Catalog {
  const reading = readCatalog(load('catalog.yaml'))
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  return reading.catalog
}

function demoModel(name: string): ScoreModel {
  const reading = readScoreModel(load(`score-models/${name}.yaml`), demoCatalog())
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  return reading.model
}

const PERSON = demoModel('person-2026')
const ORGANIZATION = demoModel('organization-2026')

function record(id: string, item: string, decidedOn: string, fields: ScoreRecord['fields'] = {}, endsOn: string | null = null): ScoreRecord {
  return { id, item, decidedOn, endsOn, sourceOffice: '市信用信息中心', fields }
}

const catalog = demoCatalog()
const anyRecord = (index: number) =>
  fc.constantFrom(...catalog.items).chain((item) =>
    fc.record({
      age: fc.integer({ min: -30, max: 2200 }),
      life: fc.option(fc.integer({ min: 1, max: 2200 }), { nil: null }),
      values: fc.tuple(...item.contentFields.map((field) =>
        field.options ? fc.constantFrom(...field.options, '无此值') : fc.oneof(fc.integer({ min: 0, max: 400 }), fc.constant('')))),
    }).map(({ age, life, values }): ScoreRecord => {
      const decidedOn = addDays(TODAY, -age)
      const fields: Record<string, string | number> = {}
      item.contentFields.forEach((field, i) => {
        const value = values[i] ?? ''
        fields[field.name] = field.type === 'fen' && typeof value === 'number' ? value * 100_000 : value
      })
      return { id: `rec_${index}`, item: item.code, decidedOn, endsOn: life === null ? null : addDays(decidedOn, life), sourceOffice: item.sourceOffice, fields }
    }))
const anyFile = fc.integer({ min: 0, max: 12 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => anyRecord(i))))
const anyModel = fc.constantFrom(PERSON, ORGANIZATION)
const anyDay = fc.integer({ min: -400, max: 1500 }).map((n) => addDays(TODAY, n))

/** A model with caps so wide that nothing hides what an indicator does. */
function soleIndicator(indicator: Partial<ScoreIndicator> & Pick<ScoreIndicator, 'points' | 'decay'>): ScoreModel {
  return {
    ...ORGANIZATION,
    vetoes: [],
    dimensions: [{ code: 'law', title: '遵纪守法', capCenti: 40_000, floorCenti: -60_000 }],
    indicators: [{ code: 'x', title: '志愿', dimension: 'law', items: ['volunteer'], capCenti: 40_000, floorCenti: -60_000, reason: 'r', source: 's', ...indicator }],
  }
}

describe('score', () => {
  it('starts everybody at the base, in a good grade, with a single row', () => {
    const score = evaluateScore(PERSON, [], TODAY)
    expect(score).toMatchObject({ totalCenti: 60_000, gradeTitle: '良好', nextBand: { grade: 'very-good', gapCenti: 10_000 } })
    expect(score.lines).toHaveLength(1)
    expect(score.dimensions.map((dimension) => dimension.title)).toEqual(['基本信息', '遵纪守法', '商业用信', '生活用信', '亲社会行为'])
  })

  it('explains each record with its rule, office and the day it stops counting', () => {
    const score = evaluateScore(PERSON, [
      record('v1', 'volunteer', '2026-06-01', { hours: 32 }),
      record('h1', 'honour', '2024-05-21', { level: '市级' }),
    ], TODAY)
    expect(score.lines.slice(1)).toEqual([
      {
        kind: 'record', dimension: 'prosocial', indicator: 'volunteer', indicatorTitle: '志愿服务时长', recordId: 'v1',
        rule: '32 小时（20 全额、12 减半），每小时 +1.50', pointsCenti: 3900, until: '2029-06-01', sourceOffice: '市信用信息中心',
        reason: '鼓励经常参与，20 小时以内全额，20 至 60 小时减半，再多不计',
      },
      {
        kind: 'record', dimension: 'prosocial', indicator: 'honour', indicatorTitle: '荣誉表彰', recordId: 'h1',
        rule: '级别“市级” +30.00；已满 30 个月，计 30/36', pointsCenti: 2500, until: '2029-05-21', sourceOffice: '市信用信息中心',
        reason: '道德模范、优秀志愿者、诚信个人等表彰',
      },
    ])
    expect(score.totalCenti).toBe(66_400)
  })

  it('writes an explicit row where a cap cuts something off', () => {
    const score = evaluateScore(PERSON, [record('a', 'honour', '2026-01-01', { level: '国家级' }), record('b', 'honour', '2026-02-01', { level: '县级' })], TODAY)
    expect(score.lines.at(-1)).toMatchObject({ kind: 'adjustment', indicator: 'honour', rule: '封顶调整 −15.00（本项最多 +60.00）', pointsCenti: -1500 })
    expect(score.totalCenti).toBe(66_000)
  })

  it('writes an explicit row where a floor softens something', () => {
    const penalties = ['a', 'b', 'c'].map((id) => record(id, 'penalty', '2026-11-01', { severity: '严重' }))
    const score = evaluateScore(ORGANIZATION, penalties, TODAY)
    expect(score.lines.at(-1)).toMatchObject({ kind: 'adjustment', rule: '保底调整 +40.00（本项最低 −200.00）', pointsCenti: 4000 })
    expect(score).toMatchObject({ totalCenti: 40_000, grade: 'medium' })
  })

  it('holds an organisation on a serious list in the lowest grade until the day it leaves', () => {
    const file = [
      record('s', 'serious-list', '2026-01-10', {}, '2027-01-10'),
      record('t', 'tax-rating', '2026-04-01', { level: 'A' }),
      record('c', 'contract', '2026-10-01', { outcome: '按约履行' }),
    ]
    const inside = evaluateScore(ORGANIZATION, file, '2027-01-09')
    expect(inside).toMatchObject({ grade: 'poor', totalCenti: 39_999, nextBand: null })
    expect(inside.lines.at(-1)).toMatchObject({ kind: 'veto', recordId: 's', until: '2027-01-10', rule: '等级不高于“差”，分数不超过 399.99，调整 −70.01' })
    expect(evaluateScore(ORGANIZATION, file, '2027-01-10')).toMatchObject({ grade: 'good', totalCenti: 67_000 })
  })

  it('counts a record from its decision day to the day before it ends', () => {
    const file = [record('a', 'abnormal-list', '2026-03-01', {}, '2026-06-01')]
    const totals = ['2026-02-28', '2026-03-01', '2026-05-31', '2026-06-01'].map((day) => evaluateScore(ORGANIZATION, file, day).totalCenti)
    expect(totals).toEqual([60_000, 52_000, 52_000, 60_000])
  })

  it('gives nothing for a value the model does not know or a number the record lacks, and says so', () => {
    const score = evaluateScore(PERSON, [record('v', 'volunteer', '2026-06-01'), record('h', 'honour', '2026-06-01', { level: 'constructor' })], TODAY)
    expect(score.totalCenti).toBe(60_000)
    expect(score.lines.map((line) => line.rule)).toContain('记录未载明数量，不计分')
    expect(score.lines.map((line) => line.rule)).toContain('级别“constructor” 0.00')
  })

  it('refuses a file that holds a record twice or a decision without a day', () => {
    const twice = record('a', 'honour', '2026-01-01')
    expect(() => evaluateScore(PERSON, [twice, twice], TODAY)).toThrow(RangeError)
    expect(() => evaluateScore(PERSON, [record('a', 'honour', '2026/01/01')], TODAY)).toThrow(RangeError)
    expect(() => evaluateScore(PERSON, [record('a', 'honour', '2026-01-01', {}, '长期')], TODAY)).toThrow(RangeError)
  })

  it('reaches exactly the published maximum with every indicator full', () => {
    const full: ScoreRecord[] = []
    for (const level of ['高级']) full.push(record('q', 'qualification', TODAY, { level }))
    for (const item of ['social-security', 'housing-fund', 'utilities']) full.push(record(item, item, TODAY, { paidMonths: 99 }))
    for (const n of [1, 2]) full.push(record(`aw${n}`, 'award', TODAY), record(`p${n}`, 'permit', TODAY))
    for (let n = 0; n < 15; n += 1) full.push(record(`o${n}`, 'service-order', TODAY, { outcome: '按约完成' }))
    for (let n = 0; n < 3; n += 1) full.push(record(`c${n}`, 'commitment', TODAY, { outcome: '已践诺' }))
    full.push(record('v', 'volunteer', TODAY, { hours: 60 }), record('h', 'honour', TODAY, { level: '国家级' }))
    expect(evaluateScore(PERSON, full, TODAY)).toMatchObject({ totalCenti: 100_000, grade: 'excellent', nextBand: null })
  })
})

describe('score properties', () => {
  it('the order of records never matters and the same input gives the same bytes', () => {
    fc.assert(fc.property(anyModel, anyFile, anyDay, fc.integer(), (model, file, day, seed) => {
      const shuffled = [...file].sort((a, b) => ((a.id.charCodeAt(4) * 7919 + seed) % 13) - ((b.id.charCodeAt(4) * 7919 + seed) % 13))
      const bytes = JSON.stringify(evaluateScore(model, file, day))
      expect(JSON.stringify(evaluateScore(model, shuffled, day))).toBe(bytes)
      expect(JSON.stringify(evaluateScore(model, file.toReversed(), day))).toBe(bytes)
    }))
  })

  it('the sum of the rows is the score, inside 0…1000, and its grade holds it', () => {
    fc.assert(fc.property(anyModel, anyFile, anyDay, (model, file, day) => {
      const score = evaluateScore(model, file, day)
      expect(score.lines.reduce((sum, line) => sum + line.pointsCenti, 0)).toBe(score.totalCenti)
      expect(score.lines.every((line) => Number.isSafeInteger(line.pointsCenti) && !Object.is(line.pointsCenti, -0))).toBe(true)
      expect(score.totalCenti).toBeGreaterThanOrEqual(0)
      expect(score.totalCenti).toBeLessThanOrEqual(100_000)
      expect(scoreTotal(model, file, day)).toEqual({ totalCenti: score.totalCenti, grade: score.grade })
      const grade = model.grades.find((band) => band.code === score.grade)
      expect(score.totalCenti).toBeGreaterThanOrEqual(grade?.fromCenti ?? Infinity)
      for (const dimension of score.dimensions) {
        const sum = score.lines.filter((line) => line.dimension === dimension.code).reduce((total, line) => total + line.pointsCenti, 0)
        expect(sum).toBe(dimension.pointsCenti)
      }
    }))
  })

  it('a rewarding record never lowers the score, in the shipped models', () => {
    fc.assert(fc.property(anyModel, anyFile, anyRecord(99), anyDay, (model, file, extra, day) => {
      const alone = evaluateScore(model, [extra], day)
      fc.pre(alone.lines.every((line) => line.kind !== 'veto' && (line.kind !== 'record' || line.pointsCenti >= 0)))
      expect(evaluateScore(model, [...file, extra], day).totalCenti).toBeGreaterThanOrEqual(evaluateScore(model, file, day).totalCenti)
    }), { numRuns: 400 })
  })

  it('one more record never lowers the score under any decay and saturation', () => {
    const decay = fc.oneof(
      fc.constant({ kind: 'none' as const }),
      fc.integer({ min: 1, max: 60 }).map((months) => ({ kind: 'ends' as const, months })),
      fc.tuple(fc.nat({ max: 30 }), fc.integer({ min: 1, max: 47 })).map(([fromMonths, span]) => ({ kind: 'linear' as const, fromMonths, toMonths: fromMonths + span })),
    )
    const hours = fc.array(fc.tuple(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 0, max: 40 })), { minLength: 1, maxLength: 8 })
    fc.assert(fc.property(decay, fc.nat({ max: 40 }), fc.nat({ max: 60 }), fc.integer({ min: 1, max: 37 }), hours, (chosen, fullUnits, taper, pointsCenti, file) => {
      const model = soleIndicator({
        points: { kind: 'per-unit', field: 'hours', unitSize: 1, unitTitle: '小时', pointsCenti }, decay: chosen,
        saturation: { field: 'hours', fullUnits, taperUnits: fullUnits + taper },
      })
      const records = file.map(([age, value], i) => record(`r${i}`, 'volunteer', addDays(TODAY, -age), { hours: value }))
      const totals = records.map((_, i) => evaluateScore(model, records.slice(0, i + 1), TODAY).totalCenti)
      expect([...totals].sort((a, b) => a - b)).toEqual(totals)
    }), { numRuns: 500 })
  })

  it('decay is monotone: a reward only fades, a deduction only shrinks, and both end at their day', () => {
    fc.assert(fc.property(fc.nat({ max: 24 }), fc.integer({ min: 1, max: 36 }), fc.constantFrom(1, -1), fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9999 })), (fromMonths, span, sign, size) => {
      const model = soleIndicator({ points: { kind: 'per-record', pointsCenti: sign * size }, decay: { kind: 'linear', fromMonths, toMonths: fromMonths + span } })
      const file = [record('r', 'volunteer', '2026-01-31')]
      const gone = addMonths('2026-01-31', fromMonths + span)
      const days = Array.from({ length: 60 }, (_, i) => addDays('2026-01-31', Math.floor((i * (daysBetween('2026-01-31', gone) + 20)) / 59)))
      const scores = days.map((day) => evaluateScore(model, file, day))
      const effects = scores.map((score) => sign * (score.totalCenti - 60_000) + 0)
      expect(scores.flatMap((score) => score.lines).filter((line) => Object.is(line.pointsCenti, -0))).toEqual([])
      expect(effects[0]).toBe(size)
      expect([...effects].sort((a, b) => b - a)).toEqual(effects)
      expect(evaluateScore(model, file, gone).totalCenti).toBe(60_000)
      expect(evaluateScore(model, file, addDays(gone, -1)).lines[1]?.until).toBe(gone)
    }))
  })

  it('until the day it may move, the score of the same records stands, point by point', () => {
    fc.assert(fc.property(anyModel, anyFile, anyDay, fc.integer({ min: 0, max: 10_000 }), (model, file, day, share) => {
      const until = steadyUntil(model, file, day)
      const days = until === null ? 4000 : daysBetween(day, until)
      expect(days).toBeGreaterThan(0)
      const points = (on: string) => evaluateScore(model, file, on).lines.map((l) => [l.kind, l.recordId, l.indicator, l.pointsCenti])
      for (const later of [Math.floor(((days - 1) * share) / 10_000), days - 1]) {
        expect(scoreTotal(model, file, addDays(day, later))).toEqual(scoreTotal(model, file, day))
        expect(points(addDays(day, later))).toEqual(points(day))
      }
    }), { numRuns: 400 })
  })

  it('names the very day a decay takes its step, a record begins, or one ends', () => {
    const honour = record('h', 'honour', '2026-01-31', { level: '市级' })
    expect(steadyUntil(PERSON, [honour], '2027-03-01')).toBe('2028-02-29')
    expect(scoreTotal(PERSON, [honour], '2028-02-29').totalCenti).toBeLessThan(scoreTotal(PERSON, [honour], '2028-02-28').totalCenti)
    expect(steadyUntil(PERSON, [record('p', 'permit', TODAY, {}, '2026-12-05')], TODAY)).toBe('2026-12-05')
    expect(steadyUntil(PERSON, [record('v', 'volunteer', '2026-12-01', { hours: 1 })], TODAY)).toBe('2026-12-01')
    expect(steadyUntil(PERSON, [], TODAY)).toBeNull()
  })

  it('repaired equals never had, from the repair day on', () => {
    fc.assert(fc.property(anyModel, anyFile, anyRecord(99), fc.nat({ max: 400 }), (model, file, bad, later) => {
      const day = addDays(TODAY, later)
      const repaired = changeFile([...file, bad], { end: [{ id: bad.id, on: TODAY }] })
      expect(evaluateScore(model, repaired, day)).toEqual(evaluateScore(model, file, day))
    }))
  })
})

describe('what if', () => {
  const file = [record('p', 'penalty', '2026-09-01', { severity: '一般' }), record('t', 'tax-rating', '2026-04-01', { level: 'B' })]

  it('answers what a repair on a day would change', () => {
    const serious = [record('s', 'penalty', '2026-09-01', { severity: '严重' }), ...file.slice(1)]
    const answer = whatIf(ORGANIZATION, serious, { end: [{ id: 's', on: '2027-01-15' }] }, '2027-01-15')
    expect(answer).toMatchObject({ differenceCenti: 7757, gradeChanges: true, before: { grade: 'medium' }, after: { grade: 'good' } })
    expect(answer.after).toEqual(evaluateScore(ORGANIZATION, file.slice(1), '2027-01-15'))
    expect(serious[0]?.endsOn).toBeNull()
  })

  it('adds and removes records, keeps an earlier end, and refuses an unknown one', () => {
    const added = whatIf(ORGANIZATION, file, { add: [record('c', 'commitment', TODAY, { outcome: '已践诺' })], remove: ['p'] }, TODAY)
    expect(added.after.totalCenti).toBe(64_000)
    expect(changeFile([record('x', 'penalty', '2026-01-01', {}, '2026-02-01')], { end: [{ id: 'x', on: TODAY }] })[0]?.endsOn).toBe('2026-02-01')
    expect(() => whatIf(ORGANIZATION, file, { remove: ['nobody'] }, TODAY)).toThrow(RangeError)
  })

  it('projects the next twelve month-ends with the same function', () => {
    const days = monthEndsFrom(TODAY, 12)
    const scores = projectScore(ORGANIZATION, file, days)
    expect(scores.map((score) => score.day)).toEqual(days)
    // The tax rating stops counting after a year, the penalty fades by 1/33 of 30.00 a month.
    expect(scores[4]?.totalCenti).toBe(60_000 + 3000 - Math.floor((3000 * 30) / 33))
    expect(scores[5]?.totalCenti).toBe(60_000 - Math.floor((3000 * 29) / 33))
  })
})

describe('models in force', () => {
  it('picks the latest model that is effective on the day', () => {
    const next = { ...PERSON, id: 'person-2027', effectiveFrom: '2027-01-01' }
    expect(modelOn([next, ORGANIZATION, PERSON], 'person', TODAY)?.id).toBe('person-2026')
    expect(modelOn([next, ORGANIZATION, PERSON], 'person', '2027-01-01')?.id).toBe('person-2027')
    expect(modelOn([PERSON], 'person', '2025-12-31')).toBeNull()
  })
})
