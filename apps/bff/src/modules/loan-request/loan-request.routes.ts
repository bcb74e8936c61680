import type { LoanRequest } from '@xinhui/contract'
import type { Ctx } from '../../context'
import type { Api } from '../../http/route'
import { latestByLender } from '../loan-application/loan-application.store'
import { listMatches } from './list-matches'
import { consentText } from './loan-policy'
import { findRequest, listByCoordination, listRequests, type RequestRow } from './loan-request.store'
import { presentRequests } from './present-request'
import { closeRequest, declareRequest, listRequest, REQUEST_CLOSED, REQUEST_DECLARED, REQUEST_LISTED, REQUEST_STATED, requireFinancing, requireOwnRequest, stateRequest } from './state-request'

const WRITES = { points: 60, seconds: 3600, by: 'actor' } as const

async function one(ctx: Ctx, row: RequestRow): Promise<LoanRequest> {
  const applied = await latestByLender(ctx.db, row.id)
  const [shown] = await presentRequests(ctx, [(await findRequest(ctx.db, row.id)) ?? row], (_, lenderId) => applied.has(lenderId))
  if (!shown) throw new Error('a request seen a moment ago is gone')
  return shown
}

export function registerLoanRequestRoutes(api: Api): void {
  const firm = { roles: ['resident'], owner: 'firm' } as const

  api.route('GET /firms/{firmId}/loan-requests', { ...firm, audit: null }, async ({ ctx, params }) => {
    const { firmId } = await requireFinancing(ctx, params.firmId)
    return { items: await presentRequests(ctx, await listRequests(ctx.db, firmId)) }
  })

  api.route('POST /firms/{firmId}/loan-requests', { ...firm, audit: REQUEST_STATED, limit: WRITES }, async ({ ctx, params, body }) => {
    const { firmId } = await requireFinancing(ctx, params.firmId)
    return one(ctx, await stateRequest({ ctx, input: { firmId, need: body } }))
  })

  api.route('GET /loan-requests/{requestId}', { ...firm, audit: null }, async ({ ctx, params }) => one(ctx, await requireOwnRequest(ctx, params.requestId)))

  api.route('GET /loan-requests/{requestId}/matches', { ...firm, audit: null }, async ({ ctx, params }) => listMatches({ ctx, input: { row: await requireOwnRequest(ctx, params.requestId) } }))

  api.route('POST /loan-requests/{requestId}/declaration', { ...firm, audit: REQUEST_DECLARED }, async ({ ctx, params }) => {
    await requireOwnRequest(ctx, params.requestId)
    return one(ctx, await declareRequest({ ctx, input: params }))
  })

  api.route('POST /loan-requests/{requestId}/closure', { ...firm, audit: REQUEST_CLOSED }, async ({ ctx, params }) => {
    await requireOwnRequest(ctx, params.requestId)
    return one(ctx, await closeRequest({ ctx, input: params }))
  })

  // The words are the same for everybody; only who is logged in has a firm to read them for.
  api.route('GET /loan-consent', { roles: ['anonymous'], owner: 'public', audit: null }, ({ ctx }) => Promise.resolve(consentText(ctx.city)))

  api.route('GET /console/loan-declarations', { roles: ['reviewer', 'auditor', 'administrator'], owner: 'city', audit: null }, async ({ ctx, query }) => ({ items: await presentRequests(ctx, await listByCoordination(ctx.db, query.state)) }))

  api.route('POST /console/loan-requests/{requestId}/recommendation', { roles: ['reviewer'], owner: 'city', audit: REQUEST_LISTED }, async ({ ctx, params, body }) => one(ctx, await listRequest({ ctx, input: { requestId: params.requestId, criteria: body.criteria, note: body.note } })))
}
