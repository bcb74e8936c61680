import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startApi, type TestApi } from '../../../../test/api'
import { saveSession } from '../../../lib/session'
import DeskScan from './index'

let api: TestApi

const NO_KIT = { status: 503, body: {} }
const CODE = '104277193055641780'
const verdict = { verdict: 'may', code: null, sentence: '可以使用：餐费 8 折', voucherId: 'vch_1', perkTitle: '到店用餐折扣', benefit: '餐费 8 折', instructions: '账单按 8 折结算', voucherExpiresAt: '2026-12-21T16:00:00Z', usedAt: null, usedStoreName: null }
const receipt = { redemptionId: 'red_1', receiptNo: '26112104829317', perkTitle: '到店用餐折扣', benefit: '餐费 8 折', storeId: 'sto_1', storeName: '听澜路店', redeemedAt: '2026-11-21T06:05:00Z', syncedAt: null, reversibleUntil: '2026-11-21T06:35:00Z', reversedAt: null, reversalReason: null }
const desk = { posts: [{ merchantId: 'mer_1', merchantName: '禾岚小馆', role: 'clerk', stores: [{ storeId: 'sto_1', name: '听澜路店' }] }] }

beforeAll(async () => {
  api = await startApi()
  saveSession({ accessToken: 'a', accessExpiresAt: '', refreshToken: 'r', refreshExpiresAt: '' })
})
afterAll(() => api.stop())
afterEach(cleanup)

async function typeCode() {
  fireEvent.change(await screen.findByLabelText('收银码'), { target: { value: '104277 193055 641780' } })
  fireEvent.click(screen.getByRole('button', { name: '查验' }))
}

it('a redemption whose answer got lost is sent again under the same key; then one tap leads back to scanning', async () => {
  const redemptions = () => api.seen.filter(({ call }) => call === 'POST /desk/redemptions')
  api.answer = ({ call }) => {
    if (call.startsWith('GET /desk/offline-kit')) return NO_KIT
    if (call === 'POST /desk/checks') return { body: verdict }
    if (call === 'POST /desk/redemptions') return redemptions().length === 1 ? 'hang up' : { status: 201, body: receipt }
    return { body: desk }
  }
  render(<DeskScan />)
  await typeCode()
  expect((await screen.findByText('可核销')).textContent).toBe('可核销')
  fireEvent.click(screen.getByRole('button', { name: '确认核销' }))
  fireEvent.click(await screen.findByRole('button', { name: '再试一次' }))
  expect(await screen.findByText('已核销')).toBeTruthy()
  expect(redemptions().map(({ body }) => body)).toEqual([{ storeId: 'sto_1', presented: CODE }, { storeId: 'sto_1', presented: CODE }])
  expect(new Set(redemptions().map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
  fireEvent.click(screen.getByRole('button', { name: '继续扫码' }))
  expect(screen.getByLabelText('收银码')).toBeTruthy()
})

it('without network nothing pretends to be redeemed, and the same code can be checked again', async () => {
  let online = false
  api.answer = ({ call }) => (call.startsWith('GET /desk/offline-kit') ? NO_KIT : call === 'POST /desk/checks' ? (online ? { body: verdict } : 'hang up') : { body: desk })
  render(<DeskScan />)
  await typeCode()
  expect((await screen.findByRole('alert')).textContent).toContain('没有核销，券没有变化')
  expect(screen.queryByRole('button', { name: '确认核销' })).toBeNull()
  online = true
  fireEvent.click(screen.getByRole('button', { name: '再查一次' }))
  expect(await screen.findByText('可核销')).toBeTruthy()
})

it('whoever holds no post reads how to get one', async () => {
  api.answer = () => ({ body: { posts: [] } })
  render(<DeskScan />)
  expect(await screen.findByText('您还不是商户店员')).toBeTruthy()
})
