import { z } from 'zod'
import { type EndpointShape, idOf, Instant } from './common'
import { ClientKey } from './intake'

/** A lender's own system 银行系统接入 that calls the lender API; see docs/lender-api.md. */
export const LenderClient = z.object({
  clientId: idOf('lcl'),
  lenderId: idOf('len'),
  name: z.string(),
  status: z.enum(['active', 'revoked']),
  /** RFC 7638 thumbprint of the public key. */
  keyThumbprint: z.string(),
  webhookUrl: z.string(),
  createdAt: Instant,
  revokedAt: Instant.nullable(),
})
export type LenderClient = z.infer<typeof LenderClient>

const lender = z.object({ lenderId: idOf('len') })

export const lenderClientEndpoints = {
  'GET /console/lenders/{lenderId}/clients': { summary: 'Systems of a lender', params: lender, response: z.object({ items: z.array(LenderClient) }) },
  'POST /console/lenders/{lenderId}/clients': {
    summary: 'Register a lender’s system by its public key; the webhook secret is answered once',
    params: lender,
    body: z.strictObject({ name: z.string().trim().min(1, '请填写名称').max(40), jwk: ClientKey, webhookUrl: z.url('请填写回调地址').max(300) }),
    response: LenderClient.extend({ webhookSecret: z.string() }),
    status: 201,
  },
  'DELETE /console/lenders/{lenderId}/clients/{clientId}': { summary: 'Revoke a lender’s system: from now on it gets nothing', params: lender.extend({ clientId: idOf('lcl') }), status: 204 },
  'POST /lender/token': { summary: 'A lender’s access token: client credentials with private_key_jwt (RFC 6749 §4.4, RFC 7523)', upload: ['application/x-www-form-urlencoded'], file: 'application/json' },
} as const satisfies Record<string, EndpointShape>
