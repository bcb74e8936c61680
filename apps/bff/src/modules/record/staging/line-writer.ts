import { hash } from 'node:crypto'
import type { Sealer } from '../../../lib/seal'
import { SEAL } from '../../subject/seal-contexts'
import { SEAL_CONTENT } from '../landing/record-content'
import { LONG_TERM } from '../validate/parse-cell'
import { closeField, putDay, putInt16, putInt32, putNull, putNumber } from './binary-row'
import { type CellMemory, JSON_FROM, JSON_TO, PART_FROM, PART_TO, STRIDE } from './cell-memory'
import type { Identity } from './identity-memory'
import { writeRowId } from './row-id'
import type { ContentPart, RowRules } from './row-rules'

/** A buffer that grows, and how far it is written: the same bytes as a plain array, which is cheaper to reach, and as a Buffer, which reads and writes text. */
export interface Lines {
  bytes: Uint8Array
  text: Buffer
  end: number
}

const TAB = 9
const COMMA = 44
const QUOTE = 34
const [BRACKET_OPEN, BRACKET_CLOSE, BRACE_OPEN, BRACE_CLOSE] = [91, 93, 123, 125]
const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'))
const VALID = ascii('valid')
const VOID = ascii('void')
const KINDS = { organization: ascii('organization'), person: ascii('person') }
/** Columns of the stage. */
const FIELDS = 16
/** A hash in base64url. */
const HASH_BYTES = 43
const NO_END = ascii(JSON.stringify(LONG_TERM))
/** A native copy costs as much as so many bytes one by one. */
const FEW = 48
const FEW_CHARACTERS = 24
/** Id, hashes, days, fields' names, defaults and whatever else of a line does not grow with its cells. */
const FIXED_BYTES = 16_384
/** At most so many bytes of a line come of one of a row: its JSON, and the same sealed. */
const BYTES_PER_BYTE = 16
/** Longer closed fields do not repeat. */
const LONGEST_KEPT = 200

function put(target: Uint8Array, at: number, source: Uint8Array, from: number, to: number): number {
  if (to - from > FEW) target.set(source.subarray(from, to), at)
  else for (let i = from, j = at; i < to; i += 1, j += 1) target[j] = source[i] as number
  return at + to - from
}

function putAscii(target: Lines, at: number, text: string): number {
  const { length } = text
  if (length > FEW_CHARACTERS) return at + target.text.write(text, at, 'latin1')
  for (let i = 0; i < length; i += 1) target.bytes[at + i] = text.charCodeAt(i)
  return at + length
}
const putAsciiField = (target: Lines, at: number, text: string): number => closeField(target.bytes, at, putAscii(target, at + 4, text))
const putAll = (target: Uint8Array, at: number, source: Uint8Array): number => put(target, at, source, 0, source.length)

function isSame(one: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (one.length !== to - from) return false
  for (let i = 0; i < one.length; i += 1) if (one[i] !== bytes[from + i]) return false
  return true
}

export function newLines(size: number): Lines {
  const text = Buffer.allocUnsafeSlow(size)
  return { text, bytes: new Uint8Array(text.buffer), end: 0 }
}

export function makeRoom(lines: Lines, bytes: number): void {
  if (lines.bytes.length - lines.end >= bytes) return
  const larger = newLines(Math.max(lines.bytes.length * 2, lines.end + bytes))
  larger.bytes.set(lines.bytes.subarray(0, lines.end))
  lines.bytes = larger.bytes
  lines.text = larger.text
}

/** What a stage's lines need besides their cells. */
export interface LineKeys {
  sealer: Sealer
  /** Front of the ids: prefix and time. */
  idHead: string
  /** The subject's name is sent with its first row only. Not where the key leaves the subject out: that row might be taken out of the stage. */
  isOnce: boolean
}

/**
 * Writes rows that were judged right as `STAGE_COPY` takes them: byte for byte what `stageWriter` writes, put together from what is
 * known of the cells. False when a column's own text stands escaped: that row is written the long way.
 */
export function lineWriter(rules: RowRules, memory: CellMemory, keys: LineKeys): (lines: Lines, row: number, slots: Int32Array, who: Identity, rowBytes: number) => boolean {
  const { at, content, key } = rules
  const { bytes, isPlain, spans } = memory
  const { sealer } = keys
  const fingerprint = sealer.fingerprinter('content')
  const idHead = ascii(keys.idHead)
  const scratch = newLines(65_536)
  fingerprint.begin(scratch.text)

  const slotOf = (slots: Int32Array, column: number): number => (column < 0 ? 0 : (slots[column] as number))
  /** A text without its quotes; nothing for none. */
  const putText = (target: Uint8Array, end: number, n: number): number => (n === 0 ? end : put(target, end, bytes, (spans[n * STRIDE + JSON_FROM] as number) + 1, (spans[n * STRIDE + JSON_TO] as number) - 1))
  const putTextField = (target: Uint8Array, at: number, n: number): number => (n === 0 ? putNull(target, at) : closeField(target, at, putText(target, at + 4, n)))
  const putDayField = (target: Uint8Array, at: number, n: number): number => (n === 0 ? putNull(target, at) : putDay(target, at, bytes, (spans[n * STRIDE + JSON_FROM] as number) + 1))

  function complete(who: Identity): void {
    if (who.who !== '' || who.identifier === null) return
    who.who = who.kind === 'person' ? sealer.fingerprint(who.identifier, 'id-number') : who.identifier
    if (who.kind === 'person') who.blind = sealer.blind(who.identifier, 'id-number')
  }

  function keyOf(slots: Int32Array, who: Identity): string {
    const target = scratch.bytes
    const start = fingerprint.headBytes
    let end = start
    target[end++] = BRACKET_OPEN
    for (let i = 0; i < key.length; i += 1) {
      if (i > 0) target[end++] = COMMA
      const column = key[i] as number
      if (column < 0) {
        target[end++] = QUOTE
        end = putAscii(scratch, end, who.who)
        target[end++] = QUOTE
        continue
      }
      const n = slots[column] as number
      if (n !== 0) end = put(target, end, bytes, spans[n * STRIDE + PART_FROM] as number, spans[n * STRIDE + PART_TO] as number)
      else {
        target[end++] = QUOTE
        target[end++] = QUOTE
      }
    }
    target[end++] = BRACKET_CLOSE
    return hash('sha256', scratch.text.subarray(start, end), 'base64url')
  }

  /** The fields of the content that stand in the open, or those that do not. */
  function putContent(target: Uint8Array, from: number, slots: Int32Array, who: Identity, isOpen: boolean): number {
    const of = content[who.kind]
    const parts = isOpen ? of.open : of.closed
    let end = from
    for (let i = 0; i < parts.length; i += 1) {
      const part = parts[i] as ContentPart
      const n = slots[part.column] as number
      if (n === 0 || (part.isSubjectKind && memory.valueOf(n) === who.kind)) continue
      end = put(target, end, part.head, 0, part.head.length)
      end = put(target, end, bytes, spans[n * STRIDE + JSON_FROM] as number, spans[n * STRIDE + JSON_TO] as number)
    }
    if (end === from) target[end++] = BRACE_OPEN
    // The first field's comma.
    else target[from] = BRACE_OPEN
    target[end++] = BRACE_CLOSE
    return end
  }

  /** Within one subject's records the same closed fields (a firm's representative) share a ciphertext: that they belong together is known already. */
  function sealedOf(who: Identity, start: number, end: number): string | null {
    if (end === start + 2) return null
    const { closed } = who
    if (closed !== null && isSame(closed, scratch.bytes, start, end)) return who.closedSealed
    const sealed = sealer.seal(scratch.text.toString('utf8', start, end), SEAL_CONTENT)
    if (end - start <= LONGEST_KEPT) {
      who.closed = scratch.bytes.slice(start, end)
      who.closedSealed = sealed
    }
    return sealed
  }

  function putMention(target: Lines, from: number, name: number, who: Identity): number {
    const { bytes: out } = target
    if (keys.isOnce && who.isMentioned) return putNull(out, putNull(out, putNull(out, from)))
    who.isMentioned = true
    const number = who.identifier ?? ''
    if (who.kind === 'organization') return putNull(out, putNull(out, closeField(out, from, putText(out, from + 4, name))))
    const named = name === 0 ? '' : memory.valueOf(name)
    let end = putAsciiField(target, from, sealer.seal(typeof named === 'string' ? named : '', SEAL.name))
    end = putAsciiField(target, end, sealer.seal(number, SEAL.idNumber))
    return putAsciiField(target, end, `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`)
  }

  return (lines, row, slots, who, rowBytes) => {
    const name = slotOf(slots, at.subjectName)
    const office = slotOf(slots, at.office) || slotOf(slots, at.authority)
    const officeUscc = slotOf(slots, at.officeUscc) || slotOf(slots, at.authorityUscc)
    const decidedOn = slotOf(slots, at.decidedOn)
    const given = slotOf(slots, at.endsOn)
    const endsOn = given !== 0 && isSame(NO_END, bytes, spans[given * STRIDE + JSON_FROM] as number, spans[given * STRIDE + JSON_TO] as number) ? 0 : given
    if (office === 0 || decidedOn === 0 || isPlain[office] === 0 || isPlain[decidedOn] === 0) return false
    if ((name !== 0 && isPlain[name] === 0) || (officeUscc !== 0 && isPlain[officeUscc] === 0) || (endsOn !== 0 && isPlain[endsOn] === 0)) return false
    const room = FIXED_BYTES + BYTES_PER_BYTE * rowBytes
    makeRoom(lines, room)
    if (scratch.bytes.length < room) {
      makeRoom(scratch, room)
      fingerprint.begin(scratch.text)
    }
    complete(who)
    const kind = KINDS[who.kind]
    const statusAt = slotOf(slots, at.status)
    const status = statusAt !== 0 && memory.valueOf(statusAt) === 'void' ? VOID : VALID

    // What of the row may change, as `recordText` writes it.
    const hashedText = scratch.bytes
    let stop = putAll(hashedText, fingerprint.headBytes, kind)
    hashedText[stop++] = TAB
    stop = putText(hashedText, stop, office)
    hashedText[stop++] = TAB
    stop = putText(hashedText, stop, officeUscc)
    hashedText[stop++] = TAB
    stop = putText(hashedText, stop, decidedOn)
    hashedText[stop++] = TAB
    stop = putText(hashedText, stop, endsOn)
    hashedText[stop++] = TAB
    stop = putAll(hashedText, stop, status)
    hashedText[stop++] = TAB
    const open = stop
    const openEnd = putContent(hashedText, open, slots, who, true)
    hashedText[openEnd] = TAB
    const closedEnd = putContent(hashedText, openEnd + 1, slots, who, false)
    const sealed = sealedOf(who, openEnd + 1, closedEnd)
    const hashed = fingerprint.of(scratch.text, closedEnd)

    const target = lines.bytes
    let end = putInt16(target, lines.end, FIELDS)
    end = closeField(target, end, writeRowId(target, putAll(target, end + 4, idHead), row))
    end = putNumber(target, end, row)
    end = closeField(target, end, putAll(target, end + 4, kind))
    end = putAsciiField(lines, end, who.kind === 'person' ? who.blind : (who.identifier ?? ''))
    end = putMention(lines, end, name, who)
    const keyAt = end
    end = putInt32(target, end, HASH_BYTES) + HASH_BYTES
    end = putAsciiField(lines, end, hashed)
    end = putTextField(target, end, office)
    end = putTextField(target, end, officeUscc)
    end = putDayField(target, end, decidedOn)
    end = putDayField(target, end, endsOn)
    end = closeField(target, end, putAll(target, end + 4, status))
    end = closeField(target, end, put(target, end + 4, hashedText, open, openEnd))
    end = sealed === null ? putNull(target, end) : putAsciiField(lines, end, sealed)
    // Last, because the key is put together where the hashed text was.
    putAsciiField(lines, keyAt, keyOf(slots, who))
    lines.end = end
    return true
  }
}
