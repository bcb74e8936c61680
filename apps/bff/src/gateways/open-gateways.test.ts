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
