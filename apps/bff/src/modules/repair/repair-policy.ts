import { createHash } from 'node:crypto'
import type { RepairKind } from '@xinhui/contract'
import { z } from 'zod'
import type { City } from '../city/load-city'

const days = z.number().int().min(1).max(60)

const Policy = z.strictObject({
  version: z.string(),
  /** Working days; accept, decide and propagate hold where the applied set of rules and the city's promises say nothing. `amberWorkingDays`: from when on a clock is amber. */
  sla: z.strictObject({ accept: days, decide: days, answer: days, opinion: days, propagate: days, amberWorkingDays: z.number().int().min(0).max(10) }),
  channels: z.array(z.strictObject({ code: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/), title: z.string(), kind: z.enum(['own', 'remote']) })).min(1),
  /** `kinds`: of which cases; without, of applications. */
  refusals: z.array(z.strictObject({ code: z.string(), title: z.string(), remedy: z.string(), kinds: z.array(z.enum(['repair', 'bankruptcy', 'false-commitment', 're-evaluation'])).min(1).optional() })).min(1),
  commitment: z.strictObject({ textVersion: z.string(), title: z.string(), paragraphs: z.array(z.string()).min(1) }),
  /** What a false commitment costs: the record is shown for so long, and no repair meanwhile. */
  falseCommitment: z.strictObject({ months: z.number().int().min(1).max(120), verified: z.boolean(), source: z.string() }),
  bankruptcy: z.strictObject({ material: z.string(), reviewAfterMonths: z.number().int().min(1).max(60), remindDaysBefore: z.number().int().min(1).max(90) }),
  letter: z.strictObject({ from: z.string().regex(/^\d{4}-\d{2}-\d{2}$/), textVersion: z.string(), title: z.string(), paragraphs: z.array(z.string()).min(1) }),
})

export type RepairPolicy = z.infer<typeof Policy> & { commitmentHash: string }

/** The reasons a case of this kind can be refused for. */
export const refusalsFor = (policy: RepairPolicy, kind: RepairKind): { code: string; title: string; remedy: string }[] =>
  policy.refusals.filter(({ kinds = ['repair', 'bankruptcy'] }) => kinds.includes(kind)).map(({ code, title, remedy }) => ({ code, title, remedy }))

const known = new WeakMap<City, RepairPolicy>()

/** How this city runs repair cases: `cities/<city>/repair.yaml`, read and checked once. Throws with every problem of the file. */
export function repairPolicy(city: City): RepairPolicy {
  const found = known.get(city)
  if (found) return found
  const reading = Policy.safeParse(city.readYaml('repair.yaml'))
  if (!reading.success) throw new Error(`cities/${city.code}/repair.yaml: ${reading.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; ')}`)
  const { channels, refusals } = reading.data
  for (const codes of [channels, refusals].map((list) => list.map((one) => one.code))) {
    const double = codes.find((code, i) => codes.indexOf(code) !== i)
    if (double) throw new Error(`cities/${city.code}/repair.yaml: ${double} occurs twice`)
  }
  // What was agreed to can be proven word for word: the hash goes with the signature.
  const policy = { ...reading.data, commitmentHash: createHash('sha256').update(JSON.stringify(reading.data.commitment)).digest('hex') }
  known.set(city, policy)
  return policy
}
