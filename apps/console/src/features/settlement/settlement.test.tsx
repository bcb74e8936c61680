import { fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { openConsole } from '../../testing/open'
import { type Handler, id, problem } from '../../testing/server'
import { disputedLines } from './answer'
import { disputeTitle, monthTitle } from './columns'
import type { Detail, Entry } from './queries'

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

const entry = (more: Partial<Entry> = {}): Entry => ({
  entryId: id('ent', 1), kind: 'redemption', day: '2026-11-21', amountFen: 300, redemptionId: id('red', 1), receiptNo: 'R2026112101', redeemedAt: '2026-11-21T04:00:00.000Z', reversedAt: null, channel: 'qr',
  perkTitle: '守信停车优惠', storeName: '临河店', dispute: null, ...more,
})
const statement = (more: Partial<Detail> = {}): Detail => ({
  statementId: id('stm', 1), merchantId: id('mer', 1), merchantName: '云汀停车', month: '2026-11', status: 'drawn', totalFen: 600, lineCount: 2, drawnAt: '2026-12-01T00:10:00.000Z', answeredAt: null, resolvedAt: null, paidAt: null,
  paymentReference: null, resolvedByMe: false, entries: [entry(), entry({ entryId: id('ent', 2), receiptNo: 'R2026112102' })], ...more,
})
const path = `/settlements/${id('stm', 1)}`
const serve = (read: () => Detail): Record<string, Handler> => ({ [`GET /console/settlements/${id('stm', 1)}`]: () => ({ json: read() }), 'GET /console/settlements': () => ({ json: { items: [read()], nextCursor: null } }) })

describe('补贴结算', () => {
  it('the list says whose, which month, how much and where it stands', async () => {
    open = await openConsole('/settlements', ['reviewer'], serve(() => statement()))
    expect((await screen.findByRole('link', { name: '2026年11月' })).getAttribute('href')).toBe(`/console/settlements/${id('stm', 1)}`)
    expect(screen.getByText('6.00 元')).toBeTruthy()
    expect(screen.getByText('待商户确认')).toBeTruthy()
  })

  it('the merchant confirms what is right; the office sees the lines and no button of the merchant’s', async () => {
    let now = statement()
    open = await openConsole(path, ['merchant-owner'], {
      ...serve(() => now),
      [`POST /console/settlements/${id('stm', 1)}/confirmation`]: () => {
        now = statement({ status: 'confirmed', answeredAt: '2026-12-02T01:00:00.000Z' })
        return { json: now }
      },
    })
    fireEvent.click(await screen.findByRole('button', { name: '确认 6.00 元' }))
    await screen.findByText('已确认')
    expect(screen.queryByRole('button', { name: /登记付款/ })).toBeNull()
    await open.leave()
    open = await openConsole(path, ['auditor'], serve(() => statement()))
    await screen.findByText('R2026112101')
    expect(screen.queryByRole('button', { name: /确认/ })).toBeNull()
  })

  it('the office answers every disputed line, and reads why when it may not', async () => {
    const disputed = statement({ status: 'disputed', entries: [entry({ dispute: { disputeId: id('dsp', 1), reason: '这一笔不是本店核销的', outcome: null, answer: null } })] })
    open = await openConsole(path, ['reviewer'], { ...serve(() => disputed), [`POST /console/settlements/${id('stm', 1)}/resolution`]: () => problem(409, 'CONFLICT', '状态已变化', { detail: '结算单的状态已变化，请刷新后查看' }) })
    const send = await screen.findByRole('button', { name: '提交答复' })
    expect(send.hasAttribute('disabled')).toBe(true)
    fireEvent.click(screen.getByRole('radio', { name: '采纳：下一张结算单更正' }))
    fireEvent.change(screen.getByLabelText('R2026112101的答复'), { target: { value: '经核实监控和收据' } })
    fireEvent.click(send)
    expect((await screen.findByRole('alert')).textContent).toBe('状态已变化：结算单的状态已变化，请刷新后查看')
    const sent = open.asked.find((one) => one.path.endsWith('/resolution'))
    expect(JSON.parse(String(sent?.body))).toEqual({ decisions: [{ disputeId: id('dsp', 1), outcome: 'accepted', answer: '经核实监控和收据' }] })
  })

  it('whoever answered the disputes is sent to somebody else for the payment; that one needs the bank’s number', async () => {
    open = await openConsole(path, ['reviewer'], serve(() => statement({ status: 'resolved', resolvedByMe: true })))
    await screen.findByText('异议由您答复，付款须由另一位审核员或管理员登记。')
    await open.leave()
    let now = statement({ status: 'confirmed' })
    open = await openConsole(path, ['administrator'], {
      ...serve(() => now),
      [`POST /console/settlements/${id('stm', 1)}/payment`]: () => {
        now = statement({ status: 'paid', paidAt: '2026-12-05T02:00:00.000Z', paymentReference: '20261205000001' })
        return { json: now }
      },
    })
    const pay = await screen.findByRole('button', { name: '登记付款 6.00 元' })
    expect(pay.hasAttribute('disabled')).toBe(true)
    fireEvent.change(screen.getByLabelText('银行流水号'), { target: { value: '20261205000001' } })
    fireEvent.click(pay)
    await waitFor(() => expect(screen.getByText(/流水号 20261205000001/)).toBeTruthy())
  })
})

it('a dispute is sent once every chosen line has its reason', () => {
  expect(disputedLines({})).toBeNull()
  expect(disputedLines({ ent_1: '不是本店核销的', ent_2: ' 不对 ' })).toBeNull()
  expect(disputedLines({ ent_1: ' 不是本店核销的 ' })).toEqual([{ entryId: 'ent_1', reason: '不是本店核销的' }])
})

it('months and outcomes are said in words', () => {
  expect(monthTitle('2026-09')).toBe('2026年9月')
  expect((['accepted', 'rejected', null] as const).map((outcome) => disputeTitle(entry({ dispute: { disputeId: 'dsp_1', reason: '', outcome, answer: null } })))).toEqual(['已采纳', '维持', '待答复'])
  expect(disputeTitle(entry())).toBe('')
})
