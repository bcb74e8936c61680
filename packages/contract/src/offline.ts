import { z } from 'zod'
import { Day, type EndpointShape, idOf, Instant } from './common'
import { DeskPosition } from './desk'

/** When and where a perk may be used, as far as a desk has to know. */
const DeskTerms = z.object({
  /** Null: at all stores of the merchant. */
  stores: z.array(idOf('sto')).nullable(),
  blackouts: z.object({
    days: z.array(z.object({ from: Day, until: Day })),
    /** ISO: 1 Monday … 7 Sunday. */
    weekdays: z.array(z.number().int()),
    hours: z.array(z.object({ from: z.string(), until: z.string() })),
  }),
  stacking: z.enum(['alone', 'with-promotions', 'with-perks']),
})

/** One version of one of the merchant's perks. A pass names the version and the step, so a desk offline sees which these may be. */
export const DeskRule = z.object({
  version: z.number().int(),
  perkTitle: z.string(),
  instructions: z.string(),
  /** What is given; the place in the list is what the pass says: 0 open to everybody, then step by step. */
  benefits: z.array(z.string().nullable()),
  /** Needs the network: a deposit, a credit or a partner's code is behind it. */
  onlineOnly: z.boolean(),
  terms: DeskTerms,
})
export type DeskRule = z.infer<typeof DeskRule>

export const OfflineKitContent = z.object({
  merchantId: idOf('mer'),
  storeId: idOf('sto'),
  storeName: z.string(),
  maxAgeHours: z.number().int(),
  clockSkewSeconds: z.number().int(),
  /** Two vouchers within so long at one desk may be of one bill: the clerk is asked. */
  sameBillMinutes: z.number().int(),
  /** Every key a living pass may be signed with (P-256, base64url). */
  keys: z.array(z.object({ kid: z.string(), x: z.string(), y: z.string() })),
  rules: z.array(DeskRule),
  /** Vouchers of the merchant used or given back so recently that a pass of them may still be good. Exact. */
  withdrawn: z.array(idOf('vch')),
})
export type OfflineKitContent = z.infer<typeof OfflineKitContent>

export const OfflineKit = z.object({
  kitId: idOf('kit'),
  storeId: idOf('sto'),
  issuedAt: Instant,
  expiresAt: Instant,
  /** SHA-256 of `content` as JSON, lower-case hex. */
  digest: z.string(),
  /** Signed: this kit, for this store, at this time. The desk hands it in with its scans. */
  ticket: z.string(),
  /** Null: as the digest in `have` says. */
  content: OfflineKitContent.nullable(),
})
export type OfflineKit = z.infer<typeof OfflineKit>

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, '应为 64 位十六进制')

/** One entry of a desk's log. Its hash, and with it its id, is made of these and of the batch's device and store (docs/offline.md). */
export const OfflineScan = z.object({
  seq: z.number().int().min(0).max(1_000_000_000),
  prevHash: sha256,
  kitId: z.string().min(1).max(40),
  admittedAt: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, '应为 2026-11-21T04:00:00.000Z 这样的时间').pipe(Instant),
  pass: z.string().min(1).max(400).regex(/^[ -~]*$/, '应为可打印的 ASCII 字符'),
  /** Beside the entry and in no hash, so that it can be dropped once it has been compared. */
  position: DeskPosition.optional(),
})
export type OfflineScan = z.infer<typeof OfflineScan>

export const OfflineScanResult = z.object({
  scanId: idOf('scn'),
  seq: z.number().int(),
  /** `first` booked; `again` the voucher was used elsewhere as well; `returned` it had been given back; `same` one more record of a showing that counts; `withdrawn` reversed; `barred` the voucher's terms did not allow it and the desk could see so; `unproven` no good pass. */
  outcome: z.enum(['first', 'again', 'returned', 'same', 'withdrawn', 'barred', 'unproven']),
  paidInGoodFaith: z.boolean(),
  sentence: z.string(),
  admittedAt: Instant,
  syncedAt: Instant,
  perkTitle: z.string().nullable(),
  benefit: z.string().nullable(),
  /** With `again` and `returned`: when, and where. */
  usedAt: Instant.nullable(),
  usedStoreName: z.string().nullable(),
  redemptionId: idOf('red').nullable(),
  receiptNo: z.string().nullable(),
})
export type OfflineScanResult = z.infer<typeof OfflineScanResult>

export const offlineEndpoints = {
  'GET /desk/offline-kit': {
    summary: 'What a desk needs to verify without network (离线包)',
    query: z.object({ storeId: idOf('sto'), have: sha256.optional() }),
    response: OfflineKit,
  },
  'POST /desk/offline-scans': {
    summary: 'Hand in scans made without network (离线核销同步)',
    body: z.object({
      storeId: idOf('sto'),
      deviceId: z.string().regex(/^dev_[0-7][0-9a-hjkmnp-tv-z]{25}$/, '不是有效的设备编号'),
      tickets: z.array(z.string().max(600)).max(50),
      scans: z.array(OfflineScan).min(1).max(200),
    }),
    response: z.object({
      results: z.array(OfflineScanResult),
      /** `gap`: an earlier entry has not arrived; `broken`: the log went two ways or was rewritten, begin a new one. */
      chain: z.enum(['sound', 'gap', 'broken']),
    }),
  },
} as const satisfies Record<string, EndpointShape>
