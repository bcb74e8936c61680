import { ruleWords } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import type { Api } from '../../http/route'
import { writeAudit } from '../audit/write-audit'
import { dryRun } from '../financing/dry-run'
import { regionNames } from '../financing/scales'
import { findProduct } from '../lender/lender.store'
import { attachProduct, confirmProduct, detachProduct } from './attach-product'
import { PRODUCT_ATTACHED, PRODUCT_CONFIRMED, PRODUCT_DETACHED, PROGRAMME_CHANGED, PROGRAMME_DRAFTED, PROGRAMME_DRY_RUN, PROGRAMME_EDGES } from './loan-programme.lifecycle'
import { findProgramme, listProgrammes, listProgrammesOf } from './loan-programme.store'
import { presentForProduct, presentProgrammeDetail, presentProgrammes } from './present-programme'
import { programmeRules } from './programme-terms'
import { readProgramme } from './read-programme'
import { changeProgramme, draftProgramme, publishProgramme, stopProgramme } from './write-programme'

async function present(ctx: Ctx, code: string) {
  const row = await findProgramme(ctx.db, code)
  if (!row) throw new DomainError('NOT_FOUND')
  return presentProgrammeDetail(ctx, row)
}

/** Support programmes of the loan market, kept by the office: two persons put one in force and a product under it; lenders read what their products are under. */
export function registerLoanProgrammeRoutes(api: Api): void {
  const keepers = { roles: ['reviewer', 'administrator'], owner: 'city' } as const
  const readers = { roles: ['reviewer', 'auditor', 'administrator'], owner: 'city', audit: null } as const

  api.route('GET /console/loan-programmes', readers, async ({ ctx }) => ({ items: await presentProgrammes(ctx, await listProgrammes(ctx.db)) }))

  api.route('POST /console/loan-programmes', { ...keepers, audit: PROGRAMME_DRAFTED }, async ({ ctx, body }) => present(ctx, (await draftProgramme({ ctx, input: body })).code))

  // Stores nothing but that it was asked; who asks often enough to single a firm out is seen.
  api.route('POST /console/loan-programmes/dry-run', { ...keepers, audit: PROGRAMME_DRY_RUN, idempotency: 'none', limit: { points: 30, seconds: 600, by: 'actor' } }, async ({ ctx, body }) => {
    // A firm is counted whatever term it asks for.
    const rules = [...programmeRules(await readProgramme(ctx, body.draft)), { kind: 'term', minMonths: 1, maxMonths: 600 } as const]
    const counted = await dryRun({ ctx, input: { rules } })
    await writeAudit(ctx, { action: PROGRAMME_DRY_RUN, entity: 'loan-programme', entityId: 'dry-run', detail: { rules: rules.map((rule) => ruleWords(rule, regionNames(ctx.city))) } })
    return counted
  })

  api.route('GET /console/loan-programmes/{code}', readers, ({ ctx, params }) => present(ctx, params.code))

  api.route('PUT /console/loan-programmes/{code}', { ...keepers, audit: PROGRAMME_CHANGED }, async ({ ctx, params, body }) => {
    await changeProgramme({ ctx, input: { ...params, ...body } })
    return present(ctx, params.code)
  })

  api.route('POST /console/loan-programmes/{code}/publication', { ...keepers, audit: PROGRAMME_EDGES.publish.event }, async ({ ctx, params, body }) => {
    await publishProgramme({ ctx, input: { ...params, ...body } })
    return present(ctx, params.code)
  })

  for (const edge of ['pause', 'end'] as const)
    api.route(`POST /console/loan-programmes/{code}/${edge}`, { ...keepers, audit: PROGRAMME_EDGES[edge].event }, async ({ ctx, params }) => {
      await stopProgramme({ ctx, input: { ...params, edge } })
      return present(ctx, params.code)
    })

  api.route('POST /console/loan-programmes/{code}/products', { ...keepers, audit: PRODUCT_ATTACHED }, async ({ ctx, params, body }) => {
    await attachProduct({ ctx, input: { ...params, ...body } })
    return present(ctx, params.code)
  })

  api.route('POST /console/loan-programmes/{code}/products/{productId}/confirmation', { ...keepers, audit: PRODUCT_CONFIRMED }, async ({ ctx, params }) => {
    await confirmProduct({ ctx, input: params })
    return present(ctx, params.code)
  })

  api.route('DELETE /console/loan-programmes/{code}/products/{productId}', { ...keepers, audit: PRODUCT_DETACHED }, async ({ ctx, params }) => {
    await detachProduct({ ctx, input: params })
    return present(ctx, params.code)
  })

  api.route('GET /console/loan-products/{productId}/programmes', { roles: ['reviewer', 'steward', 'auditor', 'administrator', 'lender-officer'], owner: 'lender', audit: null }, async ({ ctx, params }) => {
    const own = callerStaff(ctx).lenderId
    const product = await findProduct(ctx.db, params.productId)
    if (!product || (own !== null && own !== product.lenderId)) throw new DomainError('NOT_FOUND')
    return { items: (await listProgrammesOf(ctx.db, product.id)).filter(({ programme }) => programme.status !== 'draft' || own === null).map(({ programme, isActive }) => presentForProduct(ctx, programme, { isActive, rateMaxBps: product.rateMaxBps })) }
  })
}
