import type { ImportBatch } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { newId } from '../../lib/id'
import { failBatch, type ImportProgress, landFile } from './land-file'
import { openSource, type Source, type Unreadable } from './reader/open-source'
import { insertBatch } from './record.store'
import { shownName } from './shown-name'

interface ImportInput {
  fileName: string
  /** The file whole, or as it arrives. */
  file: Uint8Array | AsyncIterable<Uint8Array>
  /** Code of the layout; absent: found by the header. */
  layout?: string | undefined
  /** `staff:stf_…`, `system:cli`. */
  importedBy: string
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
  const source = await openSource({ bytes: input.file, fileName: input.fileName }, ctx.city.limits.importMaxBytes)
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
