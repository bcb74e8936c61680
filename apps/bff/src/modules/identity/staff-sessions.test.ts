import { StaffRole } from '@xinhui/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { createResident, createStaff, renewToken, type StaffMember } from '../../testing/people'
import { totpCode, totpStep } from './totp'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

/** Logs in as a browser would; the cookie is what a later request sends back. */
async function login(of: StaffMember, on = app, userAgent = 'Firefox') {
  on.clock.advance(30)
  const answer = await on.call('POST /staff/sessions', { body: { username: of.username, password: of.password, totpCode: totpCode(of.totpSecret, totpStep(on.clock.now())) }, headers: { 'user-agent': userAgent } })
  expect(answer.status).toBe(201)
  return { token: String(answer.body['accessToken']), cookie: cookieOf(answer.headers) }
}
const cookieOf = (headers: Headers) => (headers.get('set-cookie') ?? '').split(';')[0] ?? ''
const refresh = (cookie: string, on = app) => on.call('POST /staff/sessions/refresh', { headers: { cookie } })
const sessionsOf = async (token: string) => (await app.call('GET /staff/sessions', { as: token })).body['items'] as { sessionId: string; current: boolean; userAgent: string }[]

it('the cookie gives a new access token and is replaced by another', async () => {
  const browser = await login(await createStaff(app, ['administrator']))
  const { status, body, headers } = await refresh(browser.cookie)
  expect(status).toBe(200)
  expect(body).toMatchObject({ staff: { roles: ['administrator'] } })
  expect(cookieOf(headers)).toMatch(/^xinhui_staff=ses_/)
  expect(cookieOf(headers)).not.toBe(browser.cookie)
  expect((await app.call('GET /staff/me', { as: String(body['accessToken']) })).status).toBe(200)
})

it('a cookie used twice ends the session and is taken away', async () => {
  const browser = await login(await createStaff(app, ['steward']))
  const good = cookieOf((await refresh(browser.cookie)).headers)
  const reused = await refresh(browser.cookie)
  expect(reused.body['code']).toBe('SESSION_ENDED')
  expect(reused.headers.get('set-cookie')).toMatch(/^xinhui_staff=;.*Max-Age=0/)
  expect((await refresh(good)).body['code']).toBe('SESSION_ENDED')
})

it('without a cookie nobody is logged in', async () => {
  expect((await app.call('POST /staff/sessions/refresh')).body['code']).toBe('UNAUTHENTICATED')
})

it('a console session ends after twelve hours however much it is used', async () => {
  const own = await startTestApp()
  const browser = await login(await createStaff(own, ['reviewer']), own)
  own.clock.advance(6 * 3600)
  const later = cookieOf((await refresh(browser.cookie, own)).headers)
  own.clock.advance(6 * 3600)
  expect((await refresh(later, own)).body['code']).toBe('SESSION_ENDED')
  await own.close()
})

it('my sessions are listed, the present one marked, and one can be ended from another', async () => {
  const me = await createStaff(app, ['reviewer'])
  const office = await login(me, app, 'Office Edge')
  const home = await login(me, app, 'Home Safari')
  const listed = await sessionsOf(home.token)
  expect(listed.map((s) => [s.userAgent, s.current])).toEqual([['Home Safari', true], ['Office Edge', false], ['test', false]])
  const officeId = listed.find((s) => s.userAgent === 'Office Edge')?.sessionId ?? ''
  expect((await app.call('GET /staff/me', { as: office.token })).status).toBe(200)
  expect((await app.call(`DELETE /staff/sessions/${officeId}`, { as: home.token })).status).toBe(204)
  expect((await app.call('GET /staff/me', { as: office.token })).body['code']).toBe('SESSION_ENDED')
  expect((await refresh(office.cookie)).body['code']).toBe('SESSION_ENDED')
  expect((await sessionsOf(home.token)).map((s) => s.userAgent)).toEqual(['Home Safari', 'test'])
  expect((await app.call(`DELETE /staff/sessions/${officeId}`, { as: home.token })).status).toBe(204)
})

it("nobody ends or sees another's session", async () => {
  const mine = await createStaff(app, ['administrator'])
  const theirs = await createStaff(app, ['reviewer'])
  const { status, body } = await app.call(`DELETE /staff/sessions/${theirs.sessionId}`, { as: mine.token })
  expect({ status, code: body['code'] }).toEqual({ status: 404, code: 'NOT_FOUND' })
  expect((await sessionsOf(mine.token)).map((s) => s.sessionId)).toEqual([mine.sessionId])
  expect((await app.call('GET /staff/me', { as: theirs.token })).status).toBe(200)
})

it('logging out of the console ends the session and takes the cookie away', async () => {
  const browser = await login(await createStaff(app, ['auditor']))
  const out = await app.call('DELETE /sessions/current', { as: browser.token })
  expect(out.status).toBe(204)
  expect(out.headers.get('set-cookie')).toMatch(/^xinhui_staff=;/)
  expect((await refresh(browser.cookie)).body['code']).toBe('SESSION_ENDED')
})

it('every role reads its own console profile, a resident none, and each route knows who it is for', async () => {
  const resident = await createResident(app)
  expect((await app.call('GET /staff/sessions', { as: resident.token })).body['code']).toBe('FORBIDDEN')
  for (const role of StaffRole.options.filter((r) => r !== 'merchant-owner' && r !== 'lender-officer')) {
    const someone = await createStaff(app, [role])
    expect((await app.call('GET /staff/me', { as: await renewToken(app, someone) })).body).toMatchObject({ roles: [role] })
    expect((await app.call('POST /me/real-name', { as: someone.token, body: { name: '安禾', idNumber: '990101199005200018' } })).body['code']).toBe('FORBIDDEN')
  }
})
