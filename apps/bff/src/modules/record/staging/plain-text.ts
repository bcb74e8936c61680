/** Bytes that other rules than copying apply to: a space, quotes, a backslash, a back-tick, delete. */
const SPACE = 0x20
const DOT = 0x2e
const SPECIAL = new Uint8Array(128)
for (const byte of [0x22, 0x5c, 0x60, 0x7f]) SPECIAL[byte] = 1
for (let byte = 0; byte <= SPACE; byte += 1) SPECIAL[byte] = 1
/** First bytes of U+3000 … U+9FFF: Chinese characters and their punctuation. */
const [FIRST, LAST] = [0xe3, 0xe9]
/** Second byte of U+3000 … U+303F. */
const SYMBOLS = 0x80
/** Third bytes in that block: the ideographic space, the full stop, and brackets as `nameKey` unifies them. */
const IDEOGRAPHIC_SPACE = 0x80
const FULL_STOP = 0x82
const OPENING: ReadonlySet<number> = new Set([0x88, 0x8a, 0x90, 0x94])
const CLOSING: ReadonlySet<number> = new Set([0x89, 0x8b, 0x91, 0x95])

/**
 * How many characters a text has that every clean-up leaves as it is: Chinese and ASCII, no space, nothing invisible, nothing
 * JSON would escape, no full stop at its end. -1 for every other text.
 */
export function plainLength(bytes: Uint8Array, from: number, to: number): number {
  let characters = 0
  for (let i = from; i < to; characters += 1) {
    const byte = bytes[i] as number
    if (byte < 0x80) {
      if (SPECIAL[byte] === 1) return -1
      i += 1
    } else {
      if (byte < FIRST || byte > LAST) return -1
      if (byte === FIRST && bytes[i + 1] === SYMBOLS && bytes[i + 2] === IDEOGRAPHIC_SPACE) return -1
      i += 3
    }
  }
  if (bytes[to - 1] === DOT || (bytes[to - 3] === FIRST && bytes[to - 2] === SYMBOLS && bytes[to - 1] === FULL_STOP)) return -1
  return characters
}

/** Writes the `nameKey` of a text that `plainLength` found plain; answers the end. It is never longer than the text. */
export function writePlainKey(target: Uint8Array, at: number, bytes: Uint8Array, from: number, to: number): number {
  let end = at
  for (let i = from; i < to; ) {
    const byte = bytes[i] as number
    if (byte < 0x80) {
      target[end] = byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte === 0x5b || byte === 0x7b ? 0x28 : byte === 0x5d || byte === 0x7d ? 0x29 : byte
      end += 1
      i += 1
      continue
    }
    const second = bytes[i + 1] as number
    const third = bytes[i + 2] as number
    if (byte === FIRST && second === SYMBOLS && (OPENING.has(third) || CLOSING.has(third))) {
      target[end] = OPENING.has(third) ? 0x28 : 0x29
      end += 1
    } else if (byte === FIRST && second === 0x83 && third === 0xbb) {
      // The katakana middle dot becomes the common one.
      target[end] = 0xc2
      target[end + 1] = 0xb7
      end += 2
    } else {
      target[end] = byte
      target[end + 1] = second
      target[end + 2] = third
      end += 3
    }
    i += 3
  }
  return end
}
