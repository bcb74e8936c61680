import { addDays, scoreTotal } from '@xinhui/rules'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { startTestApp, type TestApp } from '../../testing/app'
import { onPostgres } from '../../testing/database'
import { createOrganization } from '../../testing/market'
import { createRecord } from '../../testing/records'
import { rowsIn } from '../../testing/rows'
import { loadScoreFile } from './compute-score'
import { findOrganizationScore } from './organization-score.store'
import { recomputeAll } from './recompute-all'
import { recomputeScore } from './recompute-score'
import { insertScoreDue } from './score.store'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const START = '2026-11-21'
const at = (days: number) => app.clock.set(`${addDays(START, days)}T04:00:00.000Z`)
const ctx = async () => {
  const [row] = await rowsIn<{ name: string }>(app, 'SELECT current_database() AS name')
  const url = new URL(process.env['TEST_DATABASE_URL'] ?? '')
  url.pathname = `/${row?.name ?? ''}`
  const made = makeCtx(app.deps, { requestId: 'test-job', actor: { kind: 'system', name: 'test' } })
  return { ...made, config: { ...made.config, databaseUrl: url.href } }
}

/** What stands of each firm is what its file gives today, whether the run evaluated it or spared it. */
async function expectTrue(firms: readonly string[], day: string): Promise<void> {
  for (const firmId of firms) {
    const { model, records } = await loadScoreFile(await ctx(), firmId, 'organization')
    expect(await findOrganizationScore(app.deps.db, firmId)).toMatchObject({ day, ...scoreTotal(model, records, day) })
  }
}

it.skipIf(!onPostgres)('a file that is the same before the day it may move is not evaluated again, and its number stays true every night', { timeout: 180_000 }, async () => {
  at(0)
  const firms: string[] = []
  for (const [item, decidedOn, content] of [['penalty', '2026-08-23', { severity: '严重' }], ['tax-rating', '2025-11-25', { level: 'A' }], ['commitment', '2026-11-01', { outcome: '已践诺' }]] as const) {
    const { subjectId } = await createOrganization(app)
    await createRecord(app, { subjectId, item, decidedOn, content })
    firms.push(subjectId)
  }
  const [penalised = '', , promising = ''] = firms
  expect(await recomputeAll({ ctx: await ctx(), input: { workers: 1 } })).toEqual({ computed: 3, changed: 3 })
  for (const days of [1, 2, 4, 5, 33, 64, 400]) {
    at(days)
    expect(await recomputeAll({ ctx: await ctx(), input: { workers: 1 } })).toMatchObject({ computed: 3 })
    await expectTrue(firms, addDays(START, days))
  }
  // One at a time in between, then back as the file was: the hash of then must not hide it.
  const before = await findOrganizationScore(app.deps.db, promising)
  const { recordId } = await createRecord(app, { subjectId: promising, item: 'penalty', decidedOn: addDays(START, 399), content: { severity: '一般' } })
  await insertScoreDue(app.deps.db, [promising], app.clock.now(), 'test')
  expect(await recomputeScore({ ctx: await ctx(), input: { subjectId: promising } })).toBe('changed')
  await rowsIn(app, `UPDATE record SET status = 'void' WHERE id = '${recordId}'`)
  at(401)
  expect(await recomputeAll({ ctx: await ctx(), input: { workers: 1 } })).toEqual({ computed: 3, changed: 1 })
  expect(await findOrganizationScore(app.deps.db, promising)).toMatchObject({ totalCenti: before?.totalCenti })
  // A record that comes on a steady night is seen without anybody marking it.
  await createRecord(app, { subjectId: penalised, item: 'penalty', decidedOn: addDays(START, 401), content: { severity: '轻微' } })
  at(402)
  expect(await recomputeAll({ ctx: await ctx(), input: { workers: 1 } })).toEqual({ computed: 3, changed: 1 })
  await expectTrue(firms, addDays(START, 402))
})
