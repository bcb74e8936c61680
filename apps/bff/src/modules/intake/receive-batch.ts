import type { Ctx } from '../../context'
import { sqlState, UNIQUE_VIOLATION } from '../../db/sql'
import { DomainError } from '../../errors'
import { queueImport } from '../record/queue-import'
import { type BatchRow, findBatch, findBatchOfKey } from '../record/record.store'
import { runImport } from '../record/run-import'
import type { ClientRow } from './intake.store'

interface ReceiveInput {
  client: ClientRow
  idempotencyKey: string
  fileName: string
  layout?: string | undefined
  /** Hex, as signed. */
  sha256: string
  body: AsyncIterable<Uint8Array> | Uint8Array
}

/** The same key with the same content is the same batch, whatever has become of it; with other content it is refused. */
function replay(before: BatchRow, sha256: string): BatchRow {
  if (before.sha256 !== sha256) throw new DomainError('IDEMPOTENCY_KEY_REUSED')
  return before
}

/**
 * Takes in a file of an office's system and starts its import; the answer does not wait for it.
 * @throws DomainError IDEMPOTENCY_KEY_REUSED, BAD_REQUEST (other content than announced), PAYLOAD_TOO_LARGE, FILE_UNREADABLE
 */
export async function receiveBatch({ ctx, input }: { ctx: Ctx; input: ReceiveInput }): Promise<BatchRow> {
  const { client, idempotencyKey, sha256 } = input
  const before = await findBatchOfKey(ctx.db, client.id, idempotencyKey)
  if (before) return replay(before, sha256)
  let batchId: string
  try {
    batchId = await queueImport({ ctx, input: { fileName: input.fileName, file: input.body, layout: input.layout, importedBy: `office:${client.id}`, client: { id: client.id, idempotencyKey }, sha256 } })
  } catch (error) {
    // The same request twice at once: the other one was first.
    const other = sqlState(error)?.code === UNIQUE_VIOLATION ? await findBatchOfKey(ctx.db, client.id, idempotencyKey) : undefined
    if (!other) throw error
    return replay(other, sha256)
  }
  const queued = await findBatch(ctx.db, batchId)
  if (!queued) throw new DomainError('NOT_FOUND')
  runImport({ ctx, input: { batchId } }).catch((error: unknown) => ctx.log.info({ err: error, batchId }, 'import of an office failed'))
  return queued
}
