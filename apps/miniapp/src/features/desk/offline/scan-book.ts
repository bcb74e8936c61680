import type { DeskPosition, OfflineScanResult } from '@xinhui/contract'
import { LOG_BEGINS, scanEntryText } from '@xinhui/rules/scan-log'

/** Where the phone keeps things: 1 MB a key, 10 MB in all (WeChat). `set` is false when it was not kept. */
export interface PhoneStorage {
  get: (key: string) => unknown
  set: (key: string, value: unknown) => boolean
  remove: (key: string) => void
  keys: () => string[]
}

/** One admission without network. The chain is made of the first seven (docs/offline.md). */
export interface BookedScan {
  deviceId: string
  seq: number
  prevHash: string
  storeId: string
  kitId: string
  admittedAt: string
  pass: string
  hash: string
  voucherId: string
  /** What the clerk was told to give. */
  benefit: string
  /** It goes together with other perks on one bill. */
  stacks?: boolean
  /** Some hundred metres about where it was, when the clerk lets the phone say so; forgotten once it is handed in. */
  position?: DeskPosition
  /** What the server made of it; absent: not handed in yet. */
  result?: Pick<OfflineScanResult, 'scanId' | 'outcome' | 'sentence' | 'paidInGoodFaith' | 'receiptNo' | 'redemptionId'>
}

interface Segment {
  deviceId: string
  entries: BookedScan[]
  /** Signed tickets of the kits its entries name. */
  tickets: Record<string, string>
}

const PREFIX = 'desk-log:'
/** About 300 KB with their results: far from what a key takes. */
const SEGMENT_ENTRIES = 400
/** 6,400 scans, about 5 MB; more than a week of a busy desk. */
const MAX_SEGMENTS = 16
/** Handed-in segments that are kept to be looked at. */
const KEPT_DONE = 1

export interface ScanBook {
  /** All entries, oldest first. */
  all: () => BookedScan[]
  waiting: () => BookedScan[]
  /** The living admission of this voucher by this phone. */
  admitted: (voucherId: string) => BookedScan | undefined
  /** Undefined when the phone could not keep it: then nothing has happened. */
  append: (scan: Pick<BookedScan, 'storeId' | 'kitId' | 'admittedAt' | 'pass' | 'voucherId' | 'benefit' | 'stacks' | 'position'>, ticket: string) => BookedScan | undefined
  settle: (deviceId: string, results: readonly OfflineScanResult[]) => void
  tickets: (kitIds: readonly string[]) => string[]
  /** Another log with another device id; the old one stays until it is handed in. */
  beginAnew: () => void
}

const isSegment = (value: unknown): value is Segment => typeof value === 'object' && value !== null && Array.isArray(Reflect.get(value, 'entries'))

/** The log 离线核销记录 on the phone. Nothing is kept in memory: a restart, or a second window, reads what the storage holds. */
export function openScanBook(storage: PhoneStorage, { hash, newDeviceId }: { hash: (text: string) => string; newDeviceId: () => string }): ScanBook {
  const numbers = () =>
    storage
      .keys()
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => Number(key.slice(PREFIX.length)))
      .sort((a, b) => a - b)
  const read = (n: number): Segment | undefined => {
    const value = storage.get(PREFIX + n)
    return isSegment(value) ? value : undefined
  }
  const segments = () => numbers().flatMap((n) => read(n) ?? [])
  const all = () => segments().flatMap(({ entries }) => entries)

  /** Makes room by forgetting the oldest segments of which everything has been handed in. */
  const tidy = () => {
    const done = numbers().slice(0, -1).filter((n) => read(n)?.entries.every((one) => one.result))
    for (const n of done.slice(0, Math.max(0, done.length - KEPT_DONE))) storage.remove(PREFIX + n)
  }

  return {
    all,
    waiting: () => all().filter((one) => !one.result),
    admitted: (voucherId) => all().find((one) => one.voucherId === voucherId && one.result?.outcome !== 'withdrawn'),
    append(scan, ticket) {
      const last = numbers().at(-1)
      const current = last === undefined ? undefined : read(last)
      const { deviceId, entries, tickets } = current ?? { deviceId: newDeviceId(), entries: [], tickets: {} }
      const before = entries.at(-1) ?? segments().filter((s) => s.deviceId === deviceId).flatMap((s) => s.entries).at(-1)
      const entry = { deviceId, seq: before ? before.seq + 1 : 0, prevHash: before?.hash ?? LOG_BEGINS, storeId: scan.storeId, kitId: scan.kitId, admittedAt: scan.admittedAt, pass: scan.pass }
      const booked: BookedScan = { ...entry, hash: hash(scanEntryText(entry)), voucherId: scan.voucherId, benefit: scan.benefit, stacks: scan.stacks ?? false, ...(scan.position ? { position: scan.position } : {}) }
      const full = entries.length >= SEGMENT_ENTRIES
      if (full) tidy()
      if (full && numbers().length >= MAX_SEGMENTS) return undefined
      const segment: Segment = full ? { deviceId, entries: [booked], tickets: { [scan.kitId]: ticket } } : { deviceId, entries: [...entries, booked], tickets: { ...tickets, [scan.kitId]: ticket } }
      return storage.set(PREFIX + ((last ?? 0) + (full ? 1 : 0)), segment) ? booked : undefined
    },
    settle(deviceId, results) {
      const bySeq = new Map(results.map((r) => [r.seq, r]))
      for (const n of numbers()) {
        const segment = read(n)
        if (segment?.deviceId !== deviceId || !segment.entries.some((one) => bySeq.has(one.seq))) continue
        const entries = segment.entries.map((one) => {
          const found = bySeq.get(one.seq)
          if (!found) return one
          const { position: _, ...kept } = one
          const { scanId, outcome, sentence, paidInGoodFaith, receiptNo, redemptionId } = found
          return { ...kept, result: { scanId, outcome, sentence, paidInGoodFaith, receiptNo, redemptionId } }
        })
        // Not kept: it is handed in once more, which changes nothing.
        storage.set(PREFIX + n, { ...segment, entries })
      }
    },
    tickets: (kitIds) => {
      const known: Record<string, string> = Object.assign({}, ...segments().map((s) => s.tickets))
      return [...new Set(kitIds)].flatMap((id) => known[id] ?? [])
    },
    beginAnew() {
      const last = numbers().at(-1)
      if (last !== undefined) storage.set(PREFIX + (last + 1), { deviceId: newDeviceId(), entries: [], tickets: {} } satisfies Segment)
    },
  }
}
