import { type Deps, makeCtx } from '../../context'
import { newId } from '../../lib/id'
import { findBatch } from './record.store'
import { runImport, stopImports } from './run-import'
import { keptBatches, sweepSpool } from './spool/spool'

const TICK_MS = 1000
const ABANDONED_MS = 3_600_000

/** One look at the spool: every kept file whose import is not under way in this process is landed, oldest first. */
export async function landKept(deps: Deps): Promise<number> {
  const ctx = () => makeCtx(deps, { requestId: newId('job'), actor: { kind: 'system', name: 'intake' } })
  const kept = await keptBatches(deps.config.dataDir)
  let landed = 0
  for (const batchId of kept) {
    try {
      if (await runImport({ ctx: ctx(), input: { batchId } })) landed += 1
    } catch (error) {
      // What was wrong with the file stands on its batch; here it is only a trace.
      deps.log.info({ err: error, batchId }, 'kept file failed')
    }
  }
  return landed
}

/** Takes up what a crash left in the spool, and goes on looking: another process that shares the folder may die too. The returned function stops it. */
export function watchSpool(deps: Deps): () => Promise<void> {
  const state = { stopping: false, nextSweep: 0 }
  let wake = () => {}
  const loop = (async () => {
    while (!state.stopping) {
      try {
        await landKept(deps)
        const now = deps.clock()
        if (now.getTime() >= state.nextSweep) {
          state.nextSweep = now.getTime() + ABANDONED_MS
          await sweepSpool(deps.config.dataDir, { before: new Date(now.getTime() - ABANDONED_MS), isKnown: async (id) => (await findBatch(deps.db, id)) !== undefined })
        }
      } catch (error) {
        deps.log.error({ err: error }, 'looking at the spool failed')
      }
      if (!state.stopping)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, TICK_MS)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
    }
  })()
  return async () => {
    state.stopping = true
    wake()
    await stopImports()
    await loop
  }
}
