import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startApi, type TestApi } from '../../../../test/api'
import { asked, page } from '../../../../test/taro'
import { saveSession } from '../../../lib/session'
import MerchantHome from './index'

let api: TestApi
const posts = [
  { merchantId: 'mer_1', merchantName: '禾岚小馆', role: 'clerk', stores: [{ storeId: 'sto_1', name: '听澜路店' }] },
  { merchantId: 'mer_2', merchantName: '溪声面馆', role: 'owner', stores: [{ storeId: 'sto_2', name: '渡口街店' }] },
]
const home = (role: string) => ({ merchantName: '', status: 'active', suspensions: [], role, today: { day: '2026-11-21', redeemed: 4, reversed: 1 }, perks: [], storeCount: 1, staffCount: 2, agreement: null })

beforeAll(async () => {
  api = await startApi()
  saveSession({ accessToken: 'a', accessExpiresAt: '', refreshToken: 'r', refreshExpiresAt: '' })
  api.answer = ({ call }) => {
    if (call === 'GET /desk') return { body: { posts } }
    if (call.endsWith('/settlement')) return { body: { next: { amountFen: 123_450, lineCount: 7, drawnOn: '2026-12-01' }, items: [] } }
    return { body: call.includes('mer_2') ? { ...home('owner'), merchantId: 'mer_2', merchantName: '溪声面馆' } : { ...home('clerk'), merchantId: 'mer_1', merchantName: '禾岚小馆' } }
  }
})
afterAll(() => api.stop())
afterEach(cleanup)

it('an owner’s day says what is owed next and leads to it, to what was scanned without network, and to another post', async () => {
  page.params = { merchantId: 'mer_2' }
  render(<MerchantHome />)
  expect(await screen.findByText('1,234.50 元')).toBeTruthy()
  for (const [title, url] of [['下次应结', '/features/desk/settlement/index?storeId=sto_2'], ['离线记录', '/features/desk/queue/index'], ['用邀请码上岗', '/features/merchant/join/index']] as const) {
    fireEvent.click(screen.getByText(title))
    await waitFor(() => expect(asked).toContainEqual({ name: 'navigateTo', options: { url } }))
  }
})

it('a clerk’s day shows no money and asks for none', async () => {
  const before = api.seen.length
  page.params = { merchantId: 'mer_1' }
  render(<MerchantHome />)
  expect(await screen.findByText('今日本店核销')).toBeTruthy()
  expect(screen.queryByText('下次应结')).toBeNull()
  expect(api.seen.slice(before).some(({ call }) => call.endsWith('/settlement'))).toBe(false)
})
