import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { failBatch } from './land-file'
import { keepFile } from './reader/open-source'
import { insertBatch } from './record.store'
import { shownName } from './shown-name'
import { dropKept, openSpool, spoolPath } from './spool/spool'

interface QueueInput {
  fileName: string
  file: AsyncIterable<Uint8Array> | Uint8Array
  layout?: string | undefined
  importedBy: string
  /** The machine of an office, and its key for this file. */
  client?: { id: string; idempotencyKey: string }
  /** What the sender said the file's SHA-256 is (hex); another is refused. */
  sha256?: string
}

/**
 * Receives a file and keeps it on the disk: from here on its import ends even when the process does not live to see it.
 * Answers the batch's id; `runImport` does the rest.
 * @throws DomainError PAYLOAD_TOO_LARGE; FILE_UNREADABLE with `facts.batchId`; BAD_REQUEST when the file is not the one announced
 */
export async function queueImport({ ctx, input }: { ctx: Ctx; input: QueueInput }): Promise<string> {
  // The batch row must outlive whatever becomes of its data.
  if (ctx.transactional) throw new Error('queueImport opens its own transaction')
  const { dataDir } = ctx.config
  const batchId = newId('bat', ctx.now)
  await openSpool(dataDir)
  const received = await keepFile({ bytes: input.file, fileName: input.fileName }, ctx.city.limits.importMaxBytes, spoolPath(dataDir, batchId))
  const { sha256, encoding } = received
  try {
    if (input.sha256 !== undefined && input.sha256 !== sha256) throw new DomainError('BAD_REQUEST', { detail: '收到的内容与 Content-Digest 不一致，请重新发送' })
    const isTable = !(encoding instanceof DomainError)
    await insertBatch(ctx.db, {
      id: batchId, fileName: shownName(input.fileName), sha256, layout: input.layout ?? '', layoutAsked: input.layout ?? '', layoutTitle: '未识别', encoding: isTable ? encoding : '未识别',
      status: isTable ? 'queued' : 'running', importedBy: input.importedBy, startedAt: ctx.now, clientId: input.client?.id ?? null, idempotencyKey: input.client?.idempotencyKey ?? null,
    })
    if (!isTable) throw await failBatch(ctx, batchId, encoding, ctx.now)
    return batchId
  } catch (error) {
    await dropKept(dataDir, batchId)
    throw error
  }
}
