import type { Ctx } from '../../../context'
import type { Layout } from '../layout/layout'
import type { Values } from '../validate/parse-cell'
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

export const textOf = (values: Values, field: string): string | null => {
  const value = values[field]
  return typeof value === 'string' ? value : null
}

export const numberOf = (values: Values, field: string): number | null => {
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
