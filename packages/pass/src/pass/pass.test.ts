import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { assemblePass, bytesToHex, bytesToId, decodeBase45, decodePass, encodeBase45, encodePass, kidOf, signPass, thumbprintInput, verifyPass } from '../index'
import type { PassClaims, PassFailure, VerifyOptions } from '../index'
import { PASS_MESSAGES } from './verify'
import { freshKey } from '../testing/es256'
import type { TestKey } from '../testing/es256'

const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const anyClaims: fc.Arbitrary<PassClaims> = fc.record({
  kid: bytesOf(4).map(bytesToHex),
  jti: bytesOf(8).map(bytesToHex),
  voucherId: bytesOf(16).map((bytes) => bytesToId('vch_', bytes)),
  merchantId: bytesOf(16).map((bytes) => bytesToId('mer_', bytes)),
  perkVersion: fc.nat(0xffff),
  tier: fc.nat(0xff),
  notBefore: fc.nat(0xffffffff),
  lifeSeconds: fc.integer({ min: 1, max: 60 }),
})

const shop = `mer_${'1'.repeat(26)}`
const otherShop = `mer_${'2'.repeat(26)}`
const start = 1_800_000_000
let key: TestKey
let claims: PassClaims
let text: string
let token: Uint8Array

beforeAll(async () => {
  key = await freshKey()
  claims = {
    kid: key.kid, jti: '0011223344556677', voucherId: `vch_${'3'.repeat(26)}`, merchantId: shop,
    perkVersion: 7, tier: 2, notBefore: start, lifeSeconds: 60,
  }
  text = await signPass(claims, key.sign)
  token = decodeBase45(text.slice(4)) ?? new Uint8Array()
})

function options(changes: Partial<VerifyOptions> = {}): VerifyOptions {
  return { keys: (kid) => (kid === key.kid ? [key.verify] : []), nowSeconds: start + 10, merchantId: shop, ...changes }
}
async function verdict(candidate: string, changes: Partial<VerifyOptions> = {}): Promise<PassFailure | 'OK'> {
  const answer = await verifyPass(candidate, options(changes))
  if (answer.ok) return 'OK'
  expect(answer).toEqual({ ok: false, code: answer.code, message: PASS_MESSAGES[answer.code] })
  return answer.code
}
const written = (bytes: Uint8Array) => `XH1:${encodeBase45(bytes)}`

describe('form', () => {
  test('any claims and any signature come back from their text', () => {
    fc.assert(fc.property(anyClaims, bytesOf(64), (some, signature) => {
      const unsigned = encodePass(some)
      const pass = assemblePass(unsigned, signature)
      expect(pass).toMatch(/^XH1:[0-9A-Z $%*+\-./:]{176}$/)
      expect(decodePass(pass)).toEqual({ ok: true, claims: some, signed: unsigned, signature: new Uint8Array(signature) })
    }))
  })

  test('text that is accepted is the only text for what it says', () => {
    fc.assert(fc.property(anyClaims, bytesOf(64), fc.nat(179), fc.constantFrom(...'0129AFGUWZ $%:ax码'.split('')), (some, signature, at, symbol) => {
      const pass = assemblePass(encodePass(some), signature)
      const changed = pass.slice(0, at) + symbol + pass.slice(at + 1)
      const answer = decodePass(changed)
      if (answer.ok) expect(assemblePass(encodePass(answer.claims), answer.signature)).toBe(changed)
    }), { numRuns: 1000 })
  })

  test('no text at all makes the decoder throw', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string().map((tail) => `XH1:${tail}`)), (any) => {
      expect(decodePass(any).ok).toBe(false)
    }), { numRuns: 1000 })
  })

  test('claims out of their range are not encoded', () => {
    const bad: Partial<PassClaims>[] = [
      { kid: '0011223' }, { kid: 'AABBCCDD' }, { jti: '00112233445566' }, { jti: 'g011223344556677' },
      { voucherId: shop }, { merchantId: claims.voucherId }, { voucherId: `vch_8${'0'.repeat(25)}` },
      { perkVersion: -1 }, { perkVersion: 65536 }, { perkVersion: 1.5 }, { tier: 256 }, { tier: Number.NaN },
      { notBefore: -1 }, { notBefore: 2 ** 32 }, { lifeSeconds: 0 }, { lifeSeconds: 61 },
    ]
    for (const change of bad) expect(() => encodePass({ ...claims, ...change })).toThrow(RangeError)
  })

  test('only what was encoded is assembled, with 64 bytes of signature', async () => {
    const unsigned = encodePass(claims)
    expect(() => assemblePass(unsigned.subarray(1), new Uint8Array(64))).toThrow(RangeError)
    expect(() => assemblePass(new Uint8Array(unsigned.length), new Uint8Array(64))).toThrow(RangeError)
    expect(() => assemblePass(unsigned, new Uint8Array(63))).toThrow(RangeError)
    // DER, as node:crypto signs unless it is told otherwise.
    await expect(signPass(claims, () => new Uint8Array(71))).rejects.toThrow(RangeError)
  })
})

describe('a pass', () => {
  test('that is whole, timely and for this shop says what it was signed with', async () => {
    expect(await verifyPass(text, options())).toEqual({ ok: true, claims })
    expect(await verdict(text, { merchantId: undefined })).toBe('OK')
  })

  test('with any one bit flipped is refused', async () => {
    for (let at = 0; at < token.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const flipped = token.slice()
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
        const expected: PassFailure[] =
          at === 0 ? ['VERSION'] : at < 5 ? ['UNKNOWN_KEY'] : at === 52 ? ['MALFORMED', 'SIGNATURE'] : ['SIGNATURE']
        expect(expected).toContain(await verdict(written(flipped)))
      }
    }
  }, 30_000)

  test('cut short or with something after it is malformed', async () => {
    for (let length = 0; length < text.length; length += 1) expect(await verdict(text.slice(0, length))).toBe('MALFORMED')
    for (let length = 1; length < token.length; length += 1) expect(await verdict(written(token.slice(0, length)))).toBe('MALFORMED')
    for (const tail of [' ', '\n', '0', '00', '000', text]) expect(await verdict(text + tail)).toBe('MALFORMED')
  })

  test('in another spelling is malformed', async () => {
    const spellings = [
      text.toLowerCase(), `xh1:${text.slice(4)}`, text.slice(4), ` ${text}`, `\ufeff${text}`, `XH1：${text.slice(4)}`,
      `XH1:${text.slice(4).replace(/[0-9]/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))}`,
      `https://example.com/${text}`, text.normalize('NFD') + '\u0301', '信用出示码', '💳'.repeat(90), '', 'XH1:', 'XH1:'.repeat(10_000),
    ]
    for (const spelling of spellings) expect(await verdict(spelling)).toBe('MALFORMED')
  })

  test('of another version says so, whatever its length', async () => {
    expect(await verdict(`XH2:${text.slice(4)}`)).toBe('VERSION')
    expect(await verdict('XH0:')).toBe('VERSION')
    expect(await verdict(written(new Uint8Array([2, 0, 0])))).toBe('VERSION')
  })

  test('with a life of 0 or above 60 is malformed even when it is signed', async () => {
    for (const life of [0, 61, 255]) {
      const unsigned = encodePass(claims)
      unsigned[unsigned.length - 1] = life
      expect(await verdict(assemblePass(unsigned, await key.sign(unsigned)))).toBe('MALFORMED')
    }
  })

  test('has no algorithm field to confuse: a JWS with alg none is malformed, an empty signature is a bad one', async () => {
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{}').toString('base64url')}.`
    expect(await verdict(none)).toBe('MALFORMED')
    expect(await verdict(`XH1:${none}`)).toBe('MALFORMED')
    const zero = assemblePass(encodePass(claims), new Uint8Array(64))
    expect(await verdict(zero)).toBe('SIGNATURE')
  })

  test('signed without the signing context is refused', async () => {
    const bare = await key.sign(token.slice(0, 53))
    expect(await verdict(assemblePass(encodePass(claims), bare))).toBe('SIGNATURE')
  })
})

describe('keys', () => {
  test('an unknown kid is told, a known kid over another key is a bad signature', async () => {
    expect(await verdict(text, { keys: () => [] })).toBe('UNKNOWN_KEY')
    expect(await verdict(text, { keys: () => undefined })).toBe('UNKNOWN_KEY')
    const stranger = await freshKey()
    expect(await verdict(await signPass(claims, stranger.sign))).toBe('SIGNATURE')
  })

  test('two keys that share a kid are both tried, in any order', async () => {
    const twin = await freshKey()
    expect(await verdict(text, { keys: () => [twin.verify, key.verify] })).toBe('OK')
    expect(await verdict(text, { keys: () => [key.verify, twin.verify] })).toBe('OK')
    expect(await verdict(text, { keys: () => [twin.verify, twin.verify] })).toBe('SIGNATURE')
  })

  test('a primitive that fails is not taken for a verdict', async () => {
    await expect(verifyPass(text, options({ keys: () => [() => Promise.reject(new Error('no key store'))] }))).rejects.toThrow('no key store')
  })

  test('the kid is the head of the RFC 7638 thumbprint', () => {
    const jwk = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: '-'.repeat(43) }
    expect(Buffer.from(thumbprintInput(jwk)).toString()).toBe(JSON.stringify({ crv: 'P-256', kty: 'EC', x: jwk.x, y: jwk.y }))
    expect(kidOf(new Uint8Array(32).fill(0xab))).toBe('abababab')
    expect(() => thumbprintInput({ ...jwk, crv: 'P-384' })).toThrow(RangeError)
    expect(() => thumbprintInput({ ...jwk, x: '"' })).toThrow(RangeError)
    expect(() => kidOf(new Uint8Array(4))).toThrow(RangeError)
  })
})

describe('time, shop and revocation', () => {
  test.each([
    [-31, 'NOT_YET'], [-30, 'OK'], [0, 'OK'], [59, 'OK'], [89, 'OK'], [89.9, 'OK'], [90, 'EXPIRED'],
    [-600, 'NOT_YET'], [600, 'EXPIRED'],
  ])('%d s after its start, with 30 s of skew: %s', async (after, expected) => {
    expect(await verdict(text, { nowSeconds: start + after })).toBe(expected)
  })

  test.each([[-1, 'NOT_YET'], [0, 'OK'], [59, 'OK'], [60, 'EXPIRED']])('%d s after its start, without skew: %s', async (after, expected) => {
    expect(await verdict(text, { nowSeconds: start + after, clockSkewSeconds: 0 })).toBe(expected)
  })

  test('a clock that is no number is an error, not a pass', async () => {
    for (const nowSeconds of [Number.NaN, Infinity]) await expect(verifyPass(text, options({ nowSeconds }))).rejects.toThrow(RangeError)
    for (const clockSkewSeconds of [Number.NaN, -1, Infinity]) await expect(verifyPass(text, options({ clockSkewSeconds }))).rejects.toThrow(RangeError)
  })

  test('another shop is told so, and not whether the voucher was revoked', async () => {
    expect(await verdict(text, { merchantId: otherShop, isRevoked: () => true })).toBe('WRONG_MERCHANT')
    expect(await verdict(text, { merchantId: '' })).toBe('WRONG_MERCHANT')
  })

  test('a revoked voucher is refused, by its own claims', async () => {
    expect(await verdict(text, { isRevoked: ({ voucherId }) => Promise.resolve(voucherId === claims.voucherId) })).toBe('REVOKED')
    expect(await verdict(text, { isRevoked: ({ voucherId }) => voucherId === 'vch_other' })).toBe('OK')
  })

  test('a forged pass learns nothing but that it is invalid', async () => {
    const stranger = await freshKey()
    const forged = await signPass(claims, stranger.sign)
    const asked: string[] = []
    for (const nowSeconds of [start - 9999, start + 10, start + 9999]) {
      const isRevoked = (some: PassClaims) => asked.push(some.voucherId) > 0
      expect(await verdict(forged, { nowSeconds, merchantId: otherShop, isRevoked })).toBe('SIGNATURE')
    }
    expect(asked).toEqual([])
  })
})
