import type { ImportBatch } from '@xinhui/contract'
import { type Ctx, inTransaction } from '../../context'
import { isServer } from '../../db/copy'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { findClient } from '../intake/intake.store'
import { failBatch, type ImportProgress, landFile } from './land-file'
import { presentBatch } from './present-batch'
import { encodingOf, reopenFile } from './reader/open-source'
import { type BatchRow, cancelBatch, findBatch, lockBatch, noteProgress, startBatch } from './record.store'
import { dropKept, spoolPath } from './spool/spool'

const PROGRESS_EVERY_MS = 500

/** Why a landing stopped without being at fault: nothing is written, and only a cancelled one has ended. */
class Stopped extends Error {
  constructor(readonly why: 'cancelled' | 'shutdown' | 'busy') {
    super(why)
    this.name = 'Stopped'
  }
}

/** Imports of this process, by batch: two calls for one batch share one run. */
const underWay = new Map<string, { abort: AbortController; run: Promise<ImportBatch | undefined> }>()

/**
 * Tells the batch row how far its landing is, at most twice a second, on a connection outside the landing. The embedded
 * database has no second connection: there the row stays as it is, and nobody could read it meanwhile either.
 */
function progressTeller(ctx: Ctx, batchId: string, abort: AbortController): (progress: ImportProgress) => void {
  let last = 0
  let busy = false
  const tell = async (progress: ImportProgress): Promise<void> => {
    const told = await noteProgress(ctx.db, batchId, progress)
    if (told.length === 0) abort.abort(new Stopped('cancelled'))
  }
  return (progress) => {
    const now = performance.now()
    if (busy || now - last < PROGRESS_EVERY_MS || !isServer(ctx.db)) return
    busy = true
    last = now
    tell(progress)
      .catch((error: unknown) => ctx.log.warn({ err: error, batchId }, 'progress not stored'))
      .finally(() => {
        busy = false
      })
  }
}

async function land(ctx: Ctx, batch: BatchRow, abort: AbortController): Promise<ImportBatch | undefined> {
  const { dataDir } = ctx.config
  const encoding = encodingOf(batch.encoding)
  if (!encoding) throw new Error('a kept file without an encoding')
  const started = performance.now()
  const endedAt = () => new Date(ctx.now.getTime() + Math.round(performance.now() - started))
  const client = batch.clientId === null ? undefined : await findClient(ctx.db, batch.clientId)
  const source = await reopenFile(spoolPath(dataDir, batch.id), { sha256: batch.sha256, encoding })
  try {
    const landed = await landFile(ctx, batch.id, source, {
      layout: batch.layoutAsked === '' ? undefined : batch.layoutAsked,
      officeUscc: client?.officeUscc,
      onProgress: progressTeller(ctx, batch.id, abort),
      endedAt,
      signal: abort.signal,
      // A process that died holds no lock: whoever gets it may begin anew, whatever the row says.
      begin: async (tx) => {
        if (!(await lockBatch(tx.db, batch.id))) throw new Stopped('busy')
      },
    })
    await dropKept(dataDir, batch.id)
    return landed
  } catch (error) {
    if (error instanceof Stopped) {
      if (error.why === 'cancelled') await dropKept(dataDir, batch.id)
      return undefined
    }
    const told = await failBatch(ctx, batch.id, error, endedAt())
    await dropKept(dataDir, batch.id)
    throw told
  } finally {
    await source.close()
  }
}

/**
 * Lands the kept file of a batch, once, whoever asks and how often: other calls wait for the run under way, other processes
 * find it locked. After a crash it begins anew. Undefined when the batch has ended, was cancelled, or is at work elsewhere.
 * @throws DomainError LAYOUT_UNKNOWN, FILE_UNREADABLE, PAYLOAD_TOO_LARGE with `facts.batchId`
 */
export function runImport({ ctx, input: { batchId } }: { ctx: Ctx; input: { batchId: string } }): Promise<ImportBatch | undefined> {
  const known = underWay.get(batchId)
  if (known) return known.run
  const abort = new AbortController()
  const run = (async () => {
    try {
      const batch = await startBatch(ctx.db, batchId)
      if (batch) return await land(ctx, batch, abort)
      // A file without a batch may be one that is arriving at this moment.
      if (await findBatch(ctx.db, batchId)) await dropKept(ctx.config.dataDir, batchId)
      return undefined
    } finally {
      underWay.delete(batchId)
    }
  })()
  underWay.set(batchId, { abort, run })
  return run
}

/** Stops this process's imports; they roll back and are taken up again at the next start. */
export async function stopImports(): Promise<void> {
  const runs = [...underWay.values()]
  for (const { abort } of runs) abort.abort(new Stopped('shutdown'))
  await Promise.allSettled(runs.map((r) => r.run))
}

/**
 * Ends an import for good before it has landed: nothing of its file is written.
 * @throws DomainError NOT_FOUND; CONFLICT with the state it is in, when it has ended already
 */
export async function cancelImport({ ctx, input: { batchId } }: { ctx: Ctx; input: { batchId: string } }): Promise<ImportBatch> {
  const here = underWay.get(batchId)
  // The embedded database's only connection is the landing's: it must stop before anything can be asked or changed.
  if (here && !isServer(ctx.db)) here.abort.abort(new Stopped('cancelled'))
  if (!(await findBatch(ctx.db, batchId))) throw new DomainError('NOT_FOUND')
  const cancelled = await inTransaction(ctx, async (tx) => {
    const [row] = await cancelBatch(tx.db, batchId, { failure: '已取消，这个文件的数据没有写入', now: tx.now })
    if (row) await writeAudit(tx, { action: 'record.import-cancel', entity: 'import_batch', entityId: batchId, detail: { status: 'cancelled' } })
    return row
  })
  if (!cancelled) {
    const now = await findBatch(ctx.db, batchId)
    throw new DomainError('CONFLICT', { detail: '这个文件已经处理完，不能再取消', facts: { status: now?.status, since: now?.finishedAt?.toISOString() } })
  }
  here?.abort.abort(new Stopped('cancelled'))
  await dropKept(ctx.config.dataDir, batchId)
  return presentBatch(cancelled)
}
