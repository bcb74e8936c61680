import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { createFirm } from '../../testing/firms'
import { runOutboxAndScores } from '../../testing/jobs'
import { createResident, createStaff, renewToken, type StaffMember } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { createRepair, ctxOf, reenter } from '../../testing/repairs'
import { rowsIn } from '../../testing/rows'
import { escalateCases, warnCases } from './escalate-cases'
import { remindReview } from './remind-review'

let app: TestApp
let officer: StaffMember
let lead: StaffMember
let elsewhere: StaffMember
beforeAll(async () => {
  app = await startTestApp()
  const administrator = await createStaff(app, ['administrator'])
  const placed = async (office: string, isLead: boolean) => {
    const member = await createStaff(app, ['reviewer'])
    expect((await app.call(`PUT /console/repair-officers/${member.username}`, { as: administrator.token, body: { office, lead: isLead } })).status).toBe(204)
    return member
  }
  // Where a test's records come from.
  officer = await placed('云汀市测试局', false)
  lead = await placed('云汀市测试局', true)
  elsewhere = await placed('市税务局', false)
})
afterAll(() => app.close())
beforeEach(() => app.clock.set('2026-11-20T02:00:00.000Z'))

const system = () => ctxOf(app, { kind: 'system', name: 'jobs' })
async function sweep() {
  await warnCases({ ctx: system(), input: { limit: 100 } })
  await escalateCases({ ctx: system(), input: { limit: 100 } })
  await remindReview({ ctx: system(), input: { limit: 100 } })
  await runOutboxAndScores(system())
}
async function told(member: StaffMember, caseId: string) {
  await reenter(app, member)
  const { items } = (await app.call('GET /console/notices?limit=100', { as: member.token })).body as { items: { caseId: string; kind: string; title: string }[] }
  return items.filter((n) => n.caseId === caseId).map((n) => `${n.kind} ${n.title}`)
}
const noticesOf = async (person: { token: string }, kind: string) => ((await app.call('GET /me/notices', { as: person.token })).body['items'] as { kind: string; body: string }[]).filter((n) => n.kind === kind)

it('a day that is near is told to the officers of the office once; past it, to their lead too, once', async () => {
  const person = await createResident(app)
  const { caseId } = await createRepair(app, { person, until: 'submitted' })
  await sweep()
  expect(await told(officer, caseId)).toEqual([])
  // Handed in on Friday: the city answers by Monday.
  app.clock.set('2026-11-23T02:00:00.000Z')
  await sweep()
  await sweep()
  expect(await told(officer, caseId)).toEqual(['repair.amber 信用修复：“受理”快到期了'])
  expect(await told(lead, caseId)).toEqual([])
  app.clock.set('2026-11-25T02:00:00.000Z')
  await sweep()
  await sweep()
  expect((await told(officer, caseId)).filter((n) => n.startsWith('repair.red'))).toHaveLength(2)
  expect((await told(lead, caseId)).sort()).toEqual(['repair.red 信用修复：“作出决定”已超期', 'repair.red 信用修复：“受理”已超期'])
  expect(await told(elsewhere, caseId)).toEqual([])
  // Whoever has no office works for the city's credit office and sees all.
  expect((await told(await createStaff(app, ['reviewer']), caseId)).length).toBeGreaterThan(2)
})

it('an opinion that is near is told to the office that was asked, and not once it was given', async () => {
  const person = await createResident(app)
  const { caseId } = await createRepair(app, { person, officer, until: 'reviewing', offices: ['市税务局', '市生态环境局'] })
  await reenter(app, elsewhere)
  app.clock.set('2026-11-23T02:00:00.000Z')
  await warnCases({ ctx: system(), input: { limit: 100 } })
  await reenter(app, elsewhere)
  expect((await app.call(`POST /console/repair-cases/${caseId}/opinion`, { as: elsewhere.token, body: { office: '市税务局', opinion: 'agree', note: '无欠税' } })).status).toBe(204)
  await sweep()
  expect(await told(elsewhere, caseId)).toEqual([])
  const environment = await createStaff(app, ['reviewer'])
  await app.call(`PUT /console/repair-officers/${environment.username}`, { as: (await createStaff(app, ['administrator'])).token, body: { office: '市生态环境局', lead: false } })
  expect(await told(environment, caseId)).toEqual(['repair.amber 信用修复：“部门意见”快到期了'])
})

it('an applicant whose days to answer run out is reminded; when they are over the office is told that it may decide', async () => {
  const person = await createResident(app)
  const { caseId } = await createRepair(app, { person, officer, until: 'correcting' })
  app.clock.set('2026-12-11T02:00:00.000Z')
  await sweep()
  await sweep()
  person.token = await renewToken(app, person)
  expect(await noticesOf(person, 'repair.answer-near')).toMatchObject([{ body: expect.stringContaining('2026年12月11日以前补正') }])
  app.clock.set('2026-12-14T02:00:00.000Z')
  await sweep()
  expect(await told(officer, caseId)).toEqual(['repair.red 信用修复：申请人没有按期补正'])
})

it('a screened record is brought to mind before its re-evaluation and on the day, to the firm, the office and its lead', async () => {
  const owner = await createResident(app)
  const { firmId } = await createFirm(app, { personId: owner.subjectId })
  const { caseId } = await createRepair(app, { person: owner, officer, until: 'approved', subjectId: firmId, kind: 'bankruptcy' })
  app.clock.set('2027-10-20T02:00:00.000Z')
  expect(await remindReview({ ctx: system(), input: { limit: 100 } })).toBe(0)
  app.clock.set('2027-10-21T02:00:00.000Z')
  expect(await remindReview({ ctx: system(), input: { limit: 100 } })).toBe(1)
  expect(await remindReview({ ctx: system(), input: { limit: 100 } })).toBe(0)
  app.clock.set('2027-11-20T02:00:00.000Z')
  expect(await remindReview({ ctx: system(), input: { limit: 100 } })).toBe(1)
  expect(await remindReview({ ctx: system(), input: { limit: 100 } })).toBe(0)
  const review = ['repair.review 信用修复：屏蔽到期，请重新评价', 'repair.review 信用修复：屏蔽快到期']
  for (const member of [officer, lead]) expect((await told(member, caseId)).filter((n) => n.startsWith('repair.review'))).toEqual(review)
  expect(await rowsIn(app, `SELECT kind FROM notice WHERE subject_id = '${owner.subjectId}' AND kind LIKE 'repair.review%' ORDER BY kind`)).toEqual([{ kind: 'repair.review-due' }, { kind: 'repair.review-near' }])
})

it('an agent applies for a firm with the right to repair, which the right to object does not give', async () => {
  const owner = await createResident(app)
  const { firmId } = await createFirm(app, { personId: owner.subjectId })
  const { recordId } = await createRepair(app, { person: owner, until: 'draft', subjectId: firmId })
  const asking = async (rights: ('file' | 'objection' | 'repair')[]) => {
    const agent = await createResident(app)
    await createFirm(app, { personId: agent.subjectId, firmId, rights })
    return (await app.call(`GET /repair-offers/${recordId}`, { as: agent.token })).status
  }
  expect([await asking(['file', 'objection']), await asking(['repair'])]).toEqual([403, 200])
})

it('an agent who only handles repairs reads the records that can be repaired, their dates and their forms, and nothing else of the file', async () => {
  const owner = await createResident(app)
  const { firmId } = await createFirm(app, { personId: owner.subjectId })
  const { recordId } = await createRepair(app, { person: owner, until: 'draft', subjectId: firmId })
  await createRecord(app, { subjectId: firmId, item: 'honour', decidedOn: '2026-01-02' })
  const reading = async (rights: ('file' | 'objection' | 'repair')[]) => {
    const agent = await createResident(app)
    await createFirm(app, { personId: agent.subjectId, firmId, rights })
    const { status, body } = await app.call(`GET /firms/${firmId}/file`, { as: agent.token })
    const others = await Promise.all(['repair', 'repair.ics', 'repair-templates/commitment-letter'].map(async (what) => (await app.call(`GET /firms/${firmId}/records/${recordId}/${what}`, { as: agent.token })).status))
    const log = await app.call(`GET /firms/${firmId}/access-log`, { as: agent.token })
    return [status, ((body['records'] ?? []) as { recordId: string }[]).length, ...others, log.status]
  }
  expect([await reading(['repair']), await reading(['file']), await reading(['objection'])]).toEqual([[200, 1, 200, 200, 200, 403], [200, 2, 200, 200, 200, 200], [403, 0, 403, 403, 403, 403]])
})
