import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { forgetSession } from './living-session'
import { findStaffSession, revokeSession } from './session.store'

/** Ends a session: its refresh family at once, its access token at once in this process and within seconds in others. Ending an ended one changes nothing. */
export async function endSession({ ctx: outer, input }: { ctx: Ctx; input: { sessionId: string; reason: 'logout' | 'revoked' } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const ended = await revokeSession(ctx.db, input.sessionId, input.reason, ctx.now)
    if (ended) await writeAudit(ctx, { action: 'session.end', entity: 'session', entityId: ended.id, detail: { reason: input.reason } })
  })
  forgetSession(input.sessionId)
}

/** Ends one of a staff member's own sessions; NOT_FOUND for anybody else's. */
export async function endStaffSession({ ctx, input }: { ctx: Ctx; input: { staffId: string; sessionId: string } }): Promise<void> {
  if (!(await findStaffSession(ctx.db, input.staffId, input.sessionId))) throw new DomainError('NOT_FOUND')
  await endSession({ ctx, input: { sessionId: input.sessionId, reason: 'revoked' } })
}
