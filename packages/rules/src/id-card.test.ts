import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from './day'
import { ageOn, checkIdCard, idCardCheckCharacter } from './id-card'

const TODAY = '2026-11-21'
/** The specimen number printed in GB 11643-1999 itself. */
const SPECIMEN = '11010519491231002X'

describe('citizen identity number', () => {
  it('accepts the specimen of the standard and reads birth and sex', () => {
    expect(checkIdCard(SPECIMEN, TODAY)).toEqual({
      ok: true, idNumber: SPECIMEN, birth: '1949-12-31', sexDigit: 2, sex: 'female', region: '110105',
    })
  })

  it('accepts a lower-case x and full-width digits', () => {
    expect(checkIdCard(' １１０１０５１９４９１２３１００２x', TODAY)).toMatchObject({ ok: true, idNumber: SPECIMEN })
  })

  it.each([
    ['', 'EMPTY'], ['110105491231002', 'OLD_FORMAT'], ['1101051949123100', 'LENGTH'], ['11010519491231O02X', 'CHARSET'],
    ['00010519491231002X', 'REGION'], ['11010519490230002X', 'BIRTH_DATE'], ['110105194912310021', 'CHECK_CHARACTER'],
  ])('refuses %s as %s', (number, code) => {
    expect(checkIdCard(number, TODAY)).toMatchObject({ ok: false, code })
  })

  it('refuses a birth date after today and accepts one of today', () => {
    const first = '11010520261121001'
    const number = `${first}${idCardCheckCharacter(first) ?? ''}`
    expect(checkIdCard(number, '2026-11-20')).toMatchObject({ ok: false, code: 'BIRTH_IN_FUTURE' })
    expect(checkIdCard(number, TODAY)).toMatchObject({ ok: true })
  })

  it('never repeats the number in a message', () => {
    fc.assert(fc.property(fc.nat({ max: 17 }), fc.constantFrom(...'0123456789X'.split('')), (at, other) => {
      const result = checkIdCard(SPECIMEN.slice(0, at) + other + SPECIMEN.slice(at + 1), TODAY)
      if (!result.ok) expect(result.message).not.toMatch(/\d{6}/)
    }))
  })

  it('notices any single mistyped digit', () => {
    fc.assert(fc.property(fc.nat({ max: 17 }), fc.constantFrom(...'0123456789X'.split('')), (at, other) => {
      fc.pre(SPECIMEN.charAt(at) !== other)
      expect(checkIdCard(SPECIMEN.slice(0, at) + other + SPECIMEN.slice(at + 1), TODAY).ok).toBe(false)
    }))
  })
})

describe('age', () => {
  it('turns on the birthday, and on 1 March for someone born on 29 February', () => {
    expect(ageOn('2008-11-21', TODAY)).toBe(18)
    expect(ageOn('2008-11-22', TODAY)).toBe(17)
    expect(ageOn('2008-02-29', '2026-02-28')).toBe(17)
    expect(ageOn('2008-02-29', '2026-03-01')).toBe(18)
  })

  it('never falls as days go by', () => {
    fc.assert(fc.property(fc.nat({ max: 40_000 }), fc.nat({ max: 40_000 }), (a, b) => {
      const birth = '1920-02-29'
      const [early, late] = a <= b ? [a, b] : [b, a]
      expect(ageOn(birth, addDays(birth, late))).toBeGreaterThanOrEqual(ageOn(birth, addDays(birth, early)))
    }))
  })
})
