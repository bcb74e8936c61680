import { expect, it } from 'vitest'
import { ConfigError, readConfig } from './config'

const PRODUCTION = {
  NODE_ENV: 'production',
  CITY: 'hefei',
  DATABASE_URL: 'postgres://db.internal/xinhui',
  KEYS_FILE: '/etc/xinhui/keys.json',
  PUBLIC_ORIGIN: 'https://credit.example.cn',
  WECHAT_APPID: 'wx0123456789abcdef',
  WECHAT_SECRET: 'a-secret-of-the-operator',
  REAL_NAME_URL: 'https://id.example.cn/verify',
  REAL_NAME_TOKEN: 'a-token-of-the-operator',
  REGISTRY_URL: 'https://registry.example.cn/representative',
  REGISTRY_TOKEN: 'a-token-of-the-operator',
  VIRUS_SCAN: 'clamd.internal:3310',
  REPAIR_CHANNEL_URL: 'https://share.example.cn/repair',
  REPAIR_CHANNEL_TOKEN: 'a-token-of-the-operator',
}

function problemsOf(env: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

const without = (name: keyof typeof PRODUCTION) => ({ ...PRODUCTION, [name]: undefined })

it('an empty environment is the demo, on this machine only', () => {
  expect(readConfig({})).toMatchObject({ mode: 'demo', host: '127.0.0.1', port: 8787, wechat: undefined, realName: undefined, databaseUrl: undefined })
})

it('a complete production environment starts', () => {
  expect(readConfig(PRODUCTION)).toMatchObject({ mode: 'production', host: '0.0.0.0', wechat: { appId: PRODUCTION.WECHAT_APPID, baseUrl: 'https://api.weixin.qq.com' } })
  expect(readConfig({ ...PRODUCTION, NODE_ENV: undefined, XINHUI_MODE: 'production' }).mode).toBe('production')
})

it.each([
  ['WECHAT_APPID', /WECHAT_APPID.*WeChat simulator/],
  ['WECHAT_SECRET', /WECHAT_SECRET.*WeChat simulator/],
  ['REAL_NAME_URL', /REAL_NAME_URL.*real-name simulator/],
  ['REAL_NAME_TOKEN', /REAL_NAME_TOKEN.*real-name simulator/],
  ['REGISTRY_URL', /REGISTRY_URL.*registry simulator/],
  ['REGISTRY_TOKEN', /REGISTRY_TOKEN.*registry simulator/],
  ['VIRUS_SCAN', /VIRUS_SCAN is missing/],
  ['REPAIR_CHANNEL_TOKEN', /REPAIR_CHANNEL_TOKEN.*simulator/],
  ['KEYS_FILE', /KEYS_FILE is missing/],
  ['DATABASE_URL', /DATABASE_URL is missing/],
  ['CITY', /CITY=demo/],
  ['PUBLIC_ORIGIN', /PUBLIC_ORIGIN/],
] as const)('production without %s refuses to start and names it', (name, message) => {
  const problems = problemsOf(without(name))
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(message)
})

it('an empty value counts as missing', () => {
  expect(problemsOf({ ...PRODUCTION, WECHAT_SECRET: '' })[0]).toMatch(/WECHAT_SECRET/)
})

it('production with nothing set names every problem at once', () => {
  const problems = problemsOf({ NODE_ENV: 'production' }).join('\n')
  for (const name of ['WECHAT_APPID', 'REAL_NAME_URL', 'KEYS_FILE', 'DATABASE_URL', 'CITY', 'PUBLIC_ORIGIN']) expect(problems).toContain(name)
})

it('demo mode does not run with NODE_ENV=production', () => {
  expect(problemsOf({ ...PRODUCTION, XINHUI_MODE: 'demo' })).toEqual([expect.stringMatching(/demo personas never run in production/)])
})

it('a gateway over plain http is no production gateway', () => {
  expect(problemsOf({ ...PRODUCTION, WECHAT_BASE_URL: 'http://127.0.0.1:9999' })).toEqual([expect.stringMatching(/WECHAT_BASE_URL is not https/)])
  expect(problemsOf({ ...PRODUCTION, REAL_NAME_URL: 'http://127.0.0.1:9999' })).toEqual([expect.stringMatching(/REAL_NAME_URL is not https/)])
  expect(problemsOf({ ...PRODUCTION, PUBLIC_ORIGIN: 'http://credit.example.cn' })).toEqual([expect.stringMatching(/PUBLIC_ORIGIN/)])
})

it('a value that cannot be is named with its variable', () => {
  expect(problemsOf({ PORT: 'eight' })[0]).toMatch(/^PORT:/)
  expect(problemsOf({ DATABASE_URL: 'mysql://db/x' })[0]).toMatch(/^DATABASE_URL:/)
  expect(problemsOf({ CITY: '../etc' })[0]).toMatch(/^CITY:/)
})

it('no refusal repeats a secret', () => {
  const problems = problemsOf({ ...PRODUCTION, KEYS_FILE: undefined, WECHAT_BASE_URL: 'http://plain' }).join('\n')
  expect(problems).not.toContain(PRODUCTION.WECHAT_SECRET)
  expect(problems).not.toContain(PRODUCTION.REAL_NAME_TOKEN)
})

const PAY_SCORE = {
  WXPAY_MCHID: '1900000001',
  WXPAY_SERVICE_ID: 'service0000000000000000000000001',
  WXPAY_SERIAL: '1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C',
  WXPAY_PRIVATE_KEY_FILE: '/etc/xinhui/apiclient_key.pem',
  WXPAY_PLATFORM_SERIAL: 'PUB_KEY_ID_0119000000012026112100000000000000',
  WXPAY_PLATFORM_KEY_FILE: '/etc/xinhui/pub_key.pem',
  WXPAY_API_V3_KEY: 'a'.repeat(32),
  WXPAY_API_V2_KEY: 'b'.repeat(32),
}

it('支付分 is configured whole or not at all, over https', () => {
  expect(readConfig({ ...PRODUCTION, ...PAY_SCORE }).payScore).toMatchObject({ mchId: '1900000001', baseUrl: 'https://api.mch.weixin.qq.com' })
  expect(readConfig(PRODUCTION).payScore).toBeUndefined()
  expect(problemsOf({ ...PAY_SCORE, WXPAY_API_V3_KEY: undefined, WXPAY_SERIAL: undefined })).toEqual(['WXPAY_SERIAL, WXPAY_API_V3_KEY: missing, while other WXPAY_ settings are there'])
  expect(problemsOf({ ...PAY_SCORE, WXPAY_BASE_URL: 'http://pay.internal' })).toEqual(['WXPAY_BASE_URL is not https'])
})
