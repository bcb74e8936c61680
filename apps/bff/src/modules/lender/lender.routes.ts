import { dayInShanghai } from '@xinhui/rules'
import { effectiveAnnualBps, planRepayment } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import type { Api } from '../../http/route'
import { requireFirm } from '../agency/require-firm'
import { matchFirm } from '../financing/match-firm'
import { listZones } from '../loan-zone/loan-zone.store'
import { standsIn } from '../loan-zone/stands-in'
import { findPublishedProduct, listPublishedProducts, type LoanProductRow } from './lender.store'
import { presentProduct, presentProductDetail } from './present-product'

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
    const zone = query.zone === undefined ? undefined : (await listZones(ctx.db)).find((z) => z.isOpen && z.code === query.zone)
    const rows = await listPublishedProducts(ctx.db, { day: today(ctx) })
    return { items: rows.filter((row) => query.zone === undefined || (zone !== undefined && standsIn(zone, row))).map(presentProduct) }
  })

  api.route('GET /loan-products/{productId}', open, async ({ ctx, params }) => presentProductDetail(ctx, await requirePublished(ctx, params.productId)))

  api.route('GET /repayment-plan', open, async ({ query }) => {
    const plan = planRepayment({ principalFen: query.amountFen, annualRateBps: query.rateBps, months: query.months, method: query.method })
    const feeFen = Math.ceil((query.amountFen * query.feeBps) / 10_000)
    return { payments: plan.payments, interestFen: plan.interestFen, feeFen, totalFen: plan.totalFen + feeFen, effectiveBps: effectiveAnnualBps(plan, query.amountFen - feeFen) }
  })

  // Who may see the file may see what follows from it.
  api.route('GET /firms/{firmId}/loan-products/{productId}/match', { roles: ['resident'], owner: 'firm', audit: null }, async ({ ctx, params, query }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'file')
    return matchFirm({ ctx, input: { firmId, product: await requirePublished(ctx, params.productId), request: { amountFen: query.amountFen, termMonths: query.months, collateral: [] } } })
  })
}
