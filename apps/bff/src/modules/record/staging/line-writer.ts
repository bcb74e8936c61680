import { hash } from 'node:crypto'
import type { Sealer } from '../../../lib/seal'
import { SEAL } from '../../subject/seal-contexts'
import { SEAL_CONTENT } from '../landing/record-content'
import { LONG_TERM } from '../validate/parse-cell'
import { type CellMemory, COPY_FROM, COPY_TO, JSON_FROM, JSON_TO, PART_FROM, PART_TO, STRIDE } from './cell-memory'
import type { Identity } from './judge-row'
import { writeRowId } from './row-id'
import type { RowRules } from './row-rules'

/** A buffer that grows, and how far it is written. */
export interface Lines {
  bytes: Buffer
  end: number
}

const TAB = 9
const LF = 10
const COMMA = 44
const QUOTE = 34
const [BRACKET_OPEN, BRACKET_CLOSE, BRACE_OPEN, BRACE_CLOSE] = [91, 93, 123, 125]
const NULL = Buffer.from('\\N')
const VALID = Buffer.from('valid')
const VOID = Buffer.from('void')
/** A native copy costs as much as so many bytes one by one. */
const FEW = 48
const FEW_CHARACTERS = 64
/** Id, hashes, days and whatever else of a line does not grow with its cells. */
const FIXED_BYTES = 2048
/** Longer closed fields do not repeat. */
const LONGEST_KEPT = 200

function put(target: Buffer, at: number, source: Uint8Array, from: number, to: number): number {
  if (to - from > FEW) target.set(source.subarray(from, to), at)
  else for (let i = from, j = at; i < to; i += 1, j += 1) target[j] = source[i] as number
  return at + to - from
}

function putAscii(target: Buffer, at: number, text: string): number {
  const { length } = text
  if (length > FEW_CHARACTERS) return at + target.write(text, at, 'latin1')
  for (let i = 0; i < length; i += 1) target[at + i] = text.charCodeAt(i)
  return at + length
}
const putAll = (target: Buffer, at: number, source: Uint8Array): number => put(target, at, source, 0, source.length)

function putNumber(target: Buffer, at: number, value: number): number {
  let digits = 1
  for (let more = value; more >= 10; more = Math.floor(more / 10)) digits += 1
  for (let i = at + digits - 1, rest = value; i >= at; i -= 1, rest = Math.floor(rest / 10)) target[i] = 48 + (rest % 10)
  return at + digits
}

export function makeRoom(lines: Lines, bytes: number): void {
  if (lines.bytes.length - lines.end >= bytes) return
  const larger = Buffer.allocUnsafeSlow(Math.max(lines.bytes.length * 2, lines.end + bytes))
  lines.bytes.copy(larger, 0, 0, lines.end)
  lines.bytes = larger
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
 * Writes rows that were judged right as lines of COPY's text format, in the order of `STAGE_COPY`: byte for byte what
 * `stageWriter` writes, put together from what is remembered of the cells. False when a text must be escaped: that row is
 * written the long way.
 */
export function lineWriter(rules: RowRules, memory: CellMemory, keys: LineKeys): (lines: Lines, row: number, slots: Int32Array, who: Identity) => boolean {
  const { at, content, hashed, key } = rules
  const { values, isPlain, spans } = memory
  // A part of a plain array is cheaper to take than a part of a Buffer.
  const bytes = new Uint8Array(memory.bytes.buffer)
  const { sealer } = keys
  const fingerprint = sealer.fingerprinter('content')
  const idHead = Buffer.from(keys.idHead, 'latin1')
  const scratch: Lines = { bytes: Buffer.allocUnsafeSlow(65_536), end: 0 }
  fingerprint.begin(scratch.bytes)
  const kinds = { organization: Buffer.from('["organization",['), person: Buffer.from('["person",[') }

  const slotOf = (slots: Int32Array, column: number): number => (column < 0 ? 0 : (slots[column] as number))
  /** A text without its quotes; `\N` for none. */
  const putText = (target: Buffer, end: number, n: number): number => (n === 0 ? putAll(target, end, NULL) : put(target, end, bytes, (spans[n * STRIDE + JSON_FROM] as number) + 1, (spans[n * STRIDE + JSON_TO] as number) - 1))

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
        end = putAscii(target, end, who.who)
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
    return hash('sha256', target.subarray(start, end), 'base64url')
  }

  function hashOf(slots: Int32Array, who: Identity): string {
    const target = scratch.bytes
    let end = putAll(target, fingerprint.headBytes, kinds[who.kind])
    let isFirst = true
    for (let i = 0; i < hashed.length; i += 1) {
      const { column, head } = hashed[i] as (typeof hashed)[number]
      const n = slots[column] as number
      if (n === 0) continue
      if (!isFirst) target[end++] = COMMA
      isFirst = false
      end = putAll(target, end, head)
      end = put(target, end, bytes, spans[n * STRIDE + JSON_FROM] as number, spans[n * STRIDE + JSON_TO] as number)
      target[end++] = BRACKET_CLOSE
    }
    target[end++] = BRACKET_CLOSE
    target[end++] = BRACKET_CLOSE
    return fingerprint.of(target, end)
  }

  /** The fields that stand in the open, escaped for COPY, or those that do not, as they are. */
  function putContent(target: Buffer, from: number, slots: Int32Array, who: Identity, isOpen: boolean): number {
    const start = isOpen ? COPY_FROM : JSON_FROM
    const stop = isOpen ? COPY_TO : JSON_TO
    let end = from
    target[end++] = BRACE_OPEN
    for (let i = 0; i < content.length; i += 1) {
      const part = content[i] as (typeof content)[number]
      const n = slots[part.column] as number
      if (n === 0 || (who.kind === 'person' ? part.ofPerson : part.ofOrganization) !== isOpen) continue
      if (typeof values[n] === 'object' || (part.isSubjectKind && values[n] === who.kind)) continue
      if (end > from + 1) target[end++] = COMMA
      end = putAll(target, end, part.head)
      end = put(target, end, bytes, spans[n * STRIDE + start] as number, spans[n * STRIDE + stop] as number)
    }
    target[end++] = BRACE_CLOSE
    return end
  }

  /** Within one subject's records the same closed fields (a firm's representative) share a ciphertext: that they belong together is known already. */
  function sealedOf(slots: Int32Array, who: Identity): string | null {
    const start = fingerprint.headBytes
    const end = putContent(scratch.bytes, start, slots, who, false)
    if (end === start + 2) return null
    const closed = scratch.bytes.toString('utf8', start, end)
    if (who.closed === closed) return who.closedSealed
    const sealed = sealer.seal(closed, SEAL_CONTENT)
    if (closed.length <= LONGEST_KEPT) {
      who.closed = closed
      who.closedSealed = sealed
    }
    return sealed
  }

  function putMention(target: Buffer, from: number, name: number, who: Identity): number {
    let end = from
    if (keys.isOnce && who.isMentioned) {
      end = putAll(target, end, NULL)
      target[end++] = TAB
      end = putAll(target, end, NULL)
      target[end++] = TAB
      return putAll(target, end, NULL)
    }
    who.isMentioned = true
    const number = who.identifier ?? ''
    if (who.kind === 'organization') {
      end = name === 0 ? end : putText(target, end, name)
      target[end++] = TAB
      end = putAll(target, end, NULL)
      target[end++] = TAB
      return putAll(target, end, NULL)
    }
    const named = values[name]
    end = putAscii(target, end, sealer.seal(typeof named === 'string' ? named : '', SEAL.name))
    target[end++] = TAB
    end = putAscii(target, end, sealer.seal(number, SEAL.idNumber))
    target[end++] = TAB
    return putAscii(target, end, `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`)
  }

  return (lines, row, slots, who) => {
    const name = slotOf(slots, at.subjectName)
    const office = slotOf(slots, at.office) || slotOf(slots, at.authority)
    const officeUscc = slotOf(slots, at.officeUscc) || slotOf(slots, at.authorityUscc)
    const decidedOn = slotOf(slots, at.decidedOn)
    const given = slotOf(slots, at.endsOn)
    const endsOn = values[given] === LONG_TERM ? 0 : given
    if (office === 0 || decidedOn === 0) return false
    if (isPlain[office] === 0 || isPlain[decidedOn] === 0 || (name !== 0 && isPlain[name] === 0) || (officeUscc !== 0 && isPlain[officeUscc] === 0) || (endsOn !== 0 && isPlain[endsOn] === 0)) return false
    let room = FIXED_BYTES
    for (let i = 0; i < slots.length; i += 1) {
      const span = (slots[i] as number) * STRIDE
      // Both as they are and escaped, each sealed at most once.
      if (span !== 0) room += 128 + 3 * ((spans[span + COPY_TO] as number) - (spans[span + JSON_FROM] as number))
    }
    makeRoom(lines, room)
    if (scratch.bytes.length < room) {
      makeRoom(scratch, room)
      fingerprint.begin(scratch.bytes)
    }
    complete(who)
    const sealed = sealedOf(slots, who)

    const target = lines.bytes
    let end = putAll(target, lines.end, idHead)
    end = writeRowId(target, end, row)
    target[end++] = TAB
    end = putNumber(target, end, row)
    target[end++] = TAB
    end = putAscii(target, end, who.kind)
    target[end++] = TAB
    end = putAscii(target, end, who.kind === 'person' ? who.blind : (who.identifier ?? ''))
    target[end++] = TAB
    end = putMention(target, end, name, who)
    target[end++] = TAB
    end = putAscii(target, end, keyOf(slots, who))
    target[end++] = TAB
    end = putAscii(target, end, hashOf(slots, who))
    target[end++] = TAB
    end = putText(target, end, office)
    target[end++] = TAB
    end = putText(target, end, officeUscc)
    target[end++] = TAB
    end = putText(target, end, decidedOn)
    target[end++] = TAB
    end = putText(target, end, endsOn)
    target[end++] = TAB
    end = putAll(target, end, values[slotOf(slots, at.status)] === 'void' ? VOID : VALID)
    target[end++] = TAB
    end = putContent(target, end, slots, who, true)
    target[end++] = TAB
    end = sealed === null ? putAll(target, end, NULL) : putAscii(target, end, sealed)
    target[end++] = LF
    lines.end = end
    return true
  }
}
