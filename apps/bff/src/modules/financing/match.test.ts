import type { LoanRequest } from '@xinhui/rules/financing/index'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { startTestApp, type TestApp } from '../../testing/app'
import { createFirm } from '../../testing/firms'
import { createProduct } from '../../testing/lenders'
import { createResident, createStaff, type Resident } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { createRepair } from '../../testing/repairs'
import { grantItemConsent } from '../consent/grant-item-consent'
import { loadFirmFacts } from './load-firm-facts'
import { openMatchBook } from './match-book'

let app: TestApp
let owner: Resident
let firmId: string
const DAY = '2026-11-21'
const REQUEST: LoanRequest = { amountFen: 50_000_000, termMonths: 12, collateral: [] }

beforeAll(async () => {
  app = await startTestApp()
  owner = await createResident(app)
  ;({ firmId } = await createFirm(app, { personId: owner.subjectId }))
})
afterAll(() => app.close())

const ctx = () => makeCtx(app.deps, { requestId: 'req-match-1', actor: { kind: 'system', name: 'test' } })
const facts = () => loadFirmFacts(ctx(), { subjectId: firmId, day: DAY })
const authorise = (item: string) => grantItemConsent({ ctx: ctx(), input: { subjectId: firmId, item, textVersion: app.deps.city.itemConsent.textVersion } })

it('every fact has its source and its day, and what needs a consent says which', async () => {
  await app.deps.db.execute(`INSERT INTO organization (subject_id, registered_on, industry, district, status, content_hash, updated_at) VALUES ('${firmId}', '2023-01-10', '食品制造业', '临河区', 'live', 'x', '2026-11-01T00:00:00Z')`)
  await createRecord(app, { subjectId: firmId, item: 'tax-rating', decidedOn: '2026-04-25', content: { year: 2025, level: 'B' } })
  await createRecord(app, { subjectId: firmId, item: 'penalty', decidedOn: '2026-05-12', content: { severity: '一般' } })
  const known = await facts()
  expect(known.industry).toEqual({ known: true, value: 'C14', source: '登记信息', asOf: '2026-11-01' })
  expect(known.region).toMatchObject({ known: true, value: '990101' })
  expect(known.taxRating).toEqual({ known: false, why: 'no-consent', consent: 'tax' })
  expect(known.headcount).toEqual({ known: false, why: 'no-consent', consent: 'social-insurance' })
  expect(known.size).toEqual({ known: false, why: 'no-data' })
  expect(known.penalties).toMatchObject({ known: true, value: [{ decidedOn: '2026-05-12' }] })
  await authorise('tax-rating')
  expect((await facts()).taxRating).toMatchObject({ known: true, value: 'B', asOf: '2026-04-25' })
})

it('a product fits, is unknown until the consent, or fails with what would make it fit', async () => {
  const fits = await createProduct(app, { entryRules: [{ kind: 'tax-rating', atLeast: 'B' }, { kind: 'industry', anyOf: ['C'], noneOf: [] }] })
  const unknown = await createProduct(app, { entryRules: [{ kind: 'first-loan' }] })
  const failed = await createProduct(app, { entryRules: [{ kind: 'penalties', withinMonths: 12, atMost: 0 }], amountMaxFen: 30_000_000 })
  const paused = await createProduct(app, { status: 'paused' })
  const book = await openMatchBook(ctx(), DAY)
  const ranked = book.match(REQUEST, await facts(), new Map())
  expect(ranked.map((r) => r.match.productId)).toEqual([fits.productId, unknown.productId, failed.productId])
  expect(book.products.has(paused.productId)).toBe(false)
  expect(ranked[1]?.match).toMatchObject({ status: 'unknown', consents: ['loans'], wayOut: null })
  expect(ranked[2]?.match.wayOut).toMatchObject({ possible: true, changes: [{ do: expect.stringMatching(/^(?:wait|repair)$/) as unknown }, { do: 'ask', amountFen: 30_000_000 }] })
  await authorise('loan-record')
  expect(book.match(REQUEST, await facts(), new Map()).map((r) => r.match.status)).toEqual(['fits', 'fits', 'failed'])
})

it('a repaired or void record and a listing that ended count no more', async () => {
  await createRecord(app, { subjectId: firmId, item: 'serious-list', decidedOn: '2025-01-10', endsOn: '2026-11-20', content: { listName: '名单' } })
  await createRecord(app, { subjectId: firmId, item: 'abnormal-list', decidedOn: '2026-10-10', content: { reason: '未按期公示年报' } })
  expect((await facts()).lists).toMatchObject({ known: true, value: [{ list: '经营异常名录', endsOn: null }] })
  const counted = async () => {
    const { penalties } = await facts()
    return penalties.known ? penalties.value.map((p) => p.id) : []
  }
  const before = await counted()
  const { recordId } = await createRecord(app, { subjectId: firmId, item: 'penalty', decidedOn: '2026-05-12', content: { severity: '一般', penaltyKind: '罚款', documentNumber: '云罚字〔2026〕501号' } })
  expect((await counted()).sort()).toEqual([...before, recordId].sort())
  await createRepair(app, { person: owner, officer: await createStaff(app, ['reviewer']), until: 'approved', subjectId: firmId, recordId })
  expect(await counted()).toEqual(before)
})

it('nobody matches a person', async () => {
  await expect(loadFirmFacts(ctx(), { subjectId: owner.subjectId, day: DAY })).rejects.toThrow('no organisation')
})
