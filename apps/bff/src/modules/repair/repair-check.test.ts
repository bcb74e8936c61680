import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { startTestApp, type TestApp } from '../../testing/app'
import { createFirm } from '../../testing/firms'
import { createResident } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { auditOf, rowsIn } from '../../testing/rows'
import { tellRepairable } from './tell-repairable'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const system = () => makeCtx(app.deps, { requestId: 'test-0001', actor: { kind: 'system', name: 'test' } })
const check = (body: Record<string, unknown>) => app.call('POST /repair/check', { body: { subjectKind: 'organization', recordKind: 'penalty', ...body } })
const noticesOf = async (token: string) => ((await app.call('GET /me/notices', { as: token })).body['items'] as { kind: string; title: string; body: string }[]).filter((n) => n.kind === 'repair.earliest')

describe('the calculator for anyone', () => {
  it('answers typed facts without login, with every step as a date and the city’s own promise', async () => {
    const { status, body } = await check({ decidedOn: '2026-07-31', fields: { severity: '一般' }, office: '市综合行政执法局' })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      today: '2026-11-21',
      calendar: { lastYear: 2026 },
      check: { applyOn: '2026-11-21', other: null, applied: { ruleId: 'repair-order-36-penalty', classCode: 'general', verified: false, earliestOn: '2026-10-31', autoEndsOn: '2027-07-31', canApply: true, channel: { code: 'window' } } },
    })
    const { deadlines } = (body['check'] as { applied: { deadlines: unknown[] } }).applied
    expect(deadlines).toMatchObject([{ code: 'accept', day: '2026-11-23', by: 'city' }, { code: 'decide', day: '2026-11-24', by: 'city' }, { code: 'propagate', day: '2026-11-25', by: 'city' }])
  })

  it('shows an older decision under both sets with the basis, and the market regulators’ channel', async () => {
    const older = (await check({ decidedOn: '2026-03-31', fields: { severity: '一般' } })).body['check'] as Record<string, unknown>
    expect(older).toMatchObject({ applied: { ruleId: 'repair-order-36-penalty', autoEndsOn: '2027-03-31' }, other: { ruleId: 'repair-order-58-penalty', autoEndsOn: '2029-03-31' }, display: { endsOn: '2029-03-31' } })
    expect(older['transition']).toContain('2026年4月1日')
    expect((await check({ decidedOn: '2026-05-10', fields: { severity: '一般' }, office: '市市场监督管理局' })).body['check']).toMatchObject({ applied: { ruleId: 'repair-market-107-penalty', channel: { code: 'market-regulator' } } })
  })

  it('refuses days that do not exist or cannot be, and names the field', async () => {
    const fields = async (body: Record<string, unknown>) => ((await check(body)).body['errors'] as { field: string }[]).map((e) => e.field)
    expect(await fields({ decidedOn: '2026-02-30' })).toEqual(['decidedOn'])
    expect(await fields({ decidedOn: '2026-12-30' })).toEqual(['decidedOn'])
    expect(await fields({ decidedOn: '2026-05-10', applyOn: '2026-13-01' })).toEqual(['applyOn'])
    expect((await check({ decidedOn: '2026-05-10', recordKind: 'honour' })).status).toBe(422)
  })

  it('stores nothing and logs nothing of what was typed', async () => {
    const counts = () => rowsIn<{ n: number }>(app, 'SELECT (SELECT count(*) FROM audit)::int + (SELECT count(*) FROM outbox)::int + (SELECT count(*) FROM access_log)::int AS n')
    const [before] = await counts()
    const logged = app.logs.length
    await check({ decidedOn: '2026-05-10', office: '一个没有的单位', fields: { violation: '占道经营之类' } })
    expect(await counts()).toEqual([before])
    const lines = app.logs.slice(logged).join('')
    expect(lines).toContain('/repair/check')
    expect(lines).not.toMatch(/没有的单位|占道经营|2026-05-10/)
  })
})

describe('an own record', () => {
  it('is answered from the file, for its owner only, and for a supposed day', async () => {
    const [owner, stranger] = [await createResident(app), await createResident(app)]
    const { recordId } = await createRecord(app, { subjectId: owner.subjectId, item: 'penalty', decidedOn: '2026-11-10', content: { severity: '一般', violation: '占道经营' } })
    const { body } = await app.call(`GET /me/records/${recordId}/repair`, { as: owner.token })
    expect(body).toMatchObject({ recordId, title: '占道经营', itemTitle: '行政处罚', subjectKind: 'person', decidedOn: '2026-11-10', remindOn: null, check: { applied: { reason: 'too-early', earliestOn: '2027-02-10' } } })
    const later = await app.call(`GET /me/records/${recordId}/repair?applyOn=2027-03-01&dutiesDoneOn=2026-11-15`, { as: owner.token })
    expect(later.body['check']).toMatchObject({ applyOn: '2027-03-01', applied: { canApply: true, conditions: [{ state: 'met' }, { state: 'met' }, { state: 'unknown' }, { state: 'unknown' }], endsIfAppliedOn: { provisional: true } } })
    expect((await app.call(`GET /me/records/${recordId}/repair`, { as: stranger.token })).status).toBe(404)
    await app.deps.db.execute(`UPDATE record SET status = 'void', version = version + 1 WHERE id = '${recordId}'`)
    expect((await app.call(`GET /me/records/${recordId}/repair`, { as: owner.token })).status).toBe(404)
  })

  it('of a firm is answered to those who may see its file', async () => {
    const owner = await createResident(app)
    const { firmId } = await createFirm(app, { personId: owner.subjectId, rights: ['file'] })
    const other = await createFirm(app, { personId: owner.subjectId, rights: ['perk'] })
    const { recordId } = await createRecord(app, { subjectId: firmId, item: 'serious-list', decidedOn: '2026-05-31' })
    const answer = await app.call(`GET /firms/${firmId}/records/${recordId}/repair`, { as: owner.token })
    expect(answer.body).toMatchObject({ subjectKind: 'organization', check: { applied: { ruleId: 'repair-order-36-serious-list', earliestOn: '2027-05-31' } } })
    expect((await app.call(`GET /firms/${other.firmId}/records/${recordId}/repair`, { as: owner.token })).status).toBe(403)
    expect((await app.call(`GET /me/records/${recordId}/repair`, { as: owner.token })).status).toBe(404)
  })

  it('gives a calendar file with its two days', async () => {
    const owner = await createResident(app)
    const { recordId } = await createRecord(app, { subjectId: owner.subjectId, item: 'penalty', decidedOn: '2026-11-10', content: { severity: '一般' } })
    const file = await app.call(`GET /me/records/${recordId}/repair.ics`, { as: owner.token })
    expect(file.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(file.text.match(/DTSTART;VALUE=DATE:\d+/g)).toEqual(['DTSTART;VALUE=DATE:20270210', 'DTSTART;VALUE=DATE:20271110'])
    expect(file.text).not.toContain('占道')
  })
})

describe('a reminder', () => {
  it('is told once on the first day, and not after it was taken back', async () => {
    const [owner, other] = [await createResident(app), await createResident(app)]
    const made = async (who: typeof owner) => (await createRecord(app, { subjectId: who.subjectId, item: 'penalty', decidedOn: '2026-09-10', content: { severity: '一般' } })).recordId
    const [kept, dropped] = [await made(owner), await made(other)]
    expect((await app.call(`POST /me/records/${kept}/repair-reminder`, { as: owner.token })).body).toEqual({ remindOn: '2026-12-10' })
    await app.call(`POST /me/records/${kept}/repair-reminder`, { as: owner.token })
    await app.call(`POST /me/records/${dropped}/repair-reminder`, { as: other.token })
    expect((await app.call(`GET /me/records/${kept}/repair`, { as: owner.token })).body['remindOn']).toBe('2026-12-10')
    expect((await app.call(`DELETE /me/records/${dropped}/repair-reminder`, { as: other.token })).status).toBe(204)
    expect(await tellRepairable({ ctx: system(), input: { limit: 10 } })).toBe(0)
    app.clock.set('2026-12-09T16:00:00.000Z')
    expect(await tellRepairable({ ctx: system(), input: { limit: 10 } })).toBe(1)
    expect(await tellRepairable({ ctx: system(), input: { limit: 10 } })).toBe(0)
    app.clock.set('2026-11-21T04:00:00.000Z')
    expect(await noticesOf(owner.token)).toMatchObject([{ title: '有一条记录可以申请信用修复了' }])
    expect(await noticesOf(other.token)).toEqual([])
    expect(await auditOf(app, kept)).toEqual(['repair.remind', 'repair.remind-me', 'repair.remind-me'])
  })

  it('of two processes at once is told once', async () => {
    const owner = await createResident(app)
    const { recordId } = await createRecord(app, { subjectId: owner.subjectId, item: 'penalty', decidedOn: '2026-09-11', content: { severity: '一般' } })
    await app.call(`POST /me/records/${recordId}/repair-reminder`, { as: owner.token })
    app.clock.set('2026-12-11T04:00:00.000Z')
    const told = await Promise.all([1, 2, 3].map(() => tellRepairable({ ctx: system(), input: { limit: 10 } })))
    expect(told.reduce((a, b) => a + b, 0)).toBe(1)
    app.clock.set('2026-11-21T04:00:00.000Z')
    expect(await noticesOf(owner.token)).toHaveLength(1)
  })

  it('is refused where the day is here already', async () => {
    const owner = await createResident(app)
    const { recordId } = await createRecord(app, { subjectId: owner.subjectId, item: 'penalty', decidedOn: '2026-05-10', content: { severity: '一般' } })
    expect((await app.call(`POST /me/records/${recordId}/repair-reminder`, { as: owner.token })).body).toMatchObject({ code: 'CONFLICT', detail: '现在就可以申请，不用提醒' })
  })
})
