import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startApi, type TestApi } from '../../../../test/api'
import { saveSession } from '../../../lib/session'
import { usedHere } from '../offline/phone'
import DeskScan from './index'

let api: TestApi
const ALONE = '104277193055641798'
const verdict = { voucherId: 'vch_1', perkTitle: '洗车优惠', benefit: '洗车 5 折', instructions: null, voucherExpiresAt: null, usedAt: null, usedStoreName: null }
beforeAll(async () => {
  api = await startApi()
  saveSession({ accessToken: 'a', accessExpiresAt: '', refreshToken: 'r', refreshExpiresAt: '' })
  api.answer = ({ call, body }) => {
    if (call === 'POST /desk/checks') {
      const { together, presented } = body as { presented: string; together?: { otherBill?: boolean; promotions?: boolean } }
      if (presented === ALONE) return { body: together?.promotions ? { ...verdict, verdict: 'may-not', code: 'NOT_STACKABLE', sentence: '不能与店内其他优惠同时使用' } : { ...verdict, verdict: 'may', code: null, sentence: '可以使用：洗车 5 折', asksPromotions: true } }
      return { body: together?.otherBill ? { ...verdict, verdict: 'may', code: null, sentence: '可以使用：洗车 5 折' } : { ...verdict, verdict: 'may-not', code: 'NOT_STACKABLE', sentence: '这位顾客 11月21日 12:00 已在本店用过“停车优惠”，同一笔消费不能叠加' } }
    }
    if (call === 'POST /desk/redemptions') return { status: 201, body: { redemptionId: 'red_1', receiptNo: '1', perkTitle: '洗车优惠', benefit: '洗车 5 折', storeId: 'sto_1', storeName: '听澜路店', redeemedAt: '2026-11-21T04:00:00.000Z', syncedAt: null, reversibleUntil: '2026-11-21T04:30:00.000Z', reversedAt: null, reversalReason: null } }
    return { body: { posts: [{ merchantId: 'mer_1', merchantName: '禾岚小馆', role: 'clerk', stores: [{ storeId: 'sto_1', name: '听澜路店' }] }] } }
  }
})
afterAll(() => api.stop())
afterEach(cleanup)

it('what does not stack is refused with the reason; another purchase is looked at once more, redeemed as such, and remembered by the phone', async () => {
  render(<DeskScan />)
  fireEvent.change(await screen.findByLabelText('收银码'), { target: { value: '104277193055641780' } })
  fireEvent.click(screen.getByRole('button', { name: '查验' }))
  expect(await screen.findByText(/同一笔消费不能叠加/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: '确认核销' })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: '是另一笔消费，再查一次' }))
  fireEvent.click(await screen.findByRole('button', { name: '确认核销' }))
  expect(await screen.findByText(/已核销/)).toBeTruthy()
  const [sent] = api.seen.filter(({ call }) => call === 'POST /desk/redemptions')
  expect(sent?.body).toMatchObject({ presented: '104277193055641780', together: { otherBill: true } })
  // Nobody asked this phone where it is.
  expect(sent?.body).not.toHaveProperty('position')
  expect(usedHere.all()).toMatchObject([{ voucherId: 'vch_1', redemptionId: 'red_1', storeId: 'sto_1' }])
  usedHere.forget('red_1')
  expect(usedHere.all()).toEqual([])
})

it('what goes with none of the shop’s promotions asks for them: none is redeemed in one tap, one is refused with what the customer can choose', async () => {
  const show = async () => {
    render(<DeskScan />)
    fireEvent.change(await screen.findByLabelText('收银码'), { target: { value: ALONE } })
    fireEvent.click(screen.getByRole('button', { name: '查验' }))
    expect(await screen.findByText('这张券不能和店内活动同时用，请看账单上有没有')).toBeTruthy()
  }
  await show()
  fireEvent.click(screen.getByRole('button', { name: '没有店内活动，确认核销' }))
  expect(await screen.findByText(/已核销/)).toBeTruthy()
  expect(api.seen.filter(({ call }) => call === 'POST /desk/redemptions').at(-1)?.body).toEqual({ storeId: 'sto_1', presented: ALONE })
  cleanup()
  await show()
  fireEvent.click(screen.getByRole('button', { name: '有店内活动' }))
  expect(await screen.findByText('请顾客选一样：用店内活动，或用这张券')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /另一笔消费|确认核销/ })).toBeNull()
})

it('the position is off until the clerk switches it on, and as easily off again', async () => {
  render(<DeskScan />)
  const turn = await screen.findByRole('switch', { name: '核销时比对门店距离' })
  expect(turn.getAttribute('aria-checked')).toBe('false')
  fireEvent.click(turn)
  expect(turn.getAttribute('aria-checked')).toBe('true')
  fireEvent.click(turn)
  expect(turn.getAttribute('aria-checked')).toBe('false')
})
