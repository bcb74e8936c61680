import { serve } from '@hono/node-server'
import { createApp } from '../apps/bff/src/app'
import { readConfig } from '../apps/bff/src/config'
import { openDeps } from '../apps/bff/src/service'

/** The real service without the demo city and without jobs, for a bench in another process. */
const { deps } = await openDeps(readConfig(process.env))
const { http } = createApp(deps)
serve({ fetch: http.fetch, hostname: '127.0.0.1', port: 0 }, (info) => process.stdout.write(`listening ${info.port}\n`))
