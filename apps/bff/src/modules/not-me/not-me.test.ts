import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { claimPerk, createMerchant, createPerk, createPost, fetchPasses } from '../../testing/market'
import { createResident, createStaff, renewToken, type Resident } from '../../testing/people'
import { rowsIn } from '../../testing/rows'
import { listAudit } from '../audit/audit.store'

let app: TestApp
let merchant: Awaited<ReturnType<typeof createMerchant>>
let owner: Resident
let holder: Resident
let voucherId = ''
let redemptionId = ''
let reviewer = ''
beforeAll(async () => {
  app = await startTestApp()
  reviewer = (await createStaff(app, ['reviewer'])).token
})
afterAll(() => app.close())
beforeEach(async () => {
  merchant = await createMerchant(app, { storeName: '临河店' })
  owner = await createResident(app)
  await createPost(app, { merchantId: merchant.merchantId, subjectId: owner.subjectId, role: 'owner' })
  holder = await createResident(app)
  voucherId = (await claimPerk(app, holder.token, (await createPerk(app, { merchantId: merchant.merchantId })).perkId)).voucherId
  const [pass] = await fetchPasses(app, holder.token, voucherId)
  redemptionId = String((await app.call('POST /desk/redemptions', { as: owner.token, body: { storeId: merchant.storeId, presented: pass?.text } })).body['redemptionId'])
})

const file = (as = holder.token) => app.call(`POST /me/receipts/${redemptionId}/not-me`, { as })
const resolve = (reportId: string, outcome: 'upheld' | 'refused') => app.call(`POST /console/not-me/${reportId}/resolution`, { as: reviewer, body: { outcome, answer: '调看了门店监控' } })
const receipt = async () => (await app.call(`GET /me/receipts/${redemptionId}`, { as: holder.token })).body
const titles = async (person: Resident) => ((await app.call('GET /me/notices', { as: person.token })).body['items'] as { title: string }[]).map((n) => n.title)
async function reportId(): Promise<string> {
  const { body } = await app.call('GET /console/not-me?status=open', { as: reviewer })
  return (body['items'] as { reportId: string; merchantId: string }[]).find((r) => r.merchantId === merchant.merchantId)?.reportId ?? ''
}

it('upheld, the use is reversed by the office, the voucher is good again, and both sides are told', async () => {
  expect((await receipt())['notMe']).toBeNull()
  expect((await file()).body).toMatchObject({ status: 'open', answer: null })
  expect(await titles(owner)).toContain('有一次核销正在核查')
  // Long after the shop's own window.
  app.clock.advance(3000)
  for (const person of [holder, owner]) person.token = await renewToken(app, person)
  reviewer = (await createStaff(app, ['reviewer'])).token
  const id = await reportId()
  const { body, text } = await app.call(`GET /console/not-me/${id}`, { as: reviewer })
  expect(body).toMatchObject({ status: 'open', storeName: '临河店', merchantName: merchant.name })
  for (const secret of [holder.subjectId, holder.accountId]) expect(text).not.toContain(secret)
  expect((await resolve(id, 'upheld')).body).toMatchObject({ status: 'upheld', answer: '调看了门店监控' })
  expect(await receipt()).toMatchObject({ reversalReason: '经核查非本人使用', notMe: { status: 'upheld', answer: '调看了门店监控' } })
  expect((await app.call(`GET /vouchers/${voucherId}`, { as: holder.token })).body).toMatchObject({ status: 'issued' })
  expect(await rowsIn(app, `SELECT (reversed_by_staff_id IS NOT NULL) AS office, reversed_by_account_id AS account FROM redemption WHERE id = '${redemptionId}'`)).toEqual([{ office: true, account: null }])
  expect(await rowsIn(app, `SELECT topic FROM outbox WHERE topic = 'voucher.reversed' AND payload->>'redemptionId' = '${redemptionId}'`)).toHaveLength(1)
  expect(await titles(holder)).toContain('核查完成：这次使用已撤销')
  expect(await titles(owner)).toContain('核查完成')
  expect((await listAudit(app.deps.db, { entityId: id, limit: 10 })).map((a) => a.action)).toEqual(['not-me.upheld', 'not-me.filed'])
  expect((await resolve(id, 'refused')).body).toMatchObject({ code: 'CONFLICT' })
})

it('refused, the use stands and its holder reads why', async () => {
  await file()
  expect((await resolve(await reportId(), 'refused')).status).toBe(200)
  expect(await receipt()).toMatchObject({ reversedAt: null, notMe: { status: 'refused', answer: '调看了门店监控' } })
  expect((await app.call(`GET /vouchers/${voucherId}`, { as: holder.token })).body).toMatchObject({ status: 'redeemed' })
})

it('is said once, within thirty days, by the holder alone, and not of a use the shop reversed', async () => {
  expect((await file(owner.token)).status).toBe(404)
  expect((await file()).status).toBe(201)
  expect((await file()).body).toMatchObject({ code: 'CONFLICT', detail: '已反映过，请等待核查结果' })
  await app.call(`POST /desk/redemptions/${redemptionId}/reversal`, { as: owner.token, body: { reason: '确实弄错了' } })
  // Nothing is left to undo: the office's yes changes no row.
  expect((await resolve(await reportId(), 'upheld')).status).toBe(200)
  expect((await receipt())['reversalReason']).toBe('确实弄错了')
})

it('of a use long ago, or reversed, is refused with the reason', async () => {
  await app.call(`POST /desk/redemptions/${redemptionId}/reversal`, { as: owner.token, body: { reason: '扫错了券' } })
  expect((await file()).body).toMatchObject({ code: 'ALREADY_REVERSED' })
})
