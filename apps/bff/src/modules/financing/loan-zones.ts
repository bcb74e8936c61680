import { z } from 'zod'
import type { City } from '../city/load-city'

const Zones = z.strictObject({
  zones: z.array(z.strictObject({ code: z.string().min(1).max(30), title: z.string().max(30), intro: z.string().max(200), shows: z.enum(['named', 'first-loan', 'no-principal']) })).min(1),
})
type LoanZone = z.infer<typeof Zones>['zones'][number]

const known = new WeakMap<City, readonly LoanZone[]>()

/** Zones 专区 of the city: `cities/<city>/loan-zones.yaml`, read and checked once. `shows`: products that name it, or by what they are. */
export function zonesOf(city: City): readonly LoanZone[] {
  const found = known.get(city)
  if (found) return found
  const reading = Zones.safeParse(city.readYaml('loan-zones.yaml'))
  if (!reading.success) throw new Error(`cities/${city.code}/loan-zones.yaml: ${reading.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; ')}`)
  known.set(city, reading.data.zones)
  return reading.data.zones
}

/** Whether a product stands in a zone: it names it, or is what the zone is for. */
export function standsIn(zone: LoanZone, product: { zone: string | null; renewal: string; entryRules: readonly { kind: string }[] }): boolean {
  if (product.zone === zone.code) return true
  if (zone.shows === 'first-loan') return product.entryRules.some((rule) => rule.kind === 'first-loan')
  return zone.shows === 'no-principal' && product.renewal === 'no-principal'
}
