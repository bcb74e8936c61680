import type { CatalogItem, CatalogKind } from './catalog'
import { addDays, addMonths, type Day } from './day'

/** Records of these kinds stand for something that goes on: without an end of their own they are in force until the office ends them. */
const IN_FORCE: ReadonlySet<CatalogKind> = new Set(['permit', 'judgment', 'serious-list', 'abnormal-list'])

/** Whether a record of the item that never ends by itself stays in its subject's file as long. */
export const isKeptWhileInForce = ({ kind, retentionMonths }: Pick<CatalogItem, 'kind' | 'retentionMonths'>): boolean => retentionMonths === null || IN_FORCE.has(kind)

/**
 * The last day on which a credit file shows a record 展示至: as long as the catalogue keeps it from the decision on, and as long as
 * it is in force. `null`: no such day is known. `endsOn` is the last day the office gave.
 */
export function fileEnd(item: Pick<CatalogItem, 'kind' | 'retentionMonths'>, { decidedOn, endsOn }: { decidedOn: Day; endsOn: Day | null }): Day | null {
  if (item.retentionMonths === null || (endsOn === null && IN_FORCE.has(item.kind))) return null
  const kept = addDays(addMonths(decidedOn, item.retentionMonths), -1)
  return endsOn !== null && endsOn > kept ? endsOn : kept
}
