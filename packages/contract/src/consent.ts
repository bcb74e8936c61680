import { z } from 'zod'
import { type EndpointShape, idOf, Instant } from './common'

export const Consent = z.object({
  consentId: idOf('con'),
  purpose: z.string(),
  purposeTitle: z.string(),
  receiver: z.string(),
  fields: z.array(z.string()),
  grantedAt: Instant,
  expiresAt: Instant.nullable(),
  withdrawnAt: Instant.nullable(),
  status: z.enum(['living', 'withdrawn', 'expired']),
})
export type Consent = z.infer<typeof Consent>

export const AccessLogEntry = z.object({ at: Instant, viewer: z.string(), purpose: z.string(), basis: z.string(), fields: z.array(z.string()) })
export type AccessLogEntry = z.infer<typeof AccessLogEntry>

export const consentEndpoints = {
  'GET /me/consents': { summary: 'My consents (我的授权)', response: z.object({ items: z.array(Consent) }) },
  'DELETE /me/consents/{consentId}': { summary: 'Withdraw a consent (撤回授权)', params: z.object({ consentId: idOf('con') }), status: 204 },
  'GET /me/access-log': { summary: 'Who looked me up (查询记录)', response: z.object({ items: z.array(AccessLogEntry) }) },
} as const satisfies Record<string, EndpointShape>
