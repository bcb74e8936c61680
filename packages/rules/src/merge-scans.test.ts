import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Admission, goodFaithBucket, type GoodFaithLimits, mergeScans, type OnlineUse, payInGoodFaith, standVoucher, type VoucherFacts } from './merge-scans'

const NOON = Date.parse('2026-11-21T04:00:00Z')
const minute = (n: number) => NOON + n * 60_000
const scan = (scanId: string, given: Partial<Admission> = {}): Admission => ({
  scanId, voucherId: 'v', deviceId: `dev of ${scanId}`, storeId: 'store A', jti: `jti of ${scanId}`, admittedAt: minute(2), goodFaith: true, subsidyFen: 300, reversed: false, ...given,
})
const stand = (facts: Partial<VoucherFacts>) => {
  const { standings, firstId } = standVoucher({ admissions: [], uses: [], returnedAt: null, ...facts })
  return { firstId, ...Object.fromEntries(standings) }
}
const online = (given: Partial<OnlineUse> = {}): OnlineUse => ({ voucherId: 'v', storeId: 'store B', jti: 'online', at: minute(1), reversed: false, ...given })

describe('one voucher', () => {
  test('admitted once is used once', () => {
    expect(stand({ admissions: [scan('a')] })).toEqual({ firstId: 'a', a: { is: 'first', payable: false } })
  })

  test('one the terms forbade uses nothing, is not paid, and stands in nobody’s way', () => {
    expect(stand({ admissions: [scan('a', { barred: true, admittedAt: minute(0) }), scan('b')] })).toEqual({ firstId: 'b', a: { is: 'barred', payable: false }, b: { is: 'first', payable: false } })
    expect(stand({ admissions: [scan('a', { barred: true })], uses: [online()] })).toMatchObject({ firstId: null, a: { is: 'barred' } })
    expect(stand({ admissions: [scan('a', { barred: true, jti: 'j' }), scan('b', { jti: 'j' })] })).toMatchObject({ firstId: 'b' })
  })

  test('admitted offline at 12:02 after it was used at 12:01 in store B keeps both facts, and the desk is paid', () => {
    expect(stand({ admissions: [scan('a')], uses: [online()] })).toEqual({ firstId: null, a: { is: 'again', at: minute(1), storeId: 'store B', payable: true } })
  })

  test('of two offline admissions the earlier is the use, and of two in one millisecond the smaller id', () => {
    expect(stand({ admissions: [scan('a'), scan('b', { admittedAt: minute(1), storeId: 'store B' })] })).toMatchObject({ firstId: 'b', a: { is: 'again', at: minute(1), storeId: 'store B' } })
    expect(stand({ admissions: [scan('b'), scan('a')] })).toMatchObject({ firstId: 'a' })
  })

  test('an online use stands even when an offline admission was earlier', () => {
    expect(stand({ admissions: [scan('a', { admittedAt: minute(0) })], uses: [online()] })).toMatchObject({ firstId: null, a: { is: 'again', payable: true } })
  })

  test('one showing recorded twice at one store is one admission, whoever recorded it', () => {
    const copies = [scan('a', { jti: 'j', admittedAt: minute(2) + 5 }), scan('b', { jti: 'j' })]
    expect(stand({ admissions: copies })).toEqual({ firstId: 'b', b: { is: 'first', payable: false }, a: { is: 'same', payable: false } })
    // Redeemed online with the answer lost, then scanned again offline.
    expect(stand({ admissions: copies, uses: [online({ storeId: 'store A', jti: 'j' })] })).toMatchObject({ firstId: null, a: { is: 'same' }, b: { is: 'same' } })
    // One picture shown at two stores is two admissions.
    expect(stand({ admissions: [scan('a', { jti: 'j' }), scan('b', { jti: 'j', storeId: 'store B' })] })).toMatchObject({ a: { is: 'first' }, b: { is: 'again', payable: true } })
  })

  test('what was reversed counts for nothing, and the next admission takes its place', () => {
    expect(stand({ admissions: [scan('a', { reversed: true }), scan('b', { admittedAt: minute(3) })] })).toMatchObject({ firstId: 'b', a: { is: 'withdrawn' }, b: { is: 'first' } })
    expect(stand({ admissions: [scan('a', { jti: 'j', storeId: 'store B' })], uses: [online({ jti: 'j', reversed: true })] })).toMatchObject({ firstId: null, a: { is: 'withdrawn' } })
  })

  test('given back by its holder before the scan came in is not used again, and the desk is paid', () => {
    expect(stand({ admissions: [scan('a')], returnedAt: minute(9) })).toMatchObject({ firstId: null, a: { is: 'returned', at: minute(9), payable: true } })
  })

  test('a desk that knew better, or scanned the same voucher before, is not paid; nor is what costs nothing', () => {
    const again = (given: Partial<Admission>) => stand({ admissions: [scan('a', given)], uses: [online()] })
    expect(again({ goodFaith: false })).toMatchObject({ a: { is: 'again', payable: false } })
    expect(again({ subsidyFen: 0 })).toMatchObject({ a: { is: 'again', payable: false } })
    const twice = [scan('a', { deviceId: 'd', admittedAt: minute(0) }), scan('b', { deviceId: 'd' })]
    expect(stand({ admissions: twice, uses: [online()] })).toMatchObject({ a: { payable: true }, b: { payable: false } })
  })
})

describe('good faith', () => {
  const four = [3, 1, 2, 0].map((n) => ({ scanId: `s${n}`, admittedAt: minute(n), subsidyFen: 300 }))
  test('is paid from the earliest on, up to so many scans and so much money', () => {
    expect([...payInGoodFaith(four, { scans: 2, fen: 10_000 })]).toEqual(['s0', 's1'])
    expect([...payInGoodFaith(four, { scans: 10, fen: 900 })]).toEqual(['s0', 's1', 's2'])
    expect(payInGoodFaith(four, { scans: 0, fen: 900 }).size).toBe(0)
  })
  test('is counted by store and by month in Shanghai', () => {
    expect(goodFaithBucket({ storeId: 'sto_1', admittedAt: Date.parse('2026-11-30T15:59:59Z') })).toBe('sto_1 2026-11')
    expect(goodFaithBucket({ storeId: 'sto_1', admittedAt: Date.parse('2026-11-30T16:00:00Z') })).toBe('sto_1 2026-12')
  })
})

/** The server as it meets the facts one delivery at a time: what is booked stays booked, and money moves by differences. */
class Server {
  readonly scans = new Map<string, Admission>()
  readonly uses: OnlineUse[] = []
  readonly returned = new Map<string, number>()
  /** By voucher: the redemption in force, made from a scan or online. */
  readonly redeemed = new Map<string, string>()
  readonly paid = new Set<string>()
  /** Every payment and its undoing, in fen. */
  readonly movements: number[] = []

  constructor(private readonly limits: GoodFaithLimits) {}

  factsOf(voucherId: string): VoucherFacts {
    return { admissions: [...this.scans.values()].filter((s) => s.voucherId === voucherId), uses: this.uses.filter((u) => u.voucherId === voucherId), returnedAt: this.returned.get(voucherId) ?? null }
  }

  deliver(batch: readonly Admission[]): void {
    for (const one of batch) if (!this.scans.has(one.scanId)) this.scans.set(one.scanId, one)
    this.resolve(new Set(batch.map((one) => one.voucherId)))
  }

  useOnline(use: OnlineUse): void {
    if (this.redeemed.has(use.voucherId) || this.returned.has(use.voucherId)) return
    this.uses.push(use)
    this.redeemed.set(use.voucherId, 'online')
    this.resolve(new Set([use.voucherId]))
  }

  giveBack(voucherId: string, at: number): void {
    if (this.redeemed.has(voucherId) || this.returned.has(voucherId)) return
    this.returned.set(voucherId, at)
    this.resolve(new Set([voucherId]))
  }

  reverse(voucherId: string): void {
    const by = this.redeemed.get(voucherId)
    if (by === undefined) return
    this.redeemed.delete(voucherId)
    const booked = this.scans.get(by)
    if (booked) this.scans.set(by, { ...booked, reversed: true })
    else for (const [i, use] of this.uses.entries()) if (use.voucherId === voucherId) this.uses[i] = { ...use, reversed: true }
    this.resolve(new Set([voucherId]))
  }

  private resolve(voucherIds: ReadonlySet<string>): void {
    const buckets = new Set<string>()
    for (const voucherId of voucherIds) {
      const facts = this.factsOf(voucherId)
      const { firstId } = standVoucher(facts)
      if (firstId !== null && !this.redeemed.has(voucherId)) this.redeemed.set(voucherId, firstId)
      for (const one of facts.admissions) buckets.add(goodFaithBucket(one))
    }
    for (const bucket of buckets) {
      const here = [...this.scans.values()].filter((one) => goodFaithBucket(one) === bucket)
      const due = payInGoodFaith(here.filter((one) => standVoucher(this.factsOf(one.voucherId)).standings.get(one.scanId)?.payable), this.limits)
      for (const one of here) {
        if (due.has(one.scanId) === this.paid.has(one.scanId)) continue
        this.movements.push(due.has(one.scanId) ? one.subsidyFen : -one.subsidyFen)
        if (due.has(one.scanId)) this.paid.add(one.scanId)
        else this.paid.delete(one.scanId)
      }
    }
  }

  whole(): ReturnType<typeof mergeScans> {
    const vouchers = new Set([...this.scans.values()].map((s) => s.voucherId))
    return mergeScans(new Map([...vouchers].map((id) => [id, this.factsOf(id)])), this.limits)
  }

  /** What everybody can see in the end, without which scan happened to write the redemption. */
  ledger(): unknown {
    const { standings } = this.whole()
    return {
      used: [...this.redeemed.keys()].sort(),
      standings: [...standings].sort(([a], [b]) => (a < b ? -1 : 1)),
      paid: [...this.paid].sort(),
      fen: this.movements.reduce((sum, fen) => sum + fen, 0),
    }
  }
}

const STORES = ['A', 'B', 'C']
interface Step { at: number; do: 'scan' | 'use' | 'return'; device: number; store: number; voucher: number; showing: number; honest: boolean; slow: number }
const step: fc.Arbitrary<Step> = fc.record({
  // Minutes around the end of a month, so that two limits are in play.
  at: fc.integer({ min: 0, max: 400 }),
  do: fc.constantFrom('scan', 'scan', 'scan', 'scan', 'scan', 'use', 'return'),
  device: fc.nat(4), store: fc.nat(2), voucher: fc.nat(6), showing: fc.nat(2),
  honest: fc.constantFrom(true, true, true, false),
  slow: fc.integer({ min: -30_000, max: 30_000 }),
})
const history = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 24 }),
  limits: fc.record({ scans: fc.nat(4), fen: fc.constantFrom(300, 700, 100_000) }),
})
const START = Date.parse('2026-11-30T13:00:00Z')

/** While the devices are apart: what they admit (an honest one never the same voucher twice), and what happens online. */
function live({ steps, limits }: { steps: readonly Step[]; limits: GoodFaithLimits }): { server: () => Server; logs: Admission[] } {
  const logs: Admission[] = []
  const onlineSteps: Step[] = []
  for (const [i, s] of [...steps].sort((a, b) => a.at - b.at).entries()) {
    if (s.do !== 'scan') {
      onlineSteps.push(s)
      continue
    }
    const [voucherId, deviceId] = [`v${s.voucher}`, `d${s.device}`]
    if (s.honest && logs.some((one) => one.voucherId === voucherId && one.deviceId === deviceId)) continue
    logs.push({
      scanId: `s${(i * 7919) % 1000}-${i}`, voucherId, deviceId, storeId: STORES[s.store] ?? 'A', jti: `${voucherId}/${s.showing}`,
      admittedAt: START + s.at * 60_000 + s.slow, goodFaith: s.honest, subsidyFen: s.voucher === 0 ? 0 : 100 * s.voucher, reversed: false,
    })
  }
  return {
    logs,
    server: () => {
      const made = new Server(limits)
      for (const s of onlineSteps) {
        const at = START + s.at * 60_000
        if (s.do === 'return') made.giveBack(`v${s.voucher}`, at)
        else made.useOnline({ voucherId: `v${s.voucher}`, storeId: STORES[s.store] ?? 'A', jti: `v${s.voucher}/${s.showing}`, at, reversed: false })
      }
      return made
    },
  }
}

/** Pieces of the logs in any order, some of them twice or more, all of them at least once. */
const deliveries = (logs: readonly Admission[]): fc.Arbitrary<Admission[][]> =>
  logs.length === 0
    ? fc.constant([])
    : fc
        .tuple(fc.shuffledSubarray([...logs], { minLength: logs.length }), fc.array(fc.subarray([...logs]), { maxLength: 3 }), fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }))
        .chain(([all, repeats, sizes]) => {
          const pieces: Admission[][] = []
          for (let i = 0, n = 0; i < all.length; n += 1) {
            const size = sizes[n % sizes.length] ?? 1
            pieces.push(all.slice(i, i + size))
            i += size
          }
          return fc.shuffledSubarray([...pieces, ...repeats], { minLength: pieces.length + repeats.length })
        })

describe('any order of partitions, merges and repeated deliveries', () => {
  test('10,000 random offline histories end in one ledger each', () => {
    const seen = { again: 0, returned: 0, same: 0, paid: 0, undone: 0, moved: 0 }
    fc.assert(
      fc.property(
        history.chain((h) => {
          const { server, logs } = live(h)
          return fc.tuple(fc.constant(server), deliveries(logs), deliveries(logs))
        }),
        ([server, one, other]) => {
          const [first, second] = [server(), server()]
          for (const batch of one) first.deliver(batch)
          for (const batch of other) second.deliver(batch)
          expect(second.ledger()).toEqual(first.ledger())
          // … which is the ledger of the facts taken all at once.
          const whole = first.whole()
          expect([...first.paid].sort()).toEqual([...whole.paid].sort())
          for (const voucherId of whole.booked.keys()) expect(first.redeemed.has(voucherId)).toBe(true)
          for (const { is } of whole.standings.values()) if (is === 'again' || is === 'returned' || is === 'same') seen[is] += 1
          seen.paid += whole.paid.size
          seen.undone += first.movements.filter((fen) => fen < 0).length
          for (const [voucherId, scanId] of whole.booked) if (first.redeemed.get(voucherId) !== scanId) seen.moved += 1
        },
      ),
      { seed: 20261121, numRuns: 10_000 },
    )
    // The histories do reach the hard cases, each a hundred times and more.
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(100)
  })

  test('with reversals and online uses between the deliveries, every step leaves the ledger of the facts so far', () => {
    fc.assert(
      fc.property(
        history.chain((h) => {
          const { logs } = live(h)
          return fc.tuple(fc.constant(h.limits), deliveries(logs), fc.array(fc.record({ do: fc.constantFrom('reverse', 'use', 'return'), voucher: fc.nat(6), store: fc.nat(2) }), { maxLength: 8 }))
        }),
        ([limits, batches, between]) => {
          const server = new Server(limits)
          const check = () => {
            const whole = server.whole()
            expect([...server.paid].sort()).toEqual([...whole.paid].sort())
            for (const voucherId of whole.booked.keys()) expect(server.redeemed.has(voucherId)).toBe(true)
            expect(server.movements.reduce((sum, fen) => sum + fen, 0)).toBe([...server.paid].reduce((sum, id) => sum + (server.scans.get(id)?.subsidyFen ?? 0), 0))
          }
          for (let i = 0; i < Math.max(batches.length, between.length); i += 1) {
            server.deliver(batches[i] ?? [])
            const act = between[i]
            const voucherId = `v${act?.voucher ?? 0}`
            if (act?.do === 'reverse') server.reverse(voucherId)
            if (act?.do === 'use') server.useOnline({ voucherId, storeId: STORES[act.store] ?? 'A', jti: `${voucherId}/online${i}`, at: START + i * 60_000, reversed: false })
            if (act?.do === 'return') server.giveBack(voucherId, START + i * 60_000)
            check()
          }
        },
      ),
      { seed: 20261121, numRuns: 2000 },
    )
  })
})
