import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatFen, formatWan, parseAmount } from './amount'

describe('amounts in real files', () => {
  it.each([
    ['1,538(万)', 1_538_000_000], ['50万人民币元', 50_000_000], ['50(万元人民币)', 50_000_000], ['14000万元人民币', 14_000_000_000],
    ['9,105.2750(万元)', 9_105_275_000], ['1,200(万人民币元)', 1_200_000_000], ['50.6000(万)', 50_600_000], ['400,000(万元)', 400_000_000_000],
    ['5000元', 500_000], ['人民币5,000.5元', 500_050], ['￥12.30', 1230], ['１，２００（万元）', 1_200_000_000], ['0.000001万元', 1],
    ['2亿元', 20_000_000_000], ['50万元整', 50_000_000], ['0元', 0], ['0.1万元', 100_000], ['4.35元', 435],
  ])('reads %s as %i fen', (raw, fen) => {
    expect(parseAmount(raw)).toEqual({ ok: true, currency: 'CNY', fen, minorUnits: fen })
  })

  it.each([['100万美元', 'USD', 100_000_000], ['100(万元美元)', 'USD', 100_000_000], ['USD 20.5万', 'USD', 20_500_000], ['300万港元', 'HKD', 300_000_000], ['5000万日元', 'JPY', 50_000_000]])(
    'keeps %s in its own currency', (raw, currency, minorUnits) => {
      expect(parseAmount(raw)).toEqual({ ok: true, currency, fen: null, minorUnits })
    })

  it.each(['N/A', '', ' - ', '无', 'n/a'])('reads %s as no amount', (raw) => {
    expect(parseAmount(raw)).toEqual({ ok: true, currency: null, fen: null, minorUnits: null })
  })

  it.each(['五十万', '1,23万元', '-5元', '0.0000001万元', '0.001元', '100', '12万卢布', '1.2.3元', '99999999999999999元', 'USD100万港元', '1e5元', '=1+1'])(
    'refuses %s with a Chinese message', (raw) => {
      const result = parseAmount(raw)
      expect(result.ok).toBe(false)
      if (!result.ok) expect(result.message).toMatch(/[\u4e00-\u9fff]/)
    })

  it('takes the unit of a bare number from the column only', () => {
    expect(parseAmount('0.5', { bareUnit: 'wan' })).toMatchObject({ fen: 500_000 })
    expect(parseAmount(0.5, { bareUnit: 'yuan' })).toMatchObject({ fen: 50 })
    expect(parseAmount('0.5元', { bareUnit: 'wan' })).toMatchObject({ fen: 50 })
  })

  it('is exact for every amount it writes itself', () => {
    fc.assert(fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (fen) => {
      expect(parseAmount(formatFen(fen))).toMatchObject({ fen })
      expect(parseAmount(formatWan(fen))).toMatchObject({ fen })
    }))
  })

  it('writes yuan and ten thousands of yuan', () => {
    expect(formatFen(123_450)).toBe('1,234.50 元')
    expect(formatFen(5)).toBe('0.05 元')
    expect(formatFen(-5)).toBe('-0.05 元')
    expect(formatWan(50_000_000)).toBe('50万元')
    expect(formatWan(9_105_275_000)).toBe('9,105.275万元')
    expect(formatWan(1)).toBe('0.000001万元')
    expect(() => formatFen(0.5)).toThrow(RangeError)
  })
})
