import type { MiddlewareHandler } from 'hono'
import type { Actor, Deps } from '../context'
import { DomainError } from '../errors'
import { type AccessClaims, createAccessVerifier } from '../modules/identity/access-token'
import { findActor } from '../modules/identity/living-session'
import { findLenderActor, isLenderToken } from '../modules/lender-client/lender-client-actor'
import { findTillActor, isTillToken } from '../modules/till/till-actor'
import type { AppEnv } from './route'

/**
 * Sets `actor` from `Authorization: Bearer`. No header: anonymous. A token that is not good, or whose session ended:
 * 401 SESSION_ENDED, on every route, so that a client never believes it is logged in when it is not.
 */
export function createAuthenticate(deps: Deps): MiddlewareHandler<AppEnv> {
  const verify = createAccessVerifier(deps.keys)
  return async (c, next) => {
    const header = c.req.header('authorization')
    if (header === undefined) return next()
    const now = deps.clock()
    const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(header)?.[1]
    const claims = token === undefined ? undefined : await verify(token, now)
    const actor = claims && (await actorOf(deps, claims, now))
    if (!actor) throw new DomainError('SESSION_ENDED')
    c.set('actor', actor)
    return next()
  }
}

function actorOf(deps: Deps, claims: AccessClaims, now: Date): Promise<Actor | undefined> {
  if (isTillToken(claims)) return findTillActor(deps.db, claims)
  return isLenderToken(claims) ? findLenderActor(deps.db, claims) : findActor(deps, claims, now)
}
