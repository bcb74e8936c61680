import { fireEvent, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { openConsole } from '../../testing/open'
import { type Handler, id } from '../../testing/server'
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

  it('an auditor reads and closes nothing', async () => {
    open = await openConsole(`/flags/${flagId}`, ['auditor'], { [`GET /console/flags/${flagId}`]: () => ({ json: { flag: flag(), rows, scans: [] } }) })
    await screen.findByText('26112104829317')
    expect(screen.queryByLabelText('核查情况')).toBeNull()
  })
})
