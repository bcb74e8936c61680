// @vitest-environment node
import type { Receipt } from '@xinhui/contract'
import { describe, expect, it } from 'vitest'
import { maySayNotMe, notMeWords, receiptFacts, receiptHeading, receiptLine } from './receipt.view'

const receipt: Receipt = {
  redemptionId: 'red_1',
  receiptNo: '26112104829317',
  voucherId: 'vch_1',
  title: '到店用餐折扣',
  benefit: '餐费 8 折',
  merchantName: '禾岚小馆',
  storeName: '听澜路店',
  redeemedAt: '2026-11-21T06:05:00Z',
  syncedAt: null,
  otherUses: [],
  reversedAt: null,
  reversalReason: null,
  notMe: null,
}

describe('my receipt', () => {
  it('says what was used where and when, under which number', () => {
    expect(receiptHeading(receipt)).toMatchObject({ words: '已使用', done: true })
    expect(receiptLine(receipt).note).toBe('2026年11月21日 14:05 · 听澜路店')
    expect(receiptFacts(receipt).map(({ value }) => value)).toEqual(['餐费 8 折', '禾岚小馆', '听澜路店', '2026年11月21日 14:05', '26112104829317'])
  })

  it('of a reversed use says when and why, and that the voucher may be good again', () => {
    const reversed = { ...receipt, reversedAt: '2026-11-21T06:10:00Z', reversalReason: '扫错了券' }
    expect(receiptHeading(reversed)).toMatchObject({ words: '已撤销', done: false, note: expect.stringContaining('可以再用') })
    expect(receiptFacts(reversed).slice(-2)).toEqual([
      { name: '撤销时间', value: '2026年11月21日 14:10' },
      { name: '撤销原因', value: '扫错了券' },
    ])
  })
})

describe('“it was not me”', () => {
  const now = Date.parse('2026-11-25T00:00:00Z')
  it('can be said of a use that stands, once, for thirty days', () => {
    expect(maySayNotMe(receipt, now)).toBe(true)
    expect(maySayNotMe({ ...receipt, reversedAt: '2026-11-21T06:10:00Z' }, now)).toBe(false)
    expect(maySayNotMe(receipt, now + 30 * 86_400_000)).toBe(false)
    expect(maySayNotMe({ ...receipt, notMe: { status: 'open', filedAt: '2026-11-22T01:00:00Z', answer: null, resolvedAt: null } }, now)).toBe(false)
  })

  it('reads as being looked into, then as what came of it, in the office’s own words', () => {
    const filed = { filedAt: '2026-11-22T01:00:00Z', answer: null, resolvedAt: null }
    expect(notMeWords(receipt)).toBeUndefined()
    expect(notMeWords({ notMe: { ...filed, status: 'open' } })).toMatchObject({ title: '正在核查', body: expect.stringContaining('2026年11月22日 09:00') as string })
    expect(notMeWords({ notMe: { ...filed, status: 'upheld', answer: '调看了监控' } })).toEqual({ title: '核查结果：不是本人使用', body: '调看了监控' })
    expect(notMeWords({ notMe: { ...filed, status: 'refused', answer: '监控显示为本人' } })?.title).toBe('核查结果：未发现他人使用')
  })
})
