import { Readable } from 'node:stream'
import { actorName } from '../../context'
import { DomainError } from '../../errors'
import type { Api, Role } from '../../http/route'
import { loadLayouts } from './layout/load-layouts'
import { registerMyRecordRoutes } from './my-records.routes'
import { presentBatch, presentLayout } from './present-batch'
import { queueImport } from './queue-import'
import { readRecordHistory } from './read-record-history'
import { bytesOf, UPLOADS } from './read-upload'
import { findBatch, listBatches, listRejects } from './record.store'
import { rejectsCsv } from './rejects-csv'
import { cancelImport, runImport } from './run-import'

const IMPORTERS: readonly Role[] = ['steward', 'administrator']
const READERS: readonly Role[] = [...IMPORTERS, 'auditor']
const FIRST_REJECTS = 100
/** An upload waits so long for its result; a longer import is then watched by its batch. */
const ANSWER_WITHIN_MS = 8000

/** The answer, or undefined when it takes longer; an error that comes later is handed to `later`. */
async function within<T>(work: Promise<T>, ms: number, later: (error: unknown) => void): Promise<T | undefined> {
  let isLate = false
  work.catch((error: unknown) => {
    if (isLate) later(error)
  })
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      isLate = true
      resolve(undefined)
    }, ms)
  })
  try {
    return await Promise.race([work, tooLong])
  } finally {
    clearTimeout(timer)
  }
}

export function registerRecordRoutes(api: Api): void {
  registerMyRecordRoutes(api)

  api.route('GET /console/imports', { roles: READERS, owner: 'city', audit: null }, async ({ ctx, query }) => {
    const rows = await listBatches(ctx.db, { cursor: query.cursor, limit: query.limit + 1 })
    const items = rows.slice(0, query.limit)
    return { items: items.map(presentBatch), nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null }
  })

  // No idempotency key: the content decides. A repeated upload finds its rows already there and changes nothing,
  // and the batch row must be able to outlive the rollback of the data, so no transaction may be open around the verb.
  api.route('POST /console/imports', { roles: IMPORTERS, owner: 'city', audit: 'record.import', idempotency: 'none', limit: { points: 60, seconds: 3600, by: 'actor' } }, async ({ ctx, query, http }) => {
    if (!UPLOADS.test(http.req.header('content-type') ?? '')) throw new DomainError('UNSUPPORTED_MEDIA', { detail: '请上传 CSV 或 XLSX 文件' })
    const body = http.req.raw.body
    const batchId = await queueImport({ ctx, input: { fileName: query.fileName, file: body ? bytesOf(body) : new Uint8Array(), layout: query.layout, importedBy: actorName(ctx.actor) } })
    const ended = await within(runImport({ ctx, input: { batchId } }), ANSWER_WITHIN_MS, (error) => ctx.log.info({ err: error, batchId }, 'import failed after its upload was answered'))
    if (ended) return ended
    const row = await findBatch(ctx.db, batchId)
    if (!row) throw new DomainError('NOT_FOUND')
    return presentBatch(row)
  })

  api.route('GET /console/imports/{batchId}', { roles: READERS, owner: 'city', audit: null }, async ({ ctx, params }) => {
    const row = await findBatch(ctx.db, params.batchId)
    if (!row) throw new DomainError('NOT_FOUND')
    return { batch: presentBatch(row), rejects: await listRejects(ctx.db, row.id, 0, FIRST_REJECTS) }
  })

  api.route('GET /console/imports/{batchId}/rejects.csv', { roles: READERS, owner: 'city', audit: null }, async ({ ctx, params, http }) => {
    const row = await findBatch(ctx.db, params.batchId)
    if (!row) throw new DomainError('NOT_FOUND')
    const pages = Readable.toWeb(Readable.from(rejectsCsv(ctx.db, row.id), { objectMode: false })) as ReadableStream
    return http.body(pages, 200, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="rejects-${row.id}.csv"`, 'cache-control': 'no-store' })
  })

  api.route('POST /console/imports/{batchId}/cancellation', { roles: IMPORTERS, owner: 'city', audit: 'record.import-cancel', idempotency: 'none' }, ({ ctx, params }) => cancelImport({ ctx, input: { batchId: params.batchId } }))

  api.route('GET /console/records/{recordId}/history', { roles: READERS, owner: 'city', audit: null }, ({ ctx, params }) => readRecordHistory({ ctx, input: { recordId: params.recordId } }))

  api.route('GET /console/layouts', { roles: READERS, owner: 'city', audit: null }, ({ ctx }) => Promise.resolve({ items: loadLayouts(ctx.city).map(presentLayout) }))
}
