import { nameKey } from '@xinhui/rules'
import { z } from 'zod'

/**
 * What a cell holds. Money is read into integer fen: a bare number is 万元 in `wan`, 元 in `yuan`; `capital` also takes
 * foreign currency. `decimal` is read into an integer of 10^-scale. `end-day` takes 2099-12-31 as "long-term".
 */
const COLUMN_TYPES = [
  'text', 'name', 'day', 'past-day', 'end-day', 'wan', 'yuan', 'capital', 'integer', 'decimal', 'uscc', 'id-card', 'phone', 'subject-code', 'enum', 'scene', 'tiers', 'item', 'ignored',
] as const

const coded = z.preprocess((v) => (typeof v === 'object' && v !== null ? Object.fromEntries(Object.entries(v).map(([k, x]) => [k, String(x)])) : v), z.record(z.string(), z.string()))

const ColumnFile = z.strictObject({
  field: z.string(),
  /** The first one is shown to people; every one is accepted. */
  headers: z.array(z.string()).min(1),
  type: z.enum(COLUMN_TYPES),
  required: z.enum(['always', 'organizations', 'persons', 'never']).default('never'),
  /** Required when the other field's value contains the text (a fine's amount when the kind says 罚款). */
  requiredWhen: z.strictObject({ field: z.string(), contains: z.string() }).optional(),
  maxLength: z.number().int().optional(),
  min: z.number().int().optional(),
  max: z.number().int().optional(),
  scale: z.number().int().min(0).max(6).optional(),
  /** Text in the file → what is stored. */
  values: coded.optional(),
  /** `其他-…` counts as 其他. */
  otherPrefix: z.string().optional(),
  default: z.union([z.string(), z.number()]).optional(),
  /** Whose data the column is: sealed at rest and masked in reports for these subjects. */
  personal: z.enum(['always', 'persons', 'never']).default('never'),
  mask: z.enum(['name', 'id', 'phone', 'text']).default('text'),
  note: z.string().optional(),
})

const TARGETS = ['record', 'organization', 'person', 'merchant', 'store', 'merchant-post', 'perk', 'lender', 'loan-product'] as const
export type Target = (typeof TARGETS)[number]

/** A declarative column map: `cities/*\/layouts/*.yaml`, or made from a catalogue item. */
export const LayoutFile = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  target: z.enum(TARGETS),
  /** Catalogue code of a `record` layout. */
  item: z.string().optional(),
  /** How the row says who it is about: by its kind column, by whichever identifier is filled, or always the same kind. */
  subject: z.enum(['by-column', 'by-identifier', 'organization', 'person']),
  /** The field that becomes the record's end. */
  endsOn: z.string().optional(),
  /** What makes a row the same next time: `subject`, or names of fields. */
  key: z.array(z.string()).min(1),
  columns: z.array(ColumnFile).min(1),
})

export type Column = z.infer<typeof ColumnFile>
export type Layout = z.infer<typeof LayoutFile> & {
  /** Header key → column, for detection. */
  byHeader: ReadonlyMap<string, Column>
}

/** Headers are compared without width, case, spaces, a leading `*` or a trailing （必填）. */
export const headerKey = (header: string): string => nameKey(header.replaceAll(/^[\s*＊]+|[\s*＊]+$|[（(](?:必填|选填)[)）]/g, ''))

export const headerOf = (column: Column): string => column.headers[0] ?? column.field

/** Checks what a schema cannot: every header once, keys and references name fields. Throws with the layout's code. */
export function makeLayout(file: z.infer<typeof LayoutFile>): Layout {
  const byHeader = new Map<string, Column>()
  const fields = new Set(file.columns.map((c) => c.field))
  const refuse = (what: string): never => {
    throw new Error(`layout ${file.code}: ${what}`)
  }
  if (fields.size !== file.columns.length) refuse('a field occurs twice')
  for (const column of file.columns) {
    for (const header of column.headers) {
      const key = headerKey(header)
      if (byHeader.has(key)) refuse(`the header ${header} occurs twice`)
      byHeader.set(key, column)
    }
    if (column.type === 'enum' && !column.values) refuse(`${column.field} is an enum without values`)
    if (column.requiredWhen && !fields.has(column.requiredWhen.field)) refuse(`${column.field} depends on an unknown field`)
  }
  for (const part of [...file.key.filter((k) => k !== 'subject'), ...(file.endsOn ? [file.endsOn] : [])]) if (!fields.has(part)) refuse(`${part} is not a field`)
  if (file.target === 'record') {
    if (!file.item) refuse('a record layout names its catalogue item')
    if (!fields.has('decidedOn')) refuse('a record layout has a decidedOn')
    if (!fields.has('office') && !fields.has('authority')) refuse('a record layout names the office or the authority')
  }
  return { ...file, byHeader }
}
