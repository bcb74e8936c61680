import type { Ctx } from '../../context'
import { newId } from '../../lib/id'
import { SEAL } from './seal-contexts'
import { findPersonByIdNumber, insertSubject, type SubjectRow } from './subject.store'

/**
 * The person with this id number, created when the city does not know them yet. The caller has checked the number (GB 11643).
 * Name and number are stored sealed, found by blind index.
 */
export async function ensurePerson(ctx: Ctx, person: { idNumber: string; name: string; birthDay: string; district?: string | null }): Promise<SubjectRow> {
  const idNumberBlind = ctx.keys.sealer.blind(person.idNumber, 'id-number')
  const known = await findPersonByIdNumber(ctx.db, idNumberBlind)
  if (known) return known
  await insertSubject(ctx.db, {
    id: newId('sub', ctx.now),
    kind: 'person',
    nameSealed: ctx.keys.sealer.seal(person.name, SEAL.name),
    idNumberSealed: ctx.keys.sealer.seal(person.idNumber, SEAL.idNumber),
    idNumberBlind,
    birthDay: person.birthDay,
    district: person.district ?? null,
    createdAt: ctx.now,
  })
  const made = await findPersonByIdNumber(ctx.db, idNumberBlind)
  if (!made) throw new Error('a person inserted a moment ago is gone')
  return made
}
