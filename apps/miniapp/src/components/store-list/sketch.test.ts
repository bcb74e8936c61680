// @vitest-environment node
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { svgUri } from '../../lib/svg'
import { SKETCH_HEIGHT, SKETCH_WIDTH, sketchOf, sketchSentence, sketchSvg } from './sketch'

const store = (name: string, longitudeE6: number, latitudeE6: number) => ({ storeId: name, name, longitudeE6, latitudeE6 })
const PAINT = { ground: '#eaeeed', line: '#dce3e2', accent: '#0b6b66', words: '#475553', onAccent: '#ffffff' }
const place = fc.record({ longitudeE6: fc.integer({ min: 119_000_000, max: 121_000_000 }), latitudeE6: fc.integer({ min: 29_000_000, max: 31_000_000 }) })

describe('the sketch of stores', () => {
  it('of one store says nothing, so there is none', () => {
    expect(sketchOf([store('甲', 120_000_000, 30_000_000)])).toBeUndefined()
  })

  it('keeps every pin inside, also when two stores share an address', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 2, maxLength: 12 }), (places) => {
        const sketch = sketchOf(places.map((at, index) => ({ ...at, storeId: String(index), name: '' })))
        return sketch !== undefined && sketch.pins.every(({ x, y }) => x >= 20 && x <= SKETCH_WIDTH - 20 && y >= 20 && y <= SKETCH_HEIGHT - 20)
      }),
    )
  })

  it('draws north up and east right, to a scale that is true on the ground', () => {
    const sketch = sketchOf([store('甲', 120_000_000, 30_000_000), store('乙', 120_000_000, 30_009_000), store('丙', 120_010_000, 30_000_000)])
    const [first, north, east] = sketch?.pins ?? []
    expect(north?.y).toBeLessThan(first?.y ?? 0)
    expect(east?.x).toBeGreaterThan(first?.x ?? 0)
    const metres = ((first?.y ?? 0) - (north?.y ?? 0)) * ((sketch?.bar.metres ?? 0) / (sketch?.bar.width ?? 1))
    expect(metres).toBeCloseTo(1002, 0)
  })

  it('is told in words', () => {
    const stores = [store('听澜路店', 120_153_000, 30_280_000), store('青桥店', 120_171_000, 30_298_000)]
    const sketch = sketchOf(stores)
    expect(sketch && sketchSentence(sketch, stores)).toBe('门店位置示意：以听澜路店为起点，青桥店在它的东北约2.6 公里')
  })

  it('names only numbers in its drawing and stays small', () => {
    const stores = Array.from({ length: 12 }, (_, index) => store(`<b>${index}`, 120_000_000 + index * 3000, 30_000_000 + ((index * 7) % 5) * 2000))
    const sketch = sketchOf(stores)
    const svg = sketch ? sketchSvg(sketch, PAINT) : ''
    expect(svg).not.toMatch(/NaN|<b>/)
    expect(svgUri(svg).length).toBeLessThan(6000)
  })
})
