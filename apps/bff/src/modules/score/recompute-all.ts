import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { dayInShanghai } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { runModels } from './models'
import { recomputeStale } from './recompute-stale'
import type { KindStretch, RunPlan } from './recompute-stretch'
import { openCopy, splitSubjects } from './score-copy.store'
import type { ScoreKind } from './score-batch.store'

export interface RunResult {
  computed: number
  changed: number
}

const KINDS: readonly ScoreKind[] = ['person', 'organization']
const MOST_WORKERS = 8
/** More stretches than workers, so that none waits long for the last. */
const STRETCHES_A_WORKER = 8
const EMBEDDED_AT_ONCE = 1000
/** A chunk's files live as long as the chunk: with room for it they are never copied by the collector. */
const YOUNG_MB = 192

const nextStretch = (stretches: KindStretch[], isStopping: boolean): KindStretch | null => (isStopping ? null : (stretches.shift() ?? null))

function runWorker(run: RunPlan & { databaseUrl: string }, stretches: KindStretch[], report: (done: RunResult) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./recompute-worker.mjs', import.meta.url), { workerData: run, execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } })
    worker.on('message', (message: 'next' | RunResult) => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
      if (message === 'next') worker.postMessage(nextStretch(stretches, Atomics.load(run.stop, 0) !== 0))
      else report(message)
    })
    worker.once('error', (error) => {
      Atomics.store(run.stop, 0, 1)
      reject(error)
    })
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a recompute worker ended with ${code}`))))
  })
}

/**
 * Computes every score of an earlier day anew: on PostgreSQL in worker threads that COPY records out and results back, on
 * the embedded database in batches of this process. Each chunk is one transaction and what is left is found by its day,
 * so `stop`, a crash or kill -9 leave whole chunks, and the next run goes on with the rest.
 */
export async function recomputeAll({ ctx, input }: { ctx: Ctx; input: { workers?: number; stop?: AbortSignal; report?: (sum: RunResult) => void } }): Promise<RunResult> {
  const sum: RunResult = { computed: 0, changed: 0 }
  const add = (done: RunResult) => {
    sum.computed += done.computed
    sum.changed += done.changed
    input.report?.({ ...sum })
  }
  const { databaseUrl } = ctx.config
  if (!databaseUrl) {
    while (!input.stop?.aborted) {
      const done = await recomputeStale({ ctx, input: { limit: EMBEDDED_AT_ONCE } })
      if (done.computed === 0) break
      add(done)
    }
    return sum
  }
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const onStop = () => Atomics.store(stop, 0, 1)
  input.stop?.addEventListener('abort', onStop)
  if (input.stop?.aborted) onStop()
  const workers = input.workers ?? Math.min(availableParallelism(), MOST_WORKERS)
  const sql = openCopy(databaseUrl)
  try {
    const day = dayInShanghai(ctx.now.getTime())
    const models = { person: await runModels(ctx, 'person', day), organization: await runModels(ctx, 'organization', day) }
    const run: RunPlan & { databaseUrl: string } = { databaseUrl, day, now: ctx.now, models, stop }
    const stretches: KindStretch[] = []
    for (const kind of KINDS) stretches.push(...(await splitSubjects(sql, kind, workers * STRETCHES_A_WORKER)).map((stretch) => ({ kind, ...stretch })))
    if (stretches.length > 0) await Promise.all(Array.from({ length: workers }, () => runWorker(run, stretches, add)))
    return sum
  } finally {
    input.stop?.removeEventListener('abort', onStop)
    await sql.end({ timeout: 5 })
  }
}
