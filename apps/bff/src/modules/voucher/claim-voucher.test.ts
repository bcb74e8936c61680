import type { Voucher } from '@xinhui/contract'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { startTestApp, type TestApp } from '../../testing/app'
import { claimPerk, createMerchant, createPerk, giveScore, putOnSeriousList } from '../../testing/market'
import { createResident, createVisitor, renewToken } from '../../testing/people'
import { listAudit } from '../audit/audit.store'
import { findPerk } from '../perk/perk.store'
import { expireVouchers } from './expire-vouchers'
import { findVoucher } from './voucher.store'

let app: TestApp
let merchantId = ''
beforeAll(async () => {
  app = await startTestApp()
  merchantId = (await createMerchant(app, { name: '云汀停车' })).merchantId
})
afterAll(() => app.close())
beforeEach(() => app.clock.set('2026-11-21T04:00:00.000Z'))

const claim = (token: string, perkId: string) => app.call('POST /vouchers', { as: token, body: { perkId } })
const trail = async (entityId: string) => (await listAudit(app.deps.db, { entityId, limit: 100 })).map((a) => a.action).toReversed()
const sweep = (limit?: number) => expireVouchers({ ctx: makeCtx(app.deps, { requestId: 'test', actor: { kind: 'system', name: 'sweep' } }), input: limit === undefined ? {} : { limit } })

it('a resident claims: one from the quota, and a voucher that keeps the terms of the day', async () => {
  const { perkId } = await createPerk(app, { merchantId, voucherValidDays: 30 })
  const resident = await createResident(app)
  const { status, body } = await claim(resident.token, perkId)
  const voucher = body as unknown as Voucher
  expect(status).toBe(201)
  expect(voucher).toMatchObject({ perkId, status: 'issued', title: '守信停车优惠', benefit: '停车 9 折', merchantName: '云汀停车', scene: 'parking', redemptionId: null })
  // 21 November + 30 days, to midnight in Shanghai.
  expect(voucher.expiresAt).toBe('2026-12-21T16:00:00.000Z')
  expect(await findPerk(app.deps.db, perkId)).toMatchObject({ quotaUsed: 1, status: 'published' })
  expect(await findVoucher(app.deps.db, voucher.voucherId)).toMatchObject({ claimNo: 1, tierNo: 0, subsidyFen: 300, perkVersion: 1 })
  expect(await trail(voucher.voucherId)).toEqual(['voucher.claimed'])
})

it('a score gives the better tier; too few points without a floor tier are refused with the gap', async () => {
  const resident = await createResident(app)
  await giveScore(app, resident.subjectId, 66_000)
  const { perkId } = await createPerk(app, { merchantId })
  expect((await claim(resident.token, perkId)).body).toMatchObject({ benefit: '停车 8 折' })
  const { perkId: strict } = await createPerk(app, { merchantId, tiers: [{ title: '尊享', benefit: '停车 7 折', fromCenti: 75_000 }] })
  const refused = await claim(resident.token, strict)
  expect(refused.status).toBe(409)
  expect(refused.body).toMatchObject({ code: 'PERK_NOT_ELIGIBLE', detail: '再得 90 分可享停车 7 折' })
  expect(await findPerk(app.deps.db, strict)).toMatchObject({ quotaUsed: 0 })
})

it('only a person with real-name claims', async () => {
  const { perkId } = await createPerk(app, { merchantId })
  const visitor = await createVisitor(app)
  expect((await app.call('POST /vouchers', { body: { perkId } })).body).toMatchObject({ code: 'UNAUTHENTICATED' })
  expect((await claim(visitor.token, perkId)).body).toMatchObject({ code: 'REAL_NAME_REQUIRED' })
})

it('the last one exhausts the perk; the next is told it is sold out; giving back opens it again', async () => {
  const { perkId } = await createPerk(app, { merchantId, quotaTotal: 1 })
  const [first, second] = [await createResident(app), await createResident(app)]
  const { voucherId } = await claimPerk(app, first.token, perkId)
  expect(await findPerk(app.deps.db, perkId)).toMatchObject({ quotaUsed: 1, status: 'exhausted' })
  app.clock.advance(1)
  expect((await claim(second.token, perkId)).body).toMatchObject({ code: 'PERK_SOLD_OUT', title: '已领完' })
  const back = await app.call(`POST /vouchers/${voucherId}/cancellation`, { as: first.token })
  expect(back.body).toMatchObject({ voucherId, status: 'cancelled' })
  expect(await findPerk(app.deps.db, perkId)).toMatchObject({ quotaUsed: 0, status: 'published' })
  app.clock.advance(1)
  await claimPerk(app, second.token, perkId)
  expect(await trail(perkId)).toEqual(['perk.exhausted', 'perk.reopened', 'perk.exhausted'])
  expect(await trail(voucherId)).toEqual(['voucher.claimed', 'voucher.cancelled'])
})

it('a voucher is given back once, and says when it was', async () => {
  const { perkId } = await createPerk(app, { merchantId })
  const resident = await createResident(app)
  const { voucherId } = await claimPerk(app, resident.token, perkId)
  await app.call(`POST /vouchers/${voucherId}/cancellation`, { as: resident.token })
  const again = await app.call(`POST /vouchers/${voucherId}/cancellation`, { as: resident.token })
  expect(again.body).toMatchObject({ code: 'VOUCHER_CANCELLED', detail: '已于 11月21日 12:00 退回', facts: { cancelledAt: '2026-11-21T04:00:00.000Z' } })
  expect(await findPerk(app.deps.db, perkId)).toMatchObject({ quotaUsed: 0 })
})

it('the per-person limit counts vouchers held, and giving one back frees its number', async () => {
  const { perkId } = await createPerk(app, { merchantId, perPersonLimit: 2 })
  const resident = await createResident(app)
  const { voucherId } = await claimPerk(app, resident.token, perkId)
  const second = await claimPerk(app, resident.token, perkId)
  expect((await claim(resident.token, perkId)).body).toMatchObject({ code: 'PERK_LIMIT_REACHED', detail: '您已领满 2 张' })
  await app.call(`POST /vouchers/${voucherId}/cancellation`, { as: resident.token })
  const third = await claimPerk(app, resident.token, perkId)
  expect((await findVoucher(app.deps.db, third.voucherId))?.claimNo).toBe(1)
  expect((await findVoucher(app.deps.db, second.voucherId))?.claimNo).toBe(2)
})

it('outside its window, paused or ended, a perk is closed and says so', async () => {
  const resident = await createResident(app)
  for (const [options, detail] of [
    [{ claimFrom: '2026-11-22' }, '11月22日开始领取'],
    [{ claimFrom: '2026-01-01', claimUntil: '2026-11-20' }, '领取已结束'],
    [{ status: 'ended' }, '领取已结束'],
    [{ status: 'paused' }, '暂停领取'],
  ] as const) {
    const { perkId } = await createPerk(app, { merchantId, ...options })
    expect((await claim(resident.token, perkId)).body).toMatchObject({ code: 'PERK_CLOSED', detail })
  }
  const { perkId: draft } = await createPerk(app, { merchantId, status: 'draft' })
  expect((await claim(resident.token, draft)).body).toMatchObject({ code: 'NOT_FOUND' })
})

it('nothing is issued for a suspended merchant or one on a living serious list', async () => {
  const resident = await createResident(app)
  const suspended = await createMerchant(app, { status: 'suspended' })
  const listed = await createMerchant(app)
  await putOnSeriousList(app, listed.subjectId)
  for (const { merchantId } of [suspended, listed]) {
    const { perkId } = await createPerk(app, { merchantId })
    expect((await claim(resident.token, perkId)).body).toMatchObject({ code: 'MERCHANT_SUSPENDED' })
    expect(await findPerk(app.deps.db, perkId)).toMatchObject({ quotaUsed: 0 })
  }
  const past = await createMerchant(app)
  await putOnSeriousList(app, past.subjectId, { decidedOn: '2023-01-01', endsOn: '2026-11-21' })
  await putOnSeriousList(app, past.subjectId, { status: 'void' })
  await putOnSeriousList(app, past.subjectId, { decidedOn: '2026-11-22' })
  const { perkId } = await createPerk(app, { merchantId: past.merchantId })
  expect((await claim(resident.token, perkId)).status).toBe(201)
})

it('the same Idempotency-Key claims once', async () => {
  const { perkId } = await createPerk(app, { merchantId, perPersonLimit: 5 })
  const resident = await createResident(app)
  const headers = { 'idempotency-key': 'claim-0001' }
  const first = await app.call('POST /vouchers', { as: resident.token, body: { perkId }, headers })
  const again = await app.call('POST /vouchers', { as: resident.token, body: { perkId }, headers })
  expect(again.body).toEqual(first.body)
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expect(await findPerk(app.deps.db, perkId)).toMatchObject({ quotaUsed: 1 })
})

it('someone else’s voucher does not exist', async () => {
  const { perkId } = await createPerk(app, { merchantId })
  const [mine, other] = [await createResident(app), await createResident(app)]
  const { voucherId } = await claimPerk(app, mine.token, perkId)
  for (const key of [`GET /vouchers/${voucherId}`, `POST /vouchers/${voucherId}/cancellation`, `POST /vouchers/${voucherId}/passes`]) {
    expect((await app.call(key, { as: other.token })).body).toMatchObject({ code: 'NOT_FOUND' })
  }
  expect((await app.call('GET /me/vouchers', { as: other.token })).body).toEqual({ items: [] })
  expect((await app.call(`GET /vouchers/${voucherId}`, { as: mine.token })).body).toMatchObject({ voucherId, status: 'issued' })
})

it('a voucher is good to the last millisecond before it expires, and expired from then on, swept or not', async () => {
  const { perkId } = await createPerk(app, { merchantId, voucherValidDays: 1 })
  const resident = await createResident(app)
  const { voucherId } = await claimPerk(app, resident.token, perkId)
  app.clock.set('2026-11-22T15:59:59.999Z')
  let as = await renewToken(app, resident)
  expect((await app.call(`POST /vouchers/${voucherId}/passes`, { as })).body['passes']).toHaveLength(1)
  expect((await app.call('GET /me/vouchers?status=issued', { as })).body['items']).toHaveLength(1)
  app.clock.set('2026-11-22T16:00:00.000Z')
  as = await renewToken(app, resident)
  expect((await app.call(`GET /vouchers/${voucherId}`, { as })).body).toMatchObject({ status: 'expired' })
  expect((await app.call('GET /me/vouchers?status=issued', { as })).body['items']).toEqual([])
  expect((await app.call('GET /me/vouchers?status=expired', { as })).body['items']).toHaveLength(1)
  for (const what of ['passes', 'cancellation']) {
    expect((await app.call(`POST /vouchers/${voucherId}/${what}`, { as })).body).toMatchObject({ code: 'VOUCHER_EXPIRED', detail: '已于 11月23日 00:00 过期' })
  }
  // Not swept yet: the claim that replaces it expires it, and its piece of the quota stays spent.
  await claimPerk(app, as, perkId)
  expect(await findVoucher(app.deps.db, voucherId)).toMatchObject({ status: 'expired', claimNo: null })
  expect(await findPerk(app.deps.db, perkId)).toMatchObject({ quotaUsed: 2 })
  expect(await trail(voucherId)).toEqual(['voucher.claimed', 'voucher.expired'])
})

it('the sweep expires what is overdue in bounded batches, once each', async () => {
  const { perkId } = await createPerk(app, { merchantId, voucherValidDays: 1 })
  const ids: string[] = []
  for (let i = 0; i < 5; i += 1) ids.push((await claimPerk(app, (await createResident(app)).token, perkId)).voucherId)
  expect(await sweep()).toBe(0)
  app.clock.set('2026-11-22T16:00:00.000Z')
  expect([await sweep(3), await sweep(3), await sweep(3)]).toEqual([3, 2, 0])
  for (const id of ids) expect(await trail(id)).toEqual(['voucher.claimed', 'voucher.expired'])
  expect(await findPerk(app.deps.db, perkId)).toMatchObject({ quotaUsed: 5 })
})
