import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { rowsOf } from '../../db/sql'
import { newId } from '../../lib/id'
import { startTestApp, type TestApp } from '../../testing/app'
import { createLender, createProduct } from '../../testing/lenders'
import { createStaff, type StaffMember } from '../../testing/people'
import { syncCityData } from '../publication/sync-city-data'

let app: TestApp
let reviewer: StaffMember
let officer: StaffMember
let lenderId: string
beforeAll(async () => {
  app = await startTestApp()
  ;({ lenderId } = await createLender(app))
  reviewer = await createStaff(app, ['reviewer'])
  officer = await createStaff(app, ['lender-officer'], { lenderId })
})
afterAll(() => app.close())

interface Zone { code: string; title: string; intro: string; shows: string; position: number; isOpen: boolean; version: number; products: number }
/** As the public reads them. */
const open = async () => ((await app.call('GET /loan-products')).body['zones'] as { code: string; title: string; productIds: string[] }[]).map(({ productIds, ...one }) => ({ ...one, products: productIds.length }))
const all = async () => (await app.call('GET /console/loan-zones', { as: reviewer.token })).body['items'] as Zone[]
const zone = async (code: string) => {
  const found = (await all()).find((one) => one.code === code)
  if (!found) throw new Error(`no zone ${code}`)
  return found
}
const put = (code: string, body: object, as = reviewer) => app.call(`PUT /console/loan-zones/${encodeURIComponent(code)}`, { as: as.token, body })
const bodyOf = ({ title, intro, shows, position, isOpen, version }: Zone) => ({ title, intro, shows, position, isOpen, version })

const DRAFT = {
  name: '老字号贷', kind: 'credit', amountMinFen: 10_000_000, amountMaxFen: 100_000_000, rateMinBps: 365, rateMaxBps: 480, feeBps: 0, termMinMonths: 6, termMaxMonths: 36, repayment: '等额本息', method: 'equal-instalment', renewal: 'none',
  zone: '老字号', audience: '老字号企业', responseWorkingDays: 3, entryRules: [], validUntil: '2027-12-31',
}

describe('zones', () => {
  it('begin as the city’s file has them, in its order, and count what stands in each', async () => {
    expect((await open()).map((one) => one.code)).toEqual(['普惠', '首贷户', '无还本续贷', '科创', '专精特新', '涉农', '绿色', '外贸'])
    await createProduct(app, { lenderId, zone: '科创', entryRules: [{ kind: 'first-loan' }] })
    expect((await open()).filter((one) => one.products > 0)).toMatchObject([{ code: '首贷户', products: 1 }, { code: '科创', products: 1 }])
  })

  it('are opened by the office, named by products, and closed; a closed one takes no new product and shows nothing', async () => {
    const draft = () => app.call('POST /console/loan-products', { as: officer.token, body: { lenderId, draft: DRAFT } })
    expect((await draft()).status).toBe(422)
    const made = { code: '老字号', title: '中华老字号', intro: '面向中华老字号企业。', shows: 'named', position: 5 }
    expect((await app.call('POST /console/loan-zones', { as: officer.token, body: made })).status).toBe(403)
    expect((await app.call('POST /console/loan-zones', { as: reviewer.token, body: made })).status).toBe(201)
    expect((await app.call('POST /console/loan-zones', { as: reviewer.token, body: made })).body['code']).toBe('CONFLICT')
    expect((await open())[0]).toMatchObject({ code: '老字号', title: '中华老字号' })
    expect((await draft()).status).toBe(201)
    const { productId } = await createProduct(app, { lenderId, zone: '老字号' })
    const idsIn = async () => ((await app.call(`GET /loan-products?zone=${encodeURIComponent('老字号')}`)).body['items'] as { productId: string }[]).map((one) => one.productId)
    expect(await idsIn()).toEqual([productId])
    expect((await put('老字号', { ...bodyOf(await zone('老字号')), isOpen: false })).body).toMatchObject({ isOpen: false, version: 2, products: 1 })
    expect((await open()).map((one) => one.code)).not.toContain('老字号')
    expect(await idsIn()).toEqual([])
    expect((await draft()).status).toBe(422)
    const audited = await rowsOf<{ action: string }>(app.deps.db, sql`SELECT action FROM audit WHERE entity_id = '老字号' ORDER BY id`)
    expect(audited.map((one) => one.action)).toEqual(['loan-zone.opened', 'loan-zone.changed'])
  })

  it('changed twice at once are changed once, and the file does not undo it at the next start', async () => {
    const green = await zone('绿色')
    const answers = await Promise.all(['甲', '乙', '丙'].map((word) => put('绿色', { ...bodyOf(green), title: `绿色金融${word}` })))
    expect(answers.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
    const { title } = await zone('绿色')
    await syncCityData({ ctx: makeCtx(app.deps, { requestId: newId('req'), actor: { kind: 'system', name: 'start' } }) })
    expect((await zone('绿色')).title).toBe(title)
    expect((await put('没有', bodyOf(green))).status).toBe(404)
    expect((await put('绿色', { ...bodyOf(green), title: '' })).status).toBe(422)
  })
})
