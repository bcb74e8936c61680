import { createPublicKey } from 'node:crypto'
import { decodeJwt, jwtVerify } from 'jose'
import type { Ctx } from '../../context'
import { issueAccessToken } from './access-token'

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
/** How far ahead an assertion may expire, and how far the client's clock may be off. */
const MAX_LIFE_SECONDS = 300
const SKEW_SECONDS = 30

/** RFC 6749 §5.2. */
export interface TokenRefusal {
  error: 'invalid_request' | 'unsupported_grant_type' | 'invalid_client'
  description: string
}

interface Opened {
  accessToken: string
  expiresInSeconds: number
}

const badClient = (description: string): TokenRefusal => ({ error: 'invalid_client', description })

/** Whose clients these are: how their ids begin, how a living one is found, and how an assertion is spent. */
export interface ClientBook {
  prefix: string
  find: (id: string) => Promise<{ jwk: { kty: 'EC'; crv: 'P-256'; x: string; y: string } } | undefined>
  /** False when this assertion was used before. */
  spend: (row: { clientId: string; jti: string; expiresAt: Date }) => Promise<boolean>
}

/**
 * Opens a client's access token for an assertion (RFC 7523 §3): a JWT signed with the client's own key, ES256, `iss` and `sub`
 * the client, `aud` one of `audiences`, `exp` at most five minutes ahead, `jti` never seen before. No secret is shared.
 * Nothing tells an unknown client from a revoked one or from a wrong signature.
 */
export async function openClient({ ctx, input }: { ctx: Ctx; input: { form: Readonly<Record<string, string>>; audiences: string[]; book: ClientBook } }): Promise<Opened | TokenRefusal> {
  const { form, audiences, book } = input
  if (form['grant_type'] !== 'client_credentials') return { error: 'unsupported_grant_type', description: 'grant_type is client_credentials' }
  const assertion = form['client_assertion']
  if (form['client_assertion_type'] !== ASSERTION_TYPE || assertion === undefined) return { error: 'invalid_request', description: `client_assertion_type is ${ASSERTION_TYPE}, with a client_assertion` }

  const clientId = claimedClient(assertion, book.prefix)
  if (clientId === undefined || (form['client_id'] !== undefined && form['client_id'] !== clientId)) return badClient('the assertion is no JWT that names the client in iss and sub')
  const client = await book.find(clientId)
  if (!client) return badClient('the client is unknown or revoked, or the signature is not its own')
  let claims: { jti?: string; exp?: number }
  try {
    const key = createPublicKey({ key: { ...client.jwk }, format: 'jwk' })
    const { payload } = await jwtVerify(assertion, key, { algorithms: ['ES256'], issuer: clientId, subject: clientId, audience: audiences, requiredClaims: ['exp', 'jti'], currentDate: ctx.now, clockTolerance: SKEW_SECONDS })
    claims = payload
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ERR_JWT_EXPIRED') return badClient('the assertion has expired; look at the client’s clock')
    if (code === 'ERR_JWT_CLAIM_VALIDATION_FAILED') return badClient(`iss and sub are the client, aud is ${audiences[0] ?? ''}, exp and jti are there`)
    return badClient('the client is unknown or revoked, or the signature is not its own')
  }
  const { jti = '', exp = 0 } = claims
  if (exp - ctx.now.getTime() / 1000 > MAX_LIFE_SECONDS + SKEW_SECONDS) return badClient('exp is at most five minutes ahead')
  if (jti.length < 8 || jti.length > 100) return badClient('jti is 8 to 100 characters')
  if (!(await book.spend({ clientId, jti, expiresAt: new Date((exp + SKEW_SECONDS) * 1000) }))) return badClient('this assertion was used before: make a new one for each token')

  const { accessToken, accessExpiresAt } = await issueAccessToken(ctx.keys, { sub: clientId, sid: clientId, now: ctx.now })
  return { accessToken, expiresInSeconds: Math.floor((accessExpiresAt.getTime() - ctx.now.getTime()) / 1000) }
}

/** Who an assertion says it is from, unproven. */
function claimedClient(assertion: string, prefix: string): string | undefined {
  if (assertion.length > 4000) return undefined
  try {
    const { iss, sub } = decodeJwt(assertion)
    return iss !== undefined && iss === sub && iss.startsWith(`${prefix}_`) && /^[a-z]{3}_[0-9a-z]{26}$/.test(iss) ? iss : undefined
  } catch {
    return undefined
  }
}
