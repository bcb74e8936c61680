import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { startTestApp, type TestApp } from '../../testing/app'
import { createCommitment, FIELDS } from '../../testing/commitments'
import { createFirm } from '../../testing/firms'
import { createResident, createStaff, type Resident, type StaffMember } from '../../testing/people'
import { auditOf, rowsIn } from '../../testing/rows'
import { publishDue } from '../publication/publish-due'
import { commitmentTemplates } from './commitment-templates'
import { remindCommitments } from './remind-commitments'

let app: TestApp
let reviewer: StaffMember
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.clock.set('2026-11-23T02:00:00.000Z')
  reviewer = await createStaff(app, ['reviewer'])
})

type Body = Record<string, unknown>
type Check = { checkId: string; dueOn: string; provisional: boolean; result: string | null }
const system = () => makeCtx(app.deps, { requestId: 'test-0001', actor: { kind: 'system', name: 'test' } })
const versionOf = (code: string) => commitmentTemplates(app.deps.city).find((t) => t.code === code)?.textVersion
const bodyOf = (template: string, over: Body = {}) => ({ template, textVersion: versionOf(template), agreed: true, fields: FIELDS[template], ...over })
const sign = (who: Resident, template: string, over: Body = {}) => app.call('POST /me/commitments', { as: who.token, body: bodyOf(template, over) })
async function firmOf(template = 'food-safety') {
  const boss = await createResident(app)
  const { firmId } = await createFirm(app, { personId: boss.subjectId })
  const signed = await app.call(`POST /firms/${firmId}/commitments`, { as: boss.token, body: bodyOf(template) })
  return { boss, firmId, signed, commitmentId: String(signed.body['commitmentId']) }
}
const detail = async (token: string, path: string) => (await app.call(`GET ${path}`, { as: token })).body
const enter = (commitmentId: string, checkId: string, result: 'met' | 'not-met', as = reviewer.token) => app.call(`POST /console/commitments/${commitmentId}/checks/${checkId}`, { as, body: { result, note: '查看了进货台账' } })
const decide = (commitmentId: string, outcome: 'kept' | 'broken') => app.call(`POST /console/commitments/${commitmentId}/decision`, { as: reviewer.token, body: { outcome, reason: '听取说明后认定' } })
const stations = (body: Body) => Object.fromEntries((body['loop'] as { step: string; state: string }[]).map((s) => [s.step, s.state]))
const outcomeOf = async (subjectId: string) => rowsIn(app, `SELECT status, content->>'outcome' AS outcome, version FROM record WHERE subject_id = '${subjectId}' AND item = 'commitment'`)

it('a promise is kept word for word with its hash, signer and moment, and is in the file at once', async () => {
  const { boss, firmId, signed, commitmentId } = await firmOf()
  expect([signed.status, signed.body['status'], signed.body['textVersion']]).toEqual([201, 'open', 'food-safety-2026-11'])
  expect(signed.body['textHash']).toMatch(/^[0-9a-f]{64}$/)
  expect(signed.body['signerName']).not.toBe(boss.name)
  expect(signed.body['fields']).toEqual([{ title: '经营场所', value: '云汀市临河区测试路 1 号' }, { title: '食品安全员岗位', value: '店长' }])
  // 30 working days after 2026-11-23 pass the new year, for which no notice is published.
  expect((signed.body['checks'] as Check[]).map((c) => [c.dueOn, c.provisional])).toEqual([['2027-01-05', true], [expect.any(String), true]])
  const { body: file } = await app.call(`GET /firms/${firmId}/file`, { as: boss.token })
  expect(file['records']).toMatchObject([{ item: 'commitment', title: '食品安全诚信经营承诺', sourceOffice: '市市场监督管理局' }])
  const [row] = await rowsIn(app, `SELECT * FROM commitment WHERE id = '${commitmentId}'`)
  expect(JSON.stringify(row)).not.toContain('测试路')
  expect(await auditOf(app, commitmentId)).toEqual(['commitment.signed'])
  await expect(rowsIn(app, `UPDATE commitment SET text = '{}' WHERE id = '${commitmentId}'`)).rejects.toThrow()
  await expect(rowsIn(app, `DELETE FROM commitment WHERE id = '${commitmentId}'`)).rejects.toThrow()
})

it('what is missing or unknown is named by its field; an old wording has to be read again; nobody signs for another kind', async () => {
  const person = await createResident(app)
  const refused = await sign(person, 'permit-notice', { fields: {} })
  expect([refused.status, refused.body['errors']]).toEqual([422, [{ field: 'fields.matter', message: '请填写办理事项' }]])
  expect((await sign(person, 'permit-notice', { fields: { matter: '食品', readyOn: '2026-02-30' } })).body['errors']).toMatchObject([{ field: 'fields.readyOn' }])
  expect((await sign(person, 'permit-notice', { fields: { matter: '食品', score: 1 } })).body['errors']).toMatchObject([{ field: 'fields.score' }])
  expect((await sign(person, 'civic', { textVersion: 'civic-2025-01' })).body['code']).toBe('CONSENT_TEXT_OUTDATED')
  expect((await sign(person, 'civic', { agreed: false })).status).toBe(422)
  expect((await sign(person, 'food-safety')).status).toBe(404)
  const { boss, firmId } = await firmOf('wage-payment')
  expect((await app.call(`POST /firms/${firmId}/commitments`, { as: boss.token, body: bodyOf('civic') })).status).toBe(404)
})

it('an agent reads the firm’s promises and gives none: only the representative signs', async () => {
  const { firmId, commitmentId } = await firmOf()
  const agent = await createResident(app)
  await createFirm(app, { personId: agent.subjectId, firmId, rights: ['file'] })
  expect((await detail(agent.token, `/firms/${firmId}/commitments/${commitmentId}`))['commitmentId']).toBe(commitmentId)
  expect((await app.call(`POST /firms/${firmId}/commitments`, { as: agent.token, body: bodyOf('wage-payment') })).status).toBe(403)
})

it('signed twice at once it is signed once, and not again while it is good', async () => {
  const person = await createResident(app)
  const both = await Promise.all([sign(person, 'civic'), sign(person, 'civic')])
  expect(both.map((r) => r.status).toSorted((a, b) => a - b)).toEqual([201, 409])
  expect(await outcomeOf(person.subjectId)).toHaveLength(1)
})

it('published where the text says so, for a firm; a person’s never is', async () => {
  const { firmId } = await firmOf()
  const person = await createResident(app)
  await createCommitment(app, { subjectId: person.subjectId, template: 'permit-notice' })
  await publishDue({ ctx: system(), input: { limit: 1000 } })
  expect(await rowsIn(app, `SELECT status, ends_on::text AS ends_on FROM publication WHERE subject_id = '${firmId}'`)).toEqual([{ status: 'shown', ends_on: '2029-11-23' }])
  expect(await rowsIn(app, `SELECT 1 FROM publication WHERE subject_id = '${person.subjectId}'`)).toEqual([])
  await rowsIn(app, `UPDATE record SET content = content || '{"publicity":"不公示"}' WHERE subject_id = '${firmId}'`)
  await publishDue({ ctx: system(), input: { limit: 1000 } })
  expect(await rowsIn(app, `SELECT status, reason FROM publication WHERE subject_id = '${firmId}'`)).toEqual([{ status: 'withheld', reason: 'not-shown-by-rule' }])
})

it('all checks met: 践诺, the record has a new version, the score follows, the signer is told', async () => {
  const { boss, firmId, signed, commitmentId } = await firmOf()
  const scoreNow = async () => ((await app.call(`GET /firms/${firmId}/score`, { as: boss.token })).body['score'] as { totalCenti: number } | null)?.totalCenti ?? 0
  const before = await scoreNow()
  const [first, second] = signed.body['checks'] as Check[]
  expect((await enter(commitmentId, first?.checkId ?? '', 'met')).body).toMatchObject({ status: 'open', dueOn: second?.dueOn })
  expect((await enter(commitmentId, first?.checkId ?? '', 'met')).status).toBe(409)
  expect((await enter(commitmentId, second?.checkId ?? '', 'met')).body).toMatchObject({ status: 'kept', dueOn: null })
  expect(await outcomeOf(firmId)).toEqual([{ status: 'valid', outcome: '已践诺', version: 2 }])
  expect(await scoreNow()).toBeGreaterThan(before)
  expect(stations(await detail(boss.token, `/firms/${firmId}/commitments/${commitmentId}`))).toMatchObject({ keep: 'done', check: 'done', consequence: 'none', repair: 'none' })
  const { body } = await app.call('GET /me/notices', { as: boss.token })
  expect(body['items']).toMatchObject([{ kind: 'firm.commitment-kept' }])
  expect(await auditOf(app, commitmentId)).toEqual(['commitment.checked', 'commitment.checked', 'commitment.kept', 'commitment.signed'])
  const again = await app.call(`POST /firms/${firmId}/commitments`, { as: boss.token, body: bodyOf('food-safety') })
  expect([again.status, (again.body['facts'] as Body)['commitmentId']]).toEqual([409, commitmentId])
})

it('a failed check decides nothing: the firm is told why and heard; only then it is broken, published and loses points', async () => {
  const { boss, firmId, signed, commitmentId } = await firmOf()
  const [first] = signed.body['checks'] as Check[]
  expect((await enter(commitmentId, first?.checkId ?? '', 'not-met')).body['status']).toBe('hearing')
  expect(await outcomeOf(firmId)).toMatchObject([{ outcome: '履行中' }])
  const path = `/firms/${firmId}/commitments/${commitmentId}`
  expect(await detail(boss.token, path)).toMatchObject({ hearing: { reason: '查看了进货台账', until: '2026-11-30', statement: null } })
  const early = await decide(commitmentId, 'broken')
  expect([early.status, early.body['facts']]).toEqual([409, { until: '2026-11-30' }])
  const spoken = await app.call(`POST ${path}/statement`, { as: boss.token, body: { statement: '台账在仓库，次日已补交' } })
  expect(spoken.body['hearing']).toMatchObject({ statement: '台账在仓库，次日已补交' })
  expect((await app.call(`POST ${path}/statement`, { as: boss.token, body: { statement: '再补充一点' } })).status).toBe(409)
  expect((await decide(commitmentId, 'broken')).body['status']).toBe('broken')
  expect((await decide(commitmentId, 'kept')).status).toBe(409)
  expect(await outcomeOf(firmId)).toEqual([{ status: 'valid', outcome: '违背承诺', version: 2 }])
  await publishDue({ ctx: system(), input: { limit: 1000 } })
  const loop = await detail(boss.token, path)
  expect(stations(loop)).toEqual({ promise: 'done', keep: 'failed', check: 'failed', publish: 'done', consequence: 'failed', repair: 'now' })
  expect((loop['loop'] as { note: string }[]).map((s) => s.note).join('|')).toContain('不能提前，2029年11月23日自动结束')
  expect(await auditOf(app, commitmentId)).toEqual(['commitment.broken', 'commitment.checked', 'commitment.hearing', 'commitment.signed', 'commitment.stated'])
})

it('who says nothing may be decided on after the last day', async () => {
  const { boss, firmId } = await firmOf('wage-payment')
  const { items } = (await app.call(`GET /firms/${firmId}/commitments`, { as: boss.token })).body as { items: { commitmentId: string }[] }
  const id = items[0]?.commitmentId ?? ''
  const { checks } = (await detail(boss.token, `/firms/${firmId}/commitments/${id}`)) as { checks: Check[] }
  await enter(id, checks[0]?.checkId ?? '', 'not-met')
  app.clock.set('2026-12-01T02:00:00.000Z')
  reviewer = await createStaff(app, ['reviewer'])
  expect((await decide(id, 'broken')).body['status']).toBe('broken')
})

it('a person’s broken promise takes nothing: no record is left for any model, and the score is as if it had not been signed', async () => {
  const person = await createResident(app)
  await app.call('POST /me/score', { as: person.token, body: { agreed: true, textVersion: app.deps.city.scoreConsent.textVersion } })
  const total = async () => ((await app.call('GET /me/score', { as: person.token })).body['score'] as { totalCenti: number }).totalCenti
  const before = await total()
  const signed = await sign(person, 'civic')
  const [only] = signed.body['checks'] as Check[]
  const id = String(signed.body['commitmentId'])
  await enter(id, only?.checkId ?? '', 'not-met')
  await app.call(`POST /me/commitments/${id}/statement`, { as: person.token, body: { statement: '当时在外地，没有来得及' } })
  expect((await decide(id, 'broken')).body['status']).toBe('broken')
  expect(await outcomeOf(person.subjectId)).toEqual([{ status: 'void', outcome: '履行中', version: 2 }])
  expect(await total()).toBe(before)
  const body = await detail(person.token, `/me/commitments/${id}`)
  expect(body).toMatchObject({ recordId: null, consequence: null })
  expect(stations(body)).toEqual({ promise: 'done', keep: 'failed', check: 'failed', publish: 'none', consequence: 'none', repair: 'none' })
  // Nothing holds them back from promising again.
  expect((await sign(person, 'civic')).status).toBe(201)
})

it('of two officers who check at once one enters it', async () => {
  const { signed, commitmentId } = await firmOf()
  const [first] = signed.body['checks'] as Check[]
  const other = await createStaff(app, ['reviewer'])
  const both = await Promise.all([enter(commitmentId, first?.checkId ?? '', 'met'), enter(commitmentId, first?.checkId ?? '', 'not-met', other.token)])
  expect(both.map((r) => r.status).toSorted((a, b) => a - b)).toEqual([200, 409])
})

it('the office’s list has what is due first and page by page everything once; opening one is in the access log', async () => {
  const { firmId, signed, commitmentId } = await firmOf()
  app.clock.set('2027-01-20T02:00:00.000Z')
  reviewer = await createStaff(app, ['reviewer'])
  const seen: { commitmentId: string; dueOn: string | null; urgency: string }[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body }: { body: Body } = await app.call(`GET /console/commitments?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`, { as: reviewer.token })
    seen.push(...(body['items'] as typeof seen))
    cursor = body['nextCursor'] as string | null
  }
  const days = seen.map((s) => s.dueOn ?? '9999-12-31')
  expect(days).toEqual(days.toSorted())
  expect(new Set(seen.map((s) => s.commitmentId)).size).toBe(seen.length)
  expect(seen.find((s) => s.commitmentId === commitmentId)).toMatchObject({ dueOn: (signed.body['checks'] as Check[])[0]?.dueOn, urgency: 'red' })
  const { body: figures } = await app.call('GET /console/commitment-figures', { as: reviewer.token })
  expect(figures).toMatchObject({ overdue: seen.filter((s) => s.urgency === 'red').length, rateBps: Math.round((Number(figures['commitments']) * 10_000) / Number(figures['firms'])) })
  expect((await detail(reviewer.token, `/console/commitments/${commitmentId}`))['subjectId']).toBe(firmId)
  expect(await rowsIn(app, `SELECT purpose FROM access_log WHERE subject_id = '${firmId}'`)).toEqual([{ purpose: '信用承诺核查' }])
})

it('before a check the signer is reminded, once', async () => {
  const { boss } = await firmOf()
  app.clock.set('2026-12-31T02:00:00.000Z')
  for (let n = 0; n < 2; n += 1) while ((await remindCommitments({ ctx: system(), input: { limit: 2 } })) === 2);
  expect(await rowsIn(app, `SELECT kind FROM notice WHERE subject_id = '${boss.subjectId}'`)).toEqual([{ kind: 'firm.commitment-due' }])
})
