import { readConfig } from '../config'
import { type Ctx, makeCtx } from '../context'
import type { Database } from '../db/client'
import { newId } from '../lib/id'
import { createLog } from '../lib/log'
import { openDeps } from '../service'
import type { Call } from './command'

/** Opens what the service works with, without listening, and closes it whatever happens. What is written is written by `system:cli`. */
export async function withService<T>(call: Call, work: (ctx: Ctx, database: Database) => Promise<T>): Promise<T> {
  const opened = await openDeps(readConfig(call.env), createLog('silent'))
  try {
    return await work(makeCtx(opened.deps, { requestId: newId('req'), actor: { kind: 'system', name: 'cli' } }), opened.database)
  } finally {
    await opened.close()
  }
}
