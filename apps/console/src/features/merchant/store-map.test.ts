import { describe, expect, it } from 'vitest'
import { layStores } from './store-map'

const at = (longitude: number, latitude: number) => ({ longitudeE6: Math.round(longitude * 1e6), latitudeE6: Math.round(latitude * 1e6) })

describe('where stores stand', () => {
  it('north is up, east is right, and everything stays inside', () => {
    const { pins } = layStores([at(102.7, 25.0), at(102.75, 25.05), at(102.72, 25.1)], 460, 280)
    const [first, second, third] = pins
    expect(second?.x).toBeGreaterThan(first?.x ?? 0)
    expect(second?.y).toBeLessThan(first?.y ?? 0)
    expect(third?.y).toBeLessThan(second?.y ?? 0)
    for (const pin of pins) {
      expect(pin.x).toBeGreaterThanOrEqual(0)
      expect(pin.x).toBeLessThanOrEqual(460)
      expect(pin.y).toBeGreaterThanOrEqual(0)
      expect(pin.y).toBeLessThanOrEqual(280)
    }
  })

  it('one degree of longitude is drawn shorter than one of latitude, as it is', () => {
    const { pins } = layStores([at(102.7, 30.0), at(102.8, 30.0), at(102.7, 30.1)], 1000, 1000)
    const [corner, east, north] = pins
    expect(((east?.x ?? 0) - (corner?.x ?? 0)) / ((corner?.y ?? 0) - (north?.y ?? 0))).toBeCloseTo(Math.cos((30.05 * Math.PI) / 180), 2)
  })

  it('the scale is true: a kilometre apart is a kilometre long', () => {
    const { pins, scale } = layStores([at(102.7, 25), at(102.7, 25 + 1000 / 111_320)], 460, 460)
    const apart = Math.abs((pins[0]?.y ?? 0) - (pins[1]?.y ?? 0))
    expect(scale.width / scale.metres).toBeCloseTo(apart / 1000, 3)
    expect(scale.width).toBeLessThanOrEqual(115)
  })

  it('stores at one address share a pin, a single store stands in the middle', () => {
    expect(layStores([at(102.7, 25), at(102.7, 25), at(102.8, 25)], 460, 280).pins.map((pin) => pin.stores)).toEqual([[1, 2], [3]])
    expect(layStores([at(102.7, 25)], 460, 280).pins).toEqual([{ x: 230, y: 140, stores: [1] }])
    expect(layStores([], 460, 280).pins).toEqual([])
  })
})
