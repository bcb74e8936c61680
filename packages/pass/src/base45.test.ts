import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeBase45, encodeBase45 } from './index'

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'))

describe('Base45', () => {
  test.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
  ])('the RFC 9285 example %s is written %s and read back', (plain, coded) => {
    expect(encodeBase45(bytesOf(plain))).toBe(coded)
    expect(decodeBase45(coded)).toEqual(bytesOf(plain))
  })

  test('any bytes come back as they were', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(decodeBase45(encodeBase45(bytes))).toEqual(new Uint8Array(bytes))
    }))
  })

  test('text is either refused or is the one way to write its bytes', () => {
    const symbol = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:a\n码'.split(''))
    fc.assert(fc.property(fc.array(symbol, { maxLength: 12 }), (symbols) => {
      const text = symbols.join('')
      const bytes = decodeBase45(text)
      if (bytes) expect(encodeBase45(bytes)).toBe(text)
    }), { numRuns: 2000 })
  })

  test.each([
    ['GGW', 'a group of 65536 (RFC 9285 §4)'],
    [':::', 'a group of 91124'],
    ['::', 'a last pair above 255'],
    ['V5', 'a last pair of 256'],
    ['BB8A', 'a lone last character'],
    ['bb8', 'lower case'],
    ['B B8\n', 'a line end'],
  ])('%j is refused: %s', (text) => {
    expect(decodeBase45(text)).toBeUndefined()
  })

  test('the largest group and the largest last pair are read', () => {
    expect(decodeBase45('FGW')).toEqual(new Uint8Array([0xff, 0xff]))
    expect(decodeBase45('U5')).toEqual(new Uint8Array([0xff]))
  })
})
