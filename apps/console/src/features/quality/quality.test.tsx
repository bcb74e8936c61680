import { fireEvent, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { openConsole } from '../../testing/open'
import { type Handler, id } from '../../testing/server'
import { recentPeriods, weekOf } from './periods'

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

const office = { office: '云汀市城管局', produced: 8, uploaded: 4, landed: 3, failed: 1, timely: 2, late: 1, reportedBps: 5000, compliantBps: 7500, timelyBps: 6666 }
const handlers: Record<string, Handler> = {
  'GET /console/quality': (asked) => ({ json: { period: asked.query.get('period'), from: '2026-11-01', to: '2026-11-30', timelyWithinWorkingDays: 7, targets: { reportedBps: 10_000, compliantBps: 10_000, timelyBps: 10_000 }, items: [office] } }),
  'GET /console/quality/late': () => ({ json: { items: [{ recordId: id('rec', 1), item: 'penalty', itemTitle: '行政处罚', decidedOn: '2026-11-11', dueOn: '2026-11-20', landedOn: '2026-11-23', workingDays: 8 }], nextCursor: null } }),
  'GET /console/quality/failing': () => ({ json: { items: [{ batchId: id('bat', 1), fileName: '处罚.csv', row: 5, field: '罚款金额', value: '-5', reason: '金额不能为负', at: '2026-11-21T04:00:00.000Z' }], nextCursor: null } }),
  'GET /console/quality/codes': () => ({ json: { organizations: 100, faultyBps: 100, manyNames: [{ uscc: '91990101MA0000100H', names: ['甲公司', '乙公司'] }], manyCodes: [], wrongCodes: [], counts: { manyNames: 1, manyCodes: 0, wrongCodes: 0 } } }),
}

it('shows the three rates of each office, and every number opens the rows behind it', async () => {
  open = await openConsole('/quality', ['auditor'], handlers)
  await screen.findByText('66.66%')
  expect(screen.getByText('50.00%')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '云汀市城管局超期的行，1 行' }))
  await screen.findByText('2026-11-20')
  fireEvent.click(screen.getByRole('button', { name: '云汀市城管局退回的行，1 行' }))
  await screen.findByText('金额不能为负')
  expect(screen.getByText('甲公司、乙公司')).toBeTruthy()
})

it('weeks are those of ISO 8601', () => {
  expect(['2026-11-21', '2026-01-01', '2025-12-29', '2027-01-03'].map(weekOf)).toEqual(['2026-W47', '2026-W01', '2026-W01', '2026-W53'])
  expect(recentPeriods('2026-01-15').map((p) => p.value).slice(0, 2)).toEqual(['2026-01', '2025-12'])
})
