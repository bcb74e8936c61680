import type { Column } from '../layout/layout'
import { type CellContext, parseCell, type Value } from '../validate/parse-cell'
import { plainLength, writePlainKey } from './plain-text'

/** How many cells are remembered, and how many bytes of what they say; beyond either, the memory starts anew. */
const MOST_CELLS = 200_000
const SLOTS = 2 ** 19
const MOST_BYTES = 24 * 2 ** 20
/** Room for the cells of one row that are not worth remembering. */
const ROW_BYTES = 2 ** 18
const LONGEST = 1024
/** A column that seldom repeats itself (document numbers) is not worth remembering, once so many cells have shown it. */
const TRIAL = 16_000
const SELDOM = 16
/** So many other cells may stand where a cell is looked for, before it is taken as one not worth remembering. */
const MOST_STEPS = 16
/** So many bytes of a cell, evenly spread, choose where it is looked for; all of them say whether it is found. */
const SAMPLED = 24
/** Shorter texts may be one of the words for “nothing”. */
const WORD_CHARACTERS = 4
const QUOTE = 34

/** What is known of a cell in `spans`, eight numbers a cell: where in `bytes` its parts begin and end. */
export const STRIDE = 8
const HASH = 0
const KEY_FROM = 1
/** The JSON of the value. */
export const JSON_FROM = 2
export const JSON_TO = 3
/** The same as COPY's text format wants it. */
export const COPY_FROM = 4
export const COPY_TO = 5
/** Its part of the key, for columns of the key. */
export const PART_FROM = 6
export const PART_TO = 7

/**
 * What the cells of one layout say, remembered by column and bytes: offices, kinds, reasons, days and firms repeat thousands of
 * times, and a cell's meaning depends on nothing but its column, its text and the day of the import. A cell is known by a
 * number; what it says lies in arrays under that number, its JSON as bytes, so that a known cell costs no object and no string.
 */
export interface CellMemory {
  spans: Int32Array
  bytes: Buffer
  /** `undefined`: the cell says nothing. */
  values: (Value | undefined)[]
  /** 1: the cell is wrong, or too long for the memory; the whole row is then read the long way. */
  isBad: Uint8Array
  /** 1: the value is a text whose JSON is the text in quotes. */
  isPlain: Uint8Array
  /** Whatever the reader of the rows wants to keep with a remembered cell. */
  notes: unknown[]
  /** The number of a cell: `column` is its place in the layout. */
  find(column: number, source: Buffer, from: number, to: number): number
  /** The number of a column's default, which is never forgotten; -1 when it has none. */
  defaults: Int32Array
  /** Before each row: makes room. What was found before is forgotten when the memory is full. */
  beginRow(): void
}

const isTextual = (column: Column): boolean => column.type === 'text' || column.type === 'name'

export function cellMemory(columns: readonly Column[], context: CellContext, isPart: (column: Column) => boolean, partOf: (value: Value) => string): CellMemory {
  const size = MOST_CELLS + columns.length
  const spans = new Int32Array(size * STRIDE)
  const bytes = Buffer.allocUnsafeSlow(MOST_BYTES + ROW_BYTES)
  const slots = new Int32Array(SLOTS)
  const isBad = new Uint8Array(size)
  const isPlain = new Uint8Array(size)
  const values: (Value | undefined)[] = Array.from({ length: size }, () => undefined)
  const notes: unknown[] = Array.from({ length: size }, () => undefined)
  const hits = new Int32Array(columns.length)
  const misses = new Int32Array(columns.length)
  const isSeldom = new Uint8Array(columns.length)
  const parts = columns.map(isPart)
  const textual = columns.map(isTextual)
  const longest = columns.map((c) => c.maxLength ?? Infinity)
  const defaults = new Int32Array(columns.length).fill(-1)
  // 0 marks an empty slot.
  let count = 1
  let used = 0
  let passing = MOST_BYTES

  /** Writes a text at `at`; answers the end, or -1 when it does not fit before `limit`. */
  const write = (text: string, at: number, limit: number): number => (at + text.length * 3 > limit ? -1 : at + bytes.write(text, at))

  /** Fills number `n` with a value; answers the first byte behind it, or -1. */
  function fill(n: number, column: number, value: Value | undefined, at: number, limit: number): number {
    const span = n * STRIDE
    values[n] = value
    notes[n] = undefined
    isBad[n] = 0
    isPlain[n] = 0
    spans.fill(at, span + JSON_FROM, span + STRIDE)
    if (value === undefined) return at
    const json = JSON.stringify(value)
    const isEscaped = json.includes('\\')
    isPlain[n] = typeof value === 'string' && !isEscaped ? 1 : 0
    let end = write(json, at, limit)
    if (end < 0) return -1
    spans[span + JSON_TO] = spans[span + COPY_TO] = end
    if (isEscaped) {
      spans[span + COPY_FROM] = end
      end = write(json.replaceAll('\\', '\\\\'), end, limit)
      if (end < 0) return -1
      spans[span + COPY_TO] = end
    }
    if (parts[column]) {
      spans[span + PART_FROM] = end
      end = write(JSON.stringify(partOf(value)), end, limit)
      if (end < 0) return -1
      spans[span + PART_TO] = end
    }
    return end
  }

  /** As `fill`, for a text nothing has to be done to; -1 for every other. */
  function fillPlain(n: number, column: number, source: Buffer, from: number, to: number, at: number, limit: number): number {
    if (at + 2 * (to - from) + 4 > limit) return -1
    const characters = plainLength(source, from, to)
    if (characters <= WORD_CHARACTERS || characters > (longest[column] ?? Infinity)) return -1
    const span = n * STRIDE
    values[n] = source.toString('utf8', from, to)
    notes[n] = undefined
    isBad[n] = 0
    isPlain[n] = 1
    bytes[at] = QUOTE
    let end = at + 1 + source.copy(bytes, at + 1, from, to)
    bytes[end] = QUOTE
    end += 1
    spans[span + JSON_FROM] = spans[span + COPY_FROM] = at
    spans[span + JSON_TO] = spans[span + COPY_TO] = end
    if (!parts[column]) return end
    spans[span + PART_FROM] = end
    bytes[end] = QUOTE
    end = writePlainKey(bytes, end + 1, source, from, to)
    bytes[end] = QUOTE
    spans[span + PART_TO] = end + 1
    return end + 1
  }

  function read(n: number, column: number, source: Buffer, from: number, to: number, at: number, limit: number): number {
    if (textual[column]) {
      const end = fillPlain(n, column, source, from, to, at, limit)
      if (end >= 0) return end
    }
    const of = columns[column]
    const parsed = of ? parseCell(of, source.toString('utf8', from, to), context) : undefined
    const end = parsed?.ok ? fill(n, column, parsed.value ?? undefined, at, limit) : -1
    if (end >= 0) return end
    values[n] = undefined
    notes[n] = undefined
    isBad[n] = 1
    spans.fill(at, n * STRIDE + JSON_FROM, n * STRIDE + STRIDE)
    return at
  }

  for (const [i, column] of columns.entries()) {
    if (column.default === undefined) continue
    used = fill(count, i, column.default, used, MOST_BYTES)
    defaults[i] = count
    count += 1
  }
  const [firstCell, firstByte] = [count, used]

  function passingCell(column: number, source: Buffer, from: number, to: number): number {
    const n = MOST_CELLS + column
    passing = read(n, column, source, from, to, passing, MOST_BYTES + ROW_BYTES)
    return n
  }

  return {
    spans, bytes, values, isBad, isPlain, notes, defaults,
    find(column, source, from, to) {
      const length = to - from
      if (isSeldom[column] === 1 || length > LONGEST) return passingCell(column, source, from, to)
      const step = length <= SAMPLED ? 1 : Math.floor(length / SAMPLED) + 1
      let hash = Math.imul((column << 10) + length, 0x9e3779b1)
      for (let i = to - 1; i >= from; i -= step) hash = Math.imul(hash ^ (source[i] as number), 0x01000193)
      hash ^= hash >>> 15
      let slot = hash & (SLOTS - 1)
      let steps = 0
      for (let n = slots[slot] as number; n !== 0; n = slots[slot] as number) {
        const span = n * STRIDE
        if (spans[span + HASH] === hash) {
          const key = spans[span + KEY_FROM] as number
          if ((spans[span + JSON_FROM] as number) - key === length + 1 && bytes[key] === column) {
            let i = 0
            while (i < length && bytes[key + 1 + i] === source[from + i]) i += 1
            if (i === length) {
              hits[column] = (hits[column] as number) + 1
              return n
            }
          }
        }
        steps += 1
        if (steps === MOST_STEPS) return passingCell(column, source, from, to)
        slot = (slot + 1) & (SLOTS - 1)
      }
      const missed = (misses[column] as number) + 1
      misses[column] = missed
      if (missed === TRIAL && (hits[column] as number) * SELDOM < missed) isSeldom[column] = 1
      // `beginRow` keeps room for every column's next cell.
      const n = count
      count += 1
      spans[n * STRIDE + HASH] = hash
      spans[n * STRIDE + KEY_FROM] = used
      bytes[used] = column
      source.copy(bytes, used + 1, from, to)
      used = read(n, column, source, from, to, used + 1 + length, MOST_BYTES)
      slots[slot] = n
      return n
    },
    beginRow() {
      passing = MOST_BYTES
      if (count + columns.length < MOST_CELLS && used + columns.length * LONGEST * 4 < MOST_BYTES) return
      count = firstCell
      used = firstByte
      slots.fill(0)
      hits.fill(0)
      misses.fill(0)
    },
  }
}
