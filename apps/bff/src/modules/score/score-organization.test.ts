import type { OrganizationScoreDetail, OrganizationScoreRow } from '@xinhui/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { runScores } from '../../jobs/run-jobs'
import { startTestApp, type TestApp } from '../../testing/app'
import { createOrganization } from '../../testing/market'
import { createResident, createStaff } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { grantConsent } from '../consent/grant-consent'
import { findOrganizationScore } from './organization-score.store'
import { insertScoreDue } from './score.store'

let app: TestApp
let staff: string
beforeAll(async () => {
  app = await startTestApp()
  staff = (await createStaff(app, ['reviewer'])).token
})
afterAll(() => app.close())

const ctx = () => makeCtx(app.deps, { requestId: 'test-job', actor: { kind: 'system', name: 'test' } })
const recompute = async (subjectId: string) => {
  await insertScoreDue(app.deps.db, [subjectId], app.clock.now(), 'test')
  await runScores(ctx())
}
const detailOf = async (subjectId: string) => (await app.call(`GET /console/organization-scores/${subjectId}`, { as: staff })).body as unknown as OrganizationScoreDetail

describe('evaluation of organisations', () => {
  it('needs no consent for public data, and starts everybody at the base', async () => {
    const { subjectId } = await createOrganization(app)
    await runScores(ctx())
    expect(await detailOf(subjectId)).toMatchObject({ totalCenti: 60_000, gradeTitle: '良', vetoed: false, history: [{ reason: '首次评价' }] })
  })

  it('is computed anew when a record comes, with the reason', async () => {
    const { subjectId } = await createOrganization(app)
    await recompute(subjectId)
    await createRecord(app, { subjectId, item: 'penalty', decidedOn: '2026-11-01', content: { severity: '一般', documentNumber: '云汀罚〔2026〕7号' } })
    await recompute(subjectId)
    const detail = await detailOf(subjectId)
    expect(detail.totalCenti).toBe(57_000)
    expect(detail.lines.reduce((sum, l) => sum + l.pointsCenti, 0)).toBe(57_000)
    expect(detail.history[0]?.reason).toBe('−30.00：行政处罚 云汀罚〔2026〕7号 公示 −30.00')
  })

  it('a living serious list holds it in the lowest grade until it ends', async () => {
    const { subjectId } = await createOrganization(app)
    await createRecord(app, { subjectId, item: 'serious-list', decidedOn: '2026-01-10', endsOn: '2026-12-31' })
    await recompute(subjectId)
    expect(await detailOf(subjectId)).toMatchObject({ gradeTitle: '差', vetoed: true })
    app.clock.set('2027-01-01T04:00:00.000Z')
    await runScores(ctx())
    expect(await findOrganizationScore(app.deps.db, subjectId)).toMatchObject({ grade: 'good', totalCenti: 60_000, day: '2027-01-01' })
    app.clock.set('2026-11-21T04:00:00.000Z')
  })

  it('special classes count only while the organisation agrees', async () => {
    const { subjectId } = await createOrganization(app)
    await createRecord(app, { subjectId, item: 'social-security', decidedOn: '2026-06-01', content: { paidMonths: 12 } })
    await recompute(subjectId)
    expect((await findOrganizationScore(app.deps.db, subjectId))?.totalCenti).toBe(60_000)
    await grantConsent({ ctx: ctx(), input: { subjectId, purpose: 'item:social-security', receiver: 'city', fields: ['paidMonths'], textVersion: 'test', expiresAt: null } })
    await recompute(subjectId)
    expect((await findOrganizationScore(app.deps.db, subjectId))?.totalCenti).toBe(61_200)
  })

  it('the office finds one by part of the name or by grade; residents and merchants are refused', async () => {
    const { subjectId } = await createOrganization(app)
    await recompute(subjectId)
    const { name } = await detailOf(subjectId)
    const found = (await app.call(`GET /console/organization-scores?search=${encodeURIComponent(name.slice(0, 40))}`, { as: staff })).body['items'] as OrganizationScoreRow[]
    expect(found.map((r) => r.subjectId)).toContain(subjectId)
    expect((await app.call('GET /console/organization-scores?grade=excellent', { as: staff })).body['items']).toEqual([])
    expect((await app.call('GET /console/organization-scores?search=%25', { as: staff })).body['items']).toEqual([])
    expect((await app.call('GET /console/organization-scores', { as: (await createResident(app)).token })).status).toBe(403)
  })
})
