import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { requireDesk } from '../voucher/require-desk'
import { findWaiver, lockWaiver, type WaiverRow } from './waiver.store'

/** An order handed over at a store where the caller holds a post. NOT_FOUND otherwise. Inside a transaction the order is locked. */
export async function requireDeskWaiver(ctx: Ctx, waiverId: string): Promise<{ row: WaiverRow; storeName: string }> {
  const row = ctx.transactional ? await lockWaiver(ctx.db, waiverId) : await findWaiver(ctx.db, waiverId)
  if (!row?.storeId) throw new DomainError('NOT_FOUND')
  const desk = await requireDesk(ctx, row.storeId)
  return { row, storeName: desk.storeName }
}
