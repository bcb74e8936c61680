import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { startTestApp, type TestApp } from '../../testing/app'
import { createResident } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { readFile } from './read-file'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it('a file shows a record through the last day it names, and not a day longer; a permit for as long as it is valid', async () => {
  const person = await createResident(app)
  const { recordId } = await createRecord(app, { subjectId: person.subjectId, item: 'volunteer', decidedOn: '2026-03-10', content: { hours: 12 } })
  const permit = await createRecord(app, { subjectId: person.subjectId, item: 'permit', decidedOn: '2020-03-10', endsOn: '2031-01-31' })
  const [volunteer, valid] = [[recordId, '2029-03-09'], [permit.recordId, '2031-01-31']]
  for (const [at, shown] of [['2026-11-21T04:00:00Z', [volunteer, valid]], ['2029-03-09T15:59:00Z', [volunteer, valid]], ['2029-03-09T16:01:00Z', [valid]], ['2031-01-31T16:01:00Z', []]] as const) {
    app.clock.set(at)
    const views = await readFile(makeCtx(app.deps, { requestId: 'req_file', actor: { kind: 'system', name: 'test' } }), { subjectId: person.subjectId, openTexts: true })
    expect(views.map((r) => [r.recordId, r.shownUntil]), at).toEqual(shown)
  }
})
