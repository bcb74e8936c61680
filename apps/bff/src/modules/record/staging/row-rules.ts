import type { SubjectKind } from '@xinhui/rules'
import { type ContentColumn, contentColumnsOf } from '../landing/record-content'
import type { Column, Layout } from '../layout/layout'
import { ORDERED } from '../validate/cross-checks'
import type { CellContext } from '../validate/parse-cell'
import { OFFICE_FIELDS } from '../validate/validate-row'

/** A field of the content as a row is written: its column, and what stands before its value, a comma first. */
export interface ContentPart {
  column: number
  head: Uint8Array
  isSubjectKind: boolean
}

/** The fields of one kind's content in the order they are written: those that stand in the open, and those that are sealed. */
interface ContentParts {
  open: ContentPart[]
  closed: ContentPart[]
}

/** What `rowValidator`, `rowKeyer` and `recordFacts` ask of a row, with columns by their place in the layout; -1 for a column it has not. */
export interface RowRules {
  columns: readonly Column[]
  /** Place in the file → place in the layout, or -1. */
  ofFile: Int32Array
  subject: Layout['subject']
  /** The catalogue takes only these. */
  onlyKind: SubjectKind | null
  at: Record<'subjectKind' | 'uscc' | 'idNumber' | 'subjectCode' | 'idType' | 'item' | 'subjectName' | 'office' | 'authority' | 'officeUscc' | 'authorityUscc' | 'decidedOn' | 'endsOn' | 'status', number>
  required: { column: number; of: Column['required']; when: number; contains: string; needle: Uint8Array }[]
  ordered: [number, number][]
  offices: number[]
  officeUscc: string | undefined
  /** The key's parts in order; -1 is the subject. */
  key: number[]
  content: Record<SubjectKind, ContentParts>
}

/** An array of bytes that is no Buffer, as every other the writer reads. */
const plain = (bytes: Buffer): Uint8Array => Uint8Array.from(bytes)

/** Draws up the rules of one layout for the columns of one file. */
export function rowRules(layout: Layout, columns: readonly (Column | undefined)[], context: CellContext): RowRules {
  const place = new Map(layout.columns.map((c, i) => [c.field, i]))
  const at = (field: string | undefined): number => (field === undefined ? -1 : (place.get(field) ?? -1))
  const item = context.items.get(layout.item ?? '')
  const partsOf = (isWanted: (of: ContentColumn) => boolean): ContentPart[] =>
    contentColumnsOf(layout).filter(isWanted).map(({ field }) => ({ column: at(field), head: plain(Buffer.from(`,${JSON.stringify(field)}:`)), isSubjectKind: field === 'subjectKind' }))
  return {
    columns: layout.columns,
    ofFile: Int32Array.from(columns, (c) => (c ? layout.columns.indexOf(c) : -1)),
    subject: layout.subject,
    onlyKind: item && item.subjectKind !== 'both' ? item.subjectKind : null,
    at: {
      subjectKind: at('subjectKind'), uscc: at('uscc'), idNumber: at('idNumber'), subjectCode: at('subjectCode'), idType: at('idType'), item: at('item'), subjectName: at('subjectName'),
      office: at('office'), authority: at('authority'), officeUscc: at('officeUscc'), authorityUscc: at('authorityUscc'), decidedOn: at('decidedOn'), endsOn: at(layout.endsOn), status: at('status'),
    },
    required: layout.columns.flatMap((c, column) => (c.required === 'never' && !c.requiredWhen ? [] : [{ column, of: c.required, when: at(c.requiredWhen?.field), contains: c.requiredWhen?.contains ?? '', needle: plain(Buffer.from(c.requiredWhen?.contains ?? '')) }])),
    ordered: (ORDERED[layout.target] ?? []).map(([from, to]): [number, number] => [at(from), at(to)]).filter(([from, to]) => from >= 0 && to >= 0),
    offices: context.officeUscc === undefined ? [] : OFFICE_FIELDS.map(at).filter((column) => column >= 0),
    officeUscc: context.officeUscc,
    key: layout.key.map((part) => (part === 'subject' ? -1 : at(part))),
    content: {
      organization: { open: partsOf((c) => c.ofOrganization), closed: partsOf((c) => !c.ofOrganization) },
      person: { open: partsOf((c) => c.ofPerson), closed: partsOf((c) => !c.ofPerson) },
    },
  }
}
