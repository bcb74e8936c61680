import { z } from 'zod'
import { Centi, Cursor, Day, type EndpointShape, Fen, idOf, Instant, pageOf } from './common'
import { NotMe } from './not-me'

export const Scene = z.object({ code: z.string(), title: z.string(), icon: z.string(), perkCount: z.number().int() })
export type Scene = z.infer<typeof Scene>

export const PerkKind = z.enum(['discount', 'amount-off', 'price', 'free-use', 'deposit-waiver', 'post-pay', 'priority', 'loaded-code', 'partner-link'])
export type PerkKind = z.infer<typeof PerkKind>

/** Why this reader may or may not claim. A person without a score may always take the floor tier where there is one. */
export const Eligibility = z.object({
  verdict: z.enum(['eligible', 'eligible-floor', 'needs-login', 'needs-real-name', 'needs-score', 'needs-points', 'sold-out', 'limit-reached', 'not-yet', 'ended', 'suspended', 'other-audience']),
  /** One short sentence for the reader. */
  sentence: z.string(),
  /** The tier the reader gets now (or would get). */
  tierTitle: z.string().nullable(),
  benefit: z.string().nullable(),
  /** With `needs-points`, or when a better tier exists: how far away the next tier is. */
  gapCenti: Centi.nullable(),
})
export type Eligibility = z.infer<typeof Eligibility>

export const PerkStore = z.object({ storeId: idOf('sto'), name: z.string(), address: z.string(), longitudeE6: z.number().int(), latitudeE6: z.number().int(), hours: z.string() })
export type PerkStore = z.infer<typeof PerkStore>

export const PerkCard = z.object({
  perkId: idOf('prk'),
  scene: z.string(),
  sceneTitle: z.string(),
  kind: PerkKind,
  kindTitle: z.string(),
  title: z.string(),
  /** The best tier's benefit in words: 停车 8 折. */
  headline: z.string(),
  merchantName: z.string(),
  openToAll: z.boolean(),
  /** Who may claim it: a person, an organisation through its agents, or both. */
  audience: z.enum(['person', 'organization', 'both']),
  /** Open stores that honour it. How far they are is computed on the phone: no position is ever sent. */
  stores: z.array(PerkStore),
  remaining: z.number().int().nullable(),
  eligibility: Eligibility,
})
export type PerkCard = z.infer<typeof PerkCard>

export const Perk = PerkCard.extend({
  merchantId: idOf('mer'),
  summary: z.string(),
  tiers: z.array(z.object({ title: z.string(), benefit: z.string(), fromCenti: Centi.nullable(), mine: z.boolean() })),
  claimFrom: Day,
  claimUntil: Day,
  voucherValidDays: z.number().int(),
  perPersonLimit: z.number().int(),
  instructions: z.string(),
  /** The terms in short sentences: stores, blackouts, quotas, stacking. */
  conditions: z.array(z.string()),
  myVoucherId: idOf('vch').nullable(),
})
export type Perk = z.infer<typeof Perk>

export const VoucherStatus = z.enum(['issued', 'redeemed', 'expired', 'cancelled'])
export type VoucherStatus = z.infer<typeof VoucherStatus>

export const Voucher = z.object({
  voucherId: idOf('vch'),
  perkId: idOf('prk'),
  title: z.string(),
  benefit: z.string(),
  merchantId: idOf('mer'),
  merchantName: z.string(),
  /** While it is suspended the voucher cannot be used and its time stands still. */
  merchantStatus: z.enum(['active', 'suspended', 'terminated']),
  scene: z.string(),
  status: VoucherStatus,
  claimedAt: Instant,
  expiresAt: Instant,
  /** Present when redeemed. */
  redemptionId: idOf('red').nullable(),
  stores: z.array(PerkStore),
  instructions: z.string(),
  conditions: z.array(z.string()),
  /** Of a loaded-code perk: the partner's code that is the holder's. */
  code: z.string().nullable(),
  /** Of a partner-link perk: where to use it. */
  link: z.string().nullable(),
  /** The firm that holds it; null: the reader. */
  firm: z.object({ firmId: idOf('sub'), name: z.string() }).nullable(),
})
export type Voucher = z.infer<typeof Voucher>

/** One pass lives at most 60 s; a strip of consecutive ones lets the phone go on without network. */
export const Pass = z.object({
  text: z.string(),
  tillCode: z.string(),
  notBefore: Instant,
  expiresAt: Instant,
})
export type Pass = z.infer<typeof Pass>
export const PassStrip = z.object({ voucherId: idOf('vch'), serverTime: Instant, passes: z.array(Pass) })
export type PassStrip = z.infer<typeof PassStrip>

/** The resident's half of the receipt. */
export const Receipt = z.object({
  redemptionId: idOf('red'),
  receiptNo: z.string(),
  voucherId: idOf('vch'),
  title: z.string(),
  benefit: z.string(),
  merchantName: z.string(),
  storeName: z.string(),
  redeemedAt: Instant,
  /** Of a use without network: when the shop handed it in. */
  syncedAt: Instant.nullable(),
  /** Other times this voucher was admitted without network, earliest first: both facts are kept. */
  otherUses: z.array(z.object({ usedAt: Instant, storeName: z.string() })),
  reversedAt: Instant.nullable(),
  reversalReason: z.string().nullable(),
  /** What became of “it was not me”; null: not said. */
  notMe: NotMe.nullable(),
})
export type Receipt = z.infer<typeof Receipt>

const voucherParams = z.object({ voucherId: idOf('vch') })

export const perkEndpoints = {
  'GET /scenes': { summary: 'Scenes with perks (应用场景)', response: z.object({ items: z.array(Scene) }) },
  'GET /perks': {
    summary: 'Perks with the reader’s eligibility and why (信易+)',
    query: Cursor.extend({ scene: z.string().max(30).optional(), search: z.string().max(50).optional(), onlyMine: z.enum(['true', 'false']).optional(), ids: z.string().max(2000).optional(), firmId: idOf('sub').optional() }),
    response: pageOf(PerkCard),
  },
  'GET /perks/{perkId}': { summary: 'One perk', params: z.object({ perkId: idOf('prk') }), query: z.object({ firmId: idOf('sub').optional() }), response: Perk },
  'POST /vouchers': { summary: 'Claim a perk (领取)', body: z.object({ perkId: idOf('prk'), firmId: idOf('sub').optional() }), response: Voucher, status: 201 },
  'GET /me/vouchers': { summary: 'My vouchers (我的券)', query: z.object({ status: VoucherStatus.optional() }), response: z.object({ items: z.array(Voucher) }) },
  'GET /firms/{firmId}/vouchers': { summary: 'Vouchers of a firm I act for', params: z.object({ firmId: idOf('sub') }), query: z.object({ status: VoucherStatus.optional() }), response: z.object({ items: z.array(Voucher) }) },
  'GET /vouchers/{voucherId}': { summary: 'One of my vouchers, or of a firm I act for', params: voucherParams, response: Voucher },
  'POST /vouchers/{voucherId}/cancellation': { summary: 'Give a voucher back (退回)', params: voucherParams, response: Voucher },
  'POST /vouchers/{voucherId}/passes': { summary: 'A strip of passes to show at the till (出示码)', params: voucherParams, response: PassStrip, status: 201 },
  'GET /firms/{firmId}/receipts': { summary: 'What a firm I act for used, and where', params: z.object({ firmId: idOf('sub') }), response: z.object({ items: z.array(Receipt) }) },
  'GET /me/receipts': { summary: 'What I used, and where', response: z.object({ items: z.array(Receipt) }) },
  'GET /me/receipts/{redemptionId}': { summary: 'One receipt of mine, or of a firm whose perks I may use', params: z.object({ redemptionId: idOf('red') }), response: Receipt },
} as const satisfies Record<string, EndpointShape>

export const PerkStatus = z.enum(['draft', 'tested', 'published', 'paused', 'exhausted', 'ended'])
export type PerkStatus = z.infer<typeof PerkStatus>

/** Used by console lists. */
export const ConsolePerk = z.object({
  perkId: idOf('prk'),
  title: z.string(),
  scene: z.string(),
  sceneTitle: z.string(),
  kind: PerkKind,
  merchantId: idOf('mer'),
  merchantName: z.string(),
  status: PerkStatus,
  quotaTotal: z.number().int(),
  quotaUsed: z.number().int(),
  redeemed: z.number().int(),
  subsidyFen: Fen,
  claimFrom: Day,
  claimUntil: Day,
})
export type ConsolePerk = z.infer<typeof ConsolePerk>

/** What a perk gives, for machines: see `PerkBenefit` in packages/rules. */
export const PerkBenefit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('percent'), percentBps: z.number().int() }),
  z.object({ kind: z.literal('amount-off'), amountFen: Fen, minimumFen: Fen }),
  z.object({ kind: z.literal('price'), priceFen: Fen }),
  z.object({ kind: z.literal('items'), count: z.number().int() }),
  z.object({ kind: z.literal('hours'), hours: z.number() }),
  z.object({ kind: z.literal('deposit-waiver'), depositFen: Fen }),
  z.object({ kind: z.literal('post-pay'), limitFen: Fen }),
  z.object({ kind: z.literal('priority') }),
  z.object({ kind: z.literal('loaded-code') }),
  z.object({ kind: z.literal('partner-link'), url: z.string().max(500) }),
])
export type PerkBenefit = z.infer<typeof PerkBenefit>

const clock = z.string().regex(/^\d{2}:\d{2}$/, '时间应为 08:30 这样的格式')

/** Everything of the terms but the benefit, which is the best tier's. */
export const PerkRules = z.object({
  stores: z.array(idOf('sto')).max(1000).nullable(),
  blackouts: z.object({
    days: z.array(z.object({ from: Day, until: Day })).max(30),
    weekdays: z.array(z.number().int()).max(7),
    hours: z.array(z.object({ from: clock, until: clock })).max(30),
  }),
  stacking: z.enum(['alone', 'with-promotions', 'with-perks']),
  audience: z.enum(['person', 'organization', 'both']),
  quota: z.object({
    perDay: z.number().int().nullable(),
    perPeriod: z.object({ unit: z.enum(['week', 'month', 'quarter', 'year']), total: z.number().int().nullable(), perPerson: z.number().int().nullable() }).nullable(),
  }),
})
export type PerkRules = z.infer<typeof PerkRules>

/** What an editor fills in. `words` of a tier: what everybody reads; empty: made from the benefit. */
export const PerkDraft = z.object({
  scene: z.string().max(30),
  kind: PerkKind,
  title: z.string().trim().min(1, '请填写标题').max(40),
  summary: z.string().trim().min(1, '请填写说明').max(300),
  instructions: z.string().trim().min(1, '请填写使用说明').max(500),
  tiers: z.array(z.object({ title: z.string().trim().min(1, '请填写档位名称').max(12), fromCenti: Centi.nullable(), words: z.string().trim().max(40).optional(), value: PerkBenefit })).min(1, '至少要有一档').max(6),
  terms: PerkRules,
  quotaTotal: z.number().int().min(0).max(10_000_000),
  perPersonLimit: z.number().int().min(1, '每人至少可领 1 份').max(1000),
  claimFrom: Day,
  claimUntil: Day,
  voucherValidDays: z.number().int().min(1, '有效天数至少 1 天').max(1000),
  subsidyFen: Fen.min(0).max(10_000_000),
})
export type PerkDraft = z.infer<typeof PerkDraft>

export const ConsolePerkDetail = ConsolePerk.extend({
  version: z.number().int(),
  /** The newest version that a test redemption vouches for. */
  testedVersion: z.number().int().nullable(),
  draft: PerkDraft,
  conditions: z.array(z.string()),
  /** Of a perk of loaded codes. */
  codes: z.object({ total: z.number().int(), taken: z.number().int() }).nullable(),
  alerts: z.array(z.object({ percent: z.number().int(), at: Instant })),
  versions: z.array(z.object({ version: z.number().int(), at: Instant, title: z.string(), headline: z.string() })),
  stores: z.array(PerkStore),
})
export type ConsolePerkDetail = z.infer<typeof ConsolePerkDetail>

const perkParams = z.object({ perkId: idOf('prk') })

export const consolePerkEndpoints = {
  'POST /console/perks': { summary: 'Draft a perk (起草权益)', body: z.object({ merchantId: idOf('mer'), draft: PerkDraft }), response: ConsolePerkDetail, status: 201 },
  'GET /console/perks/{perkId}': { summary: 'One perk with its versions, stock and terms', params: perkParams, response: ConsolePerkDetail },
  'PUT /console/perks/{perkId}': { summary: 'Edit a perk: a new version (修改权益)', params: perkParams, body: z.object({ version: z.number().int(), draft: PerkDraft }), response: ConsolePerkDetail },
  'POST /console/perks/{perkId}/tests': { summary: 'A test voucher to redeem at a desk (测试核销)', params: perkParams, response: PassStrip, status: 201 },
  'POST /console/perks/{perkId}/publication': { summary: 'Publish a tested perk (发布)', params: perkParams, response: ConsolePerkDetail },
  'POST /console/perks/{perkId}/pause': { summary: 'Pause (暂停)', params: perkParams, response: ConsolePerkDetail },
  'POST /console/perks/{perkId}/resumption': { summary: 'Resume (恢复)', params: perkParams, response: ConsolePerkDetail },
  'POST /console/perks/{perkId}/end': { summary: 'End for good (结束)', params: perkParams, response: ConsolePerkDetail },
  'POST /console/perks/{perkId}/refill': { summary: 'Add to the quota (补充名额)', params: perkParams, body: z.object({ count: z.number().int().min(1, '至少补充 1 份').max(10_000_000) }), response: ConsolePerkDetail },
  'POST /console/perks/{perkId}/codes': { summary: 'Load partner codes from a CSV (上传兑换码)', params: perkParams, upload: ['text/csv', 'application/octet-stream'], response: z.object({ added: z.number().int(), known: z.number().int() }), status: 201 },
} as const satisfies Record<string, EndpointShape>
