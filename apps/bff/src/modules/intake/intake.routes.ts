import { DomainError } from '../../errors'
import type { Api } from '../../http/route'
import { lastSentByClient, listBatchesOfClient } from '../record/client-batches.store'
import { presentBatch } from '../record/present-batch'
import { bytesOf, UPLOADS } from '../record/read-upload'
import { findBatch, listRejects } from '../record/record.store'
import { findClient, listClients } from './intake.store'
import { presentClient } from './present-client'
import { receiveBatch } from './receive-batch'
import { endClient, registerClient } from './register-client'
import { statedDigest, verifyRequest } from './verify-request'

const FIRST_REJECTS = 100
/** Shown of one machine; the rest stands in the list of imports. */
const LAST_BATCHES = 20

export function registerIntakeRoutes(api: Api): void {
  const signed = (http: { req: { method: string; url: string; header: (name: string) => string | undefined } }) => ({ method: http.req.method, url: http.req.url, header: (name: string) => http.req.header(name) })

  // Who calls is said by the signature, checked before a byte of the body is read.
  api.route('POST /intake/batches', { roles: ['anonymous'], owner: 'public', audit: 'record.import', idempotency: 'row', limit: { points: 1200, seconds: 3600, by: 'ip' } }, async ({ ctx, query, http }) => {
    const client = await verifyRequest(ctx, signed(http))
    if (!UPLOADS.test(http.req.header('content-type') ?? '')) throw new DomainError('UNSUPPORTED_MEDIA', { detail: '请上传 CSV 或 XLSX 文件' })
    if (ctx.idempotencyKey === null) throw new DomainError('BAD_REQUEST', { detail: '缺少 Idempotency-Key' })
    const body = http.req.raw.body
    const batch = await receiveBatch({
      ctx: { ...ctx, actor: { kind: 'system', name: client.id } },
      input: { client, idempotencyKey: ctx.idempotencyKey, fileName: query.fileName, layout: query.layout, sha256: statedDigest(http.req.header('content-digest')), body: body ? bytesOf(body) : new Uint8Array() },
    })
    return { batchId: batch.id, url: `/api/v1/intake/batches/${batch.id}`, status: batch.status }
  })

  api.route('GET /intake/batches/{batchId}', { roles: ['anonymous'], owner: 'public', audit: null, limit: { points: 6000, seconds: 3600, by: 'ip' } }, async ({ ctx, params, http }) => {
    const client = await verifyRequest(ctx, signed(http))
    const row = await findBatch(ctx.db, params.batchId)
    if (!row || row.clientId !== client.id) throw new DomainError('NOT_FOUND')
    return { batch: presentBatch(row), rejects: await listRejects(ctx.db, row.id, 0, FIRST_REJECTS) }
  })

  const readers = { roles: ['administrator', 'auditor'], owner: 'city', audit: null } as const
  api.route('GET /console/office-clients', readers, async ({ ctx }) => {
    const [clients, lastSent] = [await listClients(ctx.db), await lastSentByClient(ctx.db)]
    return { items: clients.map((row) => presentClient(row, lastSent.get(row.id))) }
  })
  api.route('GET /console/office-clients/{clientId}', readers, async ({ ctx, params }) => {
    const client = await findClient(ctx.db, params.clientId)
    if (!client) throw new DomainError('NOT_FOUND')
    const batches = await listBatchesOfClient(ctx.db, client.id, LAST_BATCHES)
    return { client: presentClient(client, batches[0]?.startedAt), batches: batches.map(presentBatch) }
  })
  api.route('POST /console/office-clients', { roles: ['administrator'], owner: 'city', audit: 'intake.client-register' }, async ({ ctx, body }) => presentClient(await registerClient({ ctx, input: body }), undefined))
  api.route('DELETE /console/office-clients/{clientId}', { roles: ['administrator'], owner: 'city', audit: 'intake.client-revoke' }, ({ ctx, params }) => endClient({ ctx, input: { clientId: params.clientId } }))
}
