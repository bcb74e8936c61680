// @vitest-environment node
import type { DeskReceipt } from '@xinhui/contract'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayWords, deskReceiptFacts, reasonProblem, reversalWords, reversible, shiftDay } from './desk.view'
import { chosenStore, placeOf, storesOf } from './store-choice'

const NOW = Date.parse('2026-11-21T06:20:00Z')
const receipt: DeskReceipt = {
  redemptionId: 'red_1',
  receiptNo: '26112104829317',
  perkTitle: '到店用餐折扣',
  benefit: '餐费 8 折',
  storeId: 'sto_1',
  storeName: '听澜路店',
  redeemedAt: '2026-11-21T06:05:00Z',
  syncedAt: null,
  reversibleUntil: '2026-11-21T06:35:00Z',
  reversedAt: null,
  reversalReason: null,
}

describe('days at the desk', () => {
  it('go back and forth over months and years without losing one', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1000 }), (days) => shiftDay(shiftDay('2026-03-01', -days), days) === '2026-03-01'))
    expect(shiftDay('2028-03-01', -1)).toBe('2028-02-29')
  })
  it('are called as one calls them', () => {
    expect(['2026-11-21', '2026-11-20', '2026-11-19'].map((one) => dayWords(one, NOW))).toEqual(['今天 11月21日', '昨天 11月20日', '2026年11月19日'])
  })
})

describe('a redemption', () => {
  it('can be reversed until its window closes, and once', () => {
    expect(reversible(receipt, NOW)).toBe(true)
    expect(reversalWords(receipt, NOW)).toBe('14:35 前可以撤销')
    expect(reversible(receipt, Date.parse(receipt.reversibleUntil))).toBe(false)
    expect(reversalWords(receipt, NOW + 3_600_000)).toBe('已过可撤销时间（14:35）')
    const reversed = { ...receipt, reversedAt: '2026-11-21T06:10:00Z', reversalReason: '扫错了券' }
    expect(reversible(reversed, NOW)).toBe(false)
    expect(deskReceiptFacts(reversed).slice(-1)[0]?.value).toBe('扫错了券')
  })
  it('is reversed for a reason in words', () => {
    expect([reasonProblem(''), reasonProblem(' 错 '), reasonProblem('扫错了券'), reasonProblem('错'.repeat(101))]).toEqual(['请写明原因，至少 2 个字', '请写明原因，至少 2 个字', undefined, '原因最多 100 个字'])
  })
})

describe('the store', () => {
  const posts = [{ merchantId: 'mer_1', merchantName: '禾岚小馆', role: 'clerk' as const, stores: [{ storeId: 'sto_1', name: '听澜路店' }, { storeId: 'sto_2', name: '青桥店' }] }]
  it('is the one last worked at while one still has a post there, else the first', () => {
    const stores = storesOf(posts)
    expect(chosenStore(stores, 'sto_2')?.name).toBe('青桥店')
    expect(chosenStore(stores, 'sto_9')?.name).toBe('听澜路店')
    expect(chosenStore([], 'sto_1')).toBeUndefined()
  })

  it('is named beside its merchant without saying that twice', () => {
    expect(['禾岚小馆（听澜路店）', '听澜路店', '禾岚小馆听澜路店', '禾岚小馆', '禾岚小馆(A)'].map((name) => placeOf({ name, merchantName: '禾岚小馆' }))).toEqual(['听澜路店', '听澜路店', '听澜路店', '禾岚小馆', 'A'])
  })
})
