import { createHash } from 'node:crypto'
import { nameKey } from '@xinhui/rules'
import type { Ctx } from '../../../context'
import type { Layout } from '../layout/layout'
import type { Value, Values } from '../validate/parse-cell'
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

/** Writes one chunk, each key at most once; answers in the order of the rows. */
export type Land = (ctx: Ctx, batch: Batch, rows: readonly KeyedRow[]) => Promise<Outcome[]>

/** Spellings of what the key already says; they may differ from file to file without the record differing. */
const IN_KEY = new Set(['uscc', 'idNumber', 'subjectCode', 'item'])

const partOf = (value: Value | undefined): string => (typeof value === 'string' || typeof value === 'number' ? nameKey(String(value)) : '')

/**
 * Key and content hash of a row. The key is a hash too: document numbers may quote an ID number. The content hash is an HMAC,
 * because a plain one of a person's few fields could be guessed.
 */
export function keyRow(ctx: Ctx, layout: Layout, row: ValidRow): KeyedRow {
  const { sealer } = ctx.keys
  const who = row.kind === 'person' ? sealer.fingerprint(row.identifier, 'id-number') : row.identifier
  const parts = layout.key.map((part) => (part === 'subject' ? who : partOf(row.values[part])))
  const content = Object.entries(row.values).filter(([field]) => !IN_KEY.has(field)).sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    ...row,
    key: createHash('sha256').update(JSON.stringify(parts)).digest('base64url'),
    hash: sealer.fingerprint(JSON.stringify([row.kind, content]), 'content'),
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
