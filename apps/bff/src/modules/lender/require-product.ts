import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import type { LenderRow } from './console-lender.store'
import { findLender, holdProduct, type ProductRow } from './product.store'

/** The lender whose products the caller may write: its own for an officer, any working one for the office. Throws NOT_FOUND. */
export async function requireLender(ctx: Ctx, lenderId: string): Promise<Pick<LenderRow, 'answerWorkingDays'>> {
  const own = callerStaff(ctx).lenderId
  const row = own !== null && own !== lenderId ? undefined : await findLender(ctx.db, lenderId)
  if (row?.status !== 'active') throw new DomainError('NOT_FOUND')
  return row
}

/** The product, held until the transaction ends, when the caller may work on it. Throws NOT_FOUND. */
export async function requireProduct(ctx: Ctx, productId: string): Promise<ProductRow> {
  const own = callerStaff(ctx).lenderId
  const row = await holdProduct(ctx.db, productId)
  if (!row || (own !== null && own !== row.lenderId)) throw new DomainError('NOT_FOUND')
  return row
}
