import jsQr from 'jsqr'
import { encode } from 'uqr'
import { describe, expect, test } from 'vitest'
import { assemblePass, bytesToId, encodePass } from '../index'
import { photograph, type Picture, screenshot, smudge, toPgmOf, toRgba } from '../testing/picture'
import { hasZbar, readWithZbar } from '../testing/zbar'

/** As the phone draws it: error level Q, a border of four modules, 240 pixels. */
const SIDE = 240
const passOf = (n: number) =>
  assemblePass(
    encodePass({ kid: 'd032cdf3', jti: String(n).padStart(16, '0'), voucherId: bytesToId('vch_', new Uint8Array(16).fill(n)), merchantId: bytesToId('mer_', new Uint8Array(16).fill(255 - n)), perkVersion: n, tier: n, notBefore: 1_800_000_000 + n, lifeSeconds: 60 }),
    Uint8Array.from({ length: 64 }, (_, i) => (i * 37 + n * 101) & 255),
  )
const shown = (pass: string) => screenshot(encode(pass, { ecc: 'Q', boostEcc: false, border: 4 }).data, SIDE)

/** Two decoders that have no line in common with ours or each other. */
const DECODERS: { name: string; there: boolean; read: (picture: Picture) => string | undefined }[] = [
  { name: 'zbarimg', there: hasZbar, read: (picture) => readWithZbar(toPgmOf(picture), 'qrcode')[0] },
  { name: 'jsQR', there: true, read: (picture) => jsQr(toRgba(picture), picture.side, picture.side)?.data },
]
const PASSES = [0, 1, 90, 165, 255].map(passOf)

describe.each(DECODERS.filter((d) => d.there))('$name reads the pass', ({ read }) => {
  test('from a screenshot of 240 × 240 pixels', () => {
    for (const pass of PASSES) expect(read(shown(pass))).toBe(pass)
  })

  test('with a smudge over 5 % of its area, wherever it lies between the corners', { timeout: 60_000 }, () => {
    for (const pass of PASSES) {
      for (const [left, top] of [[93, 93], [70, 110], [120, 70], [85, 130], [130, 120], [100, 40], [40, 100]] as const) {
        expect([left, top, read(smudge(shown(pass), 0.05, left, top))]).toEqual([left, top, pass])
      }
    }
  })

  test.each([
    { degrees: 0, tilt: 0, blur: 1.2, grain: 12 },
    { degrees: 4, tilt: 0.05, blur: 1.2, grain: 12 },
    { degrees: -9, tilt: 0.1, blur: 1.4, grain: 16 },
    { degrees: 17, tilt: 0.08, blur: 1, grain: 16 },
    { degrees: -28, tilt: -0.06, blur: 1.2, grain: 10 },
  ])('from a photograph turned by $degrees°, tilted by $tilt, out of focus by $blur px', { timeout: 60_000 }, (by) => {
    for (const pass of PASSES.slice(1, 4)) expect(read(photograph(shown(pass), 480, by))).toBe(pass)
  })
})
