import { parentPort, workerData } from 'node:worker_threads'
import { type KindStretch, type RunPlan, runStretch } from './recompute-stretch'
import { createStage, openCopy } from './score-copy.store'

/** Asks the main thread for stretches until there are none, and says how far it is after each chunk. */
const run = workerData as RunPlan & { databaseUrl: string }
const port = parentPort
if (!port) throw new Error('recompute-worker runs as a worker thread')
const sql = openCopy(run.databaseUrl)
await createStage(sql)
port.on('message', (stretch: KindStretch | null) => {
  if (stretch === null) {
    void sql.end({ timeout: 5 }).then(() => port.close())
    return
  }
  runStretch(sql, run, stretch, (computed, changed) => port.postMessage({ computed, changed })).then(
    () => port.postMessage('next'),
    (error: unknown) => {
      throw error
    },
  )
})
port.postMessage('next')
