import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesToId, idToBytes, parseId } from './index'

const sixteen = fc.uint8Array({ minLength: 16, maxLength: 16 })

describe('ids', () => {
  test('any 16 bytes come back from their id', () => {
    fc.assert(fc.property(sixteen, (bytes) => {
      const id = bytesToId('vch_', bytes)
      expect(id).toMatch(/^vch_[0-7][0-9a-hjkmnp-tv-z]{25}$/)
      expect(idToBytes('vch_', id)).toEqual(new Uint8Array(bytes))
    }))
  })

  test('ids sort as text in the order of their bytes', () => {
    fc.assert(fc.property(sixteen, sixteen, (a, b) => {
      const [first, second] = [bytesToId('vch_', a), bytesToId('vch_', b)]
      expect(Math.sign(Buffer.compare(a, b))).toBe(first < second ? -1 : first > second ? 1 : 0)
    }))
  })

  test('the smallest and the largest id are written in full', () => {
    expect(bytesToId('mer_', new Uint8Array(16))).toBe(`mer_${'0'.repeat(26)}`)
    expect(bytesToId('mer_', new Uint8Array(16).fill(255))).toBe(`mer_7${'z'.repeat(25)}`)
  })

  test('the example of the ULID specification keeps its time', () => {
    expect(Buffer.from(idToBytes('vch_', 'vch_01arz3ndektsv4rrffq69g5fav')).readUIntBE(0, 6)).toBe(1469922850259)
  })

  test.each([
    `vch_8${'0'.repeat(25)}`,
    `vch_${'0'.repeat(25)}`,
    `vch_${'0'.repeat(27)}`,
    `vch_0${'I'.repeat(25)}`,
    `vch_0${'Z'.repeat(25)}`,
    `vch_0${'u'.repeat(25)}`,
    `mer_${'0'.repeat(26)}`,
    `vch_${'０'.repeat(26)}`,
    '',
  ])('%j is not a voucher id', (id) => {
    expect(parseId('vch_', id)).toBeUndefined()
    expect(() => idToBytes('vch_', id)).toThrow(RangeError)
  })

  test('an id of another length of bytes is refused', () => {
    expect(() => bytesToId('vch_', new Uint8Array(15))).toThrow(RangeError)
  })
})
