import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { startTestApp, type TestApp } from '../../testing/app'
import { createFirm } from '../../testing/firms'
import { createInterview } from '../../testing/interviews'
import { runOutboxAndScores } from '../../testing/jobs'
import { createResident, createStaff, type Resident, type StaffMember } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { createRepair } from '../../testing/repairs'
import { auditOf, rowsIn } from '../../testing/rows'
import { publishDue } from '../publication/publish-due'
import { continueInvitations } from './invite-repair'

let app: TestApp
let reviewer: StaffMember
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.clock.set('2026-11-20T02:00:00.000Z')
  reviewer = await createStaff(app, ['reviewer'])
})

type Body = Record<string, unknown>
const system = () => makeCtx(app.deps, { requestId: 'test-0001', actor: { kind: 'system', name: 'test' } })
let number = 0
async function penalise(firmId: string, decidedOn: string) {
  number += 1
  return createRecord(app, { subjectId: firmId, item: 'penalty', decidedOn, content: { documentNumber: `云罚〔2026〕${number}号`, violation: '无照经营', penaltyKind: '罚款', severity: '一般', content: '罚款' } })
}
/** A firm with penalties on these days, published. */
async function firmWith(days: readonly string[], boss?: Resident): Promise<{ boss: Resident; firmId: string }> {
  const person = boss ?? (await createResident(app))
  const { firmId } = await createFirm(app, { personId: person.subjectId })
  for (const day of days) await penalise(firmId, day)
  await publishDue({ ctx: system(), input: { limit: 1000 } })
  return { boss: person, firmId }
}
const get = async (path: string) => (await app.call(`GET ${path}`, { as: reviewer.token })).body
const post = (path: string, body?: Body, as = reviewer.token) => app.call(`POST ${path}`, { as, ...(body ? { body } : {}) })
const FIVE = ['2026-05-06', '2026-06-05', '2026-07-07', '2026-08-07', '2026-09-08']
const APPOINTMENT = { reason: '三年内多次受到行政处罚', place: '市信用信息中心 302', appointedAt: '2026-11-24T02:00:00.000Z' }

it('five penalties still published list a firm, four do not, and what the display ended counts no more', async () => {
  const five = await firmWith(FIVE)
  const four = await firmWith(FIVE.slice(1))
  const past = await firmWith([...FIVE.slice(1), '2025-06-05'])
  await rowsIn(app, `UPDATE publication SET status = 'ended', reason = 'period-over' WHERE subject_id = '${past.firmId}' AND decided_on = '2025-06-05'`)
  const offenders = (await get('/console/monitoring'))['offenders'] as Body[]
  expect(offenders.find((o) => o['subjectId'] === five.firmId)).toMatchObject({ penalties: 5, latestOn: '2026-09-08', interviewId: null, related: 0 })
  for (const { firmId } of [four, past]) expect(offenders.map((o) => o['subjectId'])).not.toContain(firmId)
})

it('a firm with the same representative is named as related, the person is not', async () => {
  const { boss, firmId } = await firmWith(FIVE)
  const second = await firmWith([], boss)
  const answer = await app.call('GET /console/monitoring', { as: reviewer.token })
  expect((answer.body['related'] as Body[]).find((r) => r['subjectId'] === second.firmId)).toMatchObject({ penalties: 0 })
  expect((answer.body['offenders'] as Body[]).find((o) => o['subjectId'] === firmId)).toMatchObject({ related: 1 })
  for (const secret of [boss.subjectId, boss.name, boss.idNumber]) expect(answer.text).not.toContain(secret)
})

it('firms are counted where their first record becomes repairable: today, from tomorrow, and in the days ahead', async () => {
  const before = (await get('/console/monitoring'))['repairable'] as { district: string; now: number; tomorrow: number; ahead: number }[]
  const sum = (rows: typeof before) => rows.reduce((all, r) => ({ now: all.now + r.now, tomorrow: all.tomorrow + r.tomorrow, ahead: all.ahead + r.ahead }), { now: 0, tomorrow: 0, ahead: 0 })
  // Order 36: a general penalty can be repaired after three months.
  await firmWith(['2026-08-20', '2026-09-01'])
  await firmWith(['2026-08-21'])
  await firmWith(['2026-08-24'])
  await firmWith(['2026-11-02'])
  const after = (await get('/console/monitoring'))['repairable'] as typeof before
  const [was, is] = [sum(before), sum(after)]
  expect([is.now - was.now, is.tomorrow - was.tomorrow, is.ahead - was.ahead]).toEqual([1, 1, 1])
})

it('约谈: notice, the firm’s side, result, appeal, and another person decides', async () => {
  const { boss, firmId } = await firmWith(FIVE)
  const made = await post('/console/interviews', { firmId, ...APPOINTMENT })
  expect([made.status, made.body['status']]).toEqual([201, 'notified'])
  const id = String(made.body['interviewId'])
  expect((await post('/console/interviews', { firmId, ...APPOINTMENT })).status).toBe(409)
  expect((await post('/console/interviews', { firmId: (await firmWith([])).firmId, ...APPOINTMENT, appointedAt: '2026-11-19T02:00:00.000Z' })).body['errors']).toMatchObject([{ field: 'appointedAt' }])
  const own = `/firms/${firmId}/interviews`
  const stated = await post(`${own}/${id}/statement`, { statement: '五起处罚中两起已整改' }, boss.token)
  expect(stated.body['statement']).toBe('五起处罚中两起已整改')
  expect((await post(`${own}/${id}/statement`, { statement: '再补充一次' }, boss.token)).status).toBe(409)
  expect((await post(`${own}/${id}/appeal`, { appeal: '还没有结果就申诉' }, boss.token)).status).toBe(409)
  expect((await post(`/console/interviews/${id}/result`, { result: '已提醒，一个月内整改' })).body).toMatchObject({ status: 'held', appealUntil: '2026-12-04' })
  expect((await post(`${own}/${id}/appeal`, { appeal: '其中两起已被撤销' }, boss.token)).body['status']).toBe('appealed')
  const decision = { outcome: 'revoked', decision: '经查两起已撤销，不足五起' }
  expect((await post(`/console/interviews/${id}/decision`, decision)).body['code']).toBe('SECOND_PERSON_NEEDED')
  const other = await createStaff(app, ['reviewer'])
  expect((await post(`/console/interviews/${id}/decision`, decision, other.token)).body['status']).toBe('revoked')
  expect((await post(`/console/interviews/${id}/cancellation`, { reason: '已经办完了' })).status).toBe(409)
  expect(await auditOf(app, id)).toEqual(['interview.appealed', 'interview.held', 'interview.notified', 'interview.revoked', 'interview.stated'])
  const [row] = await rowsIn(app, `SELECT * FROM interview WHERE id = '${id}'`)
  expect(JSON.stringify(row)).not.toContain('整改')
  expect(await rowsIn(app, `SELECT count(*)::int AS n FROM notice WHERE subject_id = '${boss.subjectId}' AND kind = 'firm.interview'`)).toEqual([{ n: 4 }])
})

it('after the last day nobody appeals; opening the record is in the firm’s access log', async () => {
  const { boss, firmId } = await firmWith([])
  const { interviewId } = await createInterview(app, { firmId, until: 'held' })
  expect((await get(`/console/interviews/${interviewId}`))['result']).toBe('已提醒，限期整改')
  expect((await app.call(`GET /firms/${firmId}/access-log`, { as: boss.token })).body['items']).toMatchObject([{ purpose: '约谈' }])
  await rowsIn(app, `UPDATE interview SET appeal_until = '2026-11-19' WHERE id = '${interviewId}'`)
  expect((await post(`/firms/${firmId}/interviews/${interviewId}/appeal`, { appeal: '我们不认可这个结果' }, boss.token)).body['detail']).toContain('已过')
})

it('all eligible firms are invited in one go, each once: who was told, who has nobody to tell, who was invited before', async () => {
  const bound = await firmWith(['2026-08-10', '2026-08-12'])
  const orphan = await firmWith(['2026-08-11'])
  await rowsIn(app, `UPDATE agency SET status = 'ended', ended_at = now() WHERE firm_id = '${orphan.firmId}'`)
  const notYet = await firmWith(['2026-10-12'])
  const preview = await get('/console/repair-invitations/preview')
  const first = await post('/console/repair-invitations', {})
  expect(first.body).toMatchObject({ firms: preview['firms'], waiting: preview['firms'], told: 0, finishedAt: null })
  await runOutboxAndScores(system())
  const done = await get(`/console/repair-invitations/${String(first.body['roundId'])}?limit=100`)
  const outcomeOf = (body: Body, firmId: string) => rowsIn<{ outcome: string }>(app, `SELECT outcome FROM repair_invitation WHERE firm_id = '${firmId}' AND round_id = '${String((body['round'] as Body)['roundId'])}'`)
  expect(done['round']).toMatchObject({ waiting: 0, noRepresentative: preview['noRepresentative'], alreadyInvited: 0, finishedAt: '2026-11-20T02:00:00.000Z' })
  expect(await outcomeOf(done, bound.firmId)).toEqual([{ outcome: 'told' }])
  expect(await outcomeOf(done, orphan.firmId)).toEqual([{ outcome: 'no-representative' }])
  expect(await outcomeOf(done, notYet.firmId)).toEqual([])
  const again = await post('/console/repair-invitations', {})
  await runOutboxAndScores(system())
  const second = await get(`/console/repair-invitations/${String(again.body['roundId'])}`)
  expect(second['round']).toMatchObject({ told: 0 })
  expect(await outcomeOf(second, bound.firmId)).toEqual([{ outcome: 'already-invited' }])
  expect(await rowsIn(app, `SELECT count(*)::int AS n FROM notice WHERE subject_id = '${bound.boss.subjectId}' AND kind = 'firm.repair-invited'`)).toEqual([{ n: 1 }])
  // A new record of a firm that was invited is a new invitation.
  await penalise(bound.firmId, '2026-08-13')
  await publishDue({ ctx: system(), input: { limit: 1000 } })
  const third = await post('/console/repair-invitations', {})
  await runOutboxAndScores(system())
  expect(await outcomeOf({ round: third.body }, bound.firmId)).toEqual([{ outcome: 'told' }])
})

it('a firm that has applied already is neither counted nor invited; once its case is over it is', async () => {
  const { boss, firmId } = await firmWith(['2026-08-15', '2026-08-16'])
  const before = Number((await get('/console/repair-invitations/preview'))['firms'])
  const [record] = await rowsIn<{ id: string }>(app, `SELECT id FROM record WHERE subject_id = '${firmId}' LIMIT 1`)
  const { caseId } = await createRepair(app, { person: boss, until: 'submitted', subjectId: firmId, recordId: record?.id ?? '' })
  expect((await get('/console/repair-invitations/preview'))['firms']).toBe(before - 1)
  const outcome = async () => {
    const { body } = await post('/console/repair-invitations', {})
    await runOutboxAndScores(system())
    return rowsIn(app, `SELECT outcome FROM repair_invitation WHERE firm_id = '${firmId}' AND round_id = '${String(body['roundId'])}'`)
  }
  expect(await outcome()).toEqual([])
  await app.call(`POST /repair-cases/${caseId}/withdrawal`, { as: boss.token })
  expect(await outcome()).toEqual([{ outcome: 'told' }])
})

it('the same round taken up twice at once, or again after a crash, tells nobody twice', async () => {
  const { boss } = await firmWith(['2026-08-14'])
  const { body } = await post('/console/repair-invitations', {})
  const roundId = String(body['roundId'])
  await Promise.all([continueInvitations({ ctx: system(), input: { roundId } }), continueInvitations({ ctx: system(), input: { roundId } })])
  await continueInvitations({ ctx: system(), input: { roundId } })
  expect(await rowsIn(app, `SELECT count(*)::int AS n FROM notice WHERE subject_id = '${boss.subjectId}' AND kind = 'firm.repair-invited'`)).toEqual([{ n: 1 }])
  expect((await get(`/console/repair-invitations/${roundId}`))['round']).toMatchObject({ waiting: 0, finishedAt: '2026-11-20T02:00:00.000Z' })
})
