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

/** A message to a lender's system: `waiting` is on its way or will be tried again; `undelivered` was given up, or there was no system to take it. */
export const Delivery = z.object({
  messageId: idOf('msg'),
  type: z.string(),
  typeTitle: z.string(),
  /** What it is about: one of the two. */
  applicationId: idOf('lap').nullable(),
  productId: idOf('lpr').nullable(),
  createdAt: Instant,
  attempts: z.number().int(),
  /** HTTP status of the last try; null when nobody answered. */
  lastStatus: z.number().int().nullable(),
  deliveredAt: Instant.nullable(),
  state: z.enum(['delivered', 'waiting', 'undelivered']),
})
export type Delivery = z.infer<typeof Delivery>

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
  'POST /console/lenders/{lenderId}/clients/{clientId}/secret': { summary: 'A new secret for signing messages, answered once; the one before ends at once', params: lender.extend({ clientId: idOf('lcl') }), response: z.object({ webhookSecret: z.string() }) },
  'GET /console/lenders/{lenderId}/deliveries': { summary: 'The last messages to a lender’s system and how they went', params: lender, response: z.object({ items: z.array(Delivery) }) },
  'POST /console/lenders/{lenderId}/deliveries/{messageId}/resend': { summary: 'Send a message again that nobody took', params: lender.extend({ messageId: idOf('msg') }), status: 204 },
  'POST /lender/token': { summary: 'A lender’s access token: client credentials with private_key_jwt (RFC 6749 §4.4, RFC 7523)', upload: ['application/x-www-form-urlencoded'], file: 'application/json' },
} as const satisfies Record<string, EndpointShape>
