import { createPrivateKey, createPublicKey } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, ConfigError } from '../config'
import type { Gateways, PayScoreGateway } from './gateways'
import { createPayScoreGateway, type PayScoreOptions } from './pay-score'
import { type PayScoreSimulator, startPayScoreSimulator } from './pay-score-simulator'
import { createRealNameGateway } from './real-name'
import { startRealNameSimulator } from './real-name-simulator'
import { createRegistryGateway } from './registry'
import { type RepresentativeLookup, startRegistrySimulator } from './registry-simulator'
import { createLenderWebhookGateway } from './lender-webhook'
import { createRepairChannelGateway } from './repair-channel'
import { startRepairChannelSimulator } from './repair-channel-simulator'
import { createVirusScanGateway } from './virus-scan'
import { startVirusScanSimulator } from './virus-scan-simulator'
import { createWechatGateway } from './wechat'
import { startWechatSimulator, type WechatSimulator } from './wechat-simulator'

interface OpenedGateways {
  gateways: Gateways
  /** Present when WeChat is simulated: the demo asks it for login codes. */
  simulators?: { wechat: WechatSimulator }
  /** Present when 支付分 is simulated: the demo confirms with it. */
  payScore?: PayScoreSimulator
  close(): Promise<void>
}

/**
 * The real clients. What the config does not name is simulated by a local server that the same clients talk to over
 * HTTP; `waivers`: this city has deposit waivers and needs 支付分; `lookup` is the register of the simulated real-name authority, `representative` that of the simulated enterprise registry. Throws in production instead of simulating.
 */
export async function openGateways(config: Config, options: { lookup?: (idNumber: string) => string | undefined; representative?: RepresentativeLookup; waivers?: boolean } = {}): Promise<OpenedGateways> {
  if (config.mode === 'production' && (!config.wechat || !config.realName || !config.registry || !config.virusScan || !config.repairChannels)) throw new Error('production does not start with a simulator')
  if (config.mode === 'production' && options.waivers && !config.payScore) {
    throw new ConfigError([`cities/${config.city}/city.yaml offers deposit waivers and WXPAY_… is not set: production does not start with the 支付分 simulator`])
  }
  const simulated = config.wechat ? undefined : await startWechatSimulator()
  const authority = config.realName ? undefined : await startRealNameSimulator(options.lookup ?? (() => undefined))
  const registrar = config.registry ? undefined : await startRegistrySimulator(options.representative ?? (() => undefined))
  const wechat = config.wechat ?? (simulated && { appId: simulated.appId, secret: simulated.secret, baseUrl: simulated.origin })
  const realName = config.realName ?? (authority && { url: authority.url, token: authority.token })
  const registry = config.registry ?? (registrar && { url: registrar.url, token: registrar.token })
  if (!wechat || !realName || !registry) throw new Error('a gateway is neither configured nor simulated')
  const scanner = config.virusScan ? undefined : await startVirusScanSimulator()
  const channels = config.repairChannels ? undefined : await startRepairChannelSimulator()
  const virusScan = config.virusScan ?? scanner
  const repairChannels = config.repairChannels ?? (channels && { url: channels.origin, token: channels.token })
  if (!virusScan || !repairChannels) throw new Error('a gateway is neither configured nor simulated')
  const payScore = options.waivers ? await openPayScore(config, wechat.appId) : undefined
  return {
    gateways: { wechat: createWechatGateway(wechat), realName: createRealNameGateway(realName), registry: createRegistryGateway(registry), payScore: payScore?.gateway ?? null, virusScan: createVirusScanGateway(virusScan), repairChannels: createRepairChannelGateway(repairChannels), lenderWebhooks: createLenderWebhookGateway() },
    ...(payScore?.simulator ? { payScore: payScore.simulator } : {}),
    ...(simulated ? { simulators: { wechat: simulated } } : {}),
    async close() {
      await Promise.all([simulated?.close(), authority?.close(), registrar?.close(), scanner?.close(), channels?.close(), payScore?.simulator?.close()])
    },
  }
}

/** The real 支付分 where it is configured, otherwise the simulator with its book in the data directory. */
async function openPayScore(config: Config, appId: string): Promise<{ gateway: PayScoreGateway; simulator?: PayScoreSimulator }> {
  const notifyUrl = `${config.publicOrigin ?? `http://127.0.0.1:${config.port}`}/api/v1/pay-score/notifications`
  const real = config.payScore
  if (real) {
    const options: PayScoreOptions = {
      ...real,
      appId,
      notifyUrl,
      merchant: { mchId: real.mchId, serial: real.serial, key: createPrivateKey(readFileSync(real.privateKeyFile, 'utf8')) },
      platform: { serial: real.platformSerial, publicKey: createPublicKey(readFileSync(real.platformKeyFile, 'utf8')) },
    }
    return { gateway: createPayScoreGateway(options) }
  }
  mkdirSync(config.dataDir, { recursive: true })
  const simulator = await startPayScoreSimulator({ file: join(config.dataDir, 'pay-score-simulator.json') })
  return { gateway: createPayScoreGateway({ ...simulator.options, appId, notifyUrl }), simulator }
}
