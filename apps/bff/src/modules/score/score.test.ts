import type { MyScore, Score } from '@xinhui/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { sqlState } from '../../db/sql'
import { runScores } from '../../jobs/run-jobs'
import { newId } from '../../lib/id'
import { startTestApp, type TestApp } from '../../testing/app'
import { createResident, createStaff, createVisitor } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { consent } from '../consent/consent.table'
import { score } from './score.table'
import { insertScoreDue } from './score.store'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const agreed = () => ({ agreed: true, textVersion: app.deps.city.scoreConsent.textVersion })
const open = async (token: string) => (await app.call('POST /me/score', { as: token, body: agreed() })).body as unknown as Extract<MyScore, { status: 'open' }>
const sum = (lines: Score['lines']) => lines.reduce((total, l) => total + l.pointsCenti, 0)

describe('opening', () => {
  it('before opening there is no number anywhere, only what opening would mean', async () => {
    const resident = await createResident(app)
    const { status, body, text } = await app.call('GET /me/score', { as: resident.token })
    expect(status).toBe(200)
    expect(body).toMatchObject({ status: 'never-asked', consent: { textVersion: agreed().textVersion } })
    expect(text).not.toContain('totalCenti')
  })

  it('opens by explicit consent, and the lines add up to the number on top', async () => {
    const resident = await createResident(app)
    await createRecord(app, { subjectId: resident.subjectId, item: 'volunteer', decidedOn: '2026-03-01', content: { hours: 30 } })
    const mine = await open(resident.token)
    expect(mine.status).toBe('open')
    expect(sum(mine.score.lines)).toBe(mine.score.totalCenti)
    expect(mine.score.lines.some((l) => l.sourceOffice === '云汀市测试局')).toBe(true)
    const band = mine.score.bands.find((b) => b.code === mine.score.grade)
    expect(mine.score.totalCenti).toBeGreaterThanOrEqual(band?.fromCenti ?? Number.NaN)
    expect(mine.score.totalCenti).toBeLessThanOrEqual(band?.toCenti ?? Number.NaN)
  })

  it('is refused without the explicit yes, naming the field', async () => {
    const resident = await createResident(app)
    const { status, body } = await app.call('POST /me/score', { as: resident.token, body: { agreed: false, textVersion: agreed().textVersion } })
    expect(status).toBe(422)
    expect(body).toMatchObject({ code: 'VALIDATION', errors: [{ field: 'agreed' }] })
  })

  it('is refused when another consent text was read', async () => {
    const resident = await createResident(app)
    const { status, body } = await app.call('POST /me/score', { as: resident.token, body: { agreed: true, textVersion: 'older' } })
    expect([status, body['code']]).toEqual([409, 'CONSENT_TEXT_OUTDATED'])
  })

  it('is refused on the day before the 18th birthday and works on the birthday', async () => {
    const resident = await createResident(app, { birthDay: '2008-11-22' })
    expect((await app.call('POST /me/score', { as: resident.token, body: agreed() })).body).toMatchObject({ code: 'SCORE_UNDER_AGE' })
    app.clock.set('2026-11-21T16:00:00.000Z') // midnight in Shanghai
    expect((await app.call('POST /me/score', { as: (await createResident(app, { birthDay: '2008-11-22' })).token, body: agreed() })).status).toBe(201)
    app.clock.set('2026-11-21T04:00:00.000Z')
  })

  it('twice opens once: one consent, one score', async () => {
    const resident = await createResident(app)
    const [first, second] = await Promise.all([open(resident.token), open(resident.token)])
    expect(second.consentId).toBe(first.consentId)
    const { body } = await app.call('GET /me/consents', { as: resident.token })
    expect(body['items']).toHaveLength(1)
  })

  it('needs a person with real-name: not a visitor, not staff, not nobody', async () => {
    const visitor = await createVisitor(app)
    const staff = await createStaff(app, ['administrator'])
    expect((await app.call('GET /me/score')).status).toBe(401)
    expect((await app.call('GET /me/score', { as: visitor.token })).body).toMatchObject({ code: 'REAL_NAME_REQUIRED' })
    expect((await app.call('GET /me/score', { as: staff.token })).status).toBe(403)
  })
})

describe('closing', () => {
  it('deletes the number at once and withdraws the consent; opening again starts anew', async () => {
    const resident = await createResident(app)
    const mine = await open(resident.token)
    expect((await app.call('DELETE /me/score', { as: resident.token })).status).toBe(204)
    expect((await app.call('GET /me/score', { as: resident.token })).body).toMatchObject({ status: 'closed' })
    const rows = await app.deps.db.select().from(score)
    expect(rows.some((r) => r.subjectId === resident.subjectId)).toBe(false)
    const again = await open(resident.token)
    expect(again.consentId).not.toBe(mine.consentId)
  })

  it('a closed score is not computed by any job', async () => {
    const resident = await createResident(app)
    await open(resident.token)
    await insertScoreDue(app.deps.db, [resident.subjectId], app.clock.now(), 'test')
    await app.call('DELETE /me/score', { as: resident.token })
    await runScores(makeCtx(app.deps, { requestId: 'test-job', actor: { kind: 'system', name: 'test' } }))
    expect((await app.call('GET /me/score', { as: resident.token })).body).toMatchObject({ status: 'closed' })
  })

  it('the database refuses to withdraw the consent while the score lives', async () => {
    const resident = await createResident(app)
    const mine = await open(resident.token)
    const { eq } = await import('drizzle-orm')
    const refused = await app.deps.db
      .update(consent)
      .set({ status: 'withdrawn', withdrawnAt: app.clock.now() })
      .where(eq(consent.id, mine.consentId))
      .then(
        () => undefined,
        (error: unknown) => sqlState(error),
      )
    expect(refused?.code).toBe('23503')
  })

  it('the database refuses a score under somebody else’s consent', async () => {
    const [a, b] = [await createResident(app), await createResident(app)]
    const mine = await open(a.token)
    const [row] = await app.deps.db.select().from(score).limit(1)
    if (!row) throw new Error('no score')
    const refused = await app.deps.db
      .insert(score)
      .values({ ...row, id: newId('sco'), subjectId: b.subjectId, consentId: mine.consentId })
      .then(
        () => undefined,
        (error: unknown) => sqlState(error),
      )
    expect(refused?.code).toBe('23503')
  })

  it('a refusal is remembered until the person comes by themselves', async () => {
    const resident = await createResident(app)
    expect((await app.call('POST /me/score/refusal', { as: resident.token })).status).toBe(204)
    expect((await app.call('GET /me/score', { as: resident.token })).body).toMatchObject({ status: 'refused' })
    expect((await open(resident.token)).status).toBe('open')
  })
})

describe('recomputing', () => {
  it('says in words what changed, and only when something did', async () => {
    const resident = await createResident(app)
    const before = await open(resident.token)
    await createRecord(app, { subjectId: resident.subjectId, item: 'volunteer', decidedOn: '2026-11-01', content: { hours: 10 } })
    await insertScoreDue(app.deps.db, [resident.subjectId], app.clock.now(), 'test')
    const ctx = () => makeCtx(app.deps, { requestId: 'test-job', actor: { kind: 'system', name: 'test' } })
    await runScores(ctx())
    const after = (await app.call('GET /me/score', { as: resident.token })).body as unknown as Extract<MyScore, { status: 'open' }>
    const delta = after.score.totalCenti - before.score.totalCenti
    expect(delta).toBeGreaterThan(0)
    expect(after.score.change).toMatchObject({ deltaCenti: delta, on: '2026-11-21' })
    expect(after.score.change?.sentence).toContain('新增')
  })

  it('a penalty lowers the number, never below zero, and the row says until when it counts', async () => {
    const resident = await createResident(app)
    await createRecord(app, { subjectId: resident.subjectId, item: 'penalty', decidedOn: '2026-06-01', content: { severity: '一般' } })
    const mine = await open(resident.token)
    const line = mine.score.lines.find((l) => l.pointsCenti < 0 && l.kind === 'record')
    expect(line?.until).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(sum(mine.score.lines)).toBe(mine.score.totalCenti)
  })

  it('special classes count only under their own consent', async () => {
    const resident = await createResident(app)
    await createRecord(app, { subjectId: resident.subjectId, item: 'social-security', decidedOn: '2026-06-01', content: { months: 36 } })
    const mine = await open(resident.token)
    expect(mine.score.lines.filter((l) => l.recordId)).toEqual([])
    const records = (await app.call('GET /me/records', { as: resident.token })).body['items']
    expect(records).toEqual([])
  })
})
