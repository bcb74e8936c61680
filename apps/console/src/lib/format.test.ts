import { describe, expect, it } from 'vitest'
import { amount, clock, day, duration, instant, rate, share, shares, shopWords, today, yuan } from './format'
import { deviceOf } from './user-agent'

describe('how values read', () => {
  it('instants are told in Beijing time whatever the machine says', () => {
    expect(instant('2026-11-20T16:05:00Z')).toBe('2026-11-21 00:05')
    expect(clock('2020-01-01T04:05:00Z')).toBe('2020年1月1日 12:05')
    expect(clock(`${today()}T00:30:00+08:00`)).toBe('00:30')
  })

  it('days and money', () => {
    expect(day('2026-01-09')).toBe('2026年1月9日')
    expect(yuan(123_450)).toBe('1,234.50 元')
    expect(amount(50_000_000)).toBe('50万元')
    expect(amount(1_500_000)).toBe('1.5万元')
    expect(amount(123_456)).toBe('1,234.56 元')
    expect(amount(20_000_000_000)).toBe('2亿元')
    expect(rate(365)).toBe('3.65%')
  })

  it('the shares of one whole add up to 100, also where rounding each would not', () => {
    expect(shares([875, 0, 0, 125])).toEqual(['88%', '0%', '0%', '12%'])
    expect(shares([1, 1, 1])).toEqual(['34%', '33%', '33%'])
    expect(shares([7, 1, 0])).toEqual(['88%', '12%', '0%'])
    expect(shares([1102, 96, 40, 12])).toEqual(['88%', '8%', '3%', '<1%'])
    expect(shares([1249, 1])).toEqual(['>99%', '<1%'])
    expect(shares([5, 0])).toEqual(['100%', '0%'])
    expect(shares([0, 0])).toEqual(['—', '—'])
  })

  it('a small share is never nothing and an almost full one never all', () => {
    expect(share(12, 1250)).toBe('<1%')
    expect(share(0, 1250)).toBe('0%')
    expect(share(1249, 1250)).toBe('>99%')
    expect(share(1250, 1250)).toBe('100%')
    expect(share(0, 0)).toBe('—')
  })

  it('how long it took', () => {
    expect(duration('2026-11-21T01:30:00.000Z', '2026-11-21T01:30:00.400Z')).toBe('不到 1 秒')
    expect(duration('2026-11-21T01:30:00Z', '2026-11-21T01:30:03.400Z')).toBe('3.4 秒')
    expect(duration('2026-11-21T01:30:00Z', '2026-11-21T01:32:05Z')).toBe('2 分 5 秒')
  })

  it('a store is told with its merchant, once', () => {
    expect(shopWords({ merchantName: '云汀停车', storeName: '临河店' })).toBe('云汀停车 · 临河店')
    expect(shopWords({ merchantName: '禾岚小馆', storeName: '禾岚小馆（听澜路店）' })).toBe('禾岚小馆（听澜路店）')
  })

  it('a device in two words', () => {
    expect(deviceOf('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0')).toBe('Edge · Windows')
    expect(deviceOf('curl/8.0')).toBe('未知设备')
  })
})
