import { hash } from 'node:crypto'
import { nameKey } from '@xinhui/rules'
import type { Ctx } from '../../../context'
import type { Sealer } from '../../../lib/seal'
import type { Layout } from '../layout/layout'
import type { Value, Values } from '../validate/parse-cell'
import type { Reject } from '../validate/reject'
import type { ValidRow } from '../validate/validate-row'

/** A valid row with what makes it the same next time, and what makes it different. */
export interface KeyedRow extends ValidRow {
  key: string
  hash: string
}

/** What became of a row; a refusal names the field, or none for the whole row. */
export type Outcome = 'new' | 'changed' | 'unchanged' | { field: string | null; reason: string }

export interface Batch {
  batchId: string
  layout: Layout
}

/** What became of the rows taken since the last time. */
export interface Landed {
  rowsNew: number
  rowsChanged: number
  rowsUnchanged: number
  refused: { row: number; source?: ValidRow; field: string | null; reason: string }[]
}

/** A file on its way into the database, window by window. */
export interface WindowLanding {
  /** How many rows of the file are best landed together. */
  windowRows: number
  /** Lands what was taken. Until it answers nothing else may be sent on the transaction's connection, but more may be taken. */
  land(): Promise<Landed>
  /** After the last window. */
  end(): Promise<void>
}

/** Some rows of a file, checked and taken by a landing. */
export interface TakenRows {
  rows: number
  rowsRejected: number
  rejects: Reject[]
  /** How much of the file was read for them. */
  consumed: number
}

/** Two rows of one file that contradict each other. */
export const contradiction = (row: number, before: number): string => `第 ${row} 行与第 ${before} 行是同一条，内容却不同；已取第 ${before} 行，请核对后更正`

/** Writes one chunk, each key at most once; answers in the order of the rows. */
export type Land = (ctx: Ctx, batch: Batch, rows: readonly KeyedRow[]) => Promise<Outcome[]>

/** Spellings of what the key already says; they may differ from file to file without the record differing. */
export const IN_KEY: ReadonlySet<string> = new Set(['uscc', 'idNumber', 'subjectCode', 'item'])

/** Authorities repeat from row to row; remembering their keys is bounded by clearing. */
const MAX_REMEMBERED = 5000

/** What JSON must escape, and lone halves of characters. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const ESCAPED = /["\\\x00-\x1f\ud800-\udfff]/
/** As JSON.stringify writes it. */
const jsonOf = (value: Value): string => (typeof value === 'string' && !ESCAPED.test(value) ? `"${value}"` : JSON.stringify(value))

const sha256 = (text: string): string => hash('sha256', text, 'base64url')

/**
 * Key and content hash of the rows of one layout. The key is a hash too: document numbers may quote an ID number. The content
 * hash is an HMAC, because a plain one of a person's few fields could be guessed.
 */
export function rowKeyer(sealer: Sealer, layout: Layout): (row: ValidRow) => KeyedRow {
  const contentFields = layout.columns.map((c) => c.field).filter((field) => !IN_KEY.has(field)).sort().map((field) => [field, `[${JSON.stringify(field)},`] as const)
  const known = new Map<string, string>()
  const partOf = (value: Value | undefined): string => {
    if (typeof value !== 'string' && typeof value !== 'number') return ''
    const text = String(value)
    let key = known.get(text)
    if (key === undefined) {
      if (known.size >= MAX_REMEMBERED) known.clear()
      key = nameKey(text)
      known.set(text, key)
    }
    return key
  }
  return (row) => {
    const who = row.kind === 'person' ? sealer.fingerprint(row.identifier, 'id-number') : row.identifier
    const parts = layout.key.map((part) => (part === 'subject' ? who : partOf(row.values[part])))
    let content = ''
    for (const [field, head] of contentFields) {
      const value = row.values[field]
      if (value !== undefined) content += `${content === '' ? '' : ','}${head}${jsonOf(value)}]`
    }
    return { row: row.row, kind: row.kind, identifier: row.identifier, values: row.values, key: sha256(JSON.stringify(parts)), hash: sealer.fingerprint(`["${row.kind}",[${content}]]`, 'content') }
  }
}

export const textOf = (values: Values, field: string): string | null => {
  const value = values[field]
  return typeof value === 'string' ? value : null
}

const numberOf = (values: Values, field: string): number | null => {
  const value = values[field]
  return typeof value === 'number' ? value : null
}

/** A text the layout requires; the validator has seen to it. */
export function requiredText(values: Values, field: string): string {
  const value = textOf(values, field)
  if (value === null) throw new Error(`the layout lets ${field} be absent, its landing does not`)
  return value
}

export function requiredNumber(values: Values, field: string): number {
  const value = numberOf(values, field)
  if (value === null) throw new Error(`the layout lets ${field} be absent, its landing does not`)
  return value
}
