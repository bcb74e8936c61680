import { z } from 'zod'
import { AccessLogEntry, Consent, ItemConsents, NewItemConsent } from './consent'
import { Day, type EndpointShape, idOf, Instant } from './common'
import { Objection, objectionEndpoints } from './objection'
import { RecordView } from './record'

/** What an agent 经办人 may do for the firm: read its file, give and withdraw its consents, object to its records, claim and use its perks, apply for it to become a partner merchant, ask for and take up loans in its name. The representative may all. */
export const FirmRight = z.enum(['file', 'consent', 'objection', 'repair', 'perk', 'merchant', 'financing'])
export type FirmRight = z.infer<typeof FirmRight>

/** A firm I act for, or am asked to act for. */
export const Agency = z.object({
  agencyId: idOf('agn'),
  firmId: idOf('sub'),
  firmName: z.string(),
  uscc: z.string(),
  role: z.enum(['representative', 'agent']),
  rights: z.array(FirmRight),
  status: z.enum(['invited', 'living']),
  since: Instant,
  expiresAt: Instant.nullable(),
})
export type Agency = z.infer<typeof Agency>

/** One of the people who act for a firm, as its representative sees them. */
export const FirmAgent = z.object({
  agencyId: idOf('agn'),
  /** Null until the invitation is accepted. */
  maskedName: z.string().nullable(),
  maskedIdNumber: z.string(),
  role: z.enum(['representative', 'agent']),
  rights: z.array(FirmRight),
  status: z.enum(['invited', 'living']),
  since: Instant,
  expiresAt: Instant.nullable(),
})
export type FirmAgent = z.infer<typeof FirmAgent>

export const FirmFile = z.object({ firmId: idOf('sub'), name: z.string(), uscc: z.string(), rights: z.array(FirmRight), records: z.array(RecordView) })
export type FirmFile = z.infer<typeof FirmFile>

/** An open invitation code 邀请码; the code itself is answered once, when it is made. */
export const AgentCode = z.object({ invitationId: idOf('aiv'), rights: z.array(FirmRight), until: Day, createdAt: Instant, expiresAt: Instant })
export type AgentCode = z.infer<typeof AgentCode>

/** What a code offers to whoever holds it. */
export const AgentOffer = z.object({ firmName: z.string(), uscc: z.string(), rights: z.array(FirmRight), until: Day })
export type AgentOffer = z.infer<typeof AgentOffer>

/** Typed, or scanned with its prefix. */
const code = z.object({ code: z.string().trim().min(8, '邀请码是 8 位字母和数字').max(40) })
const term = z.object({ rights: z.array(FirmRight).min(1, '至少选择一项权限').max(7), until: Day })

const firm = z.object({ firmId: idOf('sub') })
const agency = z.object({ agencyId: idOf('agn') })

export const firmEndpoints = {
  'GET /me/firms': { summary: 'Firms I act for, and invitations', response: z.object({ items: z.array(Agency), invitations: z.array(Agency) }) },
  'POST /me/firms': {
    summary: 'Bind the firm whose legal representative I am (绑定企业)',
    body: z.object({ uscc: z.string().trim().min(18, '统一社会信用代码为 18 位').max(24) }),
    response: Agency,
    status: 201,
  },
  'POST /me/firms/{agencyId}/acceptance': { summary: 'Accept an invitation to act for a firm', params: agency, response: Agency },
  'POST /me/firms/code-offer': { summary: 'What an invitation code offers, before confirming', body: code, response: AgentOffer, status: 200 },
  'POST /me/firms/code': { summary: 'Become an agent by a one-time code (经办人邀请码)', body: code, response: Agency, status: 201 },
  'DELETE /me/firms/{agencyId}': { summary: 'Leave a firm, or decline an invitation: ends at once', params: agency, status: 204 },
  'GET /firms/{firmId}/file': { summary: 'The file of a firm I act for', params: firm, response: FirmFile },
  'GET /firms/{firmId}/access-log': { summary: 'Who looked the firm up', params: firm, response: z.object({ items: z.array(AccessLogEntry) }) },
  'GET /firms/{firmId}/item-consents': { summary: 'Special classes the firm may authorise', params: firm, response: ItemConsents },
  'POST /firms/{firmId}/consents': { summary: 'Authorise one special class of the firm', params: firm, body: NewItemConsent, response: Consent, status: 201 },
  'DELETE /firms/{firmId}/consents/{consentId}': { summary: 'Withdraw a consent of the firm', params: firm.extend({ consentId: idOf('con') }), status: 204 },
  'GET /firms/{firmId}/objections': { summary: 'Objections of the firm', params: firm, response: z.object({ items: z.array(Objection) }) },
  'POST /firms/{firmId}/objections': { summary: 'Object to a record of the firm', params: firm, body: objectionEndpoints['POST /objections'].body, response: Objection, status: 201 },
  'GET /firms/{firmId}/agents': { summary: 'Who acts for the firm (its representative asks)', params: firm, response: z.object({ items: z.array(FirmAgent) }) },
  'POST /firms/{firmId}/agents': {
    summary: 'Invite an agent by ID number, with limited rights and an end (邀请经办人)',
    params: firm,
    body: term.extend({ idNumber: z.string().trim().min(15, '请填写完整的身份证号码').max(20) }),
    response: FirmAgent,
    status: 201,
  },
  'GET /firms/{firmId}/agent-codes': { summary: 'Open invitation codes of the firm, without the codes', params: firm, response: z.object({ items: z.array(AgentCode) }) },
  'POST /firms/{firmId}/agent-codes': {
    summary: 'Make a one-time code that makes its holder an agent; answered once (经办人邀请码)',
    params: firm,
    body: term,
    response: AgentCode.extend({ code: z.string(), qrText: z.string() }),
    status: 201,
  },
  'DELETE /firms/{firmId}/agent-codes/{invitationId}': { summary: 'Take an open code back', params: firm.extend({ invitationId: idOf('aiv') }), status: 204 },
  'DELETE /firms/{firmId}/agents/{agencyId}': { summary: 'Remove an agent: ends at once', params: firm.extend({ agencyId: idOf('agn') }), status: 204 },
} as const satisfies Record<string, EndpointShape>
