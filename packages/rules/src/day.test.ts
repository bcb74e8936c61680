import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays, addMonths, compareDays, dayInShanghai, daysBetween, formatDayZh, fromDayNumber, isDay, monthEnd, monthEndsFrom,
  monthsBetween, startOfDayInShanghai, toDayNumber, weekday,
} from './day'
import { parseDay } from './parse-day'

const anyDay = fc.integer({ min: toDayNumber('1800-01-01'), max: toDayNumber('2300-12-31') }).map(fromDayNumber)

describe('calendar days', () => {
  it('knows which days exist', () => {
    expect(isDay('2028-02-29')).toBe(true)
    for (const wrong of ['2026-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '0000-01-01', '2026-04-31', 20261121, null]) {
      expect(isDay(wrong)).toBe(false)
    }
  })

  it('agrees with the platform calendar on every day of four centuries', () => {
    for (let n = toDayNumber('1900-01-01'); n < toDayNumber('2300-01-01'); n += 1) {
      const day = fromDayNumber(n)
      if (new Date(n * 86_400_000).toISOString().slice(0, 10) !== day || toDayNumber(day) !== n) expect.fail(day)
    }
    expect(weekday('2026-11-21')).toBe(6)
    expect(weekday('1969-12-31')).toBe(3)
  })

  it('clamps a month to its end', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2027-11-30', 3)).toBe('2028-02-29')
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28')
    expect(addMonths('2026-01-15', -13)).toBe('2024-12-15')
    expect(monthEnd('2028-02-10')).toBe('2028-02-29')
    expect(monthEndsFrom('2026-12-05', 3)).toEqual(['2026-12-31', '2027-01-31', '2027-02-28'])
  })

  it('counts whole months as the largest number that addMonths allows', () => {
    expect(monthsBetween('2026-01-31', '2026-02-28')).toBe(1)
    fc.assert(fc.property(anyDay, anyDay, (from, to) => {
      const months = monthsBetween(from, to)
      expect(addMonths(from, months) <= to).toBe(true)
      expect(addMonths(from, months + 1) > to).toBe(true)
    }))
  })

  it('adds and subtracts as inverses', () => {
    fc.assert(fc.property(anyDay, fc.integer({ min: -50_000, max: 50_000 }), (day, n) => {
      const moved = addDays(day, n)
      expect(daysBetween(day, moved)).toBe(n)
      expect(compareDays(day, moved)).toBe(n === 0 ? 0 : n > 0 ? -1 : 1)
    }))
  })

  it('reads the Shanghai day of an instant on both sides of midnight', () => {
    expect(dayInShanghai(Date.UTC(2026, 10, 20, 15, 59, 59, 999))).toBe('2026-11-20')
    expect(dayInShanghai(Date.UTC(2026, 10, 20, 16))).toBe('2026-11-21')
    expect(dayInShanghai(-1)).toBe('1970-01-01')
    expect(dayInShanghai(startOfDayInShanghai('2026-11-21'))).toBe('2026-11-21')
  })

  it('writes a day in Chinese', () => {
    expect(formatDayZh('2026-01-05')).toBe('2026年1月5日')
  })

  it('refuses arithmetic on a day that does not exist', () => {
    expect(() => addDays('2026-02-30', 1)).toThrow(RangeError)
  })
})

describe('days in real files', () => {
  it.each([
    ['2026-11-21', '2026-11-21'], ['2026/11/21', '2026-11-21'], ['2026/1/5', '2026-01-05'], ['2026.11.21', '2026-11-21'],
    ['20261121', '2026-11-21'], ['2026年11月21日', '2026-11-21'], [' 2026 年 1 月 5 日', '2026-01-05'], ['２０２６－１１－２１', '2026-11-21'],
    ['2026-11-21 00:00:00', '2026-11-21'], ['2026/11/21 9:30', '2026-11-21'], ['20261121093000', '2026-11-21'], ['2099/12/31', '2099-12-31'],
    ['46347', '2026-11-21'], [46347, '2026-11-21'], [46347.75, '2026-11-21'], [20261121, '2026-11-21'], ['36526', '2000-01-01'],
  ])('reads %s', (raw, day) => {
    expect(parseDay(raw)).toEqual({ ok: true, day })
  })

  it.each(['', '2026', '202611', '2026-02-30', '2026-11/21', '0001-01-01', '昨天', '2026-11-21T16:00:00Z', 'N/A', 60, '=cmd|', '21/11/2026'])(
    'refuses %s with a Chinese message', (raw) => {
      const result = parseDay(raw)
      expect(result.ok).toBe(false)
      if (!result.ok) expect(result.message).toMatch(/[\u4e00-\u9fff]/)
    })

  it('reads back every day in every format it accepts', () => {
    const excelDay = fc.integer({ min: toDayNumber('1927-05-18'), max: toDayNumber('2173-10-13') }).map(fromDayNumber)
    fc.assert(fc.property(excelDay, (day) => {
      const serial = String(toDayNumber(day) + 25_569)
      for (const raw of [day, day.replace(/-/g, '/'), day.replace(/-/g, ''), formatDayZh(day), serial]) {
        expect(parseDay(raw)).toEqual({ ok: true, day })
      }
    }))
  })
})
