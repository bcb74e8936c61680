import type { ImportBatch } from '@xinhui/contract'
import { dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { landChunk } from './landing/land-chunk'
import { type KeyedRow, keyRow } from './landing/landing'
import { type Detected, detectLayout } from './layout/detect-layout'
import type { Layout } from './layout/layout'
import { loadLayouts } from './layout/load-layouts'
import { presentBatch } from './present-batch'
import { openSource, type Source, type Unreadable, unreadable } from './reader/open-source'
import type { FileRow } from './reader/file-row'
import { readRows } from './reader/rows'
import { beginLanding, finishBatch, insertBatch, insertRejects } from './record.store'
import type { Reject } from './validate/reject'
import { lateReject, rowValidator } from './validate/validate-row'

export interface ImportInput {
  fileName: string
  /** The file whole, or as it arrives. */
  file: Uint8Array | AsyncIterable<Uint8Array>
  /** Code of the layout; absent: found by the header. */
  layout?: string | undefined
  /** `staff:stf_…`, `system:cli`. */
  importedBy: string
}

export interface ImportProgress {
  rowsRead: number
  rowsRejected: number
  /** 0 … 1 of the file's bytes; null for a spreadsheet, which is read whole. */
  share: number | null
  rowsPerSecond: number
}

interface Counts {
  rowsTotal: number
  rowsNew: number
  rowsChanged: number
  rowsUnchanged: number
  rowsRejected: number
}

const CHUNK_ROWS = 1000
const HEADER_WITHIN = 5
const INTERNAL_FAILURE = '系统出了点问题，这个文件的数据没有写入，请稍后再试'
const ALL_REJECTED = '没有一行可用，原因见退回清单'

const shownName = (name: string): string => name.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').split(/[\\/]/).at(-1)?.slice(0, 200) || '未命名'

/** Takes the title rows, the header and one row of data off the front, finds the layout, and gives back all data rows. */
async function openRows(reading: AsyncGenerator<FileRow>, layouts: readonly Layout[], code: string | undefined): Promise<{ detected: Detected; rows: AsyncGenerator<FileRow> }> {
  const head: FileRow[] = []
  while (head.length <= HEADER_WITHIN) {
    const next = await reading.next()
    if (next.done) break
    head.push(next.value)
  }
  if (head.length === 0) throw unreadable('文件里没有内容')
  const detected = detectLayout(layouts, head, code, HEADER_WITHIN)
  async function* dataRows(): AsyncGenerator<FileRow> {
    yield* head.slice(detected.skip)
    yield* reading
  }
  return { detected, rows: dataRows() }
}

/** Reads, checks and lands every row in the open transaction. */
async function landRows(ctx: Ctx, batchId: string, source: Source, opened: { detected: Detected; rows: AsyncGenerator<FileRow> }, onProgress: (p: ImportProgress) => void): Promise<Counts> {
  const { detected, rows } = opened
  const { layout } = detected
  const check = rowValidator(detected, { today: dayInShanghai(ctx.now.getTime()), city: ctx.city })
  const counts: Counts = { rowsTotal: 0, rowsNew: 0, rowsChanged: 0, rowsUnchanged: 0, rowsRejected: 0 }
  const started = performance.now()
  let chunk: KeyedRow[] = []
  let rejects: Reject[] = []
  let rejectSeq = 0

  const flush = async () => {
    const outcomes = chunk.length === 0 ? [] : await landChunk(ctx, { batchId, layout }, chunk)
    for (const [i, row] of chunk.entries()) {
      const outcome = outcomes[i]
      if (outcome === 'new') counts.rowsNew += 1
      else if (outcome === 'changed') counts.rowsChanged += 1
      else if (outcome === 'unchanged') counts.rowsUnchanged += 1
      else if (outcome) {
        counts.rowsRejected += 1
        rejects.push(lateReject(detected, row, outcome.field, outcome.reason))
      }
    }
    if (rejects.length > 0) await insertRejects(ctx.db, batchId, rejectSeq + 1, rejects.sort((a, b) => a.row - b.row))
    rejectSeq += rejects.length
    chunk = []
    rejects = []
    const seconds = (performance.now() - started) / 1000
    onProgress({
      rowsRead: counts.rowsTotal,
      rowsRejected: counts.rowsRejected,
      share: source.encoding === 'XLSX' ? null : source.consumed / source.size,
      rowsPerSecond: Math.round(counts.rowsTotal / Math.max(seconds, 0.001)),
    })
  }

  let sinceFlush = 0
  for await (const row of rows) {
    counts.rowsTotal += 1
    if (counts.rowsTotal > ctx.city.limits.importMaxRows) throw new DomainError('PAYLOAD_TOO_LARGE', { detail: `超过 ${ctx.city.limits.importMaxRows} 行，请拆分后再上传` })
    const checked = check(row)
    if (checked.ok) chunk.push(keyRow(ctx, layout, checked.row))
    else {
      counts.rowsRejected += 1
      rejects.push(...checked.rejects)
    }
    sinceFlush += 1
    if (sinceFlush === CHUNK_ROWS) {
      await flush()
      sinceFlush = 0
    }
  }
  await flush()
  if (counts.rowsTotal === 0) throw unreadable('只有表头，没有数据行')
  return counts
}

function statusOf(counts: Counts): { status: 'landed' | 'unchanged' | 'failed'; failure: string | null } {
  if (counts.rowsNew + counts.rowsChanged > 0) return { status: 'landed', failure: null }
  return counts.rowsUnchanged > 0 ? { status: 'unchanged', failure: null } : { status: 'failed', failure: ALL_REJECTED }
}

/** Nothing of the file is in the database any more; the batch row stays and says why. Answers what the caller is told. */
async function failBatch(ctx: Ctx, batchId: string, error: unknown, finishedAt: Date): Promise<unknown> {
  const failure = error instanceof DomainError ? error.message : INTERNAL_FAILURE
  await inTransaction(ctx, async (tx) => {
    await finishBatch(tx.db, batchId, { status: 'failed', failure, finishedAt })
    await writeAudit(tx, { action: 'record.import', entity: 'import_batch', entityId: batchId, detail: { status: 'failed' } })
  })
  if (!(error instanceof DomainError)) return error
  return new DomainError(error.code, { ...error.extras, facts: { ...error.extras.facts, batchId } })
}

/** Finds the layout, then everything else in one transaction, up to the batch's end. */
async function landFile(ctx: Ctx, batchId: string, source: Source, by: { layout: string | undefined; onProgress: (p: ImportProgress) => void; endedAt: () => Date }): Promise<ImportBatch> {
  const reading = readRows(source)
  try {
    const opened = await openRows(reading, loadLayouts(ctx.city), by.layout)
    const { layout } = opened.detected
    return await inTransaction(ctx, async (tx) => {
      await beginLanding(tx.db)
      const counts = await landRows(tx, batchId, source, opened, by.onProgress)
      const end = { ...counts, ...statusOf(counts), layout: layout.code, layoutTitle: layout.title, finishedAt: by.endedAt() }
      const [batch] = await finishBatch(tx.db, batchId, end)
      if (!batch) throw new DomainError('CONFLICT', { detail: '这次导入已被中止，数据没有写入' })
      await writeAudit(tx, { action: 'record.import', entity: 'import_batch', entityId: batchId, detail: { status: end.status, layout: layout.code, sha256: source.sha256, ...counts } })
      return presentBatch(batch)
    })
  } finally {
    await reading.return(undefined)
  }
}

const isUnreadable = (source: Source | Unreadable): source is Unreadable => 'problem' in source

/**
 * Imports one file: CSV (UTF-8, GB18030, UTF-16 with a mark) or XLSX, in any layout of the city. Bad rows are listed, good
 * rows land, all in one transaction; a file that cannot be read at all leaves only its failed batch.
 *
 * The same file again is read and compared in full, not recognised by its hash: a row refused yesterday (a date to come, a
 * merchant not yet known) may be right today, and a record changed since must be noticed. It then writes nothing but its
 * batch, with status `unchanged`.
 * @throws DomainError PAYLOAD_TOO_LARGE, FILE_UNREADABLE, LAYOUT_UNKNOWN (with `facts.batchId` once the file was received)
 */
export async function importFile({ ctx, input, onProgress = () => {} }: { ctx: Ctx; input: ImportInput; onProgress?: (progress: ImportProgress) => void }): Promise<ImportBatch> {
  // The batch row must outlive a rollback of the data.
  if (ctx.transactional) throw new Error('importFile opens its own transaction')
  const started = performance.now()
  const source = await openSource(input.file, ctx.city.limits.importMaxBytes)
  const batchId = newId('bat', ctx.now)
  const endedAt = () => new Date(ctx.now.getTime() + Math.round(performance.now() - started))
  try {
    await insertBatch(ctx.db, {
      id: batchId, fileName: shownName(input.fileName), sha256: source.sha256, layout: input.layout ?? '', layoutTitle: '未识别',
      encoding: isUnreadable(source) ? '未识别' : source.encoding, status: 'running', importedBy: input.importedBy, startedAt: ctx.now,
    })
    if (isUnreadable(source)) throw source.problem
    return await landFile(ctx, batchId, source, { layout: input.layout, onProgress, endedAt })
  } catch (error) {
    throw await failBatch(ctx, batchId, error, endedAt())
  } finally {
    if (!isUnreadable(source)) await source.close()
  }
}
