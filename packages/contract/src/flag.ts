import { z } from 'zod'
import { Cursor, type EndpointShape, idOf, Instant, pageOf } from './common'

/** The first five are patterns of redemptions 核销; the others come from scans without network 离线核销. */
export const FlagKind = z.enum(['voucher-velocity', 'staff-velocity', 'store-velocity', 'repeated-pair', 'far-from-store', 'fork', 'rewritten', 'clock', 'known', 'unproven', 'same-device', 'same-subject', 'returned', 'terms', 'stacked'])

/** Something about redemptions worth a look 风险预警. It turns nobody away and names nobody. */
export const Flag = z.object({
  flagId: idOf('flg'),
  source: z.enum(['redemption', 'scan']),
  kind: FlagKind,
  merchantId: idOf('mer'),
  merchantName: z.string(),
  storeId: idOf('sto'),
  storeName: z.string(),
  /** Most redemptions seen in one window, how many the city allows, and the window; of `far-from-store` metres, rounded to hundreds. Null for a scan. */
  count: z.number().int().nullable(),
  allowed: z.number().int().nullable(),
  windowFrom: Instant.nullable(),
  windowUntil: Instant.nullable(),
  raisedAt: Instant,
  status: z.enum(['open', 'closed']),
  outcome: z.enum(['explained', 'misuse']).nullable(),
  note: z.string().nullable(),
  closedAt: Instant.nullable(),
})
export type Flag = z.infer<typeof Flag>

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

/** One scan behind a flag: both facts, what the desk said and what it counts as now. */
const FlaggedScan = z.object({
  scanId: idOf('scn'),
  /** The one that raised the flag. */
  isCause: z.boolean(),
  deviceId: z.string(),
  seq: z.number().int(),
  storeName: z.string(),
  perkTitle: z.string().nullable(),
  /** The desk’s word, the same within what the pass allows, and when it was handed in. */
  claimedAt: Instant,
  admittedAt: Instant,
  syncedAt: Instant,
  /** What the voucher's terms said of the store and moment; null: they allowed it. */
  terms: z.enum(['WRONG_STORE', 'BLACKOUT_DAY', 'BLACKOUT_WEEKDAY', 'BLACKOUT_HOURS', 'ONLINE_ONLY']).nullable(),
  doubt: z.enum(['terms', 'no-kit', 'old-kit', 'clock', 'known']).nullable(),
  unproven: z.string().nullable(),
  standing: z.enum(['first', 'again', 'returned', 'same', 'withdrawn', 'barred']).nullable(),
  otherAt: Instant.nullable(),
  otherStoreName: z.string().nullable(),
  paidInGoodFaith: z.boolean(),
})
export type FlaggedScan = z.infer<typeof FlaggedScan>

const params = z.object({ flagId: idOf('flg') })

export const flagEndpoints = {
  'GET /console/flags': {
    summary: 'The fraud board: what about redemptions and offline scans is worth a look (风险看板)',
    query: Cursor.extend({
      status: Flag.shape.status.optional(),
      source: Flag.shape.source.optional(),
      kind: FlagKind.optional(),
      merchantId: idOf('mer').optional(),
      /** Of a store or merchant. */
      search: z.string().max(50).optional(),
      /** How long ago it was raised: within a day, within a week, or longer. */
      age: z.enum(['day', 'week', 'older']).optional(),
    }),
    response: pageOf(Flag),
  },
  'GET /console/flag-counts': {
    summary: 'The fraud board by kind: how many wait for a look, how many were raised in the last seven days (各类预警数)',
    response: z.object({ items: z.array(z.object({ kind: FlagKind, open: z.number().int(), lastWeek: z.number().int() })) }),
  },
  'GET /console/flags/{flagId}': { summary: 'One flag with the redemptions and scans behind it', params, response: z.object({ flag: Flag, rows: z.array(FlaggedRedemption), scans: z.array(FlaggedScan) }) },
  'POST /console/flags/{flagId}/closure': { summary: 'Close a flag after a look at it', params, body: z.object({ outcome: z.enum(['explained', 'misuse']), note: z.string().trim().min(2, '请写明核查结果').max(500) }), response: Flag },
} as const satisfies Record<string, EndpointShape>
