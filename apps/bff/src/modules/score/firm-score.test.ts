import type { Notice, OrganizationScore, ScoreHistoryEntry, ScoreProjection, ScoreWhatIf } from '@xinhui/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { handlers } from '../../jobs/handlers'
import { runScores } from '../../jobs/run-jobs'
import { runOutbox } from '../../jobs/run-outbox'
import { startTestApp, type TestApp } from '../../testing/app'
import { createFirm } from '../../testing/firms'
import { createResident, type Resident } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { rowsIn } from '../../testing/rows'
import { insertScoreDue } from './score.store'
import { tellFirmScoreChange } from './tell-firm-score-change'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

async function firmWithPenalty(): Promise<{ boss: Resident; firmId: string; recordId: string }> {
  const boss = await createResident(app)
  const { firmId } = await createFirm(app, { personId: boss.subjectId })
  const { recordId } = await createRecord(app, { subjectId: firmId, item: 'penalty', decidedOn: '2026-11-01', content: { severity: '一般', documentNumber: '云汀罚〔2026〕7号' } })
  await insertScoreDue(app.deps.db, [firmId], app.clock.now(), 'test')
  await runScores(makeCtx(app.deps, { requestId: 'test-job', actor: { kind: 'system', name: 'test' } }))
  return { boss, firmId, recordId }
}
const get = (who: { token: string }, path: string) => app.call(`GET /firms/${path}`, { as: who.token })

describe('a firm reads its own evaluation', () => {
  it('as a bill that can be added up: the lines make the number, each with its reason, source and rule', async () => {
    const { boss, firmId, recordId } = await firmWithPenalty()
    const { body } = await get(boss, `${firmId}/score`)
    const score = body['score'] as OrganizationScore
    expect(score.lines.reduce((sum, l) => sum + l.pointsCenti, 0)).toBe(score.totalCenti)
    expect(score).toMatchObject({ totalCenti: 57_000, maxCenti: 100_000, gradeTitle: '中', vetoed: false })
    expect(score.lines.find((l) => l.recordId === recordId)).toMatchObject({ pointsCenti: -3000, sourceOffice: '云汀市测试局', until: expect.stringMatching(/^\d{4}-/) as string })
    for (const line of score.lines) expect([line.title, line.rule, line.reason].every((words) => words.length > 0), JSON.stringify(line)).toBe(true)
    // Each dimension is the sum of its own lines.
    for (const { code, pointsCenti } of score.dimensions) expect(score.lines.filter((l) => l.dimension === code && l.kind !== 'base').reduce((sum, l) => sum + l.pointsCenti, 0)).toBe(pointsCenti)
  })

  it('with its history, what is ahead, and what a repair on a day would do', async () => {
    const { boss, firmId, recordId } = await firmWithPenalty()
    const history = (await get(boss, `${firmId}/score/history`)).body['items'] as ScoreHistoryEntry[]
    expect(history.map((h) => h.totalCenti)).toEqual([57_000])
    const projection = (await get(boss, `${firmId}/score/projection`)).body as unknown as ScoreProjection
    expect([projection.today.totalCenti, projection.points.length, projection.endings.map((e) => e.recordId)]).toEqual([57_000, 12, [recordId]])
    const ask = (on: string) => app.call(`POST /firms/${firmId}/score/what-if`, { as: boss.token, body: { day: on, end: [{ recordId, on }] } })
    const repaired = (await ask('2027-01-15')).body as unknown as ScoreWhatIf
    expect(repaired).toMatchObject({ before: { totalCenti: 57_000 }, after: { totalCenti: 60_000 }, differenceCenti: 3000, sentence: '+30.00，等级变为良' })
    const strange = await app.call(`POST /firms/${firmId}/score/what-if`, { as: boss.token, body: { end: [{ recordId: 'rec_00000000000000000000000000', on: '2027-01-15' }] } })
    expect([strange.status, strange.body['detail']]).toEqual([422, '这条记录不在评分的记录里'])
    expect((await get(boss, `${firmId}/score`)).body).toMatchObject({ score: { totalCenti: 57_000 } })
  })

  it('to its representative and to agents who may see the file; to nobody else, and not after they left', async () => {
    const { firmId } = await firmWithPenalty()
    const [reader, other, stranger] = [await createResident(app), await createResident(app), await createResident(app)]
    const { agencyId } = await createFirm(app, { personId: reader.subjectId, rights: ['file'], firmId })
    await createFirm(app, { personId: other.subjectId, rights: ['objection'], firmId })
    for (const path of ['score', 'score/history', 'score/projection']) {
      expect([(await get(reader, `${firmId}/${path}`)).status, (await get(other, `${firmId}/${path}`)).status, (await get(stranger, `${firmId}/${path}`)).status]).toEqual([200, 403, 404])
    }
    expect((await app.call(`DELETE /me/firms/${agencyId}`, { as: reader.token })).status).toBe(204)
    expect((await get(reader, `${firmId}/score`)).status).toBe(404)
  })

  it('and is told that there is none yet before the first evaluation', async () => {
    const boss = await createResident(app)
    const { firmId } = await createFirm(app, { personId: boss.subjectId })
    expect((await get(boss, `${firmId}/score`)).body).toMatchObject({ firmId, score: null })
  })

  it('with a notice to those who may see the file when a record moves it, once each; not to others, and not for a first evaluation', async () => {
    const { boss, firmId } = await firmWithPenalty()
    const [reader, other] = [await createResident(app), await createResident(app)]
    await createFirm(app, { personId: reader.subjectId, rights: ['file'], firmId })
    await createFirm(app, { personId: other.subjectId, rights: ['objection'], firmId })
    const job = () => makeCtx(app.deps, { requestId: 'test-job', actor: { kind: 'system', name: 'test' } })
    const told = async (who: Resident) => ((await app.call('GET /me/notices', { as: who.token })).body['items'] as Notice[]).filter((n) => n.kind === 'firm.score-changed')
    await runOutbox(job(), handlers)
    expect(await told(boss)).toEqual([])
    await createRecord(app, { subjectId: firmId, item: 'serious-list', decidedOn: '2026-11-10', endsOn: '2026-12-31' })
    await insertScoreDue(app.deps.db, [firmId], app.clock.now(), 'test')
    await runScores(job())
    await runOutbox(job(), handlers)
    const [said] = await told(boss)
    expect(said?.title).toMatch(/：信用评价有变化，等级为差$/)
    expect(said?.body).toMatch(/^−/)
    expect([(await told(boss)).length, (await told(reader)).length, (await told(other)).length]).toEqual([1, 1, 0])
    const [row] = await rowsIn<{ id: string }>(app, `SELECT id FROM organization_score_history WHERE subject_id = '${firmId}' ORDER BY id DESC LIMIT 1`)
    await tellFirmScoreChange({ ctx: job(), input: { historyId: row?.id ?? '' } })
    expect(await told(boss)).toEqual([said])
    // Closing one's own score takes one's own notices; what was said about the firm stays.
    await app.call('DELETE /me/score', { as: boss.token })
    expect(await told(boss)).toEqual([said])
  })

  it('in the lowest grade while it stands in the serious list, and says so', async () => {
    const boss = await createResident(app)
    const { firmId } = await createFirm(app, { personId: boss.subjectId })
    await createRecord(app, { subjectId: firmId, item: 'serious-list', decidedOn: '2026-01-10', endsOn: '2026-12-31' })
    await insertScoreDue(app.deps.db, [firmId], app.clock.now(), 'test')
    await runScores(makeCtx(app.deps, { requestId: 'test-job', actor: { kind: 'system', name: 'test' } }))
    const { score } = (await get(boss, `${firmId}/score`)).body as unknown as { score: OrganizationScore }
    expect(score).toMatchObject({ vetoed: true, gradeTitle: '差', nextBand: null })
    expect(score.lines.reduce((sum, l) => sum + l.pointsCenti, 0)).toBe(score.totalCenti)
  })
})
