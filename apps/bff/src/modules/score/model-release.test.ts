import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MyScore, ScoreModelRelease, ScoreModelReleaseDetail } from '@xinhui/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { sqlState } from '../../db/sql'
import { runScores } from '../../jobs/run-jobs'
import { startTestApp, type TestApp } from '../../testing/app'
import { createResident, createStaff, renewToken, type StaffMember } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { auditOf, rowsIn } from '../../testing/rows'
import { cityData } from '../city/city-data'
import { runSimulation } from './release-model'
import { summarise } from './simulate-model'

let app: TestApp
let author: StaffMember
let second: StaffMember
beforeAll(async () => {
  app = await startTestApp()
  author = await createStaff(app, ['steward', 'administrator'])
  second = await createStaff(app, ['reviewer'])
})
afterAll(() => app.close())

const ctx = () => makeCtx(app.deps, { requestId: 'test-job', actor: { kind: 'system', name: 'test' } })
const shipped = () => readFileSync(join(app.deps.city.folder, 'score-models/person-2026.yaml'), 'utf8')
/** The shipped model with volunteer hours worth twice as much. */
const yaml = (id: string) => shipped().replace('id: person-2026', `id: ${id}`).replace('unitTitle: 小时, pointsCenti: 150', 'unitTitle: 小时, pointsCenti: 300')
const post = async (path: string, as: StaffMember, body?: object) => {
  const answer = await app.call(`POST /console/score-models${path}`, { as: as.token, ...(body ? { body } : {}) })
  return { status: answer.status, body: answer.body as unknown as ScoreModelRelease & { code?: string; detail?: string; errors?: { field: string; message: string }[] } }
}
const simulated = async (id: string) => {
  const { body } = await post('', author, { source: yaml(id) })
  await post(`/${body.releaseId}/simulation`, author)
  await runSimulation(ctx())
  return body.releaseId
}
const open = async (token: string) => (await app.call('POST /me/score', { as: token, body: { agreed: true, textVersion: app.deps.city.scoreConsent.textVersion } })).body as unknown as Extract<MyScore, { status: 'open' }>

describe('releasing a model', () => {
  it('draft → simulated on the whole city → approved by another person → in force on its day, and old scores keep theirs', async () => {
    const residents = await Promise.all(Array.from({ length: 6 }, () => createResident(app)))
    for (const { subjectId, token } of residents) {
      await createRecord(app, { subjectId, item: 'volunteer', decidedOn: '2026-11-01', content: { hours: 20 } })
      await open(token)
    }
    const releaseId = await simulated('person-2027')
    const detail = (await app.call(`GET /console/score-models/${releaseId}`, { as: second.token })).body as unknown as ScoreModelReleaseDetail
    expect(detail).toMatchObject({ status: 'simulated', isMine: false, simulation: { day: '2026-11-21', againstModelId: 'person-2026', subjects: 6, up: 6, down: 0, meanDeltaCenti: 3000 } })
    expect(detail.simulation?.crossings).toEqual([{ from: '良好', to: '良好', subjects: 6 }])
    expect(detail.simulation?.byAge).toMatchObject([{ title: '30–44 岁', subjects: 6, up: 6 }])
    expect(detail.simulation?.byDistrict).toMatchObject([{ subjects: 6 }])

    expect((await post(`/${releaseId}/approval`, second, { effectiveFrom: '2026-11-28' })).body).toMatchObject({ status: 'approved', effectiveFrom: '2026-11-28', approver: `staff:${second.staffId}` })
    expect(await auditOf(app, releaseId)).toEqual(['score-model.approve', 'score-model.draft', 'score-model.simulate'])
    expect((await app.call('GET /score-models/person')).body).toMatchObject({ modelId: 'person-2026' })

    const [resident] = residents
    if (!resident) throw new Error('nobody')
    app.clock.set('2026-11-28T04:00:00.000Z')
    const token = await renewToken(app, resident)
    expect((await app.call('GET /me/score', { as: token })).body).toMatchObject({ score: { modelId: 'person-2026', totalCenti: 63_000 } })
    await runScores(ctx())
    expect((await app.call('GET /score-models/person')).body).toMatchObject({ modelId: 'person-2027' })
    expect((await app.call('GET /me/score', { as: token })).body).toMatchObject({ score: { modelId: 'person-2027', totalCenti: 66_000 } })
    const history = (await app.call('GET /me/score/history', { as: token })).body['items'] as { modelId: string; reason: string }[]
    expect(history).toMatchObject([{ modelId: 'person-2027', reason: '+30.00：评价模型更新：志愿服务时长随时间变化 +30.00' }, { modelId: 'person-2026' }])
    app.clock.set('2026-11-21T04:00:00.000Z')
  })

  it('every problem of the file is named with its place, and nothing is stored', async () => {
    const before = await rowsIn(app, 'SELECT id FROM score_model_release')
    const answer = await post('', author, { source: yaml('person-bad').replace('baseCenti: 60000', 'baseCenti: 61000').replace('items: [volunteer]', 'items: [blood-donation]') })
    expect(answer.status).toBe(422)
    expect(answer.body.errors?.map((e) => e.field)).toEqual(expect.arrayContaining(['dimensions', 'indicators[10].items']))
    expect((await post('', author, { source: 'a: [1' })).body.errors?.[0]?.message).toMatch(/第 \d+ 行不是有效的 YAML/)
    expect((await post('', author, { source: 'a: &x [1]\nb: *x' })).status).toBe(422)
    expect(await rowsIn(app, 'SELECT id FROM score_model_release')).toEqual(before)
  })

  it('the author never approves, neither by the service nor in the database', async () => {
    const releaseId = await simulated('person-own')
    expect((await post(`/${releaseId}/approval`, author, { effectiveFrom: '2028-01-01' })).body).toMatchObject({ code: 'SECOND_PERSON_NEEDED' })
    const refused = await rowsIn(app, `UPDATE score_model_release SET status = 'approved', approver_id = author_id, approved_at = now(), effective_from = '2028-01-01' WHERE id = '${releaseId}'`).then(
      () => undefined,
      (error: unknown) => sqlState(error),
    )
    expect(refused).toMatchObject({ code: '23514', constraint: 'score_model_release_second_person' })
  })

  it('nothing unsimulated is approved, no day before tomorrow, none behind a later model, and a taken id is refused', async () => {
    const draft = await post('', author, { source: yaml('person-draft') })
    expect((await post(`/${draft.body.releaseId}/approval`, second, { effectiveFrom: '2028-06-01' })).body).toMatchObject({ code: 'CONFLICT', detail: '此模型尚未模拟' })
    const releaseId = await simulated('person-early')
    expect((await post(`/${releaseId}/approval`, second, { effectiveFrom: '2026-11-21' })).body).toMatchObject({ code: 'VALIDATION' })
    expect((await post(`/${releaseId}/approval`, second, { effectiveFrom: '2026-11-25' })).body).toMatchObject({ code: 'CONFLICT' })
    expect((await post('', author, { source: yaml('person-early') })).body).toMatchObject({ code: 'CONFLICT' })
    expect((await post('', author, { source: yaml('person-2026') })).body).toMatchObject({ code: 'CONFLICT' })
    expect((await post(`/${releaseId}/withdrawal`, author)).body).toMatchObject({ status: 'withdrawn' })
    expect((await post('', author, { source: yaml('person-early') })).status).toBe(201)
  })

  it('an approved model is for ever', async () => {
    for (const statement of ["UPDATE score_model_release SET model = '{}' WHERE status = 'approved'", "DELETE FROM score_model_release WHERE status = 'approved'"]) {
      const refused = await rowsIn(app, statement).then(
        () => undefined,
        (error: unknown) => sqlState(error)?.code,
      )
      expect([statement, refused]).toEqual([statement, '23001'])
    }
  })
})

describe('the simulation', () => {
  const model = () => {
    const found = cityData(app.deps.city).models.find((m) => m.id === 'person-2026')
    if (!found) throw new Error('no model')
    return found
  }

  it('counts each band’s crossings, and shows a group that falls behind', () => {
    const person = (age: string, district: string, from: number, to: number) => ({ age, district, from, to, deltaCenti: (to - from) * 1000 })
    const outcomes = [...Array.from({ length: 8 }, () => person('30–44 岁', '东区', 2, 3)), ...Array.from({ length: 8 }, () => person('60 岁及以上', '西区', 3, 2)), person('18–29 岁', '南区', 2, 2)]
    const result = summarise('2026-11-21', model(), model(), outcomes)
    expect(result).toMatchObject({ subjects: 17, up: 8, down: 8, unchanged: 1 })
    expect(result.bands.find((b) => b.grade === 'very-good')).toMatchObject({ before: 8, after: 8, crossedUp: 8, crossedDown: 8 })
    expect(result.byAge.map((g) => [g.title, g.crossings.find((c) => c.grade === 'very-good')])).toEqual([
      ['30–44 岁', { grade: 'very-good', title: '优秀', crossedUp: 8, crossedDown: 0 }],
      ['60 岁及以上', { grade: 'very-good', title: '优秀', crossedUp: 0, crossedDown: 8 }],
    ])
    expect(result.byAge.map((g) => [g.title, g.topBeforeBps, g.topAfterBps])).toEqual([['30–44 岁', 0, 10_000], ['60 岁及以上', 10_000, 0]])
    // One alone would be recognised.
    expect(JSON.stringify(result)).not.toContain('南区')
  })
})
