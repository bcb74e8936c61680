import { z } from 'zod'
import { Cursor, Day, type EndpointShape, idOf, Instant, pageOf } from './common'
import { MerchantPostRole } from './identity'
import { AgreementState, MerchantStore, StaffInvitation, Suspension } from './merchant'
import { ConsolePerk } from './perk'

export const ConsoleMerchant = z.object({
  merchantId: idOf('mer'),
  name: z.string(),
  uscc: z.string(),
  industry: z.string(),
  status: z.enum(['active', 'suspended', 'terminated']),
  /** What holds it now; empty for one that came in suspended. */
  suspensions: z.array(Suspension),
  /** Last day on which something may be issued: the agreement’s. Null: signed before this system. */
  issuesUntil: Day.nullable(),
  storeCount: z.number().int(),
  perkCount: z.number().int(),
  staffCount: z.number().int(),
  redemptions30d: z.number().int(),
})
export type ConsoleMerchant = z.infer<typeof ConsoleMerchant>

export const ConsoleMerchantDetail = ConsoleMerchant.extend({
  stores: z.array(MerchantStore),
  staff: z.array(z.object({ postId: idOf('pos'), maskedName: z.string(), role: MerchantPostRole, storeName: z.string().nullable(), since: Instant })),
  invitations: z.array(StaffInvitation),
  perks: z.array(ConsolePerk),
  agreement: AgreementState,
  /** The nearest reminder that was sent: so many days before the end, 0 once it is over. */
  agreementRemindedDays: z.number().int().nullable(),
  /** Every term that was signed, newest first. */
  agreements: z.array(z.object({ textVersion: z.string(), validFrom: Day, validUntil: Day, signedAt: Instant, by: z.enum(['office', 'merchant', 'system']) })),
  termination: z.object({ at: Instant, reasonTitle: z.string(), note: z.string().nullable() }).nullable(),
  /** Newest first. */
  timeline: z.array(z.object({ at: Instant, action: z.string(), by: z.enum(['office', 'merchant', 'system']), reasonTitle: z.string().nullable() })),
})
export type ConsoleMerchantDetail = z.infer<typeof ConsoleMerchantDetail>

export const AuditEntry = z.object({
  auditId: idOf('aud'),
  at: Instant,
  actor: z.string(),
  action: z.string(),
  entity: z.string(),
  entityId: z.string(),
  requestId: z.string(),
  detail: z.record(z.string(), z.unknown()),
})
export type AuditEntry = z.infer<typeof AuditEntry>

export const Overview = z.object({
  persons: z.number().int(),
  organizations: z.number().int(),
  records: z.number().int(),
  scoresOpen: z.number().int(),
  merchants: z.number().int(),
  perksPublished: z.number().int(),
  vouchersIssued: z.number().int(),
  redemptions: z.number().int(),
  redemptionsByDay: z.array(z.object({ day: z.string(), count: z.number().int() })),
  loanProducts: z.number().int(),
  imports: z.number().int(),
})
export type Overview = z.infer<typeof Overview>

const search = Cursor.extend({ search: z.string().max(50).optional(), status: z.string().max(20).optional() })

export const consoleEndpoints = {
  'GET /console/overview': { summary: 'The city at a glance', response: Overview },
  'GET /console/merchants': { summary: 'Partner merchants (合作商户)', query: search, response: pageOf(ConsoleMerchant) },
  'GET /console/merchants/{merchantId}': { summary: 'One merchant', params: z.object({ merchantId: idOf('mer') }), response: ConsoleMerchantDetail },
  'GET /console/perks': { summary: 'Perks', query: search.extend({ scene: z.string().max(30).optional() }), response: pageOf(ConsolePerk) },
  'GET /console/audit': { summary: 'Audit trail', query: Cursor.extend({ action: z.string().max(60).optional(), entityId: z.string().max(60).optional() }), response: pageOf(AuditEntry) },
} as const satisfies Record<string, EndpointShape>
