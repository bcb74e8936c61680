import { dayInShanghai } from '@xinhui/rules'
import { COLLATERAL_WORDS } from '@xinhui/rules/financing/index'
import { DomainError } from '../../errors'
import type { Api } from '../../http/route'
import { writeAccessLog } from '../consent/write-access-log'
import { verifyLenderMessage } from '../lender-client/verify-message'
import { fieldTitles, loanPolicy } from '../loan-request/loan-policy'
import { listPool } from '../loan-request/loan-request.store'
import { USE_TITLES } from '../loan-request/use-titles'
import { listForLender, nameApplications } from './loan-application.store'
import { receiveCallback } from './receive-callback'
import { presentForLender, presentForList } from './present-loan'
import { callerLender, requireConsentedLoan, requireLoanForStep } from './require-loan'
import { INTEREST_TAKEN, takeInterest } from './take-interest'
import { takeStep } from './take-step'

/** `due|id`: where the last page ended. */
const readCursor = (cursor: string | undefined) => {
  if (cursor === undefined) return undefined
  const [, dueOn, id] = /^(\d{4}-\d{2}-\d{2})\|(lap_\w+)$/.exec(cursor) ?? []
  if (dueOn === undefined || id === undefined) throw new DomainError('BAD_REQUEST', { detail: '页码无效' })
  return { dueOn, id }
}

/** What a lender does: its officers in the console and its own system alike. */
export function registerLenderLoanRoutes(api: Api): void {
  const lender = { roles: ['lender-officer', 'lender'], owner: 'lender' } as const

  api.route('GET /lender/loan-pool', { ...lender, audit: null }, async ({ ctx }) => ({
    items: (await listPool(ctx.db, callerLender(ctx), dayInShanghai(ctx.now.getTime()))).map(({ id, amountFen, termMonths, use, district, collateral, since, coordination, lenders, mine }) => ({
      requestId: id,
      amountFen,
      termMonths,
      use,
      useTitle: USE_TITLES[use],
      district: ctx.city.districts.find((d) => d.code === district || d.name === district)?.name ?? null,
      collateral: collateral.map((c) => COLLATERAL_WORDS[c.kind]),
      since,
      recommended: coordination === 'recommended',
      lenders,
      mine,
    })),
  }))

  api.route('POST /lender/loan-pool/{requestId}/interest', { ...lender, audit: INTEREST_TAKEN }, ({ ctx, params, body }) => takeInterest({ ctx, input: { requestId: params.requestId, lenderId: callerLender(ctx), productId: body.productId } }))

  api.route('GET /lender/loan-applications', { ...lender, audit: null }, async ({ ctx, query }) => {
    const { cursor, limit, open, status, clock } = query
    const rows = await listForLender(ctx.db, {
      lenderId: callerLender(ctx),
      status,
      clock,
      open: open === undefined ? undefined : open === 'true',
      today: dayInShanghai(ctx.now.getTime()),
      now: ctx.now,
      after: readCursor(cursor),
      limit: limit + 1,
    })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return { items: await presentForList(ctx, await nameApplications(ctx.db, page.map((r) => r.id))), nextCursor: rows.length > limit && last ? `${last.dueOn}|${last.id}` : null }
  })

  api.route('GET /lender/loan-applications/{applicationId}', { ...lender, audit: null }, async ({ ctx, params }) => {
    const named = await requireConsentedLoan(ctx, params.applicationId)
    await writeAccessLog(ctx, { subjectId: named.row.subjectId, viewer: named.lenderName, purpose: '审查贷款申请', basis: '企业授权', fields: fieldTitles(ctx.city, named.consent.fields) })
    return presentForLender(ctx, named)
  })

  // `row`: the message's own id is its key; it is kept with what came of it.
  api.route('POST /lender/callbacks', { roles: ['lender'], owner: 'lender', audit: 'loan.step', idempotency: 'row' }, async ({ ctx, http }) => {
    const text = await http.req.text()
    const id = await verifyLenderMessage(ctx, { id: http.req.header('webhook-id'), timestamp: http.req.header('webhook-timestamp'), signature: http.req.header('webhook-signature') }, text)
    return receiveCallback({ ctx, input: { lenderId: callerLender(ctx), id, text } })
  })

  api.route('GET /lender/refusal-reasons', { ...lender, audit: null }, ({ ctx }) => Promise.resolve({ items: loanPolicy(ctx.city).refusals }))

  api.route('POST /lender/loan-applications/{applicationId}/steps', { ...lender, audit: 'loan.step' }, async ({ ctx, params, body }) => {
    await requireLoanForStep(ctx, params.applicationId, body.kind)
    const row = await takeStep({ ctx, input: { applicationId: params.applicationId, step: body } })
    return { applicationId: row.id, status: row.status, version: row.version }
  })
}
