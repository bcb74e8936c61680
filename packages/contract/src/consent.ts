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

/** A special class 专项信息 of the catalogue: used only while its own consent lives. */
export const ItemConsent = z.object({
  item: z.string(),
  title: z.string(),
  sourceOffice: z.string(),
  /** What the city would read, by the catalogue's titles. */
  fields: z.array(z.string()),
  /** Whether a score model counts it. */
  scorable: z.boolean(),
  /** The living consent, when there is one. */
  consentId: idOf('con').nullable(),
})
export type ItemConsent = z.infer<typeof ItemConsent>

export const ItemConsents = z.object({ textVersion: z.string(), paragraphs: z.array(z.string()), items: z.array(ItemConsent) })
export type ItemConsents = z.infer<typeof ItemConsents>

/** One item, one consent (PIPL 23, 29): never a bundle. */
export const NewItemConsent = z.object({ item: z.string().max(60), agreed: z.literal(true, { error: '请先阅读并同意授权说明' }), textVersion: z.string().max(40) })

export const consentEndpoints = {
  'GET /me/item-consents': { summary: 'Special classes I may authorise, each by itself (专项信息授权)', response: ItemConsents },
  'POST /me/consents': { summary: 'Authorise one special class (专项授权)', body: NewItemConsent, response: Consent, status: 201 },
  'GET /me/consents': { summary: 'My consents (我的授权)', response: z.object({ items: z.array(Consent) }) },
  'DELETE /me/consents/{consentId}': { summary: 'Withdraw a consent (撤回授权)', params: z.object({ consentId: idOf('con') }), status: 204 },
  'GET /me/access-log': { summary: 'Who looked me up (查询记录)', response: z.object({ items: z.array(AccessLogEntry) }) },
} as const satisfies Record<string, EndpointShape>
