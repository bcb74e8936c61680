import type { Api } from '../../http/route'
import { withdrawConsent } from '../consent/withdraw-consent'
import { requireFinancing, requireOwnRequest } from '../loan-request/state-request'
import { answerOffer, withdrawLoan } from './answer-offer'
import { applyForLoan } from './apply-loan'
import { answerComplaint, COMPLAINT_ANSWERED, COMPLAINT_FILED, fileComplaint, presentComplaints } from './complain'
import { listComplaints, listFirmComplaints } from './complaint.store'
import { registerLenderLoanRoutes } from './lender-loan.routes'
import { LOAN_EDGES, LOAN_SUBMITTED } from './loan-application.lifecycle'
import { listApplications, nameApplications } from './loan-application.store'
import { registerLoanResultRoutes } from './loan-result.routes'
import { presentLoan, presentSummaries } from './present-loan'
import { requireOwnLoan } from './require-loan'
import type { Ctx } from '../../context'

const WRITES = { points: 60, seconds: 3600, by: 'actor' } as const

async function shown(ctx: Ctx, applicationId: string) {
  const [named] = await nameApplications(ctx.db, [applicationId])
  if (!named) throw new Error('an application seen a moment ago is gone')
  return presentLoan(ctx, named)
}

export function registerLoanApplicationRoutes(api: Api): void {
  const firm = { roles: ['resident'], owner: 'firm' } as const

  api.route('POST /loan-requests/{requestId}/applications', { ...firm, audit: LOAN_SUBMITTED, limit: WRITES }, async ({ ctx, params, body }) => {
    await requireOwnRequest(ctx, params.requestId)
    const { productId, fields, months, textVersion } = body
    return shown(ctx, (await applyForLoan({ ctx, input: { requestId: params.requestId, productId, fields, months, textVersion } })).id)
  })

  api.route('GET /firms/{firmId}/loan-applications', { ...firm, audit: null }, async ({ ctx, params }) => {
    const { firmId } = await requireFinancing(ctx, params.firmId)
    const rows = await listApplications(ctx.db, firmId)
    return { items: await presentSummaries(ctx, await nameApplications(ctx.db, rows.map((r) => r.id))) }
  })

  api.route('GET /loan-applications/{applicationId}', { ...firm, audit: null }, async ({ ctx, params }) => shown(ctx, (await requireOwnLoan(ctx, params.applicationId)).id))

  api.route('POST /loan-applications/{applicationId}/offer-answer', { ...firm, audit: 'loan.answer', limit: WRITES }, async ({ ctx, params, body }) => {
    await requireOwnLoan(ctx, params.applicationId)
    return shown(ctx, (await answerOffer({ ctx, input: { applicationId: params.applicationId, answer: body } })).id)
  })

  api.route('POST /loan-applications/{applicationId}/withdrawal', { ...firm, audit: LOAN_EDGES.withdraw.event }, async ({ ctx, params }) => {
    await requireOwnLoan(ctx, params.applicationId)
    return shown(ctx, (await withdrawLoan({ ctx, input: params })).id)
  })

  api.route('POST /loan-applications/{applicationId}/consent-withdrawal', { ...firm, audit: 'consent.withdraw' }, async ({ ctx, params }) => {
    const row = await requireOwnLoan(ctx, params.applicationId)
    await withdrawConsent({ ctx, input: { subjectId: row.subjectId, consentId: row.consentId } })
    return shown(ctx, row.id)
  })

  api.route('POST /loan-applications/{applicationId}/complaints', { ...firm, audit: COMPLAINT_FILED, limit: WRITES }, async ({ ctx, params, body }) => {
    const row = await requireOwnLoan(ctx, params.applicationId)
    const [complaint] = await presentComplaints(ctx, [await fileComplaint({ ctx, input: { row, ...body } })])
    if (!complaint) throw new Error('a complaint filed a moment ago is gone')
    return complaint
  })

  api.route('GET /firms/{firmId}/loan-complaints', { ...firm, audit: null }, async ({ ctx, params }) => {
    const { firmId } = await requireFinancing(ctx, params.firmId)
    return { items: await presentComplaints(ctx, await listFirmComplaints(ctx.db, firmId)) }
  })

  const office = { roles: ['reviewer', 'auditor', 'administrator'], owner: 'city' } as const

  api.route('GET /console/loan-complaints', { ...office, audit: null }, async ({ ctx, query }) => ({ items: await presentComplaints(ctx, await listComplaints(ctx.db, query.status)) }))

  api.route('POST /console/loan-complaints/{complaintId}/answer', { roles: ['reviewer'], owner: 'city', audit: COMPLAINT_ANSWERED }, async ({ ctx, params, body }) => {
    const [complaint] = await presentComplaints(ctx, [await answerComplaint({ ctx, input: { complaintId: params.complaintId, ...body } })])
    if (!complaint) throw new Error('a complaint answered a moment ago is gone')
    return complaint
  })

  registerLenderLoanRoutes(api)
  registerLoanResultRoutes(api)
}
