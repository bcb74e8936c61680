import { z } from 'zod'
import type { City } from '../city/load-city'
import type { ZoneRow } from './loan-zone.store'

const Zones = z.strictObject({
  zones: z.array(z.strictObject({ code: z.string().min(1).max(30), title: z.string().max(30), intro: z.string().max(200), shows: z.enum(['named', 'first-loan', 'no-principal']) })).min(1),
})

/** Zones 专区 a city begins with: `cities/<city>/loan-zones.yaml`. */
export function cityZones(city: City): readonly Pick<ZoneRow, 'code' | 'title' | 'intro' | 'shows'>[] {
  const reading = Zones.safeParse(city.readYaml('loan-zones.yaml'))
  if (!reading.success) throw new Error(`cities/${city.code}/loan-zones.yaml: ${reading.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; ')}`)
  return reading.data.zones
}
