import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { WechatGateway } from './gateways'
import { startSimulatorServer } from './simulator-server'
import { createWechatGateway } from './wechat'
import { startWechatSimulator, type WechatSimulator } from './wechat-simulator'

let now = new Date('2026-11-21T04:00:00Z')
let simulator: WechatSimulator
let gateway: WechatGateway
beforeAll(async () => {
  simulator = await startWechatSimulator({ clock: () => now })
  gateway = createWechatGateway({ appId: simulator.appId, secret: simulator.secret, baseUrl: simulator.origin, timeoutMs: 20_000 })
})
afterAll(() => simulator.close())

/** The client against a server that answers this text. */
async function against(text: string, status = 200) {
  const server = await startSimulatorServer((_request, response) => response.writeHead(status, { 'content-type': 'text/plain' }).end(text))
  const answer = await createWechatGateway({ appId: 'a', secret: 's', baseUrl: server.origin }).code2Session('code')
  await server.close()
  return answer
}

it('a code gives the openid of its user, once', async () => {
  const code = simulator.issueCode('openid-one')
  expect(await gateway.code2Session(code)).toEqual({ ok: true, openid: 'openid-one', unionid: null })
  expect(await gateway.code2Session(code)).toEqual({ ok: false, reason: 'INVALID_CODE', errcode: 40163 })
})

it('a code nobody issued is 40029', async () => {
  expect(await gateway.code2Session('no-such-code')).toEqual({ ok: false, reason: 'INVALID_CODE', errcode: 40029 })
})

it('a code lives five minutes', async () => {
  const code = simulator.issueCode('openid-late')
  now = new Date(now.getTime() + 5 * 60_000)
  expect(await gateway.code2Session(code)).toEqual({ ok: false, reason: 'INVALID_CODE', errcode: 40029 })
})

it('the hundred and first exchange of a user within a minute is 45011, other users go on', async () => {
  for (let i = 0; i < 100; i += 1) expect(await gateway.code2Session(simulator.issueCode('openid-busy'))).toMatchObject({ ok: true })
  const code = simulator.issueCode('openid-busy')
  expect(await gateway.code2Session(code)).toEqual({ ok: false, reason: 'TOO_OFTEN', errcode: 45011 })
  expect(await gateway.code2Session(simulator.issueCode('openid-calm'))).toMatchObject({ ok: true })
  now = new Date(now.getTime() + 60_000)
  expect(await gateway.code2Session(code)).toMatchObject({ ok: true, openid: 'openid-busy' })
})

it.each([
  ['risk', 'RISK', 40226],
  ['system', 'UNAVAILABLE', -1],
  ['too-often', 'TOO_OFTEN', 45011],
  ['garbage', 'UNAVAILABLE', null],
] as const)('the fault %s is told as %s', async (fault, reason, errcode) => {
  expect(await gateway.code2Session(`sim-${fault}`)).toEqual({ ok: false, reason, errcode })
})

it('a time-out is UNAVAILABLE and not tried again: the code may be spent', async () => {
  const before = simulator.calls()
  const hasty = createWechatGateway({ appId: simulator.appId, secret: simulator.secret, baseUrl: simulator.origin, timeoutMs: 200 })
  expect(await hasty.code2Session('sim-timeout')).toEqual({ ok: false, reason: 'UNAVAILABLE', errcode: null })
  expect(simulator.calls() - before).toBe(1)
})

it('a connection cut before any answer is tried once more', async () => {
  const code = simulator.issueCode('openid-lucky')
  simulator.failNext('reset')
  const before = simulator.calls()
  expect(await gateway.code2Session(code)).toMatchObject({ ok: true, openid: 'openid-lucky' })
  expect(simulator.calls() - before).toBe(2)
})

it('a connection cut twice is UNAVAILABLE', async () => {
  const before = simulator.calls()
  expect(await gateway.code2Session('sim-reset')).toEqual({ ok: false, reason: 'UNAVAILABLE', errcode: null })
  expect(simulator.calls() - before).toBe(2)
})

it('a wrong secret is UNAVAILABLE with the number for the log', async () => {
  const wrong = createWechatGateway({ appId: simulator.appId, secret: 'wrong', baseUrl: simulator.origin })
  expect(await wrong.code2Session(simulator.issueCode('openid'))).toEqual({ ok: false, reason: 'UNAVAILABLE', errcode: 40125 })
})

it('answers that are not what WeChat promises are UNAVAILABLE', async () => {
  for (const text of ['', 'null', '[]', '{}', '{"openid":7}', '{"openid":""}', '{"errcode":"40029"}', '{"openid":"o"']) {
    expect(await against(text), text).toEqual({ ok: false, reason: 'UNAVAILABLE', errcode: null })
  }
  expect(await against('{"openid":"o"}', 502)).toMatchObject({ ok: false })
  expect(await against('{"openid":"o","errcode":0,"errmsg":"ok","unionid":"u"}')).toEqual({ ok: true, openid: 'o', unionid: 'u' })
})

it('nobody listening is UNAVAILABLE', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await new Promise((resolve) => server.close(resolve))
  expect(await createWechatGateway({ appId: 'a', secret: 's', baseUrl: `http://127.0.0.1:${port}` }).code2Session('c')).toMatchObject({ reason: 'UNAVAILABLE' })
})
