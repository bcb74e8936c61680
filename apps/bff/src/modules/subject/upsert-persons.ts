import type { Ctx } from '../../context'
import { newId } from '../../lib/id'
import { SEAL } from './seal-contexts'
import { findPersonsByIdNumber, insertPersons, type PersonInsert, updatePersons } from './person.store'

/** A person in plain text, as a file names them. The caller has checked the number (GB 11643). */
export interface PersonEntry {
  idNumber: string
  name: string
  phone?: string | null
  district?: string | null
}

const birthDayOf = (idNumber: string): string => `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`

function sealPerson(ctx: Ctx, person: PersonEntry): PersonInsert {
  const { sealer } = ctx.keys
  return {
    id: newId('sub', ctx.now),
    nameSealed: sealer.seal(person.name, SEAL.name),
    idNumberSealed: sealer.seal(person.idNumber, SEAL.idNumber),
    idNumberBlind: sealer.blind(person.idNumber, 'id-number'),
    birthDay: birthDayOf(person.idNumber),
    phoneSealed: person.phone ? sealer.seal(person.phone, SEAL.phone) : null,
    phoneBlind: person.phone ? sealer.blind(person.phone, 'phone') : null,
    district: person.district ?? null,
  }
}

/** Subject ids of these persons by ID number, created when the city does not know them yet. A name already known stays. */
export async function ensurePersons(ctx: Ctx, persons: readonly PersonEntry[]): Promise<Map<string, string>> {
  const byBlind = new Map(persons.map((p) => [ctx.keys.sealer.blind(p.idNumber, 'id-number'), p]))
  const known = new Map((await findPersonsByIdNumber(ctx.db, [...byBlind.keys()])).map((r) => [r.idNumberBlind, r.id]))
  const missing = [...byBlind].filter(([blind]) => !known.has(blind)).map(([, p]) => sealPerson(ctx, p))
  if (missing.length > 0) {
    await insertPersons(ctx.db, missing, ctx.now)
    for (const row of await findPersonsByIdNumber(ctx.db, missing.map((m) => m.idNumberBlind))) known.set(row.idNumberBlind, row.id)
  }
  return new Map([...byBlind].flatMap(([blind, p]) => {
    const id = known.get(blind)
    return id ? [[p.idNumber, id]] : []
  }))
}

/**
 * Lands the population file; each ID number at most once. An empty phone or district leaves what is known.
 * Answers by ID number what was written. Sealed text differs at every sealing, so what is stored is opened to compare.
 */
export async function upsertPersons(ctx: Ctx, persons: readonly PersonEntry[]): Promise<Map<string, 'new' | 'changed'>> {
  const { sealer } = ctx.keys
  const stored = new Map((await findPersonsByIdNumber(ctx.db, persons.map((p) => sealer.blind(p.idNumber, 'id-number')))).map((r) => [r.idNumberBlind, r]))
  const outcomes = new Map<string, 'new' | 'changed'>()
  const inserts: PersonInsert[] = []
  const updates: Parameters<typeof updatePersons>[1][number][] = []
  for (const person of persons) {
    const row = stored.get(sealer.blind(person.idNumber, 'id-number'))
    if (!row) {
      inserts.push(sealPerson(ctx, person))
      outcomes.set(person.idNumber, 'new')
      continue
    }
    const sameName = row.nameSealed !== null && sealer.open(row.nameSealed, SEAL.name) === person.name
    const samePhone = !person.phone || row.phoneBlind === sealer.blind(person.phone, 'phone')
    const sameDistrict = !person.district || row.district === person.district
    if (sameName && samePhone && sameDistrict) continue
    const fresh = sealPerson(ctx, person)
    updates.push({
      id: row.id,
      nameSealed: fresh.nameSealed,
      phoneSealed: person.phone ? fresh.phoneSealed : row.phoneSealed,
      phoneBlind: person.phone ? fresh.phoneBlind : row.phoneBlind,
      district: person.district ?? row.district,
    })
    outcomes.set(person.idNumber, 'changed')
  }
  if (inserts.length > 0) await insertPersons(ctx.db, inserts, ctx.now)
  if (updates.length > 0) await updatePersons(ctx.db, updates)
  return outcomes
}
