import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { startTestApp, type TestApp } from '../../testing/app'
import { createFirm, createObjection } from '../../testing/firms'
import { runOutboxAndScores } from '../../testing/jobs'
import { createResident, createStaff, type StaffMember } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { reenter } from '../../testing/repairs'
import { auditOf, rowsIn } from '../../testing/rows'
import { penalties } from '../record/fixtures/penalty-file'
import { publishDue } from '../publication/publish-due'
import { escalateObjections } from './escalate-objections'

let app: TestApp
let reviewer: StaffMember
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

type Body = Record<string, unknown>
const system = () => makeCtx(app.deps, { requestId: 'test-0001', actor: { kind: 'system', name: 'test' } })
async function at(instant: string) {
  app.clock.set(instant)
  reviewer = await createStaff(app, ['reviewer'])
}
const post = (objectionId: string, what: string, body?: Body) => app.call(`POST /console/objections/${objectionId}/${what}`, { as: reviewer.token, ...(body ? { body } : {}) })
const opened = async (objectionId: string) => (await app.call(`GET /console/objections/${objectionId}`, { as: reviewer.token })).body as { objection: Body; officeReply: Body | null }
async function penalised() {
  const boss = await createResident(app)
  const { firmId } = await createFirm(app, { personId: boss.subjectId })
  const { recordId } = await createRecord(app, { subjectId: firmId, item: 'penalty', decidedOn: '2026-10-09', content: { documentNumber: '云罚〔2026〕1号', violation: '无照经营', penaltyKind: '罚款', severity: '一般', content: '罚款' } })
  await publishDue({ ctx: system(), input: { limit: 1000 } })
  const filed = await app.call(`POST /firms/${firmId}/objections`, { as: boss.token, body: { recordId, reason: '处罚决定已被复议撤销' } })
  return { boss, firmId, recordId, objectionId: String(filed.body['objectionId']) }
}

it('the clock runs in working days: forwarded in two, decided in five, over a weekend; amber before, red after', async () => {
  await at('2026-11-19T02:00:00.000Z')
  const { objectionId } = await penalised()
  const clock = async () => (await opened(objectionId)).objection['clock']
  expect(await clock()).toEqual({ step: 'forward', dueOn: '2026-11-23', decideOn: '2026-11-26', provisional: false, urgency: 'none' })
  await at('2026-11-20T02:00:00.000Z')
  expect(await clock()).toMatchObject({ urgency: 'amber' })
  await at('2026-11-24T02:00:00.000Z')
  expect(await clock()).toMatchObject({ urgency: 'red' })
  expect((await post(objectionId, 'forwarding')).body).toMatchObject({ forwardedTo: '云汀市测试局', clock: { step: 'decide', dueOn: '2026-11-26', urgency: 'none' } })
  expect((await post(objectionId, 'forwarding')).status).toBe(409)
})

it('the source office’s answer is entered once, after forwarding, sealed, and decides nothing by itself', async () => {
  await at('2026-11-19T02:00:00.000Z')
  const { objectionId } = await penalised()
  const reply = { position: 'wrong', reply: '复议决定已撤销原处罚' }
  expect((await post(objectionId, 'office-reply', reply)).status).toBe(409)
  await post(objectionId, 'forwarding')
  const both = await Promise.all([post(objectionId, 'office-reply', reply), post(objectionId, 'office-reply', reply)])
  expect(both.map((r) => r.status).toSorted((a, b) => a - b)).toEqual([200, 409])
  expect((await opened(objectionId)).officeReply).toMatchObject({ position: 'wrong', reply: '复议决定已撤销原处罚' })
  const [row] = await rowsIn(app, `SELECT * FROM objection WHERE id = '${objectionId}'`)
  expect(row).toMatchObject({ status: 'open' })
  expect(JSON.stringify(row)).not.toContain('复议')
  expect(await auditOf(app, objectionId)).toEqual(['objection.filed', 'objection.forwarded', 'objection.replied'])
})

it('past its day it is escalated once, and says so', async () => {
  await at('2026-11-19T02:00:00.000Z')
  const { objectionId } = await penalised()
  await at('2026-11-26T02:00:00.000Z')
  await escalateObjections({ ctx: system(), input: { limit: 50 } })
  expect(await auditOf(app, objectionId)).not.toContain('objection.escalated')
  await at('2026-11-27T02:00:00.000Z')
  for (let n = 0; n < 2; n += 1) await escalateObjections({ ctx: system(), input: { limit: 50 } })
  expect((await auditOf(app, objectionId)).filter((a) => a === 'objection.escalated')).toHaveLength(1)
  expect((await opened(objectionId)).objection).toMatchObject({ escalatedAt: '2026-11-27T02:00:00.000Z', clock: { urgency: 'red' } })
})

const sweep = () => escalateObjections({ ctx: system(), input: { limit: 50 } })
async function toldOf(member: StaffMember, objectionId: string) {
  await reenter(app, member)
  const { items } = (await app.call('GET /console/notices?limit=100', { as: member.token })).body as { items: Body[] }
  return items.filter((n) => n['objectionId'] === objectionId).map((n) => String(n['title'])).toReversed()
}

it('a day that is near or past is told to whose turn it is, once each; past the decision to the lead and to whoever objected', async () => {
  await at('2026-11-19T02:00:00.000Z')
  const administrator = await createStaff(app, ['administrator'])
  const placed = async (office: string, lead: boolean) => {
    const member = await createStaff(app, ['reviewer'])
    await app.call(`PUT /console/repair-officers/${member.username}`, { as: administrator.token, body: { office, lead } })
    return member
  }
  const [source, lead, elsewhere] = [await placed('云汀市测试局', false), await placed('云汀市测试局', true), await placed('市税务局', false)]
  const [one, kept] = [await penalised(), await penalised()]
  await sweep()
  expect(await toldOf(reviewer, one.objectionId)).toEqual([])
  await at('2026-11-20T02:00:00.000Z')
  await sweep()
  await sweep()
  expect(await toldOf(reviewer, one.objectionId)).toEqual(['异议：快到转交期限了'])
  expect(await toldOf(source, one.objectionId)).toEqual([])
  await post(one.objectionId, 'forwarding')
  await post(kept.objectionId, 'answer', { outcome: 'upheld', answer: '核实无误，维持' })
  expect(await toldOf(source, one.objectionId)).toEqual(['异议：请核查并答复'])
  await at('2026-11-25T02:00:00.000Z')
  await sweep()
  expect(await toldOf(source, one.objectionId)).toEqual(['异议：请核查并答复', '异议：快到办结期限了'])
  const queue = async (clock: string) => ((await app.call(`GET /console/objections?clock=${clock}&limit=100`, { as: reviewer.token })).body['items'] as Body[]).map((o) => o['objectionId'])
  expect([(await queue('amber')).includes(one.objectionId), (await queue('red')).includes(one.objectionId)]).toEqual([true, false])
  await at('2026-11-27T02:00:00.000Z')
  await sweep()
  await sweep()
  expect((await toldOf(lead, one.objectionId))).toEqual(['异议：超期未办结'])
  expect((await toldOf(source, one.objectionId)).at(-1)).toBe('异议：超期未办结')
  expect(await toldOf(elsewhere, one.objectionId)).toEqual([])
  expect([(await queue('amber')).includes(one.objectionId), (await queue('red')).includes(one.objectionId), (await queue('escalated')).includes(one.objectionId)]).toEqual([false, true, true])
  expect(await queue('escalated')).not.toContain(kept.objectionId)
  expect(await toldOf(reviewer, kept.objectionId)).toEqual(['异议：快到转交期限了'])
  expect(await rowsIn(app, `SELECT kind FROM notice WHERE subject_id = '${one.boss.subjectId}'`)).toEqual([{ kind: 'firm.objection-late' }])
})

it('one never forwarded is late twice: with the forwarding, then with the decision, each to the credit office', async () => {
  await at('2026-11-19T02:00:00.000Z')
  const { objectionId } = await penalised()
  // The jobs stood still over the weekend: what is past is not told as near.
  await at('2026-11-24T02:00:00.000Z')
  await sweep()
  await at('2026-11-27T02:00:00.000Z')
  await sweep()
  await sweep()
  expect(await toldOf(reviewer, objectionId)).toEqual(['异议：超期未转交', '异议：超期未办结'])
})

it('行政处罚法 art. 48: a penalty withdrawn after an objection leaves the display at once, the public reads that and why, the firm is told', async () => {
  await at('2026-11-19T02:00:00.000Z')
  const { boss, recordId, objectionId } = await penalised()
  expect((await post(objectionId, 'answer', { outcome: 'withdrawn', answer: '复议已撤销，予以撤回' })).status).toBe(200)
  await publishDue({ ctx: system(), input: { limit: 1000 } })
  expect(((await app.call('GET /publications?limit=100')).body['items'] as Body[]).map((p) => p['recordId'])).not.toContain(recordId)
  const { body } = await app.call('GET /publication-withdrawals')
  expect((body['items'] as Body[]).find((w) => w['recordId'] === recordId)).toMatchObject({ documentNumber: '云罚〔2026〕1号', withdrawnOn: '2026-11-19', reason: '经异议核实，行政处罚决定已撤销或变更' })
  await runOutboxAndScores(system())
  const { body: notices } = await app.call('GET /me/notices', { as: boss.token })
  expect((notices['items'] as Body[]).map((n) => n['kind'])).toEqual(expect.arrayContaining(['firm.publication-withdrawn', 'firm.objection-answered']))
})

it('a penalty put right after an objection is shown as corrected, and the public reads that and why', async () => {
  await at('2026-11-19T02:00:00.000Z')
  const { recordId, objectionId } = await penalised()
  expect((await post(objectionId, 'answer', { outcome: 'corrected', answer: '违法行为写错，已更正', fields: { violation: '超出登记事项经营' } })).status).toBe(200)
  const { body } = await app.call('GET /publication-withdrawals')
  expect((body['items'] as Body[]).find((w) => w['recordId'] === recordId)).toMatchObject({ outcome: 'corrected', withdrawnOn: '2026-11-19', reason: expect.stringContaining('更正') })
  // The sweep finds the new version, and does not say it again as the office's.
  await publishDue({ ctx: system(), input: { limit: 1000 } })
  expect(((await app.call('GET /publication-withdrawals')).body['items'] as Body[]).filter((w) => w['recordId'] === recordId)).toHaveLength(1)
})

it('a penalty that its office takes back by the next file is withdrawn in the same way, told once', async () => {
  await at('2026-11-19T02:00:00.000Z')
  const boss = await createResident(app)
  const { firmId } = await createFirm(app, { personId: boss.subjectId })
  const { recordId } = await createRecord(app, { subjectId: firmId, item: 'penalty', decidedOn: '2026-10-09', content: { documentNumber: '云罚〔2026〕2号', violation: '超范围经营', penaltyKind: '罚款', severity: '一般', content: '罚款' } })
  await publishDue({ ctx: system(), input: { limit: 1000 } })
  for (let n = 0; n < 2; n += 1) {
    await rowsIn(app, `UPDATE record SET status = 'void', version = version + 1 WHERE id = '${recordId}'`)
    await publishDue({ ctx: system(), input: { limit: 1000 } })
    await runOutboxAndScores(system())
  }
  const { body } = await app.call('GET /publication-withdrawals')
  expect((body['items'] as Body[]).find((w) => w['recordId'] === recordId)).toMatchObject({ reason: '作出单位已撤销或变更行政处罚决定' })
  expect(await rowsIn(app, `SELECT kind FROM notice WHERE subject_id = '${boss.subjectId}'`)).toEqual([{ kind: 'firm.publication-withdrawn' }])
})

it('a penalty whose published words its office changes by a later file is said to be put right, once for each version; what nobody reads is not', async () => {
  await at('2026-11-19T02:00:00.000Z')
  const boss = await createResident(app)
  const { uscc } = await createFirm(app, { personId: boss.subjectId })
  const send = async (over: Record<string, string>) => {
    const steward = (await createStaff(app, ['steward'])).token
    const sent = await app.call('POST /console/imports?fileName=a.csv', { as: steward, raw: new TextEncoder().encode(penalties({ CF_XDR_SHXYM: uscc, CF_WSH: '云罚〔2026〕31号', CF_JDRQ: '2026-10-09', CF_GSJZQ: '2027-10-09', ...over })), headers: { 'content-type': 'text/csv' } })
    await publishDue({ ctx: system(), input: { limit: 1000 } })
    await runOutboxAndScores(system())
    return sent.body['status']
  }
  const said = async () => ((await app.call('GET /publication-withdrawals')).body['items'] as Body[]).filter((w) => w['uscc'] === uscc)
  expect(await send({ CF_NR_FK: '0.5' })).toBe('landed')
  expect(await said()).toEqual([])
  // The representative is sealed: the public reads the same.
  expect(await send({ CF_NR_FK: '0.5', CF_FRDB: '安岚' })).toBe('landed')
  expect(await said()).toEqual([])
  await at('2026-11-20T02:00:00.000Z')
  expect(await send({ CF_NR_FK: '0.3', CF_FRDB: '安岚' })).toBe('landed')
  expect(await said()).toMatchObject([{ outcome: 'corrected', documentNumber: '云罚〔2026〕31号', withdrawnOn: '2026-11-20', reason: '作出单位更正了公示的内容，原内容已撤回，按更正后的内容公示' }])
  await at('2026-11-23T02:00:00.000Z')
  expect(await send({ CF_NR_FK: '0.2', CF_FRDB: '安岚' })).toBe('landed')
  expect(await said()).toMatchObject([{ withdrawnOn: '2026-11-23' }])
  expect(await rowsIn(app, `SELECT kind FROM notice WHERE subject_id = '${boss.subjectId}' AND kind LIKE 'firm.publication%'`)).toEqual([{ kind: 'firm.publication-corrected' }, { kind: 'firm.publication-corrected' }])
})

it('objections are told apart by who may: an agent without the right files none for the firm', async () => {
  await at('2026-11-19T02:00:00.000Z')
  const { firmId } = await penalised()
  const agent = await createResident(app)
  await createFirm(app, { personId: agent.subjectId, firmId, rights: ['file'] })
  const { recordId } = await createObjection(app, firmId)
  expect((await app.call(`POST /firms/${firmId}/objections`, { as: agent.token, body: { recordId, reason: '这条记录写错了' } })).status).toBe(403)
})
