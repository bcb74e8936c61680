import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { makeCtx } from '../../context'
import { createFirm, createObjection } from '../../testing/firms'
import { createResident, createStaff, type Resident, type StaffMember } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { auditOf, rowsIn } from '../../testing/rows'
import { publishDue } from '../publication/publish-due'

let app: TestApp
let reviewer: StaffMember
beforeAll(async () => {
  app = await startTestApp()
  reviewer = await createStaff(app, ['reviewer'])
})
afterAll(() => app.close())

type Items = Record<string, unknown>[]
const WORDS = '这条荣誉级别写错了，应为省级'

async function withHonour(): Promise<Resident & { recordId: string }> {
  const person = await createResident(app)
  const { recordId } = await createRecord(app, { subjectId: person.subjectId, item: 'honour', decidedOn: '2026-01-02', content: { level: '市级' } })
  return { ...person, recordId }
}
const file = (who: { token: string; recordId: string }, reason = WORDS) => app.call('POST /objections', { as: who.token, body: { recordId: who.recordId, reason } })
const answer = (objectionId: string, body: unknown, as = reviewer.token) => app.call(`POST /console/objections/${objectionId}/answer`, { as, body })
const recordsOf = async (token: string) => (await app.call('GET /me/records', { as: token })).body['items'] as Items
const mine = async (token: string) => (await app.call('GET /me/objections', { as: token })).body['items'] as Items
const logOf = async (token: string) => (await app.call('GET /me/access-log', { as: token })).body['items'] as Items

it('from the moment an objection is filed whoever reads the record reads that it is under review', async () => {
  const person = await withHonour()
  const filed = await file(person)
  expect([filed.status, filed.body['status'], filed.body['reason']]).toEqual([201, 'open', WORDS])
  const since = app.clock.now().toISOString()
  expect(await recordsOf(person.token)).toMatchObject([{ recordId: person.recordId, objection: { objectionId: filed.body['objectionId'], since } }])
  const looked = await app.call(`GET /console/subjects/${person.subjectId}?purpose=${encodeURIComponent('办理核查')}&basis=${encodeURIComponent('依职责核查')}`, { as: reviewer.token })
  expect(looked.body['records']).toMatchObject([{ objection: { since } }])
  expect(await auditOf(app, String(filed.body['objectionId']))).toEqual(['objection.filed'])
  const again = await file(person)
  expect([again.status, again.body['facts']]).toEqual([409, { objectionId: filed.body['objectionId'], since }])
})

it('what people write lies sealed, and the reviewers’ list shows not a word of it', async () => {
  const person = await withHonour()
  const secret = `我叫${person.name}，证件${person.idNumber}，记录不对`
  const { body } = await file(person, secret)
  const [row] = await rowsIn<{ reason_sealed: string }>(app, `SELECT * FROM objection WHERE id = '${String(body['objectionId'])}'`)
  expect(JSON.stringify(row)).not.toContain(person.idNumber)
  const list = await app.call('GET /console/objections?status=open', { as: reviewer.token })
  expect(list.text).not.toContain(person.idNumber)
  expect(list.text).toContain(String(body['objectionId']))
})

it('a record that is not theirs cannot be objected to', async () => {
  const [person, stranger] = [await withHonour(), await createResident(app)]
  expect((await file({ ...stranger, recordId: person.recordId })).status).toBe(404)
  expect((await file({ ...person }, '不对')).status).toBe(422)
})

it('a reviewer who opens the case is in the subject’s access log, with purpose and basis, and sees the name masked', async () => {
  const person = await withHonour()
  const { body } = await file(person)
  const opened = await app.call(`GET /console/objections/${String(body['objectionId'])}`, { as: reviewer.token })
  expect(opened.body).toMatchObject({ subjectKind: 'person', objection: { reason: WORDS }, record: { recordId: person.recordId }, editable: [{ name: 'title' }, { name: 'level', value: '市级' }] })
  expect(opened.text).not.toContain(person.name)
  expect(await logOf(person.token)).toMatchObject([{ viewer: '本市公共信用信息服务机构', purpose: '异议处理', basis: expect.stringContaining('第四十六条') as string, fields: ['遮盖后的姓名', '荣誉表彰'] }])
})

it('a correction is a new version, the old one is history, and the score follows at once', async () => {
  const person = await withHonour()
  await app.call('POST /me/score', { as: person.token, body: { agreed: true, textVersion: app.deps.city.scoreConsent.textVersion } })
  const total = async () => ((await app.call('GET /me/score', { as: person.token })).body['score'] as { totalCenti: number }).totalCenti
  const before = await total()
  const { body } = await file(person)
  const id = String(body['objectionId'])
  for (const fields of [{}, { level: '宇宙级' }, { nonsense: 'x' }]) expect((await answer(id, { outcome: 'corrected', answer: '已更正级别', fields })).status).toBe(422)
  const done = await answer(id, { outcome: 'corrected', answer: '已更正级别', fields: { level: '省级' } })
  expect([done.status, done.body['status']]).toEqual([200, 'corrected'])
  expect(await recordsOf(person.token)).toMatchObject([{ objection: null, fields: [{ name: 'level', value: '省级' }] }])
  expect(await rowsIn(app, `SELECT version, content->>'level' AS level FROM record_history WHERE record_id = '${person.recordId}'`)).toEqual([{ version: 1, level: '市级' }])
  expect(await total()).toBeGreaterThan(before)
  expect(await mine(person.token)).toMatchObject([{ status: 'corrected', answer: '已更正级别', answeredAt: app.clock.now().toISOString() }])
  expect(await auditOf(app, id)).toEqual(['objection.corrected', 'objection.filed'])
})

it('of two reviewers who answer at once one wins, and the other is told what and since when', async () => {
  const person = await withHonour()
  const { body } = await file(person)
  const id = String(body['objectionId'])
  const both = await Promise.all([answer(id, { outcome: 'withdrawn', answer: '经核实撤销' }), answer(id, { outcome: 'withdrawn', answer: '经核实撤销' })])
  expect(both.map((r) => r.status).toSorted((a, b) => a - b)).toEqual([200, 409])
  expect(both.find((r) => r.status === 409)?.body['facts']).toEqual({ status: 'withdrawn', since: app.clock.now().toISOString() })
  expect(await recordsOf(person.token)).toEqual([])
  // Answered: the same record, when it comes back valid, can be objected to again; a void one cannot.
  expect((await file(person)).status).toBe(404)
})

it('a record that changed meanwhile is not overwritten by an answer made for the old one', async () => {
  const person = await withHonour()
  const { body } = await file(person)
  await rowsIn(app, `UPDATE record SET version = 2, content = '{"level":"国家级"}' WHERE id = '${person.recordId}'`)
  expect((await answer(String(body['objectionId']), { outcome: 'upheld', answer: '经核实记录无误' })).status).toBe(200)
  expect(await recordsOf(person.token)).toMatchObject([{ fields: [{ name: 'level', value: '国家级' }], objection: null }])
  expect(await mine(person.token)).toMatchObject([{ status: 'upheld', answer: '经核实记录无误' }])
})

it('the answer is told once to whoever objected, for a firm to its representative', async () => {
  const told = async (token: string) => ((await app.call('GET /me/notices', { as: token })).body['items'] as Items).filter((n) => String(n['kind']).endsWith('objection-answered') || n['kind'] === 'objection.answered').map((n) => [n['title'], n['body']])
  const person = await withHonour()
  const { body } = await file(person)
  expect(await told(person.token)).toEqual([])
  expect((await answer(String(body['objectionId']), { outcome: 'withdrawn', answer: '经核实记录有误，已撤销' })).status).toBe(200)
  expect((await answer(String(body['objectionId']), { outcome: 'upheld', answer: '经核实记录无误' })).status).toBe(409)
  expect(await told(person.token)).toEqual([['您的异议有结果了', expect.stringContaining('已撤销记录') as string]])
  const boss = await createResident(app)
  const { firmId } = await createFirm(app, { personId: boss.subjectId })
  const { objectionId } = await createObjection(app, firmId)
  expect((await answer(objectionId, { outcome: 'upheld', answer: '经核实记录无误' })).status).toBe(200)
  expect(await told(boss.token)).toEqual([['企业的异议有结果了', expect.stringContaining('维持原记录') as string]])
})

it('looking somebody up without purpose and basis is refused, and nothing is read or logged', async () => {
  const person = await withHonour()
  for (const query of ['', '?purpose=核实情况', '?basis=依职责核查']) expect((await app.call(`GET /console/subjects/${person.subjectId}${encodeURI(query)}`, { as: reviewer.token })).status).toBe(422)
  expect(await logOf(person.token)).toEqual([])
})

it('a steward sees typed fields only, a reviewer the texts too, and neither a name', async () => {
  const person = await withHonour()
  const sealed = app.deps.keys.sealer.seal(JSON.stringify({ title: `${person.name}的奖状` }), 'record.content')
  await rowsIn(app, `UPDATE record SET content_sealed = '${sealed}' WHERE id = '${person.recordId}'`)
  const query = `?purpose=${encodeURIComponent('办理核查')}&basis=${encodeURIComponent('依职责核查')}`
  const steward = await createStaff(app, ['steward'])
  const seen = await app.call(`GET /console/subjects/${person.subjectId}${query}`, { as: steward.token })
  expect(seen.body).toMatchObject({ kind: 'person', records: [{ fields: [{ name: 'level' }] }] })
  expect(seen.text).not.toContain(person.name)
  const reviewed = await app.call(`GET /console/subjects/${person.subjectId}${query}`, { as: reviewer.token })
  expect(reviewed.body['name']).not.toBe(person.name)
  expect(reviewed.text).toContain('奖状')
  expect((await logOf(person.token)).map((l) => l['purpose'])).toEqual(['办理核查', '办理核查'])
})

it('a published record of a firm under review says so to everybody who reads the public page', async () => {
  const boss = await createResident(app)
  const { firmId } = await createFirm(app, { personId: boss.subjectId })
  const { recordId } = await createRecord(app, { subjectId: firmId, item: 'permit', decidedOn: '2026-10-02', content: { documentName: '准予许可决定', documentNumber: '云许〔2026〕9号', permitKind: '普通', content: '食品经营' } })
  await publishDue({ ctx: makeCtx(app.deps, { requestId: 'test-publish', actor: { kind: 'system', name: 'test' } }), input: { limit: 100 } })
  const shown = async () => ((await app.call('GET /publications?limit=100')).body['items'] as Items).find((p) => p['recordId'] === recordId)
  expect(await shown()).toMatchObject({ underObjection: false })
  expect((await app.call(`POST /firms/${firmId}/objections`, { as: boss.token, body: { recordId, reason: '许可的内容写错了' } })).status).toBe(201)
  expect(await shown()).toMatchObject({ underObjection: true })
})
