import { createApp } from '../app'
import { readConfig } from '../config'
import type { Deps } from '../context'
import { openApiDocument } from '../http/openapi'
import { generateKeyFile, openKeyRing } from '../lib/keys'
import { createLog } from '../lib/log'
import { loadCity } from '../modules/city/load-city'
import { type Command, takePositionals } from './command'

export const openapiCommand: Command = {
  help: `openapi

Prints the OpenAPI 3.1 document of the API, the same that the service answers at /openapi.json. Needs no database.

  npm run -s credit -- openapi > openapi.json
`,
  options: {},
  run(call) {
    takePositionals(call)
    const unused = () => Promise.reject(new Error('the document is drawn without I/O'))
    const deps: Deps = {
      config: readConfig({}),
      // Registering routes touches no database.
      db: undefined as unknown as Deps['db'],
      city: loadCity('demo'),
      keys: openKeyRing(generateKeyFile()),
      gateways: { wechat: { code2Session: unused }, realName: { verify: unused }, registry: { findEnterprise: unused, isRepresentative: unused }, payScore: null, virusScan: { scan: unused }, repairChannels: { tell: unused, ask: unused }, lenderWebhooks: { send: unused } },
      clock: () => new Date(),
      log: createLog('silent'),
    }
    const { api } = createApp(deps)
    const document = openApiDocument(api.routes, { title: `${deps.city.serviceName} API`, version: '1.0.0' })
    return { exit: 0, json: document, text: `${JSON.stringify(document, null, 2)}\n` }
  },
}
