import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { exposureLimitFen, waiverTotalFen } from './waiver'

const STEPS = [
  { fromPoints: null, limitFen: 50_000 },
  { fromPoints: 600, limitFen: 150_000 },
  { fromPoints: 700, limitFen: 500_000 },
]

it('nobody without a score, and nobody with a low one, gets less than the floor', () => {
  expect(exposureLimitFen(STEPS, null)).toBe(50_000)
  expect(exposureLimitFen(STEPS, 0)).toBe(50_000)
  expect(exposureLimitFen(STEPS, 59_999)).toBe(50_000)
  expect(exposureLimitFen(STEPS, 60_000)).toBe(150_000)
  expect(exposureLimitFen(STEPS, 99_900)).toBe(500_000)
  expect(exposureLimitFen(STEPS.slice(1), null)).toBe(0)
})

it('a score only ever raises the limit, whatever the order and the amounts of the steps', () => {
  const step = fc.record({ fromPoints: fc.option(fc.integer({ min: 0, max: 1000 })), limitFen: fc.integer({ min: 0, max: 1e8 }) })
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 100_000 }), (steps, a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)]
      expect(exposureLimitFen(steps, low)).toBeLessThanOrEqual(exposureLimitFen(steps, high))
      expect(exposureLimitFen(steps, null)).toBeLessThanOrEqual(exposureLimitFen(steps, low))
    }),
  )
})

it('a bill adds up to the fen and stays within the risk fund', () => {
  fc.assert(
    fc.property(fc.nat(1e8), fc.nat(1e8), fc.nat(1e8), fc.nat(1e8), (useFen, damageFen, discountFen, fund) => {
      const fits = useFen + damageFen <= fund && discountFen <= useFen + damageFen
      const total = () => waiverTotalFen({ useFen, damageFen, discountFen }, fund)
      if (!fits) {
        expect(total).toThrow(RangeError)
        return
      }
      expect(total() + discountFen).toBe(useFen + damageFen)
      expect(total()).toBeLessThanOrEqual(fund)
    }),
  )
  expect(() => waiverTotalFen({ useFen: 0.5, damageFen: 0, discountFen: 0 }, 100)).toThrow(RangeError)
  expect(() => waiverTotalFen({ useFen: -1, damageFen: 2, discountFen: 0 }, 100)).toThrow(RangeError)
})
