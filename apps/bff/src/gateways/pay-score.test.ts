import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PayScoreBill, PayScoreOrder } from './gateways'
import { createPayScoreGateway } from './pay-score'
import { type PayScoreSimulator, startPayScoreSimulator } from './pay-score-simulator'
import { beijingStamp, platformHeaders } from './pay-score-wire'
import { startSimulatorServer } from './simulator-server'

let simulator: PayScoreSimulator
beforeAll(async () => {
  simulator = await startPayScoreSimulator()
})
afterAll(() => simulator.close())
beforeEach(() => {
  simulator.setAutoPay(false)
  simulator.setDelivery('lost')
})

const gateway = (options: { timeoutMs?: number } = {}) => createPayScoreGateway({ ...simulator.options, appId: 'wx00000000simulator', notifyUrl: 'http://127.0.0.1:9/none', timeoutMs: 20_000, ...options })
let made = 0
const order = (change: Partial<PayScoreOrder> = {}): PayScoreOrder => ({
  outOrderNo: `wvr_${String((made += 1)).padStart(8, '0')}`,
  introduction: '帐篷、相机免押租',
  riskFund: { name: 'DEPOSIT', amountFen: 50_000 },
  startsAt: new Date('2026-11-21T04:00:00Z'),
  endsAt: new Date('2026-11-24T04:00:00Z'),
  openid: 'openid-a',
  ...change,
})
const bill = (useFen: number, damageFen = 0): PayScoreBill => ({ payments: [{ name: '使用费', amountFen: useFen }, { name: '赔偿', amountFen: damageFen }], discounts: [], totalFen: useFen + damageFen })

/** An order the user has confirmed. */
async function confirmed(): Promise<PayScoreOrder> {
  const made = order()
  await gateway().create(made)
  await simulator.confirm(made.outOrderNo)
  return made
}

describe('calls', () => {
  it('an order is created, confirmed, completed and paid', async () => {
    const one = order()
    const created = await gateway().create(one)
    expect(created).toMatchObject({ ok: true, order: { outOrderNo: one.outOrderNo, state: 'CREATED', paid: false, totalFen: null } })
    expect(created.ok && created.order.package).toBeTruthy()
    await simulator.confirm(one.outOrderNo)
    expect(await gateway().query(one.outOrderNo)).toMatchObject({ order: { state: 'DOING', description: 'USER_CONFIRM' } })
    expect(await gateway().complete(one.outOrderNo, bill(3000, 500))).toMatchObject({ ok: true, order: { totalFen: 3500, paid: false } })
    await simulator.pay(one.outOrderNo)
    expect(await gateway().query(one.outOrderNo)).toMatchObject({ order: { state: 'DONE', totalFen: 3500, paid: true } })
  })

  it('the identical call again succeeds, one with other parameters is refused', async () => {
    const one = order()
    const first = await gateway().create(one)
    expect(await gateway().create(one)).toEqual(first)
    expect(await gateway().create({ ...one, riskFund: { name: 'DEPOSIT', amountFen: 60_000 } })).toMatchObject({ ok: false, reason: 'REFUSED', code: 'INVALID_REQUEST' })
    await simulator.confirm(one.outOrderNo)
    expect((await gateway().complete(one.outOrderNo, bill(3000))).ok).toBe(true)
    expect((await gateway().complete(one.outOrderNo, bill(3000))).ok).toBe(true)
    expect(await gateway().complete(one.outOrderNo, bill(2000))).toMatchObject({ ok: false, reason: 'REFUSED' })
    expect(simulator.order(one.outOrderNo)?.totalFen).toBe(3000)
  })

  it('a completed order whose user is paying is not paid', async () => {
    const one = await confirmed()
    await gateway().complete(one.outOrderNo, bill(3000))
    expect(await gateway().query(one.outOrderNo)).toMatchObject({ ok: true, order: { state: 'DOING', description: 'MCH_COMPLETE', paid: false } })
  })

  it('nothing to pay is done at once', async () => {
    const one = await confirmed()
    expect(await gateway().complete(one.outOrderNo, bill(0))).toMatchObject({ order: { state: 'DONE', totalFen: 0, paid: true } })
  })

  it('a cancelled order is revoked, and neither confirmed nor completed afterwards', async () => {
    const one = await confirmed()
    expect(await gateway().cancel(one.outOrderNo, '本人取消')).toMatchObject({ ok: true, order: { state: 'REVOKED' } })
    expect((await gateway().cancel(one.outOrderNo, '本人取消')).ok).toBe(true)
    expect(await gateway().complete(one.outOrderNo, bill(100))).toMatchObject({ ok: false, reason: 'REFUSED', code: 'INVALID_ORDER_STATE' })
    expect(await simulator.confirm(one.outOrderNo)).toBe(false)
  })

  it('a total is modified lower only', async () => {
    const one = await confirmed()
    await gateway().complete(one.outOrderNo, bill(3000))
    expect(await gateway().modify(one.outOrderNo, bill(4000), '补差')).toMatchObject({ ok: false, reason: 'REFUSED' })
    expect(await gateway().modify(one.outOrderNo, bill(1000), '减免')).toMatchObject({ ok: true, order: { totalFen: 1000 } })
  })

  it('a payment made at the counter is synced', async () => {
    const one = await confirmed()
    expect(await gateway().sync(one.outOrderNo, new Date())).toMatchObject({ ok: false, reason: 'REFUSED' })
    await gateway().complete(one.outOrderNo, bill(3000))
    expect(await gateway().sync(one.outOrderNo, new Date('2026-11-21T04:00:00Z'))).toMatchObject({ ok: true, order: { state: 'DONE', paid: true } })
  })

  it('an order that does not exist is NOT_FOUND, an expired one says so', async () => {
    expect(await gateway().query('wvr_nobody')).toMatchObject({ ok: false, reason: 'NOT_FOUND' })
    const one = await confirmed()
    await simulator.expire(one.outOrderNo)
    expect(await gateway().query(one.outOrderNo)).toMatchObject({ order: { state: 'EXPIRED', paid: false } })
  })

  it('a total above the risk fund, or an introduction that is empty, is refused there; one that does not add up never leaves', async () => {
    const one = await confirmed()
    expect(await gateway().complete(one.outOrderNo, bill(50_001))).toMatchObject({ ok: false, reason: 'REFUSED', code: 'PARAM_ERROR' })
    expect(await gateway().create(order({ introduction: '' }))).toMatchObject({ ok: false, reason: 'REFUSED' })
    const before = simulator.calls().length
    await expect(gateway().complete(one.outOrderNo, { ...bill(3000), totalFen: 2999 })).rejects.toThrow(RangeError)
    await expect(gateway().complete(one.outOrderNo, { payments: [{ name: '使用费', amountFen: 1 }], discounts: [{ name: '减免', amountFen: 2 }], totalFen: -1 })).rejects.toThrow(RangeError)
    expect(simulator.calls()).toHaveLength(before)
  })
})

describe('when things go wrong', () => {
  it('a call that took effect without an answer succeeds when it is repeated', async () => {
    const one = order()
    simulator.failNext('timeout')
    expect(await gateway({ timeoutMs: 100 }).create(one)).toEqual({ ok: false, reason: 'UNAVAILABLE', code: null })
    simulator.failNext('lost-answer')
    expect(await gateway().create(one)).toMatchObject({ ok: true, order: { state: 'CREATED' } })
    expect(simulator.order(one.outOrderNo)).toBeDefined()
  })

  it('5xx and an answer signed by somebody else are UNAVAILABLE, a refusal is not', async () => {
    const one = await confirmed()
    simulator.failNext('system')
    expect(await gateway().query(one.outOrderNo)).toEqual({ ok: false, reason: 'UNAVAILABLE', code: 'SYSTEM_ERROR' })
    simulator.failNext('bad-signature')
    expect(await gateway().query(one.outOrderNo)).toEqual({ ok: false, reason: 'UNAVAILABLE', code: 'BAD_SIGNATURE' })
    simulator.failNext('no-auth')
    expect(await gateway().create(order())).toEqual({ ok: false, reason: 'REFUSED', code: 'NO_AUTH' })
  })

  it('a request signed with another key, and one an hour old, are turned away', async () => {
    const other = await startPayScoreSimulator()
    const forged = createPayScoreGateway({ ...simulator.options, merchant: other.options.merchant, appId: 'wx', notifyUrl: 'http://127.0.0.1:9/none' })
    expect(await forged.query('wvr_x')).toEqual({ ok: false, reason: 'UNAVAILABLE', code: 'SIGN_ERROR' })
    const late = createPayScoreGateway({ ...simulator.options, appId: 'wx', notifyUrl: 'http://127.0.0.1:9/none', clock: () => new Date(Date.now() - 3_600_000) })
    expect(await late.query('wvr_x')).toEqual({ ok: false, reason: 'UNAVAILABLE', code: 'SIGN_ERROR' })
    await other.close()
  })

  it('a server that talks nonsense is UNAVAILABLE', async () => {
    for (const text of ['', '<html></html>', '{}']) {
      const server = await startSimulatorServer((_request, response) => response.writeHead(200).end(text))
      expect(await createPayScoreGateway({ ...simulator.options, baseUrl: server.origin, appId: 'wx', notifyUrl: 'http://127.0.0.1:9/none' }).query('wvr_x'), text).toMatchObject({ ok: false, reason: 'UNAVAILABLE' })
      await server.close()
    }
  })
})

describe('callbacks', () => {
  const headerOf = (headers: Record<string, string>) => (name: string) => headers[name]

  it('a callback is read when its signature, time and resource are good, and refused when any of them is not', async () => {
    simulator.setDelivery('held')
    const one = await confirmed()
    const callback = simulator.held().at(-1)
    if (!callback) throw new Error('no callback was made')
    const read = (change: Partial<{ headers: Record<string, string>; body: string; now: Date }> = {}) =>
      gateway().readNotification({ header: headerOf(change.headers ?? callback.headers), body: change.body ?? callback.body, now: change.now ?? new Date() })
    expect(read()).toMatchObject({ order: { outOrderNo: one.outOrderNo, state: 'DOING', description: 'USER_CONFIRM' } })
    expect(read({ body: callback.body.replace('USER_CONFIRM', 'USER_PAID') })).toBeUndefined()
    expect(read({ headers: {} })).toBeUndefined()
    expect(read({ headers: { ...callback.headers, 'wechatpay-serial': 'PUB_KEY_ID_OTHER' } })).toBeUndefined()
    // WeChat itself probes with signatures that are meant to fail.
    expect(read({ headers: { ...callback.headers, 'wechatpay-signature': `WECHATPAY/SIGNTEST/${callback.headers['wechatpay-signature']}` } })).toBeUndefined()
    expect(read({ now: new Date(Date.now() + 301_000) })).toBeUndefined()
  })

  it('a resource under another key is refused although its envelope is signed', async () => {
    simulator.setDelivery('held')
    await confirmed()
    const callback = simulator.held().at(-1)
    const other = createPayScoreGateway({ ...simulator.options, apiV3Key: 'k'.repeat(32), appId: 'wx', notifyUrl: 'http://127.0.0.1:9/none' })
    expect(other.readNotification({ header: headerOf(callback?.headers ?? {}), body: callback?.body ?? '', now: new Date() })).toBeUndefined()
  })

  it('a body signed by the merchant’s own key is not the platform’s', () => {
    const headers = platformHeaders('{}', new Date(), { serial: simulator.options.platform.serial, key: simulator.options.merchant.key })
    expect(gateway().readNotification({ header: headerOf(headers), body: '{}', now: new Date() })).toBeUndefined()
  })
})

it('what the phone hands to WeChat is signed', () => {
  const confirmation = gateway().confirmation('pkg', new Date('2026-11-21T04:00:00Z'))
  expect(confirmation).toMatchObject({ mchId: simulator.options.merchant.mchId, package: 'pkg', timestamp: '1795233600', signType: 'HMAC-SHA256' })
  expect(confirmation.sign).toMatch(/^[0-9A-F]{64}$/)
})

it('instants are written in Beijing time', () => {
  expect(beijingStamp(new Date('2026-11-21T16:30:05Z'))).toBe('20261122003005')
})
