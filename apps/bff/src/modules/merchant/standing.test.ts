import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { publishDue } from '../publication/publish-due'
import { startTestApp, type TestApp } from '../../testing/app'
import { runOutboxAndScores } from '../../testing/jobs'
import { claimPerk, createMerchant, createPerk, createPost, createStore, fetchPasses, putOnSeriousList } from '../../testing/market'
import { createResident, createStaff, renewToken, type Resident, type StaffMember } from '../../testing/people'
import { auditOf, rowsIn } from '../../testing/rows'
import { changePerkStatus } from '../perk/change-perk-status'
import { loadCodes } from '../perk/load-codes'
import { expireVouchers } from '../voucher/expire-vouchers'
import { reconcileSeriousLists } from './reconcile-serious-list'

const START = '2026-11-21T04:00:00.000Z'
let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const ctx = () => makeCtx(app.deps, { requestId: 'req-standing', actor: { kind: 'system', name: 'jobs' } })
const settle = () => runOutboxAndScores(ctx())
/** A console session is short: one for each moment of these tests. */
const officers = new Map<string, Promise<StaffMember>>()
function officer(): Promise<StaffMember> {
  const now = app.clock.now().toISOString()
  const known = officers.get(now) ?? createStaff(app, ['reviewer'])
  officers.set(now, known)
  return known
}
const fresh = async (who: Resident): Promise<Resident> => ({ ...who, token: await renewToken(app, who) })

interface Market {
  merchantId: string
  subjectId: string
  storeId: string
  name: string
  perkId: string
  owner: Resident
  holder: Resident
  voucherId: string
}
async function openMarket(perk: Parameters<typeof createPerk>[1] extends infer T ? Partial<T> : never = {}): Promise<Market> {
  const made = await createMerchant(app)
  const [owner, holder] = [await createResident(app), await createResident(app)]
  await createPost(app, { merchantId: made.merchantId, subjectId: owner.subjectId, role: 'owner' })
  const { perkId } = await createPerk(app, { ...perk, merchantId: made.merchantId })
  return { ...made, perkId, owner, holder, ...(await claimPerk(app, holder.token, perkId)) }
}
const office = async (m: Market, act: 'suspension' | 'resumption' | 'termination', body?: object) => app.call(`POST /console/merchants/${m.merchantId}/${act}`, { as: (await officer()).token, ...(body ? { body } : {}) })
const voucherOf = async (m: Market) => (await app.call(`GET /vouchers/${m.voucherId}`, { as: (await fresh(m.holder)).token })).body
const noticesOf = async (who: Resident) => ((await app.call('GET /me/notices', { as: (await fresh(who)).token })).body['items'] as { kind: string }[]).map((n) => n.kind)
const statusOf = async (m: Market) => (await rowsIn<{ status: string }>(app, `SELECT status FROM merchant WHERE id = '${m.merchantId}'`))[0]?.status
const detailOf = async (m: Market) => (await app.call(`GET /console/merchants/${m.merchantId}`, { as: (await officer()).token })).body

it('suspended: nothing is claimed, shown or redeemed, the voucher’s time stands still; resumed: it gets the days back', async () => {
  const m = await openMarket({ voucherValidDays: 1 })
  const [pass] = await fetchPasses(app, m.holder.token, m.voucherId)
  const redeem = async (presented: string | undefined) => app.call('POST /desk/redemptions', { as: (await fresh(m.owner)).token, body: { storeId: m.storeId, presented } })
  expect((await office(m, 'suspension', { reason: 'complaint', note: '三起投诉核查中' })).status).toBe(204)
  await settle()
  const someone = await createResident(app)
  expect((await app.call('POST /vouchers', { as: someone.token, body: { perkId: m.perkId } })).body['code']).toBe('MERCHANT_SUSPENDED')
  expect((await redeem(pass?.text)).body['code']).toBe('MERCHANT_SUSPENDED')
  expect((await app.call(`POST /vouchers/${m.voucherId}/passes`, { as: m.holder.token })).body['code']).toBe('MERCHANT_SUSPENDED')
  expect(await voucherOf(m)).toMatchObject({ status: 'issued', merchantStatus: 'suspended', expiresAt: '2026-11-22T16:00:00.000Z' })
  expect(await detailOf(m)).toMatchObject({ status: 'suspended', suspensions: [{ cause: 'office', reason: 'complaint', reasonTitle: '投诉核查', note: '三起投诉核查中', startedAt: START }] })
  expect([await noticesOf(m.owner), await noticesOf(m.holder)]).toEqual([['merchant.suspended'], ['voucher.held']])

  // Long past its printed end, and past the sweep.
  app.clock.set('2026-11-26T05:00:00.000Z')
  expect(await expireVouchers({ ctx: ctx(), input: {} })).toBe(0)
  expect(await voucherOf(m)).toMatchObject({ status: 'issued' })
  expect((await office(m, 'resumption')).status).toBe(204)
  await settle()
  // Five days and an hour: six.
  expect(await voucherOf(m)).toMatchObject({ status: 'issued', merchantStatus: 'active', expiresAt: '2026-11-28T16:00:00.000Z' })
  const [again] = await fetchPasses(app, (await fresh(m.holder)).token, m.voucherId)
  expect((await redeem(again?.text)).status).toBe(201)
  expect([await noticesOf(m.owner), await noticesOf(m.holder)]).toEqual([
    ['merchant.resumed', 'merchant.suspended'],
    ['voucher.extended', 'voucher.held'],
  ])
  expect(await auditOf(app, m.merchantId)).toEqual(['merchant.resume', 'merchant.suspend'])
  expect((await detailOf(m))['timeline']).toMatchObject([{ action: 'merchant.resume', by: 'office' }, { action: 'merchant.suspend', by: 'office', reasonTitle: '投诉核查' }])
  app.clock.set(START)
})

it('a voucher that was over before the suspension stays over, and one used before it may still be reversed', async () => {
  const m = await openMarket({ perPersonLimit: 2, voucherValidDays: 1 })
  const used = await claimPerk(app, m.holder.token, m.perkId)
  app.clock.set('2026-11-22T15:50:00.000Z')
  const [pass] = await fetchPasses(app, (await fresh(m.holder)).token, used.voucherId)
  const receipt = await app.call('POST /desk/redemptions', { as: (await fresh(m.owner)).token, body: { storeId: m.storeId, presented: pass?.text } })
  expect(receipt.status).toBe(201)
  await office(m, 'suspension', { reason: 'request' })
  // Past midnight: but for the suspension both would be over.
  app.clock.set('2026-11-22T16:10:00.000Z')
  const reversal = await app.call(`POST /desk/redemptions/${String(receipt.body['redemptionId'])}/reversal`, { as: (await fresh(m.owner)).token, body: { reason: '扫错了' } })
  expect(reversal.status).toBe(200)
  await office(m, 'resumption')
  const list = (await app.call('GET /me/vouchers', { as: (await fresh(m.holder)).token })).body['items'] as { status: string; expiresAt: string }[]
  expect(list.map((v) => [v.status, v.expiresAt])).toEqual([['issued', '2026-11-23T16:00:00.000Z'], ['issued', '2026-11-23T16:00:00.000Z']])
  app.clock.set('2026-11-24T00:00:00.000Z')
  await office(m, 'suspension', { reason: 'request' })
  await office(m, 'resumption')
  expect(await voucherOf(m)).toMatchObject({ status: 'expired', expiresAt: '2026-11-23T16:00:00.000Z' })
  app.clock.set(START)
})

it('a second suspension is a conflict that says since when; so is lifting what does not hold', async () => {
  const m = await openMarket()
  expect((await office(m, 'resumption')).body).toMatchObject({ code: 'CONFLICT', detail: '商户没有被暂停' })
  const both = await Promise.all([office(m, 'suspension', { reason: 'fraud' }), office(m, 'suspension', { reason: 'quality' })])
  expect(both.map((r) => r.status).sort((a, b) => a - b)).toEqual([204, 409])
  expect(both.find((r) => r.status === 409)?.body).toMatchObject({ code: 'CONFLICT', facts: { status: 'suspended', since: START } })
  const lifted = await Promise.all([office(m, 'resumption'), office(m, 'resumption')])
  expect(lifted.map((r) => r.status).sort((a, b) => a - b)).toEqual([204, 409])
  expect(await statusOf(m)).toBe('active')
})

it('terminated: perks end, posts end, vouchers still to use are cancelled with their quota, holders are told once, receipts stay', async () => {
  const m = await openMarket({ perPersonLimit: 2, quotaTotal: 2 })
  const used = await claimPerk(app, m.holder.token, m.perkId)
  const [pass] = await fetchPasses(app, m.holder.token, used.voucherId)
  await app.call('POST /desk/redemptions', { as: m.owner.token, body: { storeId: m.storeId, presented: pass?.text } })
  const clerkCode = (await app.call(`POST /desk/merchants/${m.merchantId}/invitations`, { as: m.owner.token, body: { role: 'manager', storeId: null } })).body['code']
  expect((await office(m, 'termination', { reason: 'agreement' })).status).toBe(204)
  const second = await office(m, 'termination', { reason: 'fraud' })
  expect([second.status, second.body['facts']]).toEqual([409, { status: 'terminated', since: START }])
  await settle()
  await app.deps.db.execute(`UPDATE outbox SET done_at = NULL, available_at = '${START}' WHERE topic = 'merchant.terminated'`)
  await settle()
  expect(await voucherOf(m)).toMatchObject({ status: 'cancelled', merchantStatus: 'terminated' })
  expect(await rowsIn(app, `SELECT status, quota_used FROM perk WHERE id = '${m.perkId}'`)).toEqual([{ status: 'ended', quota_used: 1 }])
  expect(await auditOf(app, m.voucherId)).toEqual(['voucher.claimed', 'voucher.withdrawn'])
  expect(await auditOf(app, m.perkId)).toEqual(['perk.ended', 'perk.exhausted'])
  expect((await noticesOf(m.holder)).filter((k) => k === 'voucher.withdrawn')).toHaveLength(1)
  expect(await noticesOf(m.owner)).toContain('merchant.terminated')
  expect((await app.call('GET /me/receipts', { as: m.holder.token })).body['items']).toHaveLength(1)
  expect((await app.call('GET /desk', { as: m.owner.token })).body).toEqual({ posts: [] })
  expect((await app.call('POST /merchant-invitations/preview', { as: m.holder.token, body: { code: clerkCode } })).status).toBe(404)
  const refused = await app.call(`POST /vouchers/${m.voucherId}/passes`, { as: m.holder.token })
  expect([refused.body['code'], refused.body['detail']]).toEqual(['VOUCHER_CANCELLED', '商户已终止合作，此券已取消'])
  expect((await office(m, 'suspension', { reason: 'other' })).body['code']).toBe('CONFLICT')
})

it('a code that was shown stays with its voucher when the merchant leaves, and the rest stays in the bucket', async () => {
  const m = await openMarket()
  const { perkId } = await createPerk(app, { merchantId: m.merchantId, kind: 'loaded-code', quotaTotal: 0, status: 'paused' })
  const system = ctx()
  await loadCodes({ ctx: system, input: { perkId, bytes: new TextEncoder().encode('AAAA-1\nAAAA-2\n') } })
  await changePerkStatus({ ctx: system, input: { perkId, edge: 'resume' } })
  const { voucherId } = await claimPerk(app, m.holder.token, perkId)
  const shown = (await app.call(`GET /vouchers/${voucherId}`, { as: m.holder.token })).body['code']
  expect(shown).toMatch(/^AAAA-/)
  expect((await office(m, 'termination', { reason: 'agreement' })).status).toBe(204)
  await settle()
  expect((await app.call(`GET /vouchers/${voucherId}`, { as: (await fresh(m.holder)).token })).body).toMatchObject({ status: 'cancelled', code: shown })
  expect(await rowsIn(app, `SELECT count(*)::int AS codes, count(voucher_id)::int AS taken, count(*) FILTER (WHERE voucher_id = '${voucherId}')::int AS his FROM loaded_code WHERE perk_id = '${perkId}'`)).toEqual([{ codes: 2, taken: 1, his: 1 }])
  const someone = await createResident(app)
  expect((await app.call('POST /vouchers', { as: someone.token, body: { perkId } })).body['code']).toBe('MERCHANT_SUSPENDED')
})

it('claims that race a termination either end cancelled or are refused: none stays to use', async () => {
  const m = await openMarket({ quotaTotal: 100 })
  const rivals = await Promise.all(Array.from({ length: 8 }, () => createResident(app)))
  await Promise.all([...rivals.map((r) => app.call('POST /vouchers', { as: r.token, body: { perkId: m.perkId } })), office(m, 'termination', { reason: 'request' })])
  await settle()
  expect(await rowsIn(app, `SELECT DISTINCT status FROM voucher WHERE merchant_id = '${m.merchantId}'`)).toEqual([{ status: 'cancelled' }])
  expect(await rowsIn(app, `SELECT quota_used FROM perk WHERE id = '${m.perkId}'`)).toEqual([{ quota_used: 0 }])
})

it('a serious-list entry suspends by itself when it is published, and its withdrawal lifts it; both sides are told once', async () => {
  const m = await openMarket()
  const { recordId } = await putOnSeriousList(app, m.subjectId)
  const land = async () => {
    await publishDue({ ctx: ctx(), input: { limit: 100 } })
    await settle()
  }
  await land()
  expect(await statusOf(m)).toBe('suspended')
  expect(await detailOf(m)).toMatchObject({ suspensions: [{ cause: 'serious-list', reasonTitle: '列入严重失信主体名单' }] })
  expect([await noticesOf(m.owner), await noticesOf(m.holder)]).toEqual([['merchant.suspended'], ['voucher.held']])
  expect((await office(m, 'resumption')).body).toMatchObject({ code: 'CONFLICT', detail: '商户因列入严重失信名单暂停，移出名单后自动恢复' })
  // A new version of the same entry changes nothing.
  await app.deps.db.execute(`UPDATE record SET version = version + 1, content_hash = 'again' WHERE id = '${recordId}'`)
  await land()
  expect(await rowsIn(app, `SELECT id FROM merchant_suspension WHERE merchant_id = '${m.merchantId}'`)).toHaveLength(1)
  await app.deps.db.execute(`UPDATE record SET status = 'void', version = version + 1 WHERE id = '${recordId}'`)
  await land()
  expect(await statusOf(m)).toBe('active')
  expect([await noticesOf(m.owner), await noticesOf(m.holder)]).toEqual([
    ['merchant.resumed', 'merchant.suspended'],
    ['voucher.extended', 'voucher.held'],
  ])
})

it('the office’s suspension outlives the list’s, and the time given back is the whole of both', async () => {
  const m = await openMarket()
  await putOnSeriousList(app, m.subjectId, { endsOn: '2026-11-25' })
  const sweep = () => reconcileSeriousLists({ ctx: ctx(), input: { limit: 10 } })
  expect(await sweep()).toBe(1)
  expect(await sweep()).toBe(0)
  await settle()
  app.clock.set('2026-11-22T04:00:00.000Z')
  await office(m, 'suspension', { reason: 'quality' })
  await settle()
  // The entry ends with the calendar.
  app.clock.set('2026-11-25T04:00:00.000Z')
  expect(await sweep()).toBe(1)
  expect(await statusOf(m)).toBe('suspended')
  app.clock.set('2026-11-26T04:00:00.000Z')
  await office(m, 'resumption')
  await settle()
  expect(await statusOf(m)).toBe('active')
  // 21 to 26 November: five days.
  expect(await voucherOf(m)).toMatchObject({ expiresAt: '2026-12-26T16:00:00.000Z' })
  expect(await noticesOf(m.holder)).toEqual(['voucher.extended', 'voucher.held'])
  app.clock.set(START)
})

it('an entry that is looked at from several sides at once suspends once', async () => {
  const m = await openMarket()
  await putOnSeriousList(app, m.subjectId)
  await Promise.all(Array.from({ length: 5 }, () => reconcileSeriousLists({ ctx: ctx(), input: { limit: 10 } })))
  await settle()
  expect(await rowsIn(app, `SELECT id FROM merchant_suspension WHERE merchant_id = '${m.merchantId}'`)).toHaveLength(1)
  expect(await auditOf(app, m.merchantId)).toEqual(['merchant.suspend'])
})

it('a merchant’s day: what was redeemed, what is left, who holds it; a clerk sees their own store', async () => {
  const m = await openMarket({ quotaTotal: 10 })
  const [pass] = await fetchPasses(app, m.holder.token, m.voucherId)
  expect((await app.call('POST /desk/redemptions', { as: m.owner.token, body: { storeId: m.storeId, presented: pass?.text } })).status).toBe(201)
  const { storeId: other } = await createStore(app, m.merchantId)
  const [here, there] = [await createResident(app), await createResident(app)]
  await createPost(app, { merchantId: m.merchantId, subjectId: here.subjectId, storeId: m.storeId })
  await createPost(app, { merchantId: m.merchantId, subjectId: there.subjectId, storeId: other })
  const home = async (who: Resident) => (await app.call(`GET /desk/merchants/${m.merchantId}`, { as: who.token })).body
  expect(await home(m.owner)).toMatchObject({ merchantName: m.name, status: 'active', role: 'owner', today: { day: '2026-11-21', redeemed: 1, reversed: 0 }, perks: [{ perkId: m.perkId, quotaTotal: 10, left: 9 }], storeCount: 2, staffCount: 3, agreement: { state: 'outside' } })
  expect([await home(here), await home(there)]).toMatchObject([{ today: { redeemed: 1 }, agreement: null }, { today: { redeemed: 0 } }])
  await office(m, 'suspension', { reason: 'complaint' })
  expect(await home(m.owner)).toMatchObject({ status: 'suspended', suspensions: [{ reasonTitle: '投诉核查' }] })
  expect((await app.call(`GET /desk/merchants/${m.merchantId}`, { as: m.holder.token })).status).toBe(404)
})

it('before a termination the office is told what it would end', async () => {
  app.clock.set(START)
  const m = await openMarket({ perPersonLimit: 5 })
  await claimPerk(app, (await fresh(m.holder)).token, m.perkId)
  const left = async () => (await app.call(`GET /console/merchants/${m.merchantId}/termination`, { as: (await officer()).token })).body
  expect(await left()).toEqual({ vouchers: 2, people: 1, perks: 1, stores: 1, posts: 1, ordersReserved: 0, ordersInUse: 0, ordersWindingUp: 0 })
  expect((await office(m, 'termination', { reason: 'request' })).status).toBe(204)
  await settle()
  expect(await left()).toMatchObject({ vouchers: 0, perks: 0, stores: 0, posts: 0 })
})
