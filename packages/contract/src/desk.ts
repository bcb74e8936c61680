import { z } from 'zod'
import { Day, type EndpointShape, idOf, Instant } from './common'
import { MerchantPost } from './identity'

/** What a merchant learns: may / may not, the perk, the expiry. Never a score, an id number, a name or a record. */
export const Verdict = z.object({
  verdict: z.enum(['may', 'may-not']),
  /** Stable reason for `may-not`: USED, EXPIRED, CANCELLED, WRONG_MERCHANT, WRONG_STORE, PASS_EXPIRED, FORGED, SUSPENDED … */
  code: z.string().nullable(),
  sentence: z.string(),
  voucherId: idOf('vch').nullable(),
  perkTitle: z.string().nullable(),
  benefit: z.string().nullable(),
  /** What the clerk does now: 账单按 8 折结算. */
  instructions: z.string().nullable(),
  voucherExpiresAt: Instant.nullable(),
  /** With USED: when and where. */
  usedAt: Instant.nullable(),
  usedStoreName: z.string().nullable(),
  /** It goes with none of the shop's own promotions, and nobody has said yet that there is none on the bill: ask. */
  asksPromotions: z.boolean(),
})
export type Verdict = z.infer<typeof Verdict>

export const DeskReceipt = z.object({
  redemptionId: idOf('red'),
  receiptNo: z.string(),
  perkTitle: z.string(),
  benefit: z.string(),
  storeId: idOf('sto'),
  storeName: z.string(),
  redeemedAt: Instant,
  /** Of a redemption without network: when it was handed in. */
  syncedAt: Instant.nullable(),
  reversibleUntil: Instant,
  reversedAt: Instant.nullable(),
  reversalReason: z.string().nullable(),
})
export type DeskReceipt = z.infer<typeof DeskReceipt>

/** Either the QR's text or the 18-digit till code. */
export const Presented = z.object({
  storeId: idOf('sto'),
  presented: z.string().min(1, '请扫描出示码或输入收银码').max(400),
})

/** What else there is on this bill, where the till or the clerk knows it. */
export const Together = z.object({
  /** The shop's own promotion is on the bill. */
  promotions: z.boolean().optional(),
  /** Another purchase than the one whose voucher this customer used here a moment ago: said by the desk, kept in the audit trail. */
  otherBill: z.boolean().optional(),
})

/** Where the staff phone is (GCJ-02, degrees × 10⁶, rounded by the phone to some hundred metres), sent when its holder agreed to it. Compared with the store's and not kept. */
export const DeskPosition = z.object({ longitudeE6: z.number().int().min(-180_000_000).max(180_000_000), latitudeE6: z.number().int().min(-90_000_000).max(90_000_000) })
export type DeskPosition = z.infer<typeof DeskPosition>

export const deskEndpoints = {
  'GET /desk': { summary: 'My merchant desk (商户工作台)', response: z.object({ posts: z.array(MerchantPost) }) },
  'POST /desk/checks': { summary: 'Check a pass without using it', body: Presented.extend({ together: Together.optional() }), response: Verdict },
  'POST /desk/redemptions': { summary: 'Redeem (核销)', body: Presented.extend({ together: Together.optional(), position: DeskPosition.optional() }), response: DeskReceipt, status: 201 },
  'GET /desk/redemptions': { summary: 'Redemptions of a store on a day', query: z.object({ storeId: idOf('sto'), day: Day.optional() }), response: z.object({ items: z.array(DeskReceipt), day: Day, count: z.number().int() }) },
  'GET /desk/redemptions/{redemptionId}': { summary: 'One receipt of my merchant', params: z.object({ redemptionId: idOf('red') }), response: DeskReceipt },
  'POST /desk/redemptions/{redemptionId}/reversal': {
    summary: 'Reverse within the window (撤销)',
    params: z.object({ redemptionId: idOf('red') }),
    body: z.object({ reason: z.string().trim().min(2, '请填写撤销原因').max(100) }),
    response: DeskReceipt,
  },
} as const satisfies Record<string, EndpointShape>
