import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { createStaff } from '../../testing/people'
import { penalties, uscc } from '../record/fixtures/penalty-file'
import { readPeriod } from './period'

let app: TestApp
let steward: string

const OFFICE = '云汀市综合行政执法局'

beforeAll(async () => {
  app = await startTestApp()
  steward = (await createStaff(app, ['steward'])).token
  const wrong = `${uscc(9).slice(0, 17)}${uscc(9).endsWith('0') ? '1' : '0'}`
  // Friday the 13th plus seven working days is Tuesday the 24th; the 11th plus seven is Friday the 20th: a day late on the 21st.
  await send(
    penalties(
      { CF_WSH: '一号', CF_JDRQ: '2026-11-13', CF_YXQ: '2029-11-13', CF_GSJZQ: '2027-11-13' },
      { CF_WSH: '二号', CF_JDRQ: '2026-11-11', CF_YXQ: '2029-11-13', CF_GSJZQ: '2027-11-13', CF_XDR_MC: '云汀市另一个名字公司' },
      { CF_WSH: '三号', CF_JDRQ: '2026-11-12', CF_YXQ: '2029-11-13', CF_GSJZQ: '2027-11-13', CF_XDR_SHXYM: uscc(7) },
      { CF_WSH: '四号', CF_XDR_SHXYM: wrong, CF_NR_FK: '-5' },
    ),
  )
})
afterAll(() => app.close())

const send = (text: string) => app.call('POST /console/imports?fileName=x.csv', { as: steward, raw: new TextEncoder().encode(text), headers: { 'content-type': 'text/csv' } })
const get = async (path: string) => (await app.call(`GET ${path}`, { as: steward })).body

describe('quality of an office', () => {
  it('counts what was taken, refused, in time and late, and says nothing of what nobody stated', async () => {
    const body = await get('/console/quality?period=2026-11')
    expect(body).toMatchObject({ from: '2026-11-01', to: '2026-11-30', timelyWithinWorkingDays: 7, targets: { timelyBps: 10_000 } })
    expect(body['items']).toEqual([{ office: OFFICE, produced: null, uploaded: 4, landed: 3, failed: 1, timely: 2, late: 1, reportedBps: null, compliantBps: 7500, timelyBps: 6666 }])
    expect((await get('/console/quality?period=2026-W46'))['items']).toEqual([])
    expect((await get('/console/quality?period=2026-W47'))['items']).toMatchObject([{ uploaded: 4 }])
  })

  it('opens the rows behind each figure', async () => {
    const where = `period=2026-11&office=${encodeURIComponent(OFFICE)}`
    const late = await get(`/console/quality/late?${where}`)
    expect(late['items']).toMatchObject([{ item: 'penalty', decidedOn: '2026-11-11', dueOn: '2026-11-20', landedOn: '2026-11-21', workingDays: 7 }])
    const first = await get(`/console/quality/failing?${where}&limit=1`)
    const second = await get(`/console/quality/failing?${where}&limit=1&cursor=${String(first['nextCursor'])}`)
    expect([...(first['items'] as object[]), ...(second['items'] as object[])]).toMatchObject([{ row: 5, field: 'CF_XDR_SHXYM' }, { row: 5, field: 'CF_NR_FK', reason: '金额不能为负' }])
    expect(second['nextCursor']).toBeNull()
  })

  it('measures 上报率 against what the office says it produced; a later statement replaces it', async () => {
    for (const produced of [100, 8]) expect((await app.call('PUT /console/quality/outputs', { as: steward, body: { office: OFFICE, period: '2026-11', produced } })).status).toBe(204)
    expect((await get('/console/quality?period=2026-11'))['items']).toMatchObject([{ produced: 8, reportedBps: 5000 }])
  })

  it('lists codes with many names, names with many codes and codes that are wrong', async () => {
    const body = await get('/console/quality/codes')
    expect(body).toMatchObject({
      organizations: 2,
      manyNames: [{ uscc: uscc(100), names: ['云汀市另一个名字公司', '云汀市禾溪贸易有限公司'].sort() }],
      manyCodes: [{ name: '云汀市禾溪贸易有限公司', usccs: [uscc(7), uscc(100)].sort() }],
      wrongCodes: [{ row: 5, office: OFFICE, reason: expect.stringContaining('校验位不符') }],
      counts: { manyNames: 1, manyCodes: 1, wrongCodes: 1 },
    })
  })

  it('counts a placeholder among the wrong codes, and a code that is missing not', async () => {
    await send(penalties({ CF_WSH: '五号', CF_XDR_SHXYM: '000000000000000000' }, { CF_WSH: '六号', CF_XDR_SHXYM: '' }, { CF_WSH: '七号', CF_XDR_SHXYM: '91990101' }))
    const body = await get('/console/quality/codes')
    expect(body['counts']).toMatchObject({ wrongCodes: 3 })
    expect((body['wrongCodes'] as { reason: string }[]).map((c) => c.reason)).toEqual([expect.stringContaining('占位代码'), expect.stringContaining('应为18位'), expect.stringContaining('校验位不符')])
  })

  it('is for the city’s own staff', async () => {
    const reviewer = (await createStaff(app, ['reviewer'])).token
    expect((await app.call('GET /console/quality?period=2026-11', { as: reviewer })).status).toBe(403)
    expect((await app.call('GET /console/quality?period=2026-13', { as: steward })).status).toBe(422)
  })
})

it.each([['2026-11', '2026-11-01', '2026-11-30'], ['2024-02', '2024-02-01', '2024-02-29'], ['2026-12', '2026-12-01', '2026-12-31'], ['2026-W01', '2025-12-29', '2026-01-04'], ['2026-W53', '2026-12-28', '2027-01-03']])('%s is %s to %s', (text, from, to) => {
  expect(readPeriod(text)).toMatchObject({ from, to })
})
