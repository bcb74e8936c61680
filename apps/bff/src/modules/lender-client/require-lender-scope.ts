import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'

/** The caller's own lender, or any for the city. NOT_FOUND for somebody else's. */
export function requireLenderScope(ctx: Ctx, lenderId: string): string {
  const { roles, lenderId: own } = callerStaff(ctx)
  if (own !== lenderId && !roles.includes('administrator') && !roles.includes('auditor')) throw new DomainError('NOT_FOUND')
  return lenderId
}
