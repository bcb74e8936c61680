import type { SubjectKind } from '@xinhui/rules'
import type { Layout } from '../layout/layout'
import type { CellContext } from '../validate/parse-cell'
import { checkItem, readSubjectCode } from '../validate/validate-row'
import type { CellMemory } from './cell-memory'
import type { RowRules } from './row-rules'

/** Whom the cell of an identifier names, kept with the cell as long as it is remembered. */
export interface Identity {
  kind: SubjectKind
  /** USCC or ID number, normalised; null: the code is wrong. */
  identifier: string | null
  /** The stage has the subject's name from an earlier row of this file. */
  isMentioned: boolean
  /** The fingerprint of an ID number; a USCC itself. */
  who: string
  /** Of a person: its blind index. */
  blind: string
  /** The closed fields that were sealed last, and what became of them. */
  closed: string
  closedSealed: string
}

interface Notes {
  organization?: Identity
  person?: Identity
}

/**
 * Judges rows whose cells are all right by themselves, by the rules of `rowValidator` between cells. Answers whom the row is
 * about; null when anything is wrong with it: then it is read the long way, which says what.
 */
export function rowJudge(layout: Layout, rules: RowRules, memory: CellMemory, context: CellContext): (slots: Int32Array) => Identity | null {
  const { at, required, ordered, offices, key } = rules
  const { values, notes } = memory
  const valueOf = (slots: Int32Array, column: number) => (column < 0 ? undefined : values[slots[column] as number])

  function kindOf(slots: Int32Array): SubjectKind | null {
    if (rules.subject === 'by-column') {
      const value = valueOf(slots, at.subjectKind)
      return value === undefined ? null : value === 'person' ? 'person' : 'organization'
    }
    if (rules.subject === 'by-identifier') return valueOf(slots, at.uscc) !== undefined ? 'organization' : valueOf(slots, at.idNumber) !== undefined ? 'person' : null
    return rules.subject
  }

  function isComplete(slots: Int32Array, kind: SubjectKind): boolean {
    for (const { column, of, when, contains } of required) {
      if (slots[column] !== 0) continue
      if (of === 'always' || (of === 'organizations' && kind === 'organization') || (of === 'persons' && kind === 'person')) return false
      const other = valueOf(slots, when)
      if (typeof other === 'string' && other.includes(contains)) return false
    }
    return true
  }

  function isItem(slots: Int32Array): boolean {
    const n = at.item < 0 ? 0 : (slots[at.item] as number)
    const value = values[n]
    if (typeof value !== 'string') return true
    notes[n] ??= checkItem(layout, value, context) === null
    return notes[n] === true
  }

  function isInOrder(slots: Int32Array): boolean {
    for (const [from, to] of ordered) {
      const a = valueOf(slots, from)
      const b = valueOf(slots, to)
      if ((typeof a === 'string' && typeof b === 'string' && a > b) || (typeof a === 'number' && typeof b === 'number' && a > b)) return false
    }
    return true
  }

  function identityOf(slots: Int32Array, kind: SubjectKind): Identity | null {
    const isCode = typeof valueOf(slots, at.subjectCode) === 'string'
    const column = isCode ? at.subjectCode : kind === 'person' ? at.idNumber : at.uscc
    const n = column < 0 ? 0 : (slots[column] as number)
    const value = values[n]
    if (typeof value !== 'string') return null
    const kept = (notes[n] ??= {}) as Notes
    const known = kept[kind]
    if (known) return known
    const read = isCode ? readSubjectCode(value, kind, context) : { ok: true as const, code: value }
    const identity: Identity = { kind, identifier: read.ok ? read.code : null, isMentioned: false, who: '', blind: '', closed: '', closedSealed: '' }
    kept[kind] = identity
    return identity
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
    for (const column of key) if (column >= 0 && slots[column] !== 0 && typeof valueOf(slots, column) === 'object') return null
    const identity = identityOf(slots, kind)
    return identity === null || identity.identifier === null ? null : identity
  }
}
