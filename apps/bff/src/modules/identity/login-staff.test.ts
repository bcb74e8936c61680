import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { DomainError } from '../../errors'
import { startTestApp, type TestApp } from '../../testing/app'
import { createStaff, type StaffMember } from '../../testing/people'
import { auditOf, rowsIn } from '../../testing/rows'
import { createStaff as createStaffMember, type NewStaff } from './create-staff'
import { resetStaff } from './reset-staff'
import { totpCode, totpStep } from './totp'

let app: TestApp
let someone: StaffMember
beforeAll(async () => {
  app = await startTestApp({ config: { trustProxy: true } })
})
afterAll(() => app.close())
let address = 0
beforeEach(async () => {
  address += 1
  someone = await createStaff(app, ['reviewer', 'steward'])
})

const codeAt = (of: { totpSecret: string }, offset = 0) => totpCode(of.totpSecret, totpStep(app.clock.now()) + offset)
const login = (input: { username?: string; password?: string; totpCode?: string } = {}) =>
  app.call('POST /staff/sessions', { body: { username: someone.username, password: someone.password, totpCode: codeAt(someone), ...input }, headers: { 'x-forwarded-for': `10.0.0.${address}` } })
const ctx = () => makeCtx(app.deps, { requestId: 'test-staff', actor: { kind: 'system', name: 'cli' } })
/** A code that is none of the three accepted ones. */
const wrongCode = (of: { totpSecret: string }) => {
  const good = [-1, 0, 1].map((o) => codeAt(of, o))
  return ['000000', '111111', '222222', '333333'].find((c) => !good.includes(c)) ?? ''
}

it('the right password and code open a session and set a cookie no script can read', async () => {
  const { status, body, headers } = await login()
  expect(status).toBe(201)
  expect(body['staff']).toMatchObject({ staffId: someone.staffId, username: someone.username, roles: ['reviewer', 'steward'], merchantId: null, lenderId: null })
  const cookie = headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^xinhui_staff=ses_/)
  for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/api/v1/staff/sessions', 'Expires=Sat, 21 Nov 2026 16:00:00 GMT']) expect(cookie).toContain(attribute)
  expect(cookie).not.toContain('Secure')
  expect(body['refreshToken']).toBeUndefined()
  expect((await app.call('GET /staff/me', { as: String(body['accessToken']) })).body).toEqual(body['staff'])
})

it('behind https the cookie is Secure', async () => {
  const https = await startTestApp({ config: { publicOrigin: 'https://credit.example.cn' } })
  const officer = await createStaff(https, ['reviewer'])
  const { headers } = await https.call('POST /staff/sessions', { body: { username: officer.username, password: officer.password, totpCode: totpCode(officer.totpSecret, totpStep(https.clock.now())) } })
  expect(headers.get('set-cookie')).toContain('Secure')
  await https.close()
})

it('a wrong password, a wrong code and an unknown user get the same answer', async () => {
  const answers = [await login({ password: 'not the password' }), await login({ totpCode: wrongCode(someone) }), await login({ username: 'nobody-here' })]
  for (const { status, body, headers } of answers) {
    expect({ status, code: body['code'], title: body['title'], facts: body['facts'] }).toEqual({ status: 401, code: 'LOGIN_FAILED', title: '用户名、密码或动态码不正确', facts: undefined })
    expect(headers.get('set-cookie')).toBeNull()
  }
})

it('one step before or after is accepted, two are not', async () => {
  expect((await login({ totpCode: codeAt(someone, -2) })).body['code']).toBe('LOGIN_FAILED')
  expect((await login({ totpCode: codeAt(someone, 2) })).body['code']).toBe('LOGIN_FAILED')
  expect((await login({ totpCode: codeAt(someone, -1) })).status).toBe(201)
  expect((await login({ totpCode: codeAt(someone, 1) })).status).toBe(201)
})

it('a one-time code works once, and no older one after it', async () => {
  const code = codeAt(someone)
  expect((await login({ totpCode: code })).status).toBe(201)
  expect((await login({ totpCode: code })).body['code']).toBe('LOGIN_FAILED')
  expect((await login({ totpCode: codeAt(someone, -1) })).body['code']).toBe('LOGIN_FAILED')
  expect((await login({ totpCode: codeAt(someone, 1) })).status).toBe(201)
})

it('four logins at once with one code open one session', async () => {
  const answers = await Promise.all(Array.from({ length: 4 }, () => login()))
  expect(answers.filter((a) => a.status === 201)).toHaveLength(1)
})

it('five failures lock the account for fifteen minutes, even for the right password, and say until when', async () => {
  for (let i = 0; i < 4; i += 1) expect((await login({ password: 'wrong password' })).body['code']).toBe('LOGIN_FAILED')
  const until = new Date(app.clock.now().getTime() + 15 * 60_000).toISOString()
  const fifth = await login({ password: 'wrong password' })
  expect({ status: fifth.status, code: fifth.body['code'], facts: fifth.body['facts'] }).toEqual({ status: 429, code: 'LOGIN_LOCKED', facts: { lockedUntil: until, retryAfterSeconds: 900 } })
  expect(fifth.headers.get('retry-after')).toBe('900')
  app.clock.advance(60)
  const right = await login()
  expect({ code: right.body['code'], facts: right.body['facts'] }).toEqual({ code: 'LOGIN_LOCKED', facts: { lockedUntil: until, retryAfterSeconds: 840 } })
  app.clock.advance(840)
  expect((await login()).status).toBe(201)
  expect((await auditOf(app, someone.staffId)).filter((action) => action === 'staff.login-failed')).toHaveLength(5)
})

it('after the lock the count starts anew, and a success clears it', async () => {
  for (let i = 0; i < 5; i += 1) await login({ password: 'wrong password' })
  app.clock.advance(900)
  for (let i = 0; i < 4; i += 1) expect((await login({ password: 'wrong password' })).body['code']).toBe('LOGIN_FAILED')
  expect((await login()).status).toBe(201)
  app.clock.advance(30)
  for (let i = 0; i < 4; i += 1) expect((await login({ password: 'wrong password' })).body['code']).toBe('LOGIN_FAILED')
})

it('guesses at once are counted one by one: no more than five are examined', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => login({ password: 'wrong password' })))
  expect(answers.filter((a) => a.body['code'] === 'LOGIN_FAILED')).toHaveLength(4)
  expect(answers.filter((a) => a.body['code'] === 'LOGIN_LOCKED')).toHaveLength(8)
  expect((await auditOf(app, someone.staffId)).filter((action) => action === 'staff.login-failed')).toHaveLength(5)
})

it('an unknown user is locked like a known one, so that the lock tells nothing', async () => {
  const codes: unknown[] = []
  for (let i = 0; i < 6; i += 1) codes.push((await login({ username: 'ghost-of-staff' })).body['code'])
  expect(codes).toEqual(['LOGIN_FAILED', 'LOGIN_FAILED', 'LOGIN_FAILED', 'LOGIN_FAILED', 'LOGIN_LOCKED', 'LOGIN_LOCKED'])
})

it('somebody deactivated can neither log in nor go on', async () => {
  expect((await app.call('GET /staff/me', { as: someone.token })).status).toBe(200)
  await rowsIn(app, `UPDATE staff SET active = false WHERE id = '${someone.staffId}'`)
  app.clock.advance(5)
  expect((await login()).body['code']).toBe('LOGIN_FAILED')
  expect((await app.call('GET /staff/me', { as: someone.token })).body['code']).toBe('SESSION_ENDED')
})

it('a reset gives new secrets, lifts the lock and ends every session', async () => {
  for (let i = 0; i < 5; i += 1) await login({ password: 'wrong password' })
  const secrets = await resetStaff({ ctx: ctx(), input: { username: someone.username, password: 'another long phrase' } })
  expect((await app.call('GET /staff/me', { as: someone.token })).body['code']).toBe('SESSION_ENDED')
  expect((await login()).body['code']).toBe('LOGIN_FAILED')
  expect((await login({ password: 'another long phrase', totpCode: codeAt(secrets) })).status).toBe(201)
})

it('a created user has an argon2id hash of OWASP strength, a sealed secret and a URI for the authenticator', async () => {
  const made = await createStaffMember({ ctx: ctx(), input: { username: 'Zhang.Shenhe', displayName: '张审核', roles: ['reviewer'], password: 'a long enough phrase' } })
  expect(made.otpauthUri).toMatch(/^otpauth:\/\/totp\/.*zhang\.shenhe\?.*secret=/)
  const [row] = await rowsIn<{ username: string; password_hash: string; totp_sealed: string }>(app, `SELECT * FROM staff WHERE id = '${made.staffId}'`)
  expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(row?.totp_sealed).not.toContain(made.totpSecret)
  expect(row?.username).toBe('zhang.shenhe')
})

it.each([
  ['a short password', { password: 'short' }, 'password'],
  ['a password with the username in it', { password: 'li.ming-and-more' }, 'password'],
  ['a password of one letter', { password: 'aaaaaaaaaaaaaa' }, 'password'],
  ['no role', { roles: [] }, 'roles'],
  ['an auditor who also reviews', { roles: ['auditor', 'reviewer'] }, 'roles'],
  ['a merchant owner without a merchant', { roles: ['merchant-owner'] }, 'merchantId'],
  ['a reviewer bound to a lender', { lenderId: 'len_1' }, 'lenderId'],
  ['a username with a space', { username: 'li ming' }, 'username'],
] satisfies [string, Partial<NewStaff>, string][])('%s is refused and named', async (_, change, field) => {
  const input: NewStaff = { username: 'li.ming', displayName: '李明', roles: ['reviewer'], password: 'a long enough phrase', ...change }
  const refusal = await createStaffMember({ ctx: ctx(), input }).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(DomainError)
  expect(refusal).toMatchObject({ code: 'VALIDATION', extras: { errors: [expect.objectContaining({ field })] } })
})

it('a username is given once', async () => {
  await expect(createStaffMember({ ctx: ctx(), input: { username: someone.username, displayName: '又一位', roles: ['reviewer'], password: 'a long enough phrase' } })).rejects.toMatchObject({ code: 'CONFLICT' })
})

it('one address tries thirty logins a minute, whatever the names', async () => {
  const codes: unknown[] = []
  for (let i = 0; i < 32; i += 1) codes.push((await login({ username: `name-${i}` })).body['code'])
  expect(codes.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 'LOGIN_FAILED'))
  expect(codes.slice(30)).toEqual(['TOO_MANY_REQUESTS', 'TOO_MANY_REQUESTS'])
})
