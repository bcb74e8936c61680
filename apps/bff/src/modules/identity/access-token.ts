import type { KeyObject } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import type { KeyRing } from '../../lib/keys'

const ISSUER = 'urn:xinhui:bff'
const AUDIENCE = 'urn:xinhui:api'
const LIFE_SECONDS = 600
const CACHE_CAPACITY = 10_000

/** `sub` is an account (`acc_…`) or staff (`stf_…`) id, `sid` the session; rights are read from the database, never from here. */
export interface AccessClaims {
  sub: string
  sid: string
  expiresAtMs: number
}

/** Signs an ES256 access token (RFC 9068 shape, `kid` of the first token key) that lives ten minutes. */
export async function issueAccessToken(keys: KeyRing, to: { sub: string; sid: string; now: Date }): Promise<{ accessToken: string; accessExpiresAt: Date }> {
  const [key] = keys.tokens
  if (!key) throw new Error('no token key')
  const issued = Math.floor(to.now.getTime() / 1000)
  const expires = issued + LIFE_SECONDS
  const accessToken = await new SignJWT({ sid: to.sid })
    .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ: 'at+jwt' })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(to.sub)
    .setIssuedAt(issued)
    .setExpirationTime(expires)
    .sign(key.privateKey)
  return { accessToken, accessExpiresAt: new Date(expires * 1000) }
}

/**
 * Verifies access tokens with any key of the ring; undefined for everything that is not a good token now.
 * A signature is checked once: good tokens are remembered (bounded) until they expire.
 */
export function createAccessVerifier(keys: KeyRing): (token: string, now: Date) => Promise<AccessClaims | undefined> {
  const byKid = new Map(keys.tokens.map((k) => [k.kid, k.publicKey]))
  const verified = new Map<string, AccessClaims>()
  return async (token, now) => {
    const known = verified.get(token)
    if (known) {
      if (known.expiresAtMs > now.getTime()) return known
      verified.delete(token)
      return undefined
    }
    const claims = await verify(token, byKid, now)
    if (!claims) return undefined
    if (verified.size >= CACHE_CAPACITY) {
      const oldest = verified.keys().next()
      if (!oldest.done) verified.delete(oldest.value)
    }
    verified.set(token, claims)
    return claims
  }
}

async function verify(token: string, byKid: ReadonlyMap<string, KeyObject>, now: Date): Promise<AccessClaims | undefined> {
  try {
    const { payload } = await jwtVerify(
      token,
      (header) => {
        const key = header.kid === undefined ? undefined : byKid.get(header.kid)
        if (!key) throw new Error('unknown kid')
        return key
      },
      { algorithms: ['ES256'], issuer: ISSUER, audience: AUDIENCE, typ: 'at+jwt', requiredClaims: ['sub', 'sid', 'exp', 'iat'], currentDate: now },
    )
    const { sub, sid, exp } = payload
    return typeof sub === 'string' && typeof sid === 'string' && typeof exp === 'number' ? { sub, sid, expiresAtMs: exp * 1000 } : undefined
  } catch {
    // Whatever is wrong with it, the answer is the same.
    return undefined
  }
}
