import { checkIdCard } from '@xinhui/rules/id-card'
import type { ApiError } from '../../../lib/api-error'
import { fieldError } from '../../../lib/api-error'

export interface RealNameForm {
  name: string
  idNumber: string
}

export type RealNameErrors = Partial<Record<keyof RealNameForm, string>>

/** Han characters (with the dot of longer names), or a name in Latin letters. */
const NAME = /^[\u3400-\u9fff\u{20000}-\u{323af}·]{2,50}$|^[A-Za-z][A-Za-z .'-]{1,49}$/u

/** What can be told before anything is sent. `today` as `YYYY-MM-DD`. */
export function checkForm({ name, idNumber }: RealNameForm, today: string): RealNameErrors {
  const errors: RealNameErrors = {}
  const trimmed = name.trim()
  if (trimmed === '') errors.name = '请填写姓名'
  else if (Array.from(trimmed).length < 2) errors.name = '姓名至少两个字'
  else if (!NAME.test(trimmed)) errors.name = '请填写身份证上的姓名，不要有数字或符号'
  const card = checkIdCard(idNumber, today)
  if (!card.ok) errors.idNumber = card.code === 'EMPTY' ? '请填写身份证号码' : card.message
  return errors
}

/** The server's faults with single fields, beside those fields. */
export function errorsFrom(error: ApiError): RealNameErrors {
  const errors: RealNameErrors = {}
  const name = fieldError(error, 'name')
  const idNumber = fieldError(error, 'idNumber')
  if (name !== undefined) errors.name = name
  if (idNumber !== undefined) errors.idNumber = idNumber
  return errors
}

export const hasErrors = (errors: RealNameErrors): boolean => errors.name !== undefined || errors.idNumber !== undefined

export const USED_FOR = ['确认您是本人，防止别人冒用', '找到与您有关的公共信用记录', '一个身份只绑定一个微信'] as const
export const NOT_USED_FOR = ['不会给商户看，商户只看到券能不能用', '不会用于广告', '不会显示完整号码，页面上都打码'] as const
