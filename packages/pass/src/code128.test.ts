import { describe, expect, test } from 'vitest'
import { composeTillCode, encodeCode128C } from './index'
import { hasZbar, readWithZbar, toPgm } from './testing/zbar'

/** The barcode as rows of modules with its quiet zones. */
function draw(digits: string): boolean[][] {
  const { widths, quietZoneModules } = encodeCode128C(digits)
  const quiet = Array.from({ length: quietZoneModules }, () => false)
  const row = [...quiet, ...widths.flatMap((width, at) => Array.from({ length: width }, () => at % 2 === 0)), ...quiet]
  return Array.from({ length: 20 }, () => row)
}

describe('Code 128', () => {
  test('a till code takes 134 modules and starts and ends with a bar', () => {
    const { widths, modules, quietZoneModules } = encodeCode128C(composeTillCode({ serial: '0123456789', mac: '012345' }))
    expect(modules).toBe(134)
    expect(quietZoneModules).toBe(10)
    expect(widths).toHaveLength(6 * 11 + 7)
    expect(widths.slice(0, 6).join('')).toBe('211232')
    expect(widths.slice(-7).join('')).toBe('2331112')
  })

  test('each symbol is eleven modules with an even number of dark ones, and no two are alike', () => {
    const seen = new Set<string>()
    for (let value = 0; value < 100; value += 1) {
      const symbol = encodeCode128C(String(value).padStart(2, '0')).widths.slice(6, 12)
      expect(symbol.reduce((sum, width) => sum + width, 0)).toBe(11)
      expect(symbol.reduce((sum, width, at) => sum + (at % 2 === 0 ? width : 0), 0) % 2).toBe(0)
      seen.add(symbol.join(''))
    }
    expect(seen.size).toBe(100)
  })

  test.each(['', '123', '12a4', '１２'])('%j does not fit code set C', (text) => {
    expect(() => encodeCode128C(text)).toThrow(RangeError)
  })

  test.skipIf(!hasZbar)('a decoder we did not write reads every pair of digits', () => {
    const all = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'))
    for (let from = 0; from < 100; from += 10) {
      const digits = all.slice(from, from + 10).join('')
      expect(readWithZbar(toPgm(draw(digits), 3), 'code128')).toEqual([digits])
    }
  })

  test.skipIf(!hasZbar)('a decoder we did not write reads till codes', () => {
    for (const [serial, mac] of [['0000000000', '000000'], ['9999999999', '999999'], ['0427719305', '118264']] as const) {
      const code = composeTillCode({ serial, mac })
      expect(readWithZbar(toPgm(draw(code), 2), 'code128')).toEqual([code])
    }
  })
})
