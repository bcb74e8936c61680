import type { Ctx } from '../../context'
import { newId } from '../../lib/id'
import { findOrganizationIds, insertOrganizations, type RegistryRow, renameOrganizations, upsertRegistry } from './organization.store'

/** Context under which a representative's name is sealed. */
const SEAL_REPRESENTATIVE = 'organization.representative'

/**
 * Subject ids of these organisations by USCC, created when the city does not know them yet. The caller has checked the codes
 * (GB 32100). A name already known stays: only the registry renames.
 */
export async function ensureOrganizations(ctx: Ctx, organizations: readonly { uscc: string; name: string }[]): Promise<Map<string, string>> {
  // Of several names in one file the first stays.
  const names = new Map(organizations.toReversed().map((o) => [o.uscc, o.name]))
  const known = await findOrganizationIds(ctx.db, [...names.keys()])
  const missing = [...names].filter(([uscc]) => !known.has(uscc))
  if (missing.length === 0) return known
  await insertOrganizations(ctx.db, missing.map(([uscc, name]) => ({ id: newId('sub', ctx.now), uscc, name })), ctx.now)
  return findOrganizationIds(ctx.db, [...names.keys()])
}

/** What the registry says of one organisation. `representative` is a person's name, in plain text until here. */
export interface RegistryEntry extends Omit<RegistryRow, 'subjectId' | 'representativeSealed'> {
  uscc: string
  name: string
  representative: string | null
}

/** Lands registry entries (登记); each `uscc` at most once. Answers by USCC what was written. */
export async function upsertOrganizations(ctx: Ctx, entries: readonly RegistryEntry[], batchId: string): Promise<Map<string, 'new' | 'changed'>> {
  const ids = await ensureOrganizations(ctx, entries)
  const idOf = (uscc: string): string => {
    const id = ids.get(uscc)
    if (!id) throw new Error('an organisation made a moment ago is gone')
    return id
  }
  const written = await upsertRegistry(
    ctx.db,
    entries.map(({ uscc, name: _name, representative, ...rest }) => ({
      ...rest,
      subjectId: idOf(uscc),
      representativeSealed: representative === null ? null : ctx.keys.sealer.seal(representative, SEAL_REPRESENTATIVE),
    })),
    batchId,
    ctx.now,
  )
  const byId = new Map(written.map((w) => [w.subjectId, w.isNew ? ('new' as const) : ('changed' as const)]))
  await renameOrganizations(ctx.db, entries.filter((e) => byId.has(idOf(e.uscc))).map((e) => ({ id: idOf(e.uscc), name: e.name })))
  return new Map(entries.flatMap((e) => {
    const outcome = byId.get(idOf(e.uscc))
    return outcome ? [[e.uscc, outcome]] : []
  }))
}
