import { resolve } from 'node:path'
import { z } from 'zod'

const flag = z.enum(['true', 'false']).transform((v) => v === 'true')

const Env = z.object({
  XINHUI_MODE: z.enum(['demo', 'production']).optional(),
  NODE_ENV: z.string().optional(),
  PORT: z.coerce.number().int().min(0).max(65535).default(8787),
  HOST: z.string().optional(),
  CITY: z.string().regex(/^[a-z0-9-]+$/).default('demo'),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
  KEYS_FILE: z.string().optional(),
  PUBLIC_ORIGIN: z.url().optional(),
  TRUST_PROXY: flag.default(false),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  WECHAT_APPID: z.string().min(1).optional(),
  WECHAT_SECRET: z.string().min(1).optional(),
  WECHAT_BASE_URL: z.url().default('https://api.weixin.qq.com'),
  REAL_NAME_URL: z.url().optional(),
  REAL_NAME_TOKEN: z.string().min(1).optional(),
  REGISTRY_URL: z.url().optional(),
  REGISTRY_TOKEN: z.string().min(1).optional(),
  VIRUS_SCAN: z.string().regex(/^[\w.-]+:\d{1,5}$/, 'host:port of clamd').optional(),
  REPAIR_CHANNEL_URL: z.url().optional(),
  REPAIR_CHANNEL_TOKEN: z.string().min(1).optional(),
  WXPAY_MCHID: z.string().regex(/^\d{8,12}$/).optional(),
  WXPAY_SERVICE_ID: z.string().min(1).max(32).optional(),
  WXPAY_SERIAL: z.string().min(1).optional(),
  WXPAY_PRIVATE_KEY_FILE: z.string().min(1).optional(),
  WXPAY_PLATFORM_SERIAL: z.string().min(1).optional(),
  WXPAY_PLATFORM_KEY_FILE: z.string().min(1).optional(),
  WXPAY_API_V3_KEY: z.string().regex(/^[\x21-\x7e]{32}$/).optional(),
  WXPAY_API_V2_KEY: z.string().regex(/^[\x21-\x7e]{32}$/).optional(),
  WXPAY_BASE_URL: z.url().default('https://api.mch.weixin.qq.com'),
})

export interface Config {
  mode: 'demo' | 'production'
  port: number
  host: string
  city: string
  dataDir: string
  /** Absent: the embedded database in `dataDir`. */
  databaseUrl: string | undefined
  databasePool: number
  keysFile: string
  publicOrigin: string | undefined
  trustProxy: boolean
  logLevel: string
  /** Absent: the local simulator stands in. */
  wechat: { appId: string; secret: string; baseUrl: string } | undefined
  realName: { url: string; token: string } | undefined
  registry: { url: string; token: string } | undefined
  /** ClamAV's daemon, for files people hand in. */
  virusScan: { host: string; port: number } | undefined
  /** Whoever else shows records, told of repairs. */
  repairChannels: { url: string; token: string } | undefined
  /** WeChat Pay 支付分 v3, needed where the city offers deposit waivers. Keys are PEM files. */
  payScore: PayScoreConfig | undefined
}

interface PayScoreConfig {
  baseUrl: string
  mchId: string
  serviceId: string
  serial: string
  privateKeyFile: string
  platformSerial: string
  platformKeyFile: string
  apiV3Key: string
  apiV2Key: string
}

export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(`cannot start:\n${problems.map((p) => `  - ${p}`).join('\n')}`)
    this.name = 'ConfigError'
  }
}

const PAY_SCORE_NAMES = ['WXPAY_MCHID', 'WXPAY_SERVICE_ID', 'WXPAY_SERIAL', 'WXPAY_PRIVATE_KEY_FILE', 'WXPAY_PLATFORM_SERIAL', 'WXPAY_PLATFORM_KEY_FILE', 'WXPAY_API_V3_KEY', 'WXPAY_API_V2_KEY'] as const

/** All of it or none of it: half a configuration is named, never guessed. */
function readPayScore(e: z.infer<typeof Env>, problems: string[]): PayScoreConfig | undefined {
  const missing = PAY_SCORE_NAMES.filter((name) => e[name] === undefined)
  if (missing.length === PAY_SCORE_NAMES.length) return undefined
  if (missing.length > 0) problems.push(`${missing.join(', ')}: missing, while other WXPAY_ settings are there`)
  if (!e.WXPAY_BASE_URL.startsWith('https:')) problems.push('WXPAY_BASE_URL is not https')
  return {
    baseUrl: e.WXPAY_BASE_URL,
    mchId: e.WXPAY_MCHID ?? '',
    serviceId: e.WXPAY_SERVICE_ID ?? '',
    serial: e.WXPAY_SERIAL ?? '',
    privateKeyFile: e.WXPAY_PRIVATE_KEY_FILE ?? '',
    platformSerial: e.WXPAY_PLATFORM_SERIAL ?? '',
    platformKeyFile: e.WXPAY_PLATFORM_KEY_FILE ?? '',
    apiV3Key: e.WXPAY_API_V3_KEY ?? '',
    apiV2Key: e.WXPAY_API_V2_KEY ?? '',
  }
}

/**
 * The only reader of the environment. Production (XINHUI_MODE=production or NODE_ENV=production) refuses to start with
 * a simulator, a demo city, the embedded database or a missing key, and names every problem at once.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = Env.safeParse(Object.fromEntries(Object.entries(env).filter(([, v]) => v !== '')))
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`))
  const e = parsed.data
  const mode = e.XINHUI_MODE ?? (e.NODE_ENV === 'production' ? 'production' : 'demo')
  const wechat = e.WECHAT_APPID && e.WECHAT_SECRET ? { appId: e.WECHAT_APPID, secret: e.WECHAT_SECRET, baseUrl: e.WECHAT_BASE_URL } : undefined
  const realName = e.REAL_NAME_URL && e.REAL_NAME_TOKEN ? { url: e.REAL_NAME_URL, token: e.REAL_NAME_TOKEN } : undefined
  const registry = e.REGISTRY_URL && e.REGISTRY_TOKEN ? { url: e.REGISTRY_URL, token: e.REGISTRY_TOKEN } : undefined
  const scanner = e.VIRUS_SCAN?.split(':')
  const virusScan = scanner ? { host: scanner[0] ?? '', port: Number(scanner[1]) } : undefined
  const repairChannels = e.REPAIR_CHANNEL_URL && e.REPAIR_CHANNEL_TOKEN ? { url: e.REPAIR_CHANNEL_URL, token: e.REPAIR_CHANNEL_TOKEN } : undefined
  const problems: string[] = []
  const payScore = readPayScore(e, problems)
  if (e.NODE_ENV === 'production' && mode === 'demo') problems.push('XINHUI_MODE=demo with NODE_ENV=production: demo personas never run in production')
  if (mode === 'production') {
    if (!wechat) problems.push('WECHAT_APPID and WECHAT_SECRET are missing: production does not start with the WeChat simulator')
    if (wechat && !wechat.baseUrl.startsWith('https:')) problems.push('WECHAT_BASE_URL is not https: production does not start with the WeChat simulator')
    if (!realName) problems.push('REAL_NAME_URL and REAL_NAME_TOKEN are missing: production does not start with the real-name simulator')
    if (realName && !realName.url.startsWith('https:')) problems.push('REAL_NAME_URL is not https')
    if (!registry) problems.push('REGISTRY_URL and REGISTRY_TOKEN are missing: production does not start with the enterprise registry simulator')
    if (registry && !registry.url.startsWith('https:')) problems.push('REGISTRY_URL is not https')
    if (!virusScan) problems.push('VIRUS_SCAN is missing (host:port of clamd): production does not take files without a scanner')
    if (!repairChannels) problems.push('REPAIR_CHANNEL_URL and REPAIR_CHANNEL_TOKEN are missing: production does not start with the repair channel simulator')
    if (repairChannels && !repairChannels.url.startsWith('https:')) problems.push('REPAIR_CHANNEL_URL is not https')
    if (!e.KEYS_FILE) problems.push('KEYS_FILE is missing: make one with `npm run -s credit -- keys init <file>`')
    if (!e.DATABASE_URL) problems.push('DATABASE_URL is missing: the embedded database is for the demo only (no fsync)')
    if (e.CITY === 'demo') problems.push('CITY=demo: production needs a city folder of its own in cities/')
    if (!e.PUBLIC_ORIGIN?.startsWith('https://')) problems.push('PUBLIC_ORIGIN must be the https address people use')
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return {
    mode,
    port: e.PORT,
    host: e.HOST ?? (mode === 'demo' ? '127.0.0.1' : '0.0.0.0'),
    city: e.CITY,
    dataDir: resolve(e.DATA_DIR),
    databaseUrl: e.DATABASE_URL,
    databasePool: e.DATABASE_POOL,
    keysFile: resolve(e.KEYS_FILE ?? `${e.DATA_DIR}/keys.json`),
    publicOrigin: e.PUBLIC_ORIGIN,
    trustProxy: e.TRUST_PROXY,
    logLevel: e.LOG_LEVEL,
    wechat,
    realName,
    registry,
    virusScan,
    repairChannels,
    payScore,
  }
}
