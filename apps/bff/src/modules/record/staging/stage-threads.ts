import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { DomainError, type ErrorCode } from '../../../errors'
import type { SealerKeys } from '../../../lib/seal'
import type { Source } from '../reader/open-source'
import { cutPieces, type Piece } from './cut-pieces'
import { rowStager, type StagedRows, type StagePlan } from './row-stager'

/** A plan as it crosses to a thread, which makes a sealer of its own. */
export type SharedPlan = Omit<StagePlan, 'sealer'> & { sealerKeys: SealerKeys }

export interface StagedPiece extends StagedRows {
  consumed: number
}

/** What a thread answers when the file cannot be read. */
export interface Refused {
  code: ErrorCode
  detail: string
}

interface Stager {
  stage(piece: Piece): Promise<StagedPiece>
  close(): Promise<unknown>
}

/** A file is staged in this thread when starting others would take longer. */
const ALONE_BELOW_BYTES = 4 * 2 ** 20
const MOST_THREADS = 4
/** Pieces a thread has before it; the rest of the file waits on the disk. */
const AHEAD = 3

function here(plan: StagePlan): Stager {
  const stager = rowStager(plan)
  return {
    stage: (piece) => Promise.resolve({ ...stager.stageBytes(Buffer.from(piece.bytes.buffer, piece.bytes.byteOffset, piece.bytes.byteLength), piece.firstRow), consumed: piece.consumed }),
    close: () => Promise.resolve(),
  }
}

function inThread({ sealer, ...plan }: StagePlan): Stager {
  const shared: SharedPlan = { ...plan, sealerKeys: sealer.share() }
  const worker = new Worker(new URL('./stage-worker.mjs', import.meta.url), { workerData: shared, execArgv: [] })
  const waiting: { resolve: (staged: StagedPiece) => void; reject: (error: Error) => void }[] = []
  let ended: Error | undefined
  const fail = (error: Error) => {
    ended ??= error
    for (const one of waiting.splice(0)) one.reject(error)
  }
  worker.on('message', (answer: StagedPiece | Refused) => {
    const one = waiting.shift()
    if ('code' in answer) one?.reject(new DomainError(answer.code, { detail: answer.detail }))
    else one?.resolve(answer)
  })
  worker.once('error', fail)
  worker.once('exit', (code) => fail(new Error(`a staging thread ended with ${code}`)))
  return {
    stage: (piece) =>
      new Promise((resolve, reject) => {
        if (ended) {
          reject(ended)
          return
        }
        waiting.push({ resolve, reject })
        worker.postMessage(piece, [piece.bytes.buffer as ArrayBuffer])
      }),
    close: () => worker.terminate(),
  }
}

/**
 * Checks and stages a CSV file, from row `fromRow` on, in as many threads as the machine has processors. Answers its pieces in
 * the order of the file; never more than a few of them are in memory.
 * @throws DomainError FILE_UNREADABLE
 */
export async function* stagePieces(source: Source, fromRow: number, plan: StagePlan): AsyncGenerator<StagedPiece> {
  const threads = source.size < ALONE_BELOW_BYTES ? 0 : Math.min(availableParallelism(), MOST_THREADS)
  const stagers = threads === 0 ? [here(plan)] : Array.from({ length: threads }, () => inThread(plan))
  const underWay: Promise<StagedPiece>[] = []
  let next = 0
  try {
    for await (const piece of cutPieces(source, plan.delimiter, fromRow)) {
      const staged = stagers[next % stagers.length]?.stage(piece)
      next += 1
      if (!staged) continue
      // Awaited in its turn; until then a failure must not count as unhandled.
      staged.catch(() => {})
      underWay.push(staged)
      const first = underWay.length >= stagers.length * AHEAD ? underWay.shift() : undefined
      if (first) yield await first
    }
    for (const staged of underWay) yield await staged
  } finally {
    await Promise.all(stagers.map((s) => s.close()))
  }
}
