import type { Ctx } from '../../context'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { issueAccessToken } from './access-token'
import { hashRefreshToken, newRefreshToken } from './refresh-token'
import { insertSession } from './session.store'

const HOUR_MS = 3_600_000

/** How long a login lasts: a phone slides 30 days with every use, 90 at most; the console ends after a shift. */
export const SESSION_LIFE = { accountSlideMs: 30 * 24 * HOUR_MS, accountMaxDays: 90, staffMs: 12 * HOUR_MS } as const

export interface Grant {
  sessionId: string
  accessToken: string
  accessExpiresAt: Date
  refreshToken: string
  refreshExpiresAt: Date
}

/** A new login: one family of refresh tokens, and its first pair. Writes the audit row; call it inside the login's transaction. */
export async function openSession(ctx: Ctx, owner: { accountId: string } | { staffId: string }, userAgent: string): Promise<Grant> {
  const sessionId = newId('ses', ctx.now)
  const refreshToken = newRefreshToken(sessionId)
  const isAccount = 'accountId' in owner
  const refreshExpiresAt = new Date(ctx.now.getTime() + (isAccount ? SESSION_LIFE.accountSlideMs : SESSION_LIFE.staffMs))
  await insertSession(ctx.db, {
    id: sessionId,
    accountId: isAccount ? owner.accountId : null,
    staffId: isAccount ? null : owner.staffId,
    tokenHash: hashRefreshToken(refreshToken),
    userAgent: userAgent.slice(0, 300),
    createdAt: ctx.now,
    lastUsedAt: ctx.now,
    expiresAt: refreshExpiresAt,
  })
  // Nobody is logged in yet when a session opens: the one who logs in is the actor.
  const actor: Ctx['actor'] = isAccount
    ? { kind: 'account', accountId: owner.accountId, sessionId, subjectId: null }
    : { kind: 'staff', staffId: owner.staffId, sessionId, roles: [], merchantId: null, lenderId: null }
  await writeAudit({ ...ctx, actor }, { action: 'session.open', entity: 'session', entityId: sessionId })
  const access = await issueAccessToken(ctx.keys, { sub: isAccount ? owner.accountId : owner.staffId, sid: sessionId, now: ctx.now })
  return { sessionId, ...access, refreshToken, refreshExpiresAt }
}
