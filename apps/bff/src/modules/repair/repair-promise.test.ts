import type { OrganizationScore, RepairOffer, ScoreWhatIf } from '@xinhui/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runScores } from '../../jobs/run-jobs'
import { startTestApp, type TestApp } from '../../testing/app'
import { createFirm } from '../../testing/firms'
import { createResident, createStaff, renewToken } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { createRepair, ctxOf } from '../../testing/repairs'
import { insertScoreDue } from '../score/score.store'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it('the score of a firm rises by exactly what was promised on the day of the application: on the day of effect, and on the day that was named', async () => {
  const [owner, officer] = [await createResident(app), await createStaff(app, ['reviewer'])]
  const { firmId } = await createFirm(app, { personId: owner.subjectId })
  const { recordId } = await createRecord(app, { subjectId: firmId, item: 'penalty', decidedOn: '2026-05-12', content: { severity: '一般', penaltyKind: '罚款', fineFen: 800_000, documentNumber: '云罚字〔2026〕77号' } })
  await createRecord(app, { subjectId: firmId, item: 'penalty', decidedOn: '2026-03-02', content: { severity: '轻微', penaltyKind: '警告', documentNumber: '云罚字〔2026〕78号' } })
  const system = () => ctxOf(app, { kind: 'system', name: 'jobs' })
  await insertScoreDue(app.deps.db, [firmId], app.clock.now(), 'test')
  await runScores(system())
  const score = async () => ((await app.call(`GET /firms/${firmId}/score`, { as: owner.token })).body['score'] as OrganizationScore).totalCenti
  const whatIf = async (day: string) => (await app.call(`POST /firms/${firmId}/score/what-if`, { as: owner.token, body: { day, end: [{ recordId, on: day }] } })).body as unknown as ScoreWhatIf

  const offer = (await app.call(`GET /repair-offers/${recordId}`, { as: owner.token })).body as unknown as RepairOffer
  expect(offer).toMatchObject({ mayBegin: true, refusal: null, byRuling: true, deadlines: [{ title: '答复是否受理', day: '2026-11-23' }, { title: '作出修复决定' }, {}] })
  const promised = await whatIf(offer.endsIfAppliedOn ?? '')
  const today = await whatIf('2026-11-21')
  expect(promised.differenceCenti).toBeGreaterThan(0)

  const before = await score()
  await createRepair(app, { person: owner, officer, subjectId: firmId, recordId, until: 'approved' })
  expect(await score()).toBe(before + today.differenceCenti)
  expect(today.differenceCenti).toBe(promised.differenceCenti)

  app.clock.set(`${offer.endsIfAppliedOn ?? ''}T04:00:00.000Z`)
  owner.token = await renewToken(app, owner)
  await insertScoreDue(app.deps.db, [firmId], app.clock.now(), 'test')
  await runScores(system())
  expect(await score()).toBe(promised.after.totalCenti)
})

it('a notice of a step names its case, and no other notice names anything', async () => {
  const [person, officer] = [await createResident(app), await createStaff(app, ['reviewer'])]
  const { caseId } = await createRepair(app, { person, officer, until: 'accepted' })
  person.token = await renewToken(app, person)
  const { items } = (await app.call('GET /me/notices', { as: person.token })).body as { items: { kind: string; aboutId: string | null }[] }
  expect(items.filter((n) => n.kind === 'repair.accepted')).toEqual([expect.objectContaining({ aboutId: caseId })])
  expect(items.filter((n) => !n.kind.startsWith('repair.')).every((n) => n.aboutId === null)).toBe(true)
})
