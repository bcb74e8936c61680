import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOrgCode, orgCodeCheckCharacter } from './org-code'
import { checkUscc, isPlainUscc, normalizeUscc, usccCheckCharacter } from './uscc'

/** Real public codes of firms registered in 2002. */
const REAL = [
  '913405217349408279', '91341323733021167Y', '91341623734960289H', '91340700734949661D', '91341322MA2N7LNQ67',
  '9134052169737671XD', '91341000734941977G', '913403007330350084', '91340300734948204X', '91340100MA2MXT6E26',
  '91140727MA0H3CUB2T', '9114010873403316XL', '911407287832745928', '91340800734950961A', '913401817349452817',
]
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const character = fc.constantFrom(...ALPHABET.split(''))
const first17 = fc
  .tuple(fc.constantFrom('1', '5', '9', 'N'), character, fc.integer({ min: 110000, max: 659999 }), fc.array(character, { minLength: 9, maxLength: 9 }))
  .map(([authority, kind, region, org]) => `${authority}${kind}${region}${org.join('')}`)

describe('unified social credit code', () => {
  it.each(REAL)('accepts the real code %s and finds its organisation code sound', (code) => {
    expect(checkUscc(code)).toMatchObject({ ok: true, uscc: code, orgCodeOk: true })
  })

  it('names the five parts of a code', () => {
    expect(checkUscc('91341322MA2N7LNQ67')).toMatchObject({
      parts: { authority: '9', authorityTitle: '市场监督管理', kind: '1', region: '341322', orgCode: 'MA2N7LNQ6', check: '7' },
    })
  })

  it('normalises lower case, full-width characters and stray spaces before checking', () => {
    expect(normalizeUscc(' ９１３４１３２２ma2n7lnq67\u200b ')).toBe('91341322MA2N7LNQ67')
    expect(checkUscc('９１３４１３２２ma2n7lnq67').ok).toBe(true)
  })

  it('refuses the placeholders that occur in real files', () => {
    for (const code of ['00000000000000000X', '000000000000000000', '111111111111111111', '00000000000000000x']) {
      expect(checkUscc(code)).toMatchObject({ ok: false, code: 'PLACEHOLDER' })
    }
  })

  it('says what is wrong with a code that is empty, short, misspelt or mistyped', () => {
    expect(checkUscc('')).toMatchObject({ code: 'EMPTY' })
    expect(checkUscc('9134052173494082')).toMatchObject({ code: 'LENGTH', message: expect.stringContaining('现为16位') })
    expect(checkUscc('91341322MA2N7LNO67')).toMatchObject({ code: 'CHARSET', message: expect.stringContaining('第16位“O”') })
    expect(checkUscc('91AB1322MA2N7LNQ67')).toMatchObject({ code: 'REGION' })
    expect(checkUscc('913405217349408270')).toMatchObject({ code: 'CHECK_CHARACTER', expected: '9' })
  })

  it('accepts codes ending in 0, which some libraries refuse', () => {
    expect(checkUscc('913418227467708450')).toMatchObject({ ok: true })
  })

  it('reports a wrong inner organisation code without failing', () => {
    const first = '91340100123456789'
    const code = `${first}${usccCheckCharacter(first) ?? ''}`
    expect(checkUscc(code)).toMatchObject({ ok: true, orgCodeOk: false })
  })

  it('accepts every code built with its own check character and refuses every other one', () => {
    fc.assert(fc.property(first17, character, (first, other) => {
      const check = usccCheckCharacter(first)
      fc.pre(check !== null && !/^(.)\1+$/.test(first))
      expect(checkUscc(`${first}${check ?? ''}`)).toMatchObject({ ok: true })
      if (other !== check) expect(checkUscc(`${first}${other}`)).toMatchObject({ ok: false, code: 'CHECK_CHARACTER', expected: check })
    }))
  })

  it('notices any single mistyped character', () => {
    fc.assert(fc.property(fc.constantFrom(...REAL), fc.nat({ max: 17 }), character, (code, at, other) => {
      fc.pre(code.charAt(at) !== other)
      expect(checkUscc(code.slice(0, at) + other + code.slice(at + 1)).ok).toBe(false)
    }))
  })
})

describe('a code in bytes', () => {
  const isPlain = (text: string) => isPlainUscc(Buffer.from(`,${text},`), 1)

  it('is right exactly where checkUscc takes it as it stands', () => {
    const eighteen = fc.oneof(
      first17.map((first) => `${first}${usccCheckCharacter(first) ?? ''}`),
      fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabc '.split('')), minLength: 18, maxLength: 18 }),
      fc.constantFrom(...REAL, '000000000000000000', '00000000000000000X', ...REAL.map((code) => code.toLowerCase())),
    )
    fc.assert(fc.property(eighteen, fc.nat({ max: 17 }), character, (code, at, other) => {
      for (const text of [code, code.slice(0, at) + other + code.slice(at + 1)]) {
        const checked = checkUscc(text)
        expect(isPlain(text)).toBe(checked.ok && checked.uscc === text)
      }
    }))
    expect(REAL.every(isPlain)).toBe(true)
  })
})

describe('organisation code', () => {
  it('checks the code with or without its hyphen', () => {
    expect(isOrgCode('73494082-7')).toBe(true)
    expect(isOrgCode('７３４９４０８２７')).toBe(true)
    expect(isOrgCode('73494082-8')).toBe(false)
    expect(isOrgCode('6973767１X')).toBe(true)
  })

  it('gives no check character for anything but eight characters', () => {
    expect(orgCodeCheckCharacter('1234567')).toBeNull()
    expect(orgCodeCheckCharacter('1234567!')).toBeNull()
  })
})
