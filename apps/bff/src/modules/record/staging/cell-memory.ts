import { type Day, isPlainUscc } from '@xinhui/rules'
import type { Column } from '../layout/layout'
import { type CellContext, LONG_TERM, parseCell, type Value } from '../validate/parse-cell'
import { plainDay, writeDay } from './plain-day'
import { copyPlain, type Strictness, writePlainKey } from './plain-text'

/** How many cells are remembered, and how many bytes of what they say; beyond either, the memory starts anew. */
const MOST_CELLS = 200_000
const SLOTS = 2 ** 19
const MOST_BYTES = 24 * 2 ** 20
/** Room for the cells of one row that are not worth remembering. */
const ROW_BYTES = 2 ** 18
const LONGEST = 1024
/** A column that seldom repeats itself (remarks) is not worth remembering, once so many cells have shown it. */
const TRIAL = 16_000
const SELDOM = 16
/** So many other cells may stand where a cell is looked for, before it is taken as one not worth remembering. */
const MOST_STEPS = 16
/** So many bytes of a cell, evenly spread, choose where it is looked for; all of them say whether it is found. */
const SAMPLED = 24
const QUOTE = 34
const USCC_BYTES = 18
const NO_LATEST = 99_991_231

const dayNumber = (day: Day): number => Number(day.replaceAll('-', ''))

/** What is known of a cell in `spans`, six numbers a cell: where in `bytes` its parts begin and end. */
export const STRIDE = 6
const HASH = 0
const KEY_FROM = 1
/** The JSON of the value. */
export const JSON_FROM = 2
export const JSON_TO = 3
/** Its part of the key, for columns of the key. */
export const PART_FROM = 4
export const PART_TO = 5

/**
 * What the cells of one layout say. Texts, codes and days that little has to be done to are found so while they are copied; that costs
 * less than looking them up would. Cells of every other kind (amounts, coded values, ID numbers) are remembered by column
 * and bytes: they repeat thousands of times, and their meaning depends on nothing but their column, their text and the day of
 * the import. A cell is known by a number; what it says lies in arrays under that number, its JSON as bytes, so that most cost no
 * object and no string.
 */
export interface CellMemory {
  spans: Int32Array
  bytes: Uint8Array
  /** 0: the cell says nothing. */
  isFilled: Uint8Array
  /** 1: the cell is wrong, too long for the memory, or neither text nor number; the whole row is then read the long way. */
  isBad: Uint8Array
  /** 1: the value is a text whose JSON is the text in quotes. */
  isPlain: Uint8Array
  /** The value of a filled cell, made when it is asked for. */
  valueOf(n: number): string | number | undefined
  /** Whatever the reader of the rows wants to keep with a remembered cell. */
  notes: unknown[]
  /** The number of a cell: `column` is its place in the layout. */
  find(column: number, source: Uint8Array, from: number, to: number): number
  /** The number of a column's default, which is never forgotten; -1 when it has none. */
  defaults: Int32Array
  /** Before each row: makes room. What was found before is forgotten when the memory is full. */
  beginRow(): void
}

export function cellMemory(columns: readonly Column[], context: CellContext, isPart: (column: Column) => boolean, partOf: (value: Value) => string): CellMemory {
  const size = MOST_CELLS + columns.length
  const spans = new Int32Array(size * STRIDE)
  const buffer = Buffer.allocUnsafeSlow(MOST_BYTES + ROW_BYTES)
  // Single bytes of a plain array are cheaper to reach than those of a Buffer.
  const bytes = new Uint8Array(buffer.buffer)
  const slots = new Int32Array(SLOTS)
  const isFilled = new Uint8Array(size)
  const isBad = new Uint8Array(size)
  const isPlain = new Uint8Array(size)
  /** `undefined`: not made of the bytes yet. */
  const values: (string | number | undefined)[] = Array.from({ length: size }, () => undefined)
  const notes: unknown[] = Array.from({ length: size }, () => undefined)
  const hits = new Int32Array(columns.length)
  const misses = new Int32Array(columns.length)
  const isSeldom = new Uint8Array(columns.length)
  const parts = columns.map(isPart)
  const strictness = columns.map((c, i): Strictness | null => (c.type !== 'text' && c.type !== 'name' ? null : parts[i] ? 'key' : c.type))
  const latest = columns.map((c, i) => (parts[i] ? 0 : c.type === 'day' ? NO_LATEST : c.type === 'past-day' ? dayNumber(context.today) : c.type === 'end-day' ? dayNumber(LONG_TERM) : 0))
  const isCode = columns.map((c, i) => c.type === 'uscc' && !parts[i])
  const longest = columns.map((c) => c.maxLength ?? Infinity)
  const defaults = new Int32Array(columns.length).fill(-1)
  // 0 marks an empty slot.
  let count = 1
  let used = 0
  let passing = MOST_BYTES

  /** Writes a text at `at`; answers the end, or -1 when it does not fit before `limit`. */
  const write = (text: string, at: number, limit: number): number => (at + text.length * 3 > limit ? -1 : at + buffer.write(text, at))

  function mark(n: number, filled: 0 | 1, bad: 0 | 1, plain: 0 | 1): void {
    isFilled[n] = filled
    isBad[n] = bad
    isPlain[n] = plain
    values[n] = undefined
    notes[n] = undefined
  }

  /** Fills number `n` with a value; answers the first byte behind it, or -1. */
  function fill(n: number, column: number, value: Value | undefined, at: number, limit: number): number {
    const span = n * STRIDE
    mark(n, 0, 0, 0)
    spans.fill(at, span + JSON_FROM, span + STRIDE)
    if (value === undefined) return at
    if (typeof value === 'object') return -1
    const json = JSON.stringify(value)
    mark(n, 1, 0, typeof value === 'string' && !json.includes('\\') ? 1 : 0)
    values[n] = value
    let end = write(json, at, limit)
    if (end < 0) return -1
    spans[span + JSON_TO] = end
    if (parts[column]) {
      spans[span + PART_FROM] = end
      end = write(JSON.stringify(partOf(value)), end, limit)
      if (end < 0) return -1
      spans[span + PART_TO] = end
    }
    return end
  }

  /** As `fill`, for what stands in the file as it is stored; its value is made when it is asked for. */
  function fillCopied(n: number, at: number, end: number): void {
    const span = n * STRIDE
    mark(n, 1, 0, 1)
    bytes[at] = QUOTE
    bytes[end - 1] = QUOTE
    spans[span + JSON_FROM] = at
    spans[span + JSON_TO] = end
  }

  /** The number of a text or a code that nothing has to be done to; -1 for every other cell. */
  function copied(column: number, source: Uint8Array, from: number, to: number): number {
    const at = passing
    const end = at + to - from + 2
    if (end + to - from + 4 > MOST_BYTES + ROW_BYTES) return -1
    const n = MOST_CELLS + column
    if (isCode[column]) {
      if (to - from !== USCC_BYTES || !isPlainUscc(source, from)) return -1
      for (let i = 0; i < USCC_BYTES; i += 1) bytes[at + 1 + i] = source[from + i] as number
      fillCopied(n, at, end)
      passing = end
      return n
    }
    const last = latest[column] as number
    if (last > 0) {
      const day = plainDay(source, from, to)
      if (day < 0 || day > last) return -1
      passing = writeDay(bytes, at + 1, day) + 1
      fillCopied(n, at, passing)
      return n
    }
    const strict = strictness[column]
    if (!strict) return -1
    const characters = copyPlain(bytes, at + 1, source, from, to, strict)
    if (characters < 0 || characters > (longest[column] as number)) return -1
    fillCopied(n, at, end)
    passing = end
    if (strict !== 'key') return n
    bytes[end] = QUOTE
    passing = writePlainKey(bytes, end + 1, source, from, to) + 1
    bytes[passing - 1] = QUOTE
    spans[n * STRIDE + PART_FROM] = end
    spans[n * STRIDE + PART_TO] = passing
    return n
  }

  function read(n: number, column: number, source: Uint8Array, from: number, to: number, at: number, limit: number): number {
    const of = columns[column]
    const parsed = of ? parseCell(of, Buffer.from(source.buffer, source.byteOffset + from, to - from).toString('utf8'), context) : undefined
    const end = parsed?.ok ? fill(n, column, parsed.value ?? undefined, at, limit) : -1
    if (end >= 0) return end
    mark(n, 0, 1, 0)
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

  function passingCell(column: number, source: Uint8Array, from: number, to: number): number {
    const n = MOST_CELLS + column
    passing = read(n, column, source, from, to, passing, MOST_BYTES + ROW_BYTES)
    return n
  }

  function remembered(column: number, source: Uint8Array, from: number, to: number): number {
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
    bytes.set(source.subarray(from, to), used + 1)
    used = read(n, column, source, from, to, used + 1 + length, MOST_BYTES)
    slots[slot] = n
    return n
  }

  return {
    spans, bytes, isFilled, isBad, isPlain, notes, defaults,
    valueOf(n) {
      if (isFilled[n] === 0) return undefined
      return (values[n] ??= buffer.toString('utf8', (spans[n * STRIDE + JSON_FROM] as number) + 1, (spans[n * STRIDE + JSON_TO] as number) - 1))
    },
    find(column, source, from, to) {
      const n = copied(column, source, from, to)
      return n < 0 ? remembered(column, source, from, to) : n
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
