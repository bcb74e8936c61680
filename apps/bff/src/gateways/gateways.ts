/** What lives outside: an interface, the real client, and a local simulator that speaks the real protocol over HTTP. */
export interface Gateways {
  wechat: WechatGateway
  realName: RealNameGateway
  registry: RegistryGateway
  /** Null in a city without deposit waivers. */
  payScore: PayScoreGateway | null
  virusScan: VirusScanGateway
  repairChannels: RepairChannelGateway
  lenderWebhooks: LenderWebhookGateway
}

export interface LenderWebhookGateway {
  /** Sends one signed message to a lender's own system; the HTTP status it answered. The same `id` again is the same message. */
  send(message: { url: string; secret: string; id: string; body: string; at: Date }): Promise<number | 'UNAVAILABLE'>
}

export interface VirusScanGateway {
  /** Is this file clean? `UNAVAILABLE` when no scanner says so. */
  scan(bytes: Uint8Array): Promise<'clean' | { found: string } | 'UNAVAILABLE'>
}

/** `received`: it will be done; `done`: it no longer shows the record (or shows it again). */
export type ChannelAnswer = { reference: string; state: 'received' | 'done' } | 'UNAVAILABLE'

/** Whoever else shows a record (省平台, 信用中国, open data, a bank's cache): told of a repair, then asked until it is done. */
export interface RepairChannelGateway {
  /** The same `requestId` again is the same request. No person's identifier: a record's id, a firm's code, a document's number. */
  tell(request: { channel: string; requestId: string; recordId: string; direction: 'remove' | 'restore'; uscc: string | null; documentNumber: string | null; since: string }): Promise<ChannelAnswer>
  ask(channel: string, reference: string): Promise<ChannelAnswer>
}

export interface WechatGateway {
  /**
   * GET /sns/jscode2session. A code works once, for about five minutes.
   * Refusals: `INVALID_CODE` (40029, 40163), `TOO_OFTEN` (45011), `RISK` (40226), `UNAVAILABLE` (-1, time-out, no JSON, anything else).
   * `errcode` is WeChat's own number where it gave one, for the operator's log.
   */
  code2Session(code: string): Promise<WechatSession | WechatRefusal>
}

interface WechatSession {
  ok: true
  openid: string
  unionid: string | null
}

export interface WechatRefusal {
  ok: false
  reason: 'INVALID_CODE' | 'TOO_OFTEN' | 'RISK' | 'UNAVAILABLE'
  errcode: number | null
}

export interface RealNameGateway {
  /** Does this name belong to this id number? `UNAVAILABLE` when the authority does not answer. */
  verify(person: { name: string; idNumber: string }): Promise<'match' | 'mismatch' | 'UNAVAILABLE'>
}

/** A firm as the registry has it; `status` in its own words, such as 存续. */
export interface Enterprise {
  name: string
  status: string
}

export interface RegistryGateway {
  /** Who is registered under this code? `none` when nobody is. */
  findEnterprise(uscc: string): Promise<Enterprise | 'none' | 'UNAVAILABLE'>
  /** Is this person the legal representative 法定代表人 of this firm? `UNAVAILABLE` when the registry does not answer. */
  isRepresentative(question: { uscc: string; name: string; idNumber: string }): Promise<'yes' | 'no' | 'UNAVAILABLE'>
}

/** What is owed at the end, in fen: payments − discounts, never above the risk fund 风险金额 agreed at the start. */
export interface PayScoreBill {
  payments: readonly { name: string; amountFen: number }[]
  discounts: readonly { name: string; amountFen: number }[]
  totalFen: number
}

/** Facts of a service order that never change: what the identity of an identical re-call is made of. */
export interface PayScoreOrder {
  /** Ours, at most 32 of `[0-9A-Za-z_|*-]`. */
  outOrderNo: string
  /** At most 20 characters, no name in it. */
  introduction: string
  riskFund: { name: 'DEPOSIT' | 'ESTIMATE_ORDER_COST'; amountFen: number }
  startsAt: Date
  endsAt: Date
  openid: string
}

/** A service order as 支付分 has it. `paid` is true only when all money is there: USER_PAYING is not paid. */
export interface PayScoreSnapshot {
  outOrderNo: string
  orderId: string
  state: 'CREATED' | 'DOING' | 'DONE' | 'REVOKED' | 'EXPIRED'
  /** In DOING: the user confirmed, or the merchant completed and the user is paying. */
  description: 'USER_CONFIRM' | 'MCH_COMPLETE' | null
  totalFen: number | null
  paid: boolean
  /** What the mini-program hands to WeChat for the user's confirmation; only in the answer to `create`. */
  package: string | null
}

/**
 * `REFUSED`: 支付分 understood and says no, and will again (`code` is its own). `NOT_FOUND`: no such order.
 * `UNAVAILABLE`: time-out, 429, 5xx, an answer whose signature is not good: the outcome is unknown, the identical call may be repeated.
 */
export type PayScoreAnswer = { ok: true; order: PayScoreSnapshot } | { ok: false; reason: 'REFUSED' | 'NOT_FOUND' | 'UNAVAILABLE'; code: string | null }

/** WeChat Pay 支付分 v3, service orders with the user's confirmation. An identical re-call succeeds, one with other parameters is REFUSED. */
export interface PayScoreGateway {
  create(order: PayScoreOrder): Promise<PayScoreAnswer>
  query(outOrderNo: string): Promise<PayScoreAnswer>
  /** Before `complete` only. `reason` at most 50 characters. */
  cancel(outOrderNo: string, reason: string): Promise<PayScoreAnswer>
  complete(outOrderNo: string, bill: PayScoreBill): Promise<PayScoreAnswer>
  /** After `complete`, while unpaid, and only to a lower total. */
  modify(outOrderNo: string, bill: PayScoreBill, reason: string): Promise<PayScoreAnswer>
  /** Tells 支付分 that the user paid the merchant directly. */
  sync(outOrderNo: string, paidAt: Date): Promise<PayScoreAnswer>
  /** Reads a callback: signature by the platform's key over the raw body, time within five minutes, AES-256-GCM resource. Undefined: refuse it. */
  readNotification(callback: { header: (name: string) => string | undefined; body: string; now: Date }): { id: string; order: PayScoreSnapshot } | undefined
  /** What `wx.openBusinessView` (wxpayScoreUse) needs besides the package, signed for the mini-program. */
  confirmation(packageText: string, now: Date): PayScoreConfirmation
}

export interface PayScoreConfirmation {
  mchId: string
  package: string
  timestamp: string
  nonceStr: string
  signType: 'HMAC-SHA256'
  sign: string
}
