import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startApi, type TestApi } from '../../../../test/api'
import { asked, page } from '../../../../test/taro'
import { saveSession } from '../../../lib/session'
import Vouchers from './index'

let api: TestApi
const voucher = { voucherId: 'vch_1', perkId: 'prk_1', title: '会议室优惠', benefit: '会议室 5 折', merchantId: 'mer_1', merchantName: '云汀会客厅', merchantStatus: 'active', scene: 'office', status: 'issued', claimedAt: '2026-11-01T00:00:00Z', expiresAt: '2099-12-01T16:00:00Z', redemptionId: null, stores: [], instructions: '', conditions: [], code: null, link: null, firm: { firmId: 'sub_f', name: '云汀纸品' } }
beforeAll(async () => {
  api = await startApi()
  saveSession({ accessToken: 'a', accessExpiresAt: '', refreshToken: 'r', refreshExpiresAt: '' })
  const firm = (firmId: string, firmName: string, role: string, rights: string[]) => ({ agencyId: `agn_${firmId}`, firmId, firmName, role, rights, expiresAt: null })
  api.answer = ({ call }) => {
    if (call === 'GET /me/firms') return { body: { items: [firm('sub_f', '云汀纸品', 'agent', ['perk']), firm('sub_g', '云汀建材', 'agent', ['file'])], invitations: [] } }
    return { body: { items: call === 'GET /firms/sub_f/vouchers' ? [voucher] : [] } }
  }
})
afterAll(() => api.stop())
afterEach(cleanup)

it('an agent sees the firm’s vouchers under its name, shows one, and switches only to whom they may claim for', async () => {
  page.params = { firmId: 'sub_f' }
  render(<Vouchers />)
  fireEvent.click(await screen.findByRole('button', { name: /会议室 5 折.*出示/ }))
  await waitFor(() => expect(asked).toContainEqual({ name: 'navigateTo', options: { url: '/features/voucher/show/index?voucherId=vch_1' } }))
  fireEvent.click(screen.getByText('使用记录'))
  await waitFor(() => expect(asked).toContainEqual({ name: 'navigateTo', options: { url: '/features/voucher/receipts/index?firmId=sub_f' } }))
  fireEvent.click(await screen.findByRole('button', { name: '云汀纸品，切换为谁办理' }))
  expect(screen.queryByText('云汀建材')).toBeNull()
  fireEvent.click(screen.getByText('我本人'))
  await waitFor(() => expect(asked).toContainEqual({ name: 'redirectTo', options: { url: '/features/voucher/list/index' } }))
})

it('a person’s own list asks for no firm’s', async () => {
  page.params = {}
  render(<Vouchers />)
  expect(await screen.findByText('还没有可用的券')).toBeTruthy()
  expect(screen.getByRole('button', { name: '我本人，切换为谁办理' })).toBeTruthy()
})
