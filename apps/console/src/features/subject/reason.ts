import type { Api } from '@xinhui/contract'
import { session } from '../../lib/session'

export type Reason = Api['GET /console/subjects/{subjectId}']['query']

/** What a reviewer mostly looks somebody up for; anything else may be typed. */
export const PURPOSES = ['核实异议', '核实数据质量', '审核信用修复', '配合司法机关查询', '本人到场申请']

/** What is wrong with it, by the API's own rules; the reader learns before sending. */
export function reasonIssues({ purpose, basis }: Reason): { purpose?: string; basis?: string } {
  const number = /\d{11,}/
  return {
    ...(purpose.trim().length < 2 ? { purpose: '请写明查询目的' } : number.test(purpose) ? { purpose: '不要写证件号码或手机号码' } : {}),
    ...(basis.trim().length < 4 ? { basis: '请写明查询依据' } : number.test(basis) ? { basis: '不要写证件号码或手机号码' } : {}),
  }
}

let given: Reason | undefined
const listeners = new Set<() => void>()

/**
 * The purpose and basis given last, in this tab alone and only as long as it lives: they are given anew after every
 * login, and nobody's reason outlives their shift in a browser's storage.
 */
export const reasonGiven = {
  get: () => given,
  set: (reason: Reason | undefined) => {
    given = reason && { purpose: reason.purpose.trim(), basis: reason.basis.trim() }
    for (const listener of listeners) listener()
  },
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
}

session.subscribe(() => {
  if (session.get().status === 'anonymous') reasonGiven.set(undefined)
})
