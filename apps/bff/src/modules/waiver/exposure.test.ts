import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Actor, type Ctx, makeCtx } from '../../context'
import { DomainError } from '../../errors'
import { startTestApp, type TestApp } from '../../testing/app'
import { createMerchant, createPerk, createPost, fetchPasses, giveScore } from '../../testing/market'
import { createResident, renewToken, type Resident } from '../../testing/people'
import { rowsIn } from '../../testing/rows'
import { tellOrder } from '../../testing/waivers'
import { closeScore } from '../score/close-score'
import { redeemVoucher } from '../voucher/redeem-voucher'
import { cancelWaiver } from './cancel-waiver'
import { followVoucher } from './follow-voucher'
import { quoteWaiver } from './quote-waiver'
import { reserveWaiver } from './reserve-waiver'
import { returnWaiver } from './return-waiver'
import { holdsExposure } from './waiver.lifecycle'
import { listOwnWaivers } from './waiver.store'

let app: TestApp
let merchant: Awaited<ReturnType<typeof createMerchant>>
let clerk: Resident
beforeAll(async () => {
  app = await startTestApp()
  merchant = await createMerchant(app)
  clerk = await createResident(app)
  await createPost(app, { merchantId: merchant.merchantId, subjectId: clerk.subjectId })
})
afterAll(() => app.close())

const ctxOf = (actor: Actor): Ctx => makeCtx(app.deps, { requestId: 'exposure', actor })
const as = (r: Resident): Ctx => ctxOf({ kind: 'account', accountId: r.accountId, sessionId: r.sessionId, subjectId: r.subjectId })
const perkOf = (depositFen: number) =>
  createPerk(app, { merchantId: merchant.merchantId, kind: 'deposit-waiver', title: '相机免押租', perPersonLimit: 500, terms: { benefit: { kind: 'deposit-waiver', depositFen }, stores: null, blackouts: { days: [], weekdays: [], hours: [] }, stacking: 'alone', audience: 'person', quota: { perDay: null, perPeriod: null } } })

async function quote(who: Resident, perkId: string) {
  return quoteWaiver({ ctx: as(who), input: { perkId, subjectId: who.subjectId, accountId: who.accountId } })
}
const agree = (who: Resident, waiverId: string) => reserveWaiver({ ctx: as(who), input: { waiverId, subjectId: who.subjectId, textVersion: app.deps.city.waiver?.terms.textVersion ?? '' } })

/** The row's figure is what the open orders hold, and within its limit. */
async function checkBooks(who: Resident): Promise<{ usedFen: number; limitFen: number }> {
  const open = (await listOwnWaivers(app.deps.db, who.subjectId)).filter((w) => holdsExposure(w.status))
  const [row] = await rowsIn<{ used: number; limit: number }>(app, `SELECT used_fen::int AS used, limit_fen::int AS "limit" FROM waiver_exposure WHERE subject_id = '${who.subjectId}'`)
  expect(row?.used ?? 0).toBe(open.reduce((sum, w) => sum + w.holdFen, 0))
  expect(row?.used ?? 0).toBeLessThanOrEqual(row?.limit ?? 0)
  return { usedFen: row?.used ?? 0, limitFen: row?.limit ?? 0 }
}

const orRefused = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'ok'
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return error.code
  }
}

it('of 200 orders agreed to at once exactly as many are made as the limit holds', async () => {
  // The floor of the demo city: 500 yuan. Seven yuan each: 71 fit.
  const who = await createResident(app)
  const { perkId } = await perkOf(700)
  const quotes = []
  for (let i = 0; i < 200; i += 1) quotes.push((await quote(who, perkId)).id)
  const outcomes = await Promise.all(quotes.map((id) => orRefused(agree(who, id))))
  expect(outcomes.filter((o) => o === 'ok')).toHaveLength(71)
  expect(outcomes.filter((o) => o === 'EXPOSURE_EXCEEDED')).toHaveLength(129)
  expect(await checkBooks(who)).toEqual({ usedFen: 49_700, limitFen: 50_000 })
  const [perk] = await rowsIn<{ used: number }>(app, `SELECT quota_used AS used FROM perk WHERE id = '${perkId}'`)
  expect(perk?.used).toBe(71)
})

it('of 200 orders over 40 perks at once, whose locks differ, the sum stays within the limit', async () => {
  const who = await createResident(app)
  await giveScore(app, who.subjectId, 70_500)
  const perks = []
  for (let i = 0; i < 40; i += 1) perks.push((await perkOf(20_000 + i)).perkId)
  const quotes = []
  for (let i = 0; i < 200; i += 1) quotes.push((await quote(who, perks[i % 40] ?? '')).id)
  const outcomes = await Promise.all(quotes.map((id) => orRefused(agree(who, id))))
  expect(new Set(outcomes)).toEqual(new Set(['ok', 'EXPOSURE_EXCEEDED']))
  expect(outcomes.filter((o) => o === 'ok')).toHaveLength(24)
  const { usedFen, limitFen } = await checkBooks(who)
  expect(limitFen).toBe(500_000)
  expect(usedFen).toBeGreaterThan(limitFen - 20_040)
})

it('one quote agreed to 20 times at once is one order', async () => {
  const who = await createResident(app)
  const { id } = await quote(who, (await perkOf(1000)).perkId)
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => orRefused(agree(who, id))))
  expect(outcomes.filter((o) => o === 'ok')).toHaveLength(1)
  expect((await checkBooks(who)).usedFen).toBe(1000)
})

it('the score raises the limit and its closing ends no order: what is open stays, the rest is the floor’s', async () => {
  const who = await createResident(app)
  const { perkId } = await perkOf(60_000)
  const refused = await orRefused(agree(who, (await quote(who, perkId)).id))
  expect(refused).toBe('EXPOSURE_EXCEEDED')
  await giveScore(app, who.subjectId, 60_000)
  const { id } = await agree(who, (await quote(who, perkId)).id)
  await closeScore({ ctx: as(who), input: { subjectId: who.subjectId } })
  expect((await listOwnWaivers(app.deps.db, who.subjectId, 'open')).map((w) => [w.id, w.holdFen, w.status])).toEqual([[id, 60_000, 'reserved']])
  // 600 yuan open above a floor of 500: nothing more, not even one fen, until it is given back.
  expect(await orRefused(agree(who, (await quote(who, (await perkOf(1)).perkId)).id))).toBe('EXPOSURE_EXCEEDED')
  await cancelWaiver({ ctx: as(who), input: { waiverId: id, subjectId: who.subjectId } })
  expect(await orRefused(agree(who, (await quote(who, (await perkOf(50_000)).perkId)).id))).toBe('ok')
  await checkBooks(who)
})

type Step = { do: 'order'; perk: number } | { do: 'cancel' | 'hand-over' | 'return' | 'pay' | 'expire'; which: number } | { do: 'score'; points: number } | { do: 'close-score' }

const which = fc.nat(6)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('order' as const), perk: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('cancel' as const, 'hand-over' as const, 'return' as const, 'pay' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('expire' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('score' as const), points: fc.constantFrom(50_000, 60_000, 80_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close-score' as const) }) },
)

async function handOver(who: Resident, voucherId: string): Promise<void> {
  const [pass] = await fetchPasses(app, await renewToken(app, who), voucherId)
  await redeemVoucher({ ctx: as(clerk), input: { storeId: merchant.storeId, presented: pass?.text ?? '' } })
  await followVoucher({ ctx: ctxOf({ kind: 'system', name: 'outbox' }), input: { voucherId } })
}

async function run(s: Step, who: Resident, perks: readonly string[]): Promise<void> {
  if (s.do === 'score') return giveScore(app, who.subjectId, s.points).catch(() => undefined)
  if (s.do === 'close-score') return closeScore({ ctx: as(who), input: { subjectId: who.subjectId } })
  if (s.do === 'order') return void (await orRefused(quote(who, perks[s.perk] ?? '').then(({ id }) => agree(who, id))))
  const orders = await listOwnWaivers(app.deps.db, who.subjectId)
  const order = orders[s.which % Math.max(1, orders.length)]
  if (!order) return
  if (s.do === 'cancel') return void (await orRefused(cancelWaiver({ ctx: as(who), input: { waiverId: order.id, subjectId: who.subjectId } })))
  if (s.do === 'expire') return tellOrder(app, order.id, { state: 'EXPIRED' })
  if (s.do === 'return') return void (await orRefused(returnWaiver({ ctx: as(clerk), input: { waiverId: order.id, useFen: 100, intact: true } })))
  if (s.do === 'pay') return tellOrder(app, order.id, { state: 'DONE', paid: true, totalFen: 100 })
  await tellOrder(app, order.id, { description: 'USER_CONFIRM' })
  if (order.status === 'reserved' && order.voucherId) await handOver(who, order.voucherId).catch(() => undefined)
}

it('after any sequence of orders, returns, payments, expiries and scores the row holds what is open, within its limit', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 24 }), async (steps) => {
      const who = await createResident(app)
      const perks = [(await perkOf(10_000)).perkId, (await perkOf(25_000)).perkId, (await perkOf(40_000)).perkId]
      for (const s of steps) {
        await run(s, who, perks)
        await checkBooks(who)
      }
    }),
    { seed: 20261121, numRuns: 15 },
  )
})

it('the same, when the steps of each round come at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { minLength: 2, maxLength: 8 }), { minLength: 2, maxLength: 4 }), async (rounds) => {
      const who = await createResident(app)
      const perks = [(await perkOf(10_000)).perkId, (await perkOf(25_000)).perkId, (await perkOf(40_000)).perkId]
      for (const steps of rounds) {
        // The score is opened and closed between the rounds; what meets is everything that touches an order.
        for (const s of steps) if (s.do === 'score' || s.do === 'close-score') await run(s, who, perks)
        await Promise.all(steps.filter((s) => s.do !== 'score' && s.do !== 'close-score').map((s) => run(s, who, perks)))
        await checkBooks(who)
      }
    }),
    { seed: 20261121, numRuns: 10 },
  )
})
