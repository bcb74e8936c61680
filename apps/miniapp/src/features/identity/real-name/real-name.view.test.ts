import { describe, expect, it } from 'vitest'
import { ApiError } from '../../../lib/api-error'
import { checkForm, errorsFrom, hasErrors } from './real-name.view'

const TODAY = '2026-11-21'
const GOOD = '11010119900307803X'

describe('the real-name form', () => {
  it('accepts a name and a number whose check character fits, spaces and a small x included', () => {
    expect(checkForm({ name: ' 欧阳·娜娜 ', idNumber: GOOD }, TODAY)).toEqual({})
    expect(checkForm({ name: '沈知遥', idNumber: '110101 19900307 803x' }, TODAY)).toEqual({})
  })

  it('says for each field what is wrong with it', () => {
    expect(checkForm({ name: '', idNumber: '' }, TODAY)).toEqual({ name: '请填写姓名', idNumber: '请填写身份证号码' })
    expect(checkForm({ name: '沈', idNumber: GOOD }, TODAY)).toEqual({ name: '姓名至少两个字' })
    expect(checkForm({ name: '沈知遥1', idNumber: GOOD }, TODAY).name).toContain('不要有数字')
    expect(checkForm({ name: '沈知遥', idNumber: '1101011990030780' }, TODAY).idNumber).toContain('18位')
  })

  it('never repeats the number in its message', () => {
    const { idNumber } = checkForm({ name: '沈知遥', idNumber: '110101199003078031' }, TODAY)
    expect(idNumber).toBe('身份证号校验位不符，请核对')
  })

  it('puts the faults the server names beside their fields', () => {
    const refused = new ApiError({ status: 422, code: 'VALIDATION', title: '填写的内容有误', fieldErrors: [{ field: 'idNumber', message: '请填写完整的身份证号码' }] })
    expect(errorsFrom(refused)).toEqual({ idNumber: '请填写完整的身份证号码' })
    expect(hasErrors(errorsFrom(refused))).toBe(true)
    expect(hasErrors(errorsFrom(new ApiError({ status: 409, code: 'REAL_NAME_TAKEN', title: '该身份已绑定其他微信' })))).toBe(false)
  })

  it('a corrected field no longer counts as wrong', () => {
    expect(hasErrors({ name: undefined, idNumber: undefined })).toBe(false)
  })
})
