import { dayInShanghai } from './day'

/** A proven offline admission: the pass was good, for this merchant, within its minute. */
export interface Admission {
  scanId: string
  voucherId: string
  deviceId: string
  storeId: string
  /** The one showing of the pass. */
  jti: string
  /** `provableTime`, ms. */
  admittedAt: number
  /** The desk could not know better: fresh kit, own clock within the pass, voucher not withdrawn in the kit. */
  goodFaith: boolean
  subsidyFen: number
  /** A redemption made from this scan has been reversed. */
  reversed: boolean
  /** The voucher's terms did not allow it there and then, and the desk's kit said so. */
  barred?: boolean
}

/** A redemption that was made online. */
export interface OnlineUse {
  voucherId: string
  storeId: string
  jti: string | null
  /** ms */
  at: number
  reversed: boolean
}

export interface VoucherFacts {
  admissions: readonly Admission[]
  uses: readonly OnlineUse[]
  /** When its holder gave it back, ms. */
  returnedAt: number | null
}

/**
 * What an admission is, of all that happened to its voucher:
 * `first` the use of the voucher; `again` another use stands (`where` and `at`); `returned` the holder had given it back;
 * `same` one more record of a showing that already counts; `withdrawn` its redemption was reversed; `barred` the terms forbade it:
 * it uses nothing and is not paid, whatever else happened to the voucher.
 */
export type Standing = { is: 'first' | 'same' | 'withdrawn' | 'barred'; payable: false } | { is: 'again'; at: number; storeId: string; payable: boolean } | { is: 'returned'; at: number; payable: boolean }

const earlier = (a: { admittedAt: number; scanId: string }, b: { admittedAt: number; scanId: string }): number =>
  a.admittedAt - b.admittedAt || (a.scanId < b.scanId ? -1 : a.scanId > b.scanId ? 1 : 0)

/**
 * The standing of every admission of one voucher, and the scan that has to book it if nothing has (null: none).
 * A function of the facts alone: in whatever order, however often they arrived, the answer is the same (docs/adr, offline scans).
 */
export function standVoucher({ admissions, uses, returnedAt }: VoucherFacts): { standings: Map<string, Standing>; firstId: string | null } {
  const standings = new Map<string, Standing>()
  const showings = new Map<string, Admission[]>()
  const showing = (one: { storeId: string; jti: string | null }) => `${one.storeId} ${one.jti ?? ''}`
  for (const one of admissions) if (one.barred) standings.set(one.scanId, { is: 'barred', payable: false })
  for (const one of [...admissions].filter((a) => !a.barred).sort(earlier)) showings.set(showing(one), [...(showings.get(showing(one)) ?? []), one])

  const use = uses.filter((u) => !u.reversed).sort((a, b) => a.at - b.at)[0]
  const reversedUses = new Set(uses.filter((u) => u.reversed).map(showing))
  const counted: Admission[] = []
  for (const [key, copies] of showings) {
    const withdrawn = reversedUses.has(key) || copies.some((c) => c.reversed)
    const covered = !withdrawn && use !== undefined && showing(use) === key
    for (const copy of copies) standings.set(copy.scanId, { is: withdrawn ? 'withdrawn' : 'same', payable: false })
    if (!withdrawn && !covered && copies[0]) counted.push(copies[0])
  }

  const first = use === undefined && returnedAt === null ? counted[0] : undefined
  const seenBy = new Set<string>()
  for (const one of counted) {
    const payable = one.goodFaith && one.subsidyFen > 0 && !seenBy.has(one.deviceId)
    seenBy.add(one.deviceId)
    if (one === first) standings.set(one.scanId, { is: 'first', payable: false })
    else if (use) standings.set(one.scanId, { is: 'again', at: use.at, storeId: use.storeId, payable })
    else if (returnedAt !== null) standings.set(one.scanId, { is: 'returned', at: returnedAt, payable })
    else if (first) standings.set(one.scanId, { is: 'again', at: first.admittedAt, storeId: first.storeId, payable })
  }
  return { standings, firstId: first?.scanId ?? null }
}

export interface GoodFaithLimits {
  /** Scans of one store in one month (Shanghai) that are paid although the voucher was used. */
  scans: number
  /** What they may cost together. */
  fen: number
}

/** `sto_… 2026-11`: the limit an admission counts against. */
export const goodFaithBucket = (one: { storeId: string; admittedAt: number }): string => `${one.storeId} ${dayInShanghai(one.admittedAt).slice(0, 7)}`

/** Which payable scans of one store and month are paid: the earliest, until one would go over a limit. */
export function payInGoodFaith(candidates: readonly { scanId: string; admittedAt: number; subsidyFen: number }[], limits: GoodFaithLimits): Set<string> {
  const paid = new Set<string>()
  let fen = 0
  for (const one of [...candidates].sort(earlier)) {
    fen += one.subsidyFen
    if (paid.size >= limits.scans || fen > limits.fen) break
    paid.add(one.scanId)
  }
  return paid
}

/** The whole ledger of offline scans: what each scan is, which vouchers a scan has to book, and which scans are paid in good faith. */
export function mergeScans(vouchers: ReadonlyMap<string, VoucherFacts>, limits: GoodFaithLimits): { standings: Map<string, Standing>; booked: Map<string, string>; paid: Set<string> } {
  const standings = new Map<string, Standing>()
  const booked = new Map<string, string>()
  const buckets = new Map<string, Admission[]>()
  for (const [voucherId, facts] of vouchers) {
    const { standings: own, firstId } = standVoucher(facts)
    if (firstId !== null) booked.set(voucherId, firstId)
    for (const one of facts.admissions) {
      const standing = own.get(one.scanId)
      if (!standing) continue
      standings.set(one.scanId, standing)
      if (standing.payable) buckets.set(goodFaithBucket(one), [...(buckets.get(goodFaithBucket(one)) ?? []), one])
    }
  }
  const paid = new Set([...buckets.values()].flatMap((candidates) => [...payInGoodFaith(candidates, limits)]))
  return { standings, booked, paid }
}
