import { INDUSTRY_TREE } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import type { Api } from '../../http/route'
import { dryRun } from '../financing/dry-run'
import { listNames } from '../financing/load-firm-facts'
import { listOpenZones } from '../loan-zone/loan-zone.store'
import { cityScales } from '../financing/scales'
import { findProduct, listProducts, type LoanProductRow } from './lender.store'
import { changeProduct, confirmProduct, publishProduct, reviewProduct, submitProduct } from './move-product'
import { presentConsoleProduct, presentConsoleProducts } from './present-product'
import { PRODUCT_CONFIRMED, PRODUCT_DRAFTED, PRODUCT_DRY_RUN, PRODUCT_EDGES, VERSION_EDGES } from './product.lifecycle'
import { rulesOf } from './product-rules'
import { listSubmitted } from './product.store'
import { readDraft } from './read-draft'
import { dryRunAudit } from './dry-run-audit'
import { draftProduct, editProduct } from './write-product'

const QUEUE = 200

async function shownProduct(ctx: Ctx, productId: string): Promise<LoanProductRow> {
  const own = callerStaff(ctx).lenderId
  const row = await findProduct(ctx.db, productId)
  if (!row || (own !== null && own !== row.lenderId)) throw new DomainError('NOT_FOUND')
  return row
}

const present = async (ctx: Ctx, productId: string) => presentConsoleProduct(ctx, await shownProduct(ctx, productId))

/** Products as their lenders write them and the office reviews them: both draft, publish what was reviewed and somebody else wrote, pause, resume and end; only the office reviews, only the lender confirms what the office wrote for it. */
export function registerProductRoutes(api: Api): void {
  const both = { roles: ['reviewer', 'lender-officer'], owner: 'lender' } as const
  const readers = { roles: ['reviewer', 'steward', 'auditor', 'administrator', 'lender-officer'], audit: null } as const

  api.route('GET /console/loan-products', { ...readers, owner: 'staff-scope' }, async ({ ctx, query }) => {
    const ids = query.queue === undefined ? undefined : await listSubmitted(ctx.db, QUEUE)
    const rows = await listProducts(ctx.db, { lenderId: callerStaff(ctx).lenderId, ids, status: query.status, search: query.search, cursor: query.cursor, limit: query.limit + 1 })
    const shown = rows.slice(0, query.limit)
    return { items: await presentConsoleProducts(ctx, shown), nextCursor: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null }
  })

  api.route('GET /console/loan-rule-choices', { ...readers, owner: 'city' }, async ({ ctx }) => {
    const { scales } = await cityScales(ctx)
    return { grades: [...scales.grade], taxRatings: [...scales.taxRating], regions: ctx.city.districts, lists: listNames(ctx), zones: (await listOpenZones(ctx.db)).map((zone) => zone.code), industries: structuredClone(INDUSTRY_TREE) as { verified: boolean; source: string; sections: { code: string; title: string; divisions: { code: string; title: string }[] }[] } }
  })

  api.route('POST /console/loan-products', { ...both, audit: PRODUCT_DRAFTED }, async ({ ctx, body }) => present(ctx, await draftProduct({ ctx, input: body })))

  // Stores nothing but that it was asked; who asks often enough to single a firm out is seen.
  api.route('POST /console/loan-products/dry-run', { ...both, owner: 'city', audit: PRODUCT_DRY_RUN, idempotency: 'none', limit: { points: 30, seconds: 600, by: 'actor' } }, async ({ ctx, body }) => {
    const rules = rulesOf(await readDraft(ctx, body.draft))
    const counted = await dryRun({ ctx, input: { rules } })
    await dryRunAudit(ctx, rules)
    return counted
  })

  api.route('GET /console/loan-products/{productId}', { ...readers, owner: 'lender' }, ({ ctx, params }) => present(ctx, params.productId))

  api.route('PUT /console/loan-products/{productId}', { ...both, audit: PRODUCT_DRAFTED }, async ({ ctx, params, body }) => {
    await editProduct({ ctx, input: { ...params, ...body } })
    return present(ctx, params.productId)
  })

  api.route('POST /console/loan-products/{productId}/submission', { ...both, audit: VERSION_EDGES.submit.event }, async ({ ctx, params, body }) => {
    await submitProduct({ ctx, input: { ...params, ...body } })
    return present(ctx, params.productId)
  })

  api.route('POST /console/loan-products/{productId}/review', { roles: ['reviewer'], owner: 'city', audit: VERSION_EDGES.pass.event }, async ({ ctx, params, body }) => {
    await reviewProduct({ ctx, input: { ...params, ...body } })
    return present(ctx, params.productId)
  })

  api.route('POST /console/loan-products/{productId}/confirmation', { roles: ['lender-officer'], owner: 'lender', audit: PRODUCT_CONFIRMED }, async ({ ctx, params, body }) => {
    await confirmProduct({ ctx, input: { ...params, ...body } })
    return present(ctx, params.productId)
  })

  api.route('POST /console/loan-products/{productId}/publication', { ...both, audit: VERSION_EDGES.publish.event }, async ({ ctx, params, body }) => {
    await publishProduct({ ctx, input: { ...params, ...body } })
    return present(ctx, params.productId)
  })

  const moves = [['pause', 'POST /console/loan-products/{productId}/pause'], ['resume', 'POST /console/loan-products/{productId}/resumption'], ['end', 'POST /console/loan-products/{productId}/end']] as const
  for (const [edge, key] of moves)
    api.route(key, { ...both, audit: PRODUCT_EDGES[edge].event }, async ({ ctx, params }) => {
      await changeProduct({ ctx, input: { ...params, edge } })
      return present(ctx, params.productId)
    })
}
