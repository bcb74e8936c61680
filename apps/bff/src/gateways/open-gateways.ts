import type { Config } from '../config'
import type { Gateways } from './gateways'
import { createRealNameGateway } from './real-name'
import { startRealNameSimulator } from './real-name-simulator'
import { createRegistryGateway } from './registry'
import { type RepresentativeLookup, startRegistrySimulator } from './registry-simulator'
import { createWechatGateway } from './wechat'
import { startWechatSimulator, type WechatSimulator } from './wechat-simulator'

interface OpenedGateways {
  gateways: Gateways
  /** Present when WeChat is simulated: the demo asks it for login codes. */
  simulators?: { wechat: WechatSimulator }
  close(): Promise<void>
}

/**
 * The real clients. What the config does not name is simulated by a local server that the same clients talk to over
 * HTTP; `lookup` is the register of the simulated real-name authority, `representative` that of the simulated enterprise registry. Throws in production instead of simulating.
 */
export async function openGateways(config: Config, options: { lookup?: (idNumber: string) => string | undefined; representative?: RepresentativeLookup } = {}): Promise<OpenedGateways> {
  if (config.mode === 'production' && (!config.wechat || !config.realName || !config.registry)) throw new Error('production does not start with a simulator')
  const simulated = config.wechat ? undefined : await startWechatSimulator()
  const authority = config.realName ? undefined : await startRealNameSimulator(options.lookup ?? (() => undefined))
  const registrar = config.registry ? undefined : await startRegistrySimulator(options.representative ?? (() => undefined))
  const wechat = config.wechat ?? (simulated && { appId: simulated.appId, secret: simulated.secret, baseUrl: simulated.origin })
  const realName = config.realName ?? (authority && { url: authority.url, token: authority.token })
  const registry = config.registry ?? (registrar && { url: registrar.url, token: registrar.token })
  if (!wechat || !realName || !registry) throw new Error('a gateway is neither configured nor simulated')
  return {
    gateways: { wechat: createWechatGateway(wechat), realName: createRealNameGateway(realName), registry: createRegistryGateway(registry) },
    ...(simulated ? { simulators: { wechat: simulated } } : {}),
    async close() {
      await Promise.all([simulated?.close(), authority?.close(), registrar?.close()])
    },
  }
}
