import { type ServerType, serve } from '@hono/node-server'
import { createApp } from './app'
import type { Config } from './config'
import { type Deps, makeCtx } from './context'
import { type Database, openEmbedded, openPostgres } from './db/client'
import { openGateways } from './gateways/open-gateways'
import { startJobs } from './jobs/run-jobs'
import { openKeyRing, readKeyFile, readOrCreateKeyFile } from './lib/keys'
import { newId } from './lib/id'
import { createLog } from './lib/log'
import { cityData } from './modules/city/city-data'
import { loadCity } from './modules/city/load-city'
import { createDemoSource, demoRegister } from './modules/demo/demo-source'
import { loadDemo } from './modules/demo/load-demo'
import { syncCityData } from './modules/publication/sync-city-data'
import { failInterruptedImports } from './modules/record/fail-interrupted-imports'
import { watchSpool } from './modules/record/watch-spool'

export interface Progress {
  (line: string): void
}

export interface Service {
  deps: Deps
  database: Database
  origin: string
  /** Stops taking requests, finishes those under way and the jobs round, closes the database. */
  stop: () => Promise<void>
}

/** Opens the database of a config: PostgreSQL where there is an address, otherwise the embedded one in `dataDir`. */
export const openDatabase = (config: Config): Promise<Database> | Database => (config.databaseUrl ? openPostgres(config.databaseUrl, config.databasePool) : openEmbedded({ dir: config.dataDir }))

/** Everything a verb needs, without a listener: for the service and the operator's commands. */
export async function openDeps(config: Config, log = createLog(config.logLevel)): Promise<{ deps: Deps; database: Database; close: () => Promise<void> }> {
  const city = loadCity(config.city)
  cityData(city)
  const keys = openKeyRing(config.mode === 'demo' ? readOrCreateKeyFile(config.keysFile) : readKeyFile(config.keysFile))
  const database = await openDatabase(config)
  try {
    await database.migrate()
    const demo = config.mode === 'demo' ? demoRegister(city) : undefined
    const opened = await openGateways(config, { waivers: city.waiver !== undefined, ...(demo ? { lookup: (idNumber: string) => demo.lookup(idNumber), representative: (uscc: string) => demo.representative(uscc) } : {}) })
    const deps: Deps = { config, db: database.db, city, keys, gateways: opened.gateways, clock: () => new Date(), log }
    await syncCityData({ ctx: makeCtx(deps, { requestId: newId('req'), actor: { kind: 'system', name: 'start' } }) })
    if (demo && opened.simulators) deps.demo = createDemoSource({ deps, wechat: opened.simulators.wechat, payScore: opened.payScore })
    return {
      deps,
      database,
      async close() {
        await opened.close()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Starts the whole service on `config.host:config.port`; in demo mode the demo city is loaded first where it is missing. */
export async function startService(config: Config, web: { h5?: string; console?: string }, progress: Progress): Promise<Service> {
  progress(config.databaseUrl ? 'opening PostgreSQL' : `opening the embedded database in ${config.dataDir}`)
  const { deps, database, close } = await openDeps(config)
  try {
    if (database.kind === 'embedded') {
      const ctx = makeCtx(deps, { requestId: newId('req'), actor: { kind: 'system', name: 'start' } })
      await failInterruptedImports({ ctx, input: { startedBefore: ctx.now } })
    }
    if (config.mode === 'demo') await loadDemo({ deps, progress })
    const { http } = createApp(deps, web)
    const server = await listen(http.fetch, config)
    const stopJobs = startJobs(deps)
    const stopSpool = watchSpool(deps)
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : config.port
    return {
      deps,
      database,
      origin: `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`,
      async stop() {
        await new Promise<void>((resolve) => {
          server.close(() => resolve())
          // Idle keep-alive connections would hold the server open for ever.
          if ('closeIdleConnections' in server) server.closeIdleConnections()
        })
        await stopSpool()
        await stopJobs()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

const listen = (fetch: Parameters<typeof serve>[0]['fetch'], config: Config): Promise<ServerType> =>
  new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: config.host, port: config.port }, () => resolve(server))
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new Error(`port ${config.port} is in use; choose another with PORT=…`) : error))
  })
