import type { OfflineScan, OfflineScanResult } from '@xinhui/contract'
import { decodePass } from '@xinhui/pass'
import { type Admission, mergeScans, type OnlineUse, type VoucherFacts } from '@xinhui/rules'
import { inArray } from 'drizzle-orm'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { type DeskPhone, deskPhone } from '../../testing/desk-phone'
import { claimPerk, createMerchant, createPerk, createPost, createStore, fetchPasses } from '../../testing/market'
import { createResident } from '../../testing/people'
import { outbox } from '../outbox/outbox.table'
import { identify } from './prove-scan'

let app: TestApp
let merchant: Awaited<ReturnType<typeof createMerchant>>
let perkId = ''
const LIMITS = { scans: 2, fen: 100_000 }
const START = Date.parse('2026-11-21T04:00:00.000Z')
beforeAll(async () => {
  app = await startTestApp()
  Object.assign(app.deps.city.limits, { offlineGoodFaithScansPerStoreMonth: LIMITS.scans, offlineGoodFaithFenPerStoreMonth: LIMITS.fen })
  merchant = await createMerchant(app)
  perkId = (await createPerk(app, { merchantId: merchant.merchantId, quotaTotal: 100_000, perPersonLimit: 1000 })).perkId
})
afterAll(() => app.close())

interface Step {
  do: 'scan' | 'use' | 'return'
  phone: number
  voucher: number
  /** Which pass of the strip: about the minute of it. */
  showing: number
  second: number
}
const step: fc.Arbitrary<Step> = fc.record({ do: fc.constantFrom('scan', 'scan', 'scan', 'scan', 'use', 'return'), phone: fc.nat(3), voucher: fc.nat(2), showing: fc.nat(4), second: fc.integer({ min: 6, max: 50 }) })
const history = fc.record({
  steps: fc.array(step, { minLength: 2, maxLength: 10 }),
  /** How the log of each phone is cut and in which order the pieces come, with repeats. */
  pieces: fc.array(fc.record({ phone: fc.nat(3), from: fc.nat(5), length: fc.integer({ min: 1, max: 4 }) }), { maxLength: 8 }),
  order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
  atOnce: fc.boolean(),
})

interface World {
  phones: DeskPhone[]
  facts: Map<string, VoucherFacts & { admissions: Admission[]; uses: OnlineUse[] }>
}

const admissionOf = (phone: DeskPhone, scan: OfflineScan, goodFaith: boolean): Admission => {
  const pass = decodePass(scan.pass)
  if (!pass.ok) throw new Error(pass.code)
  const { id } = identify({ ...scan, deviceId: phone.deviceId, storeId: phone.storeId })
  return { scanId: id, voucherId: pass.claims.voucherId, deviceId: phone.deviceId, storeId: phone.storeId, jti: pass.claims.jti, admittedAt: Date.parse(scan.admittedAt), goodFaith, subsidyFen: 300, reversed: false }
}

/** Everything that happens while the desks are apart, in the order of time. Stores and people of its own, so that limits start anew. */
async function live(steps: readonly Step[]): Promise<World> {
  app.clock.set(new Date(START).toISOString())
  const [owner, ...residents] = [await createResident(app), await createResident(app), await createResident(app), await createResident(app)]
  await createPost(app, { merchantId: merchant.merchantId, subjectId: owner.subjectId })
  const stores = [await createStore(app, merchant.merchantId), await createStore(app, merchant.merchantId)]
  const phones = [0, 0, 1, 1].map((s) => deskPhone(app, { who: owner, storeId: stores[s]?.storeId ?? '' }))
  // The last one works without a kit.
  for (const phone of phones.slice(0, 3)) await phone.fetchKit()
  const vouchers: { id: string; strip: { text: string; notBefore: string }[] }[] = []
  for (const r of residents) {
    const { voucherId } = await claimPerk(app, r.token, perkId)
    vouchers.push({ id: voucherId, strip: await fetchPasses(app, r.token, voucherId) })
  }
  const facts: World['facts'] = new Map(vouchers.map((v) => [v.id, { admissions: [], uses: [], returnedAt: null }]))
  const timed = steps.map((s) => ({ ...s, at: Date.parse(vouchers[s.voucher]?.strip[s.showing]?.notBefore ?? '') + s.second * 1000 }))
  for (const s of timed.sort((a, b) => a.at - b.at)) {
    const [voucher, phone, known] = [vouchers[s.voucher], phones[s.phone], facts.get(vouchers[s.voucher]?.id ?? '')]
    const text = voucher?.strip[s.showing]?.text ?? ''
    if (!voucher || !phone || !known) throw new Error('no such thing')
    app.clock.set(new Date(s.at).toISOString())
    if (s.do === 'scan') known.admissions.push(admissionOf(phone, phone.admit(text), s.phone < 3))
    if (s.do === 'use') {
      const { status, body } = await app.call('POST /desk/redemptions', { as: owner.token, body: { storeId: phone.storeId, presented: text } })
      if (status === 201) known.uses.push({ voucherId: voucher.id, storeId: phone.storeId, jti: decodeJti(text), at: Date.parse(String(body['redeemedAt'])), reversed: false })
    }
    if (s.do === 'return') {
      const { status } = await app.call(`POST /vouchers/${voucher.id}/cancellation`, { as: residents[s.voucher]?.token })
      if (status === 200) facts.set(voucher.id, { ...known, returnedAt: s.at })
    }
  }
  return { phones, facts }
}

const decodeJti = (text: string) => {
  const pass = decodePass(text)
  return pass.ok ? pass.claims.jti : null
}

it('some hundred histories through the database end in the ledger their facts alone give', async () => {
  const seen = { first: 0, again: 0, returned: 0, same: 0, paid: 0 }
  await fc.assert(
    fc.asyncProperty(history, async ({ steps, pieces, order, atOnce }) => {
      const { phones, facts } = await live(steps)
      app.clock.advance(60)
      const send = async ({ phone, from, length }: (typeof pieces)[number]) => {
        const scans = phones[phone]?.log.slice(from, from + length) ?? []
        if (scans.length > 0) expect((await phones[phone]?.sync(scans))?.status).toBe(200)
      }
      if (atOnce) await Promise.all(pieces.map(send))
      else for (const piece of pieces) await send(piece)
      const all = order.filter((n) => (phones[n]?.log.length ?? 0) > 0)
      for (const n of all) await phones[n]?.sync()
      const results = new Map<string, OfflineScanResult>()
      for (const n of all) {
        const answer = await phones[n]?.sync()
        for (const r of (answer?.body['results'] ?? []) as OfflineScanResult[]) results.set(r.scanId, r)
      }

      const { standings, paid, booked } = mergeScans(facts, LIMITS)
      expect(Object.fromEntries([...results.values()].map((r) => [r.scanId, [r.outcome, r.paidInGoodFaith]]))).toEqual(Object.fromEntries([...standings].map(([id, s]) => [id, [s.is, paid.has(id)]])))
      const messages = await app.deps.db.select().from(outbox).where(inArray(outbox.topic, ['voucher.redeemed', 'scan.honoured', 'scan.unhonoured']))
      const mine = messages.filter((m) => facts.has(String(m.payload['voucherId'])))
      const count = (topic: string) => mine.filter((m) => m.topic === topic).length
      expect(count('scan.honoured') - count('scan.unhonoured')).toBe(paid.size)
      expect(count('voucher.redeemed')).toBe(booked.size + [...facts.values()].filter((f) => f.uses.length > 0).length)
      for (const { is } of standings.values()) if (is !== 'withdrawn' && is !== 'barred') seen[is] += 1
      seen.paid += paid.size
    }),
    { seed: 20261121, numRuns: 100 },
  )
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(20)
}, 300_000)
