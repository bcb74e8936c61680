import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { startTestApp, type TestApp } from '../../testing/app'
import { runOutboxAndScores } from '../../testing/jobs'
import { claimPerk, createMerchant, createPerk, createPost, fetchPasses } from '../../testing/market'
import { createResident, createStaff, renewToken, type Resident } from '../../testing/people'
import { createTill } from '../../testing/tills'

const LIMITS = { voucherPerDay: 3, staffPer10Minutes: 4, storePer10Minutes: 6, pairPer30Days: 5, holdMinutes: 10 }
let app: TestApp
let merchant: Awaited<ReturnType<typeof createMerchant>>
let clerk: Resident
let reviewer: Awaited<ReturnType<typeof createStaff>>
let perkId = ''
beforeAll(async () => {
  app = await startTestApp()
  Object.assign(app.deps.city.watch, LIMITS)
  reviewer = await createStaff(app, ['reviewer'])
})
afterAll(() => app.close())
beforeEach(async () => {
  app.clock.set('2026-11-21T04:00:00.000Z')
  merchant = await createMerchant(app, { storeName: '临河店' })
  perkId = (await createPerk(app, { merchantId: merchant.merchantId, perPersonLimit: 50 })).perkId
  clerk = await newClerk()
})

async function newClerk(): Promise<Resident> {
  const person = await createResident(app)
  await createPost(app, { merchantId: merchant.merchantId, storeId: merchant.storeId, subjectId: person.subjectId })
  return person
}
async function voucherOf(holder: Resident): Promise<string> {
  holder.token = await renewToken(app, holder)
  return (await claimPerk(app, holder.token, perkId)).voucherId
}
async function show(holder: Resident, voucherId: string): Promise<string> {
  holder.token = await renewToken(app, holder)
  const [pass] = await fetchPasses(app, holder.token, voucherId)
  return pass?.text ?? ''
}
async function at(desk: Resident, presented: string) {
  desk.token = await renewToken(app, desk)
  return app.call('POST /desk/redemptions', { as: desk.token, body: { storeId: merchant.storeId, presented } })
}
const settle = () => runOutboxAndScores(makeCtx(app.deps, { requestId: 'test-0001', actor: { kind: 'system', name: 'jobs' } }))
async function redeemNew(desk: Resident, holder?: Resident) {
  const person = holder ?? (await createResident(app))
  const answer = await at(desk, await show(person, await voucherOf(person)))
  await settle()
  return answer
}
async function flags(query = 'status=open') {
  reviewer.token = await renewToken(app, reviewer)
  const { body } = await app.call(`GET /console/flags?${query}`, { as: reviewer.token })
  return (body['items'] as { flagId: string; kind: string; merchantId: string; count: number; allowed: number }[]).filter((f) => f.merchantId === merchant.merchantId)
}

it('somebody who redeems too fast reads what waits and until when, others go on, and ten minutes later all is well', async () => {
  for (let i = 0; i < LIMITS.staffPer10Minutes; i += 1) expect((await redeemNew(clerk)).status).toBe(201)
  const holder = await createResident(app)
  const voucherId = await voucherOf(holder)
  const refused = await at(clerk, await show(holder, voucherId))
  expect([refused.status, refused.body['code'], refused.body['detail']]).toEqual([429, 'TOO_MANY_REQUESTS', `您核销得太频繁，请在 12:10 后再试；如有疑问请拨打 ${app.deps.city.hotline}`])
  expect(refused.body['facts']).toMatchObject({ retryAfterSeconds: 600 })
  const checked = await app.call('POST /desk/checks', { as: clerk.token, body: { storeId: merchant.storeId, presented: await show(holder, voucherId) } })
  expect(checked.status).toBe(429)
  // The holder loses nothing: a colleague redeems the voucher, and later so would the first.
  expect((await app.call(`GET /vouchers/${voucherId}`, { as: holder.token })).body).toMatchObject({ status: 'issued' })
  expect((await at(await newClerk(), await show(holder, voucherId))).status).toBe(201)
  app.clock.advance(600)
  expect((await redeemNew(clerk)).status).toBe(201)
})

it('the board shows the flag with the redemptions behind it, naming nobody; a closed one is closed once', async () => {
  for (let i = 0; i < LIMITS.staffPer10Minutes; i += 1) await redeemNew(clerk)
  const [flag, ...more] = await flags()
  expect(more).toEqual([])
  expect(flag).toMatchObject({ kind: 'staff-velocity', count: 4, allowed: 4 })
  const { body, text } = await app.call(`GET /console/flags/${flag?.flagId}`, { as: reviewer.token })
  const rows = body['rows'] as { redeemedAt: string; storeName: string }[]
  expect(rows).toHaveLength(4)
  expect(rows[0]).toMatchObject({ storeName: '临河店', redeemedAt: '2026-11-21T04:00:00.000Z', channel: 'qr', reversedAt: null })
  for (const secret of [clerk.accountId, clerk.subjectId]) expect(text).not.toContain(secret)
  const close = () => app.call(`POST /console/flags/${flag?.flagId}/closure`, { as: reviewer.token, body: { outcome: 'explained', note: '周末促销，排队核销' } })
  expect((await close()).body).toMatchObject({ status: 'closed', outcome: 'explained', note: '周末促销，排队核销' })
  expect((await close()).body).toMatchObject({ code: 'CONFLICT' })
  expect(await flags()).toEqual([])
  expect(await flags('status=closed')).toHaveLength(1)
})

it('a voucher redeemed and reversed again and again waits too; others of the same perk do not', async () => {
  const holder = await createResident(app)
  const voucherId = await voucherOf(holder)
  const desks = [clerk, await newClerk(), await newClerk()]
  for (const desk of desks) {
    const { body } = await at(desk, await show(holder, voucherId))
    await app.call(`POST /desk/redemptions/${String(body['redemptionId'])}/reversal`, { as: desk.token, body: { reason: '误操作' } })
  }
  await settle()
  expect((await at(await newClerk(), await show(holder, voucherId))).body).toMatchObject({ code: 'TOO_MANY_REQUESTS', detail: expect.stringContaining('这张券今天核销次数过多') as string })
  expect((await redeemNew(await newClerk())).status).toBe(201)
  expect((await flags()).map((f) => f.kind)).toEqual(['voucher-velocity'])
})

it('a store waits as a whole, tills included, and its people are told', async () => {
  const owner = await createResident(app)
  await createPost(app, { merchantId: merchant.merchantId, subjectId: owner.subjectId, role: 'owner' })
  const till = await createTill(app, merchant)
  for (let i = 0; i < LIMITS.storePer10Minutes; i += 1) expect((await redeemNew(await newClerk())).status).toBe(201)
  const holder = await createResident(app)
  const { body } = await app.call('POST /till/redemptions', { as: till.token, body: { presented: await show(holder, await voucherOf(holder)) } })
  expect(body).toMatchObject({ code: 'TOO_MANY_REQUESTS', detail: expect.stringContaining('本店核销太频繁') as string })
  const notices = (await app.call('GET /me/notices', { as: owner.token })).body['items'] as { title: string }[]
  expect(notices.map((n) => n.title)).toContain('核销太频繁，已暂缓')
})

it('the same two people again and again are flagged, and neither waits', async () => {
  const friend = await createResident(app)
  for (let i = 0; i < LIMITS.pairPer30Days; i += 1) {
    app.clock.advance(86_400)
    expect((await redeemNew(clerk, friend)).status).toBe(201)
  }
  reviewer = await createStaff(app, ['reviewer'])
  expect((await flags()).map((f) => [f.kind, f.count])).toEqual([['repeated-pair', 5]])
  app.clock.advance(60)
  expect((await redeemNew(clerk, friend)).status).toBe(201)
  expect((await flags()).map((f) => f.count)).toEqual([6])
})

it('the board counts each kind: what waits, and what a week has brought', async () => {
  const before = (await app.call('GET /console/flag-counts', { as: reviewer.token })).body['items'] as { kind: string; open: number; lastWeek: number }[]
  const of = (items: typeof before) => items.find((one) => one.kind === 'staff-velocity') ?? { open: 0, lastWeek: 0 }
  for (let i = 0; i < LIMITS.staffPer10Minutes; i += 1) await redeemNew(clerk)
  const [raised] = await flags()
  const counts = async () => of((await app.call('GET /console/flag-counts', { as: reviewer.token })).body['items'] as typeof before)
  expect(await counts()).toMatchObject({ open: of(before).open + 1, lastWeek: of(before).lastWeek + 1 })
  await app.call(`POST /console/flags/${raised?.flagId ?? ''}/closure`, { as: reviewer.token, body: { outcome: 'explained', note: '周末促销，排队核销' } })
  expect(await counts()).toMatchObject({ open: of(before).open, lastWeek: of(before).lastWeek + 1 })
})

it('the board narrows by age, store and source', async () => {
  for (let i = 0; i < LIMITS.staffPer10Minutes; i += 1) await redeemNew(clerk)
  expect(await flags('age=day')).toHaveLength(1)
  expect(await flags(`search=${encodeURIComponent(merchant.name)}&source=redemption`)).toHaveLength(1)
  expect(await flags(`search=${encodeURIComponent('没有这家店')}`)).toEqual([])
  expect(await flags('source=scan')).toEqual([])
  app.clock.advance(8 * 86_400)
  reviewer = await createStaff(app, ['reviewer'])
  expect(await flags('age=week')).toEqual([])
  expect(await flags('age=older')).toHaveLength(1)
})
