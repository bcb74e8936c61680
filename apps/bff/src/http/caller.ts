import type { Ctx } from '../context'
import { DomainError } from '../errors'

/** The caller's own subject; the route's roles have made sure there is one. */
export function callerSubject(ctx: Ctx): string {
  if (ctx.actor.kind !== 'account' || !ctx.actor.subjectId) throw new DomainError('FORBIDDEN')
  return ctx.actor.subjectId
}

/** The caller's phone account. */
export function callerAccount(ctx: Ctx): { accountId: string; sessionId: string; subjectId: string | null } {
  if (ctx.actor.kind !== 'account') throw new DomainError('FORBIDDEN')
  return ctx.actor
}

/** The console user calling. */
export function callerStaff(ctx: Ctx) {
  if (ctx.actor.kind !== 'staff') throw new DomainError('FORBIDDEN')
  return ctx.actor
}
