import { fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { openConsole } from '../../testing/open'
import { type Handler, id } from '../../testing/server'
import { scanWords } from './columns'
import type { Flag, FlagFound } from './queries'

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

const flagId = id('flg', 1)
const flag = (more: Partial<Flag> = {}): Flag => ({
  flagId, source: 'redemption', kind: 'staff-velocity', merchantId: id('mer', 1), merchantName: '云汀停车', storeId: id('sto', 1), storeName: '临河店', count: 83, allowed: 80, windowFrom: '2026-11-21T03:50:00.000Z', windowUntil: '2026-11-21T04:00:00.000Z',
  raisedAt: '2026-11-21T04:00:01.000Z', status: 'open', outcome: null, note: null, closedAt: null, ...more,
})
const rows: FlagFound['rows'] = [{ redemptionId: id('red', 1), receiptNo: '26112104829317', perkTitle: '停车优惠', storeName: '临河店', channel: 'till-code', redeemedAt: '2026-11-21T04:00:00.000Z', reversedAt: null }]

describe('核销预警', () => {
  it('lists what is worth a look, opens the redemptions behind it, and keeps what came of it', async () => {
    let now = flag()
    const handlers: Record<string, Handler> = {
      'GET /console/flags': () => ({ json: { items: [now], nextCursor: null } }),
      [`GET /console/flags/${flagId}`]: () => ({ json: { flag: now, rows, scans: [] } }),
      [`POST /console/flags/${flagId}/closure`]: () => {
        now = flag({ status: 'closed', outcome: 'explained', note: '周末促销，排队核销', closedAt: '2026-11-21T05:00:00.000Z' })
        return { json: now }
      },
    }
    open = await openConsole('/flags', ['reviewer'], handlers)
    fireEvent.click(await screen.findByRole('link', { name: '店员核销过快' }))
    await screen.findByText('26112104829317')
    screen.getByText('收银码')
    expect(screen.getByRole('button', { name: /提\s*交/ })).toHaveProperty('disabled', true)
    fireEvent.change(screen.getByLabelText('核查情况'), { target: { value: '周末促销，排队核销' } })
    fireEvent.click(screen.getByRole('button', { name: /提\s*交/ }))
    await screen.findByText(/情况正常：/)
    expect(JSON.parse(open.asked.find((one) => one.method === 'POST' && one.path.endsWith('/closure'))?.body ?? '')).toEqual({ outcome: 'explained', note: '周末促销，排队核销' })
    expect(screen.queryByRole('button', { name: /提\s*交/ })).toBeNull()
  })

  it('counts what waits by kind, and a distance is told in metres', async () => {
    const far = flag({ kind: 'far-from-store', count: 2900, allowed: 1000 })
    open = await openConsole('/flags', ['reviewer'], {
      'GET /console/flags': () => ({ json: { items: [far, flag({ flagId: id('flg', 2), kind: 'stacked', source: 'scan', count: null, allowed: null }), flag({ flagId: id('flg', 3), kind: 'terms', source: 'scan', count: null, allowed: null })], nextCursor: null } }),
      'GET /console/flag-counts': () => ({ json: { items: [{ kind: 'stacked', open: 3, lastWeek: 4 }, { kind: 'terms', open: 0, lastWeek: 1 }] } }),
      [`GET /console/flags/${flagId}`]: () => ({ json: { flag: far, rows, scans: [] } }),
    })
    const kinds = await screen.findByRole('region', { name: '各类预警' })
    expect(within(kinds).getByRole('link', { name: /离线：违规叠加.*3.*条待核查.*近 7 天 4 条/ }).getAttribute('href')).toContain('?status=open&kind=stacked')
    within(kinds).getByRole('link', { name: /离线：不合使用条款.*0.*条待核查/ })
    await screen.findByText('2,900 米 / 1,000 米')
    fireEvent.click(screen.getByRole('link', { name: '离店核销' }))
    await screen.findByText(/最多 2,900 米，城市上限 1,000 米/)
  })

  it('tells what a scan counts as and why, of every standing, doubt and term', () => {
    const scan: FlagFound['scans'][number] = { scanId: id('scn', 1), isCause: true, deviceId: id('dev', 1), seq: 0, storeName: '临河店', perkTitle: '停车优惠', claimedAt: '2026-11-21T04:00:00.000Z', admittedAt: '2026-11-21T04:00:00.000Z', syncedAt: '2026-11-21T05:00:00.000Z', terms: null, doubt: null, unproven: null, standing: 'first', otherAt: null, otherStoreName: null, paidInGoodFaith: false }
    expect(scanWords({ ...scan, standing: 'barred', terms: 'BLACKOUT_HOURS', doubt: 'terms' })).toBe('不合使用条款，没有入账；当时的时段不能用；离线数据已写明这样不能用')
    expect(scanWords({ ...scan, terms: 'WRONG_STORE' })).toBe('已入账；不能在这家门店用')
    expect(scanWords({ ...scan, standing: null, unproven: 'SIGNATURE' })).toBe('未通过核验')
  })

  it('an auditor reads and closes nothing', async () => {
    open = await openConsole(`/flags/${flagId}`, ['auditor'], { [`GET /console/flags/${flagId}`]: () => ({ json: { flag: flag(), rows, scans: [] } }) })
    await screen.findByText('26112104829317')
    expect(screen.queryByLabelText('核查情况')).toBeNull()
  })
})
