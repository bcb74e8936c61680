import { decodePass } from '@xinhui/pass'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Actor, type Ctx, makeCtx } from '../../context'
import { DomainError } from '../../errors'
import { startTestApp, type TestApp } from '../../testing/app'
import { createMerchant, createPerk, createPost } from '../../testing/market'
import { createResident, type Resident } from '../../testing/people'
import { listAudit } from '../audit/audit.store'
import { findPerk } from '../perk/perk.store'
import { cancelVoucher } from './cancel-voucher'
import { claimVoucher } from './claim-voucher'
import { expireVouchers } from './expire-vouchers'
import { issuePasses } from './issue-passes'
import { redeemVoucher } from './redeem-voucher'
import { reverseRedemption } from './reverse-redemption'
import { holdsClaim, holdsQuota, VOUCHER_CLAIMED, VOUCHER_EDGES } from './voucher.lifecycle'
import { findLivingRedemptionIds, listOwnRedemptions, listOwnVouchers } from './voucher.store'

let app: TestApp
let merchant: Awaited<ReturnType<typeof createMerchant>>
let clerk: Resident
let residents: Resident[] = []
beforeAll(async () => {
  app = await startTestApp()
  merchant = await createMerchant(app)
  clerk = await createResident(app)
  await createPost(app, { merchantId: merchant.merchantId, subjectId: clerk.subjectId })
  residents = [await createResident(app), await createResident(app), await createResident(app)]
})
afterAll(() => app.close())

const ctxOf = (actor: Actor): Ctx => makeCtx(app.deps, { requestId: 'property', actor })
const as = (r: Resident): Ctx => ctxOf({ kind: 'account', accountId: r.accountId, sessionId: r.sessionId, subjectId: r.subjectId })
const SYSTEM: Actor = { kind: 'system', name: 'sweep' }

type Step =
  | { do: 'claim'; who: number }
  | { do: 'cancel' | 'redeem'; who: number; which: number }
  | { do: 'reverse'; who: number; which: number }
  | { do: 'expire' }
  | { do: 'wait'; minutes: number }

const who = fc.nat(2)
const which = fc.nat(5)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('claim' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), who, which }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('redeem' as const), who, which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reverse' as const), who, which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('expire' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 20, 40, 700, 1500) }) },
)

/** Refusals are part of the story; anything else is a fault. */
const orRefused = async (work: Promise<unknown>): Promise<void> => {
  try {
    await work
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
  }
}

async function run(s: Step, perkId: string): Promise<void> {
  if (s.do === 'wait') return app.clock.advance(s.minutes * 60)
  if (s.do === 'expire') return orRefused(expireVouchers({ ctx: ctxOf(SYSTEM), input: { limit: 3 } }))
  const resident = residents[s.who]
  if (!resident) return undefined
  const { subjectId } = resident
  const ctx = as(resident)
  if (s.do === 'claim') return orRefused(claimVoucher({ ctx, input: { perkId, subjectId } }))
  const vouchers = (await listOwnVouchers(ctx.db, subjectId, undefined, ctx.now)).filter((v) => v.perkId === perkId)
  const voucher = vouchers[s.which % Math.max(1, vouchers.length)]
  if (!voucher) return undefined
  if (s.do === 'cancel') return orRefused(cancelVoucher({ ctx, input: { voucherId: voucher.id, subjectId } }))
  if (s.do === 'redeem') {
    return orRefused(
      issuePasses({ ctx, input: { voucherId: voucher.id, subjectId } }).then(async ({ passes }) => {
        const presented = passes[0]?.text ?? ''
        expect(decodePass(presented).ok).toBe(true)
        return redeemVoucher({ ctx: as(clerk), input: { storeId: merchant.storeId, presented } })
      }),
    )
  }
  const redemptions = (await listOwnRedemptions(ctx.db, subjectId)).filter((r) => vouchers.some((v) => v.id === r.voucherId))
  const redemption = redemptions[s.which % Math.max(1, redemptions.length)]
  if (!redemption) return undefined
  return orRefused(reverseRedemption({ ctx: as(clerk), input: { redemptionId: redemption.id, reason: '误操作' } }))
}

async function checkBooks(perkId: string): Promise<void> {
  const { db } = app.deps
  const perk = await findPerk(db, perkId)
  const all = (await Promise.all(residents.map((r) => listOwnVouchers(db, r.subjectId, undefined, app.clock.now())))).flat().filter((v) => v.perkId === perkId)
  expect(perk?.quotaUsed).toBe(all.filter((v) => holdsQuota(v.status)).length)
  expect(perk?.status).toBe(perk && perk.quotaUsed >= perk.quotaTotal ? 'exhausted' : 'published')
  const living = await findLivingRedemptionIds(
    db,
    all.map((v) => v.id),
  )
  for (const r of residents) {
    const held = all.filter((v) => v.subjectId === r.subjectId && holdsClaim(v.status))
    expect(new Set(held.map((v) => v.claimNo)).size).toBe(held.length)
    expect(held.length).toBeLessThanOrEqual(perk?.perPersonLimit ?? 0)
    const redemptions = await listOwnRedemptions(db, r.subjectId)
    for (const v of all.filter((v) => v.subjectId === r.subjectId)) {
      const own = redemptions.filter((x) => x.voucherId === v.id)
      expect(own.filter((x) => x.reversedAt === null)).toHaveLength(v.status === 'redeemed' ? 1 : 0)
      expect(living.has(v.id)).toBe(v.status === 'redeemed')
      // Each change of state left exactly one audit row: the rows spell a walk along the lifecycle that ends at this state.
      const actions = (await listAudit(db, { entityId: v.id, limit: 100 })).map((a) => a.action)
      const count = (event: string) => actions.filter((a) => a === event).length
      expect(count(VOUCHER_CLAIMED)).toBe(1)
      expect(count(VOUCHER_EDGES.redeem.event)).toBe(own.length)
      expect(count(VOUCHER_EDGES.reverse.event)).toBe(own.filter((x) => x.reversedAt !== null).length)
      expect(count(VOUCHER_EDGES.cancel.event)).toBe(v.status === 'cancelled' ? 1 : 0)
      // A late reversal ends in `expired` under its own event.
      expect(count(VOUCHER_EDGES.expire.event)).toBeLessThanOrEqual(v.status === 'expired' ? 1 : 0)
      expect(actions).toHaveLength(1 + own.length + own.filter((x) => x.reversedAt !== null).length + (v.status === 'cancelled' ? 1 : 0) + count(VOUCHER_EDGES.expire.event))
      if (v.status === 'expired' && own.length === 0) expect(count(VOUCHER_EDGES.expire.event)).toBe(1)
    }
  }
}

it('after any sequence of claims, returns, redemptions, reversals and expiries the books balance', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      app.clock.set('2026-11-21T04:00:00.000Z')
      const { perkId } = await createPerk(app, { merchantId: merchant.merchantId, quotaTotal: 5, perPersonLimit: 2, voucherValidDays: 1 })
      for (const s of steps) await run(s, perkId)
      await checkBooks(perkId)
    }),
    { seed: 20261121, numRuns: 25 },
  )
})

it('the same, when the steps of each round come at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { minLength: 2, maxLength: 8 }), { minLength: 2, maxLength: 5 }), async (rounds) => {
      app.clock.set('2026-11-21T04:00:00.000Z')
      const { perkId } = await createPerk(app, { merchantId: merchant.merchantId, quotaTotal: 4, perPersonLimit: 2, voucherValidDays: 1 })
      for (const steps of rounds) await Promise.all(steps.map((s) => run(s, perkId)))
      await checkBooks(perkId)
    }),
    { seed: 20261121, numRuns: 15 },
  )
})
