import type { DeskReceipt, Verdict } from '@xinhui/contract'
import { assemblePass, composeTillCode, decodePass, encodePass, parseTillCode, signPass } from '@xinhui/pass'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { generateKeyFile, openKeyRing, signEs256 } from '../../lib/keys'
import { startTestApp, type TestApp } from '../../testing/app'
import { claimPerk, createMerchant, createPerk, createPost, createStore, fetchPasses, putOnSeriousList } from '../../testing/market'
import { createResident, createStaff, renewToken, type Resident } from '../../testing/people'
import { listAudit } from '../audit/audit.store'
import { claimDue } from '../outbox/outbox.store'
import { findPerk } from '../perk/perk.store'

let app: TestApp
let merchant: Awaited<ReturnType<typeof createMerchant>>
let clerk: Resident
let resident: Resident
let perkId = ''
let voucherId = ''
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.clock.set('2026-11-21T04:00:00.000Z')
  merchant = await createMerchant(app, { storeName: '临河店' })
  perkId = (await createPerk(app, { merchantId: merchant.merchantId })).perkId
  clerk = await createResident(app)
  await createPost(app, { merchantId: merchant.merchantId, storeId: merchant.storeId, subjectId: clerk.subjectId })
  resident = await createResident(app)
  voucherId = (await claimPerk(app, resident.token, perkId)).voucherId
})

const pass = async (n = 0) => {
  const made = (await fetchPasses(app, resident.token, voucherId))[n]
  if (!made) throw new Error('no pass')
  return made
}
const redeem = (presented: string, options: { as?: string; storeId?: string; key?: string } = {}) =>
  app.call('POST /desk/redemptions', { as: options.as ?? clerk.token, body: { storeId: options.storeId ?? merchant.storeId, presented }, headers: options.key ? { 'idempotency-key': options.key } : {} })
const check = async (presented: string, options: { as?: string; storeId?: string } = {}) => {
  const { body } = await app.call('POST /desk/checks', { as: options.as ?? clerk.token, body: { storeId: options.storeId ?? merchant.storeId, presented } })
  return body as unknown as Verdict
}
const reverse = (redemptionId: string, as = clerk.token) => app.call(`POST /desk/redemptions/${redemptionId}/reversal`, { as, body: { reason: '顾客未使用' } })
const trail = async (entityId: string) => (await listAudit(app.deps.db, { entityId, limit: 100 })).map((a) => a.action).toReversed()

it('a pass is checked, redeemed, and both sides hold the receipt', async () => {
  const { text } = await pass()
  expect(await check(text)).toEqual({
    verdict: 'may',
    code: null,
    sentence: '可以使用：停车 9 折',
    voucherId,
    perkTitle: '守信停车优惠',
    benefit: '停车 9 折',
    instructions: '账单按券面折扣结算',
    voucherExpiresAt: '2026-12-21T16:00:00.000Z',
    usedAt: null,
    usedStoreName: null,
    asksPromotions: false,
  })
  const { status, body } = await redeem(text)
  expect(status).toBe(201)
  expect(body).toMatchObject({ perkTitle: '守信停车优惠', benefit: '停车 9 折', storeName: '临河店', redeemedAt: '2026-11-21T04:00:00.000Z', reversibleUntil: '2026-11-21T04:30:00.000Z', reversedAt: null })
  const receipt = body as unknown as DeskReceipt
  expect(receipt.receiptNo).toMatch(/^261121\d{8}$/)
  const mine = await app.call(`GET /me/receipts/${receipt.redemptionId}`, { as: resident.token })
  expect(mine.body).toMatchObject({ receiptNo: receipt.receiptNo, voucherId, merchantName: merchant.name, storeName: '临河店' })
  expect((await app.call('GET /me/receipts', { as: resident.token })).body['items']).toHaveLength(1)
  expect((await app.call(`GET /desk/redemptions/${receipt.redemptionId}`, { as: clerk.token })).body).toEqual(body)
  expect((await app.call(`GET /vouchers/${voucherId}`, { as: resident.token })).body).toMatchObject({ status: 'redeemed', redemptionId: receipt.redemptionId })
  const stranger = await createResident(app)
  expect((await app.call(`GET /me/receipts/${receipt.redemptionId}`, { as: stranger.token })).status).toBe(404)
})

it('a redemption leaves one audit row and one message, with ids and numbers only', async () => {
  const { body } = await redeem((await pass()).text)
  const [row] = await listAudit(app.deps.db, { action: 'voucher.redeemed', entityId: voucherId, limit: 10 })
  expect(row).toMatchObject({ actor: `account:${clerk.accountId}`, entity: 'voucher', detail: { redemptionId: body['redemptionId'], merchantId: merchant.merchantId, storeId: merchant.storeId, channel: 'qr' } })
  const messages = (await claimDue(app.deps.db, app.clock.now(), 60, 100)).filter((m) => m.payload['voucherId'] === voucherId)
  expect(messages).toMatchObject([{ topic: 'voucher.redeemed', payload: { redemptionId: body['redemptionId'], perkId, subsidyFen: 300, subjectId: resident.subjectId } }])
})

it('a voucher redeemed twice tells when and where it was used', async () => {
  const strip = [await pass(), await pass(3)]
  await redeem(strip[0]?.text ?? '')
  app.clock.set('2026-11-21T04:03:00.000Z')
  const again = await redeem(strip[1]?.text ?? '')
  expect(again.status).toBe(409)
  expect(again.body).toMatchObject({ code: 'VOUCHER_USED', title: '此券已使用', detail: '已于 11月21日 12:00 在临河店使用', facts: { usedAt: '2026-11-21T04:00:00.000Z', storeName: '临河店' } })
  expect(await check(strip[1]?.text ?? '')).toMatchObject({ verdict: 'may-not', code: 'USED', sentence: '已于 11月21日 12:00 在临河店使用', usedAt: '2026-11-21T04:00:00.000Z', usedStoreName: '临河店' })
  // A picture taken at noon is worth nothing now, not even the news.
  expect((await redeem(strip[0]?.text ?? '')).body).toMatchObject({ code: 'PASS_EXPIRED' })
})

it('a till code does what the pass does, once', async () => {
  const { tillCode } = await pass()
  expect(await check(tillCode)).toMatchObject({ verdict: 'may', voucherId })
  const { status, body } = await redeem(`${tillCode.slice(0, 6)} ${tillCode.slice(6, 12)} ${tillCode.slice(12)}`)
  expect(status).toBe(201)
  await reverse(String(body['redemptionId']))
  expect((await redeem(tillCode)).body).toMatchObject({ code: 'PASS_USED' })
  expect(await check(tillCode)).toMatchObject({ verdict: 'may-not', code: 'PASS_USED' })
})

it('a wrong till code is refused, and after ten in a minute the account waits', async () => {
  const good = parseTillCode((await pass()).tillCode)
  if (!good.ok) throw new Error(good.code)
  const wrong = composeTillCode({ serial: good.serial, mac: good.mac === '000000' ? '000001' : '000000' })
  const mistyped = wrong.slice(0, 17) + String((Number(wrong[17]) + 1) % 10)
  for (let i = 0; i < 15; i += 1) expect(await check(mistyped)).toMatchObject({ verdict: 'may-not', code: 'MISTYPED' })
  for (let i = 0; i < 10; i += 1) expect(await check(wrong)).toMatchObject({ verdict: 'may-not', code: 'WRONG_CODE', voucherId: null })
  const blocked = await redeem(composeTillCode(good))
  expect(blocked.status).toBe(429)
  expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0)
  // The serial waits as well, whoever asks.
  const other = await createResident(app)
  await createPost(app, { merchantId: merchant.merchantId, storeId: merchant.storeId, subjectId: other.subjectId })
  expect((await redeem(composeTillCode(good), { as: other.token })).status).toBe(429)
  // A QR is signed, not guessed: it still works.
  expect((await redeem((await pass()).text)).status).toBe(201)
})

it('a forged, altered, unknown-key, early or outdated pass is told apart and redeems nothing', async () => {
  const { text } = await pass()
  const decoded = decodePass(text)
  if (!decoded.ok) throw new Error(decoded.code)
  const [ours] = app.deps.keys.passes
  const [theirs] = openKeyRing(generateKeyFile()).passes
  if (!ours || !theirs) throw new Error('no keys')
  const sameKid = await signPass(decoded.claims, (bytes) => signEs256(bytes, theirs))
  const unknown = await signPass({ ...decoded.claims, kid: theirs.kid }, (bytes) => signEs256(bytes, theirs))
  const early = await signPass({ ...decoded.claims, notBefore: decoded.claims.notBefore + 31 }, (bytes) => signEs256(bytes, ours))
  const late = await signPass({ ...decoded.claims, notBefore: decoded.claims.notBefore - 90 }, (bytes) => signEs256(bytes, ours))
  const noVoucher = await signPass({ ...decoded.claims, voucherId: `vch_${'0'.repeat(26)}` }, (bytes) => signEs256(bytes, ours))
  const altered = assemblePass(encodePass({ ...decoded.claims, tier: 2 }), decoded.signature)
  for (const [presented, code, verdict] of [
    [altered, 'PASS_INVALID', 'FORGED'],
    [sameKid, 'PASS_INVALID', 'FORGED'],
    [unknown, 'PASS_INVALID', 'FORGED'],
    [noVoucher, 'PASS_INVALID', 'FORGED'],
    [early, 'PASS_INVALID', 'NOT_YET'],
    [late, 'PASS_EXPIRED', 'PASS_EXPIRED'],
    [text.slice(0, -1), 'PASS_INVALID', 'UNREADABLE'],
    [`XH2:${text.slice(4)}`, 'PASS_INVALID', 'UNREADABLE'],
    ['https://example.com/', 'PASS_INVALID', 'UNREADABLE'],
  ] as const) {
    expect((await redeem(presented)).body).toMatchObject({ code })
    expect(await check(presented)).toMatchObject({ verdict: 'may-not', code: verdict, voucherId: null, perkTitle: null })
  }
  expect((await redeem(text)).status).toBe(201)
})

it('a pass is good thirty seconds past its life, and not one more', async () => {
  const { text } = await pass()
  app.clock.advance(89.999)
  expect(await check(text)).toMatchObject({ verdict: 'may' })
  app.clock.advance(0.001)
  expect(await check(text)).toMatchObject({ verdict: 'may-not', code: 'PASS_EXPIRED' })
  expect((await redeem(text)).body).toMatchObject({ code: 'PASS_EXPIRED' })
})

it('another merchant learns only that it is not theirs', async () => {
  const other = await createMerchant(app)
  const theirs = await createResident(app)
  await createPost(app, { merchantId: other.merchantId, subjectId: theirs.subjectId })
  const { text, tillCode } = await pass()
  for (const presented of [text, tillCode]) {
    expect((await redeem(presented, { as: theirs.token, storeId: other.storeId })).body).toMatchObject({ code: 'WRONG_MERCHANT' })
    expect(await check(presented, { as: theirs.token, storeId: other.storeId })).toMatchObject({ verdict: 'may-not', code: 'WRONG_MERCHANT', voucherId: null, perkTitle: null, voucherExpiresAt: null })
  }
})

it('a desk exists only for those with a living post there', async () => {
  const { storeId: second } = await createStore(app, merchant.merchantId, { name: '青桥店' })
  const { body } = await redeem((await pass()).text)
  const redemptionId = String(body['redemptionId'])
  const [owner, stranger] = [await createResident(app), await createResident(app)]
  await createPost(app, { merchantId: merchant.merchantId, subjectId: owner.subjectId, role: 'owner' })
  const elsewhere = await createMerchant(app)
  await createPost(app, { merchantId: elsewhere.merchantId, subjectId: stranger.subjectId, role: 'owner' })
  const doors = (storeId: string) =>
    [
      ['POST /desk/checks', { storeId, presented: 'x' }],
      ['POST /desk/redemptions', { storeId, presented: 'x' }],
      [`GET /desk/redemptions?storeId=${storeId}`, undefined],
    ] as const
  for (const [key, input] of doors(second)) {
    expect((await app.call(key, { as: clerk.token, body: input })).body).toMatchObject({ code: 'NOT_FOUND' })
    expect((await app.call(key, { as: owner.token, body: input })).body['code']).not.toBe('NOT_FOUND')
  }
  for (const [key, input] of [...doors(merchant.storeId), [`GET /desk/redemptions/${redemptionId}`, undefined], [`POST /desk/redemptions/${redemptionId}/reversal`, { reason: '误操作' }]] as const) {
    expect((await app.call(key, { as: stranger.token, body: input })).body).toMatchObject({ code: 'NOT_FOUND' })
    expect((await app.call(key, { as: resident.token, body: input })).body).toMatchObject({ code: 'NOT_FOUND' })
  }
  expect((await app.call('GET /desk', { as: clerk.token })).body).toEqual({ posts: [{ merchantId: merchant.merchantId, merchantName: merchant.name, role: 'clerk', stores: [{ storeId: merchant.storeId, name: '临河店' }] }] })
  expect((await app.call('GET /desk', { as: owner.token })).body['posts']).toMatchObject([{ role: 'owner', stores: [{}, {}] }])
  expect((await app.call('GET /desk', { as: resident.token })).body).toEqual({ posts: [] })
  const staff = await createStaff(app, ['merchant-owner'], { merchantId: merchant.merchantId })
  expect((await app.call('GET /desk', { as: staff.token })).body).toMatchObject({ code: 'FORBIDDEN' })
})

it('a suspended or seriously listed merchant redeems nothing, and may still reverse', async () => {
  const { body } = await redeem((await pass()).text)
  const other = await createResident(app)
  const second = await claimPerk(app, other.token, perkId)
  await putOnSeriousList(app, merchant.subjectId)
  const [theirs] = await fetchPasses(app, other.token, second.voucherId)
  expect((await redeem(theirs?.text ?? '')).body).toMatchObject({ code: 'MERCHANT_SUSPENDED' })
  expect(await check(theirs?.text ?? '')).toMatchObject({ verdict: 'may-not', code: 'SUSPENDED', perkTitle: null })
  expect((await app.call(`GET /vouchers/${second.voucherId}`, { as: other.token })).body).toMatchObject({ status: 'issued' })
  expect((await reverse(String(body['redemptionId']))).status).toBe(200)

  const suspended = await createMerchant(app, { status: 'suspended' })
  await createPost(app, { merchantId: suspended.merchantId, storeId: suspended.storeId, subjectId: other.subjectId })
  expect((await redeem('XH1:', { as: other.token, storeId: suspended.storeId })).body).toMatchObject({ code: 'MERCHANT_SUSPENDED' })
})

it('the same Idempotency-Key gives the same receipt, also when the pass has expired since; another voucher is refused', async () => {
  const { text } = await pass()
  const first = await redeem(text, { key: 'till-7-000001' })
  const again = await redeem(text, { key: 'till-7-000001' })
  expect(first.headers.get('idempotent-replayed')).toBeNull()
  expect(again.status).toBe(201)
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expect(again.body).toEqual(first.body)
  app.clock.advance(300)
  expect((await redeem(text, { key: 'till-7-000001' })).body).toEqual(first.body)
  const other = await createResident(app)
  const [theirs] = await fetchPasses(app, other.token, (await claimPerk(app, other.token, perkId)).voucherId)
  expect((await redeem(theirs?.text ?? '', { key: 'till-7-000001' })).body).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' })
  expect((await redeem(theirs?.text ?? '', { key: 'till-7-000002' })).status).toBe(201)
})

it('a reversal gives the voucher back: a new pass works, an old one never again', async () => {
  const [used, next] = [await pass(), await pass(1)]
  app.clock.advance(1)
  const { body } = await redeem(used.text)
  app.clock.advance(1)
  const done = await reverse(String(body['redemptionId']))
  expect(done.status).toBe(200)
  expect(done.body).toMatchObject({ redemptionId: body['redemptionId'], reversedAt: '2026-11-21T04:00:02.000Z', reversalReason: '顾客未使用' })
  expect((await app.call(`GET /me/receipts/${String(body['redemptionId'])}`, { as: resident.token })).body).toMatchObject({ reversalReason: '顾客未使用' })
  expect((await app.call(`GET /vouchers/${voucherId}`, { as: resident.token })).body).toMatchObject({ status: 'issued', redemptionId: null })
  expect((await redeem(used.text)).body).toMatchObject({ code: 'PASS_USED' })
  app.clock.advance(56)
  expect((await redeem(next.text)).status).toBe(201)
  expect(await trail(voucherId)).toEqual(['voucher.claimed', 'voucher.redeemed', 'voucher.reversed', 'voucher.redeemed'])
  expect(await findPerk(app.deps.db, perkId)).toMatchObject({ quotaUsed: 1 })
})

it('a redemption is reversed once, and only within the window', async () => {
  const first = await redeem((await pass()).text)
  const redemptionId = String(first.body['redemptionId'])
  app.clock.set('2026-11-21T04:29:59.999Z')
  const as = await renewToken(app, clerk)
  expect((await reverse(redemptionId, as)).status).toBe(200)
  expect((await reverse(redemptionId, as)).body).toMatchObject({ code: 'ALREADY_REVERSED', detail: '已于 11月21日 12:29 撤销' })
  resident = { ...resident, token: await renewToken(app, resident) }
  const second = String((await redeem((await pass()).text, { as })).body['redemptionId'])
  app.clock.set('2026-11-21T04:59:59.999Z')
  const over = await reverse(second, await renewToken(app, clerk))
  expect(over.body).toMatchObject({ code: 'REVERSAL_WINDOW_OVER', detail: '只能在 11月21日 12:59 前撤销' })
})

it('a redemption reversed after the voucher’s time leaves it expired', async () => {
  const { perkId: short } = await createPerk(app, { merchantId: merchant.merchantId, voucherValidDays: 1 })
  const { voucherId: id } = await claimPerk(app, resident.token, short)
  app.clock.set('2026-11-22T15:59:00.000Z')
  const [last] = await fetchPasses(app, await renewToken(app, resident), id)
  const { body } = await redeem(last?.text ?? '', { as: await renewToken(app, clerk) })
  app.clock.set('2026-11-22T16:00:00.000Z')
  expect((await reverse(String(body['redemptionId']), await renewToken(app, clerk))).status).toBe(200)
  expect((await app.call(`GET /vouchers/${id}`, { as: await renewToken(app, resident) })).body).toMatchObject({ status: 'expired' })
})

it('an expired or returned voucher is refused with the moment, although its pass is still good', async () => {
  const { perkId: short } = await createPerk(app, { merchantId: merchant.merchantId, voucherValidDays: 1 })
  const { voucherId: id } = await claimPerk(app, resident.token, short)
  const { text } = await pass()
  await app.call(`POST /vouchers/${voucherId}/cancellation`, { as: resident.token })
  expect((await redeem(text)).body).toMatchObject({ code: 'VOUCHER_CANCELLED', detail: '已于 11月21日 12:00 退回' })
  expect(await check(text)).toMatchObject({ verdict: 'may-not', code: 'CANCELLED' })
  app.clock.set('2026-11-22T15:59:30.000Z')
  const [last] = await fetchPasses(app, await renewToken(app, resident), id)
  app.clock.set('2026-11-22T16:00:00.000Z')
  const as = await renewToken(app, clerk)
  expect((await redeem(last?.text ?? '', { as })).body).toMatchObject({ code: 'VOUCHER_EXPIRED', detail: '已于 11月23日 00:00 过期' })
  expect(await check(last?.text ?? '', { as })).toMatchObject({ verdict: 'may-not', code: 'EXPIRED' })
})

it('a store’s day lists its redemptions, midnight to midnight in Shanghai, reversed ones shown but not counted', async () => {
  const first = await redeem((await pass()).text)
  const other = await createResident(app)
  const [theirs] = await fetchPasses(app, other.token, (await claimPerk(app, other.token, perkId)).voucherId)
  await redeem(theirs?.text ?? '')
  await reverse(String(first.body['redemptionId']))
  const day = (await app.call(`GET /desk/redemptions?storeId=${merchant.storeId}`, { as: clerk.token })).body
  expect(day).toMatchObject({ day: '2026-11-21', count: 1 })
  expect(day['items']).toHaveLength(2)
  expect((await app.call(`GET /desk/redemptions?storeId=${merchant.storeId}&day=2026-11-22`, { as: clerk.token })).body).toMatchObject({ items: [], count: 0 })
  expect((await app.call(`GET /desk/redemptions?storeId=${merchant.storeId}&day=2026-02-30`, { as: clerk.token })).status).toBe(422)
})

it('no answer of the desk, and no log line, names the resident', async () => {
  const { text } = await pass()
  const said = [await check(text), (await redeem(text)).text, (await redeem(text)).text, (await app.call(`GET /desk/redemptions?storeId=${merchant.storeId}`, { as: clerk.token })).text].map((s) => JSON.stringify(s)).join('\n')
  for (const secret of [resident.name, resident.idNumber, resident.subjectId, resident.accountId]) {
    expect(said).not.toContain(secret)
    expect(app.logs.join('\n')).not.toContain(secret)
  }
})
