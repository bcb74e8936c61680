import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import { holdPerk, type PerkRow } from './perk.store'

/** The perk, held until the transaction ends, when the caller may work on it: any for the office and the system itself, its own for a merchant's console user. Throws NOT_FOUND. */
export async function requirePerk(ctx: Ctx, perkId: string): Promise<PerkRow> {
  const only = ctx.actor.kind === 'system' ? null : callerStaff(ctx).merchantId
  const row = await holdPerk(ctx.db, perkId)
  if (!row || (only !== null && row.merchantId !== only)) throw new DomainError('NOT_FOUND')
  return row
}
