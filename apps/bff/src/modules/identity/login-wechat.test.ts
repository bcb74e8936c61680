import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWechatGateway } from '../../gateways/wechat'
import { startWechatSimulator, type WechatSimulator } from '../../gateways/wechat-simulator'
import { startTestApp, type TestApp } from '../../testing/app'
import { rowsIn } from '../../testing/rows'

let app: TestApp
let simulator: WechatSimulator
beforeAll(async () => {
  simulator = await startWechatSimulator()
  app = await startTestApp({ gateways: { wechat: createWechatGateway({ appId: simulator.appId, secret: simulator.secret, baseUrl: simulator.origin, timeoutMs: 20_000 }) } })
})
afterAll(async () => {
  await app.close()
  await simulator.close()
})

const login = (code: string) => app.call('POST /sessions/wechat', { body: { code } })
const tokensOf = (body: Record<string, unknown>) => body['tokens'] as { accessToken: string; refreshToken: string; accessExpiresAt: string; refreshExpiresAt: string }
const meOf = (body: Record<string, unknown>) => body['me'] as { accountId: string }

it('a new WeChat user gets an account, tokens and an empty profile', async () => {
  const { status, body } = await login(simulator.issueCode('openid-new'))
  expect(status).toBe(201)
  expect(body['me']).toEqual({ accountId: expect.stringMatching(/^acc_/), subject: null, posts: [], score: 'never-asked' })
  expect(tokensOf(body)).toMatchObject({ accessExpiresAt: '2026-11-21T04:10:00.000Z', refreshExpiresAt: '2026-12-21T04:00:00.000Z' })
  const me = await app.call('GET /me', { as: tokensOf(body).accessToken })
  expect(me.body).toEqual(body['me'])
})

it('the same WeChat user comes back to the same account, another one does not', async () => {
  const first = await login(simulator.issueCode('openid-a'))
  const again = await login(simulator.issueCode('openid-a'))
  const other = await login(simulator.issueCode('openid-b'))
  expect(meOf(again.body).accountId).toBe(meOf(first.body).accountId)
  expect(meOf(other.body).accountId).not.toBe(meOf(first.body).accountId)
})

it('two first logins of one WeChat user at once make one account', async () => {
  const answers = await Promise.all([1, 2, 3, 4].map(() => login(simulator.issueCode('openid-twice'))))
  expect(answers.map((a) => a.status)).toEqual([201, 201, 201, 201])
  expect(new Set(answers.map((a) => meOf(a.body).accountId)).size).toBe(1)
})

it('the openid is stored only sealed and blind, and never logged', async () => {
  await login(simulator.issueCode('openid-secret-person'))
  const rows = await rowsIn<{ text: string }>(app, 'SELECT row_to_json(account)::text AS text FROM account')
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.map((r) => r.text).join()).not.toContain('openid-secret-person')
  expect(app.logs.join()).not.toContain('openid-secret-person')
})

it.each([
  ['no-such-code', 401, 'WECHAT_CODE_INVALID'],
  ['sim-too-often', 429, 'TOO_MANY_REQUESTS'],
  ['sim-risk', 403, 'FORBIDDEN'],
  ['sim-system', 502, 'UPSTREAM'],
  ['sim-garbage', 502, 'UPSTREAM'],
  ['sim-reset', 502, 'UPSTREAM'],
])('the code %s is answered %i %s', async (wechatCode, status, code) => {
  const answer = await login(wechatCode)
  expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status, code })
})

it('a code used a second time is refused and opens nothing', async () => {
  const code = simulator.issueCode('openid-replay')
  expect((await login(code)).status).toBe(201)
  expect((await login(code)).body['code']).toBe('WECHAT_CODE_INVALID')
})

it('after logging out neither token works', async () => {
  const { body } = await login(simulator.issueCode('openid-out'))
  const { accessToken, refreshToken } = tokensOf(body)
  expect((await app.call('GET /me', { as: accessToken })).status).toBe(200)
  expect((await app.call('DELETE /sessions/current', { as: accessToken })).status).toBe(204)
  expect((await app.call('GET /me', { as: accessToken })).body['code']).toBe('SESSION_ENDED')
  expect((await app.call('POST /sessions/refresh', { body: { refreshToken } })).body['code']).toBe('SESSION_ENDED')
})
