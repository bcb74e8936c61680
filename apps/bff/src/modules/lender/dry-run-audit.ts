import { ruleWords, type ProductRule } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import { regionNames } from '../financing/scales'
import { writeAudit } from '../audit/write-audit'
import { PRODUCT_DRY_RUN } from './product.lifecycle'

/** Leaves which rules were counted: many small differences of them could single a firm out. */
export const dryRunAudit = (ctx: Ctx, rules: readonly ProductRule[]): Promise<void> => writeAudit(ctx, { action: PRODUCT_DRY_RUN, entity: 'loan-product', entityId: 'dry-run', detail: { rules: rules.map((rule) => ruleWords(rule, regionNames(ctx.city))) } })
