import type { MyScore, Notice, ScoreHistoryEntry, ScoreProjection, ScoreWhatIf } from '@xinhui/contract'
import { addDays } from '@xinhui/rules'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { sqlState } from '../../db/sql'
import { handlers } from '../../jobs/handlers'
import { runScores } from '../../jobs/run-jobs'
import { runOutbox } from '../../jobs/run-outbox'
import { startTestApp, type TestApp } from '../../testing/app'
import { createResident, renewToken, type Resident } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { rowsIn } from '../../testing/rows'
import { tellScoreChange } from './tell-score-change'
import { insertScoreDue } from './score.store'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const START = '2026-11-21T04:00:00.000Z'
const ctx = () => makeCtx(app.deps, { requestId: 'test-job', actor: { kind: 'system', name: 'test' } })
const open = async (token: string) => (await app.call('POST /me/score', { as: token, body: { agreed: true, textVersion: app.deps.city.scoreConsent.textVersion } })).body as unknown as Extract<MyScore, { status: 'open' }>
const historyOf = async (token: string) => (await app.call('GET /me/score/history', { as: token })).body['items'] as ScoreHistoryEntry[]
const noticesOf = async (token: string) => (await app.call('GET /me/notices', { as: token })).body as unknown as { items: Notice[]; unread: number }
const recompute = async (resident: Resident) => {
  await insertScoreDue(app.deps.db, [resident.subjectId], app.clock.now(), 'test')
  await runScores(ctx())
  await runOutbox(ctx(), handlers)
}

/** A resident with an open score and then a penalty. */
async function penalised(): Promise<{ resident: Resident; recordId: string }> {
  const resident = await createResident(app)
  await createRecord(app, { subjectId: resident.subjectId, item: 'volunteer', decidedOn: '2026-10-01', content: { hours: 20 } })
  await open(resident.token)
  const { recordId } = await createRecord(app, { subjectId: resident.subjectId, item: 'penalty', decidedOn: '2026-11-01', content: { severity: '轻微', documentNumber: '云汀罚〔2026〕12号' } })
  await recompute(resident)
  return { resident, recordId }
}

describe('history', () => {
  it('begins with the opening and gives each change its reason, with the number of the document', async () => {
    const { resident, recordId } = await penalised()
    const [penalty, first] = await historyOf(resident.token)
    expect(first).toMatchObject({ deltaCenti: 0, reason: '开通信用分，首次计算', totalCenti: 63_000 })
    expect(penalty).toMatchObject({ deltaCenti: -500, totalCenti: 62_500, day: '2026-11-21', gradeTitle: '良好', reason: '−5.00：行政处罚 云汀罚〔2026〕12号 公示 −5.00' })
    expect(penalty?.moves).toEqual([{ title: '行政处罚', words: '公示', recordId, deltaCenti: -500 }])
    const stored = await rowsIn<{ reason: string }>(app, 'SELECT reason FROM score_history')
    expect(stored.map((r) => r.reason).join()).not.toContain('云汀罚')
  })

  it('the changes add up from the first number to the last', async () => {
    const { resident } = await penalised()
    await createRecord(app, { subjectId: resident.subjectId, item: 'honour', decidedOn: '2026-11-02', content: { level: '市级' } })
    await recompute(resident)
    const history = (await historyOf(resident.token)).toReversed()
    history.forEach((entry, i) => {
      if (i > 0) expect(entry.totalCenti - (history[i - 1]?.totalCenti ?? 0)).toBe(entry.deltaCenti)
    })
    expect(history).toHaveLength(3)
  })

  it('computing again on the same day writes no second row, and pages follow each other', async () => {
    const { resident } = await penalised()
    await recompute(resident)
    expect(await historyOf(resident.token)).toHaveLength(2)
    const first = (await app.call('GET /me/score/history?limit=1', { as: resident.token })).body
    const second = (await app.call(`GET /me/score/history?limit=1&cursor=${String(first['nextCursor'])}`, { as: resident.token })).body
    expect((second['items'] as ScoreHistoryEntry[]).map((h) => h.deltaCenti)).toEqual([0])
  })

  it('cannot be changed or shortened while the score lives, and goes with it', async () => {
    const { resident } = await penalised()
    for (const statement of ['UPDATE score_history SET delta_centi = 0', 'DELETE FROM score_history']) {
      const refused = await rowsIn(app, statement).then(
        () => undefined,
        (error: unknown) => sqlState(error)?.code,
      )
      expect([statement, refused]).toEqual([statement, '23001'])
    }
    const [mine] = await rowsIn<{ id: string }>(app, `SELECT id FROM score WHERE subject_id = '${resident.subjectId}'`)
    await app.call('DELETE /me/score', { as: resident.token })
    expect(await rowsIn(app, `SELECT 1 FROM score_history WHERE score_id = '${mine?.id}'`)).toEqual([])
    expect((await noticesOf(resident.token)).items).toEqual([])
    expect(await historyOf(resident.token)).toEqual([])
  })
})

describe('what a score rests on', () => {
  const basesOf = (resident: Resident) => rowsIn<{ basis: string }>(app, `SELECT b.basis FROM score_basis b JOIN score s ON s.id = b.score_id WHERE s.subject_id = '${resident.subjectId}'`)

  it('is kept without the number of a document, replaced when it differs, and goes with the score', async () => {
    const { resident, recordId } = await penalised()
    const [before] = await basesOf(resident)
    expect(before?.basis).toContain(recordId)
    expect(before?.basis).not.toContain('云汀罚')
    await createRecord(app, { subjectId: resident.subjectId, item: 'honour', decidedOn: '2026-11-02', content: { level: '市级' } })
    await recompute(resident)
    const [after] = await basesOf(resident)
    expect(after?.basis).toContain(recordId)
    expect(after?.basis.length).toBeGreaterThan(before?.basis.length ?? Number.NaN)
    const [mine] = await rowsIn<{ id: string }>(app, `SELECT id FROM score WHERE subject_id = '${resident.subjectId}'`)
    await app.call('DELETE /me/score', { as: resident.token })
    expect(await rowsIn(app, `SELECT 1 FROM score_basis WHERE score_id = '${mine?.id}'`)).toEqual([])
  })

  it('cannot be that of a score that is not there, and neither can a change', async () => {
    for (const statement of ["INSERT INTO score_basis VALUES ('sco_none', '')", "INSERT INTO score_history (id, score_id, model_id, day, total_centi, grade, delta_centi, reason, moves, at) VALUES ('his_none', 'sco_none', 'm', '2026-11-21', 0, 'g', 0, '', '[]', now())"]) {
      const refused = await rowsIn(app, statement).then(
        () => undefined,
        (error: unknown) => sqlState(error)?.code,
      )
      expect([statement, refused]).toEqual([statement, '23503'])
    }
  })

  it('a score from before bases were kept is computed when it is first read', async () => {
    const { resident } = await penalised()
    await rowsIn(app, `DELETE FROM score_basis b USING score s WHERE s.id = b.score_id AND s.subject_id = '${resident.subjectId}'`)
    await rowsIn(app, `UPDATE score SET digest = '' WHERE subject_id = '${resident.subjectId}'`)
    const mine = (await app.call('GET /me/score', { as: resident.token })).body as unknown as Extract<MyScore, { status: 'open' }>
    expect(mine.score.totalCenti).toBe(62_500)
    expect(mine.score.lines.reduce((sum, l) => sum + l.pointsCenti, 0)).toBe(62_500)
    expect(await historyOf(resident.token)).toHaveLength(2)
  })
})

describe('notice on change', () => {
  it('a change is told once, however often the message runs, and read once', async () => {
    const { resident } = await penalised()
    const [row] = await rowsIn<{ id: string }>(app, `SELECT h.id FROM score_history h JOIN score s ON s.id = h.score_id WHERE s.subject_id = '${resident.subjectId}' AND delta_centi <> 0`)
    await tellScoreChange({ ctx: ctx(), input: { historyId: row?.id ?? '' } })
    const { items, unread } = await noticesOf(resident.token)
    expect(items).toMatchObject([{ kind: 'score.changed', title: '信用分变为 625.00', body: '−5.00：行政处罚公示 −5.00', readAt: null }])
    expect(unread).toBe(1)
    expect((await app.call(`POST /me/notices/${items[0]?.noticeId}/read`, { as: resident.token })).status).toBe(204)
    expect(await noticesOf(resident.token)).toMatchObject({ unread: 0, items: [{ readAt: START }] })
  })

  it('a message that runs after closing says nothing', async () => {
    const { resident } = await penalised()
    const [row] = await rowsIn<{ id: string }>(app, `SELECT h.id FROM score_history h JOIN score s ON s.id = h.score_id WHERE s.subject_id = '${resident.subjectId}' AND delta_centi <> 0`)
    await app.call('DELETE /me/score', { as: resident.token })
    await tellScoreChange({ ctx: ctx(), input: { historyId: row?.id ?? '' } })
    expect((await noticesOf(resident.token)).items).toEqual([])
  })

  it('nobody is told of what only the calendar did, but the history keeps it', async () => {
    const resident = await createResident(app)
    await createRecord(app, { subjectId: resident.subjectId, item: 'honour', decidedOn: '2024-10-24', content: { level: '市级' } })
    await open(resident.token)
    app.clock.set('2026-11-25T04:00:00.000Z')
    await runScores(ctx())
    await runOutbox(ctx(), handlers)
    const token = await renewToken(app, resident)
    const [fade] = await historyOf(token)
    expect(fade?.reason).toContain('荣誉表彰随时间变化 −')
    expect((await noticesOf(token)).items).toEqual([])
    app.clock.set(START)
  })
})

describe('what comes next', () => {
  it('projects the next twelve month-ends without any change', async () => {
    const { resident, recordId } = await penalised()
    const projection = (await app.call('GET /me/score/projection', { as: resident.token })).body as unknown as ScoreProjection
    expect(projection.points.map((p) => p.day)).toEqual(['2026-11-30', '2026-12-31', '2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31', '2027-06-30', '2027-07-31', '2027-08-31', '2027-09-30', '2027-10-31'])
    expect(projection.today.totalCenti).toBe(62_500)
    expect(projection.endings.find((e) => e.recordId === recordId)).toMatchObject({ pointsCenti: -500, until: '2029-11-01' })
    expect(projection.addable).toContainEqual({ item: 'volunteer', field: 'hours', title: '志愿服务时长', unitTitle: '小时' })
  })

  it('answers "if this record ended on a day" and "if I add n hours", and stores nothing', async () => {
    const { resident, recordId } = await penalised()
    const ask = async (body: object) => (await app.call('POST /me/score/what-if', { as: resident.token, body })).body as unknown as ScoreWhatIf
    const ended = await ask({ day: '2027-01-15', end: [{ recordId, on: '2027-01-15' }] })
    expect(ended).toMatchObject({ differenceCenti: 500, gradeChanges: false, before: { totalCenti: 62_500 }, after: { totalCenti: 63_000 }, sentence: '+5.00，等级仍为良好' })
    expect((await ask({ day: '2027-01-14', end: [{ recordId, on: '2027-01-15' }] })).differenceCenti).toBe(0)
    expect((await ask({ add: [{ item: 'volunteer', field: 'hours', amount: 10 }] })).differenceCenti).toBe(750)
    expect(await historyOf(resident.token)).toHaveLength(2)
    expect(await rowsIn(app, `SELECT 1 FROM record WHERE subject_id = '${resident.subjectId}'`)).toHaveLength(2)
  })

  it('supposes only about one’s own records, counted items and days to come', async () => {
    const [{ resident }, other] = [await penalised(), await penalised()]
    const ask = async (body: object) => (await app.call('POST /me/score/what-if', { as: resident.token, body })).body as { code?: string; errors?: { field: string }[] }
    expect(await ask({ end: [{ recordId: other.recordId, on: '2027-01-01' }] })).toMatchObject({ code: 'VALIDATION', errors: [{ field: 'end.0.recordId' }] })
    expect(await ask({ add: [{ item: 'religion', field: 'hours', amount: 1 }] })).toMatchObject({ code: 'VALIDATION', errors: [{ field: 'add.0.item' }] })
    expect(await ask({ day: addDays('2026-11-21', -1), add: [{ item: 'volunteer', field: 'hours', amount: 1 }] })).toMatchObject({ code: 'VALIDATION', errors: [{ field: 'day' }] })
    expect(await ask({})).toMatchObject({ code: 'VALIDATION' })
    const closed = await createResident(app)
    expect((await app.call('GET /me/score/projection', { as: closed.token })).body).toMatchObject({ code: 'SCORE_CLOSED' })
  })
})
