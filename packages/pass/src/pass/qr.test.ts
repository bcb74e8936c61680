import { encode } from 'uqr'
import { describe, expect, test } from 'vitest'
import { assemblePass, bytesToId, encodePass } from '../index'
import { hasZbar, readWithZbar, toPgm } from '../testing/zbar'

/** A pass whose every byte is `fill` where the layout lets it be: size does not depend on what it says. */
function passOf(fill: number): string {
  const hex = fill.toString(16).padStart(2, '0')
  return assemblePass(encodePass({
    kid: hex.repeat(4), jti: hex.repeat(8), voucherId: bytesToId('vch_', new Uint8Array(16).fill(fill)),
    merchantId: bytesToId('mer_', new Uint8Array(16).fill(fill)), perkVersion: fill * 257, tier: fill,
    notBefore: fill * 0x01010101, lifeSeconds: 60,
  }), new Uint8Array(64).fill(fill))
}

describe('the QR of a pass', () => {
  test.each([
    ['L', 41], ['M', 49], ['Q', 53], ['H', 61],
  ] as const)('at error level %s is %d modules a side', (ecc, side) => {
    for (const fill of [0, 255]) {
      expect(encode(passOf(fill), { ecc, boostEcc: false, border: 0 }).size).toBe(side)
    }
  })

  test('keeps to 57 modules at the levels in use, M and Q', () => {
    for (const ecc of ['M', 'Q'] as const) expect(encode(passOf(255), { ecc, border: 0 }).size).toBeLessThanOrEqual(57)
  })

  test.skipIf(!hasZbar)('is read by a decoder we did not write from 240 pixels a side', () => {
    for (const ecc of ['M', 'Q'] as const) {
      for (const fill of [0, 255]) {
        const { data, size } = encode(passOf(fill), { ecc, boostEcc: false, border: 4 })
        const scale = Math.floor(240 / size)
        expect(readWithZbar(toPgm(data, scale), 'qrcode')).toEqual([passOf(fill)])
      }
    }
  })

  test.skipIf(!hasZbar)('is read at level Q with a dark smudge over 5 % of its area', () => {
    const pass = passOf(0xa5)
    const { data, size } = encode(pass, { ecc: 'Q', boostEcc: false, border: 4 })
    const smudge = Math.ceil(Math.sqrt(0.05 * size * size))
    for (const [left, top] of [[12, 20], [23, 23], [30, 14], [20, 32], [33, 33]] as const) {
      const soiled = data.map((row, y) => row.map((dark, x) => dark || (x >= left && x < left + smudge && y >= top && y < top + smudge)))
      expect(readWithZbar(toPgm(soiled, 3), 'qrcode')).toEqual([pass])
    }
  })
})
