import { createHmac, type KeyObject, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { fetchText, parseJson } from './fetch-text'
import type { PayScoreAnswer, PayScoreBill, PayScoreGateway, PayScoreSnapshot } from './gateways'
import { authorizationOf, beijingStamp, isFromPlatform, openResource } from './pay-score-wire'

export interface PayScoreOptions {
  baseUrl: string
  appId: string
  serviceId: string
  /** Where 支付分 sends its callbacks, https in production. */
  notifyUrl: string
  merchant: { mchId: string; serial: string; key: KeyObject }
  platform: { serial: string; publicKey: KeyObject }
  /** 32 bytes: encrypts callbacks. */
  apiV3Key: string
  /** Signs the mini-program's confirmation (HMAC-SHA256, API v2 key as WeChat asks for it). */
  apiV2Key: string
  clock?: () => Date
  timeoutMs?: number
}

const PATH = '/v3/payscore/serviceorder'

const Order = z.object({
  out_order_no: z.string(),
  order_id: z.string().default(''),
  state: z.enum(['CREATED', 'DOING', 'DONE', 'REVOKED', 'EXPIRED']),
  state_description: z.enum(['USER_CONFIRM', 'MCH_COMPLETE']).nullish(),
  total_amount: z.number().int().nullish(),
  need_collection: z.boolean().nullish(),
  collection: z.object({ state: z.enum(['USER_PAYING', 'USER_PAID']) }).nullish(),
  package: z.string().nullish(),
})
const Refusal = z.object({ code: z.string().max(64) })
const Notification = z.object({ id: z.string().min(1).max(64), resource: z.object({ algorithm: z.literal('AEAD_AES_256_GCM'), ciphertext: z.string(), nonce: z.string(), associated_data: z.string() }) })

/** `DONE` with money still to collect is not paid, whatever else it says. */
const snapshotOf = (order: z.infer<typeof Order>): PayScoreSnapshot => ({
  outOrderNo: order.out_order_no,
  orderId: order.order_id,
  state: order.state,
  description: order.state_description ?? null,
  totalFen: order.total_amount ?? null,
  paid: order.state === 'DONE' && (order.need_collection ? order.collection?.state === 'USER_PAID' : order.collection?.state !== 'USER_PAYING'),
  package: order.package ?? null,
})

/** The bill as 支付分 takes it. Throws RangeError when it does not add up to the fen: such a call must not leave. */
function billBody(bill: PayScoreBill): Record<string, unknown> {
  const sum = (lines: PayScoreBill['payments']) => lines.reduce((total, line) => total + line.amountFen, 0)
  if ([...bill.payments, ...bill.discounts].some((line) => !Number.isSafeInteger(line.amountFen) || line.amountFen < 0) || sum(bill.payments) - sum(bill.discounts) !== bill.totalFen || bill.totalFen < 0) {
    throw new RangeError('a bill that does not add up')
  }
  return {
    post_payments: bill.payments.map((line) => ({ name: line.name, amount: line.amountFen })),
    ...(bill.discounts.length > 0 ? { post_discounts: bill.discounts.map((line) => ({ name: line.name, description: line.name, amount: line.amountFen })) } : {}),
    total_amount: bill.totalFen,
  }
}

/** 支付分 v3 over HTTPS. Every request is signed, every answer's signature is checked; one that is not WeChat's counts as no answer. */
export function createPayScoreGateway(options: PayScoreOptions): PayScoreGateway {
  const { appId, serviceId, merchant, platform } = options
  const origin = options.baseUrl.replace(/\/$/, '')
  const clock = options.clock ?? (() => new Date())
  const unavailable = (code: string | null = null): PayScoreAnswer => ({ ok: false, reason: 'UNAVAILABLE', code })

  async function send(method: 'GET' | 'POST', path: string, payload?: Record<string, unknown>): Promise<PayScoreAnswer> {
    const body = payload ? JSON.stringify(payload) : ''
    const authorization = authorizationOf({ method, path, body, now: clock() }, merchant)
    const headers = { authorization, accept: 'application/json', 'wechatpay-serial': platform.serial, ...(payload ? { 'content-type': 'application/json' } : {}) }
    const fetched = await fetchText(`${origin}${path}`, { method, headers, ...(payload ? { body } : {}) }, options.timeoutMs ?? 5000)
    if (fetched.kind !== 'answer') return unavailable()
    const json = parseJson(fetched.text)
    const code = Refusal.safeParse(json).data?.code ?? null
    // 401: our signature or time is wrong. An operator's problem, not the order's.
    if (fetched.status === 401 || fetched.status === 429 || fetched.status >= 500) return unavailable(code)
    if (!isFromPlatform((name) => fetched.headers.get(name) ?? undefined, fetched.text, clock(), platform)) return unavailable('BAD_SIGNATURE')
    if (fetched.status === 404) return { ok: false, reason: 'NOT_FOUND', code }
    if (fetched.status >= 300) return { ok: false, reason: 'REFUSED', code }
    const order = Order.safeParse(json)
    return order.success ? { ok: true, order: snapshotOf(order.data) } : unavailable('UNREADABLE')
  }

  const query = (outOrderNo: string) => send('GET', `${PATH}?${new URLSearchParams({ service_id: serviceId, out_order_no: outOrderNo, appid: appId }).toString()}`)

  /** Some answers name the order without its state: ask for it. */
  async function act(outOrderNo: string, action: string, payload: Record<string, unknown>): Promise<PayScoreAnswer> {
    const answer = await send('POST', `${PATH}/${encodeURIComponent(outOrderNo)}/${action}`, { appid: appId, service_id: serviceId, ...payload })
    return !answer.ok && answer.code === 'UNREADABLE' ? query(outOrderNo) : answer
  }

  return {
    create: (order) =>
      send('POST', PATH, {
        out_order_no: order.outOrderNo,
        appid: appId,
        service_id: serviceId,
        service_introduction: Array.from(order.introduction).slice(0, 20).join(''),
        time_range: { start_time: beijingStamp(order.startsAt), end_time: beijingStamp(order.endsAt) },
        risk_fund: { name: order.riskFund.name, amount: order.riskFund.amountFen },
        notify_url: options.notifyUrl,
        openid: order.openid,
        need_user_confirm: true,
      }),
    query,
    cancel: (outOrderNo, reason) => act(outOrderNo, 'cancel', { reason: Array.from(reason).slice(0, 50).join('') }),
    complete: async (outOrderNo, bill) => act(outOrderNo, 'complete', billBody(bill)),
    modify: async (outOrderNo, bill, reason) => act(outOrderNo, 'modify', { ...billBody(bill), reason: Array.from(reason).slice(0, 50).join('') }),
    sync: (outOrderNo, paidAt) => act(outOrderNo, 'sync', { type: 'Order_Paid', detail: { paid_time: beijingStamp(paidAt) } }),
    readNotification({ header, body, now }) {
      if (!isFromPlatform(header, body, now, platform)) return undefined
      const notification = Notification.safeParse(parseJson(body))
      const text = notification.success ? openResource(notification.data.resource, options.apiV3Key) : undefined
      const order = text === undefined ? undefined : Order.safeParse(parseJson(text))
      return notification.success && order?.success ? { id: notification.data.id, order: snapshotOf(order.data) } : undefined
    },
    confirmation(packageText, now) {
      const fields = { mch_id: merchant.mchId, nonce_str: randomBytes(16).toString('hex'), package: packageText, sign_type: 'HMAC-SHA256', timestamp: String(Math.floor(now.getTime() / 1000)) }
      const text = `${Object.entries(fields).map(([name, value]) => `${name}=${value}`).join('&')}&key=${options.apiV2Key}`
      const sign = createHmac('sha256', options.apiV2Key).update(text).digest('hex').toUpperCase()
      return { mchId: fields.mch_id, package: packageText, timestamp: fields.timestamp, nonceStr: fields.nonce_str, signType: 'HMAC-SHA256', sign }
    },
  }
}
