import { z } from 'zod'
import { Cursor, type EndpointShape, idOf, Instant, pageOf } from './common'

export const FlagKind = z.enum(['voucher-velocity', 'staff-velocity', 'store-velocity', 'repeated-pair', 'far-from-store'])

/** A pattern of redemptions worth a look 核销预警. */
export const RedemptionFlag = z.object({
  flagId: idOf('flg'),
  kind: FlagKind,
  merchantId: idOf('mer'),
  merchantName: z.string(),
  storeName: z.string(),
  /** Most redemptions seen in one window, and how many the city allows; of `far-from-store` metres, rounded to hundreds. */
  count: z.number().int(),
  allowed: z.number().int(),
  windowFrom: Instant,
  windowUntil: Instant,
  raisedAt: Instant,
  status: z.enum(['open', 'closed']),
  outcome: z.enum(['explained', 'misuse']).nullable(),
  note: z.string().nullable(),
  closedAt: Instant.nullable(),
})
export type RedemptionFlag = z.infer<typeof RedemptionFlag>

/** One redemption behind a flag: names nobody. */
const FlaggedRedemption = z.object({
  redemptionId: idOf('red'),
  receiptNo: z.string(),
  perkTitle: z.string(),
  storeName: z.string(),
  channel: z.string(),
  redeemedAt: Instant,
  reversedAt: Instant.nullable(),
})

const params = z.object({ flagId: idOf('flg') })

export const flagEndpoints = {
  'GET /console/flags': { summary: 'Patterns of redemptions worth a look (核销预警)', query: Cursor.extend({ status: RedemptionFlag.shape.status.optional(), kind: FlagKind.optional() }), response: pageOf(RedemptionFlag) },
  'GET /console/flags/{flagId}': { summary: 'One flag with the redemptions behind it', params, response: z.object({ flag: RedemptionFlag, rows: z.array(FlaggedRedemption) }) },
  'POST /console/flags/{flagId}/closure': { summary: 'Close a flag after a look at it', params, body: z.object({ outcome: z.enum(['explained', 'misuse']), note: z.string().trim().min(2, '请写明核查结果').max(500) }), response: RedemptionFlag },
} as const satisfies Record<string, EndpointShape>
