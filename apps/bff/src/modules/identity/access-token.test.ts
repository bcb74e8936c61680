import { createHmac, generateKeyPairSync } from 'node:crypto'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { generateKeyFile, openKeyRing, rotateKeyFile } from '../../lib/keys'
import { startTestApp, type TestApp } from '../../testing/app'
import { createResident, createStaff, createVisitor, renewToken, type Resident, type StaffMember } from '../../testing/people'
import { createAccessVerifier, issueAccessToken } from './access-token'

let app: TestApp
let resident: Resident
let reviewer: StaffMember
beforeAll(async () => {
  app = await startTestApp()
  resident = await createResident(app)
  reviewer = await createStaff(app, ['reviewer'])
})
afterAll(() => app.close())

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const payload = () => {
  const now = Math.floor(app.clock.now().getTime() / 1000)
  return { sub: resident.accountId, sid: resident.sessionId, iss: 'urn:xinhui:bff', aud: 'urn:xinhui:api', iat: now, exp: now + 600 }
}
const refused = async (token: string) => {
  const { status, body } = await app.call('GET /me', { as: token })
  expect({ status, code: body['code'] }).toEqual({ status: 401, code: 'SESSION_ENDED' })
}
const signed = (claims: Record<string, unknown>, header: { alg: string; kid?: string; typ?: string } = { alg: 'ES256', kid: app.deps.keys.tokens[0]?.kid ?? '', typ: 'at+jwt' }) =>
  new SignJWT(claims).setProtectedHeader(header).sign(app.deps.keys.tokens[0]?.privateKey ?? new Uint8Array())

it('a token of this service opens the door', async () => {
  expect((await app.call('GET /me', { as: resident.token })).status).toBe(200)
  expect((await app.call('GET /me', { as: await signed(payload()) })).status).toBe(200)
})

it('a token without a signature is refused', () => refused(`${encode({ alg: 'none', typ: 'at+jwt' })}.${encode(payload())}.`))

it('a token signed with the public key as an HMAC secret is refused', async () => {
  const key = app.deps.keys.tokens[0]
  const body = `${encode({ alg: 'HS256', kid: key?.kid, typ: 'at+jwt' })}.${encode(payload())}`
  const pem = key?.publicKey.export({ type: 'spki', format: 'pem' }) ?? ''
  await refused(`${body}.${createHmac('sha256', pem).update(body).digest('base64url')}`)
})

it('a token of an unknown kid, of another key, or with no kid is refused', async () => {
  await refused(await signed(payload(), { alg: 'ES256', kid: '00000000', typ: 'at+jwt' }))
  await refused(await signed(payload(), { alg: 'ES256', typ: 'at+jwt' }))
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  await refused(await new SignJWT(payload()).setProtectedHeader({ alg: 'ES256', kid: app.deps.keys.tokens[0]?.kid ?? '', typ: 'at+jwt' }).sign(stranger))
})

it('a token for another audience, issuer, type or without an end is refused', async () => {
  await refused(await signed({ ...payload(), aud: 'urn:other' }))
  await refused(await signed({ ...payload(), iss: 'urn:other' }))
  await refused(await signed(payload(), { alg: 'ES256', kid: app.deps.keys.tokens[0]?.kid ?? '', typ: 'JWT' }))
  const { exp: _, ...endless } = payload()
  await refused(await signed(endless))
})

it("a token that names another account's session is refused", async () => {
  const other = await createVisitor(app)
  await refused(await signed({ ...payload(), sid: other.sessionId }))
  await refused(await signed({ ...payload(), sub: reviewer.staffId }))
})

it('rubbish instead of a token is refused', async () => {
  await refused('rubbish')
  const { status, body } = await app.call('GET /me', { headers: { authorization: 'Basic dXNlcjpwYXNz' } })
  expect({ status, code: body['code'] }).toEqual({ status: 401, code: 'SESSION_ENDED' })
})

it('no token at all is told to log in', async () => {
  const { status, body } = await app.call('GET /me')
  expect({ status, code: body['code'] }).toEqual({ status: 401, code: 'UNAUTHENTICATED' })
})

it('a token ends after ten minutes, even when it was verified before', async () => {
  const own = await startTestApp()
  const person = await createResident(own)
  expect((await own.call('GET /me', { as: person.token })).status).toBe(200)
  own.clock.advance(599)
  expect((await own.call('GET /me', { as: person.token })).status).toBe(200)
  own.clock.advance(1)
  expect((await own.call('GET /me', { as: person.token })).body['code']).toBe('SESSION_ENDED')
  expect((await own.call('GET /me', { as: await renewToken(own, person) })).status).toBe(200)
  await own.close()
})

it('after a rotation the old key still verifies and the new one signs', async () => {
  const before = generateKeyFile()
  const now = new Date('2026-11-21T04:00:00Z')
  const old = await issueAccessToken(openKeyRing(before), { sub: 'acc_a', sid: 'ses_a', now })
  const after = openKeyRing(rotateKeyFile(before, ['tokens'], { now: new Date() }))
  const verify = createAccessVerifier(after)
  expect(await verify(old.accessToken, now)).toMatchObject({ sub: 'acc_a', sid: 'ses_a' })
  const fresh = await issueAccessToken(after, { sub: 'acc_a', sid: 'ses_a', now })
  expect(await createAccessVerifier(openKeyRing(before))(fresh.accessToken, now)).toBeUndefined()
  expect(await verify(fresh.accessToken, now)).toBeDefined()
})

it('a phone cannot use console routes, nor the console a phone route, whatever the roles', async () => {
  expect((await app.call('GET /staff/me', { as: resident.token })).body['code']).toBe('FORBIDDEN')
  expect((await app.call('GET /me', { as: reviewer.token })).body['code']).toBe('FORBIDDEN')
})
