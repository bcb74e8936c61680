import { addDays, addWorkingDays, pausedDeadline } from '@xinhui/rules'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { sqlState } from '../../db/sql'
import { startTestApp, type TestApp } from '../../testing/app'
import { createResident, createStaff } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { createRepair } from '../../testing/repairs'
import { rowsIn } from '../../testing/rows'
import { createCommitment } from '../../testing/commitments'
import { createFirm, createObjection } from '../../testing/firms'
import { createInterview } from '../../testing/interviews'
import type { DeadlineSource, OpenDeadline } from './deadline-source'
import { loadWorkingYear, previewWorkingYear } from './load-working-year'
import { workingCalendar } from './working-calendar'

let app: TestApp
let steward: string
beforeAll(async () => {
  app = await startTestApp()
  steward = (await createStaff(app, ['steward'])).token
})
afterAll(() => app.close())

const ctx = () => makeCtx(app.deps, { requestId: 'test-0001', actor: { kind: 'system', name: 'test' } })
const notice = (over: Record<string, unknown> = {}) => ({ year: 2027, source: '关于2027年部分节假日安排的通知（测试）', off: ['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04', '2027-10-01'], working: ['2027-01-09'], ...over })
const load = (body: unknown) => app.call('POST /console/working-years', { as: steward, body })

/** Deadlines as some module keeps them, with the pauses of a case. */
function casesOf(open: OpenDeadline[]): { source: DeadlineSource; stored: Map<string, OpenDeadline> } {
  const stored = new Map(open.map((d) => [d.id, d]))
  return {
    stored,
    source: {
      kind: 'case',
      title: '案件',
      listOpen: () => Promise.resolve([...stored.values()]),
      move: (_ctx, { id, from, to, provisional }) => {
        const one = stored.get(id)
        if (one && one.day === from) stored.set(id, { ...one, day: to, provisional })
        return Promise.resolve()
      },
    },
  }
}

describe('a year’s notice', () => {
  it('is previewed with every open deadline it moves, then loaded, and deadlines are no longer provisional', async () => {
    const before = await workingCalendar(ctx())
    const running = (id: string, start: string, workingDays: number): OpenDeadline => ({ id, title: id, start, workingDays, pauses: [], ...pausedDeadline(before, start, workingDays, []) })
    const { source, stored } = casesOf([running('across', '2026-12-30', 5), running('within', '2026-11-02', 5), running('january', '2027-01-04', 5)])
    expect(stored.get('across')).toMatchObject({ day: '2027-01-07', provisional: true })
    const diff = await previewWorkingYear({ ctx: ctx(), input: notice() }, [source])
    expect(diff).toMatchObject({ year: 2027, added: ['2027-01-04'], removed: ['2027-01-09'], looked: 3, moved: [{ id: 'across', from: '2027-01-07', to: '2027-01-08', wasProvisional: true, isProvisional: false }, { id: 'january', from: '2027-01-11', to: '2027-01-09' }] })
    expect(stored.get('across')?.day).toBe('2027-01-07')
    expect(await rowsIn(app, 'SELECT id FROM working_year')).toEqual([])

    expect((await loadWorkingYear({ ctx: ctx(), input: notice() }, [source])).moved).toHaveLength(2)
    expect(stored.get('across')).toMatchObject({ day: '2027-01-08', provisional: false })
    const after = await workingCalendar(ctx())
    expect(addWorkingDays(after, '2026-12-30', 5)).toEqual({ day: '2027-01-08', provisional: false })
    expect((await app.call('POST /repair/check', { body: { subjectKind: 'organization', recordKind: 'penalty', decidedOn: '2026-09-01', office: '市市场监督管理局', fields: { severity: '一般' }, applyOn: '2026-12-30' } })).body).toMatchObject({
      calendar: { lastYear: 2027 },
      check: { applied: { deadlines: [{ workingDays: 7, day: '2027-01-11', provisional: false }] } },
    })
  })

  it('is loaded again as the next version, never changed', async () => {
    const again = await load(notice({ working: ['2027-01-09', '2027-01-10'] }))
    expect(again.body).toMatchObject({ removed: ['2027-01-10'], added: [] })
    const { body } = await app.call('GET /console/working-years', { as: steward })
    expect((body['years'] as { year: number; version: number }[]).map((y) => [y.year, y.version])).toEqual([[2025, 0], [2026, 0], [2027, 2]])
    expect((body['history'] as { version: number }[]).map((h) => h.version)).toEqual([2, 1])
    expect((await app.call('GET /working-years')).body['version']).toBe('cn-2026.1+2027.2')
    const refused = await app.deps.db.execute('UPDATE working_year SET year = 2028').then(() => null, (error: unknown) => sqlState(error)?.code)
    expect(refused).toBe('23001')
  })

  it('with impossible days is refused with each of them, and nothing is stored', async () => {
    const { status, body } = await load(notice({ off: ['2028-01-01', '2027-02-30'], working: ['2027-01-04', '2028-01-01'] }))
    expect(status).toBe(422)
    expect((body['errors'] as { message: string }[]).length).toBeGreaterThanOrEqual(3)
    expect(await rowsIn(app, 'SELECT id FROM working_year')).toHaveLength(2)
  })

  it('moves what the product itself keeps: clocks of repair cases, checks and hearings of promises, appeals, and shows objections that move by themselves', async () => {
    app.clock.set('2028-12-20T02:00:00Z')
    const person = await createResident(app)
    const { checkId } = await createCommitment(app, { subjectId: person.subjectId })
    const { recordId } = await createRecord(app, { subjectId: person.subjectId, item: 'penalty', decidedOn: '2028-06-12', content: { severity: '一般', penaltyKind: '罚款', fineFen: 800_000, documentNumber: '云罚字〔2028〕1号' } })
    const { caseId } = await createRepair(app, { person, until: 'submitted', recordId })
    const { commitmentId } = await createCommitment(app, { subjectId: (await createResident(app)).subjectId, hearing: true })
    const { firmId } = await createFirm(app, { personId: person.subjectId })
    const { interviewId } = await createInterview(app, { firmId, until: 'held' })
    const { objectionId } = await createObjection(app, firmId)
    const days = async () => ({
      others: await rowsIn<{ until: string; next: string }>(app, `SELECT hearing_until::text AS until, next_due_on::text AS next FROM commitment WHERE id = '${commitmentId}' UNION ALL SELECT appeal_until::text, appeal_until::text FROM interview WHERE id = '${interviewId}'`),
      checks: await rowsIn(app, `SELECT k.due_on::text AS due, c.next_due_on::text AS next FROM commitment_check k JOIN commitment c ON c.id = k.commitment_id WHERE k.id = '${checkId}'`),
      clocks: await rowsIn(app, `SELECT step, due_on::text AS due FROM repair_clock WHERE case_id = '${caseId}' ORDER BY step`),
    })
    const before = await days()
    const off = Array.from({ length: 40 }, (_, i) => addDays('2028-12-21', i))
    const year = (of: number) => ({ year: of, source: `关于${of}年部分节假日安排的通知（测试）`, off: off.filter((day) => day.startsWith(`${of}-`)), working: [] })
    const { moved } = await loadWorkingYear({ ctx: ctx(), input: year(2028) })
    await loadWorkingYear({ ctx: ctx(), input: year(2029) })
    expect(moved.map((one) => one.kind).sort()).toEqual(['appeal', 'commitment', 'hearing', 'objection', 'objection', 'repair', 'repair'])
    expect(moved.filter((one) => one.kind === 'objection').map((one) => one.title)).toEqual([`异议 ${objectionId} 转交`, `异议 ${objectionId} 办结`])
    const after = await days()
    expect(after.clocks.map((clock) => clock['step'])).toEqual(['accept', 'decide'])
    const shift = addWorkingDays(await workingCalendar(ctx()), '2028-12-20', 1).day
    expect(shift).toBe('2029-01-30')
    expect(after.clocks[0]?.['due']).toBe(shift)
    expect(after.clocks[1]?.['due']).not.toBe(before.clocks[1]?.['due'])
    expect(after.checks[0]?.['due']).not.toBe(before.checks[0]?.['due'])
    for (const [i, { until, next }] of after.others.entries()) {
      expect(until > (before.others[i]?.until ?? '')).toBe(true)
      expect(next).toBe(until)
    }
    expect(after.others[1]?.until).toBe(addWorkingDays(await workingCalendar(ctx()), '2028-12-20', app.deps.city.monitoring.appealWorkingDays).day)
    expect(after.checks[0]?.['next']).toBe(after.checks[0]?.['due'])
  })
})
