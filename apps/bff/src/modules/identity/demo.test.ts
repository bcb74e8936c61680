import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWechatGateway } from '../../gateways/wechat'
import { startWechatSimulator, type WechatSimulator } from '../../gateways/wechat-simulator'
import { startTestApp, type TestApp } from '../../testing/app'
import { createStaff, type StaffMember } from '../../testing/people'

const PERSONA = { key: 'lin', title: '林女士', story: '刚开通信用分', name: '林听澜', idNumber: '990101199005200018', uscc: null }

let app: TestApp
let simulator: WechatSimulator
let officer: StaffMember
beforeAll(async () => {
  simulator = await startWechatSimulator()
  app = await startTestApp({ gateways: { wechat: createWechatGateway({ appId: simulator.appId, secret: simulator.secret, baseUrl: simulator.origin, timeoutMs: 20_000 }) } })
  officer = await createStaff(app, ['reviewer'])
  app.deps.demo = {
    personas: () => [PERSONA],
    confirmPayScore: () => Promise.resolve(false),
  codeFor: (key) => (key === PERSONA.key ? simulator.issueCode(`demo-${key}`) : undefined),
    staff: () => [{ username: officer.username, password: officer.password }, { username: 'not-loaded', password: 'x' }],
  }
})
afterAll(async () => {
  await app.close()
  await simulator.close()
})

it('a persona stands for the phone: its code logs in like a real one', async () => {
  expect((await app.call('GET /demo/personas')).body).toEqual({ items: [PERSONA] })
  const given = await app.call('POST /demo/personas/lin/code')
  expect(given.status).toBe(201)
  expect((await app.call('POST /sessions/wechat', { body: { code: given.body['code'] } })).status).toBe(201)
  expect((await app.call('POST /demo/personas/nobody/code')).body['code']).toBe('NOT_FOUND')
})

it('the code shown for a demo console account logs in, and the next one shown does too', async () => {
  for (let i = 0; i < 2; i += 1) {
    const items = (await app.call('GET /demo/staff')).body['items'] as { username: string; password: string; totpCode: string }[]
    expect(items.map((s) => s.username)).toEqual([officer.username])
    const { username = '', password = '', totpCode = '' } = items[0] ?? {}
    expect((await app.call('POST /staff/sessions', { body: { username, password, totpCode } })).status).toBe(201)
  }
})

it('in production the demo routes do not exist, whatever is plugged in', async () => {
  const production = await startTestApp({ config: { mode: 'production' } })
  if (app.deps.demo) production.deps.demo = app.deps.demo
  for (const key of ['GET /demo/personas', 'POST /demo/personas/lin/code', 'GET /demo/staff']) expect((await production.call(key)).status, key).toBe(404)
  expect(production.api.routes.filter((r) => r.key.includes('/demo/'))).toEqual([])
  await production.close()
})
