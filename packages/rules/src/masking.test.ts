import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskAddress, maskIdNumber, maskName, maskPhone } from './masking'
import { looksLikeBankCard, looksLikeIdNumber, looksLikePhone, redactIdentifiers } from './redact'

const ID = '11010519491231002X'

describe('masks', () => {
  it.each([
    ['张三', '张*'], ['张三丰', '张**'], ['欧阳锋', '欧阳*'], ['司马相如', '司马**'], ['欧阳', '欧*'], ['买买提·艾力', '买*·*'], ['阿卜杜热合曼•吐尔逊', '阿*·*'],
    ['王', '*'], ['', ''], ['John Smith', 'J*'], ['阿依古丽娜', '阿**'], ['𠮷田', '𠮷*'],
  ])('the name %s becomes %s', (name, masked) => {
    expect(maskName(name)).toBe(masked)
  })

  it('shows an identity number to its holder with its ends, to others with one character each side', () => {
    expect(maskIdNumber(ID, 'holder')).toBe('110105********002X')
    expect(maskIdNumber(ID, 'other')).toBe('1****************X')
    expect(maskIdNumber('E1234567', 'holder')).toBe('E******7')
    expect(maskIdNumber('1234', 'other')).toBe('****')
  })

  it('masks phones, and does not reveal a landline', () => {
    expect(maskPhone('13812341234')).toBe('138****1234')
    expect(maskPhone('+86 138 1234 1234')).toBe('138****1234')
    expect(maskPhone('0551-65312345')).toBe('**********45')
    expect(maskPhone('110')).toBe('***')
  })

  it.each([
    ['安徽省合肥市蜀山区黄山路1号', '安徽省合肥市蜀山区****'], ['太原市杏花岭区府东街82号', '太原市杏花岭区****'], ['迎泽区并州东街164号', '迎泽区****'],
    ['内蒙古自治区锡林郭勒盟正蓝旗上都镇', '内蒙古自治区锡林郭勒盟正蓝旗****'], ['府东街82号', '****'], ['安徽省宿州市灵璧县百货大楼', '安徽省宿州市灵璧县****'], ['山西省大同市九洲钢材市场', '山西省大同市****'], ['云南省大理白族自治州大理市下关镇', '云南省大理白族自治州大理市****'], ['', ''],
  ])('the address %s becomes %s', (address, masked) => {
    expect(maskAddress(address)).toBe(masked)
  })
})

describe('identifiers in free text', () => {
  it('hides identity numbers, phones and cards, wherever they stand', () => {
    expect(redactIdentifiers(`当事人（身份证${ID}）电话13812341234,13987654321。`)).toBe('当事人（身份证[证件号]）电话[手机号],[手机号]。')
    expect(redactIdentifiers('110105 1949 1231 002x')).toBe('[证件号]')
    expect(redactIdentifiers('１１０１０５１９４９１２３１００２Ｘ / １３８１２３４１２３４')).toBe('[证件号] / [手机号]')
    expect(redactIdentifiers('{"p":"+8613812341234","q":"138-1234-1234"}')).toBe('{"p":"[手机号]","q":"[手机号]"}')
    expect(redactIdentifiers('卡号6222 0212 3456 7890 128，旧证110105491231002')).toMatch(/^卡号.+，旧证\[证件号\]$/)
    expect(looksLikeBankCard('4111 1111 1111 1111')).toBe(true)
    expect(redactIdentifiers('4111111111111111')).toBe('[银行卡号]')
  })

  it('hides a mistyped identity number too', () => {
    expect(redactIdentifiers('110105194912310021')).toBe('[证件号]')
  })

  it('leaves credit codes, days, amounts, document numbers and instants alone', () => {
    const text = '913405217349408279 91341322MA2N7LNQ67 2026-11-21 20261121093000 皖市监罚〔2026〕12号 1,538.00 1795392000000 12345678901234567890'
    expect(redactIdentifiers(text)).toBe(text)
    expect(looksLikeIdNumber('913405217349408279')).toBe(false)
    expect(looksLikePhone('12812341234')).toBe(false)
  })

  it('leaves no identity number in any surrounding text', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (before, after) => {
      const text = `${before.replace(/[0-9]+$/, '')}${ID}${after.replace(/^[0-9]+/, '')}`
      expect(redactIdentifiers(text)).not.toContain(ID)
    }))
  })
})
