import * as fc from 'fast-check'
import { decodeQR } from 'qr/decode.js'
import { encode } from 'uqr'
import { describe, expect, it } from 'vitest'
import { svgUri } from '../lib/svg'
import { barcodeRow } from './barcode'
import { dialSentence, dialSvg, shareOf } from './dial/dial'
import { iconNamed, icons, iconSvg } from './icon/icons'
import { matrixSvg, rowGradient, runsOf } from './qr-code/matrix'
import { trendSentence, trendSvg } from './trend/trend'

const bands = [
  { title: '待提升', fromCenti: 35_000, toCenti: 55_000 },
  { title: '一般', fromCenti: 55_000, toCenti: 60_000 },
  { title: '良好', fromCenti: 60_000, toCenti: 65_000 },
  { title: '优秀', fromCenti: 65_000, toCenti: 70_000 },
  { title: '极好', fromCenti: 70_000, toCenti: 100_000 },
]
const scale = { maxCenti: 100_000, bands }
const paint = { track: '#dce3e2', accent: '#0b6b66', surface: '#ffffff' }

describe('the dial', () => {
  it('is under 2 KB as a data URI wherever the number stands', () => {
    for (const totalCenti of [0, 35_000, 55_000, 71_250, 100_000]) expect(svgUri(dialSvg({ totalCenti, ...scale }, paint)).length).toBeLessThan(2048)
  })

  it('paints a low and a high number in the same colours', () => {
    const hues = (totalCenti: number) => [...new Set(dialSvg({ totalCenti, ...scale }, paint).match(/#[0-9a-f]{6}/g))].sort()
    expect(hues(36_000)).toEqual(hues(99_000))
  })

  it('the share grows with the number and stays on the scale', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000, max: 120_000 }), fc.integer({ min: 0, max: 5000 }), (centi, more) => {
        const [low, high] = [shareOf(centi, scale), shareOf(centi + more, scale)]
        return low >= 0 && high <= 1 && low <= high
      }),
    )
    expect(shareOf(1, { maxCenti: 0, bands: [] })).toBe(0)
  })

  it('says in words the number, the grade and the way to the next band', () => {
    expect(dialSentence({ totalCenti: 64_050, ...scale }, '良好')).toBe('信用分 640.5 分，等级良好，刻度从 350 到 1,000，距离优秀还差 9.5 分')
    expect(dialSentence({ totalCenti: 80_000, ...scale }, '极好')).not.toContain('还差')
  })
})

describe('the trend', () => {
  const history = [
    { day: '2026-01-01', centi: 65_000 },
    { day: '2026-10-01', centi: 64_000 },
  ]
  it('is drawn from left to right and told in words', () => {
    expect(trendSvg(history, { line: '#dce3e2', accent: '#0b6b66', surface: '#ffffff' })).toContain('M10.0 10.0L310.0 86.0')
    expect(trendSentence(history)).toBe('从2026年1月1日 650 分到2026年10月1日 640 分，变化 −10 分')
    expect(trendSentence([])).toBe('还没有历史记录')
    expect(trendSentence(history.slice(0, 1))).toBe('2026年1月1日 650 分')
  })
  it('of one point or none draws no line and no NaN', () => {
    for (const some of [[], history.slice(0, 1)]) expect(trendSvg(some, { line: '#000000', accent: '#000000', surface: '#000000' })).not.toMatch(/NaN|Infinity|L/)
  })
})

describe('codes', () => {
  const text = 'XH1:6BF+70590 $0*A.B/C:-6BF+70590000ABCDEFGHIJKLMNOPQRSTUVWXYZ'

  it('the drawn QR modules are read back by a decoder nobody here wrote', () => {
    const rows = encode(text, { ecc: 'M', border: 4 }).data
    const runs = runsOf(rows)
    const side = rows.length * 4
    const data = new Uint8Array(side * side * 4).fill(255)
    runs.forEach((row, y) => {
      let x = 0
      for (const { dark, length } of row) {
        if (dark) for (let py = y * 4; py < y * 4 + 4; py += 1) data.fill(0, (py * side + x * 4) * 4, (py * side + (x + length) * 4) * 4)
        x += length
      }
    })
    for (let at = 3; at < data.length; at += 4) data[at] = 255
    expect(decodeQR({ width: side, height: side, data })).toBe(text)
  })

  it('the SVG paints exactly the dark modules, black on white', () => {
    const svg = matrixSvg([
      [false, true, true],
      [true, false, false],
    ])
    expect(svg).toContain('d="M1 0h2v1h-2zM0 1h1v1h-1z"')
    expect(svg).toContain('fill="#fff"')
    expect(svgUri(matrixSvg(encode(text, { ecc: 'M', border: 4 }).data)).length).toBeLessThan(24_000)
  })

  it('the fallback row is a gradient with hard edges', () => {
    expect(rowGradient([true, false, false, true])).toBe('linear-gradient(90deg,#000 0.000% 25.000%,#fff 25.000% 75.000%,#000 75.000% 100.000%)')
  })

  it('a barcode begins and ends with its quiet zone and holds 134 modules between', () => {
    const row = barcodeRow('123456789012345678')
    expect(row).toHaveLength(154)
    expect(row.slice(0, 10)).not.toContain(true)
    expect(row.slice(-10)).not.toContain(true)
    expect([row[10], row[143]]).toEqual([true, true])
  })
})

describe('icons', () => {
  it('each is one short path, and an unknown scene gets the ticket', () => {
    for (const path of Object.values(icons)) expect(path).toMatch(/^[MmLlHhVvCcSsAaZz0-9 .-]+$/)
    for (const name of Object.keys(icons)) expect(svgUri(iconSvg(iconNamed(name))).length).toBeLessThan(700)
    expect(iconNamed('no-such')).toBe('perk')
  })
})
