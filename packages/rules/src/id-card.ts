import { makeDay, splitDay } from './day'
import type { Day } from './day'
import { stripInvisible, toHalfWidth } from './text'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK = '10X98765432'
const PROVINCES = ' 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 '

export type IdCardFailure =
  | 'EMPTY' | 'LENGTH' | 'OLD_FORMAT' | 'CHARSET' | 'REGION' | 'BIRTH_DATE' | 'BIRTH_IN_FUTURE' | 'CHECK_CHARACTER'

export type IdCardCheck =
  | {
      ok: true
      /** Normalised number. Sensitive: never log it, never put it into a message. */
      idNumber: string
      birth: Day
      /** Position 17: odd male, even female. */
      sexDigit: number
      sex: 'male' | 'female'
      /** Positions 1–6, division of first registration. */
      region: string
    }
  | { ok: false; code: IdCardFailure; message: string }

/** Without white space, half-width, upper case. */
export function normalizeIdNumber(raw: string): string {
  return toHalfWidth(stripInvisible(raw)).replace(/\s+/g, '').toUpperCase()
}

/** Check character of a citizen identity number (GB 11643-1999); `null` unless given seventeen digits. */
export function idCardCheckCharacter(first17: string): string | null {
  if (!/^\d{17}$/.test(first17)) return null
  let sum = 0
  for (let i = 0; i < 17; i += 1) sum += Number(first17.charAt(i)) * (WEIGHTS[i] ?? 0)
  return CHECK.charAt(sum % 11)
}

function fail(code: IdCardFailure, message: string): IdCardCheck {
  return { ok: false, code, message }
}

/**
 * Validates a 居民身份证号 (GB 11643-1999): province, a birth date that exists and is not after `today`, check
 * character. Numbers of foreigners' permanent residence cards (first digit 9) follow the same rule.
 * No message repeats the number or says which character would have been right.
 */
export function checkIdCard(raw: string, today: Day): IdCardCheck {
  const idNumber = normalizeIdNumber(raw)
  if (idNumber === '') return fail('EMPTY', '未填写身份证号')
  if (/^\d{15}$/.test(idNumber)) return fail('OLD_FORMAT', '15位旧身份证号已停用，请填写18位号码')
  if (idNumber.length !== 18) return fail('LENGTH', `身份证号应为18位，现为${idNumber.length}位`)
  if (!/^\d{17}[0-9X]$/.test(idNumber)) return fail('CHARSET', '身份证号前17位应为数字，末位为数字或 X')
  if (!idNumber.startsWith('9') && !PROVINCES.includes(` ${idNumber.slice(0, 2)} `)) {
    return fail('REGION', '身份证号前两位不是有效的省级代码')
  }
  const birth = makeDay(Number(idNumber.slice(6, 10)), Number(idNumber.slice(10, 12)), Number(idNumber.slice(12, 14)))
  if (birth === null) return fail('BIRTH_DATE', '身份证号中的出生日期不存在')
  if (birth > today) return fail('BIRTH_IN_FUTURE', '身份证号中的出生日期晚于今天')
  if (idCardCheckCharacter(idNumber.slice(0, 17)) !== idNumber.charAt(17)) {
    return fail('CHECK_CHARACTER', '身份证号校验位不符，请核对')
  }
  const sexDigit = Number(idNumber.charAt(16))
  return { ok: true, idNumber, birth, sexDigit, sex: sexDigit % 2 === 1 ? 'male' : 'female', region: idNumber.slice(0, 6) }
}

/**
 * Full years of age 周岁 on a day. The birthday itself counts; someone born on 29 February turns a year older on
 * 1 March of a common year. Negative before birth.
 */
export function ageOn(birth: Day, day: Day): number {
  const from = splitDay(birth)
  const to = splitDay(day)
  const reached = to.month > from.month || (to.month === from.month && to.dayOfMonth >= from.dayOfMonth)
  return to.year - from.year - (reached ? 0 : 1)
}
