import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { onPostgres } from '../../testing/database'
import { createStaff, createVisitor } from '../../testing/people'
import { auditOf, rowsIn } from '../../testing/rows'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const refresh = (refreshToken: string) => app.call('POST /sessions/refresh', { body: { refreshToken } })
const tokensOf = (body: Record<string, unknown>) => body['tokens'] as { accessToken: string; refreshToken: string; refreshExpiresAt: string }
const rowOf = async (id: string) => (await rowsIn<{ generation: number; reason: string | null; token_hash: string }>(app, `SELECT generation, revoked_reason AS reason, token_hash FROM session WHERE id = '${id}'`))[0]

it('a refresh token is exchanged for a new pair, as often as the new one is used', async () => {
  const phone = await createVisitor(app)
  const first = await refresh(phone.refreshToken)
  expect(first.status).toBe(200)
  const second = await refresh(tokensOf(first.body).refreshToken)
  expect(second.status).toBe(200)
  expect((await app.call('GET /me', { as: tokensOf(second.body).accessToken })).status).toBe(200)
  expect(await rowOf(phone.sessionId)).toMatchObject({ generation: 2, reason: null })
})

it('a spent refresh token ends the whole family, says so in the audit trail, and the good token with it', async () => {
  const phone = await createVisitor(app)
  const { body } = await refresh(phone.refreshToken)
  const good = tokensOf(body)
  expect((await app.call('GET /me', { as: good.accessToken })).status).toBe(200)
  expect((await refresh(phone.refreshToken)).body['code']).toBe('SESSION_ENDED')
  expect((await refresh(good.refreshToken)).body['code']).toBe('SESSION_ENDED')
  expect((await app.call('GET /me', { as: good.accessToken })).body['code']).toBe('SESSION_ENDED')
  expect(await rowOf(phone.sessionId)).toMatchObject({ reason: 'reuse' })
  expect(await auditOf(app, phone.sessionId)).toEqual(['session.open', 'session.reuse'])
})

it('a made-up token of a living family ends nothing', async () => {
  const phone = await createVisitor(app)
  const madeUp = `${phone.sessionId}.${'A'.repeat(43)}`
  for (const token of [madeUp, 'rubbish', `${phone.sessionId}.`, phone.refreshToken.slice(0, -1)]) expect((await refresh(token)).body['code']).toBe('SESSION_ENDED')
  expect((await refresh(phone.refreshToken)).status).toBe(200)
})

it('the database holds no refresh token, only hashes', async () => {
  const phone = await createVisitor(app)
  const row = await rowOf(phone.sessionId)
  expect(row?.token_hash).toHaveLength(43)
  expect(JSON.stringify(row)).not.toContain(phone.refreshToken.split('.')[1])
})

it('a phone stays logged in thirty days after its last use and ninety at most', async () => {
  const own = await startTestApp()
  const call = (refreshToken: string) => own.call('POST /sessions/refresh', { body: { refreshToken } })
  const days = (n: number) => n * 24 * 3600
  const phone = await createVisitor(own)
  own.clock.advance(days(29))
  const a = await call(phone.refreshToken)
  expect(tokensOf(a.body).refreshExpiresAt).toBe('2027-01-19T04:00:00.000Z')
  own.clock.advance(days(29))
  const b = await call(tokensOf(a.body).refreshToken)
  own.clock.advance(days(29))
  const c = await call(tokensOf(b.body).refreshToken)
  expect(tokensOf(c.body).refreshExpiresAt).toBe('2027-02-19T04:00:00.000Z')
  own.clock.advance(days(3))
  expect((await call(tokensOf(c.body).refreshToken)).body['code']).toBe('SESSION_ENDED')
  const idle = await createVisitor(own)
  own.clock.advance(days(30))
  expect((await call(idle.refreshToken)).body['code']).toBe('SESSION_ENDED')
  await own.close()
})

it("a console's refresh token is no good on a phone's route", async () => {
  const officer = await createStaff(app, ['auditor'])
  expect((await refresh(officer.refreshToken)).body['code']).toBe('SESSION_ENDED')
  expect((await rowOf(officer.sessionId))?.reason).toBeNull()
})

it.runIf(onPostgres)('of a hundred uses of one refresh token at once over HTTP exactly one succeeds, and the family ends', async () => {
  const phone = await createVisitor(app)
  const server = await app.listen()
  const answers = await Promise.all(
    Array.from({ length: 100 }, async () => {
      const response = await fetch(`${server.origin}/api/v1/sessions/refresh`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ refreshToken: phone.refreshToken }),
      })
      return { status: response.status, body: (await response.json()) as Record<string, unknown> }
    }),
  )
  await server.close()
  const won = answers.filter((a) => a.status === 200)
  const lost = answers.filter((a) => a.status === 401 && a.body['code'] === 'SESSION_ENDED')
  expect({ won: won.length, lost: lost.length }).toEqual({ won: 1, lost: 99 })
  expect(await rowOf(phone.sessionId)).toMatchObject({ reason: 'reuse', generation: 1 })
  expect((await refresh(tokensOf(won[0]?.body ?? {}).refreshToken)).body['code']).toBe('SESSION_ENDED')
  expect(await auditOf(app, phone.sessionId)).toEqual(['session.open', 'session.reuse'])
})
