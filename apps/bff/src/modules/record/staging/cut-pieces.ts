import { decode, explainCsv } from '../reader/read-csv'
import type { Source } from '../reader/open-source'
import { CsvError, MAX_ROW_CHARACTERS } from '../reader/split-csv'
import { cellSpans, spanRow } from './cut-rows'

/** Some whole rows of a CSV file, in UTF-8. */
export interface Piece {
  bytes: Uint8Array
  /** Number of the first row in the file; the first row is 1, blank rows count. */
  firstRow: number
  /** How much of the file was read when it was cut. */
  consumed: number
}

const LF = 10
const CR = 13
const QUOTE = 34
const BOM = Buffer.from('\ufeff')
const NO_BYTES = Buffer.alloc(0)

/** The bytes of a text file in UTF-8, without a mark. What is UTF-8 already was found to be so when it was received. */
async function* utf8(source: Source): AsyncGenerator<Buffer> {
  if (source.encoding !== 'UTF-8') {
    for await (const text of decode(source)) yield Buffer.from(text)
    return
  }
  let isFirst = true
  for await (const chunk of source.read() as AsyncIterable<Buffer>) {
    source.consumed += chunk.length
    yield isFirst && chunk.subarray(0, BOM.length).equals(BOM) ? chunk.subarray(BOM.length) : chunk
    isFirst = false
  }
}

/** Rows and their end in bytes without a quote and with no carriage return but before a line feed; undefined elsewhere. */
function countPlainRows(bytes: Buffer): { rows: number; end: number } | undefined {
  if (bytes.includes(QUOTE)) return undefined
  let rows = 0
  let end = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number
    if (byte > CR) continue
    if (byte === LF) {
      rows += 1
      end = at + 1
    } else if (byte === CR && bytes[at + 1] !== LF && at + 1 < bytes.length) return undefined
  }
  return { rows, end }
}

const charactersOf = (bytes: Buffer): number => bytes.toString('utf8').length

/** Cuts a CSV file into pieces of whole rows, from row `fromRow` on. @throws DomainError FILE_UNREADABLE */
export async function* cutPieces(source: Source, delimiter: string, fromRow: number): AsyncGenerator<Piece> {
  const separator = delimiter.charCodeAt(0)
  const spans = cellSpans()
  let row = 1
  let held: Buffer = NO_BYTES

  function cut(bytes: Buffer, isLast: boolean): Piece | undefined {
    const plain = row >= fromRow && !isLast ? countPlainRows(bytes) : undefined
    let start = 0
    let at = plain?.end ?? 0
    const firstRow = Math.max(row, fromRow)
    if (plain) row += plain.rows
    else {
      while (at < bytes.length && spanRow(bytes, at, bytes.length, separator, isLast, spans)) {
        at = spans.next
        row += 1
        if (row === fromRow) start = at
      }
      if (row < fromRow) start = at
    }
    held = bytes.subarray(at)
    if (isLast && held.length > 0) throw new CsvError('quote-not-closed', row - 1)
    if (held.length > MAX_ROW_CHARACTERS && charactersOf(held) > MAX_ROW_CHARACTERS) throw new CsvError('row-too-long', row - 1)
    return at > start ? { bytes: new Uint8Array(bytes.subarray(start, at)), firstRow, consumed: source.consumed } : undefined
  }

  try {
    for await (const chunk of utf8(source)) {
      const piece = cut(held.length === 0 ? chunk : Buffer.concat([held, chunk]), false)
      if (piece) yield piece
    }
    const piece = cut(held, true)
    if (piece) yield piece
  } catch (error) {
    throw explainCsv(error)
  }
}
