import type { ZoneRow } from './loan-zone.store'

/** Whether a product stands in a zone: it names it, or is what the zone is for. */
export function standsIn(zone: Pick<ZoneRow, 'code' | 'shows'>, product: { zone: string | null; renewal: string; entryRules: readonly { kind: string }[] }): boolean {
  if (product.zone === zone.code) return true
  if (zone.shows === 'first-loan') return product.entryRules.some((rule) => rule.kind === 'first-loan')
  return zone.shows === 'no-principal' && product.renewal === 'no-principal'
}
