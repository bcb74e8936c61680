import { z } from 'zod'
import { Centi, Cursor, Day, type EndpointShape, Fen, idOf, Instant, pageOf } from './common'

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
  stores: z.array(PerkStore),
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
})
export type Receipt = z.infer<typeof Receipt>

const voucherParams = z.object({ voucherId: idOf('vch') })

export const perkEndpoints = {
  'GET /scenes': { summary: 'Scenes with perks (应用场景)', response: z.object({ items: z.array(Scene) }) },
  'GET /perks': {
    summary: 'Perks with the reader’s eligibility and why (信易+)',
    query: Cursor.extend({ scene: z.string().max(30).optional(), search: z.string().max(50).optional(), onlyMine: z.enum(['true', 'false']).optional() }),
    response: pageOf(PerkCard),
  },
  'GET /perks/{perkId}': { summary: 'One perk', params: z.object({ perkId: idOf('prk') }), response: Perk },
  'POST /vouchers': { summary: 'Claim a perk (领取)', body: z.object({ perkId: idOf('prk') }), response: Voucher, status: 201 },
  'GET /me/vouchers': { summary: 'My vouchers (我的券)', query: z.object({ status: VoucherStatus.optional() }), response: z.object({ items: z.array(Voucher) }) },
  'GET /vouchers/{voucherId}': { summary: 'One of my vouchers', params: voucherParams, response: Voucher },
  'POST /vouchers/{voucherId}/cancellation': { summary: 'Give a voucher back (退回)', params: voucherParams, response: Voucher },
  'POST /vouchers/{voucherId}/passes': { summary: 'A strip of passes to show at the till (出示码)', params: voucherParams, response: PassStrip, status: 201 },
  'GET /me/receipts': { summary: 'What I used, and where', response: z.object({ items: z.array(Receipt) }) },
  'GET /me/receipts/{redemptionId}': { summary: 'One receipt', params: z.object({ redemptionId: idOf('red') }), response: Receipt },
} as const satisfies Record<string, EndpointShape>

/** Used by console lists. */
export const ConsolePerk = z.object({
  perkId: idOf('prk'),
  title: z.string(),
  scene: z.string(),
  sceneTitle: z.string(),
  kind: PerkKind,
  merchantId: idOf('mer'),
  merchantName: z.string(),
  status: z.enum(['draft', 'published', 'paused', 'exhausted', 'ended']),
  quotaTotal: z.number().int(),
  quotaUsed: z.number().int(),
  redeemed: z.number().int(),
  subsidyFen: Fen,
  claimFrom: Day,
  claimUntil: Day,
})
export type ConsolePerk = z.infer<typeof ConsolePerk>
