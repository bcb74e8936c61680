import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { claimPerk, createMerchant, createPerk, createPost, createStore, fetchPasses, putOnSeriousList } from '../../testing/market'
import { createResident, createStaff, renewToken, type Resident } from '../../testing/people'
import { rowsIn } from '../../testing/rows'
import { AUDIENCE, askToken, assertionOf, createTill, formOf, type Till, tillKey } from '../../testing/tills'
import { listAudit } from '../audit/audit.store'
import { deleteAssertionsBefore } from './till.store'

const START = '2026-11-21T04:00:00.000Z'
let app: TestApp
let merchant: Awaited<ReturnType<typeof createMerchant>>
let till: Till
let resident: Resident
let perkId = ''
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.clock.set(START)
  merchant = await createMerchant(app, { storeName: '临河店' })
  till = await createTill(app, merchant)
  perkId = (await createPerk(app, { merchantId: merchant.merchantId, perPersonLimit: 10 })).perkId
  resident = await createResident(app)
})

const shown = async () => {
  const { voucherId } = await claimPerk(app, resident.token, perkId)
  const [pass] = await fetchPasses(app, resident.token, voucherId)
  if (!pass) throw new Error('no pass')
  return { voucherId, ...pass }
}
const redeem = (presented: string, options: { as?: string; key?: string } = {}) => app.call('POST /till/redemptions', { as: options.as ?? till.token, body: { presented }, headers: options.key ? { 'idempotency-key': options.key } : {} })
const check = (presented: string, as = till.token) => app.call('POST /till/checks', { as, body: { presented } })

describe('a till', () => {
  it('checks, redeems by pass and by barcode, and reverses; the redemption is the till’s', async () => {
    const [byPass, byCode] = [await shown(), await shown()]
    expect((await check(byPass.text)).body).toMatchObject({ verdict: 'may', benefit: '停车 9 折' })
    const done = await redeem(byPass.text)
    expect(done.status).toBe(201)
    expect(done.body).toMatchObject({ storeName: '临河店', benefit: '停车 9 折', reversedAt: null })
    expect((await check(byPass.text)).body).toMatchObject({ verdict: 'may-not', code: 'USED', usedStoreName: '临河店' })
    expect((await redeem(byCode.tillCode)).status).toBe(201)
    const redemptionId = String(done.body['redemptionId'])
    expect((await app.call(`GET /till/redemptions/${redemptionId}`, { as: till.token })).body).toEqual(done.body)
    const rows = await rowsIn<{ channel: string; by_till_client_id: string; by_account_id: string | null }>(app, `SELECT channel, by_till_client_id, by_account_id FROM redemption WHERE merchant_id = '${merchant.merchantId}'`)
    expect(rows).toEqual([{ channel: 'till-api', by_till_client_id: till.clientId, by_account_id: null }, { channel: 'till-api', by_till_client_id: till.clientId, by_account_id: null }])
    expect((await listAudit(app.deps.db, { entityId: byPass.voucherId, limit: 10 }))[0]).toMatchObject({ action: 'voucher.redeemed', actor: `till:${till.clientId}` })

    const reversed = await app.call(`POST /till/redemptions/${redemptionId}/reversal`, { as: till.token, body: { reason: '顾客退货' } })
    expect(reversed.body).toMatchObject({ reversalReason: '顾客退货' })
    expect(await rowsIn(app, `SELECT reversed_by_till_client_id AS by FROM redemption WHERE id = '${redemptionId}'`)).toEqual([{ by: till.clientId }])
    expect((await app.call(`GET /vouchers/${byPass.voucherId}`, { as: resident.token })).body).toMatchObject({ status: 'issued' })
  })

  it('asked again with the same key gives the same receipt, also when the pass has expired since', async () => {
    const { text } = await shown()
    const first = await redeem(text, { key: 'sale-00000001' })
    app.clock.advance(300)
    const again = await redeem(text, { key: 'sale-00000001' })
    expect([again.status, again.body['receiptNo'], again.headers.get('idempotent-replayed')]).toEqual([201, first.body['receiptNo'], 'true'])
  })

  it('of 40 of the same sale at once all get the one receipt', async () => {
    const { text, voucherId } = await shown()
    const answers = await Promise.all(Array.from({ length: 40 }, () => redeem(text, { key: 'sale-00000002' })))
    expect(new Set(answers.map((a) => a.status))).toEqual(new Set([201]))
    expect(new Set(answers.map((a) => a.body['receiptNo'])).size).toBe(1)
    expect(await rowsIn(app, `SELECT 1 AS one FROM redemption WHERE voucher_id = '${voucherId}'`)).toHaveLength(1)
  })

  it('stands in one store: another store’s receipt, another merchant’s voucher are not its own', async () => {
    const { storeId } = await createStore(app, merchant.merchantId, { name: '青桥店' })
    const beside = await createTill(app, { merchantId: merchant.merchantId, storeId })
    const stranger = await createTill(app, await createMerchant(app))
    const { text } = await shown()
    expect((await redeem(text, { as: stranger.token })).body).toMatchObject({ code: 'WRONG_MERCHANT' })
    const { body } = await redeem(text)
    for (const other of [beside, stranger]) {
      expect((await app.call(`GET /till/redemptions/${String(body['redemptionId'])}`, { as: other.token })).status).toBe(404)
      expect((await app.call(`POST /till/redemptions/${String(body['redemptionId'])}/reversal`, { as: other.token, body: { reason: '不是我的' } })).status).toBe(404)
    }
  })

  it('opens no other door, and nobody else opens its own', async () => {
    for (const route of ['GET /me', 'GET /desk', 'GET /me/vouchers', 'GET /console/tills']) expect([route, (await app.call(route, { as: till.token })).status]).toEqual([route, 403])
    const clerk = await createResident(app)
    await createPost(app, { merchantId: merchant.merchantId, storeId: merchant.storeId, subjectId: clerk.subjectId })
    expect((await check('0', clerk.token)).status).toBe(403)
    expect((await check('0', '')).status).toBe(401)
  })

  it('of a suspended or seriously listed merchant, or in a closed store, redeems nothing', async () => {
    const { text } = await shown()
    await putOnSeriousList(app, merchant.subjectId)
    expect((await redeem(text)).body).toMatchObject({ code: 'MERCHANT_SUSPENDED' })
    expect((await check(text)).body).toMatchObject({ verdict: 'may-not', code: 'SUSPENDED' })
  })

  it('that is revoked gets nothing from its next call on, with the token it holds', async () => {
    const owner = await createStaff(app, ['merchant-owner'], { merchantId: merchant.merchantId })
    const { text } = await shown()
    expect((await check(text)).status).toBe(200)
    expect((await app.call(`DELETE /console/merchants/${merchant.merchantId}/tills/${till.clientId}`, { as: owner.token })).status).toBe(204)
    expect((await redeem(text)).status).toBe(401)
    expect((await askToken(app, formOf(await assertionOf(till, app.clock.now())))).body).toMatchObject({ error: 'invalid_client' })
    expect((await app.call(`DELETE /console/merchants/${merchant.merchantId}/tills/${till.clientId}`, { as: owner.token })).status).toBe(404)
    expect((await app.call('GET /console/tills', { as: owner.token })).body['items']).toMatchObject([{ clientId: till.clientId, status: 'revoked', storeName: '临河店' }])
  })
})

it('no answer a till or a desk gets says who the customer is', async () => {
  const clerk = await createResident(app)
  await createPost(app, { merchantId: merchant.merchantId, subjectId: clerk.subjectId, role: 'owner' })
  await app.call('POST /me/score', { as: resident.token, body: { agreed: true, textVersion: app.deps.city.scoreConsent.textVersion } })
  const { text, tillCode } = await shown()
  const done = await redeem(text)
  const redemptionId = String(done.body['redemptionId'])
  const next = await shown()
  const answers = [
    done,
    await check(text),
    await check(next.tillCode),
    await redeem(tillCode),
    await app.call(`GET /till/redemptions/${redemptionId}`, { as: till.token }),
    await app.call('GET /desk', { as: clerk.token }),
    await app.call(`GET /desk/redemptions?storeId=${merchant.storeId}`, { as: clerk.token }),
    await app.call(`GET /desk/redemptions/${redemptionId}`, { as: clerk.token }),
    await app.call('POST /desk/checks', { as: clerk.token, body: { storeId: merchant.storeId, presented: text } }),
    await app.call('POST /desk/redemptions', { as: clerk.token, body: { storeId: merchant.storeId, presented: next.text } }),
    await app.call(`POST /till/redemptions/${redemptionId}/reversal`, { as: till.token, body: { reason: '顾客退货' } }),
  ]
  expect(answers.map((a) => a.status)).toEqual([201, 200, 200, 409, 200, 200, 200, 200, 200, 201, 200])
  for (const { text: said } of answers) {
    for (const secret of [resident.subjectId, resident.accountId, resident.idNumber]) expect(said).not.toContain(secret)
    expect(said).not.toMatch(/score|centi|grade|idNumber|phone|openid|record/i)
  }
})

describe('the token endpoint', () => {
  const refusal = async (form: URLSearchParams) => {
    const { status, body } = await askToken(app, form)
    return [status, body['error']]
  }
  const asking = async (changes: Record<string, unknown> = {}, form: Record<string, string> = {}) => refusal(formOf(await assertionOf(till, app.clock.now(), changes), form))
  const seconds = () => Math.floor(app.clock.now().getTime() / 1000)

  it('answers as RFC 6749 says, for ten minutes', async () => {
    const { status, body, headers } = await askToken(app, formOf(await assertionOf(till, app.clock.now()), { client_id: till.clientId }))
    expect([status, body['token_type'], body['expires_in'], headers.get('cache-control')]).toEqual([200, 'Bearer', 600, 'no-store'])
    const token = String(body['access_token'])
    expect((await check('0', token)).status).toBe(200)
    app.clock.advance(601)
    expect((await check('0', token)).status).toBe(401)
  })

  it('takes each assertion once, also when it comes twenty times at once', async () => {
    const form = formOf(await assertionOf(till, app.clock.now()))
    const answers = await Promise.all(Array.from({ length: 20 }, () => askToken(app, form)))
    expect(answers.filter((a) => a.status === 200)).toHaveLength(1)
    expect(answers.filter((a) => a.status === 401 && a.body['error'] === 'invalid_client')).toHaveLength(19)
    await deleteAssertionsBefore(app.deps.db, app.clock.now())
    expect(await refusal(form)).toEqual([401, 'invalid_client'])
  })

  it('refuses every claim that is not as it should be', async () => {
    for (const changes of [{ exp: seconds() - 60 }, { exp: seconds() + 400 }, { exp: undefined }, { jti: undefined }, { jti: 'short' }, { aud: 'https://elsewhere.example/token' }, { aud: undefined }, { iss: 'tcl_00000000000000000000000000' }, { sub: undefined }, { nbf: seconds() + 120 }]) {
      expect([changes, ...(await asking(changes))]).toEqual([changes, 401, 'invalid_client'])
    }
    expect(await asking({ exp: seconds() + 300 })).toEqual([200, undefined])
    expect(await asking({ aud: ['https://elsewhere.example', AUDIENCE] })).toEqual([200, undefined])
    expect(await asking({}, { client_id: 'tcl_00000000000000000000000000' })).toEqual([401, 'invalid_client'])
    expect(await asking({}, { grant_type: 'password' })).toEqual([400, 'unsupported_grant_type'])
    expect(await asking({}, { client_assertion_type: 'x' })).toEqual([400, 'invalid_request'])
    expect(await refusal(formOf('no.jwt.at all'))).toEqual([401, 'invalid_client'])
  })

  it('refuses another key, alg none and HS256 under the public key', async () => {
    const { privateKey } = tillKey()
    expect(await refusal(formOf(await assertionOf({ clientId: till.clientId, privateKey }, app.clock.now())))).toEqual([401, 'invalid_client'])
    const claims = { iss: till.clientId, sub: till.clientId, aud: AUDIENCE, jti: 'jti-00000001', exp: seconds() + 60 }
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    expect(await refusal(formOf(`${part({ alg: 'none' })}.${part(claims)}.`))).toEqual([401, 'invalid_client'])
    const [row] = await rowsIn<{ jwk: string }>(app, `SELECT jwk::text AS jwk FROM till_client WHERE id = '${till.clientId}'`)
    const hs = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(row?.jwk ?? ''))
    expect(await refusal(formOf(hs))).toEqual([401, 'invalid_client'])
  })
})

describe('registering a till', () => {
  const register = (as: string, merchantId: string, body: Record<string, unknown>) => app.call(`POST /console/merchants/${merchantId}/tills`, { as, body })

  it('is for the merchant’s owner and the office; a merchant sees its own alone', async () => {
    const owner = await createStaff(app, ['merchant-owner'], { merchantId: merchant.merchantId })
    const administrator = await createStaff(app, ['administrator'])
    const other = await createMerchant(app)
    const made = await register(owner.token, merchant.merchantId, { storeId: merchant.storeId, name: '2 号收银台', jwk: tillKey().jwk })
    expect([made.status, made.body['name'], made.body['storeName']]).toEqual([201, '2 号收银台', '临河店'])
    expect((await register(owner.token, other.merchantId, { storeId: other.storeId, name: '别家', jwk: tillKey().jwk })).status).toBe(404)
    expect((await register(administrator.token, other.merchantId, { storeId: other.storeId, name: '3 号', jwk: tillKey().jwk })).status).toBe(201)
    const seen = async (as: string) => ((await app.call('GET /console/tills', { as })).body['items'] as { merchantId: string }[]).map((t) => t.merchantId)
    expect(new Set(await seen(owner.token))).toEqual(new Set([merchant.merchantId]))
    expect(await seen(administrator.token)).toEqual(expect.arrayContaining([merchant.merchantId, other.merchantId]))
    expect((await listAudit(app.deps.db, { entityId: String(made.body['clientId']), limit: 10 })).map((a) => a.action)).toEqual(['till.registered'])
  })

  it('refuses a point off the curve, a private key, a key in use, and a store that is not the merchant’s or is closed', async () => {
    const { token } = await createStaff(app, ['administrator'])
    const { jwk } = tillKey()
    const ask = (change: Record<string, unknown>) => register(token, merchant.merchantId, { storeId: merchant.storeId, name: '2 号', jwk, ...change })
    expect((await ask({ jwk: { ...jwk, x: jwk.y } })).status).toBe(422)
    expect((await ask({ jwk: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }) })).status).toBe(422)
    const other = await createMerchant(app)
    const closed = await createStore(app, merchant.merchantId, { status: 'closed' })
    for (const storeId of [other.storeId, closed.storeId]) expect((await ask({ storeId })).body).toMatchObject({ code: 'VALIDATION', errors: [{ field: 'storeId' }] })
    expect((await ask({})).status).toBe(201)
    expect((await ask({ name: '3 号' })).body).toMatchObject({ code: 'CONFLICT' })
  })
})

it('the sample in docs/till.md, as printed there, checks and redeems; a second time it is told when and where', async () => {
  const page = readFileSync(new URL('../../../../../docs/till.md', import.meta.url), 'utf8')
  const sample = /^```js sample\n([\s\S]*?)^```$/m.exec(page)?.[1] ?? ''
  expect(sample.trim().split('\n').filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(30)
  app.clock.set(new Date().toISOString())
  const { perkId: open } = await createPerk(app, { merchantId: merchant.merchantId, claimFrom: '2026-01-01', claimUntil: '2099-12-31' })
  resident.token = await renewToken(app, resident)
  const { voucherId } = await claimPerk(app, resident.token, open)
  const [pass] = await fetchPasses(app, resident.token, voucherId)
  const folder = mkdtempSync(join(tmpdir(), 'xinhui-till-'))
  const server = await app.listen()
  try {
    writeFileSync(join(folder, 'till.mjs'), sample)
    writeFileSync(join(folder, 'key.pem'), till.privateKey.export({ format: 'pem', type: 'pkcs8' }))
    const run = async () => (await promisify(execFile)(process.execPath, [join(folder, 'till.mjs'), pass?.tillCode ?? ''], { env: { ...process.env, TILL_ORIGIN: server.origin, TILL_CLIENT: till.clientId, TILL_KEY: join(folder, 'key.pem') } })).stdout.trim().split('\n')
    const [said, receipt = '{}'] = await run()
    expect(said).toBe('可以使用：停车 9 折')
    expect(JSON.parse(receipt)).toMatchObject({ storeName: '临河店', benefit: '停车 9 折' })
    expect(await run()).toEqual([expect.stringMatching(/^已于 .+ 在临河店使用$/) as string])
  } finally {
    await server.close()
    rmSync(folder, { recursive: true })
  }
})
