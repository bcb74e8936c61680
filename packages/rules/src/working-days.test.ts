import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CALENDAR_CN } from './calendar-cn'
import { addDays } from './day'
import { addWorkingDays, isPublishedDay, isWorkingDay, validateWorkingCalendar, workingDaysBetween } from './working-days'

describe('working days', () => {
  it.each([
    ['2026-09-28', 7, '2026-10-13'], ['2026-02-12', 7, '2026-02-28'], ['2025-12-30', 3, '2026-01-05'], ['2026-11-21', 0, '2026-11-21'],
  ])('%s plus %i is %s', (start, count, day) => {
    expect(addWorkingDays(CALENDAR_CN, start, count)).toEqual({ day, provisional: false })
  })

  it('knows holidays and worked weekends', () => {
    expect(isWorkingDay(CALENDAR_CN, '2026-10-10')).toBe(true)
    expect(isWorkingDay(CALENDAR_CN, '2026-10-07')).toBe(false)
    expect(isWorkingDay(CALENDAR_CN, '2026-11-21')).toBe(false)
    expect(isWorkingDay(CALENDAR_CN, '2026-11-23')).toBe(true)
  })

  it('marks every result past the last published year as provisional, and keeps New Year off', () => {
    expect(isPublishedDay(CALENDAR_CN, '2027-01-01')).toBe(false)
    expect(isWorkingDay(CALENDAR_CN, '2027-01-01')).toBe(false)
    expect(addWorkingDays(CALENDAR_CN, '2026-12-31', 1)).toEqual({ day: '2027-01-04', provisional: true })
    expect(addWorkingDays(CALENDAR_CN, '2026-12-30', 1)).toEqual({ day: '2026-12-31', provisional: false })
    expect(workingDaysBetween(CALENDAR_CN, '2026-12-30', '2027-01-05')).toEqual({ workingDays: 3, provisional: true })
  })

  it('counts back what it added', () => {
    fc.assert(fc.property(fc.nat({ max: 700 }), fc.nat({ max: 60 }), (offset, count) => {
      const start = addDays('2025-01-01', offset)
      const { day } = addWorkingDays(CALENDAR_CN, start, count)
      expect(workingDaysBetween(CALENDAR_CN, start, day).workingDays).toBe(count)
      expect(workingDaysBetween(CALENDAR_CN, day, start).workingDays).toBe(count === 0 ? 0 : -count)
      if (count > 0) expect(isWorkingDay(CALENDAR_CN, day)).toBe(true)
    }))
  })

  it('refuses a negative count', () => {
    expect(() => addWorkingDays(CALENDAR_CN, '2026-01-05', -1)).toThrow(RangeError)
  })

  it('ships a calendar without contradictions and finds one that has them', () => {
    expect(validateWorkingCalendar(CALENDAR_CN)).toEqual([])
    const broken = { version: 'x', fixedOff: [], years: [{ year: 2026, source: '', off: ['2026-02-30', '2026-10-10'], working: ['2026-10-10', '2026-10-12', '2025-10-11'] }] }
    expect(validateWorkingCalendar(broken)).toHaveLength(4)
  })
})
