import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rowsOf } from '../../db/sql'
import { startTestApp, type TestApp } from '../../testing/app'
import type { LenderWebhookGateway } from '../../gateways/gateways'
import { createLenderSystem } from '../../testing/lender-systems'
import { createFirm } from '../../testing/firms'
import { createLender, createProduct } from '../../testing/lenders'
import { createOrganization } from '../../testing/market'
import { applyTo, createBorrower } from '../../testing/loans'
import { createResident, createStaff, type StaffMember } from '../../testing/people'
import { handlers } from '../../jobs/handlers'
import { runOutbox } from '../../jobs/run-outbox'
import { makeCtx } from '../../context'
import { newId } from '../../lib/id'
import { rematchRequests } from '../loan-request/rematch-requests'

let app: TestApp
let lenderId: string
let officer: StaffMember
let reviewer: StaffMember
let other: StaffMember
/** Another officer of the same lender. */
let clerk: StaffMember
/** What left for the lenders’ own systems. */
const sent: Parameters<LenderWebhookGateway['send']>[0][] = []
beforeAll(async () => {
  app = await startTestApp({ gateways: { lenderWebhooks: { send: (message) => Promise.resolve(sent.push(message) > 0 ? 204 : 500) } } })
  ;({ lenderId } = await createLender(app))
  officer = await createStaff(app, ['lender-officer'], { lenderId })
  reviewer = await createStaff(app, ['reviewer'])
  other = await createStaff(app, ['reviewer'])
  clerk = await createStaff(app, ['lender-officer'], { lenderId })
})
afterAll(() => app.close())

const DRAFT = {
  name: '科创起步贷', kind: 'credit', amountMinFen: 10_000_000, amountMaxFen: 100_000_000, rateMinBps: 365, rateMaxBps: 480, feeBps: 50, termMinMonths: 6, termMaxMonths: 36, repayment: '等额本息', method: 'equal-instalment', renewal: 'none',
  zone: '科创', audience: '软件企业', responseWorkingDays: 3, entryRules: [{ kind: 'age', minMonths: 12, maxMonths: null }, { kind: 'industry', anyOf: ['I65'], noneOf: [] }] as unknown[], validUntil: '2027-12-31',
}
const call = (verb: string, path: string, as: StaffMember, body?: unknown) => app.call(`${verb} /console/loan-products${path}`, { as: as.token, ...(body === undefined ? {} : { body }) })
const draft = async (over: object = {}) => String((await call('POST', '', officer, { lenderId, draft: { ...DRAFT, ...over } })).body['productId'])
async function publish(productId: string, version: number): Promise<void> {
  await call('POST', `/${productId}/submission`, officer, { version })
  await call('POST', `/${productId}/review`, reviewer, { version, passed: true })
  expect((await call('POST', `/${productId}/publication`, reviewer, { version })).status).toBe(200)
}
const shown = async (productId: string) => app.call(`GET /loan-products/${productId}`)

describe('a product', () => {
  it('goes from a draft through the review of a second person to being published, and nothing is skipped', async () => {
    const productId = await draft()
    expect((await shown(productId)).status).toBe(404)
    expect((await call('POST', `/${productId}/publication`, officer, { version: 1 })).status).toBe(409)
    await call('POST', `/${productId}/submission`, officer, { version: 1 })
    expect((await call('PUT', `/${productId}`, officer, { version: 1, draft: DRAFT })).status).toBe(409)
    expect(((await call('GET', '?queue=submitted', reviewer)).body['items'] as { productId: string }[]).map((p) => p.productId)).toContain(productId)
    expect((await call('POST', `/${productId}/review`, officer, { version: 1, passed: true })).status).toBe(403)
    expect((await call('POST', `/${productId}/review`, reviewer, { version: 1, passed: false })).status).toBe(422)
    expect((await call('POST', `/${productId}/review`, reviewer, { version: 1, passed: false, note: '请写明担保费率' })).body).toMatchObject({ open: { version: 1, status: 'draft' }, versions: [{ reviewNote: '请写明担保费率' }] })
    await publish(productId, 1)
    expect((await shown(productId)).body).toMatchObject({ name: '科创起步贷', feeBps: 50, version: 1, rules: ['成立不低于12个月', '属于软件和信息技术服务业'] })
    expect((await call('GET', `/${productId}`, officer)).body).toMatchObject({ versions: [{ reviewNote: null }], history: [{ action: 'loan-product.published', version: 1, by: expect.any(String) as string }, { action: 'loan-product.reviewed' }, { action: 'loan-product.submitted' }, { action: 'loan-product.returned' }, { action: 'loan-product.submitted' }, { action: 'loan-product.drafted' }] })
    const audited = await rowsOf<{ action: string }>(app.deps.db, sql`SELECT action FROM audit WHERE entity_id = ${productId} ORDER BY id`)
    expect(audited.map((a) => a.action)).toEqual(['loan-product.drafted', 'loan-product.submitted', 'loan-product.returned', 'loan-product.submitted', 'loan-product.reviewed', 'loan-product.published'])
  })

  it('handed in again keeps why it was handed back, for whoever reviews it next', async () => {
    const productId = await draft()
    await call('POST', `/${productId}/submission`, officer, { version: 1 })
    await call('POST', `/${productId}/review`, reviewer, { version: 1, passed: false, note: '请写明担保费率' })
    expect((await call('POST', `/${productId}/submission`, officer, { version: 1 })).body).toMatchObject({ versions: [{ status: 'submitted', reviewNote: '请写明担保费率', reviewer: null }] })
  })

  it('names its regions, not their codes', async () => {
    const productId = await draft({ entryRules: [{ kind: 'region', anyOf: [app.deps.city.districts[0]?.code ?? ''] }] })
    await publish(productId, 1)
    expect((await shown(productId)).body['rules']).toEqual([`注册地在${app.deps.city.districts[0]?.name ?? ''}`])
  })

  it('is found by its name or its lender’s, and by its state', async () => {
    const productId = await draft({ name: '百分_之百贷' })
    const idsOf = async (query: string, as = reviewer) => ((await call('GET', `?${query}`, as)).body['items'] as { productId: string }[]).map((p) => p.productId)
    expect(await idsOf('search=%E5%88%86_%E4%B9%8B')).toEqual([productId])
    expect(await idsOf('search=%E5%88%86_%E4%B9%8B&status=published')).toEqual([])
    const { lenderId: elsewhere } = await createLender(app, { name: '云汀查找银行' })
    const theirs = await createProduct(app, { lenderId: elsewhere })
    expect(await idsOf(`search=${encodeURIComponent('查找')}`)).toEqual([theirs.productId])
    expect(await idsOf(`search=${encodeURIComponent('查找')}`, officer)).toEqual([])
  })

  it('that firms are offered, or no longer, has every standing request matched again', async () => {
    const borrower = await createBorrower(app)
    const jobs = () => makeCtx(app.deps, { requestId: newId('job'), actor: { kind: 'system', name: 'jobs' } })
    const matchAll = async () => {
      while ((await runOutbox(jobs(), handlers)) > 0);
      await rematchRequests({ ctx: jobs(), input: {} })
    }
    const fitting = async () => (await rowsOf<{ fitting: string[] }>(app.deps.db, sql`SELECT fitting FROM loan_request WHERE id = ${borrower.requestId}`))[0]?.fitting
    await matchAll()
    const productId = await draft({ entryRules: [] })
    await matchAll()
    expect(await fitting()).not.toContain(productId)
    await publish(productId, 1)
    await matchAll()
    expect(await fitting()).toContain(productId)
    for (const [move, offered] of [['pause', false], ['resumption', true], ['end', false]] as const) {
      await call('POST', `/${productId}/${move}`, officer)
      await matchAll()
      expect((await fitting())?.includes(productId), move).toBe(offered)
    }
  })

  it('is published by whoever did not write it: its author is refused, by the service and by the database', async () => {
    const productId = await draft()
    await call('POST', `/${productId}/submission`, officer, { version: 1 })
    await call('POST', `/${productId}/review`, reviewer, { version: 1, passed: true })
    expect((await call('GET', `/${productId}`, officer)).body).toMatchObject({ mayPublish: false, mayConfirm: false })
    expect((await call('POST', `/${productId}/publication`, officer, { version: 1 })).body['code']).toBe('SECOND_PERSON_NEEDED')
    expect((await shown(productId)).status).toBe(404)
    await expect(app.deps.db.execute(sql`UPDATE loan_product_version SET status = 'published', published_at = now(), publisher = author WHERE product_id = ${productId}`)).rejects.toThrow()
    expect((await call('GET', `/${productId}`, clerk)).body['mayPublish']).toBe(true)
    expect((await call('POST', `/${productId}/publication`, clerk, { version: 1 })).body).toMatchObject({ versions: [{ status: 'published', publisher: expect.any(String) as string, paper: null, confirmer: null }] })
    // The next version is another's: who wrote the first may publish it.
    await call('PUT', `/${productId}`, clerk, { version: 1, draft: { ...DRAFT, rateMaxBps: 450 } })
    await call('POST', `/${productId}/submission`, officer, { version: 2 })
    await call('POST', `/${productId}/review`, reviewer, { version: 2, passed: true })
    expect((await call('POST', `/${productId}/publication`, officer, { version: 2 })).status).toBe(200)
  })

  it('of two that publish at once is published once', async () => {
    const productId = await draft()
    await call('POST', `/${productId}/submission`, officer, { version: 1 })
    await call('POST', `/${productId}/review`, reviewer, { version: 1, passed: true })
    const answers = await Promise.all([clerk, reviewer, clerk, other].map((who) => call('POST', `/${productId}/publication`, who, { version: 1 })))
    expect(answers.map((a) => a.status).sort((a, b) => a - b)).toEqual([200, 409, 409, 409])
  })
})

describe('a product the office writes on a lender’s behalf', () => {
  const written = async (over: object = {}) => String((await call('POST', '', reviewer, { lenderId, draft: { ...DRAFT, ...over }, paper: '盖章的产品说明书' })).body['productId'])
  const handedIn = async () => {
    const productId = await written()
    await call('POST', `/${productId}/submission`, reviewer, { version: 1 })
    return productId
  }
  const confirm = (productId: string, body: object, as = officer) => call('POST', `/${productId}/confirmation`, as, { version: 1, ...body })

  it('names what it was written from, is reviewed by another of the office, and is published once the lender has said yes', async () => {
    expect((await call('POST', '', reviewer, { lenderId, draft: DRAFT })).body).toMatchObject({ code: 'VALIDATION', errors: [{ field: 'paper' }] })
    const { lenderId: gone } = await createLender(app, { status: 'suspended' })
    expect((await call('POST', '', reviewer, { lenderId: gone, draft: DRAFT, paper: '盖章的产品说明书' })).status).toBe(404)
    const productId = await written()
    expect((await confirm(productId, { agreed: true })).body['code']).toBe('CONFLICT')
    await call('POST', `/${productId}/submission`, reviewer, { version: 1 })
    expect((await call('POST', `/${productId}/review`, reviewer, { version: 1, passed: true })).body['code']).toBe('SECOND_PERSON_NEEDED')
    expect((await call('POST', `/${productId}/review`, other, { version: 1, passed: true })).body).toMatchObject({ mayPublish: false })
    for (const who of [other, officer]) expect((await call('POST', `/${productId}/publication`, who, { version: 1 })).body).toMatchObject({ code: 'CONFLICT', detail: '这一版由信用办代录，等机构确认后才能发布' })
    await expect(app.deps.db.execute(sql`UPDATE loan_product_version SET status = 'published', published_at = now() WHERE product_id = ${productId}`)).rejects.toThrow()
    await expect(app.deps.db.execute(sql`UPDATE loan_product_version SET paper = NULL WHERE product_id = ${productId}`)).rejects.toThrow()
    expect((await confirm(productId, { agreed: true }, reviewer)).status).toBe(403)
    const stranger = await createStaff(app, ['lender-officer'], { lenderId: (await createLender(app)).lenderId })
    expect((await confirm(productId, { agreed: true }, stranger)).status).toBe(404)
    const both = await Promise.all([officer, clerk].map((who) => confirm(productId, { agreed: true }, who)))
    expect(both.map((one) => one.status).sort((a, b) => a - b)).toEqual([200, 409])
    expect((await call('GET', `/${productId}`, reviewer)).body).toMatchObject({ mayPublish: false, versions: [{ paper: '盖章的产品说明书', confirmer: expect.any(String) as string }] })
    expect((await call('POST', `/${productId}/publication`, reviewer, { version: 1 })).body['code']).toBe('SECOND_PERSON_NEEDED')
    expect((await call('POST', `/${productId}/publication`, officer, { version: 1 })).status).toBe(200)
    expect((await shown(productId)).status).toBe(200)
  })

  it('goes back to the office with the lender’s reason, before the review or after it, and a yes said before it came back counts no more', async () => {
    const productId = await handedIn()
    expect((await confirm(productId, { agreed: false })).status).toBe(422)
    expect((await confirm(productId, { agreed: false, note: '利率写错了' })).body).toMatchObject({ open: { status: 'draft' }, versions: [{ reviewNote: '利率写错了' }] })
    await call('POST', `/${productId}/submission`, reviewer, { version: 1 })
    await confirm(productId, { agreed: true })
    expect((await call('POST', `/${productId}/review`, other, { version: 1, passed: false, note: '请写明担保费率' })).body).toMatchObject({ versions: [{ confirmer: null }] })
    await call('POST', `/${productId}/submission`, reviewer, { version: 1 })
    await call('POST', `/${productId}/review`, other, { version: 1, passed: true })
    expect((await confirm(productId, { agreed: false, note: '期限写错了' })).body).toMatchObject({ open: { status: 'draft' }, versions: [{ reviewer: null }] })
  })

  it('that a lender’s own hand goes on with is the lender’s own, and the other way round', async () => {
    const productId = await written()
    expect((await call('PUT', `/${productId}`, officer, { version: 1, draft: DRAFT })).body).toMatchObject({ open: { version: 2, status: 'draft' }, versions: [{ version: 2, paper: null }, { version: 1, paper: '盖章的产品说明书' }] })
    expect((await call('PUT', `/${productId}`, reviewer, { version: 2, draft: DRAFT })).status).toBe(422)
    expect((await call('PUT', `/${productId}`, reviewer, { version: 2, draft: DRAFT, paper: '来函' })).body).toMatchObject({ versions: [{ version: 3, paper: '来函' }, { version: 2 }, { version: 1 }] })
    const own = await draft()
    await call('POST', `/${own}/submission`, officer, { version: 1 })
    expect((await confirm(own, { agreed: true })).body['code']).toBe('CONFLICT')
  })
})

describe('what became of a product', () => {
  interface Told { kind: string; title: string; body: string; productId: string | null; merchantId: string | null }
  // The clock stands still, so that ids of one moment have no order: by kind.
  const told = async (who: StaffMember, productId: string) => ((await app.call('GET /console/notices?limit=100', { as: who.token })).body['items'] as Told[]).filter((one) => one.productId === productId).map(({ kind, body }) => ({ kind, body })).toSorted((a, b) => (a.kind < b.kind ? -1 : 1))
  const jobs = () => makeCtx(app.deps, { requestId: newId('job'), actor: { kind: 'system', name: 'jobs' } })
  const deliverAll = async () => {
    while ((await runOutbox(jobs(), handlers)) > 0);
  }

  it('is told to the lender’s officers with the reason, to its own system signed, each once, and to nobody else', async () => {
    const { lenderId: bankId } = await createLender(app)
    const teller = await createStaff(app, ['lender-officer'], { lenderId: bankId })
    const stranger = await createStaff(app, ['lender-officer'], { lenderId: (await createLender(app)).lenderId })
    const system = await createLenderSystem(app, { lenderId: bankId }, { as: teller.token })
    const productId = String((await call('POST', '', teller, { lenderId: bankId, draft: DRAFT })).body['productId'])
    await call('POST', `/${productId}/submission`, teller, { version: 1 })
    expect(await told(teller, productId)).toEqual([])
    await call('POST', `/${productId}/review`, reviewer, { version: 1, passed: false, note: '请写明担保费率' })
    await call('POST', `/${productId}/submission`, teller, { version: 1 })
    await call('POST', `/${productId}/review`, reviewer, { version: 1, passed: true })
    const twice = await Promise.all([1, 2].map(() => call('POST', `/${productId}/publication`, reviewer, { version: 1 })))
    expect(twice.map((one) => one.status).sort((a, b) => a - b)).toEqual([200, 409])
    await call('POST', `/${productId}/pause`, reviewer)
    await call('POST', `/${productId}/resumption`, teller)
    const read = await told(teller, productId)
    expect(read.map((one) => one.kind)).toEqual(['loan-product.paused', 'loan-product.published', 'loan-product.returned', 'loan-product.reviewed'])
    expect(read[2]?.body).toBe('“科创起步贷”第 1 版。理由：请写明担保费率')
    expect((await app.call('GET /console/notices', { as: teller.token })).body['unread']).toBe(4)
    for (const nobody of [stranger, reviewer, other]) expect(await told(nobody, productId)).toEqual([])
    sent.length = 0
    await deliverAll()
    await deliverAll()
    expect(sent.map(({ body }) => body).toSorted().map((body) => JSON.parse(body) as unknown)).toMatchObject([
      { type: 'product.paused', data: { productId, version: 1, note: null } },
      { type: 'product.published', data: { productId, version: 1, note: null } },
      { type: 'product.returned', data: { productId, code: productId, version: 1, note: '请写明担保费率' } },
      { type: 'product.reviewed', data: { productId, version: 1, note: null } },
    ])
    expect([sent.every((one) => one.secret === system.webhookSecret), new Set(sent.map((one) => one.id)).size]).toEqual([true, 4])
    const { body: list } = await app.call(`GET /console/lenders/${bankId}/deliveries`, { as: teller.token })
    expect((list['items'] as { typeTitle: string }[]).map((one) => one.typeTitle).toSorted()).toEqual(['产品已发布', '产品被暂停', '产品被退回', '产品通过审核'].toSorted())
    for (const one of list['items'] as unknown[]) expect(one).toMatchObject({ productId, applicationId: null, state: 'delivered' })
  })

  it('written by the office is told to the lender to confirm, and the lender’s answer to the office', async () => {
    const { body } = await call('POST', '', reviewer, { lenderId, draft: DRAFT, paper: '盖章的产品说明书' })
    const productId = String(body['productId'])
    await call('POST', `/${productId}/submission`, reviewer, { version: 1 })
    expect(await told(officer, productId)).toEqual([{ kind: 'loan-product.submitted', body: '“科创起步贷”第 1 版，依据：盖章的产品说明书。确认后才能发布。' }])
    await call('POST', `/${productId}/confirmation`, officer, { version: 1, agreed: false, note: '利率写错了' })
    await call('POST', `/${productId}/submission`, reviewer, { version: 1 })
    // What the lender itself said before is not said to its system as the office's words.
    expect(await rowsOf(app.deps.db, sql`SELECT type, note FROM loan_webhook WHERE product_id = ${productId} ORDER BY id`)).toEqual([{ type: 'product.submitted', note: null }, { type: 'product.submitted', note: null }])
    await call('POST', `/${productId}/confirmation`, clerk, { version: 1, agreed: true })
    expect(await told(other, productId)).toEqual([{ kind: 'loan-product.confirmed', body: '“科创起步贷”第 1 版，通过审核后可以发布。' }, { kind: 'loan-product.declined', body: '“科创起步贷”第 1 版。理由：利率写错了' }])
  })
})

describe('a product that is published', () => {
  it('changes only by a new version, and an application keeps the one it was made under', async () => {
    const productId = await draft({ rateMaxBps: 500, entryRules: [] })
    await publish(productId, 1)
    const applicationId = await applyTo(app, await createBorrower(app), { productId })
    expect((await call('PUT', `/${productId}`, officer, { version: 1, draft: { ...DRAFT, rateMaxBps: 420, entryRules: [{ kind: 'first-loan' }] } })).body).toMatchObject({ version: 1, open: { version: 2, status: 'draft' } })
    expect((await shown(productId)).body).toMatchObject({ rateMaxBps: 500, version: 1 })
    await publish(productId, 2)
    expect((await shown(productId)).body).toMatchObject({ rateMaxBps: 420, version: 2 })
    const { body } = await call('GET', `/${productId}`, officer)
    expect(body['versions']).toMatchObject([
      { version: 2, status: 'published', changes: [{ title: '年利率', before: '3.65%至5%', after: '3.65%至4.2%' }, { title: '准入条件', before: '无', after: '首次贷款' }] },
      { version: 1, status: 'replaced', changes: [] },
    ])
    expect(await rowsOf(app.deps.db, sql`SELECT product_version FROM loan_application WHERE id = ${applicationId}`)).toEqual([{ product_version: 1 }])
  })

  it('is paused, resumed and ended for good, and another lender finds none of it', async () => {
    const productId = await draft()
    await publish(productId, 1)
    const stranger = await createStaff(app, ['lender-officer'], { lenderId: (await createLender(app)).lenderId })
    expect((await call('GET', `/${productId}`, stranger)).status).toBe(404)
    expect((await call('POST', `/${productId}/pause`, stranger)).status).toBe(404)
    expect((await call('POST', `/${productId}/pause`, officer)).status).toBe(200)
    expect((await shown(productId)).status).toBe(404)
    expect((await call('POST', `/${productId}/pause`, officer)).status).toBe(409)
    await call('POST', `/${productId}/resumption`, officer)
    expect((await shown(productId)).status).toBe(200)
    await call('POST', `/${productId}/end`, officer)
    expect((await call('POST', `/${productId}/resumption`, officer)).status).toBe(409)
    expect((await call('PUT', `/${productId}`, officer, { version: 1, draft: DRAFT })).status).toBe(409)
  })
})

describe('illegal terms', () => {
  it('cannot be written down: a person’s score, belief, health, or a key no rule has', async () => {
    for (const rule of [
      { kind: 'person-score', atLeast: 700 }, { kind: 'religion', anyOf: ['无'] }, { kind: 'health', noneOf: ['乙肝'] }, { kind: 'gender', anyOf: ['男'] }, { kind: 'age', minMonths: 1, maxMonths: null, ownerScore: 650 },
      { kind: 'grade', atLeast: '极好' }, { kind: 'industry', anyOf: ['Z9'], noneOf: [] }, { kind: 'region', anyOf: ['110000'] },
    ]) expect((await call('POST', '', officer, { lenderId, draft: { ...DRAFT, entryRules: [rule] } })).status, JSON.stringify(rule)).toBe(422)
  })

  it('say in Chinese which rule is wrong', async () => {
    const said = async (entryRules: unknown[]) => (await call('POST', '', officer, { lenderId, draft: { ...DRAFT, entryRules } })).body['errors']
    expect(await said([{ kind: 'first-loan' }, { kind: 'grade', atLeast: '极好' }])).toMatchObject([{ field: expect.stringMatching(/^entryRules\[1\]/) as string, message: '第 2 条准入条件填写有误，请检查取值' }])
    expect(await said([{ kind: 'first-loan' }, { kind: 'first-loan' }])).toMatchObject([{ field: 'entryRules[1]', message: '第 2 条准入条件重复' }])
    expect(await said([{ kind: 'listed', anyOf: ['甲'] }, { kind: 'not-listed', lists: ['甲'] }])).toMatchObject([{ field: 'entryRules', message: '准入条件互相矛盾：同一名单不能既要求列入又要求不在' }])
  })

  it('are ranges upside down, a zone the city has not, and a day that is past', async () => {
    for (const over of [{ amountMinFen: 200_000_000 }, { rateMinBps: 600 }, { termMinMonths: 40 }, { zone: '元宇宙' }, { validUntil: '2026-01-01' }, { validUntil: '2027-02-30' }])
      expect((await call('POST', '', officer, { lenderId, draft: { ...DRAFT, ...over } })).status, JSON.stringify(over)).toBe(422)
  })
})

describe('a dry run', () => {
  it('counts firms and names none; a count from one to four is not told, nor the whole it would follow from', async () => {
    const firms = []
    for (let i = 0; i < 8; i += 1) firms.push((await createOrganization(app, { name: `云汀试算企业${i}` })).subjectId)
    for (const [i, id] of firms.entries()) await app.deps.db.execute(sql`INSERT INTO organization (subject_id, registered_on, industry, district, status, content_hash, updated_at) VALUES (${id}, ${i < 6 ? '2020-01-10' : '2026-06-01'}, '软件和信息技术服务业', '临河区', 'live', 'x', now())`)
    const { body, text } = await call('POST', '/dry-run', officer, { draft: DRAFT })
    expect(body).toEqual({ day: '2026-11-21', firms: null, fits: 6, unknown: 0, failed: null, rules: [{ words: '成立不低于12个月', passed: null, failed: null, unknown: 0 }, { words: '属于软件和信息技术服务业', passed: 8, failed: 0, unknown: 0 }] })
    for (const id of firms) expect(text).not.toContain(id)
    expect(text).not.toContain('试算企业')
    const all = await call('POST', '/dry-run', officer, { draft: { ...DRAFT, entryRules: [{ kind: 'first-loan' }, { kind: 'collateral', anyOf: ['real-estate'], coverBps: 15_000 }] } })
    expect(all.body).toMatchObject({ firms: 8, fits: 0, unknown: 8, rules: [{ words: '首次贷款', passed: 0, failed: 0, unknown: 8 }] })
  })
})

describe('zones and calculators', () => {
  it('a zone shows what names it, and what it is for', async () => {
    const first = await createProduct(app, { zone: '普惠', entryRules: [{ kind: 'first-loan' }] })
    const going = await createProduct(app, { zone: null, renewal: 'no-principal' })
    const idsIn = async (zone: string) => ((await app.call(`GET /loan-products?zone=${encodeURIComponent(zone)}`)).body['items'] as { productId: string }[]).map((p) => p.productId)
    expect(await idsIn('首贷户')).toContain(first.productId)
    expect(await idsIn('无还本续贷')).toEqual([going.productId])
    expect(await idsIn('外贸')).toEqual([])
    const { zones } = (await app.call('GET /loan-products')).body as { zones: { code: string; title: string; productIds: string[] }[] }
    expect(zones.find((zone) => zone.code === '首贷户')).toMatchObject({ title: '首贷户', productIds: expect.arrayContaining([first.productId]) })
    expect(zones.find((zone) => zone.code === '无还本续贷')?.productIds).toEqual([going.productId])
    expect((await shown(first.productId)).body['zones']).toEqual(['普惠小微', '首贷户'])
  })

  it('says what its rates amount to with the fee, since when it stands, and where its lender is', async () => {
    const { lenderId, subjectId } = await createLender(app)
    await app.deps.db.execute(sql`INSERT INTO organization (subject_id, address, status, content_hash, updated_at) VALUES (${subjectId}, '云汀市临河区测试路 1 号', 'live', 'x', now())`)
    const { productId } = await createProduct(app, { lenderId, rateMinBps: 360, rateMaxBps: 360, feeBps: 50, amountMaxFen: 50_000_000, termMaxMonths: 12, method: 'equal-instalment' })
    const { body } = await shown(productId)
    const plan = await app.call('GET /repayment-plan?amountFen=50000000&months=12&rateBps=360&feeBps=50&method=equal-instalment')
    const effectiveBps = Number(plan.body['effectiveBps'])
    expect(effectiveBps).toBeGreaterThan(360)
    expect(body).toMatchObject({ effective: { months: 12, minBps: effectiveBps, maxBps: effectiveBps }, publishedOn: '2026-11-21', methodTitle: '等额本息', address: '云汀市临河区测试路 1 号', lateCount: 0 })
    const short = await createProduct(app, { lenderId, termMinMonths: 1, termMaxMonths: 6 })
    expect((await shown(short.productId)).body['effective']).toMatchObject({ months: 6 })
  })

  it('a plan adds up to the fen, and its effective rate has the fee in it', async () => {
    const plan = async (query: string) => (await app.call(`GET /repayment-plan?amountFen=50000000&months=12&rateBps=360&${query}`)).body
    const equal = await plan('method=equal-instalment')
    expect(equal).toMatchObject({ interestFen: 980_355, feeFen: 0, totalFen: 50_980_355, effectiveBps: 366 })
    expect((equal['payments'] as { principalFen: number }[]).reduce((sum, p) => sum + p.principalFen, 0)).toBe(50_000_000)
    expect(await plan('method=interest-only')).toMatchObject({ interestFen: 1_800_000 })
    const withFee = await plan('method=equal-instalment&feeBps=50')
    expect(withFee).toMatchObject({ feeFen: 250_000, totalFen: 51_230_355 })
    expect(withFee['effectiveBps']).toBeGreaterThan(366)
    expect((await app.call('GET /repayment-plan?amountFen=0&months=12&rateBps=360&method=bullet')).status).toBe(422)
  })

  it('a firm sees whether one product fits, what is missing and what is unknown', async () => {
    const person = await createResident(app)
    const { firmId } = await createFirm(app, { personId: person.subjectId })
    const { productId } = await createProduct(app, { amountMaxFen: 30_000_000, entryRules: [{ kind: 'tax-rating', atLeast: 'B' }] })
    const { body } = await app.call(`GET /firms/${firmId}/loan-products/${productId}/match?amountFen=50000000&months=12`, { as: person.token })
    expect(body).toMatchObject({ status: 'failed', changes: ['金额改为 300,000.00 元'], ways: [{ do: 'ask', words: '金额改为 300,000.00 元', recordId: null, amountFen: 30_000_000, months: null }], consents: [{ item: 'tax-rating', title: '纳税信用级别' }], beyond: [] })
    expect((body['rules'] as { kind: string; verdict: string; actual: string }[]).find((r) => r.kind === '纳税信用')).toMatchObject({ verdict: 'unknown', actual: '尚未授权查询' })
  })
})
