import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { inTransaction, makeCtx } from '../../context'
import { startTestApp, type TestApp } from '../../testing/app'
import { runOutboxAndScores } from '../../testing/jobs'
import { createMerchant, createPost } from '../../testing/market'
import { createResident, createStaff, renewToken, type Resident } from '../../testing/people'
import { auditOf, rowsIn } from '../../testing/rows'
import { createOrder } from '../../testing/waivers'
import { bookOffline } from '../voucher/book-offline'
import { lockVoucher } from '../voucher/voucher.store'
import { watchWaivers } from './watch-waivers'

/** What ends an order from outside: its merchant leaves, its voucher is given back, a desk was late, somebody else had used it. */
const START = '2026-11-21T04:00:00.000Z'
let app: TestApp
let merchant: Awaited<ReturnType<typeof createMerchant>>
let owner: Resident
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.clock.set(START)
  merchant = await createMerchant(app, { storeName: '砚台街店' })
  owner = await newOwner()
})

const ctx = () => makeCtx(app.deps, { requestId: 'test-jobs', actor: { kind: 'system', name: 'jobs' } })
const settle = () => runOutboxAndScores(ctx())
async function newOwner(): Promise<Resident> {
  const person = await createResident(app)
  await createPost(app, { merchantId: merchant.merchantId, subjectId: person.subjectId, role: 'owner' })
  return person
}
const order = (who: Resident, until: 'reserved' | 'in-use') => createOrder(app, { owner: who, merchantId: merchant.merchantId, storeId: merchant.storeId, until })
const read = async (who: Resident, waiverId: string) => (await app.call(`GET /waivers/${waiverId}`, { as: await renewToken(app, who) })).body
const timeline = async (who: Resident, waiverId: string) => ((await read(who, waiverId))['timeline'] as { title: string }[]).map((e) => e.title)
const used = async (who: Resident) => (await app.call('GET /me/waivers', { as: await renewToken(app, who) })).body['usedFen']
const notices = async (who: Resident) => ((await app.call('GET /me/notices', { as: await renewToken(app, who) })).body['items'] as { title: string; body: string }[])
const voucherOf = async (waiverId: string) => (await rowsIn<{ voucher_id: string }>(app, `SELECT voucher_id FROM waiver WHERE id = '${waiverId}'`))[0]?.voucher_id ?? ''

it('the merchant leaves: what waits is cancelled and free again, what was handed over goes on, and both sides are told once', async () => {
  const [waits, uses] = [await newOwner(), await newOwner()]
  const [reserved, inUse] = [await order(waits, 'reserved'), await order(uses, 'in-use')]
  const officer = await createStaff(app, ['reviewer'])
  expect((await app.call(`POST /console/merchants/${merchant.merchantId}/termination`, { as: officer.token, body: { reason: 'agreement' } })).status).toBe(204)
  await settle()
  await app.deps.db.execute(`UPDATE outbox SET done_at = NULL WHERE topic = 'merchant.terminated'`)
  await settle()
  expect(await read(waits, reserved)).toMatchObject({ status: 'cancelled' })
  expect([await used(waits), await used(uses)]).toEqual([0, 3300])
  expect((await timeline(waits, reserved)).at(-1)).toBe('商户终止合作，订单取消')
  expect(await auditOf(app, reserved)).toContain('waiver.withdrawn')
  expect(await read(uses, inUse)).toMatchObject({ status: 'in-use' })
  expect((await notices(waits)).filter((n) => n.title === '相机免押租：订单已取消')).toHaveLength(1)
  expect((await notices(uses)).filter((n) => n.title === '相机免押租：商户已终止合作')).toHaveLength(1)
  const told = (await notices(owner)).find((n) => n.title.endsWith('合作已终止'))?.body
  expect(told).toContain('还没取用的 1 笔免押、后付订单已取消。已取用的 1 笔请照常收回')
  // Nobody is left to register the return: past its time the person disputes, and the office decides.
  app.clock.advance(4 * 86_400)
  while ((await watchWaivers({ ctx: ctx() })) > 0);
  expect((await app.call(`POST /waivers/${inUse}/dispute`, { as: await renewToken(app, uses), body: { reason: '已按时归还，有照片为证' } })).status).toBe(200)
  expect(await read(uses, inUse)).toMatchObject({ status: 'disputed' })
})

it('a voucher given back ends its order with the next message, without the sweep', async () => {
  const who = await newOwner()
  const waiverId = await order(who, 'reserved')
  expect((await app.call(`POST /vouchers/${await voucherOf(waiverId)}/cancellation`, { as: await renewToken(app, who) })).status).toBe(200)
  await settle()
  expect([await read(who, waiverId), await used(who)]).toMatchObject([{ status: 'cancelled' }, 0])
  expect((await timeline(who, waiverId)).at(-1)).toBe('没有取用，订单取消')
})

it('a hand-over without network that arrives after its order lapsed opens nothing again, and both sides are told once', async () => {
  const who = await newOwner()
  const waiverId = await order(who, 'reserved')
  const voucherId = await voucherOf(waiverId)
  await app.deps.db.execute(`UPDATE voucher SET status = 'expired', claim_no = NULL WHERE id = '${voucherId}'`)
  while ((await watchWaivers({ ctx: ctx() })) > 0);
  expect(await read(who, waiverId)).toMatchObject({ status: 'cancelled' })
  await inTransaction(ctx(), async (tx) => {
    await lockVoucher(tx.db, voucherId)
    await bookOffline({ ctx: tx, input: { voucherId, storeId: merchant.storeId, accountId: owner.accountId, passJti: `scan:${waiverId}`, admittedAt: new Date(START) } })
  })
  await settle()
  await app.deps.db.execute(`UPDATE outbox SET done_at = NULL WHERE topic = 'voucher.redeemed'`)
  await settle()
  expect([await read(who, waiverId), await used(who)]).toMatchObject([{ status: 'cancelled', dueAt: null }, 0])
  expect((await timeline(who, waiverId)).filter((t) => t === '门店断网时已交付，订单在此之前已取消')).toHaveLength(1)
  expect((await notices(who)).filter((n) => n.title === '相机免押租：门店补登了一次取用')).toHaveLength(1)
  expect((await notices(owner)).filter((n) => n.title === '断网时交付的订单已取消')).toHaveLength(1)
})

it('不是我本人, upheld, takes the hand-over back, also of an order that is overdue: nothing is owed and the limit is free', async () => {
  const who = await newOwner()
  const waiverId = await order(who, 'in-use')
  app.clock.advance(4 * 86_400)
  while ((await watchWaivers({ ctx: ctx() })) > 0);
  expect(await read(who, waiverId)).toMatchObject({ status: 'overdue' })
  const [redemption] = await rowsIn<{ id: string }>(app, `SELECT id FROM redemption WHERE voucher_id = '${await voucherOf(waiverId)}'`)
  expect((await app.call(`POST /me/receipts/${redemption?.id ?? ''}/not-me`, { as: await renewToken(app, who) })).status).toBe(201)
  const officer = await createStaff(app, ['reviewer'])
  const { body } = await app.call('GET /console/not-me?status=open', { as: officer.token })
  const [report] = (body['items'] as { reportId: string; merchantId: string }[]).filter((r) => r.merchantId === merchant.merchantId)
  expect((await app.call(`POST /console/not-me/${report?.reportId ?? ''}/resolution`, { as: officer.token, body: { outcome: 'upheld', answer: '调看了门店监控' } })).status).toBe(200)
  await settle()
  while ((await watchWaivers({ ctx: ctx() })) > 0);
  // Its time to be fetched was over: it waited for a moment and lapsed.
  expect([await read(who, waiverId), await used(who)]).toMatchObject([{ status: 'cancelled', dueAt: null }, 0])
  expect((await timeline(who, waiverId)).slice(-2)).toEqual(['取用已撤销', '没有取用，订单取消'])
  expect((await notices(who)).map((n) => n.title)).toContain('相机免押租：取用已撤销')
})
