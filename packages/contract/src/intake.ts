import { z } from 'zod'
import { type EndpointShape, idOf, Instant } from './common'
import { ImportBatch, ImportReject } from './record'

/** Public half of a P-256 key, as RFC 7517 writes it. */
export const ClientKey = z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string().regex(/^[\w-]{43}$/), y: z.string().regex(/^[\w-]{43}$/) })

/** A machine of an office 报送系统 that may send files. */
export const OfficeClient = z.object({
  clientId: idOf('ofc'),
  office: z.string(),
  officeUscc: z.string(),
  status: z.enum(['active', 'revoked']),
  /** RFC 7638 thumbprint of the public key. */
  keyThumbprint: z.string(),
  createdAt: Instant,
  /** Who registered it, `staff:stf_…`. */
  createdBy: z.string(),
  revokedAt: Instant.nullable(),
  lastSentAt: Instant.nullable(),
})
export type OfficeClient = z.infer<typeof OfficeClient>

const clientParams = z.object({ clientId: idOf('ofc') })

export const intakeEndpoints = {
  'POST /intake/batches': {
    summary: 'An office\'s system sends a file: signed (RFC 9421), streamed, idempotent by its key; see docs/intake.md',
    query: z.object({ fileName: z.string().min(1).max(200), layout: z.string().max(60).optional() }),
    upload: ['application/octet-stream', 'text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    response: z.object({ batchId: idOf('bat'), url: z.string(), status: ImportBatch.shape.status }),
    status: 202,
  },
  'GET /intake/batches/{batchId}': {
    summary: 'What became of a file the same system sent; signed',
    params: z.object({ batchId: idOf('bat') }),
    response: z.object({ batch: ImportBatch, rejects: z.array(ImportReject) }),
  },
  'GET /console/office-clients': { summary: 'Machines of offices that may send files', response: z.object({ items: z.array(OfficeClient) }) },
  'GET /console/office-clients/{clientId}': {
    summary: 'One machine with what it sent last, newest first',
    params: clientParams,
    response: z.object({ client: OfficeClient, batches: z.array(ImportBatch) }),
  },
  'POST /console/office-clients': {
    summary: 'Register the machine of an office by its public key',
    body: z.strictObject({ office: z.string().trim().min(2, '请填写单位全称').max(200), officeUscc: z.string(), jwk: ClientKey }),
    response: OfficeClient,
    status: 201,
  },
  'DELETE /console/office-clients/{clientId}': { summary: 'Revoke a machine: from now on nothing of it is taken', params: clientParams, status: 204 },
} as const satisfies Record<string, EndpointShape>
