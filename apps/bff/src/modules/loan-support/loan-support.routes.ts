import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import type { Api } from '../../http/route'
import { requireLoanForStep } from '../loan-application/require-loan'
import { findProgramme } from '../loan-programme/loan-programme.store'
import { cancelSubsidy } from './follow-repayment'
import { SUPPORT } from './loan-support.lifecycle'
import { drawBatch, payBatch } from './pay-batch'
import { presentCompensation, presentMoney } from './present-support'
import { claimLoss, decideClaim, payClaim } from './settle-claim'

async function money(ctx: Ctx, code: string) {
  const programme = await findProgramme(ctx.db, code)
  if (!programme) throw new DomainError('NOT_FOUND')
  return presentMoney(ctx, programme)
}

/** Money of support programmes: what loans are promised, what is due and paid out by two persons, and what lenders claim. */
export function registerLoanSupportRoutes(api: Api): void {
  const keepers = { roles: ['reviewer', 'administrator'], owner: 'city' } as const

  api.route('GET /console/loan-programmes/{code}/money', { roles: ['reviewer', 'auditor', 'administrator'], owner: 'city', audit: null }, ({ ctx, params }) => money(ctx, params.code))

  api.route('POST /console/loan-programmes/{code}/subsidy-batches', { ...keepers, audit: SUPPORT.drawn }, async ({ ctx, params }) => {
    await drawBatch({ ctx, input: params })
    return money(ctx, params.code)
  })

  api.route('POST /console/loan-subsidy-batches/{batchId}/payment', { ...keepers, audit: SUPPORT.paid }, async ({ ctx, params, body }) => money(ctx, (await payBatch({ ctx, input: { ...params, ...body } })).programmeCode))

  api.route('POST /console/loan-subsidies/{subsidyId}/cancellation', { ...keepers, audit: SUPPORT.cancelled }, async ({ ctx, params, body }) => money(ctx, (await cancelSubsidy({ ctx, input: { ...params, ...body } })).programmeCode))

  api.route('POST /lender/loan-applications/{applicationId}/compensation-claim', { roles: ['lender-officer', 'lender'], owner: 'lender', audit: SUPPORT.claimed }, async ({ ctx, params, body }) => {
    // A claim is a report about the lender's own loan: it needs no consent and shows nothing of the firm.
    await requireLoanForStep(ctx, params.applicationId, 'overdue')
    const row = await claimLoss({ ctx, input: { ...params, ...body } })
    const programme = await findProgramme(ctx.db, row.programmeCode)
    if (!programme) throw new Error('a programme with a claim is gone')
    return presentCompensation(ctx, row, programme)
  })

  api.route('POST /console/loan-compensations/{compensationId}/decision', { ...keepers, audit: SUPPORT.approved }, async ({ ctx, params, body }) => money(ctx, (await decideClaim({ ctx, input: { ...params, ...body } })).programmeCode))

  api.route('POST /console/loan-compensations/{compensationId}/payment', { ...keepers, audit: SUPPORT.compensated }, async ({ ctx, params, body }) => money(ctx, (await payClaim({ ctx, input: { ...params, ...body } })).programmeCode))
}
