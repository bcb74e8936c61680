import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ago, clock, day, dayOf, moment, percent, points, signedPoints, until, wan, yuan } from './format'

describe('how figures and dates are written', () => {
  it('money in yuan with its fen, and loans in whole 万', () => {
    expect(yuan(123_450)).toBe('1,234.50 元')
    expect(yuan(-5)).toBe('-0.05 元')
    expect(wan(50_000_000)).toBe('50万元')
    expect(wan(123_450)).toBe('1,234.50 元')
    expect(wan(0)).toBe('0.00 元')
  })

  it('yuan loses nothing: taking the marks off gives the fen back', () => {
    fc.assert(fc.property(fc.integer({ min: -1e12, max: 1e12 }), (fen) => Math.round(Number(yuan(fen).replace(/[ ,元]/g, '')) * 100) === (fen === 0 ? 0 : fen)))
  })

  it('rates and points without needless zeros, a bill with signs', () => {
    expect([percent(385), percent(400), points(71_200), points(1250)]).toEqual(['3.85%', '4%', '712', '12.5'])
    expect([signedPoints(1250), signedPoints(-800), signedPoints(0)]).toEqual(['+12.5', '−8', '0'])
  })

  it('days and instants in Shanghai, across midnight', () => {
    expect(day('2026-11-05')).toBe('2026年11月5日')
    expect(day('长期')).toBe('长期')
    expect(dayOf('2026-11-20T16:00:00Z')).toBe('2026-11-21')
    expect(clock('2026-11-20T16:05:00Z')).toBe('00:05')
    expect(moment('2026-11-21T06:05:00Z')).toBe('2026年11月21日 14:05')
  })

  it('how long ago, in words', () => {
    const now = Date.parse('2026-11-21T06:05:00Z')
    expect(ago(now - 20_000, now)).toBe('刚刚')
    expect(ago(now - 7 * 60_000, now)).toBe('7 分钟前')
    expect(ago(now - 3 * 3_600_000, now)).toBe('今天 11:05')
    expect(ago(now - 24 * 3_600_000, now)).toBe('2026年11月20日 14:05')
  })

  it('what ends at midnight is good through the day before, anything else to its minute', () => {
    expect(until('2026-12-19T16:00:00Z')).toBe('2026年12月19日')
    expect(until('2026-12-19T15:30:00Z')).toBe('2026年12月19日 23:30')
  })
})
