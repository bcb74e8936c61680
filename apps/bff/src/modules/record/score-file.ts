import { type CatalogItem, compareRecords, type ScoreModel, type ScoreRecord } from '@xinhui/rules'

/**
 * What a score reads of a credit file, as one text: records parted by RECORD, their parts by FIELD, the values of a record by
 * VALUE. The database writes it (`score-file.sql.ts`) and a score keeps it; imports take control characters out of every text.
 */
export const RECORD = '\u001E'
export const FIELD = '\u001F'
export const VALUE = '\u001D'

/** What a model may read; plain data, so that it crosses threads. */
export interface Reading {
  /** Public items of the catalogue. */
  open: readonly string[]
  /** Special classes 专项信息: read only under the subject's own living consent. */
  authorised: readonly string[]
  /** Fields read of an item, in the order in which their values stand in a file. */
  fields: Readonly<Record<string, readonly string[]>>
}

const NO_FIELDS: readonly string[] = []

/** The fields these models read, by item. */
export function fieldsOf(models: readonly ScoreModel[]): Reading['fields'] {
  const fields: Record<string, string[]> = {}
  for (const { points, items } of models.flatMap((m) => m.indicators)) {
    for (const item of items) {
      const own = (fields[item] ??= [])
      if (points.kind !== 'per-record' && !own.includes(points.field)) own.push(points.field)
    }
  }
  return fields
}

/** Items these models read: those of their indicators and vetoes that the catalogue lets a model use. */
export function readingOf(models: readonly ScoreModel[], itemsByCode: ReadonlyMap<string, CatalogItem>): Reading {
  const codes = [...new Set(models.flatMap((m) => [...m.indicators, ...m.vetoes]).flatMap((i) => i.items))].filter((code) => itemsByCode.get(code)?.scorable === true)
  const isOpen = (code: string) => itemsByCode.get(code)?.publicity === 'public'
  return { open: codes.filter(isOpen), authorised: codes.filter((code) => !isOpen(code)), fields: fieldsOf(models) }
}

export interface ScoreFile {
  records: ScoreRecord[]
  /** The same text in the evaluator's order: equal files are equal texts. */
  text: string
}

function parse(fields: Reading['fields'], text: string): ScoreRecord {
  const parts = text.split(FIELD)
  const [id = '', item = '', decidedOn = '', endsOn = '', sourceOffice = '', values = ''] = parts
  if (parts.length !== 6) throw new RangeError(`a record of ${parts.length} parts`)
  const names = fields[item] ?? NO_FIELDS
  const record: ScoreRecord = { id, item, decidedOn, endsOn: endsOn === '' ? null : endsOn, sourceOffice, fields: {} }
  if (names.length === 1) record.fields = { [names[0] ?? '']: values }
  else if (names.length > 1) {
    const each = values.split(VALUE)
    record.fields = Object.fromEntries(names.map((name, i) => [name, each[i] ?? '']))
  }
  return record
}

/**
 * Reads a file the database wrote. Every value is a text, and what a record lacks is an empty one: the evaluator counts both
 * as it counts the stored ones. @throws RangeError for a text that is no file
 */
export function readScoreFile(fields: Reading['fields'], text: string): ScoreFile {
  if (text === '') return { records: [], text }
  const raw = text.split(RECORD)
  const records = raw.map((one) => parse(fields, one))
  if (records.every((record, i) => i === 0 || compareRecords(records[i - 1] ?? record, record) < 0)) return { records, text }
  const order = records.map((_, i) => i).sort((a, b) => compareRecords(records[a] as ScoreRecord, records[b] as ScoreRecord))
  return { records: order.map((i) => records[i] as ScoreRecord), text: order.map((i) => raw[i]).join(RECORD) }
}
