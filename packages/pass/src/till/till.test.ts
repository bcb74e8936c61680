import { createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkTillMac, composeTillCode, formatTillCode, luhnDigit, macDigits, makeTillCode, parseTillCode, tillMacInput, tillWindow } from '../index'
import type { TillHmac } from '../index'

const digits = (length: number) => fc.array(fc.constantFrom(...'0123456789'.split('')), { minLength: length, maxLength: length }).map((all) => all.join(''))
const hmacWith = (key: string): TillHmac => (bytes) => createHmac('sha256', key).update(bytes).digest()

describe('check digit', () => {
  test.each([
    ['7992739871', '3'],
    ['411111111111111', '1'],
    ['0', '0'],
  ])('of %s is %s (Luhn)', (payload, digit) => {
    expect(luhnDigit(payload)).toBe(digit)
  })

  test('nothing but digits has one', () => {
    expect(() => luhnDigit('12a')).toThrow(RangeError)
    expect(() => luhnDigit('')).toThrow(RangeError)
  })
})

describe('dynamic truncation', () => {
  test.each([
    '755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489',
  ])('RFC 4226 appendix D: %s', (expected) => {
    const counter = Buffer.alloc(8)
    counter.writeUInt8(['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'].indexOf(expected), 7)
    expect(macDigits(createHmac('sha1', '12345678901234567890').update(counter).digest())).toBe(expected)
  })

  test('RFC 4226 §5.4: the worked example gives 872921', () => {
    expect(macDigits(Buffer.from('1f8698690e02ca16618550ef7f19da8e945b555a', 'hex'))).toBe('872921')
  })

  test('RFC 6238 appendix B: SHA-256 at 59 s ends in 119246', () => {
    const counter = Buffer.alloc(8)
    counter.writeUInt8(tillWindow(59), 7)
    expect(macDigits(createHmac('sha256', '12345678901234567890123456789012').update(counter).digest())).toBe('119246')
  })

  test('small values keep their leading zeros, short input is refused', () => {
    expect(macDigits(new Uint8Array(32))).toBe('000000')
    expect(() => macDigits(new Uint8Array(19))).toThrow(RangeError)
  })
})

describe('till code', () => {
  test('any serial and mac come back, spaced, wide or plain', () => {
    fc.assert(fc.property(digits(10), digits(6), (serial, mac) => {
      const code = composeTillCode({ serial, mac })
      expect(code).toMatch(/^1[0-9]{17}$/)
      const wide = code.replace(/[0-9]/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))
      for (const typed of [code, formatTillCode(code), wide, `　${code}\r\n`]) {
        expect(parseTillCode(typed)).toEqual({ ok: true, serial, mac })
      }
    }))
  })

  test('is read aloud in three groups of six', () => {
    expect(formatTillCode('112345678900012349')).toBe('112345 678900 012349')
    expect(() => formatTillCode('1123')).toThrow(RangeError)
  })

  test('one wrong digit is always noticed, two neighbours swapped too unless they are 0 and 9', () => {
    fc.assert(fc.property(digits(10), digits(6), fc.nat(17), fc.integer({ min: 1, max: 9 }), (serial, mac, at, more) => {
      const code = composeTillCode({ serial, mac })
      const wrong = String((Number(code[at]) + more) % 10)
      expect(parseTillCode(code.slice(0, at) + wrong + code.slice(at + 1))).toEqual({ ok: false, code: 'CHECK_DIGIT' })
      const pair = code.slice(at, at + 2)
      if (at < 17 && pair[0] !== pair[1] && pair !== '09' && pair !== '90') {
        const swapped = code.slice(0, at) + pair.charAt(1) + pair.charAt(0) + code.slice(at + 2)
        expect(parseTillCode(swapped)).toEqual({ ok: false, code: 'CHECK_DIGIT' })
      }
    }))
  })

  test.each(['', '1', '1'.repeat(17), '1'.repeat(19), `${'1'.repeat(17)}x`, '-'.repeat(18), ' '.repeat(5000), '１'.repeat(17)])(
    '%j is not 18 digits', (text) => {
      expect(parseTillCode(text)).toEqual({ ok: false, code: 'LENGTH' })
    },
  )

  test('a sound code of another version is told apart from a mistyped one', () => {
    const payload = `2${'0'.repeat(16)}`
    expect(parseTillCode(payload + luhnDigit(payload))).toEqual({ ok: false, code: 'VERSION' })
  })

  test('parts of another form are refused', () => {
    expect(() => composeTillCode({ serial: '123', mac: '000000' })).toThrow(RangeError)
    expect(() => composeTillCode({ serial: '0123456789', mac: '12345' })).toThrow(RangeError)
    expect(() => tillMacInput('123', 1)).toThrow(RangeError)
    expect(() => tillMacInput('0123456789', 1.5)).toThrow(RangeError)
    expect(() => tillWindow(Number.NaN)).toThrow(RangeError)
  })

  test('the bytes under the mac name their purpose, the serial and the window', () => {
    expect(Buffer.from(tillMacInput('0123456789', 2 ** 32 + 5)).toString('latin1')).toBe('xinhui/till/v1\u00000123456789\0\0\0\u0001\0\0\0\u0005')
  })

  test('a mac holds in its window and one window to each side, not two', async () => {
    const now = 1_800_000_015
    const hmac = hmacWith('k1')
    const code = parseTillCode(await makeTillCode('0123456789', now, hmac))
    if (!code.ok) throw new Error(code.code)
    for (const [nowSeconds, holds] of [[now, true], [now + 30, true], [now - 30, true], [now + 60, false], [now - 60, false]] as const) {
      expect(await checkTillMac(code, { nowSeconds, hmac })).toBe(holds)
    }
    expect(await checkTillMac(code, { nowSeconds: now + 30, hmac, driftWindows: 0 })).toBe(false)
    expect(await checkTillMac(code, { nowSeconds: now, hmac: hmacWith('k2') })).toBe(false)
    expect(await checkTillMac({ ...code, serial: '0123456780' }, { nowSeconds: now, hmac })).toBe(false)
    expect(await checkTillMac({ ...code, mac: code.mac.slice(0, 5) }, { nowSeconds: now, hmac })).toBe(false)
  })
})
