import { addDays, compareRecords, evaluateScore, type ScoreModel, type ScoreRecord } from '@xinhui/rules'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { createResident } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { cityData } from '../city/city-data'
import { listScoreFiles } from './batch-records.store'
import { FIELD, fieldsOf, readingOf, readScoreFile, RECORD, VALUE } from './score-file'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const TODAY = '2026-11-21'
const models = () => cityData(app.deps.city).models
const personModel = () => models().find((m) => m.subjectKind === 'person') as ScoreModel

/** As the database writes a file. */
const written = (fields: ReturnType<typeof fieldsOf>, records: readonly ScoreRecord[]) =>
  records
    .map((r) => [r.id, r.item, r.decidedOn, r.endsOn ?? '', r.sourceOffice, (fields[r.item] ?? []).map((name) => String(r.fields[name] ?? '')).join(VALUE)].join(FIELD))
    .join(RECORD)

describe('a file as a score keeps it', () => {
  it('gives the same score, byte for byte, as the records it was written from, in whatever order', () => {
    const value = fc.oneof(fc.integer({ min: -2, max: 400 }), fc.constantFrom('', '市级', '按约完成', '轻微', 'C', '12.5', '无此值'))
    fc.assert(
      fc.property(fc.constantFrom(...models()), fc.array(fc.record({ age: fc.integer({ min: -30, max: 2200 }), life: fc.option(fc.integer({ min: 1, max: 2200 }), { nil: null }), place: fc.nat(), value }), { maxLength: 14 }), (model, facts) => {
        const items = model.indicators.flatMap((i) => i.items)
        const fields = fieldsOf([model])
        const records = facts.map(({ age, life, place, value }, i): ScoreRecord => {
          const [item = '', decidedOn] = [items[place % items.length], addDays(TODAY, -age)]
          return { id: `rec_${i}`, item, decidedOn, endsOn: life === null ? null : addDays(decidedOn, life), sourceOffice: '云汀市测试局', fields: Object.fromEntries((fields[item] ?? []).map((name) => [name, value])) }
        })
        const file = readScoreFile(fields, written(fields, records))
        expect(JSON.stringify(evaluateScore(model, file.records, TODAY))).toBe(JSON.stringify(evaluateScore(model, records, TODAY)))
        expect(file.text).toBe(written(fields, records.toSorted(compareRecords)))
        expect(readScoreFile(fields, file.text)).toEqual(file)
      }),
    )
  })

  it('holds the fields the model reads and nothing else of the content, and special classes only under their consent', async () => {
    const { subjectId } = await createResident(app)
    const { recordId } = await createRecord(app, { subjectId, item: 'penalty', decidedOn: '2026-11-01', content: { severity: '轻微', documentNumber: '云汀罚〔2026〕12号' } })
    await createRecord(app, { subjectId, item: 'social-security', decidedOn: '2026-06-01', content: { paidMonths: 36 } })
    const reading = readingOf([personModel()], cityData(app.deps.city).itemsByCode)
    const file = (await listScoreFiles(app.deps.db, { subjectIds: [subjectId], reading, now: app.clock.now() })).get(subjectId)
    expect(file?.records).toEqual([{ id: recordId, item: 'penalty', decidedOn: '2026-11-01', endsOn: null, sourceOffice: '云汀市测试局', fields: { severity: '轻微' } }])
  })

  it('a text that is no file is refused', () => {
    expect(() => readScoreFile({}, `rec_1${FIELD}penalty`)).toThrow(RangeError)
  })
})
