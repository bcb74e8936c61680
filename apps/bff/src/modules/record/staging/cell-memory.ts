import type { Column } from '../layout/layout'
import { type CellContext, parseCell, type Value } from '../validate/parse-cell'

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

/**
 * What the cells of one layout say, remembered by column and bytes: offices, kinds, reasons, days and firms repeat thousands of
 * times, and a cell's meaning depends on nothing but its column, its text and the day of the import. A cell is known by a
 * number; what it says lies in arrays under that number, its JSON as bytes, so that a known cell costs no object and no string.
 */
export interface CellMemory {
  /** Where the JSON of the value lies in `bytes`; as COPY's text format wants it; and, for columns of the key, its part of the key. */
  jsonFrom: Int32Array
  jsonTo: Int32Array
  copyFrom: Int32Array
  copyTo: Int32Array
  partFrom: Int32Array
  partTo: Int32Array
  bytes: Buffer
  /** `undefined`: the cell says nothing. */
  values: (Value | undefined)[]
  /** 1: the cell is wrong, or too long for the memory; the whole row is then read the long way. */
  isBad: Uint8Array
  /** 1: the value is a text whose JSON is the text in quotes. */
  isPlain: Uint8Array
  /** Whatever the reader of the rows wants to keep with a remembered cell. */
  notes: unknown[]
  /** Numbers from here on are of this row only. */
  firstPassing: number
  /** The number of a cell: `column` is its place in the layout. */
  find(column: number, source: Buffer, from: number, to: number): number
  /** The number of a column's default, which is never forgotten; -1 when it has none. */
  defaults: Int32Array
  /** Before each row: makes room. What was found before is forgotten when the memory is full. */
  beginRow(): void
}

export function cellMemory(columns: readonly Column[], context: CellContext, isPart: (column: Column) => boolean, partOf: (value: Value) => string): CellMemory {
  const size = MOST_CELLS + columns.length
  const ints = () => new Int32Array(size)
  const [jsonFrom, jsonTo, copyFrom, copyTo, partFrom, partTo, hashes, keyFrom, keyTo] = [ints(), ints(), ints(), ints(), ints(), ints(), ints(), ints(), ints()]
  const bytes = Buffer.allocUnsafeSlow(MOST_BYTES + ROW_BYTES)
  const slots = new Int32Array(SLOTS)
  const isBad = new Uint8Array(size)
  const isPlain = new Uint8Array(size)
  const values: (Value | undefined)[] = []
  const notes: unknown[] = []
  const hits = new Int32Array(columns.length)
  const misses = new Int32Array(columns.length)
  const isSeldom = new Uint8Array(columns.length)
  const parts = columns.map(isPart)
  const defaults = new Int32Array(columns.length).fill(-1)
  // 0 marks an empty slot.
  let count = 1
  let used = 0
  let passing = MOST_BYTES

  /** Writes a text at `at`; answers the end, or -1 when it does not fit before `limit`. */
  const write = (text: string, at: number, limit: number): number => (at + text.length * 3 > limit ? -1 : at + bytes.write(text, at))

  /** Fills number `n` with a value; answers the first byte behind it, or -1. */
  function fill(n: number, column: number, value: Value | undefined, at: number, limit: number): number {
    values[n] = value
    notes[n] = undefined
    isBad[n] = 0
    isPlain[n] = 0
    let end = at
    if (value !== undefined) {
      const json = JSON.stringify(value)
      const isEscaped = json.includes('\\')
      isPlain[n] = typeof value === 'string' && !isEscaped ? 1 : 0
      end = write(json, at, limit)
      if (end < 0) return -1
      jsonFrom[n] = copyFrom[n] = at
      jsonTo[n] = copyTo[n] = end
      if (isEscaped) {
        copyFrom[n] = end
        end = write(json.replaceAll('\\', '\\\\'), end, limit)
        if (end < 0) return -1
        copyTo[n] = end
      }
      if (parts[column]) {
        partFrom[n] = end
        end = write(JSON.stringify(partOf(value)), end, limit)
        if (end < 0) return -1
        partTo[n] = end
      }
    }
    return end
  }

  function read(n: number, column: number, text: string, at: number, limit: number): number {
    const of = columns[column]
    const parsed = of ? parseCell(of, text, context) : undefined
    const end = parsed?.ok ? fill(n, column, parsed.value ?? undefined, at, limit) : -1
    if (end >= 0) return end
    values[n] = undefined
    notes[n] = undefined
    isBad[n] = 1
    return at
  }

  for (const [i, column] of columns.entries()) {
    if (column.default === undefined) continue
    used = fill(count, i, column.default, used, MOST_BYTES)
    defaults[i] = count
    count += 1
  }
  const [firstCell, firstByte] = [count, used]

  function passingCell(column: number, text: string): number {
    const n = MOST_CELLS + column
    passing = read(n, column, text, passing, MOST_BYTES + ROW_BYTES)
    return n
  }

  return {
    jsonFrom, jsonTo, copyFrom, copyTo, partFrom, partTo, bytes, values, isBad, isPlain, notes, defaults,
    firstPassing: MOST_CELLS,
    find(column, source, from, to) {
      let hash = Math.imul(column + 1, 0x9e3779b1)
      let any = 0
      for (let i = from; i < to; i += 1) {
        const byte = source[i] as number
        any |= byte
        hash = Math.imul(hash ^ byte, 0x01000193)
      }
      hash ^= hash >>> 15
      const encoding = any < 128 ? 'latin1' : 'utf8'
      if (isSeldom[column] === 1 || to - from > LONGEST) return passingCell(column, source.toString(encoding, from, to))
      const length = to - from
      let slot = hash & (SLOTS - 1)
      for (let n = slots[slot] as number; n !== 0; n = slots[slot] as number) {
        if (hashes[n] === hash) {
          const key = keyFrom[n] as number
          if ((keyTo[n] as number) - key === length + 1 && bytes[key] === column) {
            let i = 0
            while (i < length && bytes[key + 1 + i] === source[from + i]) i += 1
            if (i === length) {
              hits[column] = (hits[column] as number) + 1
              return n
            }
          }
        }
        slot = (slot + 1) & (SLOTS - 1)
      }
      const missed = (misses[column] = (misses[column] as number) + 1)
      if (missed === TRIAL && (hits[column] as number) * SELDOM < missed) isSeldom[column] = 1
      const n = count
      // `beginRow` keeps room for every column's next cell.
      count += 1
      keyFrom[n] = used
      bytes[used] = column
      source.copy(bytes, used + 1, from, to)
      used += 1 + length
      keyTo[n] = used
      hashes[n] = hash
      used = read(n, column, source.toString(encoding, from, to), used, MOST_BYTES)
      slots[slot] = n
      return n
    },
    beginRow() {
      passing = MOST_BYTES
      if (count + columns.length < MOST_CELLS && used + columns.length * LONGEST * 2 < MOST_BYTES) return
      count = firstCell
      used = firstByte
      slots.fill(0)
      hits.fill(0)
      misses.fill(0)
    },
  }
}
