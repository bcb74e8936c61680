import type { Actor, Ctx } from '../context'
import { DomainError } from '../errors'

/** The account behind this call. Throws UNAUTHENTICATED when a phone is not logged in. */
export function callerAccount(ctx: Ctx): Extract<Actor, { kind: 'account' }> {
  if (ctx.actor.kind !== 'account') throw new DomainError('UNAUTHENTICATED')
  return ctx.actor
}

/** The person behind this call. Throws REAL_NAME_REQUIRED before real-name. */
export function callerSubject(ctx: Ctx): string {
  const { subjectId } = callerAccount(ctx)
  if (!subjectId) throw new DomainError('REAL_NAME_REQUIRED', { detail: '完成实名认证后即可使用' })
  return subjectId
}

/** The till behind this call. Throws UNAUTHENTICATED when there is none. */
export function callerTill(ctx: Ctx): Extract<Actor, { kind: 'till' }> {
  if (ctx.actor.kind !== 'till') throw new DomainError('UNAUTHENTICATED')
  return ctx.actor
}

/** The staff member behind this call. Throws UNAUTHENTICATED when none is logged in. */
export function callerStaff(ctx: Ctx): Extract<Actor, { kind: 'staff' }> {
  if (ctx.actor.kind !== 'staff') throw new DomainError('UNAUTHENTICATED')
  return ctx.actor
}
