import { z } from 'zod'
import { Cursor, Day, type EndpointShape, idOf, Instant, pageOf } from './common'
import { Licence } from './merchant-application'

/** 国有银行, 股份制银行, 城商行, 农商行, 村镇银行, 政策性银行, 融资担保, 小额贷款. */
export const LenderKind = z.enum(['state-bank', 'joint-stock-bank', 'city-bank', 'rural-bank', 'village-bank', 'policy-bank', 'guarantee', 'microcredit'])
export type LenderKind = z.infer<typeof LenderKind>

/** Why a lender is suspended or its partnership ends: 投诉核查, 违规收费或搭售, 违反数据使用约定, 许可证失效, 机构申请, 合作到期, 其他. */
export const LenderReason = z.enum(['complaint', 'conduct', 'data', 'licence', 'request', 'agreement', 'other'])
export type LenderReason = z.infer<typeof LenderReason>

export const LenderStatus = z.enum(['active', 'suspended', 'terminated'])

/** A bank or guarantee institution 金融机构 as the console lists it. What is null was never written down: it came by import. */
export const ConsoleLender = z.object({
  lenderId: idOf('len'),
  uscc: z.string(),
  name: z.string(),
  kind: LenderKind,
  kindTitle: z.string(),
  status: LenderStatus,
  /** Agreed time to an answer 约定答复时限: no product may promise longer. */
  answerWorkingDays: z.number().int().nullable(),
  licenceNumber: z.string().nullable(),
  /** Null with a number: without end. */
  licenceUntil: Day.nullable(),
  licenceExpired: z.boolean(),
  products: z.number().int(),
  officers: z.number().int(),
})
export type ConsoleLender = z.infer<typeof ConsoleLender>

export const LenderOfficer = z.object({ staffId: idOf('stf'), username: z.string(), displayName: z.string(), /** May invite and disable its colleagues. */ lead: z.boolean(), active: z.boolean(), createdAt: Instant })
export type LenderOfficer = z.infer<typeof LenderOfficer>

export const ConsoleLenderDetail = ConsoleLender.extend({
  version: z.number().int(),
  licenceFrom: Day.nullable(),
  scan: Licence.nullable(),
  /** Masked; to change it, it is written anew. */
  contact: z.object({ maskedName: z.string(), maskedPhone: z.string() }).nullable(),
  /** What holds it, while it is not active. */
  standing: z.object({ since: Instant, reasonTitle: z.string(), note: z.string().nullable() }).nullable(),
  people: z.array(LenderOfficer),
  /** Applications that are not closed: nobody took them yet, under way, signed. */
  running: z.object({ unaccepted: z.number().int(), unsigned: z.number().int(), signed: z.number().int() }),
  timeline: z.array(z.object({ at: Instant, action: z.string(), actor: z.string(), reasonTitle: z.string().nullable() })),
  /** The caller is of the office, or leads the lender's officers. */
  mayInvite: z.boolean(),
})
export type ConsoleLenderDetail = z.infer<typeof ConsoleLenderDetail>

const Contact = z.strictObject({ name: z.string().trim().min(2, '请填写联系人姓名').max(30), phone: z.string().trim().regex(/^(1\d{10}|0\d{2,3}-?\d{7,8})$/, '请填写手机号或带区号的座机') })

const written = {
  name: z.string().trim().min(2, '请填写机构名称').max(60),
  kind: LenderKind,
  licenceNumber: z.string().trim().min(5, '请填写金融许可证编号').max(40),
  licenceFrom: Day,
  /** Null: without end 长期. */
  licenceUntil: Day.nullable(),
  answerWorkingDays: z.number().int().min(1, '至少 1 个工作日').max(30, '最多 30 个工作日'),
}

export const NewLender = z.strictObject({ uscc: z.string().trim().min(18, '统一社会信用代码为 18 位').max(24), ...written, contact: Contact })
export type NewLender = z.infer<typeof NewLender>

/** Without `contact` the one there is stays. */
export const LenderEdit = z.strictObject({ version: z.number().int(), ...written, contact: Contact.optional() })
export type LenderEdit = z.infer<typeof LenderEdit>

const StandingChange = z.strictObject({ reason: LenderReason, note: z.string().trim().max(200).optional() })

/** Shown once: the officer's first password and one-time code secret. */
export const OfficerSecrets = z.object({ staffId: idOf('stf'), username: z.string(), password: z.string(), totpSecret: z.string(), otpauthUri: z.string() })
export type OfficerSecrets = z.infer<typeof OfficerSecrets>

const lender = z.object({ lenderId: idOf('len') })
const officer = lender.extend({ staffId: idOf('stf') })
const UPLOADS = ['image/jpeg', 'image/png', 'application/pdf', 'application/octet-stream'] as const

export const consoleLenderEndpoints = {
  'GET /console/lenders': { summary: 'Lenders (金融机构); an officer sees their own', query: Cursor.extend({ status: LenderStatus.optional(), search: z.string().trim().max(60).optional() }), response: pageOf(ConsoleLender) },
  'POST /console/lenders': { summary: 'Admit a lender (机构入驻)', body: NewLender, response: ConsoleLenderDetail, status: 201 },
  'GET /console/lenders/{lenderId}': { summary: 'One lender with its officers and what is running', params: lender, response: ConsoleLenderDetail },
  'PUT /console/lenders/{lenderId}': { summary: 'Change what is written about a lender', params: lender, body: LenderEdit, response: ConsoleLenderDetail },
  'POST /console/lenders/{lenderId}/licence': { summary: 'Keep a scan of the financial licence (金融许可证)', params: lender, upload: UPLOADS, response: ConsoleLenderDetail, status: 201 },
  'GET /console/lenders/{lenderId}/licence': { summary: 'The scan of the financial licence', params: lender, file: 'application/octet-stream' },
  'POST /console/lenders/{lenderId}/suspension': { summary: 'Suspend a lender (暂停): its products match no more, its officers and system are refused, what nobody took goes back to the firms', params: lender, body: StandingChange, status: 204 },
  'POST /console/lenders/{lenderId}/resumption': { summary: 'Resume a suspended lender (恢复)', params: lender, status: 204 },
  'POST /console/lenders/{lenderId}/termination': { summary: 'End a partnership for good (终止): applications without a contract go back to the firms, signed loans stay with the lender', params: lender, body: StandingChange, status: 204 },
  'POST /console/lenders/{lenderId}/officers': {
    summary: 'Invite an officer; the first password and the one-time code secret are answered once',
    params: lender,
    body: z.strictObject({ username: z.string().trim().min(3, '请填写用户名').max(32), displayName: z.string().trim().min(1, '请填写姓名').max(30), lead: z.boolean() }),
    response: OfficerSecrets,
    status: 201,
  },
  'POST /console/lenders/{lenderId}/officers/{staffId}/disabling': { summary: 'Disable an officer: their sessions end at once', params: officer, status: 204 },
  'POST /console/lenders/{lenderId}/officers/{staffId}/reset': { summary: 'New secrets for an officer, answered once; a disabled one may log in again', params: officer, response: OfficerSecrets },
} as const satisfies Record<string, EndpointShape>
