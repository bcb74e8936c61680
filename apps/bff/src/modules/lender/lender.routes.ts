import { dayInShanghai } from '@xinhui/rules'
import { effectiveAnnualBps, planRepayment, reckonSubsidy } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import type { Api } from '../../http/route'
import { requireFirm } from '../agency/require-firm'
import { matchFirm } from '../financing/match-firm'
import { shownLateness } from '../loan-application/shown-lateness'
import { findProgramme } from '../loan-programme/loan-programme.store'
import { subsidyTerms } from '../loan-programme/programme-terms'
import { listOpenZones } from '../loan-zone/loan-zone.store'
import { standsIn } from '../loan-zone/stands-in'
import { findPublishedProduct, listPublishedProducts, type LoanProductRow } from './lender.store'
import { feeOf, presentProduct, presentProductDetail } from './present-product'

const today = (ctx: Ctx) => dayInShanghai(ctx.now.getTime())

async function requirePublished(ctx: Ctx, productId: string): Promise<LoanProductRow> {
  const row = await findPublishedProduct(ctx.db, { productId, day: today(ctx) })
  if (!row) throw new DomainError('NOT_FOUND', { detail: '这个产品现在没有发布' })
  return row
}

/** What firms and everybody else see of the loan market. */
export function registerLenderRoutes(api: Api): void {
  const open = { roles: ['anonymous'], owner: 'public', audit: null } as const

  api.route('GET /loan-products', open, async ({ ctx, query }) => {
    const rows = await listPublishedProducts(ctx.db, { day: today(ctx) })
    const zones = (await listOpenZones(ctx.db)).map((zone) => ({ code: zone.code, title: zone.title, intro: zone.intro, productIds: rows.filter((row) => standsIn(zone, row)).map((row) => row.id) }))
    const named = new Set(zones.find((zone) => zone.code === query.zone)?.productIds)
    return { items: rows.filter((row) => query.zone === undefined || named.has(row.id)).map(presentProduct), zones }
  })

  api.route('GET /loan-products/{productId}', open, async ({ ctx, params }) => {
    const row = await requirePublished(ctx, params.productId)
    const late = await shownLateness(ctx)
    return presentProductDetail(ctx, row, late.get(row.lenderId) ?? 0)
  })

  api.route('GET /repayment-plan', open, async ({ ctx, query }) => {
    const loan = { principalFen: query.amountFen, annualRateBps: query.rateBps, months: query.months, method: query.method }
    const plan = planRepayment(loan)
    const feeFen = feeOf(query.amountFen, query.feeBps)
    const programme = query.programme === undefined ? undefined : await findProgramme(ctx.db, query.programme)
    const terms = programme?.status === 'published' && query.amountFen <= programme.loanMaxFen ? subsidyTerms(programme) : null
    const paid = terms && reckonSubsidy(loan, terms, { startsOn: today(ctx), feeFen })
    return {
      subsidy: programme && paid ? { code: programme.code, subsidyFen: paid.subsidyFen, netInterestFen: paid.netInterestFen, effectiveBps: paid.afterBps } : null,
      payments: plan.payments, interestFen: plan.interestFen, feeFen, totalFen: plan.totalFen + feeFen, effectiveBps: effectiveAnnualBps(plan, query.amountFen - feeFen) }
  })

  // Who may see the file may see what follows from it.
  api.route('GET /firms/{firmId}/loan-products/{productId}/match', { roles: ['resident'], owner: 'firm', audit: null }, async ({ ctx, params, query }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'file')
    return matchFirm({ ctx, input: { firmId, product: await requirePublished(ctx, params.productId), request: { amountFen: query.amountFen, termMonths: query.months, collateral: [] } } })
  })
}
