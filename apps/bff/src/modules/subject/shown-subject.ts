import { maskIdNumber, maskName } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { SEAL } from './seal-contexts'
import type { SubjectRow } from './subject.store'

/** A subject as others may see it: a person masked, an organisation by its public name and code. */
export function shownSubject(ctx: Ctx, row: SubjectRow): { name: string; identifier: string } {
  if (row.kind === 'organization') return { name: row.name ?? '', identifier: row.uscc ?? '' }
  const { sealer } = ctx.keys
  return {
    name: row.nameSealed === null ? '' : maskName(sealer.open(row.nameSealed, SEAL.name)),
    identifier: row.idNumberSealed === null ? '' : maskIdNumber(sealer.open(row.idNumberSealed, SEAL.idNumber), 'other'),
  }
}
