import type { ProgrammeDraft } from '@xinhui/contract'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { rowsOf } from '../../db/sql'
import { handlers } from '../../jobs/handlers'
import { runOutbox } from '../../jobs/run-outbox'
import { newId } from '../../lib/id'
import { startTestApp, type TestApp } from '../../testing/app'
import { type Borrower, createBorrower, createLender, type Lender } from '../../testing/loans'
import { createStaff, type StaffMember } from '../../testing/people'
import { rematchRequests } from '../loan-request/rematch-requests'
import { syncCityData } from '../publication/sync-city-data'

let app: TestApp
let writer: StaffMember
let second: StaffMember
let bank: Lender
let officer: StaffMember
let borrower: Borrower
beforeAll(async () => {
  app = await startTestApp()
  writer = await createStaff(app, ['reviewer'])
  second = await createStaff(app, ['reviewer'])
  bank = await createLender(app)
  officer = await createStaff(app, ['lender-officer'], { lenderId: bank.lenderId })
  borrower = await createBorrower(app)
})
afterAll(() => app.close())

const SUBSIDY: ProgrammeDraft = {
  kind: 'interest-subsidy', title: '首贷贴息', issuer: '市财政局', basis: '测试办法', basisUrl: null, basisVerified: false, opensOn: '2026-01-01', closesOn: '2027-12-31', potFen: 100_000_000, loanMaxFen: 300_000_000, entryRules: [],
  subsidy: { shareBps: 5000, pointsBps: null, yearCapFen: 3_000_000, maxMonths: 12 }, compensation: null, unsecured: false, freeOfCharge: true,
}
const FUND: ProgrammeDraft = { ...SUBSIDY, kind: 'risk-compensation', title: '风险补偿', subsidy: null, compensation: { shareBps: 4000, lenderCapFen: 50_000_000, maxRateBps: 500 }, unsecured: true }
const system = () => makeCtx(app.deps, { requestId: newId('req'), actor: { kind: 'system', name: 'start' } })
const call = (verb: string, path: string, as: StaffMember, body?: unknown) => app.call(`${verb} /console/loan-programmes${path}`, { as: as.token, ...(body === undefined ? {} : { body }) })
let count = 0
/** Drafts one and answers its code. */
async function draft(over: Partial<ProgrammeDraft> = {}): Promise<string> {
  const code = `test-${(count += 1)}`
  const { status, text } = await call('POST', '', writer, { code, draft: { ...SUBSIDY, ...over } })
  expect(status, text).toBe(201)
  return code
}
/** Publishes it and puts the product under it, each by two persons. */
async function open(code: string, productId = bank.productId): Promise<void> {
  expect((await call('POST', `/${code}/publication`, second, { version: 1 })).status).toBe(200)
  expect((await call('POST', `/${code}/products`, writer, { productId })).status).toBe(200)
  expect((await call('POST', `/${code}/products/${productId}/confirmation`, second)).status).toBe(200)
}
const end = (code: string) => call('POST', `/${code}/end`, writer)

interface Found { code: string; status: string; savesFen: number | null; hasRoom: boolean; counted: boolean; changes: string[]; consents: { item: string }[]; words: string[] }
async function matched(by = borrower): Promise<{ costFen: number; subsidyFen: number; reason: string; programmes: Found[] }> {
  const { body } = await app.call(`GET /loan-requests/${by.requestId}/matches`, { as: by.person.token })
  const found = (body['items'] as { product: { productId: string }; costFen: number; subsidyFen: number; reason: string; programmes: Found[] }[]).find((one) => one.product.productId === bank.productId)
  if (!found) throw new Error('the product is not matched')
  return found
}

describe('a programme', () => {
  it('of the city’s file is a draft until a person publishes it, and the next start adds nothing', async () => {
    await syncCityData({ ctx: system() })
    const items = (await call('GET', '', writer)).body['items'] as { code: string; status: string; draft: { kind: string; basisVerified: boolean } }[]
    expect(items.map(({ code, status, draft: { kind, basisVerified } }) => ({ code, status, kind, basisVerified }))).toEqual([
      { code: 'first-loan-subsidy', status: 'draft', kind: 'interest-subsidy', basisVerified: false }, { code: 'tech-risk-fund', status: 'draft', kind: 'risk-compensation', basisVerified: false },
    ])
    for (const { code } of items) expect((await call('POST', `/${code}/publication`, second, { version: 1 })).body).toMatchObject({ status: 'published', isOpen: true, author: '城市数据' })
    for (const { code } of items) await end(code)
  })

  it('is published by a second person, again after every change, and its end is for good', async () => {
    const code = await draft()
    expect((await call('POST', `/${code}/publication`, writer, { version: 1 })).body['code']).toBe('SECOND_PERSON_NEEDED')
    expect((await call('PUT', `/${code}`, second, { version: 1, draft: { ...SUBSIDY, potFen: 200_000_000 } })).body).toMatchObject({ version: 2 })
    expect((await call('POST', `/${code}/publication`, writer, { version: 1 })).body['code']).toBe('CONFLICT')
    expect((await call('POST', `/${code}/publication`, writer, { version: 2 })).body).toMatchObject({ status: 'published', leftFen: 200_000_000 })
    expect((await call('PUT', `/${code}`, writer, { version: 2, draft: SUBSIDY })).body['code']).toBe('CONFLICT')
    expect((await call('POST', `/${code}/pause`, writer)).status).toBe(200)
    await call('PUT', `/${code}`, writer, { version: 2, draft: SUBSIDY })
    expect((await call('POST', `/${code}/publication`, writer, { version: 3 })).body['code']).toBe('SECOND_PERSON_NEEDED')
    expect((await call('POST', `/${code}/publication`, second, { version: 3 })).status).toBe(200)
    expect((await end(code)).status).toBe(200)
    expect((await call('POST', `/${code}/publication`, second, { version: 3 })).status).toBe(409)
    const audited = await rowsOf<{ action: string }>(app.deps.db, sql`SELECT action FROM audit WHERE entity_id = ${code} ORDER BY id`)
    expect(audited.map((one) => one.action.replace('loan-programme.', ''))).toEqual(['drafted', 'changed', 'published', 'paused', 'changed', 'published', 'ended'])
    const events = await rowsOf<{ event: string }>(app.deps.db, sql`SELECT payload ->> 'event' AS event FROM outbox WHERE topic = 'loan-programme.moved' AND payload ->> 'code' = ${code} ORDER BY id`)
    expect(events.map((one) => one.event.replace('loan-programme.', ''))).toEqual(['published', 'paused', 'published', 'ended'])
  })

  it('says what is wrong with it, and cannot ask about a person', async () => {
    const refused = async (over: object) => {
      const { status, body } = await call('POST', '', writer, { code: 'refused', draft: { ...SUBSIDY, ...over } })
      expect(status).toBe(422)
      return (body['errors'] as { field: string }[]).map((one) => one.field)
    }
    expect(await refused({ subsidy: null })).toEqual(['draft.subsidy'])
    expect(await refused({ compensation: FUND.compensation })).toEqual(['draft.compensation'])
    expect(await refused({ subsidy: { shareBps: null, pointsBps: null, yearCapFen: 1, maxMonths: 1 } })).toEqual(['draft.subsidy.shareBps'])
    expect(await refused({ closesOn: '2025-12-31' })).toEqual(['draft.closesOn'])
    expect(await refused({ closesOn: '2027-02-31' })).toEqual(['draft.closesOn'])
    expect(await refused({ entryRules: [{ kind: 'first-loan' }, { kind: 'grade', atLeast: '九级' }] })).toEqual(['draft.entryRules[1]'])
    expect((await refused({ entryRules: [{ kind: 'person-score', atLeast: 600 }] }))[0]).toMatch(/^draft\.entryRules/)
    expect((await call('POST', '', officer, { code: 'refused', draft: SUBSIDY })).status).toBe(403)
  })

  it('cannot be stored with more promised than its pot, nor published by who wrote it', async () => {
    const code = await draft()
    await expect(app.deps.db.execute(sql`UPDATE loan_programme SET reserved_fen = 60000000, paid_fen = 40000001 WHERE code = ${code}`)).rejects.toThrow()
    await expect(app.deps.db.execute(sql`UPDATE loan_programme SET status = 'published', publisher = author WHERE code = ${code}`)).rejects.toThrow()
    await expect(app.deps.db.execute(sql`UPDATE loan_programme SET max_months = NULL WHERE code = ${code}`)).rejects.toThrow()
  })

  it('is tried on the city’s firms without naming one', async () => {
    const { status, body } = await call('POST', '/dry-run', writer, { draft: { ...SUBSIDY, entryRules: [{ kind: 'first-loan' }] } })
    expect(status).toBe(200)
    expect(body).toMatchObject({ fits: 0, rules: [{ words: '首次贷款' }] })
  })
})

describe('a product under it', () => {
  it('counts once a second person confirms, is seen by its lender alone, and is taken out again', async () => {
    const code = await draft()
    await call('POST', `/${code}/publication`, second, { version: 1 })
    await call('POST', `/${code}/products`, writer, { productId: bank.productId })
    expect((await call('POST', `/${code}/products`, writer, { productId: bank.productId })).body['code']).toBe('CONFLICT')
    expect((await matched()).programmes).toEqual([])
    expect((await call('POST', `/${code}/products/${bank.productId}/confirmation`, writer)).body['code']).toBe('SECOND_PERSON_NEEDED')
    expect((await call('POST', `/${code}/products/${bank.productId}/confirmation`, second)).body).toMatchObject({ products: 1, attached: [{ state: 'active', mayConfirm: false }] })
    expect((await matched()).programmes).toMatchObject([{ code, status: 'fits', counted: true }])
    const seen = await app.call(`GET /console/loan-products/${bank.productId}/programmes`, { as: officer.token })
    expect(seen.body['items']).toMatchObject([{ code, state: 'active', issuer: '市财政局' }])
    const stranger = await createStaff(app, ['lender-officer'], { lenderId: (await createLender(app)).lenderId })
    expect((await app.call(`GET /console/loan-products/${bank.productId}/programmes`, { as: stranger.token })).status).toBe(404)
    expect((await call('DELETE', `/${code}/products/${bank.productId}`, writer)).body).toMatchObject({ attached: [] })
    expect((await matched()).programmes).toEqual([])
    await end(code)
  })

  it('is refused where it is dearer than the programme allows, and left out when it becomes so', async () => {
    const code = await draft(FUND)
    const dear = await createLender(app, { product: { rateMaxBps: 501 } })
    const refused = await call('POST', `/${code}/products`, writer, { productId: dear.productId })
    expect([refused.status, refused.body['detail']]).toEqual([422, '产品最高年利率 5.01%，超过项目规定的 5%'])
    await open(code)
    expect((await matched()).programmes).toMatchObject([{ code, savesFen: null, words: expect.arrayContaining(['银行收不回的本金，由政府基金分担 40%', '可以不用抵押', '对企业不收费']) as string[] }])
    await app.deps.db.execute(sql`UPDATE loan_product SET rate_max_bps = 501 WHERE id = ${bank.productId}`)
    expect((await matched()).programmes).toEqual([])
    await app.deps.db.execute(sql`UPDATE loan_product SET rate_max_bps = 500 WHERE id = ${bank.productId}`)
    await end(code)
  })

  it('lowers the total cost only of firms known to be entitled while the pot has room, and the order says so', async () => {
    const before = await matched()
    expect(before.subsidyFen).toBe(0)
    const code = await draft({ entryRules: [{ kind: 'not-listed', lists: ['严重失信主体名单'] }] })
    await open(code)
    const found = await matched()
    // 50 万 for a year at 3.85 %, interest only: 19,250 yuan, half of it paid.
    expect([before.costFen, found.costFen, found.subsidyFen]).toEqual([1_925_004, 962_502, 962_502])
    expect(found.reason).toContain('已算入贴息9,625.02')
    await app.deps.db.execute(sql`UPDATE loan_programme SET reserved_fen = pot_fen - 962501 WHERE code = ${code}`)
    expect(await matched()).toMatchObject({ costFen: before.costFen, subsidyFen: 0, programmes: [{ status: 'fits', hasRoom: false, counted: false }] })
    await app.deps.db.execute(sql`UPDATE loan_programme SET reserved_fen = 0 WHERE code = ${code}`)
    await call('POST', `/${code}/pause`, writer)
    expect((await matched()).programmes).toEqual([])
    await call('PUT', `/${code}`, writer, { version: 1, draft: { ...SUBSIDY, entryRules: [{ kind: 'first-loan' }] } })
    await call('POST', `/${code}/publication`, second, { version: 2 })
    expect(await matched()).toMatchObject({ costFen: before.costFen, subsidyFen: 0, programmes: [{ status: 'unknown', counted: false, consents: [{ item: 'loan-record' }] }] })
    await call('POST', `/${code}/pause`, writer)
    await call('PUT', `/${code}`, writer, { version: 2, draft: { ...SUBSIDY, loanMaxFen: 40_000_000 } })
    await call('POST', `/${code}/publication`, second, { version: 3 })
    expect(await matched()).toMatchObject({ subsidyFen: 0, programmes: [{ status: 'failed', changes: ['金额改为 400,000.00 元'] }] })
    await end(code)
  })

  it('shows what it saves in the calculator, before and after, for whoever asks', async () => {
    const code = await draft()
    await open(code)
    const plan = (over = '') => app.call(`GET /repayment-plan?amountFen=50000000&months=12&rateBps=360&method=interest-only${over}`)
    expect((await plan()).body).toMatchObject({ subsidy: null, interestFen: 1_800_000, effectiveBps: 366 })
    expect((await plan(`&programme=${code}`)).body).toMatchObject({ interestFen: 1_800_000, subsidy: { code, subsidyFen: 900_000, netInterestFen: 900_000, effectiveBps: 181 } })
    expect((await app.call(`GET /loan-products/${bank.productId}`)).body['programmes']).toMatchObject([{ code, kindTitle: '贷款贴息', basisVerified: false }])
    const fit = await app.call(`GET /firms/${borrower.firmId}/loan-products/${bank.productId}/match?amountFen=50000000&months=12`, { as: borrower.person.token })
    expect(fit.body['programmes']).toMatchObject([{ code, status: 'fits', savesFen: 962_502, savesMonths: 12 }])
    await end(code)
    expect((await plan(`&programme=${code}`)).body['subsidy']).toBeNull()
  })

  it('is news to firms whose standing request it fits, once', async () => {
    await rematchRequests({ ctx: system(), input: {} })
    const code = await draft({ title: '春雨贴息' })
    await open(code)
    while ((await runOutbox(system(), handlers)) > 0);
    await call('POST', `/${code}/pause`, writer)
    await call('POST', `/${code}/publication`, second, { version: 1 })
    while ((await runOutbox(system(), handlers)) > 0);
    const told = await rowsOf<{ title: string }>(app.deps.db, sql`SELECT title FROM notice WHERE subject_id = ${borrower.person.subjectId} AND kind = 'loan-programme.open' AND title LIKE '春雨%'`)
    expect(told).toHaveLength(1)
    await end(code)
  })
})
