import type { EndpointKey } from '@xinhui/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { applyTo, bringTo, type Borrower, createBorrower, createLender, createOfficer, type Lender, stepOf, TERMS } from '../../testing/loans'
import { callbackOf, createLenderSystem, type LenderSystem } from '../../testing/lender-systems'
import { createRecord } from '../../testing/records'
import type { StaffMember } from '../../testing/people'

let app: TestApp
let bank: Lender
let officer: StaffMember
let system: LenderSystem
beforeAll(async () => {
  app = await startTestApp()
  bank = await createLender(app, { name: '云汀测试银行' })
  officer = await createOfficer(app, bank)
  system = await createLenderSystem(app, bank, { as: officer.token })
})
afterAll(() => app.close())

const accessLogOf = async ({ person, firmId }: Borrower) => (await app.call(`GET /firms/${firmId}/access-log`, { as: person.token })).body['items'] as { viewer: string; purpose: string; fields: string[] }[]

describe('what a lender sees', () => {
  it('is only what the firm consented to, and each reading is in the firm’s access log', async () => {
    const borrower = await createBorrower(app)
    await createRecord(app, { subjectId: borrower.firmId, item: 'penalty', decidedOn: '2026-06-01', content: { severity: '一般' } })
    const narrow = await applyTo(app, borrower, bank, { fields: ['profile'] })
    expect(await accessLogOf(borrower)).toEqual([])
    const { body, text } = await app.call(`GET /lender/loan-applications/${narrow}`, { as: officer.token })
    expect([...new Set((body['facts'] as { field: string }[]).map((f) => f.field))]).toEqual(['profile'])
    expect(text).not.toMatch(/行政处罚|纳税|参保/)
    expect(await accessLogOf(borrower)).toMatchObject([{ viewer: '云汀测试银行', purpose: '审查贷款申请', fields: ['企业基本信息'] }])
    await app.call(`GET /lender/loan-applications/${narrow}`, { as: system.token })
    expect(await accessLogOf(borrower)).toHaveLength(2)
    const wide = await createBorrower(app)
    await createRecord(app, { subjectId: wide.firmId, item: 'penalty', decidedOn: '2026-06-01', content: { severity: '一般' } })
    const all = await app.call(`GET /lender/loan-applications/${await applyTo(app, wide, bank, { fields: ['profile', 'conduct'] })}`, { as: officer.token })
    expect((all.body['facts'] as { title: string; value: string }[]).find((f) => f.title === '行政处罚')?.value).toBe('1 条，最近 2026-06-01')
  })
})

/** How a lender calls each of its routes about one application; a route without a line here fails the test below. */
const CALLS: Partial<Record<EndpointKey, ((applicationId: string) => { key: string; body?: unknown; message?: { applicationId: string; seq: number; step: Record<string, unknown> } }) | 'names no application'>> = {
  'GET /lender/loan-pool': 'names no application',
  'POST /lender/loan-pool/{requestId}/interest': 'names no application',
  'GET /lender/refusal-reasons': 'names no application',
  'GET /lender/loan-applications': () => ({ key: 'GET /lender/loan-applications?limit=100' }),
  'GET /lender/loan-applications/{applicationId}': (id) => ({ key: `GET /lender/loan-applications/${id}` }),
  'POST /lender/loan-applications/{applicationId}/steps': (id) => ({ key: `POST /lender/loan-applications/${id}/steps`, body: { kind: 'accept' } }),
  'POST /lender/loan-applications/{applicationId}/compensation-claim': (id) => ({ key: `POST /lender/loan-applications/${id}/compensation-claim`, body: { lossFen: 100 } }),
  'POST /lender/callbacks': (id) => ({ key: 'POST /lender/callbacks', message: { applicationId: id, seq: 1, step: { kind: 'accept' } } }),
}

describe('a withdrawn consent', () => {
  const lenderRoutes = () => app.api.routes.filter((r) => r.roles.includes('lender') || (r.roles.includes('lender-officer') && r.key.includes('/lender/')))
  const ends: [string, (b: Borrower, applicationId: string) => Promise<Record<string, unknown>>, Record<string, unknown>][] = [
    ['withdrawn on the application', async (b, id) => (await app.call(`POST /loan-applications/${id}/consent-withdrawal`, { as: b.person.token })).body, { status: 'withdrawn', consent: { state: 'withdrawn' } }],
    ['withdrawn with the application', async (b, id) => (await app.call(`POST /loan-applications/${id}/withdrawal`, { as: b.person.token })).body, { status: 'withdrawn', consent: { state: 'expired' } }],
  ]

  it('is known to every route a lender has', () => {
    expect(lenderRoutes().map((r) => r.key).sort()).toEqual(Object.keys(CALLS).sort())
  })

  it.each(ends)('(%s) ends what the lender sees with its very next request, on every route, for its officers and its system', async (_, end, left) => {
    const borrower = await createBorrower(app)
    const name = String((await app.call(`GET /loan-requests/${borrower.requestId}`, { as: borrower.person.token })).body['firmName'])
    for (const route of lenderRoutes()) {
      const make = CALLS[route.key]
      if (typeof make !== 'function') continue
      for (const caller of ['officer', 'system'] as const) {
        if (!route.roles.includes(caller === 'officer' ? 'lender-officer' : 'lender')) continue
        const applicationId = await applyTo(app, borrower, bank)
        const token = caller === 'officer' ? officer.token : system.token
        // It has just been read: nothing of it may be remembered.
        expect((await app.call(`GET /lender/loan-applications/${applicationId}`, { as: token })).status).toBe(200)
        expect(await end(borrower, applicationId)).toMatchObject(left)
        const { key, body, message } = make(applicationId)
        const answer = message ? await callbackOf(app, system, message) : await app.call(key, { as: token, ...(body ? { body } : {}) })
        if (route.key === 'GET /lender/loan-applications') expect([answer.status, answer.text.includes(applicationId)], route.key).toEqual([200, false])
        else expect([route.key, caller, answer.status, answer.body['code']]).toEqual([route.key, caller, 403, 'CONSENT_ENDED'])
        expect(answer.text).not.toContain(name)
        expect(answer.headers.get('cache-control')).toBe('no-store')
      }
    }
  })

  it('runs out by itself on its last day', async () => {
    const borrower = await createBorrower(app)
    const applicationId = await applyTo(app, borrower, bank, { months: 1 })
    const { body } = await app.call(`GET /loan-applications/${applicationId}`, { as: borrower.person.token })
    expect((body['consent'] as { until: string }).until).toBe('2026-12-21T16:00:00.000Z')
    await bringTo(app, { officer: officer.token, firm: borrower.person.token, applicationId }, 'accepted')
    app.clock.set('2026-12-21T15:59:59.000Z')
    const last = await createOfficer(app, bank)
    expect((await app.call(`GET /lender/loan-applications/${applicationId}`, { as: last.token })).status).toBe(200)
    app.clock.set('2026-12-21T16:00:00.000Z')
    expect((await app.call(`GET /lender/loan-applications/${applicationId}`, { as: last.token })).body['code']).toBe('CONSENT_ENDED')
    app.clock.set('2026-11-21T04:00:00.000Z')
  })

  it('of a signed loan leaves the loan where it is: the lender reports about its money and reads nothing', async () => {
    const borrower = await createBorrower(app)
    const applicationId = await applyTo(app, borrower, bank)
    await bringTo(app, { officer: officer.token, firm: borrower.person.token, applicationId }, 'disbursed')
    const after = await app.call(`POST /loan-applications/${applicationId}/consent-withdrawal`, { as: borrower.person.token })
    expect(after.body).toMatchObject({ status: 'disbursed', consent: { state: 'withdrawn' } })
    expect((await app.call(`GET /lender/loan-applications/${applicationId}`, { as: officer.token })).body['code']).toBe('CONSENT_ENDED')
    const list = await app.call('GET /lender/loan-applications?status=disbursed', { as: officer.token })
    expect(list.body['items']).toMatchObject([{ applicationId, firmName: null, disbursed: { amountFen: TERMS.amountFen } }])
    expect(await stepOf(app, officer.token, applicationId, { kind: 'repay', amountFen: 1_000_000, on: '2026-11-21' })).toBe('disbursed')
  })
})
