import type { SubjectKind } from '@xinhui/rules'

/** Whom an identifier names, kept as long as there is room. */
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
  closed: Uint8Array | null
  closedSealed: string
}

/** So many subjects of a file are kept; then the memory of them starts anew. */
const MOST = 131_072
const SLOTS = 2 ** 19
/** Of a USCC and of an ID number alike. */
const CODE_BYTES = 18

/** Subjects by their code's bytes, without a string for each row. */
export interface IdentityMemory {
  /** `make` answers a new one when the code is not known. A code of another length is never kept. */
  find(kind: SubjectKind, bytes: Uint8Array, from: number, to: number, make: () => Identity): Identity
}

export function identityMemory(): IdentityMemory {
  const slots = new Int32Array(SLOTS)
  const codes = new Uint8Array(MOST * CODE_BYTES)
  const hashes = new Int32Array(MOST)
  const known: Identity[] = []

  function isAt(n: number, bytes: Uint8Array, from: number): boolean {
    for (let i = 0, at = n * CODE_BYTES; i < CODE_BYTES; i += 1, at += 1) if (codes[at] !== bytes[from + i]) return false
    return true
  }

  return {
    find(kind, bytes, from, to, make) {
      if (to - from !== CODE_BYTES) return make()
      let hash = kind === 'person' ? 0x811c9dc5 : 0x9e3779b1
      for (let i = from; i < to; i += 1) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193)
      hash ^= hash >>> 15
      let slot = hash & (SLOTS - 1)
      for (let n = slots[slot] as number; n !== 0; n = slots[slot] as number) {
        if (hashes[n - 1] === hash && isAt(n - 1, bytes, from)) {
          const one = known[n - 1] as Identity
          if (one.kind === kind) return one
        }
        slot = (slot + 1) & (SLOTS - 1)
      }
      const made = make()
      if (known.length === MOST) {
        known.length = 0
        slots.fill(0)
        slot = hash & (SLOTS - 1)
      }
      codes.set(bytes.subarray(from, to), known.length * CODE_BYTES)
      hashes[known.length] = hash
      known.push(made)
      slots[slot] = known.length
      return made
    },
  }
}
