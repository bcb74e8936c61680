import type { CommitmentTemplate } from '@xinhui/contract'
import { z } from 'zod'
import { cityData } from '../city/city-data'
import type { City } from '../city/load-city'

const Field = z.strictObject({
  name: z.string().regex(/^[a-zA-Z]\w{0,40}$/),
  title: z.string(),
  type: z.enum(['text', 'number', 'day']),
  required: z.boolean(),
  hint: z.string().optional(),
  min: z.number().int().optional(),
  max: z.number().int().optional(),
})

const Template = z
  .strictObject({
    code: z.string().regex(/^[a-z][a-z0-9-]{1,59}$/),
    title: z.string(),
    kind: z.string(),
    textVersion: z.string().max(80),
    office: z.string(),
    who: z.enum(['person', 'organization', 'both']),
    publish: z.boolean(),
    validMonths: z.number().int().min(1).max(60),
    hearingWorkingDays: z.number().int().min(3).max(60),
    verified: z.boolean(),
    paragraphs: z.array(z.string()).min(1),
    fields: z.array(Field),
    checks: z.array(z.strictObject({ code: z.string(), title: z.string(), dueWorkingDays: z.number().int().min(1).max(500) })).min(1),
    consequence: z.string().nullable(),
  })
  .refine((t) => t.who !== 'person' || !t.publish, { message: 'a person’s commitment is never published', path: ['publish'] })
  .refine((t) => t.who !== 'person' || t.consequence === null, { message: 'a person’s commitment has no consequence: rewards only', path: ['consequence'] })

export type Template = z.infer<typeof Template>

const loaded = new WeakMap<City, readonly Template[]>()

/** The templates 承诺模板 of a city (`commitments/*.yaml`), read and checked once; throws with the file and the field that is wrong. */
export function commitmentTemplates(city: City): readonly Template[] {
  const known = loaded.get(city)
  if (known) return known
  const kinds = cityData(city).itemsByCode.get('commitment')?.contentFields.find((f) => f.name === 'commitmentKind')?.options
  const templates = city
    .list('commitments')
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => {
      const file = `cities/${city.code}/commitments/${name}`
      const read = Template.safeParse(city.readYaml(`commitments/${name}`))
      if (!read.success) throw new Error(`${file}: ${read.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; ')}`)
      if (!kinds?.includes(read.data.kind)) throw new Error(`${file}: kind ${read.data.kind} is none of the catalogue’s (${kinds?.join('、') ?? 'the catalogue has no item commitment'})`)
      return read.data
    })
  const twice = templates.find((t, i) => templates.findIndex((o) => o.code === t.code) !== i)
  if (twice) throw new Error(`cities/${city.code}/commitments: ${twice.code} occurs twice`)
  loaded.set(city, templates)
  return templates
}

export const presentTemplate = ({ fields, checks, ...t }: Template): CommitmentTemplate => ({
  ...t,
  fields: fields.map(({ name, title, type, required, hint }) => ({ name, title, type, required, hint: hint ?? null })),
  checks: checks.map(({ title, dueWorkingDays }) => ({ title, dueWorkingDays })),
})

export const templatesFor = (city: City, kind: 'person' | 'organization'): CommitmentTemplate[] =>
  commitmentTemplates(city)
    .filter((t) => t.who === 'both' || t.who === kind)
    // What a firm answers for does not stand in what a person reads.
    .map((t) => presentTemplate(kind === 'person' ? { ...t, publish: false, consequence: null } : t))
