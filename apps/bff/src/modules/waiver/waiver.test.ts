import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { createPayScoreGateway } from '../../gateways/pay-score'
import { type PayScoreSimulator, startPayScoreSimulator } from '../../gateways/pay-score-simulator'
import { startTestApp, type TestApp } from '../../testing/app'
import { runOutboxAndScores } from '../../testing/jobs'
import { createMerchant, createPerk, createPost, fetchPasses, giveScore, openTerms } from '../../testing/market'
import { createResident, createStaff, renewToken, type Resident, type StaffMember } from '../../testing/people'
import { auditOf, rowsIn } from '../../testing/rows'
import { PHOTO, PHOTO_ID } from '../../testing/waivers'
import { pollPayScore } from './sync-pay-score'
import { watchWaivers } from './watch-waivers'

/** Orders from quote to settlement against a 支付分 that speaks the real protocol, callbacks included. */
let app: TestApp
let simulator: PayScoreSimulator
let server: { origin: string; close: () => Promise<void> }
let merchant: Awaited<ReturnType<typeof createMerchant>>
let clerk: Resident
beforeAll(async () => {
  simulator = await startPayScoreSimulator({ clock: () => app.clock.now() })
  let notifyUrl = ''
  // The address is known only once the app listens.
  const options = { ...simulator.options, appId: 'wx', clock: () => app.clock.now(), timeoutMs: 20_000, get notifyUrl() { return notifyUrl } }
  app = await startTestApp({ gateways: { payScore: createPayScoreGateway(options) } })
  server = await app.listen()
  notifyUrl = `${server.origin}/api/v1/pay-score/notifications`
  merchant = await createMerchant(app, { storeName: '砚台街店' })
  clerk = await createResident(app)
  await createPost(app, { merchantId: merchant.merchantId, subjectId: clerk.subjectId })
})
afterAll(async () => {
  await server.close()
  await simulator.close()
  await app.close()
})
beforeEach(() => {
  simulator.setDelivery('once')
  simulator.setAutoPay(true)
})

const ctx = () => makeCtx(app.deps, { requestId: 'test-jobs', actor: { kind: 'system', name: 'jobs' } })
const jobs = () => runOutboxAndScores(ctx())
/** The clock moves on by half a minute or so, and whoever's answer is late is asked. */
async function poll(): Promise<void> {
  app.clock.advance(61)
  await pollPayScore({ ctx: ctx(), input: { limit: 50 } })
}
const watch = async () => {
  while ((await watchWaivers({ ctx: ctx() })) > 0);
}
/** Access tokens live ten minutes: always ask for one of now. */
const call = async (who: Resident | StaffMember, key: string, body?: unknown) => app.call(key, { as: await renewToken(app, who), ...(body === undefined ? {} : { body }) })
const quote = (who: Resident, perkId: string) => call(who, 'POST /waivers', { perkId })
const consent = async (who: Resident, quoted: Record<string, unknown>) => call(who, `POST /waivers/${String(quoted['waiverId'])}/consent`, { agreed: true, textVersion: quoted['textVersion'] })
const read = async (who: Resident, waiverId: string) => (await call(who, `GET /waivers/${waiverId}`)).body
const desk = async (waiverId: string, action: string, body?: unknown) => call(clerk, `POST /desk/waivers/${waiverId}/${action}`, body)
const photo = async (waiverId: string, raw: Uint8Array = PHOTO, type = 'image/jpeg') => app.call(`POST /desk/waivers/${waiverId}/photos`, { as: await renewToken(app, clerk), raw, headers: { 'content-type': type } })
const exposure = async (who: Resident) => (await call(who, 'GET /me/waivers')).body['usedFen']
const titles = (order: Record<string, unknown>) => (order['timeline'] as { title: string }[]).map((e) => e.title)

const cameraPerk = () => createPerk(app, { merchantId: merchant.merchantId, kind: 'deposit-waiver', title: '相机免押租', perPersonLimit: 20 })

async function reserved(who: Resident, perkId?: string): Promise<{ waiverId: string; voucherId: string }> {
  const quoted = await quote(who, perkId ?? (await cameraPerk()).perkId)
  const { status, body, text } = await consent(who, quoted.body)
  expect(status, text).toBe(201)
  await jobs()
  return { waiverId: String(body['waiverId']), voucherId: String(body['voucherId']) }
}

async function inUse(who: Resident, perkId?: string): Promise<{ waiverId: string; voucherId: string; redemptionId: string }> {
  const { waiverId, voucherId } = await reserved(who, perkId)
  await simulator.confirm(waiverId)
  const [pass] = await fetchPasses(app, await renewToken(app, who), voucherId)
  const redeemed = await call(clerk, 'POST /desk/redemptions', { storeId: merchant.storeId, presented: pass?.text })
  expect(redeemed.status, redeemed.text).toBe(201)
  await jobs()
  return { waiverId, voucherId, redemptionId: String(redeemed.body['redemptionId']) }
}

async function claimed(who: Resident, amountFen = 5000): Promise<string> {
  const { waiverId } = await inUse(who)
  await desk(waiverId, 'return', { useFen: 3000, intact: false })
  expect((await photo(waiverId)).status).toBe(201)
  const { status, text } = await desk(waiverId, 'claim', { amountFen, reason: '镜头有明显划痕' })
  expect(status, text).toBe(200)
  return waiverId
}

/** Lets the simulated user's payment, which comes by itself, arrive. */
const settleDown = () => new Promise((resolve) => setImmediate(() => setTimeout(resolve, 50)))

describe('before anything is agreed', () => {
  it('a quote shows every amount and term, binds nobody, and is agreed to only by saying so', async () => {
    const who = await createResident(app)
    const { status, body } = await quote(who, (await cameraPerk()).perkId)
    expect(status).toBe(201)
    expect(body).toMatchObject({ kind: 'deposit-waiver', holdFen: 30_000, freeFen: 50_000, fits: true, merchantName: merchant.name })
    const lines = Object.fromEntries((body['lines'] as { title: string; amountFen: number | null; detail: string | null }[]).map((l) => [l.title, l]))
    expect(lines['不用付的押金']?.amountFen).toBe(30_000)
    expect(lines['现在支付']?.amountFen).toBe(0)
    expect(lines['最多会收']?.amountFen).toBe(30_000)
    expect(lines['损坏或丢失']?.detail).toContain('提出异议')
    expect((body['terms'] as string[]).join('')).toContain('到期没有归还')
    expect(await exposure(who)).toBe(0)
    expect(simulator.order(String(body['waiverId']))).toBeUndefined()
    const path = `POST /waivers/${String(body['waiverId'])}/consent`
    expect((await call(who, path, { agreed: false, textVersion: body['textVersion'] })).status).toBe(422)
    expect((await call(who, path, { textVersion: body['textVersion'] })).status).toBe(422)
    expect((await call(who, path, { agreed: true, textVersion: 'old' })).body['code']).toBe('CONSENT_TEXT_OUTDATED')
    app.clock.advance(16 * 60)
    expect((await consent(who, body)).body['code']).toBe('QUOTE_EXPIRED')
    expect((await call(who, 'GET /me/waivers')).body['items']).toEqual([])
  })

  it('such a perk is not claimed past its terms', async () => {
    const who = await createResident(app)
    expect((await call(who, 'POST /vouchers', { perkId: (await cameraPerk()).perkId })).body['code']).toBe('WAIVER_ORDER_NEEDED')
    const discount = await createPerk(app, { merchantId: merchant.merchantId })
    expect((await quote(who, discount.perkId)).status).toBe(404)
  })

  it('without room in the limit nothing is made, and the refusal says what is free', async () => {
    const who = await createResident(app)
    await reserved(who)
    const second = await quote(who, (await cameraPerk()).perkId)
    expect(second.body).toMatchObject({ fits: false, freeFen: 20_000 })
    const refused = await consent(who, second.body)
    expect(refused.body).toMatchObject({ code: 'EXPOSURE_EXCEEDED', facts: { limitFen: 50_000, usedFen: 30_000, neededFen: 30_000 } })
    expect((await call(who, 'GET /me/vouchers')).body['items']).toHaveLength(1)
    await giveScore(app, who.subjectId, 60_000)
    expect((await consent(who, (await quote(who, (await cameraPerk()).perkId)).body)).status).toBe(201)
  })
})

describe('a whole order', () => {
  it('goes from quote to settled, and every step is in the timeline and the audit trail', async () => {
    const who = await createResident(app)
    const { waiverId, voucherId } = await reserved(who)
    expect(await read(who, waiverId)).toMatchObject({ status: 'reserved', confirmed: false, confirmation: { mchId: simulator.options.merchant.mchId } })
    // Not confirmed with 支付分: nothing to show at the till yet.
    expect((await call(who, `POST /vouchers/${voucherId}/passes`)).body['code']).toBe('WAIVER_UNCONFIRMED')
    await simulator.confirm(waiverId)
    expect(await read(who, waiverId)).toMatchObject({ status: 'reserved', confirmed: true, confirmation: null })
    const [pass] = await fetchPasses(app, await renewToken(app, who), voucherId)
    await call(clerk, 'POST /desk/redemptions', { storeId: merchant.storeId, presented: pass?.text })
    await jobs()
    expect(await read(who, waiverId)).toMatchObject({ status: 'in-use', storeName: '砚台街店' })
    const returned = await desk(waiverId, 'return', { useFen: 3050, intact: true })
    expect(returned.body).toMatchObject({ status: 'returned', useFen: 3050, billFen: 3050 })
    await jobs()
    await settleDown()
    expect(await read(who, waiverId)).toMatchObject({ status: 'settled', billFen: 3050 })
    expect(simulator.order(waiverId)).toMatchObject({ state: 'DONE', totalFen: 3050, paid: true })
    expect(await exposure(who)).toBe(0)
    expect(titles(await read(who, waiverId))).toEqual(['同意条款并下单', '微信支付分确认', '到店取用', '店员登记归还', '确定应付金额', '结清'])
    expect(await auditOf(app, waiverId)).toEqual(['waiver.billed', 'waiver.confirmed', 'waiver.handed-over', 'waiver.quoted', 'waiver.reserved', 'waiver.returned', 'waiver.settled'])
    const notices = (await call(who, 'GET /me/notices')).body['items'] as { title: string }[]
    expect(notices.map((n) => n.title).toReversed()).toEqual(['相机免押租：可以取用了', '相机免押租：已取用', '相机免押租：应付 30.50 元', '相机免押租：已结清'])
  })

  it('post-pay asks for the amount at the end, up to the limit agreed', async () => {
    const who = await createResident(app)
    const { perkId } = await createPerk(app, { merchantId: merchant.merchantId, kind: 'post-pay', title: '先饮后付', terms: openTerms('post-pay', { benefit: { kind: 'post-pay', limitFen: 15_000 } }) })
    const { waiverId } = await inUse(who, perkId)
    expect((await desk(waiverId, 'return', { useFen: 15_001, intact: true })).body).toMatchObject({ code: 'VALIDATION' })
    expect((await desk(waiverId, 'return', { useFen: 15_000, intact: true })).body).toMatchObject({ status: 'returned', statusTitle: '已结账' })
    expect(titles(await read(who, waiverId))).toContain('店员登记结账')
    await jobs()
    await settleDown()
    expect(await read(who, waiverId)).toMatchObject({ kind: 'post-pay', status: 'settled', billFen: 15_000 })
  })

  it('post-pay keeps what its quote says of damage: none after a bill in good order, within the hours after one with reservation', async () => {
    const who = await createResident(app)
    const { perkId } = await createPerk(app, { merchantId: merchant.merchantId, kind: 'post-pay', title: '先饮后付', perPersonLimit: 20, terms: openTerms('post-pay', { benefit: { kind: 'post-pay', limitFen: 15_000 } }) })
    const { lines } = (await quote(who, perkId)).body as { lines: { title: string; detail: string | null }[] }
    expect(lines.find((l) => l.title === '损坏或丢失')?.detail).toBe('结账时店员登记完好的，商户不能再申请赔偿；没有的，可在 48 小时内拍照举证申请，逾期没有结账的也可以；您有 7 天可以提出异议')
    const intact = await inUse(who, perkId)
    await desk(intact.waiverId, 'return', { useFen: 3000, intact: true })
    expect((await photo(intact.waiverId)).status).toBe(409)
    expect((await desk(intact.waiverId, 'claim', { amountFen: 2000, reason: '桌面烫坏一处' })).status).toBe(409)
    await jobs()
    await settleDown()
    const reservedRight = await inUse(who, perkId)
    expect((await desk(reservedRight.waiverId, 'return', { useFen: 3000, intact: false })).body).toMatchObject({ status: 'returned', statusTitle: '已结账', billFen: null })
    const notices = (await call(who, 'GET /me/notices')).body['items'] as { title: string }[]
    expect(notices.map((n) => n.title)).toContain('先饮后付：已结账，待验收')
    await photo(reservedRight.waiverId)
    expect((await desk(reservedRight.waiverId, 'claim', { amountFen: 2000, reason: '桌面烫坏一处' })).status).toBe(200)
  })

  it('cancelled before the hand-over it costs nothing, and the voucher, the limit and 支付分 are free again', async () => {
    const who = await createResident(app)
    const { perkId } = await cameraPerk()
    const { waiverId, voucherId } = await reserved(who, perkId)
    await simulator.confirm(waiverId)
    expect((await call(who, `POST /waivers/${waiverId}/cancellation`)).body).toMatchObject({ status: 'cancelled' })
    expect((await call(who, `POST /waivers/${waiverId}/cancellation`)).body['code']).toBe('CONFLICT')
    await jobs()
    expect(simulator.order(waiverId)?.state).toBe('REVOKED')
    expect(await exposure(who)).toBe(0)
    expect(await rowsIn(app, `SELECT status FROM voucher WHERE id = '${voucherId}'`)).toEqual([{ status: 'cancelled' }])
    expect(await rowsIn(app, `SELECT quota_used FROM perk WHERE id = '${perkId}'`)).toEqual([{ quota_used: 0 }])
  })

  it('after the hand-over it is no longer cancelled; reversed at the till it waits again', async () => {
    const who = await createResident(app)
    const { waiverId, redemptionId } = await inUse(who)
    expect((await call(who, `POST /waivers/${waiverId}/cancellation`)).status).toBe(409)
    expect((await call(clerk, `POST /desk/redemptions/${redemptionId}/reversal`, { reason: '拿错了器材' })).status).toBe(200)
    await jobs()
    expect(await read(who, waiverId)).toMatchObject({ status: 'reserved', handedOverAt: null, dueAt: null })
    expect((await call(who, `POST /waivers/${waiverId}/cancellation`)).body).toMatchObject({ status: 'cancelled' })
  })

  it('nobody came: the order ends by itself and everything is free again; a voucher given back ends it too', async () => {
    const who = await createResident(app)
    const { waiverId } = await reserved(who)
    app.clock.advance(25 * 3600)
    await watch()
    await jobs()
    expect(await read(who, waiverId)).toMatchObject({ status: 'cancelled' })
    expect(simulator.order(waiverId)?.state).toBe('REVOKED')
    const other = await reserved(who)
    await call(who, `POST /vouchers/${other.voucherId}/cancellation`)
    await watch()
    expect(await read(who, other.waiverId)).toMatchObject({ status: 'cancelled' })
    expect(await exposure(who)).toBe(0)
  })

  it('is reminded of before its end, once for each step, and then overdue; a late return is a return', async () => {
    const who = await createResident(app)
    const { waiverId } = await inUse(who)
    app.clock.advance(2 * 86_400 + 3600)
    await watch()
    await watch()
    app.clock.advance(22 * 3600)
    await watch()
    expect(titles(await read(who, waiverId)).filter((t) => t === '提醒')).toHaveLength(2)
    app.clock.advance(2 * 3600)
    await watch()
    expect(await read(who, waiverId)).toMatchObject({ status: 'overdue' })
    const refused = await consent(who, (await quote(who, (await createPerk(app, { merchantId: merchant.merchantId, kind: 'deposit-waiver', terms: openTerms('deposit-waiver', { benefit: { kind: 'deposit-waiver', depositFen: 100 } }) })).perkId)).body)
    expect(refused.body).toMatchObject({ code: 'WAIVER_LATE', facts: { waiverId } })
    expect((await desk(waiverId, 'return', { useFen: 0, intact: true })).status).toBe(200)
    await jobs()
    await settleDown()
    expect(await read(who, waiverId)).toMatchObject({ status: 'settled', billFen: 0 })
  })
})

describe('a claim for damage', () => {
  it('needs a photo, stays within what was agreed, and is accepted by the person', async () => {
    const who = await createResident(app)
    const { waiverId } = await inUse(who)
    await desk(waiverId, 'return', { useFen: 3000, intact: false })
    expect((await desk(waiverId, 'claim', { amountFen: 100, reason: '镜头有明显划痕' })).body).toMatchObject({ code: 'VALIDATION', errors: [{ field: 'photo' }] })
    expect((await photo(waiverId, new TextEncoder().encode('<svg/>'), 'image/png')).body['code']).toBe('FILE_UNREADABLE')
    expect((await photo(waiverId, PHOTO, 'text/html')).body['code']).toBe('UNSUPPORTED_MEDIA')
    expect((await photo(waiverId, new Uint8Array(5 * 1024 * 1024 + 1))).status).toBe(413)
    expect((await photo(waiverId)).body).toEqual({ photoId: PHOTO_ID })
    expect((await photo(waiverId)).body).toEqual({ photoId: PHOTO_ID })
    expect((await desk(waiverId, 'claim', { amountFen: 27_001, reason: '镜头有明显划痕' })).body).toMatchObject({ code: 'VALIDATION', errors: [{ field: 'amountFen' }] })
    // The person sees the evidence once there is a claim, not before.
    expect((await call(who, `GET /waivers/${waiverId}/photos/${PHOTO_ID}`)).status).toBe(404)
    expect((await desk(waiverId, 'claim', { amountFen: 27_000, reason: '镜头有明显划痕' })).status).toBe(200)
    const shown = await call(who, `GET /waivers/${waiverId}/photos/${PHOTO_ID}`)
    expect([shown.status, shown.headers.get('content-type'), shown.headers.get('x-content-type-options')]).toEqual([200, 'image/jpeg', 'nosniff'])
    expect(shown.text).not.toContain('GPS')
    expect((await call(who, `POST /waivers/${waiverId}/acceptance`)).body).toMatchObject({ status: 'resolved', billFen: 30_000 })
    await jobs()
    await settleDown()
    expect(await read(who, waiverId)).toMatchObject({ status: 'settled', billFen: 30_000 })
  })

  it('disputed, it is decided by the office, both sides are told, and what is upheld is charged to the fen', async () => {
    const who = await createResident(app)
    const reviewer = await createStaff(app, ['reviewer'])
    const waiverId = await claimed(who)
    expect((await call(who, `POST /waivers/${waiverId}/dispute`, { reason: '还的时候是好的，有照片为证' })).body).toMatchObject({ status: 'disputed', disputeReason: '还的时候是好的，有照片为证' })
    await watch()
    const seen = await call(reviewer, `GET /console/waivers/${waiverId}`)
    expect(seen.body).toMatchObject({ status: 'disputed', claimFen: 5000, claimReason: '镜头有明显划痕', photoIds: [PHOTO_ID] })
    expect(seen.text).not.toContain(who.subjectId)
    const log = (await call(who, 'GET /me/access-log')).body['items'] as { purpose: string }[]
    expect(log.map((l) => l.purpose)).toContain('免押订单核实')
    expect((await call(reviewer, `POST /console/waivers/${waiverId}/decision`, { upheldFen: 5001, reason: '划痕为旧痕，支持一部分' })).status).toBe(422)
    expect((await call(reviewer, `POST /console/waivers/${waiverId}/decision`, { upheldFen: 1999, reason: '划痕为旧痕，支持一部分' })).body).toMatchObject({ status: 'resolved', upheldFen: 1999, billFen: 4999, decision: '划痕为旧痕，支持一部分' })
    expect((await call(reviewer, `POST /console/waivers/${waiverId}/decision`, { upheldFen: 0, reason: '再想一想，不支持了' })).status).toBe(409)
    for (const side of [who, clerk]) expect((await call(side, 'GET /me/notices')).text).toContain('相机免押租：异议已有结果')
    await jobs()
    await settleDown()
    expect(simulator.order(waiverId)).toMatchObject({ totalFen: 4999, paid: true })
    expect(await read(who, waiverId)).toMatchObject({ status: 'settled' })
  })

  it('not disputed in time it stands; not made in time there is none', async () => {
    const [a, b] = [await createResident(app), await createResident(app)]
    const waiverId = await claimed(a)
    const unclaimed = await inUse(b)
    await desk(unclaimed.waiverId, 'return', { useFen: 3000, intact: false })
    app.clock.advance(8 * 86_400)
    expect((await call(a, `POST /waivers/${waiverId}/dispute`, { reason: '还的时候是好的，有照片为证' })).status).toBe(409)
    expect((await photo(unclaimed.waiverId)).status).toBe(409)
    await watch()
    expect(await read(a, waiverId)).toMatchObject({ status: 'resolved', billFen: 8000 })
    expect(await read(b, unclaimed.waiverId)).toMatchObject({ status: 'returned', billFen: 3000 })
  })

  it('a return the merchant did not register is taken to the office, which says what is due', async () => {
    const who = await createResident(app)
    const { waiverId } = await inUse(who)
    expect((await call(who, `POST /waivers/${waiverId}/dispute`, { reason: '当天就还了，店员没有登记' })).status).toBe(409)
    app.clock.advance(3 * 86_400 + 1)
    await watch()
    expect((await call(who, `POST /waivers/${waiverId}/dispute`, { reason: '当天就还了，店员没有登记' })).body).toMatchObject({ status: 'disputed' })
    expect((await desk(waiverId, 'return', { useFen: 9900, intact: true })).status).toBe(409)
    const reviewer = await createStaff(app, ['reviewer'])
    expect((await call(reviewer, `POST /console/waivers/${waiverId}/decision`, { upheldFen: 30_001, reason: '监控显示当天已归还' })).status).toBe(422)
    expect((await call(reviewer, `POST /console/waivers/${waiverId}/decision`, { upheldFen: 1200, reason: '监控显示当天已归还' })).body).toMatchObject({ status: 'resolved', useFen: 1200, billFen: 1200 })
    await jobs()
    await settleDown()
    expect(await read(who, waiverId)).toMatchObject({ status: 'settled' })
    expect(await exposure(who)).toBe(0)
  })

  it('a thing that never came back is claimed as lost, within what was agreed', async () => {
    const who = await createResident(app)
    const { waiverId } = await inUse(who)
    app.clock.advance(3 * 86_400 + 1)
    await watch()
    await photo(waiverId)
    expect((await desk(waiverId, 'claim', { amountFen: 30_000, reason: '逾期未归还，联系不上' })).body).toMatchObject({ status: 'claimed', claimFen: 30_000 })
  })
})

describe('支付分 and its traps', () => {
  it('callbacks lost: the poll finds out', async () => {
    simulator.setDelivery('lost')
    const who = await createResident(app)
    const { waiverId } = await reserved(who)
    await simulator.confirm(waiverId)
    expect(await read(who, waiverId)).toMatchObject({ confirmed: false })
    await poll()
    expect(await read(who, waiverId)).toMatchObject({ confirmed: true })
  })

  it('a bill that is being paid is not paid: the order stays open and the limit stays taken until it is', async () => {
    simulator.setAutoPay(false)
    simulator.setDelivery('lost')
    const who = await createResident(app)
    const { waiverId, voucherId } = await reserved(who)
    await simulator.confirm(waiverId)
    await poll()
    const [pass] = await fetchPasses(app, await renewToken(app, who), voucherId)
    await call(clerk, 'POST /desk/redemptions', { storeId: merchant.storeId, presented: pass?.text })
    await jobs()
    await desk(waiverId, 'return', { useFen: 3000, intact: true })
    await jobs()
    await poll()
    expect(simulator.order(waiverId)).toMatchObject({ description: 'MCH_COMPLETE', paid: false })
    expect(await read(who, waiverId)).toMatchObject({ status: 'returned', billFen: 3000 })
    expect(await exposure(who)).toBe(30_000)
    await simulator.pay(waiverId)
    await poll()
    expect(await read(who, waiverId)).toMatchObject({ status: 'settled' })
    expect(await exposure(who)).toBe(0)
  })

  it('callbacks twice, and in the wrong order, end in the same state once', async () => {
    simulator.setDelivery('twice')
    const who = await createResident(app)
    const { waiverId, voucherId } = await reserved(who)
    simulator.setDelivery('held')
    await simulator.confirm(waiverId)
    await poll()
    const [pass] = await fetchPasses(app, await renewToken(app, who), voucherId)
    await call(clerk, 'POST /desk/redemptions', { storeId: merchant.storeId, presented: pass?.text })
    await jobs()
    await desk(waiverId, 'return', { useFen: 3000, intact: true })
    await jobs()
    await settleDown()
    const held = simulator.held().filter((c) => c.url.startsWith(server.origin)).slice(-2)
    expect(held).toHaveLength(2)
    // Paid first, confirmed last, and everything again.
    for (const callback of [...held.toReversed(), ...held]) {
      const answer = await fetch(callback.url, { method: 'POST', headers: callback.headers, body: callback.body })
      // Older than five minutes by the app's clock or not: both of these are fresh.
      expect(answer.status).toBe(204)
    }
    expect(await read(who, waiverId)).toMatchObject({ status: 'settled' })
    expect(titles(await read(who, waiverId)).filter((t) => t === '结清' || t === '微信支付分确认')).toEqual(['微信支付分确认', '结清'])
  })

  it('a callback with a bad signature, none, or of an hour ago is refused and changes nothing', async () => {
    simulator.setDelivery('held')
    const who = await createResident(app)
    const { waiverId } = await reserved(who)
    await simulator.confirm(waiverId)
    const callback = simulator.held().at(-1)
    const send = (headers: Record<string, string>, body = callback?.body ?? '') => fetch(callback?.url ?? '', { method: 'POST', headers, body }).then((r) => r.status)
    expect(await send({ 'content-type': 'application/json' })).toBe(401)
    expect(await send({ ...callback?.headers, 'wechatpay-signature': Buffer.from('no').toString('base64') })).toBe(401)
    expect(await send(callback?.headers ?? {}, `${callback?.body ?? ''} `)).toBe(401)
    app.clock.advance(3600)
    expect(await send(callback?.headers ?? {})).toBe(401)
    expect(await read(who, waiverId)).toMatchObject({ confirmed: false })
    app.clock.advance(-3600)
    expect(await send(callback?.headers ?? {})).toBe(204)
    expect(await read(who, waiverId)).toMatchObject({ confirmed: true })
  })

  it('an answer lost on the way is asked for again with the identical call, and makes one order', async () => {
    const who = await createResident(app)
    const quoted = await quote(who, (await cameraPerk()).perkId)
    const { body } = await consent(who, quoted.body)
    simulator.failNext('lost-answer')
    const calls = simulator.calls().length
    await jobs()
    // The connection broke before an answer, so the client has tried twice.
    expect(simulator.calls().slice(calls)).toEqual(['POST create', 'POST create'])
    simulator.failNext('system')
    expect(await read(who, String(body['waiverId']))).toMatchObject({ status: 'reserved', confirmation: { signType: 'HMAC-SHA256' } })
  })

  it('a user 支付分 will not serve: the order ends, the person is told, nothing is held', async () => {
    await poll()
    const who = await createResident(app)
    const quoted = await quote(who, (await cameraPerk()).perkId)
    const { body } = await consent(who, quoted.body)
    simulator.failNext('no-auth')
    await jobs()
    expect(await read(who, String(body['waiverId']))).toMatchObject({ status: 'cancelled' })
    expect(await exposure(who)).toBe(0)
    expect((await call(who, 'GET /me/notices')).text).toContain('没有办成')
  })

  it('reduced by the merchant it is modified lower; paid at the counter it is synced and not collected', async () => {
    simulator.setAutoPay(false)
    const who = await createResident(app)
    const { waiverId } = await inUse(who)
    await desk(waiverId, 'return', { useFen: 3000, intact: true })
    expect((await desk(waiverId, 'reduction', { discountFen: 100 })).body['code']).toBe('IN_PROGRESS')
    await jobs()
    expect((await desk(waiverId, 'reduction', { discountFen: 3001 })).status).toBe(422)
    expect((await desk(waiverId, 'reduction', { discountFen: 500 })).body).toMatchObject({ billFen: 2500, discountFen: 500 })
    await jobs()
    expect(simulator.order(waiverId)?.totalFen).toBe(2500)
    expect((await desk(waiverId, 'payment')).status).toBe(200)
    expect((await desk(waiverId, 'payment')).status).toBe(409)
    await jobs()
    expect(simulator.order(waiverId)).toMatchObject({ state: 'DONE', totalFen: 2500 })
    expect(await read(who, waiverId)).toMatchObject({ status: 'settled', billFen: 2500 })
  })

  it('paid just before it was reduced, the bill is what was collected', async () => {
    simulator.setAutoPay(false)
    simulator.setDelivery('lost')
    const who = await createResident(app)
    const { waiverId, voucherId } = await reserved(who)
    await simulator.confirm(waiverId)
    await poll()
    const [pass] = await fetchPasses(app, await renewToken(app, who), voucherId)
    await call(clerk, 'POST /desk/redemptions', { storeId: merchant.storeId, presented: pass?.text })
    await jobs()
    await desk(waiverId, 'return', { useFen: 3000, intact: true })
    await jobs()
    await simulator.pay(waiverId)
    await desk(waiverId, 'reduction', { discountFen: 500 })
    await jobs()
    expect(await read(who, waiverId)).toMatchObject({ status: 'settled', billFen: 3000, discountFen: 0 })
    expect((await call(who, 'GET /me/notices')).text).toContain('减免没有赶上付款')
  })

  it('expired there while in use: the agreed bill stands and is paid at the counter', async () => {
    const who = await createResident(app)
    const { waiverId } = await inUse(who)
    await simulator.expire(waiverId)
    expect((await desk(waiverId, 'return', { useFen: 3000, intact: true })).status).toBe(200)
    await jobs()
    expect(await read(who, waiverId)).toMatchObject({ status: 'returned', payAtCounter: true })
    expect((await desk(waiverId, 'payment')).body).toMatchObject({ status: 'settled' })
    expect(await exposure(who)).toBe(0)
  })
})

describe('leaving', () => {
  it('closing the score or the account shows open orders and what happens, and is not held up by them', async () => {
    const who = await createResident(app)
    await giveScore(app, who.subjectId, 65_000)
    const used = await inUse(who)
    const waiting = await reserved(who)
    const closing = (await call(who, 'GET /me/score/closing')).body['openWaivers'] as { waiverId: string; afterwards: string; amountFen: number }[]
    expect(closing.map((w) => [w.waiverId, w.amountFen])).toEqual([[waiting.waiverId, 30_000], [used.waiverId, 30_000]])
    expect(closing[1]?.afterwards).toContain('应付金额不变')
    expect((await call(who, 'DELETE /me/score')).status).toBe(204)
    expect(await read(who, used.waiverId)).toMatchObject({ status: 'in-use', holdFen: 30_000 })
    expect((await consent(who, (await quote(who, (await cameraPerk()).perkId)).body)).body['code']).toBe('EXPOSURE_EXCEEDED')
    expect(((await call(who, 'GET /me/account')).body['openWaivers'] as unknown[]).length).toBe(2)
    expect((await call(who, 'DELETE /me/account')).status).toBe(204)
    await jobs()
    expect(await rowsIn(app, `SELECT id, status FROM waiver WHERE subject_id = '${who.subjectId}' AND status <> 'quoted' ORDER BY id`)).toEqual([{ id: used.waiverId, status: 'in-use' }, { id: waiting.waiverId, status: 'cancelled' }])
    expect(await rowsIn(app, `SELECT used_fen::int AS used FROM waiver_exposure WHERE subject_id = '${who.subjectId}'`)).toEqual([{ used: 30_000 }])
    // The thing still comes back, and is still paid for as agreed.
    expect((await desk(used.waiverId, 'return', { useFen: 1000, intact: true })).status).toBe(200)
    await jobs()
    await settleDown()
    expect(await rowsIn(app, `SELECT status, bill_fen FROM waiver WHERE id = '${used.waiverId}'`)).toEqual([{ status: 'settled', bill_fen: 1000 }])
  })

  it('the terms agreed to cannot be changed afterwards, by anybody', async () => {
    const who = await createResident(app)
    const { waiverId } = await reserved(who)
    await expect(rowsIn(app, `UPDATE waiver SET hold_fen = 99 WHERE id = '${waiverId}'`)).rejects.toThrow()
    await expect(rowsIn(app, `DELETE FROM waiver_event WHERE waiver_id = '${waiverId}'`)).rejects.toThrow()
  })
})

it('the merchant sees order, item, times and amounts, and nothing of the person', async () => {
  const who = await createResident(app)
  await giveScore(app, who.subjectId, 72_345)
  const waiverId = await claimed(who)
  const texts = [(await call(clerk, `GET /desk/waivers/${waiverId}`)).text, (await call(clerk, `GET /desk/waivers?storeId=${merchant.storeId}&open=true`)).text]
  for (const text of texts) {
    for (const secret of [who.name, who.idNumber, who.subjectId, who.accountId, '72345', '723.45', '500000', 'limit', 'score', 'freeFen', 'usedFen']) expect(text).not.toContain(secret)
  }
})
