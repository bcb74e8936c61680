import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { callerSubject } from '../../http/caller'
import { requireFirm } from '../agency/require-firm'
import { findRedemption, findVoucher, type RedeemedVoucher } from './voucher.store'

/**
 * Whose voucher this is, when it is the caller's own or of a firm whose perks they may use. Anybody else's does not exist: NOT_FOUND.
 * FORBIDDEN for an agent without that right.
 */
export async function requireHolder(ctx: Ctx, voucherId: string): Promise<string> {
  const caller = callerSubject(ctx)
  const row = await findVoucher(ctx.db, voucherId)
  if (!row || row.test) throw new DomainError('NOT_FOUND')
  return row.subjectId === caller ? caller : (await requireFirm(ctx, row.subjectId, 'perk')).firmId
}

/** A use of a voucher that is theirs, as above, and whose it is. */
export async function requireUsedByHolder(ctx: Ctx, redemptionId: string): Promise<{ used: RedeemedVoucher; subjectId: string }> {
  const used = await findRedemption(ctx.db, redemptionId)
  if (!used) throw new DomainError('NOT_FOUND')
  return { used, subjectId: await requireHolder(ctx, used.voucherId) }
}
