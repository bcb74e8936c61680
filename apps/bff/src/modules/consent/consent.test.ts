import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { newId } from '../../lib/id'
import { startTestApp, type TestApp } from '../../testing/app'
import { createResident, createVisitor } from '../../testing/people'
import { auditOf, rowsIn } from '../../testing/rows'
import { grantConsent, type NewConsent } from './grant-consent'
import { scoreStatus } from './score-status'
import { writeAccessLog } from './write-access-log'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const ctx = () => makeCtx(app.deps, { requestId: 'test-consent', actor: { kind: 'system', name: 'test' } })
const grant = (subjectId: string, input: Partial<NewConsent> = {}) =>
  grantConsent({ ctx: ctx(), input: { subjectId, purpose: 'item:7-1', receiver: 'city', fields: ['志愿服务'], textVersion: 'v1', expiresAt: null, ...input } })
const consentsOf = async (token: string) => (await app.call('GET /me/consents', { as: token })).body['items'] as { consentId: string; status: string; withdrawnAt: string | null }[]
const withdraw = (token: string, consentId: string, headers: Record<string, string> = {}) => app.call(`DELETE /me/consents/${consentId}`, { as: token, headers })

it('a consent is listed with purpose, receiver, fields and time, newest first', async () => {
  const resident = await createResident(app)
  const older = await grant(resident.subjectId)
  app.clock.advance(1)
  const newer = await grant(resident.subjectId, { purpose: 'score', fields: ['荣誉表彰'] })
  const items = await consentsOf(resident.token)
  expect(items.map((c) => c.consentId)).toEqual([newer, older])
  expect(items[0]).toEqual({
    consentId: newer,
    purpose: 'score',
    purposeTitle: '开通信用分',
    receiver: '本市公共信用信息服务机构',
    fields: ['荣誉表彰'],
    grantedAt: app.clock.now().toISOString(),
    expiresAt: null,
    withdrawnAt: null,
    status: 'living',
  })
})

it('consenting twice is one consent, also at once; another receiver is another consent', async () => {
  const resident = await createResident(app)
  const ids = await Promise.all([1, 2, 3].map(() => grant(resident.subjectId)))
  expect(new Set(ids).size).toBe(1)
  expect(await grant(resident.subjectId, { receiver: 'len_other' })).not.toBe(ids[0])
  expect(await auditOf(app, ids[0] ?? '')).toEqual(['consent.grant'])
})

it('a withdrawn consent stays in the list as withdrawn, and giving it again is a new one', async () => {
  const resident = await createResident(app)
  const id = await grant(resident.subjectId)
  expect((await withdraw(resident.token, id)).status).toBe(204)
  expect(await consentsOf(resident.token)).toMatchObject([{ consentId: id, status: 'withdrawn', withdrawnAt: app.clock.now().toISOString() }])
  expect(await grant(resident.subjectId)).not.toBe(id)
  expect(await auditOf(app, id)).toEqual(['consent.grant', 'consent.withdraw'])
})

it('a consent withdrawn twice tells since when; the same request repeated does not', async () => {
  const resident = await createResident(app)
  const id = await grant(resident.subjectId)
  const key = { 'idempotency-key': 'withdraw-once-1' }
  expect((await withdraw(resident.token, id, key)).status).toBe(204)
  const repeated = await withdraw(resident.token, id, key)
  expect({ status: repeated.status, replayed: repeated.headers.get('idempotent-replayed') }).toEqual({ status: 204, replayed: 'true' })
  const again = await withdraw(resident.token, id)
  expect({ status: again.status, code: again.body['code'], facts: again.body['facts'] }).toEqual({ status: 409, code: 'CONFLICT', facts: { status: 'withdrawn', since: app.clock.now().toISOString() } })
})

it('of several withdrawals at once one is done', async () => {
  const resident = await createResident(app)
  const id = await grant(resident.subjectId)
  await Promise.all([1, 2, 3].map(() => withdraw(resident.token, id)))
  expect((await consentsOf(resident.token))[0]?.status).toBe('withdrawn')
})

it("nobody withdraws or sees another's consent", async () => {
  const mine = await createResident(app)
  const theirs = await createResident(app)
  const id = await grant(theirs.subjectId)
  expect((await withdraw(mine.token, id)).body['code']).toBe('NOT_FOUND')
  expect(await consentsOf(mine.token)).toEqual([])
  expect((await consentsOf(theirs.token))[0]?.status).toBe('living')
})

it('before real-name there is nothing to list', async () => {
  const visitor = await createVisitor(app)
  for (const path of ['GET /me/consents', 'GET /me/access-log']) expect((await app.call(path, { as: visitor.token })).body['code']).toBe('REAL_NAME_REQUIRED')
})

it('a consent past its end reads as expired, cannot be withdrawn into something else, and can be given anew', async () => {
  const own = await startTestApp()
  const resident = await createResident(own)
  const ownCtx = () => makeCtx(own.deps, { requestId: 'test-consent', actor: { kind: 'system', name: 'test' } })
  const input: NewConsent = { subjectId: resident.subjectId, purpose: 'item:7-1', receiver: 'city', fields: ['志愿服务'], textVersion: 'v1', expiresAt: new Date(own.clock.now().getTime() + 60_000) }
  const first = await grantConsent({ ctx: ownCtx(), input })
  own.clock.advance(60)
  const items = (await own.call('GET /me/consents', { as: resident.token })).body['items'] as { status: string }[]
  expect(items.map((c) => c.status)).toEqual(['expired'])
  expect(await grantConsent({ ctx: ownCtx(), input: { ...input, expiresAt: null } })).not.toBe(first)
  expect((await own.call(`DELETE /me/consents/${first}`, { as: resident.token })).body['facts']).toMatchObject({ status: 'expired' })
  await own.close()
})

it('withdrawing the consent to the score deletes the score with it', async () => {
  const resident = await createResident(app)
  const id = await grant(resident.subjectId, { purpose: 'score' })
  await rowsIn(
    app,
    `INSERT INTO score (id, subject_id, consent_id, model_id, day, total_centi, grade, computed_at)
     VALUES ('${newId('sco')}', '${resident.subjectId}', '${id}', 'm', '2026-11-21', 60000, 'B', now())`,
  )
  expect(await scoreStatus(ctx(), resident.subjectId)).toBe('open')
  expect((await withdraw(resident.token, id)).status).toBe(204)
  expect(await rowsIn(app, `SELECT id FROM score WHERE subject_id = '${resident.subjectId}'`)).toEqual([])
  expect(await scoreStatus(ctx(), resident.subjectId)).toBe('closed')
  expect((await app.call('GET /me', { as: resident.token })).body['score']).toBe('closed')
})

it('who looked a person up is shown to that person alone, newest first', async () => {
  const resident = await createResident(app)
  const other = await createResident(app)
  await writeAccessLog(ctx(), { subjectId: resident.subjectId, viewer: '云汀市交通运输局', purpose: '信易行核验', basis: '您的授权', fields: ['信用等级'] })
  app.clock.advance(1)
  await writeAccessLog(ctx(), { subjectId: resident.subjectId, viewer: '云汀市图书馆', purpose: '免押借阅', basis: '您的授权', fields: ['信用等级'] })
  const { body } = await app.call('GET /me/access-log', { as: resident.token })
  expect(body['items']).toMatchObject([{ viewer: '云汀市图书馆' }, { viewer: '云汀市交通运输局', purpose: '信易行核验', basis: '您的授权', fields: ['信用等级'] }])
  expect((await app.call('GET /me/access-log', { as: other.token })).body['items']).toEqual([])
})
