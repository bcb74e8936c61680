import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { makeCtx } from '../context'
import { registerTill } from '../modules/till/register-till'
import type { TestApp } from './app'

export const AUDIENCE = 'http://localhost/api/v1/till/token'

/** A till's own key pair, of which we only ever get the public half. */
export function tillKey(): { jwk: { kty: 'EC'; crv: 'P-256'; x: string; y: string }; privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  return { jwk: { kty: 'EC', crv: 'P-256', x, y }, privateKey }
}

/** A client assertion as a till signs it; `changes` replaces claims, `undefined` leaves one out. */
export function assertionOf(till: { clientId: string; privateKey: KeyObject }, now: Date, changes: Record<string, unknown> = {}): Promise<string> {
  const seconds = Math.floor(now.getTime() / 1000)
  const claims = { iss: till.clientId, sub: till.clientId, aud: AUDIENCE, jti: randomUUID(), iat: seconds, exp: seconds + 60, ...changes }
  return new SignJWT(Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined))).setProtectedHeader({ alg: 'ES256' }).sign(till.privateKey)
}

export const formOf = (assertion: string, changes: Record<string, string> = {}) =>
  new URLSearchParams({ grant_type: 'client_credentials', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: assertion, ...changes })

export const askToken = (app: TestApp, form: URLSearchParams) =>
  app.call('POST /till/token', { raw: new TextEncoder().encode(form.toString()), headers: { 'content-type': 'application/x-www-form-urlencoded' } })

export type Till = Awaited<ReturnType<typeof createTill>>

/** A registered till with an access token. */
export async function createTill(app: TestApp, at: { merchantId: string; storeId: string }, options: { name?: string } = {}) {
  const { jwk, privateKey } = tillKey()
  const ctx = makeCtx(app.deps, { requestId: 'test-0001', actor: { kind: 'system', name: 'test' } })
  const { id: clientId } = await registerTill({ ctx, input: { merchantId: at.merchantId, storeId: at.storeId, name: options.name ?? '1 号收银台', jwk } })
  const { body } = await askToken(app, formOf(await assertionOf({ clientId, privateKey }, app.clock.now())))
  return { clientId, privateKey, token: String(body['access_token']) }
}
