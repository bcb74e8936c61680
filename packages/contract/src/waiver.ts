import { z } from 'zod'
import { Cursor, type EndpointShape, Fen, idOf, Instant, pageOf } from './common'

export const WaiverStatus = z.enum(['quoted', 'reserved', 'in-use', 'overdue', 'returned', 'claimed', 'disputed', 'resolved', 'settled', 'cancelled'])
export type WaiverStatus = z.infer<typeof WaiverStatus>

const WaiverKind = z.enum(['deposit-waiver', 'post-pay'])
const PhotoId = z.string().regex(/^[0-9a-f]{64}$/, '不是有效的照片编号')

/** One line of the timeline: what happened, who did it, and the amount it was about. */
export const WaiverEvent = z.object({ at: Instant, title: z.string(), by: z.enum(['resident', 'merchant', 'office', 'system', 'wechat-pay']), amountFen: Fen.nullable() })
export type WaiverEvent = z.infer<typeof WaiverEvent>

/** Every amount and term before anything is agreed (免押 / 先享后付 报价). */
export const WaiverQuote = z.object({
  waiverId: idOf('wvr'),
  perkId: idOf('prk'),
  kind: WaiverKind,
  title: z.string(),
  benefit: z.string(),
  merchantName: z.string(),
  /** The deposit not asked for, or the most that is paid afterwards. Never more than this is charged in all. */
  holdFen: Fen,
  lines: z.array(z.object({ title: z.string(), amountFen: Fen.nullable(), detail: z.string().nullable() })),
  textVersion: z.string(),
  terms: z.array(z.string()),
  quoteUntil: Instant,
  /** What the reader's limit still has room for. */
  freeFen: Fen,
  fits: z.boolean(),
  sentence: z.string(),
})
export type WaiverQuote = z.infer<typeof WaiverQuote>

/** What both sides see of an order. */
const Order = z.object({
  waiverId: idOf('wvr'),
  /** Six characters to tell at the counter. */
  orderNo: z.string(),
  kind: WaiverKind,
  title: z.string(),
  status: WaiverStatus,
  statusTitle: z.string(),
  handedOverAt: Instant.nullable(),
  dueAt: Instant.nullable(),
  returnedAt: Instant.nullable(),
  claimUntil: Instant.nullable(),
  disputeUntil: Instant.nullable(),
  useFen: Fen.nullable(),
  claimFen: Fen.nullable(),
  upheldFen: Fen.nullable(),
  discountFen: Fen,
  billFen: Fen.nullable(),
  settledAt: Instant.nullable(),
})

export const Waiver = Order.extend({
  perkId: idOf('prk'),
  benefit: z.string(),
  merchantName: z.string(),
  storeName: z.string().nullable(),
  holdFen: Fen,
  /** Confirmed in WeChat's 支付分: before that nothing can be picked up. */
  confirmed: z.boolean(),
  pickUpUntil: Instant.nullable(),
  voucherId: idOf('vch').nullable(),
  payAtCounter: z.boolean(),
})
export type Waiver = z.infer<typeof Waiver>

export const WaiverDetail = Waiver.extend({
  consentedAt: Instant.nullable(),
  terms: z.array(z.string()),
  claimReason: z.string().nullable(),
  disputeReason: z.string().nullable(),
  decision: z.string().nullable(),
  photoIds: z.array(z.string()),
  timeline: z.array(WaiverEvent),
  /** For `wx.openBusinessView` (wxpayScoreUse), while 支付分 waits for the confirmation. */
  confirmation: z.object({ mchId: z.string(), package: z.string(), timestamp: z.string(), nonceStr: z.string(), signType: z.literal('HMAC-SHA256'), sign: z.string() }).nullable(),
})
export type WaiverDetail = z.infer<typeof WaiverDetail>

/** What a merchant learns: order, item, times, amounts. Never who, nor a score or a person's limit. */
export const DeskWaiver = Order.extend({
  storeId: idOf('sto'),
  storeName: z.string(),
  /** The most that may be charged in all, as the customer agreed. */
  mostFen: Fen,
  payAtCounter: z.boolean(),
  /** The bill is with 支付分: it may be reduced, or paid at the counter. */
  billSent: z.boolean(),
  paidAtCounter: z.boolean(),
  claimReason: z.string().nullable(),
  decision: z.string().nullable(),
  photoIds: z.array(z.string()),
  timeline: z.array(WaiverEvent),
})
export type DeskWaiver = z.infer<typeof DeskWaiver>

/** One line of the office's list: whose it is stays unsaid. */
export const ConsoleWaiver = Waiver.extend({ merchantId: idOf('mer'), reservedAt: Instant.nullable(), disputedAt: Instant.nullable() })
export type ConsoleWaiver = z.infer<typeof ConsoleWaiver>

export const ConsoleWaiverDetail = ConsoleWaiver.extend({
  terms: z.array(z.string()),
  claimReason: z.string().nullable(),
  disputeReason: z.string().nullable(),
  decision: z.string().nullable(),
  photoIds: z.array(z.string()),
  timeline: z.array(WaiverEvent),
})
export type ConsoleWaiverDetail = z.infer<typeof ConsoleWaiverDetail>

/** An order somebody still has who closes the score or the account, and what happens to it. */
export const OpenWaiver = z.object({ waiverId: idOf('wvr'), title: z.string(), merchantName: z.string(), statusTitle: z.string(), amountFen: Fen, afterwards: z.string() })
export type OpenWaiver = z.infer<typeof OpenWaiver>

const params = z.object({ waiverId: idOf('wvr') })
const photoParams = z.object({ waiverId: idOf('wvr'), photoId: PhotoId })
const Money = Fen.min(0, '金额不能为负').max(100_000_000, '金额太大')
const Reason = z.string().trim().min(5, '请说明情况，至少 5 个字').max(500, '最多 500 个字')
const PHOTOS = ['application/octet-stream', 'image/jpeg', 'image/png'] as const

export const waiverEndpoints = {
  'POST /waivers': { summary: 'A quote for a deposit waiver or post-pay: every amount and term; binds nobody (免押报价)', body: z.object({ perkId: idOf('prk') }), response: WaiverQuote, status: 201 },
  'POST /waivers/{waiverId}/consent': {
    summary: 'Agree to a quote as it was read: an order, with its exposure and voucher (同意并办理)',
    params,
    body: z.object({ agreed: z.literal(true, '须由您本人同意'), textVersion: z.string().max(60) }),
    response: WaiverDetail,
    status: 201,
  },
  'GET /me/waivers': { summary: 'My orders, and what my limit has room for (我的免押)', response: z.object({ items: z.array(Waiver), limitFen: Fen, usedFen: Fen }) },
  'GET /waivers/{waiverId}': { summary: 'One of my orders with its timeline', params, response: WaiverDetail },
  'POST /waivers/{waiverId}/cancellation': { summary: 'Cancel before it is handed over, without charge (取消)', params, response: WaiverDetail },
  'POST /waivers/{waiverId}/acceptance': { summary: 'Agree to a claim for damage (同意赔偿)', params, response: WaiverDetail },
  'POST /waivers/{waiverId}/dispute': { summary: 'Dispute a claim for damage (提出异议)', params, body: z.object({ reason: Reason }), response: WaiverDetail },
  'GET /waivers/{waiverId}/photos/{photoId}': { summary: 'Evidence of a claim against me', params: photoParams, file: 'image/jpeg' },
  'GET /desk/waivers': {
    summary: 'Orders handed over at a store (门店免押订单)',
    query: Cursor.extend({ storeId: idOf('sto'), open: z.enum(['true', 'false']).optional() }),
    response: pageOf(DeskWaiver),
  },
  'GET /desk/waivers/{waiverId}': { summary: 'One order of my store', params, response: DeskWaiver },
  'POST /desk/waivers/{waiverId}/return': { summary: 'Confirm the return and register what the use costs (确认归还)', params, body: z.object({ useFen: Money, intact: z.boolean() }), response: DeskWaiver },
  'POST /desk/waivers/{waiverId}/photos': { summary: 'Add a photo as evidence: JPEG or PNG, at most 5 MB, cleaned of EXIF (上传证据)', params, upload: PHOTOS, response: z.object({ photoId: PhotoId }), status: 201 },
  'GET /desk/waivers/{waiverId}/photos/{photoId}': { summary: 'A photo of an order of my store', params: photoParams, file: 'image/jpeg' },
  'POST /desk/waivers/{waiverId}/claim': { summary: 'Claim damage or loss with evidence (申请赔偿)', params, body: z.object({ amountFen: Money.min(1, '请填写金额'), reason: Reason }), response: DeskWaiver },
  'POST /desk/waivers/{waiverId}/reduction': { summary: 'Let off a part of an unpaid bill (减免)', params, body: z.object({ discountFen: Money.min(1, '请填写金额') }), response: DeskWaiver },
  'POST /desk/waivers/{waiverId}/payment': { summary: 'The customer paid at the counter (已在店付款)', params, response: DeskWaiver },
  'GET /console/waivers': { summary: 'Waiver orders', query: Cursor.extend({ status: WaiverStatus.optional() }), response: pageOf(ConsoleWaiver) },
  'GET /console/waivers/{waiverId}': { summary: 'One order with its timeline; written to the person’s access log', params, response: ConsoleWaiverDetail },
  'GET /console/waivers/{waiverId}/photos/{photoId}': { summary: 'Evidence of a claim', params: photoParams, file: 'image/jpeg' },
  'POST /console/waivers/{waiverId}/decision': { summary: 'Decide a dispute: how much of the claim is upheld (裁定)', params, body: z.object({ upheldFen: Money, reason: Reason }), response: ConsoleWaiverDetail },
  'GET /me/score/closing': { summary: 'Open orders of somebody who closes the score, and what happens to them', response: z.object({ openWaivers: z.array(OpenWaiver) }) },
  'POST /pay-score/notifications': { summary: 'Callback of WeChat Pay 支付分, signed and encrypted by it', status: 204 },
  'POST /demo/waivers/{waiverId}/confirmation': { summary: 'Stands in for the confirmation in WeChat', params, status: 204 },
} as const satisfies Record<string, EndpointShape>
