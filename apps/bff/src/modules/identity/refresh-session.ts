import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { issueAccessToken } from './access-token'
import { forgetSession } from './living-session'
import { type Grant, SESSION_LIFE } from './open-session'
import { hashRefreshToken, newRefreshToken, sessionOfRefreshToken } from './refresh-token'
import { findSpentToken, insertSpentToken, revokeSession, rotateToken, type SessionRow } from './session.store'

/**
 * Exchanges a refresh token for a new pair. One conditional UPDATE decides: of any number of uses of the same token one
 * wins. Using a spent token ends the whole family, also for the winner (RFC 9700 section 4.14.2): whoever holds the old
 * one may be a thief. Throws SESSION_ENDED for every token that is not the one good now; the ending is committed.
 */
export async function refreshSession({ ctx: outer, input }: { ctx: Ctx; input: { refreshToken: string; owner: 'account' | 'staff' } }): Promise<{ grant: Grant; session: SessionRow }> {
  const id = sessionOfRefreshToken(input.refreshToken)
  if (id === undefined) throw new DomainError('SESSION_ENDED')
  const oldHash = hashRefreshToken(input.refreshToken)
  const refreshToken = newRefreshToken(id)
  const session = await inTransaction(outer, async (ctx) => {
    const slide = input.owner === 'account' ? { to: new Date(ctx.now.getTime() + SESSION_LIFE.accountSlideMs), maxDays: SESSION_LIFE.accountMaxDays } : null
    const rotated = await rotateToken(ctx.db, { id, owner: input.owner, oldHash, newHash: hashRefreshToken(refreshToken), now: ctx.now, slide })
    if (rotated) await insertSpentToken(ctx.db, { tokenHash: oldHash, sessionId: id, spentAt: ctx.now })
    else await endReused(ctx, oldHash)
    return rotated
  })
  if (!session) {
    forgetSession(id)
    throw new DomainError('SESSION_ENDED')
  }
  const sub = session.accountId ?? session.staffId
  if (sub === null) throw new Error(`session ${id} belongs to nobody`)
  const access = await issueAccessToken(outer.keys, { sub, sid: id, now: outer.now })
  return { grant: { sessionId: id, ...access, refreshToken, refreshExpiresAt: session.expiresAt }, session }
}

async function endReused(ctx: Ctx, tokenHash: string): Promise<void> {
  const spent = await findSpentToken(ctx.db, tokenHash)
  const ended = spent && (await revokeSession(ctx.db, spent.sessionId, 'reuse', ctx.now))
  if (ended) await writeAudit(ctx, { action: 'session.reuse', entity: 'session', entityId: ended.id, detail: { accountId: ended.accountId, staffId: ended.staffId, generation: ended.generation } })
}
