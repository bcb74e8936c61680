import type { FieldError } from '@xinhui/contract'
import type { z } from 'zod'

/** Every stable problem code: HTTP status and the title a resident reads. */
const CODES = {
  BAD_REQUEST: [400, '请求内容有误'],
  VALIDATION: [422, '填写的内容有误'],
  UNAUTHENTICATED: [401, '请先登录'],
  SESSION_ENDED: [401, '登录已失效，请重新登录'],
  FORBIDDEN: [403, '没有权限'],
  REAL_NAME_REQUIRED: [403, '请先完成实名认证'],
  NOT_FOUND: [404, '没有找到'],
  CONFLICT: [409, '状态已变化'],
  IDEMPOTENCY_KEY_REUSED: [409, '同一请求编号用于了不同的内容'],
  IN_PROGRESS: [409, '正在处理，请稍候'],
  PAYLOAD_TOO_LARGE: [413, '文件太大'],
  UNSUPPORTED_MEDIA: [415, '不支持的文件类型'],
  TOO_MANY_REQUESTS: [429, '操作太频繁，请稍后再试'],
  INTERNAL: [500, '系统出了点问题'],
  UPSTREAM: [502, '外部服务暂时没有回应'],
  UNAVAILABLE: [503, '服务暂时不可用'],
  LOGIN_FAILED: [401, '用户名、密码或动态码不正确'],
  LOGIN_LOCKED: [429, '尝试次数过多，账号已临时锁定'],
  WECHAT_CODE_INVALID: [401, '微信登录凭证无效，请重试'],
  REAL_NAME_MISMATCH: [422, '姓名与身份证号码不一致'],
  REAL_NAME_TAKEN: [409, '该身份已绑定其他微信'],
  ALREADY_REAL_NAMED: [409, '已完成实名认证'],
  CONSENT_ENDED: [403, '授权已结束'],
  CONSENT_TEXT_OUTDATED: [409, '授权说明已更新，请重新阅读'],
  SCORE_CLOSED: [409, '信用分未开通'],
  SCORE_UNDER_AGE: [422, '年满 18 周岁方可开通信用分'],
  SECOND_PERSON_NEEDED: [409, '须由另一人批准'],
  PERK_SOLD_OUT: [409, '已领完'],
  PERK_LIMIT_REACHED: [409, '已达到每人领取上限'],
  PERK_NOT_ELIGIBLE: [409, '暂不符合领取条件'],
  PERK_CLOSED: [409, '当前不可领取'],
  PERK_NOT_TESTED: [409, '请先到门店测试核销'],
  VOUCHER_USED: [409, '此券已使用'],
  VOUCHER_EXPIRED: [409, '此券已过期'],
  VOUCHER_CANCELLED: [409, '此券已退回'],
  QUOTE_EXPIRED: [409, '报价已过期，请重新查看'],
  EXPOSURE_EXCEEDED: [409, '免押额度不够'],
  WAIVER_LATE: [409, '有订单还没有办完'],
  WAIVER_ORDER_NEEDED: [409, '请先查看并同意条款和金额'],
  WAIVER_UNCONFIRMED: [409, '请先在微信支付分里确认'],
  VOUCHER_NOT_NOW: [409, '此券现在不能在这里使用'],
  VOUCHER_SUSPENDED: [409, '此券暂停使用'],
  PASS_INVALID: [422, '出示码无效'],
  PASS_EXPIRED: [409, '出示码已过期'],
  PASS_USED: [409, '此出示码已使用过'],
  WRONG_MERCHANT: [409, '此券不能在本店使用'],
  MERCHANT_SUSPENDED: [409, '商户已暂停合作'],
  REVERSAL_WINDOW_OVER: [409, '已超过可撤销时间'],
  ALREADY_REVERSED: [409, '已撤销'],
  FILE_UNREADABLE: [422, '文件无法读取'],
  LAYOUT_UNKNOWN: [422, '认不出文件的格式'],
} as const satisfies Record<string, readonly [number, string]>

export type ErrorCode = keyof typeof CODES

export interface ErrorExtras {
  detail?: string
  errors?: z.infer<typeof FieldError>[]
  facts?: Record<string, unknown>
}

/** A refusal with a stable code; rendered once, at the edge, as RFC 9457 problem+json. */
export class DomainError extends Error {
  readonly status: number
  readonly title: string
  constructor(
    readonly code: ErrorCode,
    readonly extras: ErrorExtras = {},
  ) {
    super(extras.detail ?? CODES[code][1])
    this.name = 'DomainError'
    this.status = CODES[code][0]
    this.title = CODES[code][1]
  }
}

export const errorCodes = CODES
