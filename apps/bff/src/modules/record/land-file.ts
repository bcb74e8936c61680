import type { ImportBatch } from '@xinhui/contract'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { openLanding } from './landing/open-landing'
import { type Opened, openRows } from './landing/open-rows'
import { loadLayouts } from './layout/load-layouts'
import { presentBatch } from './present-batch'
import { type Source, unreadable } from './reader/open-source'
import { readRows } from './reader/rows'
import { beginLanding, finishBatch, insertRejects } from './record.store'
import type { Reject } from './validate/reject'
import { lateReject } from './validate/validate-row'

export interface ImportProgress {
  rowsRead: number
  rowsRejected: number
  /** 0 … 1 of the file's bytes; null for a spreadsheet, which is read whole. */
  share: number | null
  rowsPerSecond: number
  /** At the speed so far; null as long as the share is not known. */
  secondsLeft: number | null
}

/** What a landing is told besides its file. */
export interface LandFile {
  /** Code of the layout; undefined: found by the header. */
  layout: string | undefined
  /** Only rows of this office are taken (USCC): what a machine of one office sends must be its own. */
  officeUscc?: string | undefined
  onProgress: (progress: ImportProgress) => void
  endedAt: () => Date
  /** Aborted: the landing throws the signal's reason and rolls back. */
  signal?: AbortSignal
  /** Asked in the transaction before anything is written; throws when the landing may not begin. */
  begin?: (ctx: Ctx) => Promise<void>
}

interface Counts {
  rowsTotal: number
  rowsNew: number
  rowsChanged: number
  rowsUnchanged: number
  rowsRejected: number
}

/** So many rejected rows are written at once. */
const REJECTS_AT_ONCE = 2000
const INTERNAL_FAILURE = '系统出了点问题，这个文件的数据没有写入，请稍后再试'
const ALL_REJECTED = '没有一行可用，原因见退回清单'

/** How far the file was read when a window was cut: told when that window has landed. */
interface Mark {
  rowsRead: number
  consumed: number
}

function progressOf(mark: Mark, rowsRejected: number, source: Source, seconds: number): ImportProgress {
  const share = source.encoding === 'XLSX' ? null : mark.consumed / source.size
  const secondsLeft = share === null || share === 0 ? null : Math.round((seconds * (1 - share)) / share)
  return { rowsRead: mark.rowsRead, rowsRejected, share, secondsLeft, rowsPerSecond: Math.round(mark.rowsRead / Math.max(seconds, 0.001)) }
}

/** Reads, checks and lands every row in the open transaction. While the database settles one window of rows, the next is read. */
async function landRows(ctx: Ctx, batchId: string, source: Source, opened: Opened, by: LandFile): Promise<Counts> {
  const { detected } = opened
  const { landing, taken } = openLanding(ctx, batchId, source, opened, by.officeUscc)
  const counts: Counts = { rowsTotal: 0, rowsNew: 0, rowsChanged: 0, rowsUnchanged: 0, rowsRejected: 0 }
  const started = performance.now()
  let rejects: Reject[] = []
  let rejectSeq = 0

  const settle = async () => {
    const found = rejects
    rejects = []
    const landed = await landing.land()
    counts.rowsNew += landed.rowsNew
    counts.rowsChanged += landed.rowsChanged
    counts.rowsUnchanged += landed.rowsUnchanged
    counts.rowsRejected += landed.refused.length
    found.push(...landed.refused.map((refused) => lateReject(detected, refused)))
    found.sort((a, b) => a.row - b.row)
    for (let at = 0; at < found.length; at += REJECTS_AT_ONCE) await insertRejects(ctx.db, batchId, rejectSeq + 1 + at, found.slice(at, at + REJECTS_AT_ONCE))
    rejectSeq += found.length
  }

  const tell = (mark: Mark) => by.onProgress(progressOf(mark, counts.rowsRejected, source, (performance.now() - started) / 1000))
  let mark: Mark | undefined
  let settling: Promise<void> = Promise.resolve()
  let inWindow = 0
  try {
    for await (const more of taken) {
      counts.rowsTotal += more.rows
      if (counts.rowsTotal > ctx.city.limits.importMaxRows) throw new DomainError('PAYLOAD_TOO_LARGE', { detail: `超过 ${ctx.city.limits.importMaxRows} 行，请拆分后再上传` })
      counts.rowsRejected += more.rowsRejected
      for (const reject of more.rejects) rejects.push(reject)
      inWindow += more.rows
      if (inWindow < landing.windowRows && rejects.length < landing.windowRows) continue
      inWindow = 0
      await settling
      if (mark) tell(mark)
      by.signal?.throwIfAborted()
      mark = { rowsRead: counts.rowsTotal, consumed: more.consumed }
      settling = settle()
      // Awaited at the next window; until then a failure must not count as unhandled.
      settling.catch(() => {})
    }
  } finally {
    // Whatever went wrong, the connection must be free before the transaction ends.
    await settling.catch(() => {})
  }
  await settling
  await settle()
  await landing.end()
  by.signal?.throwIfAborted()
  tell({ rowsRead: counts.rowsTotal, consumed: source.consumed })
  if (counts.rowsTotal === 0) throw unreadable('只有表头，没有数据行')
  return counts
}

function statusOf(counts: Counts): { status: 'landed' | 'unchanged' | 'failed'; failure: string | null } {
  if (counts.rowsNew + counts.rowsChanged > 0) return { status: 'landed', failure: null }
  return counts.rowsUnchanged > 0 ? { status: 'unchanged', failure: null } : { status: 'failed', failure: ALL_REJECTED }
}

/** Nothing of the file is in the database any more; the batch row stays and says why. Answers what the caller is told. */
export async function failBatch(ctx: Ctx, batchId: string, error: unknown, finishedAt: Date): Promise<unknown> {
  const failure = error instanceof DomainError ? error.message : INTERNAL_FAILURE
  await inTransaction(ctx, async (tx) => {
    const [ended] = await finishBatch(tx.db, batchId, { status: 'failed', failure, finishedAt })
    if (ended) await writeAudit(tx, { action: 'record.import', entity: 'import_batch', entityId: batchId, detail: { status: 'failed' } })
  })
  if (!(error instanceof DomainError)) return error
  return new DomainError(error.code, { ...error.extras, facts: { ...error.extras.facts, batchId } })
}

/** Finds the layout, then everything else in one transaction, up to the batch's end. */
export async function landFile(ctx: Ctx, batchId: string, source: Source, by: LandFile): Promise<ImportBatch> {
  const reading = readRows(source)
  try {
    const opened = await openRows(reading, loadLayouts(ctx.city), by.layout)
    const { layout } = opened.detected
    return await inTransaction(ctx, async (tx) => {
      await by.begin?.(tx)
      await beginLanding(tx.db)
      const counts = await landRows(tx, batchId, source, opened, by)
      const end = { ...counts, ...statusOf(counts), layout: layout.code, layoutTitle: layout.title, progress: null, finishedAt: by.endedAt() }
      const [batch] = await finishBatch(tx.db, batchId, end)
      if (!batch) throw new DomainError('CONFLICT', { detail: '这次导入已被中止，数据没有写入' })
      await writeAudit(tx, { action: 'record.import', entity: 'import_batch', entityId: batchId, detail: { status: end.status, layout: layout.code, sha256: source.sha256, ...counts } })
      return presentBatch(batch)
    })
  } finally {
    await reading.return(undefined)
  }
}
