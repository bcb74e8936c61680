import { z } from 'zod'
import { Cursor, Day, type EndpointShape, idOf, Instant, pageOf } from './common'
import { AgreementState, StoreInput } from './merchant'

export const ApplicationStatus = z.enum(['draft', 'submitted', 'returned', 'approved', 'refused'])
export type ApplicationStatus = z.infer<typeof ApplicationStatus>

/** What an applicant writes; saved as far as it is, asked for in full when it is submitted. */
export const ApplicationInput = z.object({
  /** The name over the door. */
  name: z.string().trim().max(40, '商户名称最多 40 个字'),
  industry: z.string().trim().max(20, '行业最多 20 个字'),
  contactName: z.string().trim().max(30, '联系人最多 30 个字'),
  contactPhone: z.string().trim().max(20, '联系电话最多 20 位'),
  stores: z.array(StoreInput).max(50, '门店先填最多 50 家，其余入驻后再添加'),
})
export type ApplicationInput = z.infer<typeof ApplicationInput>

export const ApplicationCheck = z.object({ code: z.enum(['uscc', 'serious-list', 'registry-name', 'registry-status', 'not-partner']), title: z.string(), result: z.enum(['pass', 'fail', 'unknown']), detail: z.string() })
export type ApplicationCheck = z.infer<typeof ApplicationCheck>

/** What is to be put right: a field of the form, or `licence`, and what is wrong with it. */
export const Defect = z.object({ field: z.enum(['name', 'industry', 'contact', 'licence', 'stores', 'other']), message: z.string().trim().min(2, '请写明要补正什么').max(200) })
export type Defect = z.infer<typeof Defect>

export const Licence = z.object({ type: z.enum(['image/jpeg', 'image/png', 'application/pdf']), bytes: z.number().int(), uploadedAt: Instant })

const common = {
  applicationId: idOf('map'),
  firmId: idOf('sub'),
  firmName: z.string(),
  uscc: z.string(),
  status: ApplicationStatus,
  name: z.string(),
  industry: z.string(),
  stores: z.array(StoreInput),
  licence: Licence.nullable(),
  checks: z.array(ApplicationCheck),
  /** All told at once, and once 一次性告知. */
  defects: z.array(Defect),
  refusalReason: z.string().nullable(),
  createdAt: Instant,
  submittedAt: Instant.nullable(),
  decidedAt: Instant.nullable(),
  merchantId: idOf('mer').nullable(),
}

/** As the firm's own people see it. */
export const MerchantApplication = z.object({ ...common, contactName: z.string(), contactPhone: z.string() })
export type MerchantApplication = z.infer<typeof MerchantApplication>

export const ConsoleApplication = z.object({
  applicationId: idOf('map'),
  firmName: z.string(),
  uscc: z.string(),
  name: z.string(),
  status: ApplicationStatus,
  storeCount: z.number().int(),
  checksFailed: z.number().int(),
  submittedAt: Instant.nullable(),
  decidedAt: Instant.nullable(),
})
export type ConsoleApplication = z.infer<typeof ConsoleApplication>

export const ConsoleApplicationDetail = z.object({
  ...common,
  contactMaskedName: z.string(),
  contactMaskedPhone: z.string(),
  /** Entered at the counter by an officer, who may not decide it. */
  filedByOffice: z.boolean(),
  /** For the officer who entered it, while it may be changed: the contact as typed. */
  mine: z.object({ contactName: z.string(), contactPhone: z.string() }).nullable(),
  mayDecide: z.boolean(),
  mayReturn: z.boolean(),
  timeline: z.array(z.object({ at: Instant, action: z.string(), by: z.enum(['office', 'merchant', 'system']) })),
})
export type ConsoleApplicationDetail = z.infer<typeof ConsoleApplicationDetail>

export const AgreementText = z.object({ textVersion: z.string(), title: z.string(), paragraphs: z.array(z.string()), validMonths: z.number().int() })
export type AgreementText = z.infer<typeof AgreementText>

const firm = z.object({ firmId: idOf('sub') })
const application = z.object({ applicationId: idOf('map') })
const Agreed = z.object({ agreed: z.literal(true, '请先阅读并同意合作协议'), textVersion: z.string().max(60) })
const UPLOADS = ['image/jpeg', 'image/png', 'application/pdf', 'application/octet-stream'] as const

export const merchantApplicationEndpoints = {
  'GET /firms/{firmId}/merchant-application': {
    summary: 'The firm’s application to become a partner, the newest (商户入驻)',
    params: firm,
    response: z.object({ application: MerchantApplication.nullable(), merchantId: idOf('mer').nullable(), agreement: AgreementText, checks: z.array(ApplicationCheck) }),
  },
  'PUT /firms/{firmId}/merchant-application': { summary: 'Save the draft', params: firm, body: ApplicationInput, response: MerchantApplication },
  'POST /firms/{firmId}/merchant-application/licence': { summary: 'Hand in the business licence (营业执照)', params: firm, upload: UPLOADS, response: MerchantApplication, status: 201 },
  'GET /firms/{firmId}/merchant-application/licence': { summary: 'The licence that was handed in', params: firm, file: 'application/octet-stream' },
  'POST /firms/{firmId}/merchant-application/submission': { summary: 'Submit, with the agreement accepted (提交)', params: firm, body: Agreed, response: MerchantApplication },
  'GET /console/merchant-agreement': { summary: 'The agreement in force, to print and sign (合作协议)', response: AgreementText },
  'GET /console/merchant-applications': { summary: 'Applications to become a partner (入驻申请)', query: Cursor.extend({ status: ApplicationStatus.optional() }), response: pageOf(ConsoleApplication) },
  'POST /console/merchant-applications': {
    summary: 'Enter an application handed in on paper',
    body: ApplicationInput.extend({ uscc: z.string().trim().min(18, '统一社会信用代码为 18 位').max(24) }),
    response: z.object({ applicationId: idOf('map') }),
    status: 201,
  },
  'GET /console/merchant-applications/{applicationId}': { summary: 'One application with its checks', params: application, response: ConsoleApplicationDetail },
  'POST /console/merchant-applications/{applicationId}/licence': { summary: 'Hand in the licence of an application entered on paper', params: application, upload: UPLOADS, status: 204 },
  'GET /console/merchant-applications/{applicationId}/licence': { summary: 'The licence of an application', params: application, file: 'application/octet-stream' },
  'POST /console/merchant-applications/{applicationId}/submission': { summary: 'Submit an application entered on paper, the agreement being signed', params: application, body: Agreed, status: 204 },
  'POST /console/merchant-applications/{applicationId}/decision': {
    summary: 'Approve, ask again with all defects at once, or refuse with a reason',
    params: application,
    body: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('approved') }),
      z.object({ outcome: z.literal('returned'), defects: z.array(Defect).min(1, '请写明要补正什么').max(20) }),
      z.object({ outcome: z.literal('refused'), reason: z.string().trim().min(4, '请写明不予通过的原因').max(300) }),
    ]),
    response: z.object({ status: ApplicationStatus, merchantId: idOf('mer').nullable() }),
  },
  'GET /desk/merchants/{merchantId}/agreement': { summary: 'My merchant’s agreement and the text in force', params: z.object({ merchantId: idOf('mer') }), response: z.object({ current: AgreementState, text: AgreementText }) },
  'POST /console/merchants/{merchantId}/agreement': {
    summary: 'Write down a renewal signed on paper, with its last day (线下续签)',
    params: z.object({ merchantId: idOf('mer') }),
    body: Agreed.extend({ validUntil: Day }),
    response: AgreementState,
    status: 201,
  },
  'POST /desk/merchants/{merchantId}/agreement': { summary: 'Sign the agreement for another term (续签; owner)', params: z.object({ merchantId: idOf('mer') }), body: Agreed, response: AgreementState, status: 201 },
} as const satisfies Record<string, EndpointShape>
