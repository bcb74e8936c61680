import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { createRegistryGateway } from '../../gateways/registry'
import { type RegistrySimulator, startRegistrySimulator } from '../../gateways/registry-simulator'
import { startTestApp, type TestApp } from '../../testing/app'
import { createApplication, createFirm, LICENCE_PDF } from '../../testing/firms'
import { claimPerk, createMerchant, createOrganization, createPerk, createPost, fetchPasses, putOnSeriousList } from '../../testing/market'
import { runOutboxAndScores } from '../../testing/jobs'
import { createResident, createStaff, renewToken, type Resident, type StaffMember } from '../../testing/people'
import { jpegWith } from '../../testing/photos'
import { auditOf, rowsIn } from '../../testing/rows'
import { remindAgreements } from './sign-agreement'

const START = '2026-11-21T04:00:00.000Z'
let app: TestApp
let registry: RegistrySimulator
let officer: StaffMember
let other: StaffMember
const registered = new Map<string, { name: string; status: string }>()

beforeAll(async () => {
  registry = await startRegistrySimulator((uscc) => ({ name: '', idNumber: '', ...(registered.has(uscc) ? { enterprise: registered.get(uscc) as { name: string; status: string } } : {}) }))
  app = await startTestApp({ gateways: { registry: createRegistryGateway(registry) } })
  officer = await createStaff(app, ['reviewer'])
  other = await createStaff(app, ['reviewer'])
})
afterAll(async () => {
  await app.close()
  await registry.close()
})

const STORE = { name: '禾味小馆一店', address: '云汀市临河区听澜路 1 号', longitudeE6: 118_500_000, latitudeE6: 25_100_000, hours: '10:00–21:00' }
const FORM = { name: '禾味小馆', industry: '餐饮', contactName: '安联系', contactPhone: '13800000000', stores: [STORE] }

interface Applicant {
  boss: Resident
  firmId: string
  uscc: string
  name: string
}
async function applicant(options: { name?: string } = {}): Promise<Applicant> {
  const boss = await createResident(app)
  const name = options.name ?? '云汀市禾味餐饮有限公司'
  const { subjectId, uscc } = await createOrganization(app, { name })
  await createFirm(app, { personId: boss.subjectId, firmId: subjectId })
  registered.set(uscc, { name, status: '存续' })
  return { boss, firmId: subjectId, uscc, name }
}
const path = (a: Applicant) => `/firms/${a.firmId}/merchant-application`
const save = (a: Applicant, form: object = FORM) => app.call(`PUT ${path(a)}`, { as: a.boss.token, body: form })
const upload = (a: Applicant, bytes: Uint8Array = LICENCE_PDF) => app.call(`POST ${path(a)}/licence`, { as: a.boss.token, raw: bytes, headers: { 'content-type': 'application/octet-stream' } })
const submit = (a: Applicant, textVersion = app.deps.city.merchantAgreement.textVersion) => app.call(`POST ${path(a)}/submission`, { as: a.boss.token, body: { agreed: true, textVersion } })
const decide = (id: unknown, body: object, by = officer) => app.call(`POST /console/merchant-applications/${String(id)}/decision`, { as: by.token, body })
const detail = async (id: unknown, by = officer) => (await app.call(`GET /console/merchant-applications/${String(id)}`, { as: by.token })).body
async function submitted(): Promise<Applicant & { applicationId: string }> {
  const a = await applicant()
  await save(a)
  await upload(a)
  const { status, body } = await submit(a)
  expect(status).toBe(200)
  return { ...a, applicationId: String(body['applicationId']) }
}

it('a firm applies, an officer approves, and in one go there are merchant, stores, owner and agreement', async () => {
  const a = await applicant()
  const fresh = (await app.call(`GET ${path(a)}`, { as: a.boss.token })).body
  expect(fresh).toMatchObject({ application: null, merchantId: null, agreement: { textVersion: app.deps.city.merchantAgreement.textVersion }, checks: [{ code: 'uscc', result: 'pass' }, { code: 'serious-list', result: 'pass' }, { code: 'not-partner', result: 'pass' }] })
  expect((await save(a, { name: '', industry: '', contactName: '', contactPhone: '12', stores: [] })).body).toMatchObject({ status: 'draft' })
  const early = await submit(a)
  expect([early.status, (early.body['errors'] as { field: string }[]).map((e) => e.field)]).toEqual([422, ['name', 'industry', 'contact', 'contact', 'stores', 'licence']])
  expect((await app.call('GET /console/merchant-applications', { as: officer.token })).body['items']).toEqual([])
  await save(a)
  expect((await upload(a)).body).toMatchObject({ licence: { type: 'application/pdf', bytes: LICENCE_PDF.length } })
  expect((await submit(a, 'merchant-2019-01')).body['code']).toBe('CONSENT_TEXT_OUTDATED')
  const sent = await submit(a)
  expect(sent.body).toMatchObject({ status: 'submitted', contactPhone: '13800000000', checks: [{ code: 'uscc' }, { code: 'serious-list' }, { code: 'not-partner' }, { code: 'registry-name', result: 'pass' }, { code: 'registry-status', result: 'pass', detail: '存续' }] })
  expect((await submit(a)).body['code']).toBe('CONFLICT')
  expect((await save(a)).body['code']).toBe('CONFLICT')

  const id = sent.body['applicationId']
  const seen = await detail(id)
  expect(seen).toMatchObject({ contactMaskedName: '安**', mayDecide: true, mayReturn: true, filedByOffice: false, stores: [STORE] })
  expect(JSON.stringify(seen)).not.toContain('13800000000')
  const licence = await app.call(`GET /console/merchant-applications/${String(id)}/licence`, { as: officer.token })
  expect([licence.status, licence.headers.get('content-type'), licence.text]).toEqual([200, 'application/pdf', LICENCE_PDF.toString()])
  const approved = await decide(id, { outcome: 'approved' })
  expect(approved.body).toMatchObject({ status: 'approved' })
  const merchantId = String(approved.body['merchantId'])
  expect((await app.call('GET /desk', { as: a.boss.token })).body).toMatchObject({ posts: [{ merchantId, merchantName: '禾味小馆', role: 'owner', stores: [{ name: STORE.name }] }] })
  expect((await app.call(`GET /desk/merchants/${merchantId}/agreement`, { as: a.boss.token })).body).toMatchObject({ current: { state: 'running', validUntil: '2027-11-20', mayRenew: false } })
  expect((await app.call('GET /me/notices', { as: a.boss.token })).body['items']).toMatchObject([{ kind: 'merchant.application', title: '“禾味小馆”已入驻' }])
  expect(await auditOf(app, String(id))).toEqual(['application.approve', 'application.draft', 'application.licence', 'application.submit'])
  expect(await auditOf(app, merchantId)).toEqual(['agreement.sign', 'merchant.approve'])
  expect(JSON.stringify(await rowsIn(app, 'SELECT * FROM merchant_application'))).not.toContain('13800000000')
})

it('two officers who decide at once: one does, the other is told what was decided', async () => {
  const a = await submitted()
  const answers = await Promise.all([decide(a.applicationId, { outcome: 'approved' }), decide(a.applicationId, { outcome: 'refused', reason: '材料与事实不符' }, other), decide(a.applicationId, { outcome: 'approved' }, other)])
  expect(answers.map((r) => r.status).sort((x, y) => x - y)).toEqual([200, 409, 409])
  const [row] = await rowsIn<{ status: string; merchant_id: string | null }>(app, `SELECT status, merchant_id FROM merchant_application WHERE id = '${a.applicationId}'`)
  for (const lost of answers.filter((r) => r.status === 409)) expect(lost.body).toMatchObject({ code: 'CONFLICT', facts: { status: row?.status } })
  expect(await rowsIn(app, `SELECT id FROM merchant WHERE subject_id = '${a.firmId}'`)).toHaveLength(row?.merchant_id ? 1 : 0)
})

it('all defects are told at once, and once; put right, it is submitted again', async () => {
  const a = await submitted()
  const defects = [{ field: 'licence', message: '营业执照照片看不清' }, { field: 'stores', message: '门店地址不完整' }]
  expect((await decide(a.applicationId, { outcome: 'returned', defects: [] })).status).toBe(422)
  expect((await decide(a.applicationId, { outcome: 'returned', defects })).body).toMatchObject({ status: 'returned' })
  expect((await app.call(`GET ${path(a)}`, { as: a.boss.token })).body).toMatchObject({ application: { status: 'returned', defects } })
  expect((await decide(a.applicationId, { outcome: 'approved' })).body).toMatchObject({ code: 'CONFLICT', facts: { status: 'returned' } })
  await save(a, { ...FORM, stores: [{ ...STORE, address: '云汀市临河区听澜路 1 号 101' }] })
  expect((await submit(a)).body).toMatchObject({ status: 'submitted' })
  expect(await detail(a.applicationId)).toMatchObject({ mayDecide: true, mayReturn: false })
  expect((await decide(a.applicationId, { outcome: 'returned', defects })).body).toMatchObject({ code: 'CONFLICT', detail: '补正意见只能一次告知，请通过或不予通过' })
  expect((await decide(a.applicationId, { outcome: 'refused', reason: '门店不在本市' })).body).toMatchObject({ status: 'refused', merchantId: null })
  // A refusal is not for ever.
  const again = await save(a)
  expect([again.status, again.body['status'], again.body['applicationId'] === a.applicationId]).toEqual([200, 'draft', false])
})

it('the checks say what is wrong; a listed firm and a partner are not admitted', async () => {
  const a = await applicant({ name: '云汀市名不副实有限公司' })
  registered.set(a.uscc, { name: '云汀市另有其名有限公司', status: '注销' })
  const { recordId } = await putOnSeriousList(app, a.firmId)
  await save(a)
  await upload(a)
  const sent = await submit(a)
  const results = Object.fromEntries((sent.body['checks'] as { code: string; result: string }[]).map((c) => [c.code, c.result]))
  expect(results).toEqual({ uscc: 'pass', 'serious-list': 'fail', 'not-partner': 'pass', 'registry-name': 'fail', 'registry-status': 'fail' })
  const id = sent.body['applicationId']
  expect((await decide(id, { outcome: 'approved' })).body).toMatchObject({ code: 'CONFLICT', detail: '企业在严重失信主体名单，不能通过' })
  await app.deps.db.execute(`UPDATE record SET status = 'void' WHERE id = '${recordId}'`)
  expect((await decide(id, { outcome: 'approved' })).status).toBe(200)
  expect((await save(a)).body).toMatchObject({ code: 'CONFLICT', detail: '这家企业已是合作商户' })
})

it('a registry that does not answer blames nobody', async () => {
  const a = await applicant()
  await save(a)
  await upload(a)
  registry.setAvailable(false)
  try {
    expect((await submit(a)).body).toMatchObject({ status: 'submitted', checks: [{}, {}, {}, { code: 'registry-name', result: 'unknown' }, { code: 'registry-status', result: 'unknown' }] })
  } finally {
    registry.setAvailable(true)
  }
})

it('a licence is taken by its content, stays with its firm, and carries nothing a camera wrote', async () => {
  const [a, stranger] = [await applicant(), await applicant()]
  expect((await upload(a, Buffer.from('<svg onload="alert(1)"/>'))).body['code']).toBe('UNSUPPORTED_MEDIA')
  expect((await upload(a, Buffer.concat([LICENCE_PDF, Buffer.alloc(5 * 1024 * 1024)]))).status).toBe(413)
  const photo = jpegWith({ exif: 'GPS 25.1N' })
  expect((await upload(a, photo)).body).toMatchObject({ licence: { type: 'image/jpeg' } })
  const own = await app.call(`GET ${path(a)}/licence`, { as: a.boss.token })
  expect([own.status, own.headers.get('content-type'), own.headers.get('x-content-type-options'), own.text.includes('GPS')]).toEqual([200, 'image/jpeg', 'nosniff', false])
  expect((await app.call(`GET ${path(a)}/licence`, { as: stranger.boss.token })).status).toBe(404)
  expect((await app.call(`GET ${path(stranger)}/licence`, { as: stranger.boss.token })).status).toBe(404)
  // The office reads no draft of a phone's.
  const [row] = await rowsIn<{ id: string }>(app, `SELECT id FROM merchant_application WHERE firm_id = '${a.firmId}'`)
  expect((await app.call(`GET /console/merchant-applications/${row?.id ?? ''}`, { as: officer.token })).status).toBe(404)
})

it('an agent applies only with the right to, and then becomes the owner', async () => {
  const a = await applicant()
  const [may, mayNot] = [await createResident(app), await createResident(app)]
  await createFirm(app, { personId: may.subjectId, firmId: a.firmId, rights: ['merchant'] })
  await createFirm(app, { personId: mayNot.subjectId, firmId: a.firmId, rights: ['file', 'consent', 'objection'] })
  expect((await app.call(`PUT ${path(a)}`, { as: mayNot.token, body: FORM })).status).toBe(403)
  const byAgent = { ...a, boss: may }
  await save(byAgent)
  await upload(byAgent)
  const id = (await submit(byAgent)).body['applicationId']
  await decide(id, { outcome: 'approved' })
  expect((await app.call('GET /desk', { as: may.token })).body).toMatchObject({ posts: [{ role: 'owner' }] })
  expect((await app.call('GET /desk', { as: a.boss.token })).body).toEqual({ posts: [] })
})

it('what an officer enters from paper another officer decides', async () => {
  const { uscc, subjectId } = await createOrganization(app, { name: '云汀市纸面餐饮有限公司' })
  registered.set(uscc, { name: '云汀市纸面餐饮有限公司', status: '存续' })
  const entered = await app.call('POST /console/merchant-applications', { as: officer.token, body: { ...FORM, uscc } })
  expect(entered.status).toBe(201)
  const id = String(entered.body['applicationId'])
  const licence = (by: StaffMember) => app.call(`POST /console/merchant-applications/${id}/licence`, { as: by.token, raw: LICENCE_PDF, headers: { 'content-type': 'application/pdf' } })
  expect((await licence(other)).status).toBe(404)
  expect((await licence(officer)).status).toBe(204)
  expect((await app.call(`POST /console/merchant-applications/${id}/submission`, { as: officer.token, body: { agreed: true, textVersion: app.deps.city.merchantAgreement.textVersion } })).status).toBe(204)
  expect(await detail(id)).toMatchObject({ filedByOffice: true, mayDecide: false })
  expect((await decide(id, { outcome: 'approved' })).body['code']).toBe('SECOND_PERSON_NEEDED')
  expect((await decide(id, { outcome: 'approved' }, other)).body).toMatchObject({ status: 'approved' })
  expect(await rowsIn(app, `SELECT p.id FROM merchant_post p JOIN merchant m ON m.id = p.merchant_id WHERE m.subject_id = '${subjectId}'`)).toEqual([])
  expect((await app.call('POST /console/merchant-applications', { as: officer.token, body: { ...FORM, uscc: '91990101MA00000000' } })).status).toBe(422)
})

it('a partner that left may come back', async () => {
  const a = await submitted()
  const merchantId = String((await decide(a.applicationId, { outcome: 'approved' })).body['merchantId'])
  expect((await app.call(`POST /console/merchants/${merchantId}/termination`, { as: officer.token, body: { reason: 'request' } })).status).toBe(204)
  expect((await app.call('GET /desk', { as: a.boss.token })).body).toEqual({ posts: [] })
  app.clock.advance(5 * 60)
  await save(a)
  await upload(a)
  const id = (await submit(a)).body['applicationId']
  app.clock.set('2026-11-22T04:00:00.000Z')
  const officers = await createStaff(app, ['reviewer'])
  expect((await decide(id, { outcome: 'approved' }, officers)).body).toMatchObject({ status: 'approved', merchantId })
  const boss = await renewToken(app, a.boss)
  expect((await app.call('GET /desk', { as: boss })).body).toMatchObject({ posts: [{ merchantId, stores: [{ name: STORE.name }] }] })
  app.clock.set(START)
})

it('an agreement is reminded of 30 and 7 days before its end and once it is over; then nothing is issued, what was issued is honoured, and a renewal opens again', async () => {
  const a = await submitted()
  const merchantId = String((await decide(a.applicationId, { outcome: 'approved' })).body['merchantId'])
  const { perkId } = await createPerk(app, { merchantId, perPersonLimit: 9, voucherValidDays: 60, claimUntil: '2028-12-31' })
  const ctx = () => makeCtx(app.deps, { requestId: 'req-agreement', actor: { kind: 'system', name: 'jobs' } })
  const told: string[] = []
  const at = async (day: string) => {
    app.clock.set(`${day}T04:00:00.000Z`)
    for (let i = 0; i < 2; i += 1) await remindAgreements({ ctx: ctx(), input: { limit: 10 } })
    await runOutboxAndScores(ctx())
    const rows = await rowsIn<{ title: string }>(app, `SELECT title FROM notice WHERE kind = 'merchant.agreement' AND subject_id = '${a.boss.subjectId}' ORDER BY id`)
    told.push(`${day} ${rows.length}`)
  }
  for (const day of ['2027-10-20', '2027-10-21', '2027-11-12', '2027-11-13', '2027-11-20']) await at(day)
  expect(told).toEqual(['2027-10-20 0', '2027-10-21 1', '2027-11-12 1', '2027-11-13 2', '2027-11-20 2'])
  const holder = await createResident(app)
  const owner = await createResident(app)
  await createPost(app, { merchantId, subjectId: owner.subjectId, role: 'owner' })
  const { voucherId } = await claimPerk(app, holder.token, perkId)
  await at('2027-11-21')
  await at('2027-11-22')
  expect(told.slice(-2)).toEqual(['2027-11-21 3', '2027-11-22 3'])
  const holderNow = await renewToken(app, holder)
  const ownerNow = await renewToken(app, owner)
  const refused = await app.call('POST /vouchers', { as: holderNow, body: { perkId } })
  expect([refused.body['code'], refused.body['detail']]).toEqual(['MERCHANT_SUSPENDED', '商户的合作协议已到期，暂不能领取'])
  expect((await app.call('GET /perks', { as: holderNow })).body['items']).toEqual([])
  const [pass] = await fetchPasses(app, holderNow, voucherId)
  const [store] = await rowsIn<{ id: string }>(app, `SELECT id FROM store WHERE merchant_id = '${merchantId}'`)
  expect((await app.call('POST /desk/redemptions', { as: ownerNow, body: { storeId: store?.id, presented: pass?.text } })).status).toBe(201)
  const renew = () => app.call(`POST /desk/merchants/${merchantId}/agreement`, { as: ownerNow, body: { agreed: true, textVersion: app.deps.city.merchantAgreement.textVersion } })
  expect((await renew()).body).toMatchObject({ state: 'running', validUntil: '2028-11-21' })
  expect((await renew()).body['code']).toBe('CONFLICT')
  expect((await app.call('POST /vouchers', { as: holderNow, body: { perkId } })).status).toBe(201)
  app.clock.set(START)
})

it('the office writes down a renewal signed on paper: its own last day, the reminders anew, the merchant told, every term kept', async () => {
  const a = await submitted()
  const merchantId = String((await decide(a.applicationId, { outcome: 'approved' })).body['merchantId'])
  const text = { agreed: true, textVersion: app.deps.city.merchantAgreement.textVersion }
  const write = async (body: object) => app.call(`POST /console/merchants/${merchantId}/agreement`, { as: (await createStaff(app, ['reviewer'])).token, body: { ...text, ...body } })
  expect((await write({ validUntil: '2028-06-30' })).body).toMatchObject({ code: 'CONFLICT', facts: { validUntil: '2027-11-20' } })
  app.clock.set('2027-11-15T04:00:00.000Z')
  const ctx = () => makeCtx(app.deps, { requestId: 'req-agreement', actor: { kind: 'system', name: 'jobs' } })
  const remind = async () => {
    await remindAgreements({ ctx: ctx(), input: { limit: 10 } })
    await runOutboxAndScores(ctx())
  }
  await remind()
  for (const validUntil of ['2027-11-20', '2033-01-01']) expect((await write({ validUntil })).body).toMatchObject({ code: 'VALIDATION' })
  expect((await write({ validUntil: '2028-06-30', textVersion: 'other' })).body).toMatchObject({ code: 'CONSENT_TEXT_OUTDATED' })
  expect((await write({ validUntil: '2028-06-30' })).body).toMatchObject({ state: 'running', validUntil: '2028-06-30', mayRenew: false })
  expect((await write({ validUntil: '2028-07-30' })).body['code']).toBe('CONFLICT')
  const shown = async () => (await app.call(`GET /console/merchants/${merchantId}`, { as: (await createStaff(app, ['reviewer'])).token })).body
  expect(await shown()).toMatchObject({ issuesUntil: '2028-06-30', agreementRemindedDays: null, agreements: [{ validFrom: '2027-11-21', validUntil: '2028-06-30', by: 'office' }, { validFrom: '2026-11-21', validUntil: '2027-11-20' }] })
  app.clock.set('2028-06-25T04:00:00.000Z')
  await remind()
  expect(await shown()).toMatchObject({ agreementRemindedDays: 7 })
  const titles = await rowsIn<{ title: string }>(app, `SELECT title FROM notice WHERE kind = 'merchant.agreement' AND subject_id = '${a.boss.subjectId}' ORDER BY id`)
  expect(titles.map((t) => t.title.split('：')[1])).toEqual(['合作协议 7 天内到期', '合作协议已续签', '合作协议 7 天内到期'])
  app.clock.set(START)
})

it('a merchant that came without an agreement issues as before, and its owner may sign one; a manager may not', async () => {
  const { merchantId } = await createMerchant(app)
  const [owner, manager] = [await createResident(app), await createResident(app)]
  await createPost(app, { merchantId, subjectId: owner.subjectId, role: 'owner' })
  await createPost(app, { merchantId, subjectId: manager.subjectId, role: 'manager' })
  const sign = (who: Resident) => app.call(`POST /desk/merchants/${merchantId}/agreement`, { as: who.token, body: { agreed: true, textVersion: app.deps.city.merchantAgreement.textVersion } })
  expect((await app.call(`GET /desk/merchants/${merchantId}/agreement`, { as: manager.token })).body).toMatchObject({ current: { state: 'outside', mayRenew: true } })
  expect((await sign(manager)).status).toBe(403)
  const both = await Promise.all([sign(owner), sign(owner)])
  expect(both.map((r) => r.status).sort((x, y) => x - y)).toEqual([201, 409])
})

it('an application that was not made here is nobody’s', async () => {
  const [a, stranger] = [await applicant(), await applicant()]
  await createApplication(app, { firmId: a.firmId, applicantId: a.boss.subjectId })
  for (const key of [`GET ${path(a)}`, `PUT ${path(a)}`] as const) expect((await app.call(key, { as: stranger.boss.token, ...(key.startsWith('PUT') ? { body: FORM } : {}) })).status).toBe(404)
})
