import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { deskPhone } from '../../testing/desk-phone'
import { claimPerk, createMerchant, createPerk, createPost, fetchPasses } from '../../testing/market'
import { createResident, createStaff, renewToken, type Resident } from '../../testing/people'
import { auditOf, rowsIn } from '../../testing/rows'

let app: TestApp
let merchant: Awaited<ReturnType<typeof createMerchant>>
let clerk: Resident
let perkId = ''
beforeAll(async () => {
  app = await startTestApp()
  app.deps.city.watch.farFromStoreMetres = 1000
})
afterAll(() => app.close())
beforeEach(async () => {
  app.clock.set('2026-11-21T04:00:00.000Z')
  merchant = await createMerchant(app)
  clerk = await createResident(app)
  await createPost(app, { merchantId: merchant.merchantId, storeId: merchant.storeId, subjectId: clerk.subjectId })
  perkId = (await createPerk(app, { merchantId: merchant.merchantId })).perkId
})

/** The test store is at 118.5 E, 25.1 N. */
async function redeemAt(position?: object) {
  const holder = await createResident(app)
  const [pass] = await fetchPasses(app, holder.token, (await claimPerk(app, holder.token, perkId)).voucherId)
  return app.call('POST /desk/redemptions', { as: await renewToken(app, clerk), body: { storeId: merchant.storeId, presented: pass?.text, ...(position ? { position } : {}) } })
}
const flags = () => rowsIn<{ id: string; count: number; allowed: number; status: string }>(app, `SELECT id, count, allowed, status FROM redemption_flag WHERE merchant_id = '${merchant.merchantId}' AND kind = 'far-from-store'`)

it('a phone near its store, or one that does not say, raises nothing', async () => {
  for (const position of [undefined, { longitudeE6: 118_500_000, latitudeE6: 25_100_000 }, { longitudeE6: 118_509_000, latitudeE6: 25_100_000 }]) expect((await redeemAt(position)).status).toBe(201)
  expect(await flags()).toEqual([])
})

it('one far away redeems all the same and raises one flag with a rounded distance; the place itself is kept nowhere', async () => {
  const far = { longitudeE6: 118_512_345, latitudeE6: 25_123_456 }
  const { status, body } = await redeemAt(far)
  expect(status).toBe(201)
  const [flag] = await flags()
  expect(flag).toMatchObject({ count: 2900, allowed: 1000, status: 'open' })
  expect(await auditOf(app, flag?.id ?? '')).toEqual(['flag.raised'])
  app.clock.advance(60)
  expect((await redeemAt({ longitudeE6: 119_500_000, latitudeE6: 25_100_000 })).status).toBe(201)
  const [wider] = await flags()
  expect(wider?.id).toBe(flag?.id)
  expect(wider?.count).toBe(100_700)
  const reviewer = await createStaff(app, ['reviewer'])
  const shown = await app.call(`GET /console/flags/${flag?.id ?? ''}`, { as: reviewer.token })
  expect(shown.body).toMatchObject({ flag: { kind: 'far-from-store', count: 100_700 }, rows: [{}, { redemptionId: body['redemptionId'] }] })
  const tables = await rowsIn<{ name: string }>(app, `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`)
  for (const { name } of tables) expect(await rowsIn(app, `SELECT 1 AS one FROM "${name}" t WHERE t::text LIKE '%118512345%' OR t::text LIKE '%118.512345%' OR t::text LIKE '%25123456%'`), name).toEqual([])
})

it('a scan without network says it when it is handed in: the same flag, of whoever stood there, and the place is kept nowhere either', async () => {
  const phone = deskPhone(app, { who: clerk, storeId: merchant.storeId })
  await phone.fetchKit()
  const showing = async () => {
    const holder = await createResident(app)
    return (await fetchPasses(app, holder.token, (await claimPerk(app, holder.token, perkId)).voucherId))[0]?.text ?? ''
  }
  phone.admit(await showing(), undefined, { longitudeE6: 118_501_000, latitudeE6: 25_100_000 })
  phone.admit(await showing())
  expect((await phone.sync()).status).toBe(200)
  expect(await flags()).toEqual([])
  app.clock.advance(60)
  phone.admit(await showing(), undefined, { longitudeE6: 118_512_000, latitudeE6: 25_123_000 })
  const owner = await createResident(app)
  await createPost(app, { merchantId: merchant.merchantId, subjectId: owner.subjectId, role: 'owner' })
  const other = { storeId: merchant.storeId, deviceId: phone.deviceId, tickets: phone.tickets, scans: phone.log }
  for (let i = 0; i < 2; i += 1) expect((await app.call('POST /desk/offline-scans', { as: owner.token, body: other })).status).toBe(200)
  expect(await flags()).toMatchObject([{ count: 2800, allowed: 1000, status: 'open' }])
  const [key] = await rowsIn<{ key: string }>(app, `SELECT key FROM redemption_flag WHERE merchant_id = '${merchant.merchantId}'`)
  expect(key?.key).toBe(`${clerk.accountId}|${merchant.storeId}`)
  const reviewer = await createStaff(app, ['reviewer'])
  const [flag] = await flags()
  expect((await app.call(`GET /console/flags/${flag?.id ?? ''}`, { as: reviewer.token })).body).toMatchObject({ flag: { kind: 'far-from-store' }, rows: [{ channel: 'offline' }] })
  expect(await rowsIn(app, `SELECT 1 AS one FROM offline_scan t WHERE t::text LIKE '%118512%' OR t::text LIKE '%25123%'`)).toEqual([])
})

it('a place that is none is refused as any wrong field, and a till sends none', async () => {
  expect((await redeemAt({ longitudeE6: 999_000_000, latitudeE6: 0 })).body).toMatchObject({ code: 'VALIDATION' })
  expect(await flags()).toEqual([])
})
