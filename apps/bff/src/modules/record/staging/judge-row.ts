import type { SubjectKind } from '@xinhui/rules'
import type { Layout } from '../layout/layout'
import type { CellContext } from '../validate/parse-cell'
import { checkItem, readSubjectCode } from '../validate/validate-row'
import { type CellMemory, JSON_FROM, JSON_TO, STRIDE } from './cell-memory'
import { type Identity, identityMemory } from './identity-memory'
import type { RowRules } from './row-rules'

const DAY_BYTES = 10

const isIn = (needle: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean => {
  const last = to - needle.length
  for (let at = from; at <= last; at += 1) {
    let i = 0
    while (i < needle.length && bytes[at + i] === needle[i]) i += 1
    if (i === needle.length) return true
  }
  return false
}

/**
 * Judges rows whose cells are all right by themselves, by the rules of `rowValidator` between cells. Answers whom the row is
 * about; null when anything is wrong with it: then it is read the long way, which says what.
 */
export function rowJudge(layout: Layout, rules: RowRules, memory: CellMemory, context: CellContext): (slots: Int32Array) => Identity | null {
  const { at, required, ordered, offices } = rules
  const { notes, isPlain, bytes, spans } = memory
  const identities = identityMemory()
  const isFilled = (slots: Int32Array, column: number) => column >= 0 && slots[column] !== 0
  const valueOf = (slots: Int32Array, column: number) => (isFilled(slots, column) ? memory.valueOf(slots[column] as number) : undefined)

  function kindOf(slots: Int32Array): SubjectKind | null {
    if (rules.subject === 'by-column') return isFilled(slots, at.subjectKind) ? (valueOf(slots, at.subjectKind) === 'person' ? 'person' : 'organization') : null
    if (rules.subject === 'by-identifier') return isFilled(slots, at.uscc) ? 'organization' : isFilled(slots, at.idNumber) ? 'person' : null
    return rules.subject
  }

  function isSaid(slots: Int32Array, column: number, contains: string, needle: Uint8Array): boolean {
    if (!isFilled(slots, column)) return false
    const n = slots[column] as number
    if (isPlain[n] === 1) return isIn(needle, bytes, (spans[n * STRIDE + JSON_FROM] as number) + 1, (spans[n * STRIDE + JSON_TO] as number) - 1)
    const value = memory.valueOf(n)
    return typeof value === 'string' && value.includes(contains)
  }

  function isComplete(slots: Int32Array, kind: SubjectKind): boolean {
    for (const { column, of, when, contains, needle } of required) {
      if (slots[column] !== 0) continue
      if (of === 'always' || (of === 'organizations' && kind === 'organization') || (of === 'persons' && kind === 'person')) return false
      if (isSaid(slots, when, contains, needle)) return false
    }
    return true
  }

  function isItem(slots: Int32Array): boolean {
    const value = valueOf(slots, at.item)
    if (typeof value !== 'string') return true
    const n = slots[at.item] as number
    notes[n] ??= checkItem(layout, value, context) === null
    return notes[n] === true
  }

  /** Days as they are stored compare by their bytes. */
  function isAfter(a: number, b: number): boolean {
    if (isPlain[a] === 1 && isPlain[b] === 1) {
      const from = spans[a * STRIDE + JSON_FROM] as number
      const other = spans[b * STRIDE + JSON_FROM] as number
      for (let i = 1; i <= DAY_BYTES; i += 1) {
        const differ = (bytes[from + i] as number) - (bytes[other + i] as number)
        if (differ !== 0) return differ > 0
      }
      return false
    }
    const [one, two] = [memory.valueOf(a), memory.valueOf(b)]
    return typeof one === 'number' && typeof two === 'number' && one > two
  }

  function isInOrder(slots: Int32Array): boolean {
    for (const [from, to] of ordered) {
      const [a, b] = [slots[from] as number, slots[to] as number]
      if (a !== 0 && b !== 0 && isAfter(a, b)) return false
    }
    return true
  }

  function identityOf(slots: Int32Array, kind: SubjectKind): Identity | null {
    const isCode = isFilled(slots, at.subjectCode)
    const column = isCode ? at.subjectCode : kind === 'person' ? at.idNumber : at.uscc
    if (!isFilled(slots, column)) return null
    const n = slots[column] as number
    return identities.find(kind, bytes, (spans[n * STRIDE + JSON_FROM] as number) + 1, (spans[n * STRIDE + JSON_TO] as number) - 1, () => {
      const value = String(memory.valueOf(n))
      const read = isCode ? readSubjectCode(value, kind, context) : { ok: true as const, code: value }
      return { kind, identifier: read.ok ? read.code : null, isMentioned: false, who: '', blind: '', closed: null, closedSealed: '' }
    })
  }

  return (slots) => {
    const kind = kindOf(slots)
    if (kind === null || (rules.onlyKind !== null && rules.onlyKind !== kind) || !isComplete(slots, kind)) return null
    if (kind === 'person') {
      const idType = valueOf(slots, at.idType)
      if (typeof idType === 'string' && !idType.includes('身份证') && idType !== '111') return null
    }
    for (const column of offices) if (slots[column] !== 0 && valueOf(slots, column) !== rules.officeUscc) return null
    if (!isItem(slots) || !isInOrder(slots)) return null
    const identity = identityOf(slots, kind)
    return identity === null || identity.identifier === null ? null : identity
  }
}
