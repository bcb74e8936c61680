import { ProgrammeDraft } from '@xinhui/contract'
import { z } from 'zod'
import type { City } from '../city/load-city'
import type { ProgrammeContent } from './loan-programme.store'
import { contentOf } from './programme-terms'

const Programmes = z.strictObject({ programmes: z.array(ProgrammeDraft.extend({ code: z.string().regex(/^[a-z][a-z0-9-]{2,39}$/) })) })

/** Programmes a city begins with, as drafts: `cities/<city>/loan-programmes.yaml`. */
export function cityProgrammes(city: City): (ProgrammeContent & { code: string })[] {
  const reading = Programmes.safeParse(city.readYaml('loan-programmes.yaml'))
  if (!reading.success) throw new Error(`cities/${city.code}/loan-programmes.yaml: ${reading.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; ')}`)
  return reading.data.programmes.map(({ code, ...draft }) => {
    if ((draft.kind === 'interest-subsidy') !== (draft.subsidy !== null) || (draft.kind === 'risk-compensation') !== (draft.compensation !== null)) throw new Error(`cities/${city.code}/loan-programmes.yaml: ${code} has not the terms of its kind`)
    return { code, ...contentOf(draft) }
  })
}
