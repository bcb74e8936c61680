import { fireEvent, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { openConsole } from '../../testing/open'
import { type Handler, id } from '../../testing/server'
import type { Report } from './queries'

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

const reportId = id('nme', 1)
const report = (more: Partial<Report> = {}): Report => ({
  reportId, status: 'open', filedAt: '2026-11-21T05:00:00.000Z', answer: null, resolvedAt: null, receiptNo: '26112104829317', perkTitle: '停车优惠', merchantId: id('mer', 1), merchantName: '云汀停车', storeName: '临河店',
  redeemedAt: '2026-11-21T04:00:00.000Z', reversedAt: null, ...more,
})

it('非本人使用: a reviewer opens a report, upholds it, and the answer stands on its page', async () => {
  let now = report()
  const handlers: Record<string, Handler> = {
    'GET /console/not-me': () => ({ json: { items: [now], nextCursor: null } }),
    [`GET /console/not-me/${reportId}`]: () => ({ json: now }),
    [`POST /console/not-me/${reportId}/resolution`]: () => {
      now = report({ status: 'upheld', answer: '调看了门店监控', resolvedAt: '2026-11-21T06:00:00.000Z', reversedAt: '2026-11-21T06:00:00.000Z' })
      return { json: now }
    },
  }
  open = await openConsole('/not-me', ['reviewer'], handlers)
  fireEvent.click(await screen.findByRole('link', { name: '26112104829317' }))
  fireEvent.click(await screen.findByRole('radio', { name: '属实：撤销核销' }))
  fireEvent.change(screen.getByLabelText('答复持券人'), { target: { value: '调看了门店监控' } })
  fireEvent.click(screen.getByRole('button', { name: /提\s*交/ }))
  await screen.findByText('调看了门店监控')
  await screen.findByText('属实，已撤销')
  expect(JSON.parse(open.asked.find((one) => one.method === 'POST' && one.path.endsWith('/resolution'))?.body ?? '')).toEqual({ outcome: 'upheld', answer: '调看了门店监控' })
})

it('an auditor reads and resolves nothing', async () => {
  open = await openConsole(`/not-me/${reportId}`, ['auditor'], { [`GET /console/not-me/${reportId}`]: () => ({ json: report() }) })
  await screen.findByText('26112104829317')
  expect(screen.queryByLabelText('答复持券人')).toBeNull()
})
