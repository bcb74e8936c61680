import type { Column, Layout } from '../layout/layout'
import { LONG_TERM } from '../validate/parse-cell'
import type { ValidRow } from '../validate/validate-row'
import { requiredText, textOf } from './landing'

/** Context under which a record's sealed fields are sealed: one JSON object of field → value. */
export const SEAL_CONTENT = 'record.content'

/** What has a column of its own, or says only who the row is about. */
const NOT_CONTENT = new Set(['uscc', 'idNumber', 'idType', 'subjectCode', 'item', 'status', 'decidedOn', 'endsOn', 'office', 'officeUscc'])
/** Of a person, only these may stand in the open: numbers, days and coded values, never what somebody wrote. */
const CODED: ReadonlySet<Column['type']> = new Set(['day', 'past-day', 'end-day', 'wan', 'yuan', 'integer', 'decimal', 'enum', 'scene'])

export interface ContentColumn {
  field: string
  /** Open in an organisation's record; in a person's. */
  ofOrganization: boolean
  ofPerson: boolean
}

const contentColumns = new WeakMap<Layout, ContentColumn[]>()

export function contentColumnsOf(layout: Layout): ContentColumn[] {
  let columns = contentColumns.get(layout)
  if (!columns) {
    // Sorted, so that two layouts of one item write the same content alike.
    columns = layout.columns.filter((c) => !NOT_CONTENT.has(c.field)).toSorted((a, b) => (a.field < b.field ? -1 : 1)).map((c) => ({ field: c.field, ofOrganization: c.personal !== 'always', ofPerson: c.personal !== 'always' && CODED.has(c.type) }))
    contentColumns.set(layout, columns)
  }
  return columns
}

/** An organisation's fields are public except those about a person; a person's are sealed except typed ones. */
export function splitContent(layout: Layout, row: ValidRow): { open: Record<string, string | number>; closed: Record<string, string | number> } {
  const open: Record<string, string | number> = {}
  const closed: Record<string, string | number> = {}
  const isPerson = row.kind === 'person'
  for (const { field, ofOrganization, ofPerson } of contentColumnsOf(layout)) {
    const value = row.values[field]
    if (typeof value !== 'string' && typeof value !== 'number') continue
    // The subject says it already, except that a 个体工商户 is an organisation of its own kind.
    if (field === 'subjectKind' && value === row.kind) continue
    ;((isPerson ? ofPerson : ofOrganization) ? open : closed)[field] = value
  }
  return { open, closed }
}

/** What a record takes from its row besides its key and its content. */
export function recordFacts(layout: Layout, row: ValidRow) {
  const endsOn = layout.endsOn === undefined ? null : textOf(row.values, layout.endsOn)
  return {
    sourceOffice: textOf(row.values, 'office') ?? requiredText(row.values, 'authority'),
    sourceOfficeUscc: textOf(row.values, 'officeUscc') ?? textOf(row.values, 'authorityUscc'),
    decidedOn: requiredText(row.values, 'decidedOn'),
    endsOn: endsOn === LONG_TERM ? null : endsOn,
    status: textOf(row.values, 'status') === 'void' ? ('void' as const) : ('valid' as const),
  }
}

/**
 * Everything of a record that is stored and may change: what stands in columns, what stands open, what is sealed, and all of it in
 * one text. Two rows with the same text are the same version. What is in the key is left out; its spelling may differ from file
 * to file.
 */
export function recordText(layout: Layout, row: ValidRow) {
  const content = splitContent(layout, row)
  const facts = recordFacts(layout, row)
  const open = JSON.stringify(content.open)
  const closed = Object.keys(content.closed).length === 0 ? null : JSON.stringify(content.closed)
  const hashed = [row.kind, facts.sourceOffice, facts.sourceOfficeUscc ?? '', facts.decidedOn, facts.endsOn ?? '', facts.status, open, closed ?? '{}'].join('\t')
  return { facts, open, closed, hashed }
}
