import { fromDayNumber, parseDay, toDayNumber } from '@xinhui/rules'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { putDay } from './binary-row'
import { plainDay, writeDay } from './plain-day'

const plain = (text: string) => plainDay(Buffer.from(text), 0, Buffer.byteLength(text))
/** As PostgreSQL counts: days since 2000-01-01. */
const day = fc.integer({ min: toDayNumber('1900-01-01'), max: toDayNumber('9999-12-31') }).map(fromDayNumber)

describe('a day in bytes', () => {
  it('is read from the three plain spellings and written as it is stored', () => {
    fc.assert(fc.property(day, fc.constantFrom('-', '/', ''), (wanted, separator) => {
      const number = plain(wanted.replaceAll('-', separator))
      const written = Buffer.alloc(10)
      writeDay(written, 0, number)
      expect(written.toString()).toBe(wanted)
    }))
  })

  it('is never one that parseDay reads otherwise', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789-/.'.split('')), minLength: 8, maxLength: 10 })
    fc.assert(fc.property(digits, (text) => {
      const number = plain(text)
      if (number < 0) return
      const written = Buffer.alloc(10)
      writeDay(written, 0, number)
      expect(parseDay(text)).toEqual({ ok: true, day: written.toString() })
    }))
    expect(['2026-02-30', '2026-13-01', '1899-12-31', '2026/01-02', '2026.01.02', '20260230', '2026-1-2'].map(plain)).toEqual([-1, -1, -1, -1, -1, -1, -1])
  })

  it('is sent as the days since 2000-01-01', () => {
    fc.assert(fc.property(day, (wanted) => {
      const field = Buffer.alloc(8)
      putDay(field, 0, Buffer.from(wanted), 0)
      expect([field.readInt32BE(0), field.readInt32BE(4)]).toEqual([4, toDayNumber(wanted) - toDayNumber('2000-01-01')])
    }))
  })
})
