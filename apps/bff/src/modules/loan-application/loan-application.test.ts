import { addWorkingDays, CALENDAR_CN } from '@xinhui/rules'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { rowsOf } from '../../db/sql'
import { makeCtx } from '../../context'
import { newId } from '../../lib/id'
import { startTestApp, type TestApp } from '../../testing/app'
import { createFirm } from '../../testing/firms'
import { answerOf, applyTo, bringTo, consentBody, createBorrower, createLender, createOfficer, createRequest, type Lender, NEED, stepOf, TERMS } from '../../testing/loans'
import { createResident, createStaff, renewToken, type StaffMember } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { DEADLINE_SOURCES } from '../calendar/deadline-sources'
import { rematchRequests } from '../loan-request/rematch-requests'
import { watchLoans } from './watch-loans'

const START = '2026-11-21T04:00:00.000Z'

let app: TestApp
let bank: Lender
let officer: StaffMember
// Tests that move the clock leave it moved when they fail.
beforeEach(() => app.clock.set(START))
beforeAll(async () => {
  app = await startTestApp()
  bank = await createLender(app, { name: '云汀测试银行' })
  officer = await createOfficer(app, bank)
})
afterAll(() => app.close())

const jobs = () => makeCtx(app.deps, { requestId: newId('job'), actor: { kind: 'system', name: 'jobs' } })
const noticesOf = async (token: string) => ((await app.call('GET /me/notices', { as: token })).body['items'] as { kind: string; title: string }[]).map((n) => n.kind)

describe('a financing request', () => {
  it('is stated once for one key, by the representative or an agent with the right, and by nobody else', async () => {
    const { person, firmId } = await createBorrower(app)
    const headers = { 'idempotency-key': 'need-000001' }
    const first = await app.call(`POST /firms/${firmId}/loan-requests`, { as: person.token, body: NEED, headers })
    const again = await app.call(`POST /firms/${firmId}/loan-requests`, { as: person.token, body: NEED, headers })
    expect([first.status, again.status, again.body['requestId']]).toEqual([201, 201, first.body['requestId']])
    const [agent, reader, stranger] = [await createResident(app), await createResident(app), await createResident(app)]
    await createFirm(app, { personId: agent.subjectId, rights: ['financing'], firmId })
    await createFirm(app, { personId: reader.subjectId, rights: ['file'], firmId })
    const status = async (as: string) => (await app.call(`GET /loan-requests/${String(first.body['requestId'])}`, { as })).status
    expect([await status(agent.token), await status(reader.token), await status(stranger.token)]).toEqual([200, 403, 404])
  })

  it('says of each product whether it fits, what is missing and what is unknown; authorising makes the unknown known', async () => {
    const { person, firmId, requestId } = await createBorrower(app)
    const taxed = await createLender(app, { name: '云汀纳税银行', product: { entryRules: [{ kind: 'tax-rating', atLeast: 'B' }] } })
    const small = await createLender(app, { name: '云汀小额银行', product: { amountMaxFen: 30_000_000 } })
    await createRecord(app, { subjectId: firmId, item: 'tax-rating', decidedOn: '2026-03-01', content: { year: 2025, level: 'A' } })
    const matchOf = async (productId: string) => {
      const { body } = await app.call(`GET /loan-requests/${requestId}/matches`, { as: person.token })
      return (body['items'] as { product: { productId: string }; status: string; changes: string[]; consents: { item: string }[] }[]).find((m) => m.product.productId === productId)
    }
    expect(await matchOf(bank.productId)).toMatchObject({ status: 'fits', changes: [] })
    expect(await matchOf(small.productId)).toMatchObject({ status: 'failed', changes: ['金额改为 300,000.00 元'] })
    const unknown = await matchOf(taxed.productId)
    expect(unknown).toMatchObject({ status: 'unknown', consents: [{ item: 'tax-rating' }] })
    await app.call(`POST /firms/${firmId}/consents`, { as: person.token, body: { item: 'tax-rating', agreed: true, textVersion: app.deps.city.itemConsent.textVersion } })
    expect(await matchOf(taxed.productId)).toMatchObject({ status: 'fits' })
  })

  it('is matched with what is known of the firm that night: what a consent or a new record makes fit is told once', async () => {
    const { person, firmId } = await createBorrower(app)
    const taxed = await createLender(app, { name: '云汀纳税银行', product: { entryRules: [{ kind: 'tax-rating', atLeast: 'B' }] } })
    const night = async (at: string) => {
      app.clock.set(at)
      person.token = await renewToken(app, person)
      await rematchRequests({ ctx: jobs(), input: {} })
      return (await noticesOf(person.token)).filter((k) => k === 'loan-request.matched').length
    }
    expect(await night('2026-11-21T20:00:00.000Z')).toBe(0)
    await app.call(`POST /firms/${firmId}/consents`, { as: person.token, body: { item: 'tax-rating', agreed: true, textVersion: app.deps.city.itemConsent.textVersion } })
    expect(await night('2026-11-22T20:00:00.000Z')).toBe(0)
    await createRecord(app, { subjectId: firmId, item: 'tax-rating', decidedOn: '2026-03-01', content: { year: 2025, level: 'A' } })
    expect(await night('2026-11-23T20:00:00.000Z')).toBe(1)
    expect(await night('2026-11-24T20:00:00.000Z')).toBe(1)
    expect(await rowsOf(app.deps.db, sql`SELECT id FROM loan_request WHERE subject_id = ${firmId} AND ${taxed.productId} = ANY(fitting)`)).toHaveLength(1)
  })

  it('is matched again every night, and what newly fits is told once', async () => {
    const { person } = await createBorrower(app)
    await rematchRequests({ ctx: jobs(), input: { stretch: 2 } })
    expect(await noticesOf(person.token)).not.toContain('loan-request.matched')
    await createLender(app, { name: '云汀新产品银行' })
    app.clock.set('2026-11-21T20:00:00.000Z')
    person.token = await renewToken(app, person)
    expect(await rematchRequests({ ctx: jobs(), input: { limit: 1 } })).toMatchObject({ requests: 1 })
    await rematchRequests({ ctx: jobs(), input: {} })
    expect((await noticesOf(person.token)).filter((k) => k === 'loan-request.matched')).toHaveLength(1)
    app.clock.set('2026-11-22T20:00:00.000Z')
    person.token = await renewToken(app, person)
    await rematchRequests({ ctx: jobs(), input: {} })
    expect((await noticesOf(person.token)).filter((k) => k === 'loan-request.matched')).toHaveLength(1)
  })
})

describe('an application', () => {
  it('goes from the consent to money and back, and the firm reads every step with its day', async () => {
    const borrower = await createBorrower(app)
    const applicationId = await applyTo(app, borrower, bank)
    const firm = borrower.person.token
    await bringTo(app, { officer: officer.token, firm, applicationId }, 'offered')
    const offered = await app.call(`GET /loan-applications/${applicationId}`, { as: firm })
    // 40 万, 3.85 %, a year, interest only: twelve times 1,283.33 yuan.
    expect(offered.body['offer']).toMatchObject({ costFen: 1_539_996, effectiveBps: 392, validUntil: '2026-12-01' })
    await answerOf(app, firm, applicationId, { answer: 'counter', amountFen: 50_000_000, rateBps: 385, termMonths: 12 })
    await stepOf(app, officer.token, applicationId, { kind: 'offer', ...TERMS, amountFen: 45_000_000 })
    await answerOf(app, firm, applicationId, { answer: 'agree' })
    const signed = { ...TERMS, amountFen: 45_000_000 }
    const step = (body: Record<string, unknown>) => stepOf(app, officer.token, applicationId, body)
    const paid = { kind: 'disburse', amountFen: 45_000_000, on: '2025-11-20', dueOn: '2026-11-20', firstLoan: false }
    await expect(step({ kind: 'sign', ...signed, rateBps: 400, signedOn: '2025-11-20' })).rejects.toThrow(/不一致/)
    await expect(step({ kind: 'sign', ...signed, signedOn: '2026-11-22' })).rejects.toThrow(/不能晚于今天/)
    await step({ kind: 'sign', ...signed, signedOn: '2025-11-20' })
    await expect(step({ ...paid, amountFen: 45_000_001 })).rejects.toThrow(/放款不能超过授信/)
    await expect(step({ ...paid, on: '2025-11-31' })).rejects.toThrow(/没有这一天/)
    await expect(step({ ...paid, on: '2025-11-19' })).rejects.toThrow(/放款日不能早于签约日/)
    await expect(step({ ...paid, on: '2026-11-22', dueOn: '2027-11-22' })).rejects.toThrow(/不能晚于今天/)
    await step(paid)
    await expect(step({ kind: 'overdue', on: '2026-11-20' })).rejects.toThrow(/到期日之后/)
    expect(await step({ kind: 'overdue', on: '2026-11-21' })).toBe('overdue')
    expect(await step({ kind: 'renew', on: '2026-11-21', dueOn: '2027-11-20', withoutPrincipal: true })).toBe('renewed')
    expect(await step({ kind: 'repay', amountFen: 5_000_000, on: '2026-11-21' })).toBe('renewed')
    expect(await step({ kind: 'repay', amountFen: 40_000_000, on: '2026-11-21' })).toBe('settled')
    const { body } = await app.call(`GET /loan-applications/${applicationId}`, { as: firm })
    expect((body['steps'] as { event: string }[]).map((s) => s.event)).toEqual(['submit', 'accept', 'review', 'offer', 'counter', 'offer', 'agree', 'sign', 'disburse', 'overdue', 'renew', 'repay', 'repay'])
    // Clocks in the order of the work, whatever day each began on.
    expect((body['clocks'] as { step: string }[]).map((clock) => clock.step)).toEqual(['accept', 'answer', 'reply', 'sign', 'disburse'])
    expect([body['status'], (body['consent'] as { state: string }).state]).toEqual(['settled', 'expired'])
    expect(await noticesOf(firm)).toEqual(expect.arrayContaining(['loan.accept', 'loan.offer', 'loan.sign', 'loan.disburse', 'loan.repay']))
  })

  it('needs its own consent for each lender, with what is required, and at most one under way', async () => {
    const borrower = await createBorrower(app)
    const post = (body: object) => app.call(`POST /loan-requests/${borrower.requestId}/applications`, { as: borrower.person.token, body })
    expect((await post({ ...consentBody(app, bank.productId), fields: ['tax'] })).body['code']).toBe('VALIDATION')
    expect((await post({ ...consentBody(app, bank.productId), textVersion: 'old' })).body['code']).toBe('CONSENT_TEXT_OUTDATED')
    expect((await post({ ...consentBody(app, bank.productId), agreed: false })).status).toBe(422)
    const applicationId = await applyTo(app, borrower, bank)
    expect(await post(consentBody(app, bank.productId))).toMatchObject({ status: 409, body: { facts: { applicationId } } })
    const other = await createLender(app)
    await applyTo(app, borrower, other)
    const consents = await rowsOf<{ receiver: string }>(app.deps.db, sql`SELECT receiver FROM consent WHERE subject_id = ${borrower.firmId} AND status = 'living' ORDER BY receiver`)
    expect(consents.map((c) => c.receiver)).toEqual([bank.lenderId, other.lenderId].sort())
  })

  it('shows the lender of a ticked field just what the city may collect: the text names the classes that open it', async () => {
    const borrower = await createBorrower(app)
    const applicationId = await applyTo(app, borrower, bank)
    const closed = async () => {
      const { body } = await app.call(`GET /lender/loan-applications/${applicationId}`, { as: officer.token })
      return [...new Set((body['facts'] as { field: string; value: string }[]).filter((f) => f.value === '企业未授权归集').map((f) => f.field))]
    }
    const { fields } = (await app.call('GET /loan-consent')).body as { fields: { code: string; items: string[] }[] }
    const special = fields.filter((f) => f.items.length > 0)
    expect(await closed()).toEqual(special.map((f) => f.code))
    const offered = ((await app.call(`GET /firms/${borrower.firmId}/item-consents`, { as: borrower.person.token })).body['items'] as { item: string }[]).map((one) => one.item)
    for (const [i, { items }] of special.entries()) {
      expect(offered).toEqual(expect.arrayContaining(items))
      for (const item of items) await app.call(`POST /firms/${borrower.firmId}/consents`, { as: borrower.person.token, body: { item, agreed: true, textVersion: app.deps.city.itemConsent.textVersion } })
      expect(await closed()).toEqual(special.slice(i + 1).map((f) => f.code))
    }
    expect(special.map((f) => f.code)).toEqual(['tax', 'social-insurance', 'loans'])
  })

  it('is refused with a coded reason the firm reads, and with no other', async () => {
    const borrower = await createBorrower(app)
    const applicationId = await applyTo(app, borrower, bank)
    await expect(stepOf(app, officer.token, applicationId, { kind: 'refuse' })).rejects.toThrow(/VALIDATION/)
    await expect(stepOf(app, officer.token, applicationId, { kind: 'refuse', code: 'mood' })).rejects.toThrow(/请选择列出的理由/)
    await stepOf(app, officer.token, applicationId, { kind: 'refuse', code: 'cash-flow', note: '近半年回款下降' })
    const { body } = await app.call(`GET /loan-applications/${applicationId}`, { as: borrower.person.token })
    expect(body['refusal']).toMatchObject({ code: 'cash-flow', reason: '经营现金流不足以还款', note: '近半年回款下降' })
    expect((body['refusal'] as { remedy: string }).remedy).not.toBe('')
    // Decided is decided, and it may be tried again.
    await expect(stepOf(app, officer.token, applicationId, { kind: 'accept' })).rejects.toThrow(/CONSENT_ENDED/)
    await applyTo(app, borrower, bank)
  })

  it('never costs more than was published', async () => {
    const borrower = await createBorrower(app)
    const applicationId = await applyTo(app, borrower, bank)
    await bringTo(app, { officer: officer.token, firm: borrower.person.token, applicationId }, 'reviewing')
    await expect(stepOf(app, officer.token, applicationId, { kind: 'offer', ...TERMS, rateBps: 501 })).rejects.toThrow(/利率不能高于公布的 5%/)
  })

  it('answers only the offer that was read', async () => {
    const borrower = await createBorrower(app)
    const applicationId = await applyTo(app, borrower, bank)
    await bringTo(app, { officer: officer.token, firm: borrower.person.token, applicationId }, 'offered')
    const stale = await app.call(`POST /loan-applications/${applicationId}/offer-answer`, { as: borrower.person.token, body: { answer: 'agree', version: 1 } })
    expect(stale.body['code']).toBe('CONFLICT')
    app.clock.set('2026-12-02T04:00:00.000Z')
    const token = await renewToken(app, borrower.person)
    const late = await app.call(`POST /loan-applications/${applicationId}/offer-answer`, { as: token, body: { answer: 'agree', version: 4 } })
    expect(late.body['detail']).toMatch(/有效期/)
    while ((await watchLoans({ ctx: jobs(), input: { limit: 50 } })) > 0);
    expect((await app.call(`GET /loan-applications/${applicationId}`, { as: token })).body['status']).toBe('declined')
  })

  it('that no lender takes in its time goes back to the firm, and to the pool where it wants that', async () => {
    const slow = await createLender(app, { name: '云汀慢银行' })
    const borrower = await createBorrower(app, { inPool: true })
    await app.deps.db.execute(sql`INSERT INTO organization (subject_id, district, status, content_hash, updated_at) VALUES (${borrower.firmId}, '临河区', 'live', 'x', now())`)
    const applicationId = await applyTo(app, borrower, slow)
    const due = addWorkingDays(CALENDAR_CN, '2026-11-21', 2).day
    const { body } = await app.call(`GET /loan-applications/${applicationId}`, { as: borrower.person.token })
    expect(body['clocks']).toMatchObject([{ step: 'accept', startedOn: '2026-11-21', workingDays: 2, dueOn: due, provisional: false }])
    const before = (await app.call('GET /lender/loan-pool', { as: officer.token })).body['items'] as { requestId: string }[]
    expect(before.map((r) => r.requestId)).toContain(borrower.requestId)
    app.clock.set(`${due}T15:59:00.000Z`)
    await watchLoans({ ctx: jobs(), input: { limit: 50 } })
    const token = await renewToken(app, borrower.person)
    expect((await app.call(`GET /loan-applications/${applicationId}`, { as: token })).body['status']).toBe('submitted')
    app.clock.set(`${due}T16:01:00.000Z`)
    while ((await watchLoans({ ctx: jobs(), input: { limit: 50 } })) > 0);
    expect((await app.call(`GET /loan-applications/${applicationId}`, { as: token })).body).toMatchObject({ status: 'returned', consent: { state: 'expired' } })
    const slowOfficer = await createOfficer(app, slow)
    expect((await app.call(`GET /lender/loan-applications/${applicationId}`, { as: slowOfficer.token })).body['code']).toBe('CONSENT_ENDED')
    // Another lender takes it from the pool; it sees nothing until the firm says so.
    const colleague = await createOfficer(app, bank)
    const pooled = await app.call('GET /lender/loan-pool', { as: colleague.token })
    const mine = (pooled.body['items'] as { requestId: string }[]).find((r) => r.requestId === borrower.requestId)
    expect(mine).toMatchObject({ amountFen: NEED.amountFen, mine: false, district: '临河区' })
    expect(JSON.stringify(mine)).not.toContain(borrower.firmId)
    const take = () => app.call(`POST /lender/loan-pool/${borrower.requestId}/interest`, { as: colleague.token, body: { productId: bank.productId } })
    expect([(await take()).status, (await take()).status]).toEqual([204, 409])
    const request = await app.call(`GET /loan-requests/${borrower.requestId}`, { as: token })
    expect(request.body['interests']).toMatchObject([{ lenderId: bank.lenderId, productId: bank.productId, taken: false }])
    // A second one takes it too; the firm chooses, and only the one it chose sees who it is.
    const second = await createLender(app, { name: '云汀抢单银行' })
    const rival = await createOfficer(app, second)
    expect((await app.call(`POST /lender/loan-pool/${borrower.requestId}/interest`, { as: rival.token, body: { productId: bank.productId } })).status).toBe(422)
    expect((await app.call(`POST /lender/loan-pool/${borrower.requestId}/interest`, { as: rival.token, body: { productId: second.productId } })).status).toBe(204)
    const chosen = await applyTo(app, { ...borrower, person: { ...borrower.person, token } }, second)
    const interests = (await app.call(`GET /loan-requests/${borrower.requestId}`, { as: token })).body['interests'] as { lenderId: string; taken: boolean }[]
    expect(new Map(interests.map((one) => [one.lenderId, one.taken]))).toEqual(new Map([[bank.lenderId, false], [second.lenderId, true]]))
    expect((await app.call(`GET /lender/loan-applications/${chosen}`, { as: colleague.token })).status).toBe(404)
    expect((await app.call(`GET /lender/loan-applications/${chosen}`, { as: rival.token })).body['uscc']).toBeTruthy()
    expect(await noticesOf(token)).toEqual(expect.arrayContaining(['loan.return', 'loan-request.interest']))
  })

  it('of a recommended request is decided within a month, by five criteria', async () => {
    const reviewer = await createStaff(app, ['reviewer'])
    const borrower = await createBorrower(app)
    const declared = await app.call(`POST /loan-requests/${borrower.requestId}/declaration`, { as: borrower.person.token, body: { agreed: true } })
    expect(declared.body['coordination']).toMatchObject({ state: 'declared' })
    const codes = (declared.body['coordination'] as { criteria: { code: string }[] }).criteria.map((c) => c.code)
    expect(codes).toHaveLength(5)
    const decide = (met: boolean) => app.call(`POST /console/loan-requests/${borrower.requestId}/recommendation`, { as: reviewer.token, body: { criteria: codes.map((code) => ({ code, met })) } })
    expect((await decide(true)).body['coordination']).toMatchObject({ state: 'recommended', listedOn: '2026-11-21' })
    expect((await decide(false)).status).toBe(409)
    const list = await app.call('GET /console/loan-declarations?state=recommended', { as: reviewer.token })
    expect((list.body['items'] as { requestId: string }[]).map((r) => r.requestId)).toContain(borrower.requestId)
    const applicationId = await applyTo(app, borrower, bank)
    const { body } = await app.call(`GET /loan-applications/${applicationId}`, { as: borrower.person.token })
    expect((body['clocks'] as { step: string; dueOn: string }[]).find((c) => c.step === 'month')?.dueOn).toBe('2026-12-21')
  })

  it('has its clocks moved by a year’s notice, the month’s alone not', async () => {
    const borrower = await createBorrower(app)
    const applicationId = await applyTo(app, borrower, bank)
    const source = DEADLINE_SOURCES.find((s) => s.kind === 'loan')
    const open = (await source?.listOpen(jobs()))?.filter((d) => d.id.startsWith(applicationId))
    expect(open).toMatchObject([{ id: `${applicationId}|accept`, workingDays: 2 }])
    await source?.move(jobs(), { id: `${applicationId}|accept`, from: open?.[0]?.day ?? null, to: '2026-11-27', provisional: false })
    const { body } = await app.call(`GET /loan-applications/${applicationId}`, { as: borrower.person.token })
    expect(body['clocks']).toMatchObject([{ dueOn: '2026-11-27' }])
  })

  it('is answered once when two officers answer at the same time', async () => {
    const borrower = await createBorrower(app)
    const applicationId = await applyTo(app, borrower, bank)
    const both = await Promise.all([1, 2].map(() => app.call(`POST /lender/loan-applications/${applicationId}/steps`, { as: officer.token, body: { kind: 'accept' } })))
    expect(both.map((b) => b.status).sort((a, b) => a - b)).toEqual([200, 409])
  })

  it('keeps its history: the database lets nobody change it', async () => {
    const borrower = await createBorrower(app)
    await applyTo(app, borrower, bank)
    await expect(app.deps.db.execute(sql`UPDATE loan_event SET kind = 'agree'`)).rejects.toThrow()
    await expect(app.deps.db.execute(sql`UPDATE loan_application SET disbursed_fen = 1 WHERE status = 'submitted'`)).rejects.toThrow()
  })

  it('stays the firm’s own: another request, another firm, another lender find nothing', async () => {
    const borrower = await createBorrower(app)
    const applicationId = await applyTo(app, borrower, bank)
    const stranger = await createBorrower(app)
    const other = await createOfficer(app, await createLender(app))
    expect((await app.call(`GET /loan-applications/${applicationId}`, { as: stranger.person.token })).status).toBe(404)
    expect((await app.call(`GET /lender/loan-applications/${applicationId}`, { as: other.token })).status).toBe(404)
    expect(((await app.call('GET /lender/loan-applications', { as: other.token })).body['items'] as unknown[]).length).toBe(0)
    const second = await createRequest(app, borrower)
    await app.call(`POST /loan-requests/${second}/closure`, { as: borrower.person.token })
    expect((await app.call(`POST /loan-requests/${second}/applications`, { as: borrower.person.token, body: consentBody(app, bank.productId) })).status).toBe(409)
  })
})

describe('a complaint', () => {
  it('is answered by the office once, and the firm is told', async () => {
    const reviewer = await createStaff(app, ['reviewer'])
    const borrower = await createBorrower(app)
    const applicationId = await applyTo(app, borrower, bank)
    const file = () => app.call(`POST /loan-applications/${applicationId}/complaints`, { as: borrower.person.token, body: { kind: 'tied-sale', text: '要求先买一份保险才受理' } })
    const made = await file()
    expect([made.status, (await file()).status]).toEqual([201, 409])
    const answer = () => app.call(`POST /console/loan-complaints/${String(made.body['complaintId'])}/answer`, { as: reviewer.token, body: { upheld: true, answer: '情况属实，已责令整改' } })
    expect([(await answer()).status, (await answer()).status]).toEqual([200, 409])
    const { body } = await app.call(`GET /firms/${borrower.firmId}/loan-complaints`, { as: borrower.person.token })
    expect(body['items']).toMatchObject([{ status: 'answered', upheld: true, answer: '情况属实，已责令整改' }])
    expect(await noticesOf(borrower.person.token)).toContain('loan-complaint.answered')
  })
})
