import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startApi, type TestApi } from '../../../../test/api'
import { asked, page } from '../../../../test/taro'
import { saveSession } from '../../../lib/session'
import PerkDetail from './index'

let api: TestApi

const perk = {
  perkId: 'prk_1',
  scene: 'dining',
  sceneTitle: '信易餐',
  kind: 'discount',
  kindTitle: '折扣',
  title: '到店用餐折扣',
  headline: '餐费 8 折',
  merchantName: '禾岚小馆',
  openToAll: true,
  remaining: 1,
  eligibility: { verdict: 'eligible', sentence: '可享餐费 8 折', tierTitle: '极好', benefit: '餐费 8 折', gapCenti: null },
  merchantId: 'mer_1',
  summary: '',
  tiers: [{ title: '极好', benefit: '餐费 8 折', fromCenti: 70_000, mine: true }],
  claimFrom: '2026-11-01',
  claimUntil: '2027-01-31',
  voucherValidDays: 30,
  perPersonLimit: 1,
  instructions: '',
  conditions: [],
  audience: 'person',
  stores: [],
  myVoucherId: null,
}

beforeAll(async () => {
  api = await startApi()
  saveSession({ accessToken: 'a', accessExpiresAt: '', refreshToken: 'r', refreshExpiresAt: '' })
  page.params = { perkId: 'prk_1' }
})
afterAll(() => api.stop())
afterEach(cleanup)

const claims = () => api.seen.filter(({ call }) => call === 'POST /vouchers')

it('a claim whose answer got lost is sent again under the same key, and then the voucher is shown', async () => {
  api.answer = ({ call }) => (call === 'POST /vouchers' ? (claims().length === 1 ? 'hang up' : { status: 201, body: { voucherId: 'vch_1' } }) : { body: perk })
  render(<PerkDetail />)
  fireEvent.click(await screen.findByRole('button', { name: '领取' }))
  expect((await screen.findByRole('alert')).textContent).toContain('不会重复领')
  fireEvent.click(screen.getByRole('button', { name: '领取' }))
  await waitFor(() => expect(asked).toContainEqual({ name: 'navigateTo', options: { url: '/features/voucher/show/index?voucherId=vch_1' } }))
  const keys = claims().map(({ headers }) => headers['idempotency-key'])
  expect(keys).toHaveLength(2)
  expect(new Set(keys).size).toBe(1)
})

it('a claim that came too late says so and shows how the perk stands now', async () => {
  api.answer = ({ call }) =>
    call === 'POST /vouchers'
      ? { status: 409, body: { code: 'PERK_SOLD_OUT', title: '已领完', status: 409 } }
      : { body: claims().length > 2 ? { ...perk, remaining: 0, eligibility: { ...perk.eligibility, verdict: 'sold-out', sentence: '已领完' } } : perk }
  render(<PerkDetail />)
  fireEvent.click(await screen.findByRole('button', { name: '领取' }))
  expect((await screen.findByRole('alert')).textContent).toContain('已领完')
  await waitFor(() => expect(screen.getByRole('button', { name: '已领完' }).getAttribute('aria-disabled')).toBe('true'))
})
