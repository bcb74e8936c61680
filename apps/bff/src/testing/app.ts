import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { pino } from 'pino'
import { createApp } from '../app'
import { type Config, readConfig } from '../config'
import { type Deps, makeCtx } from '../context'
import type { Gateways } from '../gateways/gateways'
import { newId } from '../lib/id'
import { generateKeyFile, openKeyRing } from '../lib/keys'
import { loadCity } from '../modules/city/load-city'
import { syncCityData } from '../modules/publication/sync-city-data'
import { openTestDatabase } from './database'

/** 2026-11-21 12:00 in Shanghai; tests move it. */
const START = '2026-11-21T04:00:00.000Z'

export interface TestApp {
  deps: Deps
  /** Sends one request through the app in process. `as` is an access token. JSON in, parsed JSON out. */
  call(key: string, input?: { as?: string | undefined; body?: unknown; headers?: Record<string, string>; raw?: Uint8Array }): Promise<{ status: number; body: Record<string, unknown>; headers: Headers; text: string }>
  api: ReturnType<typeof createApp>['api']
  /** Serves on a free port of 127.0.0.1, for tests that need real sockets. */
  listen(): Promise<{ origin: string; close: () => Promise<void> }>
  clock: { now(): Date; set(iso: string): void; advance(seconds: number): void }
  /** Lines logged so far. */
  logs: string[]
  close(): Promise<void>
}

/** The whole app on a database of its own, with the demo city, fresh keys and a clock the test moves. `gateways` are the real ones pointed at simulators, or a test's own. */
export async function startTestApp(options: { gateways?: Partial<Gateways>; config?: Partial<Config> } = {}): Promise<TestApp> {
  const database = await openTestDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'xinhui-test-'))
  let now = new Date(START)
  const logs: string[] = []
  const unplugged = () => Promise.reject(new Error('this test did not plug the gateway in'))
  const deps: Deps = {
    config: { ...readConfig({}), dataDir, ...options.config },
    db: database.db,
    city: loadCity('demo'),
    keys: openKeyRing(generateKeyFile()),
    gateways: { wechat: { code2Session: unplugged }, realName: { verify: unplugged }, registry: { isRepresentative: unplugged, findEnterprise: unplugged }, payScore: null, virusScan: { scan: unplugged }, repairChannels: { tell: unplugged, ask: unplugged }, lenderWebhooks: { send: unplugged }, ...options.gateways },
    clock: () => now,
    log: pino({ level: 'info', base: null }, { write: (line: string) => logs.push(line) }),
  }
  await syncCityData({ ctx: makeCtx(deps, { requestId: newId('req'), actor: { kind: 'system', name: 'start' } }) })
  const { http, api } = createApp(deps)
  return {
    deps,
    api,
    logs,
    clock: {
      now: () => now,
      set: (iso) => {
        now = new Date(iso)
      },
      advance: (seconds) => {
        now = new Date(now.getTime() + seconds * 1000)
      },
    },
    async call(key, input = {}) {
      const [method = 'GET', path = ''] = key.split(' ')
      const body = input.raw ?? (input.body === undefined ? undefined : JSON.stringify(input.body))
      const response = await http.request(`/api/v1${path}`, {
        method,
        headers: { ...(input.body === undefined ? {} : { 'content-type': 'application/json' }), ...(input.as ? { authorization: `Bearer ${input.as}` } : {}), ...input.headers },
        ...(body === undefined ? {} : { body: body as BodyInit }),
      })
      const text = await response.text()
      const isJson = /json/.test(response.headers.get('content-type') ?? '')
      return { status: response.status, body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {}, headers: response.headers, text }
    },
    listen: () =>
      new Promise((resolve) => {
        const server = serve({ fetch: http.fetch, hostname: '127.0.0.1', port: 0 }, (info) =>
          resolve({
            origin: `http://127.0.0.1:${info.port}`,
            close: () =>
              new Promise((done) => {
                server.close(() => done())
                if ('closeAllConnections' in server) server.closeAllConnections()
              }),
          }),
        )
      }),
    async close() {
      await database.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
