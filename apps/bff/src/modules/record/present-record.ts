import type { RecordView } from '@xinhui/contract'
import { type CatalogItem, type CatalogKind, type ContentField, fileEnd, formatDayZh, formatFen } from '@xinhui/rules'
import type { RecordRow } from './score-records.store'

const POSITIVE: ReadonlySet<CatalogKind> = new Set(['honour', 'award', 'volunteer', 'tax-rating', 'commitment', 'contract', 'charity'])
const NEGATIVE: ReadonlySet<CatalogKind> = new Set(['penalty', 'coercion', 'judgment', 'serious-list', 'abnormal-list'])

export function valueInWords(field: ContentField, value: string | number): string {
  if (field.type === 'fen' && typeof value === 'number') return formatFen(value)
  if (field.type === 'day' && typeof value === 'string') return formatDayZh(value)
  return String(value)
}

/** A record as its own subject reads it. `opened` holds the unsealed text fields, `objection` the review under way. */
export function presentRecord(row: RecordRow, item: CatalogItem, opened: Record<string, string | number>, objection?: { id: string; filedAt: Date }): RecordView {
  const values: Record<string, string | number> = { ...row.content, ...opened }
  const fields = item.contentFields.flatMap((field) => {
    const value = values[field.name]
    return value === undefined || value === '' ? [] : [{ name: field.name, title: field.title, value: valueInWords(field, value) }]
  })
  return {
    recordId: row.id,
    item: row.item,
    itemTitle: item.title,
    tone: POSITIVE.has(item.kind) ? 'positive' : NEGATIVE.has(item.kind) ? 'negative' : 'neutral',
    title: fields.find((f) => typeof values[f.name] === 'string')?.value ?? item.title,
    sourceOffice: row.sourceOffice,
    decidedOn: row.decidedOn,
    endsOn: row.endsOn,
    shownUntil: fileEnd(item, row),
    objection: objection ? { objectionId: objection.id, since: objection.filedAt.toISOString() } : null,
    fields,
  }
}
