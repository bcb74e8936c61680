import type { OfficeClient } from '@xinhui/contract'
import { DomainError } from '../../errors'
import type { Api } from '../../http/route'
import { presentBatch } from '../record/present-batch'
import { bytesOf, UPLOADS } from '../record/read-upload'
import { findBatch, listRejects } from '../record/record.store'
import { type ClientRow, listClients } from './intake.store'
import { receiveBatch } from './receive-batch'
import { endClient, registerClient } from './register-client'
import { statedDigest, verifyRequest } from './verify-request'

const FIRST_REJECTS = 100

const present = (row: ClientRow): OfficeClient => ({ clientId: row.id, office: row.office, officeUscc: row.officeUscc, status: row.status, createdAt: row.createdAt.toISOString(), revokedAt: row.revokedAt?.toISOString() ?? null })

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

  api.route('GET /console/office-clients', { roles: ['administrator', 'auditor'], owner: 'city', audit: null }, async ({ ctx }) => ({ items: (await listClients(ctx.db)).map(present) }))
  api.route('POST /console/office-clients', { roles: ['administrator'], owner: 'city', audit: 'intake.client-register' }, async ({ ctx, body }) => present(await registerClient({ ctx, input: body })))
  api.route('DELETE /console/office-clients/{clientId}', { roles: ['administrator'], owner: 'city', audit: 'intake.client-revoke' }, ({ ctx, params }) => endClient({ ctx, input: { clientId: params.clientId } }))
}
