import { Readable } from 'node:stream'
import { actorName } from '../../context'
import { DomainError } from '../../errors'
import type { Api, Role } from '../../http/route'
import { importFile } from './import-file'
import { loadLayouts } from './layout/load-layouts'
import { registerMyRecordRoutes } from './my-records.routes'
import { presentBatch, presentLayout } from './present-batch'
import { findBatch, listBatches, listRejects } from './record.store'
import { rejectsCsv } from './rejects-csv'

const IMPORTERS: readonly Role[] = ['steward', 'administrator']
const READERS: readonly Role[] = [...IMPORTERS, 'auditor']
const UPLOADS = /^(?:application\/octet-stream|text\/csv|application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet)\b/i
const FIRST_REJECTS = 100

async function* bytesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of Readable.fromWeb(body as import('node:stream/web').ReadableStream<Uint8Array>)) yield chunk as Uint8Array
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
    return importFile({ ctx, input: { fileName: query.fileName, file: body ? bytesOf(body) : new Uint8Array(), layout: query.layout, importedBy: actorName(ctx.actor) } })
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

  api.route('GET /console/layouts', { roles: READERS, owner: 'city', audit: null }, ({ ctx }) => Promise.resolve({ items: loadLayouts(ctx.city).map(presentLayout) }))
}
