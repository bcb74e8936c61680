import { createHash } from 'node:crypto'
import type { OfflineKit, OfflineScanResult } from '@xinhui/contract'
import { decodePass, signPass } from '@xinhui/pass'
import { and, eq, inArray } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { newId } from '../../lib/id'
import { generateKeyFile, openKeyRing, signEs256 } from '../../lib/keys'
import { startTestApp, type TestApp } from '../../testing/app'
import { type DeskPhone, deskPhone } from '../../testing/desk-phone'
import { claimPerk, createMerchant, createPerk, createPost, createStore, fetchPasses, openTerms } from '../../testing/market'
import { createResident, createStaff, renewToken, type Resident } from '../../testing/people'
import { listAudit } from '../audit/audit.store'
import { merchant as merchantTable, merchantPost } from '../merchant/merchant.table'
import { outbox } from '../outbox/outbox.table'
import { expireVouchers } from '../voucher/expire-vouchers'
import { offlineScan, scanFlag } from './scan.table'

let app: TestApp
let merchant: Awaited<ReturnType<typeof createMerchant>>
let storeB = ''
let clerk: Resident
let owner: Resident
let resident: Resident
let perkId = ''
let voucherId = ''
/** At the first store, and at 青桥店. */
let phone: DeskPhone
let other: DeskPhone
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.clock.set('2026-11-21T02:00:00.000Z')
  merchant = await createMerchant(app, { storeName: '临河店' })
  storeB = (await createStore(app, merchant.merchantId, { name: '青桥店' })).storeId
  perkId = (await createPerk(app, { merchantId: merchant.merchantId, voucherValidDays: 1 })).perkId
  clerk = await createResident(app)
  await createPost(app, { merchantId: merchant.merchantId, storeId: merchant.storeId, subjectId: clerk.subjectId })
  owner = await createResident(app)
  await createPost(app, { merchantId: merchant.merchantId, subjectId: owner.subjectId })
  resident = await createResident(app)
  voucherId = (await claimPerk(app, resident.token, perkId)).voucherId
  phone = deskPhone(app, { who: clerk, storeId: merchant.storeId })
  other = deskPhone(app, { who: owner, storeId: storeB })
})

const pass = async (of = voucherId, as = resident.token) => (await fetchPasses(app, as, of))[0]?.text ?? ''
const resultsOf = (answer: { status: number; body: Record<string, unknown>; text: string }) => {
  expect([answer.status, answer.text]).toEqual([200, answer.text])
  return answer.body['results'] as OfflineScanResult[]
}
const syncOne = async (of: DeskPhone) => resultsOf(await of.sync())[0]
const voucherStatus = async (id = voucherId) => (await app.call(`GET /vouchers/${id}`, { as: resident.token })).body['status']
const receipts = async (as = resident.token) => (await app.call('GET /me/receipts', { as })).body['items'] as Record<string, unknown>[]
/** What settlement hears: one line each. */
const heard = async () => {
  const rows = await app.deps.db.select().from(outbox).where(inArray(outbox.topic, ['voucher.redeemed', 'voucher.reversed', 'scan.honoured', 'scan.unhonoured'])).orderBy(outbox.id)
  return rows.filter((r) => r.payload['merchantId'] === merchant.merchantId).map((r) => r.topic)
}
const flags = async () => (await app.deps.db.select().from(scanFlag).where(eq(scanFlag.merchantId, merchant.merchantId))).map((f) => f.kind).sort()
/** Everybody's token outlives the wait. */
const at = async (iso: string) => {
  app.clock.set(iso)
  for (const who of [clerk, owner, resident]) Object.assign(who, { token: await renewToken(app, who) })
}
const later = (minutes: number) => at(new Date(app.clock.now().getTime() + minutes * 60_000).toISOString())

it('the kit holds keys, rules, what was withdrawn and the limits, signed, and is not sent twice', async () => {
  const used = (await claimPerk(app, (await createResident(app)).token, perkId)).voucherId
  expect(used).not.toBe(voucherId)
  await app.call(`POST /vouchers/${voucherId}/cancellation`, { as: resident.token })
  const { status, body, headers, text } = await app.call(`GET /desk/offline-kit?storeId=${merchant.storeId}`, { as: clerk.token })
  const kit = body as unknown as OfflineKit
  expect(status).toBe(200)
  expect(kit).toMatchObject({ storeId: merchant.storeId, issuedAt: '2026-11-21T02:00:00.000Z', expiresAt: '2026-11-22T02:00:00.000Z' })
  const [key] = app.deps.keys.passes
  expect(kit.content).toMatchObject({
    merchantId: merchant.merchantId,
    storeName: '临河店',
    maxAgeHours: 24,
    clockSkewSeconds: 30,
    keys: [{ kid: key?.kid, x: key?.publicJwk.x, y: key?.publicJwk.y }],
    rules: [{ version: 1, perkTitle: '守信停车优惠', benefits: ['停车 9 折', '停车 8 折'], onlineOnly: false, terms: { stores: null } }],
    withdrawn: [voucherId],
  })
  expect(kit.digest).toBe(createHash('sha256').update(JSON.stringify(kit.content)).digest('hex'))
  expect(headers.get('etag')).toBe(`"${kit.digest}"`)
  expect(text.length).toBeLessThan(3000)
  // The phone has it: a new time and ticket, nothing else.
  await later(1)
  const again = (await app.call(`GET /desk/offline-kit?storeId=${merchant.storeId}&have=${kit.digest}`, { as: clerk.token })).body as unknown as OfflineKit
  expect(again).toMatchObject({ content: null, digest: kit.digest, issuedAt: '2026-11-21T02:01:00.000Z' })
  expect(again.ticket).not.toBe(kit.ticket)
  // Once every pass of it has run out, it need not be named.
  await later(14)
  expect(((await phone.fetchKit())['content'] as OfflineKit['content'])?.withdrawn).toEqual([])
})

it('a kit is for whoever holds a post at an open store of an active merchant', async () => {
  const path = `GET /desk/offline-kit?storeId=${storeB}`
  expect((await app.call(path, { as: clerk.token })).body).toMatchObject({ code: 'NOT_FOUND' })
  expect((await app.call(path, { as: resident.token })).body).toMatchObject({ code: 'NOT_FOUND' })
  await app.deps.db.update(merchantTable).set({ status: 'suspended' }).where(eq(merchantTable.id, merchant.merchantId))
  expect((await app.call(path, { as: owner.token })).body).toMatchObject({ code: 'MERCHANT_SUSPENDED' })
})

it('a pass admitted without network is booked when the desk is back, with both times, and both sides hold the receipt', async () => {
  await phone.fetchKit()
  await later(2)
  phone.admit(await pass())
  await later(60)
  const answer = await phone.sync()
  expect(answer.body['chain']).toBe('sound')
  const [result] = resultsOf(answer)
  expect(result).toMatchObject({ seq: 0, outcome: 'first', sentence: '已入账：停车 9 折', admittedAt: '2026-11-21T02:02:00.000Z', syncedAt: '2026-11-21T03:02:00.000Z', paidInGoodFaith: false })
  expect(await voucherStatus()).toBe('redeemed')
  const [mine] = await receipts()
  expect(mine).toMatchObject({ redemptionId: result?.redemptionId, redeemedAt: '2026-11-21T02:02:00.000Z', syncedAt: '2026-11-21T03:02:00.000Z', storeName: '临河店', otherUses: [], reversedAt: null })
  const desk = (await app.call(`GET /desk/redemptions/${result?.redemptionId}`, { as: clerk.token })).body
  expect(desk).toMatchObject({ receiptNo: mine?.['receiptNo'], syncedAt: '2026-11-21T03:02:00.000Z', reversibleUntil: '2026-11-21T03:32:00.000Z' })
  expect(await heard()).toEqual(['voucher.redeemed'])
  expect((await listAudit(app.deps.db, { entityId: voucherId, limit: 10 })).map((a) => [a.action, a.detail['channel']])).toContainEqual(['voucher.redeemed', 'offline'])
  expect(await flags()).toEqual([])
})

it('a log handed in twice, in pieces and backwards adds nothing and says the same', async () => {
  await phone.fetchKit()
  const vouchers = [voucherId]
  for (let i = 0; i < 4; i += 1) vouchers.push((await claimPerk(app, (await createResident(app)).token, perkId)).voucherId)
  phone.admit(await pass())
  for (const r of [await createResident(app), await createResident(app), await createResident(app)]) phone.admit(await pass((await claimPerk(app, r.token, perkId)).voucherId, r.token))
  const [a, b, c, d] = phone.log
  if (!a || !b || !c || !d) throw new Error('four scans')
  expect((await phone.sync([d])).body['chain']).toBe('gap')
  expect(resultsOf(await phone.sync([b, a])).map((r) => r.outcome)).toEqual(['first', 'first'])
  await Promise.all([phone.sync([c, d]), phone.sync(), phone.sync([a, b, c])])
  const whole = await phone.sync()
  expect(whole.body['chain']).toBe('sound')
  expect(resultsOf(whole).map((r) => [r.seq, r.outcome])).toEqual([[0, 'first'], [1, 'first'], [2, 'first'], [3, 'first']])
  expect(await heard()).toEqual(Array(4).fill('voucher.redeemed'))
  expect(await app.deps.db.select().from(offlineScan).where(eq(offlineScan.deviceId, phone.deviceId))).toHaveLength(4)
  expect(resultsOf(await phone.sync())).toEqual(resultsOf(whole))
})

it('admitted at 10:02, used online at 10:01 in the other store: both facts stay, and the desk is paid in good faith', async () => {
  await phone.fetchKit()
  await later(1)
  const online = await app.call('POST /desk/redemptions', { as: owner.token, body: { storeId: storeB, presented: await pass2() } })
  expect(online.status).toBe(201)
  await later(1)
  phone.admit(held)
  await later(30)
  const result = await syncOne(phone)
  expect(result).toMatchObject({ outcome: 'again', admittedAt: '2026-11-21T02:02:00.000Z', usedAt: '2026-11-21T02:01:00.000Z', usedStoreName: '青桥店', paidInGoodFaith: true, redemptionId: null })
  expect(result?.sentence).toBe('此券另于 11月21日 10:01 在青桥店使用；本店按善意核销，补贴照付')
  expect(await heard()).toEqual(['voucher.redeemed', 'scan.honoured'])
  const [honoured] = (await app.deps.db.select().from(outbox).where(eq(outbox.topic, 'scan.honoured'))).filter((r) => r.payload['merchantId'] === merchant.merchantId)
  expect(honoured?.payload).toEqual({ scanId: result?.scanId, voucherId, perkId, merchantId: merchant.merchantId, storeId: merchant.storeId, subsidyFen: 300 })
  // The resident was let in twice and is told failed by neither.
  expect(await receipts()).toMatchObject([{ storeName: '青桥店', syncedAt: null, otherUses: [{ usedAt: '2026-11-21T02:02:00.000Z', storeName: '临河店' }] }])
  expect(await flags()).toEqual([])
})

/** A strip fetched before the voucher is used: its second pass is what a phone may still show. */
let held = ''
async function pass2(): Promise<string> {
  const strip = await fetchPasses(app, resident.token, voucherId)
  held = strip[1]?.text ?? ''
  return strip[0]?.text ?? ''
}

it('of two offline admissions the one that comes in first stays booked, the later is paid, in either order', async () => {
  for (const order of ['earlier first', 'later first']) {
    await at('2026-11-21T02:00:00.000Z')
    const who = await createResident(app)
    const { voucherId: id } = await claimPerk(app, who.token, perkId)
    const strip = await fetchPasses(app, who.token, id)
    const [here, there] = [deskPhone(app, { who: clerk, storeId: merchant.storeId }), deskPhone(app, { who: owner, storeId: storeB })]
    await here.fetchKit()
    await there.fetchKit()
    there.admit(strip[0]?.text ?? '', '2026-11-21T02:00:30.000Z')
    here.admit(strip[1]?.text ?? '', '2026-11-21T02:01:30.000Z')
    await later(30)
    const before = (await heard()).length
    for (const one of order === 'earlier first' ? [there, here] : [here, there]) await one.sync()
    expect(await syncOne(there)).toMatchObject({ outcome: 'first', paidInGoodFaith: false })
    expect(await syncOne(here)).toMatchObject({ outcome: 'again', usedAt: '2026-11-21T02:00:30.000Z', usedStoreName: '青桥店', paidInGoodFaith: true })
    expect((await heard()).slice(before)).toEqual(['voucher.redeemed', 'scan.honoured'])
    const [receipt] = await receipts(await renewToken(app, who))
    expect(receipt).toMatchObject(order === 'earlier first' ? { storeName: '青桥店', otherUses: [{ storeName: '临河店' }] } : { storeName: '临河店', otherUses: [{ storeName: '青桥店' }] })
  }
})

it('one showing scanned online with the answer lost and then offline is one use', async () => {
  await phone.fetchKit()
  const text = await pass()
  await app.call('POST /desk/redemptions', { as: clerk.token, body: { storeId: merchant.storeId, presented: text } })
  phone.admit(text)
  const result = await syncOne(phone)
  expect(result).toMatchObject({ outcome: 'same', paidInGoodFaith: false })
  expect(result?.receiptNo).toMatch(/^261121/)
  expect(await heard()).toEqual(['voucher.redeemed'])
})

it('a voucher that expired between the admission and the sync is booked, swept or not', async () => {
  for (const swept of [false, true]) {
    await at('2026-11-21T15:58:00.000Z')
    const who = await createResident(app)
    const again = async () => Object.assign(who, { token: await renewToken(app, who) })
    const { voucherId: id } = await claimPerk(app, who.token, perkId)
    await at('2026-11-22T15:58:00.000Z')
    await again()
    const here = deskPhone(app, { who: clerk, storeId: merchant.storeId })
    await here.fetchKit()
    here.admit(await pass(id, who.token))
    await at('2026-11-23T01:00:00.000Z')
    await again()
    if (swept) await expireVouchers({ ctx: makeCtx(app.deps, { requestId: 'sweep', actor: { kind: 'system', name: 'sweep' } }), input: { limit: 1000 } })
    expect((await app.call(`GET /vouchers/${id}`, { as: who.token })).body['status']).toBe('expired')
    expect(await syncOne(here)).toMatchObject({ outcome: 'first', sentence: '已入账：停车 9 折' })
    expect((await app.call(`GET /vouchers/${id}`, { as: who.token })).body['status']).toBe('redeemed')
    expect(await receipts(who.token)).toMatchObject([{ redeemedAt: '2026-11-22T15:58:00.000Z', reversedAt: null }])
  }
})

it('a voucher its holder gave back after it was admitted stays given back; the desk is paid and it is flagged', async () => {
  await phone.fetchKit()
  phone.admit(await pass())
  await later(5)
  expect((await app.call(`POST /vouchers/${voucherId}/cancellation`, { as: resident.token })).status).toBe(200)
  const result = await syncOne(phone)
  expect(result).toMatchObject({ outcome: 'returned', usedAt: '2026-11-21T02:05:00.000Z', usedStoreName: null, paidInGoodFaith: true })
  expect(await voucherStatus()).toBe('cancelled')
  expect(await heard()).toEqual(['scan.honoured'])
  expect(await flags()).toEqual(['returned'])
})

it('the fraud board shows a flagged scan with both facts, names nobody, and is closed once', async () => {
  await phone.fetchKit()
  phone.admit(await pass())
  await later(5)
  await app.call(`POST /vouchers/${voucherId}/cancellation`, { as: resident.token })
  await phone.sync()
  const reviewer = await createStaff(app, ['reviewer'])
  const board = async (query = '') => (await app.call(`GET /console/flags?merchantId=${merchant.merchantId}${query}`, { as: reviewer.token })).body['items'] as { flagId: string }[]
  const [flag, ...more] = await board('&source=scan&age=day&status=open')
  expect(more).toEqual([])
  expect(flag).toMatchObject({ source: 'scan', kind: 'returned', storeId: merchant.storeId, storeName: '临河店', count: null, windowFrom: null, status: 'open', outcome: null })
  expect([await board('&kind=fork'), await board('&source=redemption'), await board('&age=older')]).toEqual([[], [], []])
  const { body, text } = await app.call(`GET /console/flags/${flag?.flagId}`, { as: reviewer.token })
  expect(body['scans']).toMatchObject([{ isCause: true, storeName: '临河店', perkTitle: '守信停车优惠', admittedAt: '2026-11-21T02:00:00.000Z', standing: 'returned', otherAt: '2026-11-21T02:05:00.000Z', paidInGoodFaith: true, doubt: null }])
  for (const secret of [clerk.accountId, clerk.subjectId, resident.subjectId, voucherId]) expect(text).not.toContain(secret)
  const close = () => app.call(`POST /console/flags/${flag?.flagId}/closure`, { as: reviewer.token, body: { outcome: 'misuse', note: '持券人退券后又出示，已提醒门店' } })
  expect((await close()).body).toMatchObject({ status: 'closed', outcome: 'misuse', note: '持券人退券后又出示，已提醒门店', closedAt: '2026-11-21T02:05:00.000Z' })
  expect((await close()).body).toMatchObject({ code: 'CONFLICT' })
  expect(await board('&status=open')).toEqual([])
})

it('a merchant suspended after the kit was issued is still booked what it admitted: a suspension reaches a desk without network when its kit ends', async () => {
  await phone.fetchKit()
  await later(1)
  const text = await pass()
  await app.deps.db.update(merchantTable).set({ status: 'suspended' }).where(eq(merchantTable.id, merchant.merchantId))
  phone.admit(text)
  expect(await syncOne(phone)).toMatchObject({ outcome: 'first' })
  expect(await heard()).toEqual(['voucher.redeemed'])
})

it('a clerk whose post has ended may still hand in what they admitted with their kit; a stranger may not', async () => {
  await phone.fetchKit()
  phone.admit(await pass())
  await app.deps.db.update(merchantPost).set({ status: 'ended', endedAt: app.clock.now() }).where(and(eq(merchantPost.subjectId, clerk.subjectId), eq(merchantPost.merchantId, merchant.merchantId)))
  expect((await app.call(`GET /desk/offline-kit?storeId=${merchant.storeId}`, { as: clerk.token })).status).toBe(404)
  const asStranger = await app.call('POST /desk/offline-scans', { as: resident.token, body: { storeId: merchant.storeId, deviceId: phone.deviceId, tickets: phone.tickets, scans: phone.log } })
  expect(asStranger.body).toMatchObject({ code: 'NOT_FOUND' })
  expect(await syncOne(phone)).toMatchObject({ outcome: 'first' })
})

it('a reversed offline redemption gives the voucher back, and a second admission of it takes its place', async () => {
  await phone.fetchKit()
  await other.fetchKit()
  const strip = await fetchPasses(app, resident.token, voucherId)
  phone.admit(strip[0]?.text ?? '')
  other.admit(strip[1]?.text ?? '', '2026-11-21T02:01:30.000Z')
  await later(20)
  const booked = await syncOne(phone)
  const reverse = (redemptionId: unknown, as = clerk.token) => app.call(`POST /desk/redemptions/${String(redemptionId)}/reversal`, { as, body: { reason: '顾客未使用' } })
  await later(29)
  expect((await reverse(booked?.redemptionId)).status).toBe(200)
  expect(await voucherStatus()).toBe('issued')
  expect(await syncOne(phone)).toMatchObject({ outcome: 'withdrawn', sentence: '这次核销已撤销' })
  const second = await syncOne(other)
  expect(second).toMatchObject({ outcome: 'first' })
  expect(await voucherStatus()).toBe('redeemed')
  expect(await heard()).toEqual(['voucher.redeemed', 'voucher.reversed', 'voucher.redeemed'])
})

it('a repeat that was paid is booked instead when the first is reversed, and the payment is taken back', async () => {
  await phone.fetchKit()
  await other.fetchKit()
  const strip = await fetchPasses(app, resident.token, voucherId)
  phone.admit(strip[0]?.text ?? '')
  other.admit(strip[1]?.text ?? '', '2026-11-21T02:01:30.000Z')
  await later(2)
  const booked = await syncOne(phone)
  expect(await syncOne(other)).toMatchObject({ outcome: 'again', paidInGoodFaith: true })
  await app.call(`POST /desk/redemptions/${String(booked?.redemptionId)}/reversal`, { as: clerk.token, body: { reason: '顾客未使用' } })
  expect(await syncOne(other)).toMatchObject({ outcome: 'first', paidInGoodFaith: false })
  expect(await heard()).toEqual(['voucher.redeemed', 'scan.honoured', 'voucher.reversed', 'voucher.redeemed', 'scan.unhonoured'])
})

it('good faith ends at the city’s limit, counted from the earliest admission: a late one takes the place of a later one', async () => {
  const limit = app.deps.city.limits.offlineGoodFaithScansPerStoreMonth
  app.deps.city.limits.offlineGoodFaithScansPerStoreMonth = 1
  try {
    await phone.fetchKit()
    await other.fetchKit()
    const people = [resident, await createResident(app)]
    const ids = [voucherId, (await claimPerk(app, people[1]?.token ?? '', perkId)).voucherId]
    for (const [i, who] of people.entries()) {
      const strip = await fetchPasses(app, who.token, ids[i] ?? '')
      other.admit(strip[0]?.text ?? '', `2026-11-21T02:00:0${i}.000Z`)
      phone.admit(strip[1]?.text ?? '', `2026-11-21T02:01:0${i}.000Z`)
    }
    await later(2)
    await other.sync()
    const [early, late] = phone.log
    if (!early || !late) throw new Error('two scans')
    expect(resultsOf(await phone.sync([late]))).toMatchObject([{ outcome: 'again', paidInGoodFaith: true }])
    expect(resultsOf(await phone.sync([early]))).toMatchObject([{ outcome: 'again', paidInGoodFaith: true }])
    const [, after] = resultsOf(await phone.sync())
    expect(after).toMatchObject({ outcome: 'again', paidInGoodFaith: false })
    expect(after?.sentence).toContain('额度已用完')
    expect((await heard()).sort()).toEqual(['scan.honoured', 'scan.honoured', 'scan.unhonoured', 'voucher.redeemed', 'voucher.redeemed'])
  } finally {
    app.deps.city.limits.offlineGoodFaithScansPerStoreMonth = limit
  }
})

it('without a kit, with an old one, with a clock that lies, or against what the kit said: booked if it can be, never paid twice', async () => {
  const use = async () => {
    const who = await createResident(app)
    const { voucherId: id } = await claimPerk(app, who.token, perkId)
    const strip = await fetchPasses(app, who.token, id)
    await app.call('POST /desk/redemptions', { as: owner.token, body: { storeId: storeB, presented: strip[0]?.text } })
    return strip[1]?.text ?? ''
  }
  const doubtful = async (one: DeskPhone, text: string, at?: string) => {
    one.admit(text, at)
    return resultsOf(await one.sync(one.log.slice(-1)))[0]
  }
  expect((await doubtful(deskPhone(app, { who: clerk, storeId: merchant.storeId }), await use()))?.sentence).toContain('离线数据不可用或已过期')

  await phone.fetchKit()
  await at('2026-11-22T02:00:00.000Z')
  expect((await doubtful(phone, await use(), '2026-11-22T02:00:50.000Z'))?.sentence).toContain('离线数据不可用或已过期')
  await phone.fetchKit()
  const [before, lie] = [await use(), await doubtful(phone, await use(), '2026-11-22T01:00:00.000Z')]
  expect(lie).toMatchObject({ admittedAt: '2026-11-22T02:00:25.000Z', paidInGoodFaith: false })
  expect(lie?.sentence).toContain('手机时间不对')
  await later(1)
  await phone.fetchKit()
  expect((await doubtful(phone, before))?.sentence).toContain('离线数据已写明此券不可用')
  expect(await heard()).not.toContain('scan.honoured')
  expect(await flags()).toEqual(['clock', 'known'])

  // The same lie about a voucher nobody has used: the person was let in, so it is booked, within what the pass proves.
  const honest = await doubtful(phone, await pass(), '2027-01-01T00:00:00.000Z')
  expect(honest).toMatchObject({ outcome: 'first', admittedAt: '2026-11-22T02:02:29.999Z' })
})

it('a forged, altered or foreign pass is kept as a fact, books nothing and is flagged', async () => {
  await phone.fetchKit()
  const text = await pass()
  const decoded = decodePass(text)
  const [theirs] = openKeyRing(generateKeyFile()).passes
  const [ours] = app.deps.keys.passes
  if (!decoded.ok || !theirs || !ours) throw new Error('no pass')
  const elsewhere = await createMerchant(app)
  for (const bad of [
    await signPass(decoded.claims, (bytes) => signEs256(bytes, theirs)),
    await signPass({ ...decoded.claims, kid: theirs.kid }, (bytes) => signEs256(bytes, theirs)),
    await signPass({ ...decoded.claims, merchantId: elsewhere.merchantId }, (bytes) => signEs256(bytes, ours)),
    await signPass({ ...decoded.claims, voucherId: newId('vch') }, (bytes) => signEs256(bytes, ours)),
    'not a pass',
  ])
    phone.admit(bad)
  const results = resultsOf(await phone.sync())
  expect(results.map((r) => [r.outcome, r.perkTitle, r.sentence])).toEqual(phone.log.map(() => ['unproven', null, '出示码未能通过核验，没有入账']))
  expect((await app.deps.db.select().from(offlineScan).where(eq(offlineScan.deviceId, phone.deviceId))).map((s) => String(s.unproven)).sort()).toEqual(['MALFORMED', 'NO_VOUCHER', 'SIGNATURE', 'UNKNOWN_KEY', 'WRONG_MERCHANT'])
  expect(await flags()).toEqual(Array(5).fill('unproven'))
  expect(await voucherStatus()).toBe('issued')
  await expect(app.deps.db.delete(offlineScan).where(eq(offlineScan.deviceId, phone.deviceId))).rejects.toThrow()
})

it('a log that went two ways is kept, flagged and answered so that the phone begins another; what it admitted counts all the same', async () => {
  await phone.fetchKit()
  phone.admit(await pass())
  const who = await createResident(app)
  const third = await createResident(app)
  const [a, b] = [await claimPerk(app, who.token, perkId), await claimPerk(app, third.token, perkId)]
  const fork = { ...phone.admit(await pass(a.voucherId, who.token)) }
  const rest = { ...fork, pass: await pass(b.voucherId, third.token) }
  expect((await phone.sync()).body['chain']).toBe('sound')
  const answer = await phone.sync([rest])
  expect(answer.body['chain']).toBe('broken')
  expect(resultsOf(answer)).toMatchObject([{ outcome: 'first' }])
  expect(await flags()).toEqual(['fork', 'fork'])
})

it('somebody whose vouchers are admitted twice again and again is flagged, and so is a phone that scans one voucher twice', async () => {
  const { perkId: many } = await createPerk(app, { merchantId: merchant.merchantId, perPersonLimit: 3 })
  await phone.fetchKit()
  await other.fetchKit()
  for (let i = 0; i < 2; i += 1) {
    const { voucherId: id } = await claimPerk(app, resident.token, many)
    const strip = await fetchPasses(app, resident.token, id)
    phone.admit(strip[0]?.text ?? '')
    other.admit(strip[1]?.text ?? '', '2026-11-21T02:01:30.000Z')
  }
  await later(2)
  await phone.sync()
  await other.sync()
  expect(await flags()).toContain('same-subject')
  const strip = await fetchPasses(app, resident.token, voucherId)
  phone.admit(strip[0]?.text ?? '')
  phone.admit(strip[2]?.text ?? '', '2026-11-21T02:04:00.000Z')
  const results = resultsOf(await phone.sync(phone.log.slice(-2)))
  expect(results).toMatchObject([{ outcome: 'first' }, { outcome: 'again', paidInGoodFaith: false, sentence: expect.stringContaining('同一部手机') as string }])
  expect(await flags()).toContain('same-device')
})

it('a scan the terms did not allow, as the kit said, uses nothing and is not paid, in whatever order it comes; both facts stay', async () => {
  const lunch = openTerms('discount', { blackouts: { days: [], weekdays: [], hours: [{ from: '11:00', until: '13:00' }] } })
  const closed = await createPerk(app, { merchantId: merchant.merchantId, terms: lunch, tiers: [{ title: '人人享', benefit: '停车 9 折', fromCenti: null }] })
  await app.deps.db.execute(`UPDATE perk SET status = 'ended' WHERE id = '${perkId}'`)
  await later(1)
  await phone.fetchKit()
  const { voucherId: barred } = await claimPerk(app, resident.token, closed.perkId)
  await at('2026-11-21T03:30:00.000Z')
  phone.admit(await pass(barred))
  // The other perk of this merchant has the same version and tier and no such hours: the clerk could not tell them apart, and was in good faith.
  expect(await syncOne(phone)).toMatchObject({ outcome: 'first' })
  expect(await flags()).toEqual(['terms'])

  const only = await createMerchant(app, { storeName: '听澜路店' })
  await createPost(app, { merchantId: only.merchantId, subjectId: owner.subjectId })
  const { perkId: strict } = await createPerk(app, { merchantId: only.merchantId, terms: lunch })
  const desk = deskPhone(app, { who: owner, storeId: only.storeId })
  await later(1)
  await desk.fetchKit()
  const { voucherId: kept } = await claimPerk(app, resident.token, strict)
  desk.admit(await pass(kept))
  for (let i = 0; i < 2; i += 1) expect(await syncOne(desk)).toMatchObject({ outcome: 'barred', paidInGoodFaith: false, sentence: '此券当时的时段不能使用，没有入账，顾客的券没有变化', redemptionId: null })
  expect(await voucherStatus(kept)).toBe('issued')
  // Nor does it stand in the way of a good use afterwards.
  await at('2026-11-21T05:10:00.000Z')
  desk.admit(await pass(kept))
  expect(resultsOf(await desk.sync()).map((r) => r.outcome)).toEqual(['barred', 'first'])
  const rows = await app.deps.db.select().from(offlineScan).where(eq(offlineScan.merchantId, only.merchantId)).orderBy(offlineScan.seq)
  expect(rows.map((r) => [r.terms, r.doubt, r.voucherId])).toEqual([['BLACKOUT_HOURS', 'terms', kept], [null, null, kept]])
  const reviewer = await createStaff(app, ['reviewer'])
  const [flag] = (await app.call(`GET /console/flags?merchantId=${only.merchantId}`, { as: reviewer.token })).body['items'] as { flagId: string; kind: string }[]
  expect(flag?.kind).toBe('terms')
  const { status, body } = await app.call(`GET /console/flags/${flag?.flagId ?? ''}`, { as: reviewer.token })
  expect(status).toBe(200)
  expect((body['scans'] as { isCause: boolean }[]).find((one) => one.isCause)).toMatchObject({ terms: 'BLACKOUT_HOURS', doubt: 'terms', standing: 'barred' })
})

it('a perk younger than the desk’s kit is admitted in good faith, whatever its terms; what needs the network never is', async () => {
  const fresh = await createMerchant(app)
  await createPost(app, { merchantId: fresh.merchantId, subjectId: owner.subjectId })
  const unaware = deskPhone(app, { who: owner, storeId: fresh.storeId })
  await unaware.fetchKit()
  await later(1)
  const { perkId: young } = await createPerk(app, { merchantId: fresh.merchantId, terms: openTerms('discount', { stores: [storeB] }) })
  unaware.admit(await pass((await claimPerk(app, resident.token, young)).voucherId))
  expect(await syncOne(unaware)).toMatchObject({ outcome: 'first' })
  const only = await createMerchant(app)
  await createPost(app, { merchantId: only.merchantId, subjectId: owner.subjectId })
  const { perkId: codes } = await createPerk(app, { merchantId: only.merchantId, kind: 'partner-link' })
  const desk = deskPhone(app, { who: owner, storeId: only.storeId })
  await later(1)
  await desk.fetchKit()
  desk.admit(await pass((await claimPerk(app, resident.token, codes)).voucherId))
  expect(await syncOne(desk)).toMatchObject({ outcome: 'barred', sentence: '此券要联网才能核销，没有入账，顾客的券没有变化' })
})

it('two vouchers of one person at one desk that do not go together are booked, and somebody looks at it', async () => {
  const alone = openTerms('discount', { stacking: 'alone' })
  const { perkId: one } = await createPerk(app, { merchantId: merchant.merchantId, terms: alone })
  await phone.fetchKit()
  await later(1)
  const { voucherId: second } = await claimPerk(app, resident.token, one)
  phone.admit(await pass())
  await later(2)
  phone.admit(await pass(second))
  expect(resultsOf(await phone.sync()).map((r) => r.outcome)).toEqual(['first', 'first'])
  expect(new Set(await flags())).toEqual(new Set(['stacked']))
})
