// @vitest-environment node
import type { PassStrip } from '@xinhui/contract'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { enduranceMs, LEAD_MS, passAt, refillDue, serverNow, type Strip, stripOf, waitMs } from './strip'

const T0 = Date.parse('2026-11-21T06:00:00Z')
const CALM = { failures: 0, failedAt: 0 }

/** As the server writes it: each pass lives a minute, the next begins five seconds before its end. */
const answer = (at: number, count = 12, step = 55): PassStrip => ({
  voucherId: 'vch_1',
  serverTime: new Date(at).toISOString(),
  passes: Array.from({ length: count }, (_, index) => ({
    text: `XH1:${at} ${index}`,
    tillCode: '104277193055641780',
    notBefore: new Date(at + index * step * 1000).toISOString(),
    expiresAt: new Date(at + (index * step + 60) * 1000).toISOString(),
  })),
})
const fresh = (at = T0, count?: number): Strip => stripOf(answer(at, count), at, at)
const shownAt = (strip: Strip, now: number) => passAt(strip, now)?.pass.text

describe('which pass is shown', () => {
  it('the one whose minute it is, redrawn five seconds before it ends', () => {
    const strip = fresh()
    expect(shownAt(strip, T0)).toBe(`XH1:${T0} 0`)
    expect(shownAt(strip, T0 + 54_999)).toBe(`XH1:${T0} 0`)
    expect(shownAt(strip, T0 + 55_000)).toBe(`XH1:${T0} 1`)
    expect(passAt(strip, T0 + 10_000)).toMatchObject({ msLeft: 45_000, msTotal: 55_000, last: false })
  })

  it('the last one stays until its very end, and after that there is none', () => {
    const strip = fresh(T0, 2)
    expect(passAt(strip, T0 + 114_000)).toMatchObject({ msLeft: 1000, last: true })
    expect(passAt(strip, T0 + 115_000)).toBeUndefined()
    expect(enduranceMs(strip, T0 + 115_000)).toBe(0)
  })

  it('at no moment of a strip is a pass shown that is over or has not begun, and there is always one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 20 * 60_000 }), fc.integer({ min: -86_400_000, max: 86_400_000 }), (count, into, skew) => {
        const strip = stripOf(answer(T0, count), T0 - skew, T0 - skew)
        const now = T0 - skew + into
        const showing = passAt(strip, now)
        const end = T0 + ((count - 1) * 55 + 60) * 1000
        if (T0 + into >= end) return showing === undefined
        return showing !== undefined && showing.pass.notBefore <= T0 + into && T0 + into < showing.pass.expiresAt && showing.msLeft > 0 && showing.msLeft <= showing.msTotal
      }),
    )
  })

  it('passes without overlap are shown one after the other as well', () => {
    const strip = stripOf(answer(T0, 3, 60), T0, T0)
    expect([0, 59_000, 60_000, 119_999, 120_000].map((into) => shownAt(strip, T0 + into))).toEqual([0, 0, 1, 1, 2].map((index) => `XH1:${T0} ${index}`))
  })
})

describe('a phone whose clock is wrong', () => {
  it('shows what the server would: the error is at most half the time the answer took', () => {
    fc.assert(
      fc.property(fc.integer({ min: -86_400_000, max: 86_400_000 }), fc.integer({ min: 0, max: 8000 }), fc.double({ min: 0, max: 1, noNaN: true }), (skew, took, share) => {
        const sentAt = T0 - skew
        const writtenAt = T0 + took * share
        const strip = stripOf(answer(Math.round(writtenAt)), sentAt, sentAt + took)
        const error = Math.abs(serverNow(strip, sentAt + took) - (T0 + took))
        return error <= took / 2 + 1
      }),
    )
  })

  it('set back after the strip came, asks for a new one', () => {
    expect(refillDue(fresh(), T0 - 60_000, CALM)).toBe(true)
  })
})

describe('a refill', () => {
  it('is due without a strip, not for a fresh one, and again when half is used', () => {
    const strip = fresh()
    const whole = (11 * 55 + 60) * 1000
    expect(refillDue(undefined, T0, CALM)).toBe(true)
    expect(refillDue(strip, T0 + 1000, CALM)).toBe(false)
    expect(refillDue(strip, T0 + whole / 2 - 1000, CALM)).toBe(false)
    expect(refillDue(strip, T0 + whole / 2, CALM)).toBe(true)
  })

  it('does not change the code on screen before its own time comes', () => {
    const strip = fresh()
    const at = T0 + 340_000
    const next = stripOf(answer(at), at, at, strip)
    const shown = shownAt(strip, at)
    expect(shownAt(next, at)).toBe(shown)
    expect(shownAt(next, at + 44_999)).toBe(shown)
    expect(shownAt(next, at + 45_000)).toBe(`XH1:${at} 0`)
    expect(enduranceMs(next, at)).toBe((11 * 55 + 60) * 1000)
  })

  it('never shortens what the phone can show, nor piles up old passes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900_000 }), { minLength: 1, maxLength: 10 }), (gaps) => {
        let now = T0
        let strip = fresh()
        for (const gap of gaps) {
          now += gap
          strip = stripOf(answer(now), now, now, strip)
          if (strip.passes.length > 13 || !passAt(strip, now) || enduranceMs(strip, now) < 660_000) return false
        }
        return true
      }),
    )
  })

  it('after failures waits longer each time, at most a minute, and not at all once the network is back', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 30].map(waitMs)).toEqual([0, 3000, 6000, 12_000, 24_000, 48_000, 60_000, 60_000])
    expect(refillDue(undefined, T0 + 2999, { failures: 1, failedAt: T0 })).toBe(false)
    expect(refillDue(undefined, T0 + 3000, { failures: 1, failedAt: T0 })).toBe(true)
    expect(refillDue(undefined, T0 + 1, CALM)).toBe(true)
  })

  it('of a voucher in its last minute is not asked for on every tick', () => {
    const strip = fresh(T0, 1)
    expect(refillDue(strip, T0 + 10_000, CALM)).toBe(false)
    expect(refillDue(strip, T0 + 30_000, CALM)).toBe(true)
  })

  it('leads by less than the skew the desk forgives', () => {
    expect(LEAD_MS).toBeLessThan(30_000)
  })
})
