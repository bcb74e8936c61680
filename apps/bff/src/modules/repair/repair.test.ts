import { CALENDAR_CN } from '@xinhui/rules'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRepairChannelGateway } from '../../gateways/repair-channel'
import { type RepairChannelSimulator, startRepairChannelSimulator } from '../../gateways/repair-channel-simulator'
import { createVirusScanGateway } from '../../gateways/virus-scan'
import { startVirusScanSimulator, type VirusScanSimulator } from '../../gateways/virus-scan-simulator'
import { startTestApp, type TestApp } from '../../testing/app'
import { createFirm } from '../../testing/firms'
import { createResident, createStaff, renewToken, type Resident, type StaffMember } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { createRepair, ctxOf, EVIDENCE_PDF, reenter } from '../../testing/repairs'
import { listAudit } from '../audit/audit.store'
import { publishDue } from '../publication/publish-due'
import { clocksOf } from './clocks'
import { deliverLetters } from './deliver-letters'
import { escalateCases } from './escalate-cases'
import { propagateDue } from './propagate-case'
import { listClocks, listEvents } from './repair.store'

let app: TestApp
let scanner: VirusScanSimulator
let channels: RepairChannelSimulator
let officer: StaffMember
beforeAll(async () => {
  scanner = await startVirusScanSimulator()
  channels = await startRepairChannelSimulator()
  app = await startTestApp({ gateways: { virusScan: createVirusScanGateway(scanner), repairChannels: createRepairChannelGateway({ url: channels.origin, token: channels.token }) } })
  officer = await createStaff(app, ['reviewer'])
})
afterAll(async () => {
  await app.close()
  await scanner.close()
  await channels.close()
})

const system = () => ctxOf(app, { kind: 'system', name: 'jobs' })
const events = async (caseId: string) => (await listAudit(app.deps.db, { entityId: caseId, limit: 100 })).map((a) => a.action).toReversed()
const penalty = (subjectId: string) => createRecord(app, { subjectId, item: 'penalty', decidedOn: '2026-05-12', content: { severity: '一般', penaltyKind: '罚款', fineFen: 800_000, documentNumber: '云罚字〔2026〕12号' } })
const upload = (as: string, caseId: string, bytes: Uint8Array, material = 'duties-proof') => app.call(`POST /repair-cases/${caseId}/evidence?material=${material}`, { as, raw: bytes, headers: { 'content-type': 'application/octet-stream' } })

async function stored(caseId: string) {
  const clocks = (await listClocks(app.deps.db, [caseId])).map(({ step, office, startedOn, workingDays, pauses, dueOn, provisional, doneOn }) => ({ step, office, startedOn, workingDays, pauses, dueOn, provisional, doneOn }))
  const again = clocksOf(CALENDAR_CN, await listEvents(app.deps.db, caseId))
  const key = (c: { step: string; office: string }) => `${c.step} ${c.office}`
  const sorted = (list: typeof again) => [...list].sort((a, b) => key(a).localeCompare(key(b)))
  expect(sorted(clocks)).toEqual(sorted(again))
  return Object.fromEntries(clocks.map((c) => [c.step, c]))
}

describe('a case from the record to its end', () => {
  let firm: { firmId: string }
  let owner: Resident
  let recordId: string
  let caseId: string

  it('tells what the rules say, begins once, and lists what is missing', async () => {
    owner = await createResident(app)
    firm = await createFirm(app, { personId: owner.subjectId })
    recordId = (await penalty(firm.firmId)).recordId
    await publishDue({ ctx: system(), input: { limit: 100 } })
    const offer = await app.call(`GET /repair-offers/${recordId}`, { as: owner.token })
    expect(offer.body).toMatchObject({ firmId: firm.firmId, openCaseId: null, check: { isRepairable: true, earliestOn: '2026-08-12', autoEndsOn: '2027-05-12' } })
    const begun = await app.call('POST /repair-cases', { as: owner.token, body: { recordId } })
    expect([begun.status, begun.body['status']]).toEqual([201, 'draft'])
    caseId = String(begun.body['caseId'])
    expect((begun.body['missing'] as { code: string }[]).map((m) => m.code)).toEqual(['commitment'])
    const twice = await app.call('POST /repair-cases', { as: owner.token, body: { recordId } })
    expect([twice.status, twice.body['facts']]).toEqual([409, { caseId }])
  })

  it('is not handed in while something is missing, and says what', async () => {
    const refused = await app.call(`POST /repair-cases/${caseId}/submission`, { as: owner.token })
    expect([refused.status, refused.body['detail']]).toEqual([422, expect.stringContaining('签署信用修复承诺书')])
    expect((await upload(owner.token, caseId, EVIDENCE_PDF)).status).toBe(201)
    const { commitment } = (await app.call(`GET /repair-cases/${caseId}`, { as: owner.token })).body as { commitment: { textVersion: string; hash: string } }
    expect((await app.call(`POST /repair-cases/${caseId}/commitment`, { as: owner.token, body: { agreed: true, textVersion: commitment.textVersion, hash: 'other words' } })).body['code']).toBe('CONSENT_TEXT_OUTDATED')
    const signed = await app.call(`POST /repair-cases/${caseId}/commitment`, { as: owner.token, body: { agreed: true, textVersion: commitment.textVersion, hash: commitment.hash } })
    expect(signed.body['missing']).toEqual([])
    // 2026-11-21 is a Saturday: the city promises an answer on the next working day, a decision on the second.
    const submitted = await app.call(`POST /repair-cases/${caseId}/submission`, { as: owner.token })
    expect(submitted.body).toMatchObject({ status: 'submitted', clock: { step: 'accept', dueOn: '2026-11-23', colour: 'green' }, clocks: [{ step: 'accept' }, { step: 'decide', dueOn: '2026-11-24' }] })
  })

  it('stands still while the applicant puts right what was told, once', async () => {
    app.clock.set('2026-11-23T04:00:00.000Z')
    await reenter(app, officer)
    owner.token = await renewToken(app, owner)
    const defects = { defects: [{ code: 'duties-proof', text: '缴款凭证缺第二页' }] }
    expect((await app.call(`POST /console/repair-cases/${caseId}/defects`, { as: officer.token, body: defects })).status).toBe(204)
    const told = await app.call(`GET /repair-cases/${caseId}`, { as: owner.token })
    expect(told.body).toMatchObject({ status: 'correcting', mayAnswer: true, clock: { step: 'answer', dueOn: '2026-12-14' }, defects: defects.defects })
    expect((await stored(caseId))['accept']).toMatchObject({ dueOn: null })
    app.clock.set('2026-11-27T04:00:00.000Z')
    owner.token = await renewToken(app, owner)
    await reenter(app, officer)
    expect((await upload(owner.token, caseId, Buffer.concat([EVIDENCE_PDF, Buffer.from(' ')]))).status).toBe(201)
    expect((await app.call(`POST /repair-cases/${caseId}/answer`, { as: owner.token, body: { answer: '已补第二页' } })).body).toMatchObject({ status: 'submitted' })
    // Monday no longer counted: all of both spans lies behind Friday.
    expect(await stored(caseId)).toMatchObject({ accept: { dueOn: '2026-11-30', pauses: [{ from: '2026-11-22', to: '2026-11-27' }] }, decide: { dueOn: '2026-12-01' } })
    const second = await app.call(`POST /console/repair-cases/${caseId}/defects`, { as: officer.token, body: defects })
    expect([second.status, second.body['detail']]).toEqual([409, expect.stringContaining('只能一次告知')])
  })

  it('is accepted, asked of two offices in parallel, and waits for both', async () => {
    expect((await app.call(`POST /console/repair-cases/${caseId}/acceptance`, { as: officer.token, body: { offices: ['市税务局', '市人力资源和社会保障局'] } })).status).toBe(204)
    const early = await app.call(`POST /console/repair-cases/${caseId}/decision`, { as: officer.token, body: { outcome: 'approved', note: '义务已履行' } })
    expect([early.status, early.body['facts']]).toEqual([409, { offices: ['市人力资源和社会保障局', '市税务局'].sort() }])
    const tax = await createStaff(app, ['reviewer'])
    await app.call(`PUT /console/repair-officers/${tax.username}`, { as: (await createStaff(app, ['administrator'])).token, body: { office: '市税务局', lead: false } })
    const other = await app.call(`POST /console/repair-cases/${caseId}/opinion`, { as: tax.token, body: { office: '市人力资源和社会保障局', opinion: 'agree', note: '不是我们' } })
    expect(other.status).toBe(403)
    expect((await app.call(`POST /console/repair-cases/${caseId}/decision`, { as: tax.token, body: { outcome: 'approved', note: '越权' } })).status).toBe(403)
    expect((await app.call('GET /console/repair-cases', { as: tax.token })).body).toMatchObject({ office: '市税务局', items: [{ caseId }] })
    for (const [as, office] of [[tax.token, '市税务局'], [officer.token, '市人力资源和社会保障局']] as const) expect((await app.call(`POST /console/repair-cases/${caseId}/opinion`, { as, body: { office, opinion: 'agree', note: '没有问题' } })).status).toBe(204)
    const again = await app.call(`POST /console/repair-cases/${caseId}/opinion`, { as: tax.token, body: { office: '市税务局', opinion: 'disagree', note: '改主意了' } })
    expect(again.status).toBe(409)
  })

  it('ends publication, sharing and use in the moment it is approved', async () => {
    const seen = () => app.call(`GET /publications?keyword=${encodeURIComponent('云罚字〔2026〕12号')}`)
    expect((await seen()).body['items']).toHaveLength(1)
    const decided = await app.call(`POST /console/repair-cases/${caseId}/decision`, { as: officer.token, body: { outcome: 'approved', note: '义务已履行' } })
    expect(decided.status).toBe(204)
    expect((await seen()).body['items']).toEqual([])
    const file = (await app.call(`GET /firms/${firm.firmId}/file`, { as: owner.token })).body['records'] as { recordId: string; endsOn: string | null }[]
    expect(file.find((r) => r.recordId === recordId)?.endsOn).toBe('2026-11-26')
    // The office's next file does not bring it back, whatever it says.
    await app.deps.db.execute(`UPDATE record SET ends_on = NULL, decided_on = '2026-05-12' WHERE id = '${recordId}'`)
    await publishDue({ ctx: system(), input: { limit: 100 } })
    expect((await seen()).body['items']).toEqual([])
    const shown = await app.call('GET /console/publications?status=ended', { as: officer.token })
    expect((shown.body['items'] as { recordId: string; reason: string }[]).find((p) => p.recordId === recordId)?.reason).toBe('信用修复')
  })

  it('is told to every channel, keeps asking those that fail or are late, and is done when all have confirmed', async () => {
    channels.behave('province', { failFirst: 2 })
    channels.behave('bank-cache', { doneAfterAsks: 3 })
    channels.behave('open-data', { doneAfterAsks: Number.POSITIVE_INFINITY })
    const round = async (seconds: number) => {
      app.clock.advance(seconds)
      while ((await propagateDue({ ctx: system(), input: { limit: 10 } })) > 0);
    }
    for (let i = 0; i < 6; i += 1) await round(300)
    const states = async () => Object.fromEntries(((await app.call(`GET /repair-cases/${caseId}`, { as: (owner.token = await renewToken(app, owner)) })).body['channels'] as { channel: string; state: string }[]).map((c) => [c.channel, c.state]))
    expect(await states()).toEqual({ 'city-portal': 'confirmed', province: 'confirmed', 'credit-china': 'confirmed', 'open-data': 'told', 'bank-cache': 'confirmed' })
    app.clock.set('2026-12-03T04:00:00.000Z')
    await round(0)
    expect((await states())['open-data']).toBe('late')
    await reenter(app, officer)
    const letter = await app.call(`GET /console/repair-cases/${caseId}/letters/open-data`, { as: officer.token })
    expect(letter.text).toContain('公共数据开放平台')
    expect(letter.text).toContain('云罚字〔2026〕12号')
    channels.behave('open-data', {})
    await round(7200)
    owner.token = await renewToken(app, owner)
    expect((await app.call(`GET /repair-cases/${caseId}`, { as: owner.token })).body).toMatchObject({ status: 'effective', clock: null })
    expect(channels.requests().filter((r) => r.requestId.startsWith(caseId))).toHaveLength(4)
    await stored(caseId)
  })

  it('left one audit row for each step, and nothing leaves its end', async () => {
    const steps = (await events(caseId)).filter((a) => !a.startsWith('repair.channel') && !a.startsWith('repair.evidence') && a !== 'repair.commit')
    expect(steps).toEqual(['repair.draft', 'repair.submit', 'repair.defects', 'repair.answer', 'repair.accept', 'repair.assign', 'repair.opinion', 'repair.opinion', 'repair.approve', 'repair.effective'])
    await reenter(app, officer)
    for (const [path, body] of [['acceptance', {}], ['defects', { defects: [{ code: 'x', text: '补正一下' }] }], ['decision', { outcome: 'refused', reasonCode: 'duty', note: '再想想' }], ['reviews', { offices: ['市税务局'] }]] as const)
      expect((await app.call(`POST /console/repair-cases/${caseId}/${path}`, { as: officer.token, body })).status, path).toBe(409)
  })

  it('comes back through a case of its own when the commitment was false; the old one stays closed', async () => {
    const opened = await app.call(`POST /console/repair-cases/${caseId}/linked-cases`, { as: officer.token, body: { kind: 'false-commitment', note: '缴款凭证系伪造' } })
    expect(opened.status).toBe(201)
    const linked = String(opened.body['caseId'])
    const own = await app.call(`POST /console/repair-cases/${linked}/decision`, { as: officer.token, body: { outcome: 'approved', note: '属实' } })
    expect(own.body['code']).toBe('SECOND_PERSON_NEEDED')
    const second = await createStaff(app, ['reviewer'])
    expect((await app.call(`POST /console/repair-cases/${linked}/decision`, { as: second.token, body: { outcome: 'approved', note: '核查属实' } })).status).toBe(204)
    expect((await app.call(`GET /publications?keyword=${encodeURIComponent('云罚字〔2026〕12号')}`)).body['items']).toMatchObject([{ endsOn: '2029-12-03' }])
    expect((await app.call(`GET /repair-cases/${caseId}`, { as: owner.token })).body).toMatchObject({ status: 'effective' })
    const barred = await app.call('POST /repair-cases', { as: owner.token, body: { recordId } })
    expect([barred.status, barred.body['facts']]).toEqual([409, { until: '2029-12-03' }])
    expect((await app.call(`GET /repair-cases/${linked}`, { as: owner.token })).body).toMatchObject({ kind: 'false-commitment', statement: '', channels: expect.arrayContaining([expect.objectContaining({ direction: 'restore' })]) })
  })
})

it('an application before its earliest day is refused with the day; a record that needs none is not repaired', async () => {
  const person = await createResident(app)
  const { recordId } = await createRecord(app, { subjectId: person.subjectId, item: 'penalty', decidedOn: '2026-11-01', content: { severity: '一般' } })
  const { caseId } = await createRepair(app, { person, until: 'ready', recordId })
  const early = await app.call(`POST /repair-cases/${caseId}/submission`, { as: person.token })
  expect([early.status, early.body['facts']]).toEqual([409, { earliestOn: '2027-02-01' }])
  const honour = await createRecord(app, { subjectId: person.subjectId, item: 'honour', decidedOn: '2026-01-02' })
  expect((await app.call('POST /repair-cases', { as: person.token, body: { recordId: honour.recordId } })).status).toBe(409)
  const over = await createRecord(app, { subjectId: person.subjectId, item: 'penalty', decidedOn: '2024-01-02', endsOn: '2025-01-02' })
  expect((await app.call('POST /repair-cases', { as: person.token, body: { recordId: over.recordId } })).status).toBe(409)
})

it('a refusal names its reason and the way on; it may be applied for again', async () => {
  const person = await createResident(app)
  const { caseId, recordId } = await createRepair(app, { person, officer, until: 'submitted' })
  await reenter(app, officer)
  expect((await app.call(`POST /console/repair-cases/${caseId}/decision`, { as: officer.token, body: { outcome: 'refused', reasonCode: 'none such', note: '不行' } })).status).toBe(422)
  expect((await app.call(`POST /console/repair-cases/${caseId}/decision`, { as: officer.token, body: { outcome: 'refused', reasonCode: 'duty', note: '罚款尚欠 2000 元' } })).status).toBe(204)
  const read = await app.call(`GET /repair-cases/${caseId}`, { as: (person.token = await renewToken(app, person)) })
  expect(read.body).toMatchObject({ status: 'refused', decision: { outcome: 'refused', reason: '义务未履行完毕', note: '罚款尚欠 2000 元', remedy: expect.stringContaining('再次申请') } })
  expect((await app.call('POST /repair-cases', { as: person.token, body: { recordId } })).status).toBe(201)
})

it('what the office can fetch itself holds nothing up; what only the applicant has does', async () => {
  const owner = await createResident(app)
  const { firmId } = await createFirm(app, { personId: owner.subjectId })
  const handIn = async (kind: 'repair' | 'bankruptcy') => {
    const { recordId } = await createRecord(app, { subjectId: firmId, item: 'penalty', decidedOn: '2026-05-12', content: { severity: '一般', documentNumber: `云罚字〔2026〕${kind}号` } })
    const { caseId } = await createRepair(app, { person: owner, until: 'draft', recordId, kind })
    const { commitment, missing } = (await app.call(`GET /repair-cases/${caseId}`, { as: owner.token })).body as { commitment: { textVersion: string; hash: string }; missing: { code: string }[] }
    await app.call(`POST /repair-cases/${caseId}/commitment`, { as: owner.token, body: { agreed: true, textVersion: commitment.textVersion, hash: commitment.hash } })
    return { missing: missing.map((m) => m.code), answer: await app.call(`POST /repair-cases/${caseId}/submission`, { as: owner.token }) }
  }
  const plain = await handIn('repair')
  expect([plain.missing, plain.answer.status, plain.answer.body['evidence'], plain.answer.body['status']]).toEqual([['commitment'], 200, [], 'submitted'])
  const byRuling = await handIn('bankruptcy')
  expect([byRuling.missing, byRuling.answer.status, (byRuling.answer.body['errors'] as { field: string }[]).map((e) => e.field)]).toEqual([['court-ruling', 'commitment'], 422, ['court-ruling']])
})

it('an office that disagrees keeps it from being approved', async () => {
  const person = await createResident(app)
  const { caseId } = await createRepair(app, { person, officer, until: 'reviewing' })
  await reenter(app, officer)
  await app.call(`POST /console/repair-cases/${caseId}/opinion`, { as: officer.token, body: { office: '市税务局', opinion: 'disagree', note: '仍欠税' } })
  const refused = await app.call(`POST /console/repair-cases/${caseId}/decision`, { as: officer.token, body: { outcome: 'approved', note: '同意' } })
  expect([refused.status, refused.body['facts']]).toEqual([409, { offices: ['市税务局'] }])
})

it('a record screened during a reorganisation comes back when the re-evaluation says so', async () => {
  const owner = await createResident(app)
  const { firmId } = await createFirm(app, { personId: owner.subjectId })
  const { recordId } = await createRecord(app, { subjectId: firmId, item: 'penalty', decidedOn: '2026-11-20', content: { severity: '严重', documentNumber: '云罚字〔2026〕77号' } })
  await publishDue({ ctx: system(), input: { limit: 100 } })
  const conditionsOf = (body: Record<string, unknown>) => (body['check'] as { conditions: { code: string }[] }).conditions.map((c) => c.code)
  expect(conditionsOf((await app.call(`GET /repair-offers/${recordId}`, { as: owner.token })).body)).toContain('minimum-period')
  const { caseId } = await createRepair(app, { person: owner, officer, until: 'approved', recordId, kind: 'bankruptcy' })
  // The ruling takes the place of the shortest period: nothing is asked that cannot be had yet.
  const applied = (await app.call(`GET /repair-cases/${caseId}`, { as: owner.token })).body
  expect([conditionsOf(applied).includes('minimum-period'), (applied['check'] as { earliestOn: unknown }).earliestOn]).toEqual([false, null])
  const seen = async () => ((await app.call(`GET /publications?keyword=${encodeURIComponent('云罚字〔2026〕77号')}`)).body['items'] as unknown[]).length
  expect(await seen()).toBe(0)
  // Neither side has anything to do until the day, and both read why.
  expect(applied).toMatchObject({ reviewOn: '2027-12-03', followUp: null, mayWithdraw: false, next: expect.stringMatching(/暂时屏蔽，2027年12月3日由云汀市测试局重新评价。您现在不用在这里办理；请在那以前把重整计划执行情况的报告交给云汀市测试局/) })
  const second = await createStaff(app, ['reviewer'])
  const asOffice = async (as: string, id: string) => (await app.call(`GET /console/repair-cases/${id}`, { as })).body
  expect(await asOffice(second.token, caseId)).toMatchObject({ reviewOn: '2027-12-03', next: expect.stringContaining('到期重新评价。现在不用办理') })
  await reenter(app, officer)
  const opened = await app.call(`POST /console/repair-cases/${caseId}/linked-cases`, { as: officer.token, body: { kind: 're-evaluation', note: '重整计划未执行' } })
  const linked = String(opened.body['caseId'])
  expect(await asOffice(officer.token, linked)).toMatchObject({ deeds: [], refusals: [{ code: 'duty' }, { code: 'plan' }], next: expect.stringMatching(/^这件由您发起，须由另一位审核员.*以前作出决定。发起的人不能自己决定/) })
  expect(await asOffice(second.token, linked)).toMatchObject({ deeds: ['assign', 'approve', 'refuse'], next: expect.stringMatching(/^由另一位审核员发起，请您.*以前作出决定$/) })
  expect(await asOffice(second.token, caseId)).toMatchObject({ next: expect.stringContaining('已发起重新评价'), followUp: { caseId: linked, kindTitle: '重新评价', statusTitle: '已受理' } })
  owner.token = await renewToken(app, owner)
  expect((await app.call(`GET /repair-cases/${caseId}`, { as: owner.token })).body).toMatchObject({ followUp: { caseId: linked }, next: expect.stringMatching(/正在重新评价，.*以前作出决定，结果会通知您。这件已经办结，您现在不用办理/) })
  expect((await app.call(`GET /repair-cases/${linked}`, { as: owner.token })).body).toMatchObject({ mayWithdraw: false, next: expect.stringContaining('不通过的，恢复公示') })
  const scope = await app.call(`POST /console/repair-cases/${linked}/decision`, { as: second.token, body: { outcome: 'refused', reasonCode: 'not-false', note: '理由不对' } })
  expect([scope.status, scope.body['detail']]).toEqual([422, '请选择不予修复的原因'])
  expect((await app.call(`POST /console/repair-cases/${linked}/decision`, { as: second.token, body: { outcome: 'refused', reasonCode: 'plan', note: '重整计划未执行' } })).status).toBe(204)
  expect(await seen()).toBe(1)
  expect((await app.call(`GET /repair-cases/${caseId}`, { as: owner.token })).body).toMatchObject({ status: 'effective', reviewOn: null, next: expect.stringContaining('重新评价没有通过，记录已恢复公示') })
  // The channels that took it off are told to show it again, and asked until they do.
  const board = async () => ((await app.call(`GET /repair-cases/${linked}`, { as: owner.token })).body['channels'] as { channel: string; direction: string; state: string; dueOn: string }[]).map(({ channel, direction, state }) => `${channel} ${direction} ${state}`)
  expect((await board()).every((line) => line.endsWith('restore waiting'))).toBe(true)
  channels.behave('province', { doneAfterAsks: Number.POSITIVE_INFINITY })
  channels.behave('bank-cache', {})
  for (let i = 0; i < 3; i += 1) {
    app.clock.advance(300)
    while ((await propagateDue({ ctx: system(), input: { limit: 10 } })) > 0);
  }
  owner.token = await renewToken(app, owner)
  expect(await board()).toEqual(['city-portal restore confirmed', 'province restore told', 'credit-china restore confirmed', 'open-data restore confirmed', 'bank-cache restore confirmed'])
  app.clock.set('2027-01-20T04:00:00.000Z')
  while ((await propagateDue({ ctx: system(), input: { limit: 10 } })) > 0);
  await reenter(app, officer)
  expect(((await asOffice(officer.token, linked))['channels'] as { state: string }[])[1]?.state).toBe('late')
  expect(((await app.call('GET /console/repair-cases?clock=late-channel', { as: officer.token })).body['items'] as { caseId: string }[]).map((c) => c.caseId)).toContain(linked)
  channels.behave('province', {})
  app.clock.set('2026-12-03T04:00:00.000Z')
})

it('what is past its day is raised once and is seen first', async () => {
  const person = await createResident(app)
  const { caseId } = await createRepair(app, { person, officer, until: 'submitted' })
  app.clock.set('2026-12-20T04:00:00.000Z')
  expect(await escalateCases({ ctx: system(), input: { limit: 100 } })).toBeGreaterThan(0)
  expect(await escalateCases({ ctx: system(), input: { limit: 100 } })).toBe(0)
  await reenter(app, officer)
  const queue = (await app.call('GET /console/repair-cases?clock=escalated', { as: officer.token })).body['items'] as { caseId: string; escalated: boolean; clock: { colour: string } }[]
  expect(queue.find((c) => c.caseId === caseId)).toMatchObject({ escalated: true, clock: { colour: 'red' } })
})

it('the letter comes with the decision, is delivered to whoever can be reached, and acknowledged once', async () => {
  const person = await createResident(app)
  const { recordId } = await createRecord(app, { subjectId: person.subjectId, item: 'penalty', decidedOn: '2026-12-01', content: { severity: '一般' } })
  const old = await createRecord(app, { subjectId: person.subjectId, item: 'penalty', decidedOn: '2026-01-05', content: { severity: '一般' } })
  await publishDue({ ctx: system(), input: { limit: 100 } })
  while ((await deliverLetters({ ctx: system(), input: { limit: 100 } })) > 0);
  person.token = await renewToken(app, person)
  const letters = (await app.call('GET /me/repair-letters', { as: person.token })).body['items'] as { letterId: string; recordId: string; earliestOn: string; paragraphs: string[] }[]
  expect(letters.map((l) => l.recordId)).toEqual([recordId])
  expect(letters.map((l) => l.recordId)).not.toContain(old.recordId)
  expect(letters[0]).toMatchObject({ earliestOn: '2027-03-01', paragraphs: expect.arrayContaining([expect.stringContaining('2027年3月1日')]) })
  expect((await app.call('GET /me/notices', { as: person.token })).text).toContain('信用修复告知书')
  const signed = await app.call(`POST /repair-letters/${letters[0]?.letterId}/acknowledgement`, { as: person.token })
  expect(signed.body['acknowledgedAt']).not.toBeNull()
  const again = await app.call(`POST /repair-letters/${letters[0]?.letterId}/acknowledgement`, { as: person.token })
  expect(again.body['acknowledgedAt']).toBe(signed.body['acknowledgedAt'])
  await reenter(app, officer)
  expect((await app.call('GET /console/repair-letters?state=acknowledged', { as: officer.token })).body['items']).toMatchObject([{ recordId, state: 'acknowledged' }])
})
