import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanName, nameKey, squeezeSpaces, toHalfWidth } from './text'

describe('text', () => {
  it('turns full-width characters into half-width ones and leaves Chinese alone', () => {
    expect(toHalfWidth('ＡＢＣ１２３（万元）　迎泽')).toBe('ABC123(万元) 迎泽')
  })

  it('squeezes every kind of space', () => {
    expect(squeezeSpaces('\u3000 迎泽\u00a0\t 大街 ')).toBe('迎泽 大街')
  })

  it.each([
    ['太原市杏花岭区府东街82号`', '太原市杏花岭区府东街82号'], ['山西省大同市矿区狼儿沟.', '山西省大同市矿区狼儿沟'], ['太原市迎泽大街２６９号', '太原市迎泽大街269号'],
    ['\ufeff 信惠（北京）科技 。。', '信惠（北京）科技'], ['Xinhui Co., Ltd.', 'Xinhui Co., Ltd.'],
  ])('cleans %s', (raw, clean) => {
    expect(cleanName(raw)).toBe(clean)
  })

  it('gives two spellings of one name the same key', () => {
    expect(nameKey('信惠（北京） 科技有限公司')).toBe(nameKey('信惠(北京)科技有限公司.'))
    expect(nameKey('信惠【北京】Ａ科技')).toBe(nameKey('信惠[北京]a科技'))
    expect(nameKey('买买提•艾力')).toBe(nameKey('买买提·艾力'))
  })

  it('cleans once and for all', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = cleanName(text)
      expect(cleanName(once)).toBe(once)
      expect(nameKey(once)).toBe(nameKey(text))
    }))
  })
})
