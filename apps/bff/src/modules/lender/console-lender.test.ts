import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { LICENCE_PDF } from '../../testing/firms'
import { makeCtx } from '../../context'
import { runOutboxAndScores } from '../../testing/jobs'
import { createLenderSystem } from '../../testing/lender-systems'
import { createLender as createBank } from '../../testing/lenders'
import { applyTo, bringTo, consentBody, createBorrower, createLender, createOfficer } from '../../testing/loans'
import { createOrganization } from '../../testing/market'
import { createStaff, renewToken, type StaffMember } from '../../testing/people'
import { SEAL_CONTACT_NAME } from './admit-lender'
import { findLender } from './product.store'
import { totpCode, totpStep } from '../identity/totp'

let app: TestApp
let administrator: StaffMember
let reviewer: StaffMember
beforeAll(async () => {
  app = await startTestApp()
  administrator = await createStaff(app, ['administrator'])
  reviewer = await createStaff(app, ['reviewer'])
})
afterAll(() => app.close())

const WRITTEN = { name: '云汀测试农商行', kind: 'rural-bank', licenceNumber: 'B0001H353010001', licenceFrom: '2021-03-01', licenceUntil: null as string | null, answerWorkingDays: 5 }
const CONTACT = { name: '安岚舟', phone: '13800001234' }
const as = (of: Parameters<typeof renewToken>[1]) => renewToken(app, of)
const runOutbox = () => runOutboxAndScores(makeCtx(app.deps, { requestId: 'test', actor: { kind: 'system', name: 'test' } }))
const admit = async (over: Record<string, unknown> = {}) => app.call('POST /console/lenders', { as: await as(reviewer), body: { uscc: (await createOrganization(app)).uscc, ...WRITTEN, contact: CONTACT, ...over } })
const admitted = async () => String((await admit()).body['lenderId'])
const move = async (lenderId: string, deed: string, body?: unknown) => app.call(`POST /console/lenders/${lenderId}/${deed}`, { as: await as(administrator), ...(body ? { body } : {}) })
const officersOf = async (lenderId: string) => (await app.call(`GET /console/lenders/${lenderId}`, { as: await as(administrator) })).body['people'] as { staffId: string; active: boolean; username: string }[]

/** Logs in as the console does with secrets handed out by the inviter. */
function login({ username, password, totpSecret }: Record<string, unknown>) {
  app.clock.advance(30)
  return app.call('POST /staff/sessions', { body: { username, password, totpCode: totpCode(String(totpSecret), totpStep(app.clock.now())) } })
}
const invite = async (lenderId: string, over: { as?: string; lead?: boolean; username?: string } = {}) =>
  app.call(`POST /console/lenders/${lenderId}/officers`, { as: over.as ?? (await as(administrator)), body: { username: over.username ?? `bank${randomInt(1e9)}`, displayName: '王专员', lead: over.lead ?? false } })

describe('admission 机构入驻', () => {
  it('a lender is admitted with its licence, and its contact is masked and sealed', async () => {
    const { status, body, text } = await admit()
    expect(status, text).toBe(201)
    expect(body).toMatchObject({ name: WRITTEN.name, kindTitle: '农商行', status: 'active', answerWorkingDays: 5, licenceNumber: WRITTEN.licenceNumber, licenceUntil: null, licenceExpired: false, contact: { maskedPhone: '138****1234' }, people: [], mayInvite: false })
    expect(text).not.toContain('安岚舟')
    const row = await findLender(app.deps.db, String(body['lenderId']))
    expect(app.deps.keys.sealer.open(row?.contactNameSealed ?? '', SEAL_CONTACT_NAME)).toBe('安岚舟')
    expect((body['timeline'] as { action: string }[]).map((t) => t.action)).toEqual(['lender.admit'])
  })

  it('the same firm twice, a wrong code and a licence that is over are refused by name', async () => {
    const { uscc } = await createOrganization(app)
    expect((await admit({ uscc })).status).toBe(201)
    expect((await admit({ uscc })).body).toMatchObject({ code: 'CONFLICT', detail: '这家机构已经入驻' })
    expect((await admit({ uscc: `${uscc.slice(0, 17)}${uscc.endsWith('1') ? '2' : '1'}` })).body['errors']).toMatchObject([{ field: 'uscc' }])
    expect((await admit({ licenceUntil: '2024-03-01' })).body['errors']).toMatchObject([{ field: 'licenceUntil', message: '许可证已经到期' }])
    expect((await admit({ licenceUntil: '2020-03-01' })).body['code']).toBe('VALIDATION')
    expect((await admit({ contact: { name: '安岚舟', phone: '12' } })).body['code']).toBe('VALIDATION')
  })

  it('an edit goes by the version that was read, and leaves the contact that is not written', async () => {
    const lenderId = await admitted()
    const edit = async (version: number) => app.call(`PUT /console/lenders/${lenderId}`, { as: await as(reviewer), body: { version, ...WRITTEN, name: '云汀测试新行', licenceUntil: '2031-02-28' } })
    expect((await edit(1)).body).toMatchObject({ name: '云汀测试新行', licenceUntil: '2031-02-28', version: 2, contact: { maskedPhone: '138****1234' } })
    expect((await edit(1)).body['code']).toBe('CONFLICT')
  })

  it('the scan of the licence is kept and read back by the office and by its own officer, by no other', async () => {
    const lenderId = await admitted()
    const put = async (raw: Uint8Array) => app.call(`POST /console/lenders/${lenderId}/licence`, { as: await as(reviewer), raw, headers: { 'content-type': 'application/octet-stream' } })
    expect((await put(new TextEncoder().encode('not a picture'))).body['code']).toBe('UNSUPPORTED_MEDIA')
    expect((await put(new Uint8Array(LICENCE_PDF))).body['scan']).toMatchObject({ type: 'application/pdf' })
    const read = async (token: string) => (await app.call(`GET /console/lenders/${lenderId}/licence`, { as: token })).status
    const own = await createOfficer(app, { lenderId })
    const other = await createOfficer(app, await createBank(app))
    expect([await read(await as(administrator)), await read(own.token), await read(other.token)]).toEqual([200, 200, 404])
    expect(((await app.call('GET /console/lenders', { as: own.token })).body['items'] as { lenderId: string }[]).map((l) => l.lenderId)).toEqual([lenderId])
    expect((await app.call(`GET /console/lenders/${lenderId}`, { as: other.token })).status).toBe(404)
  })

  it('a product may not promise a later answer than its lender agreed to', async () => {
    const lenderId = await admitted()
    const draft = { name: '测试贷', kind: 'credit', amountMinFen: 1_000_000, amountMaxFen: 100_000_000, rateMinBps: 365, rateMaxBps: 480, feeBps: 0, termMinMonths: 3, termMaxMonths: 36, repayment: '等额本息', method: 'equal-instalment', renewal: 'none', zone: null, audience: '小微企业', responseWorkingDays: 6, entryRules: [], validUntil: '2027-12-31' }
    const post = async (responseWorkingDays: number) => app.call('POST /console/loan-products', { as: await as(reviewer), body: { lenderId, draft: { ...draft, responseWorkingDays }, paper: '盖章的产品说明书' } })
    expect((await post(6)).body['errors']).toMatchObject([{ field: 'draft.responseWorkingDays' }])
    expect((await post(5)).status).toBe(201)
  })
})

describe('officers 人员', () => {
  it('the office invites who leads, who invites the rest; a disabled one is out at once and a reset one is back', async () => {
    const lenderId = await admitted()
    const lead = (await invite(lenderId, { lead: true })).body
    const leadToken = String((await login(lead)).body['accessToken'])
    const made = await invite(lenderId, { as: leadToken })
    expect(made.status, made.text).toBe(201)
    const token = String((await login(made.body)).body['accessToken'])
    expect((await app.call('GET /lender/loan-pool', { as: token })).status).toBe(200)
    const disable = (staffId: unknown, who: string) => app.call(`POST /console/lenders/${lenderId}/officers/${String(staffId)}/disabling`, { as: who })
    expect((await disable(lead['staffId'], leadToken)).body['detail']).toBe('不能停用自己')
    expect((await disable(made.body['staffId'], leadToken)).status).toBe(204)
    expect((await app.call('GET /lender/loan-pool', { as: token })).body['code']).toBe('SESSION_ENDED')
    expect((await login(made.body)).body['code']).toBe('LOGIN_FAILED')
    expect((await disable(made.body['staffId'], leadToken)).body['code']).toBe('CONFLICT')
    const reset = await app.call(`POST /console/lenders/${lenderId}/officers/${String(made.body['staffId'])}/reset`, { as: leadToken })
    expect((await login(reset.body)).status).toBe(201)
  })

  it('an officer who does not lead invites nobody; who leads appoints and moves no other lead, and nobody of another bank', async () => {
    const lenderId = await admitted()
    const lead = String((await login((await invite(lenderId, { lead: true })).body)).body['accessToken'])
    const second = (await invite(lenderId, { lead: true })).body
    const plain = await createOfficer(app, { lenderId })
    expect((await invite(lenderId, { as: plain.token })).body['code']).toBe('FORBIDDEN')
    expect((await invite(lenderId, { as: lead, lead: true })).body['code']).toBe('FORBIDDEN')
    expect((await app.call(`POST /console/lenders/${lenderId}/officers/${String(second['staffId'])}/disabling`, { as: lead })).body['code']).toBe('FORBIDDEN')
    const other = await createBank(app)
    expect((await invite(other.lenderId, { as: lead })).body['code']).toBe('NOT_FOUND')
    const stranger = await createOfficer(app, other)
    expect((await app.call(`POST /console/lenders/${lenderId}/officers/${stranger.staffId}/reset`, { as: lead })).body['code']).toBe('NOT_FOUND')
    expect((await invite(lenderId, { username: String(second['username']) })).body['code']).toBe('CONFLICT')
  })
})

describe('standing 暂停、恢复、终止', () => {
  it('a suspended lender matches nothing, takes nothing, and neither its officers nor its system get in; resumed, all goes on', async () => {
    const bank = await createLender(app)
    const officer = await createOfficer(app, bank)
    const [fresh, taken] = [await createBorrower(app), await createBorrower(app)]
    const system = await createLenderSystem(app, bank, { as: officer.token })
    const [unaccepted, accepted] = [await applyTo(app, fresh, bank), await applyTo(app, taken, bank)]
    await bringTo(app, { officer: officer.token, firm: taken.person.token, applicationId: accepted }, 'accepted')
    expect((await move(bank.lenderId, 'suspension', { reason: 'complaint', note: '投诉较多' })).status).toBe(204)
    expect((await move(bank.lenderId, 'suspension', { reason: 'complaint' })).body).toMatchObject({ code: 'CONFLICT', detail: '机构已暂停' })
    expect((await app.call('GET /lender/loan-pool', { as: officer.token })).body['code']).toBe('SESSION_ENDED')
    expect((await app.call('GET /lender/loan-pool', { as: system.token })).body['code']).toBe('SESSION_ENDED')
    expect((await login(officer as unknown as Record<string, unknown>)).body).toMatchObject({ code: 'FORBIDDEN', detail: '贵机构已暂停或终止合作，暂时不能登录' })
    const borrower = await createBorrower(app)
    const matches = async () => ((await app.call(`GET /loan-requests/${borrower.requestId}/matches`, { as: borrower.person.token })).body['items'] as { lenderId: string }[]).filter((m) => m.lenderId === bank.lenderId).length
    const applied = () => app.call(`POST /loan-requests/${borrower.requestId}/applications`, { as: borrower.person.token, body: consentBody(app, bank.productId) })
    expect(await matches()).toBe(0)
    expect((await applied()).status).toBeGreaterThanOrEqual(400)
    await runOutbox()
    const seen = async (applicationId: string, by: string) => (await app.call(`GET /loan-applications/${applicationId}`, { as: by })).body['status']
    expect([await seen(unaccepted, await as(fresh.person)), await seen(accepted, await as(taken.person))]).toEqual(['returned', 'accepted'])
    // What went back is waited for no more: it never makes the lender late.
    const clocks = async (applicationId: string, by: string) => ((await app.call(`GET /loan-applications/${applicationId}`, { as: by })).body['clocks'] as { step: string; doneOn: string | null }[]).map(({ step, doneOn }) => [step, doneOn !== null])
    expect([await clocks(unaccepted, await as(fresh.person)), await clocks(accepted, await as(taken.person))]).toEqual([[['accept', true]], [['accept', true], ['answer', false]]])
    const told = async (by: string) => ((await app.call('GET /me/notices', { as: by })).body['items'] as { title: string }[]).map((n) => n.title)
    expect(await told(await as(fresh.person))).toContain(`${bank.name}已暂停合作，申请已退回`)
    expect(await told(await as(taken.person))).toContain(`${bank.name}已暂停合作`)
    const shown = (await app.call(`GET /console/lenders/${bank.lenderId}`, { as: await as(administrator) })).body
    expect(shown).toMatchObject({ status: 'suspended', standing: { reasonTitle: '投诉核查', note: '投诉较多' }, running: { unaccepted: 0, unsigned: 1, signed: 0 } })
    expect((await move(bank.lenderId, 'resumption')).status).toBe(204)
    expect((await move(bank.lenderId, 'resumption')).body['code']).toBe('CONFLICT')
    await runOutbox()
    const back = await login(officer as unknown as Record<string, unknown>)
    expect((await app.call(`POST /lender/loan-applications/${accepted}/steps`, { as: String(back.body['accessToken']), body: { kind: 'review' } })).status).toBe(200)
    expect(await matches()).toBe(1)
    expect((await app.call('GET /lender/loan-pool', { as: system.token })).status).toBe(200)
  })

  it('an end sends all that is not signed back, leaves a signed loan, and is for good: who comes back begins anew', async () => {
    const { uscc } = await createOrganization(app)
    const lenderId = String((await admit({ uscc })).body['lenderId'])
    const { createProduct } = await import('../../testing/lenders')
    const { productId } = await createProduct(app, { lenderId, amountMaxFen: 500_000_000, rateMinBps: 385, rateMaxBps: 500, termMinMonths: 1 })
    const officer = await createOfficer(app, { lenderId })
    const [open, signed] = [await createBorrower(app), await createBorrower(app)]
    const [offered, lent] = [await applyTo(app, open, { productId }), await applyTo(app, signed, { productId })]
    await bringTo(app, { officer: officer.token, firm: open.person.token, applicationId: offered }, 'offered')
    await bringTo(app, { officer: officer.token, firm: signed.person.token, applicationId: lent }, 'signed')
    await createLenderSystem(app, { lenderId }, { as: officer.token })
    expect((await move(lenderId, 'termination', { reason: 'agreement' })).status).toBe(204)
    await runOutbox()
    const seen = async (applicationId: string, by: string) => (await app.call(`GET /loan-applications/${applicationId}`, { as: by })).body['status']
    expect([await seen(offered, await as(open.person)), await seen(lent, await as(signed.person))]).toEqual(['returned', 'signed'])
    expect((await officersOf(lenderId)).map((o) => o.active)).toEqual([false])
    expect((await move(lenderId, 'resumption')).body['code']).toBe('CONFLICT')
    expect((await app.call(`PUT /console/lenders/${lenderId}`, { as: await as(reviewer), body: { version: 2, ...WRITTEN } })).body['code']).toBe('CONFLICT')
    expect((await invite(lenderId)).body['code']).toBe('CONFLICT')
    const again = await admit({ uscc })
    expect(again.body).toMatchObject({ lenderId, status: 'active', products: 0, officers: 0, standing: null })
    const clients = (await app.call(`GET /console/lenders/${lenderId}/clients`, { as: await as(administrator) })).body['items'] as { status: string }[]
    expect(clients.map((c) => c.status)).toEqual(['revoked'])
  })

  it('of two suspensions at once one is done', async () => {
    const lenderId = await admitted()
    const answers = await Promise.all([move(lenderId, 'suspension', { reason: 'other' }), move(lenderId, 'suspension', { reason: 'other' })])
    expect(answers.map((a) => a.status).sort((a, b) => a - b)).toEqual([204, 409])
  })
})
