/** Bytes by what a clean-up may do where they begin a character. */
const SPACE = 0x20
const DOT = 0x2e
const [PLAIN, CHINESE, MARK, BLANK, OTHER] = [0, 1, 2, 3, 4]
const CLASSES = new Uint8Array(256).fill(PLAIN, SPACE + 1, 0x7f).fill(OTHER, 0, SPACE).fill(OTHER, 0x7f)
CLASSES[SPACE] = BLANK
// A quote, a backslash, a back-tick.
for (const byte of [0x22, 0x5c, 0x60]) CLASSES[byte] = OTHER
/** U+3000 … U+9FFF: Chinese characters and their punctuation. */
for (let byte = 0xe3; byte <= 0xe9; byte += 1) CLASSES[byte] = CHINESE
for (const byte of [0xc2, 0xe2, 0xef]) CLASSES[byte] = MARK
/** First and second byte of U+3000 … U+303F. */
const FIRST = 0xe3
const SYMBOLS = 0x80
/** Third bytes in that block: the ideographic space, the full stop, and brackets as `nameKey` unifies them. */
const IDEOGRAPHIC_SPACE = 0x80
const FULL_STOP = 0x82
const OPENING: ReadonlySet<number> = new Set([0x88, 0x8a, 0x90, 0x94])
const CLOSING: ReadonlySet<number> = new Set([0x89, 0x8b, 0x91, 0x95])
/** Third bytes of ！（），：；？ behind EF BC. */
const FULL_WIDTH_MARKS = new Uint8Array(256)
for (const byte of [0x81, 0x88, 0x89, 0x8c, 0x9a, 0x9b, 0x9f]) FULL_WIDTH_MARKS[byte] = 1
/** Third bytes of —“”… behind E2 80. */
const GENERAL_MARKS = new Uint8Array(256)
for (const byte of [0x94, 0x9c, 0x9d, 0xa6]) GENERAL_MARKS[byte] = 1
/** Shorter texts without a Chinese character may be one of the words for “nothing”. */
const WORD_CHARACTERS = 4

/** What clean-ups a text must survive: a name's, or also those of a key, are more than a text's. */
export type Strictness = 'text' | 'name' | 'key'

/** How many bytes of a mark stand at `i` that clean-ups leave alone where no key is made of the text; 0 for any other. */
function markBytes(bytes: Uint8Array, i: number): number {
  const byte = bytes[i]
  const second = bytes[i + 1] as number
  if (byte === 0xc2) return second === 0xb7 ? 2 : 0
  const third = bytes[i + 2] as number
  return (byte === 0xef ? second === 0xbc && FULL_WIDTH_MARKS[third] === 1 : second === 0x80 && GENERAL_MARKS[third] === 1) ? 3 : 0
}

/**
 * Copies a text that every clean-up leaves as it is and JSON does not escape: Chinese, ASCII and common marks, no space but single
 * ones between words, nothing invisible, of a name no full stop at its end. Answers how many characters it has; -1 for every
 * other text, whatever was copied of it.
 */
export function copyPlain(target: Uint8Array, at: number, bytes: Uint8Array, from: number, to: number, strictness: Strictness): number {
  const isKey = strictness === 'key'
  let characters = 0
  let chinese = 0
  let end = at
  for (let i = from; i < to; characters += 1) {
    const byte = bytes[i] as number
    const kind = CLASSES[byte] as number
    if (kind === CHINESE) {
      const second = bytes[i + 1] as number
      const third = bytes[i + 2] as number
      if (byte === FIRST && second === SYMBOLS && third === IDEOGRAPHIC_SPACE) return -1
      target[end] = byte
      target[end + 1] = second
      target[end + 2] = third
      end += 3
      i += 3
      chinese += 1
    } else if (kind === PLAIN) {
      target[end] = byte
      end += 1
      i += 1
    } else {
      if (kind === OTHER || isKey) return -1
      const length = kind === BLANK ? (i > from && i < to - 1 && bytes[i - 1] !== SPACE ? 1 : 0) : markBytes(bytes, i)
      if (length === 0) return -1
      for (const stop = i + length; i < stop; i += 1, end += 1) target[end] = bytes[i] as number
    }
  }
  if (chinese === 0 && characters <= WORD_CHARACTERS) return -1
  if (strictness === 'text') return characters
  if (bytes[to - 1] === DOT || (bytes[to - 3] === FIRST && bytes[to - 2] === SYMBOLS && bytes[to - 1] === FULL_STOP)) return -1
  return characters
}

/** Writes the `nameKey` of a text that was found plain as a key; answers the end. It is never longer than the text. */
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
