import { cleanup, render, screen } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startApi, type TestApi } from '../../../../test/api'
import { page } from '../../../../test/taro'
import { saveSession } from '../../../lib/session'
import { readCache, writeCache } from '../../../lib/storage'
import type { Strip } from './strip'
import ShowVoucher from './index'

let api: TestApi

const TEXT = 'XH1:/50B$TQ N-+1.XFOL7B%8-NJE+5ZACI'
const voucher = { voucherId: 'vch_1', perkId: 'prk_1', title: '到店用餐折扣', benefit: '餐费 8 折', merchantId: 'mer_1', merchantName: '禾岚小馆', scene: 'dining', status: 'issued', claimedAt: '2026-11-21T06:00:00Z', expiresAt: '2099-01-01T00:00:00Z', redemptionId: null as string | null, stores: [], instructions: '' }
const receipt = { redemptionId: 'red_1', receiptNo: '26112104829317', voucherId: 'vch_1', title: '到店用餐折扣', benefit: '餐费 8 折', merchantName: '禾岚小馆', storeName: '听澜路店', redeemedAt: '2026-11-21T06:05:00Z', syncedAt: null, otherUses: [], reversedAt: null, reversalReason: null }
const passes = () => {
  const now = Date.now()
  const one = (index: number) => ({ text: `${TEXT}${index}`, tillCode: '104277193055641780', notBefore: new Date(now + index * 55_000).toISOString(), expiresAt: new Date(now + index * 55_000 + 60_000).toISOString() })
  return { voucherId: 'vch_1', serverTime: new Date(now).toISOString(), passes: [0, 1, 2, 3].map(one) }
}

beforeAll(async () => {
  api = await startApi()
  saveSession({ accessToken: 'a', accessExpiresAt: '', refreshToken: 'r', refreshExpiresAt: '' })
  page.params = { voucherId: 'vch_1' }
})
afterAll(() => api.stop())
afterEach(cleanup)

it('shows the code, keeps the strip on the phone, and turns into the receipt once the merchant has redeemed', async () => {
  let status = 'issued'
  api.answer = ({ call }) => {
    if (call.endsWith('/passes')) return { status: 201, body: passes() }
    if (call.startsWith('GET /me/receipts/')) return { body: receipt }
    return { body: { ...voucher, status, redemptionId: status === 'redeemed' ? 'red_1' : null } }
  }
  render(<ShowVoucher />)
  expect(await screen.findByAltText('出示码，请让店员扫描', {}, { timeout: 5000 })).toBeTruthy()
  expect(readCache<Strip>('cache:strip:vch_1')?.value.passes).toHaveLength(4)
  status = 'redeemed'
  expect(await screen.findByText('听澜路店', {}, { timeout: 8000 })).toBeTruthy()
  expect(screen.getByText('26112104829317')).toBeTruthy()
  expect(screen.queryByAltText('出示码，请让店员扫描')).toBeNull()
  expect(readCache('cache:strip:vch_1')).toBeUndefined()
}, 20_000)

it('opened without network shows what the phone kept, and says for how long', async () => {
  api.answer = () => 'hang up'
  const now = Date.now()
  const kept: Strip = { skewMs: 0, fetchedAt: now, passes: [{ text: TEXT, tillCode: '104277193055641780', notBefore: now - 1000, expiresAt: now + 150_000 }] }
  writeCache('cache:strip:vch_1', kept, now)
  writeCache('cache:voucher:vch_1', voucher, now)
  render(<ShowVoucher />)
  expect(await screen.findByAltText('出示码，请让店员扫描')).toBeTruthy()
  expect(await screen.findByText('离线可用，还可出示 2 分钟', {}, { timeout: 5000 })).toBeTruthy()
})

it('without network and without a strip shows no code and says that the voucher is still there', async () => {
  api.answer = () => 'hang up'
  const now = Date.now()
  writeCache('cache:strip:vch_1', { skewMs: 0, fetchedAt: now - 900_000, passes: [{ text: TEXT, tillCode: '104277193055641780', notBefore: now - 900_000, expiresAt: now - 840_000 }] } satisfies Strip, now)
  writeCache('cache:voucher:vch_1', voucher, now)
  render(<ShowVoucher />)
  expect(await screen.findByText('离线的出示码用完了', {}, { timeout: 5000 })).toBeTruthy()
  expect(screen.queryByAltText('出示码，请让店员扫描')).toBeNull()
})
