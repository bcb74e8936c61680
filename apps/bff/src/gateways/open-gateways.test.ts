import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readConfig } from '../config'
import { openGateways } from './open-gateways'
import { startWechatSimulator } from './wechat-simulator'

it('without configuration the real clients talk to local simulators', async () => {
  const opened = await openGateways(readConfig({}), { lookup: (idNumber) => (idNumber === 'known' ? '安禾' : undefined) })
  const code = opened.simulators?.wechat.issueCode('openid-a') ?? ''
  expect(await opened.gateways.wechat.code2Session(code)).toMatchObject({ ok: true, openid: 'openid-a' })
  expect(await opened.gateways.realName.verify({ name: '安禾', idNumber: 'known' })).toBe('match')
  expect(await opened.gateways.realName.verify({ name: '安禾', idNumber: 'unknown' })).toBe('mismatch')
  await opened.close()
  expect(await opened.gateways.realName.verify({ name: '安禾', idNumber: 'known' })).toBe('UNAVAILABLE')
})

it('with WeChat configured no WeChat simulator starts', async () => {
  const elsewhere = await startWechatSimulator()
  const opened = await openGateways(readConfig({ WECHAT_APPID: elsewhere.appId, WECHAT_SECRET: elsewhere.secret, WECHAT_BASE_URL: elsewhere.origin }))
  expect(opened.simulators).toBeUndefined()
  expect(await opened.gateways.wechat.code2Session(elsewhere.issueCode('openid-b'))).toMatchObject({ ok: true, openid: 'openid-b' })
  await opened.close()
  await elsewhere.close()
})

it('production never gets a simulator, even when the config check was passed by', async () => {
  await expect(openGateways({ ...readConfig({}), mode: 'production' })).rejects.toThrow('simulator')
})

it('a city with deposit waivers gets 支付分, one without does not, and production never its simulator', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'xinhui-gateways-'))
  try {
    const config = { ...readConfig({}), dataDir }
    const without = await openGateways(config)
    expect([without.gateways.payScore, without.payScore]).toEqual([null, undefined])
    await without.close()
    const opened = await openGateways(config, { waivers: true })
    expect(await opened.gateways.payScore?.query('wvr_nobody')).toEqual({ ok: false, reason: 'NOT_FOUND', code: 'ORDER_NOT_EXIST' })
    await opened.close()
    const configured = { appId: 'wx', secret: 's', baseUrl: 'https://x', url: 'https://x', token: 't' }
    await expect(openGateways({ ...config, mode: 'production', wechat: configured, realName: configured, registry: configured, virusScan: { host: '127.0.0.1', port: 3310 }, repairChannels: { url: 'https://x', token: 't' } }, { waivers: true })).rejects.toThrow('支付分 simulator')
  } finally {
    rmSync(dataDir, { recursive: true })
  }
})

it('the simulated 支付分 of the demo knows its orders after a restart', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'xinhui-gateways-'))
  try {
    const config = { ...readConfig({}), dataDir }
    const first = await openGateways(config, { waivers: true })
    const order = { outOrderNo: 'wvr_1', introduction: '相机', riskFund: { name: 'DEPOSIT', amountFen: 100 }, startsAt: new Date(), endsAt: new Date(), openid: 'o' } as const
    expect((await first.gateways.payScore?.create(order))?.ok).toBe(true)
    await first.close()
    const second = await openGateways(config, { waivers: true })
    expect(await second.gateways.payScore?.query('wvr_1')).toMatchObject({ ok: true, order: { state: 'CREATED' } })
    await second.close()
  } finally {
    rmSync(dataDir, { recursive: true })
  }
})
