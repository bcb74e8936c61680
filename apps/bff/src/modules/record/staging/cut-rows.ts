const LF = 10
const CR = 13
const QUOTE = 34

/** One row of CSV bytes by where its cells begin and end; quotes around a cell are outside. */
export interface CellSpans {
  /** How many cells it has; the arrays hold no more than `MOST_CELLS` of them. */
  count: number
  from: Int32Array
  to: Int32Array
  /** A cell has to be read character by character: a doubled quote in it, or text behind its closing quote. */
  isOdd: boolean
  /** The first byte of the next row. */
  next: number
}

/** More cells than a file may have columns. */
const MOST_CELLS = 512

export const cellSpans = (): CellSpans => ({ count: 0, from: new Int32Array(MOST_CELLS), to: new Int32Array(MOST_CELLS), isOdd: false, next: 0 })

/**
 * Finds the row that begins at `at` in UTF-8 (RFC 4180, as `csvSplitter` reads it). False when its end has not arrived; with
 * `isLast` that is so only when a quote never closes. All bytes that mean something are ASCII, which no other character of
 * UTF-8 contains.
 */
export function spanRow(bytes: Uint8Array, start: number, end: number, delimiter: number, isLast: boolean, spans: CellSpans): boolean {
  const { from, to } = spans
  const last = Math.max(delimiter, CR)
  let at = start
  let count = 0
  spans.isOdd = false
  for (;;) {
    let begin = at
    let close = -1
    if (at < end && bytes[at] === QUOTE) {
      at += 1
      begin = at
      for (;;) {
        while (at < end && bytes[at] !== QUOTE) at += 1
        if (at >= end || (at + 1 >= end && !isLast)) return false
        if (bytes[at + 1] !== QUOTE || at + 1 >= end) break
        spans.isOdd = true
        at += 2
      }
      close = at
      at += 1
    }
    const behind = at
    for (; at < end; at += 1) {
      const byte = bytes[at] as number
      // Nearly every byte is greater.
      if (byte > last) continue
      if (byte === delimiter || byte === LF || byte === CR) break
    }
    if (at >= end && !isLast) return false
    if (close >= 0 && at > behind) spans.isOdd = true
    if (count < MOST_CELLS) {
      from[count] = begin
      to[count] = close >= 0 ? close : at
    }
    count += 1
    if (at < end && bytes[at] === delimiter) {
      at += 1
      continue
    }
    if (at < end && bytes[at] === CR) {
      if (at + 1 >= end && !isLast) return false
      at += bytes[at + 1] === LF && at + 1 < end ? 2 : 1
    } else at += 1
    spans.count = count
    spans.next = Math.min(at, end)
    return true
  }
}
