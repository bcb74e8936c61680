// @vitest-environment node
import type { Voucher } from '@xinhui/contract'
import { describe, expect, it } from 'vitest'
import { tabOf, vouchersIn, voucherWords } from './list.view'

const NOW = Date.parse('2026-11-21T06:00:00Z')
const voucher = (status: Voucher['status'], expiresAt: string, claimedAt = '2026-11-01T00:00:00Z'): Voucher => ({
  voucherId: `${status} ${expiresAt}`,
  perkId: 'prk_1',
  title: '到店用餐折扣',
  benefit: '餐费 8 折',
  merchantId: 'mer_1',
  merchantName: '禾岚小馆',
  merchantStatus: 'active',
  scene: 'dining',
  status,
  claimedAt,
  expiresAt,
  redemptionId: null,
  stores: [],
  instructions: '', conditions: [], code: null, link: null, firm: null,
})

describe('my vouchers', () => {
  it('lie under 可用, 已使用 or 已过期; one given back lies with the expired and says so', () => {
    const all = [voucher('issued', '2026-12-01T16:00:00Z'), voucher('redeemed', '2026-12-01T16:00:00Z'), voucher('expired', '2026-11-01T16:00:00Z'), voucher('cancelled', '2026-12-01T16:00:00Z')]
    expect(all.map((one) => tabOf(one, NOW))).toEqual(['living', 'used', 'over', 'over'])
    expect(vouchersIn(all, 'over', NOW).map((one) => voucherWords(one, NOW).tag?.words)).toEqual(['已过期', '已退回'])
  })

  it('read before their end are over once it has passed, also without network', () => {
    expect(tabOf(voucher('issued', '2026-11-21T05:59:59Z'), NOW)).toBe('over')
  })

  it('that end first stand first', () => {
    const [late, soon] = [voucher('issued', '2026-12-20T16:00:00Z'), voucher('issued', '2026-11-22T16:00:00Z')]
    expect(vouchersIn([late, soon], 'living', NOW)).toEqual([soon, late])
  })

  it('tell their last day, and warn in the last three', () => {
    expect(voucherWords(voucher('issued', '2026-12-20T16:00:00Z'), NOW)).toMatchObject({ until: '有效期至2026年12月20日', tag: undefined })
    const tags = ['2026-11-21T16:00:00Z', '2026-11-22T16:00:00Z', '2026-11-23T16:00:00Z', '2026-11-24T16:00:00Z'].map((end) => voucherWords(voucher('issued', end), NOW).tag?.words)
    expect(tags).toEqual(['今天到期', '明天到期', '2 天后到期', undefined])
  })
})

it('a voucher of a suspended merchant waits among the living and says so; of one that left it is cancelled', () => {
  const held = { ...voucher('issued', '2026-11-20T16:00:00Z'), merchantStatus: 'suspended' as const }
  expect(tabOf(held, NOW)).toBe('living')
  expect(voucherWords(held, NOW)).toMatchObject({ until: '暂停期间不计时，恢复后顺延', tag: { words: '商户暂停使用' } })
  expect(voucherWords({ ...voucher('cancelled', '2026-12-20T16:00:00Z'), merchantStatus: 'terminated' }, NOW).tag?.words).toBe('商户退出，已取消')
})
