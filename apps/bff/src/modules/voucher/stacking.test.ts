import type { PerkTerms } from '@xinhui/rules'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { claimPerk, createMerchant, createPerk, createPost, createStore, fetchPasses, openTerms } from '../../testing/market'
import { createResident, renewToken, type Resident } from '../../testing/people'
import { auditOf } from '../../testing/rows'
import { createTill } from '../../testing/tills'

/** 叠加: what goes together on one bill, at the desk and at the till. */
let app: TestApp
let merchant: Awaited<ReturnType<typeof createMerchant>>
let clerk: Resident
let holder: Resident
beforeAll(async () => {
  app = await startTestApp()
  app.deps.city.limits.sameBillMinutes = 15
})
afterAll(() => app.close())
beforeEach(async () => {
  app.clock.set('2026-11-21T04:00:00.000Z')
  merchant = await createMerchant(app)
  ;[clerk, holder] = [await createResident(app), await createResident(app)]
  await createPost(app, { merchantId: merchant.merchantId, subjectId: clerk.subjectId })
})

async function voucher(stacking: PerkTerms['stacking'], title = '洗车优惠', who = holder): Promise<string> {
  const { perkId } = await createPerk(app, { merchantId: merchant.merchantId, title, terms: openTerms('discount', { stacking }) })
  return (await claimPerk(app, await renewToken(app, who), perkId)).voucherId
}
async function at(act: 'checks' | 'redemptions', voucherId: string, more: object = {}, who = holder) {
  const [pass] = await fetchPasses(app, await renewToken(app, who), voucherId)
  return app.call(`POST /desk/${act}`, { as: await renewToken(app, clerk), body: { storeId: merchant.storeId, presented: pass?.text, ...more } })
}
const redeem = (voucherId: string, more: object = {}) => at('redemptions', voucherId, more)

describe('two vouchers of one person at one store within a bill’s time', () => {
  it('go together only when both may, whichever comes first; the refusal names the other, and nobody', async () => {
    for (const [first, second, status] of [['with-perks', 'with-perks', 201], ['with-perks', 'with-promotions', 409], ['alone', 'with-perks', 409], ['with-promotions', 'alone', 409]] as const) {
      holder = await createResident(app)
      expect((await redeem(await voucher(first))).status).toBe(201)
      app.clock.advance(60)
      const other = await voucher(second, '停车优惠')
      const done = await redeem(other)
      expect([first, second, done.status]).toEqual([first, second, status])
      if (status === 409) expect(done.body).toMatchObject({ code: 'VOUCHER_NOT_NOW', facts: { reason: 'NOT_STACKABLE' } })
      if (status === 409) expect(String(done.body['detail'])).toMatch(/^这位顾客 11月21日 12:\d\d 已在本店用过“洗车优惠”，同一笔消费不能叠加$/)
      if (status === 409) expect((await at('checks', other)).body).toMatchObject({ verdict: 'may-not', code: 'NOT_STACKABLE' })
    }
  })

  it('of another purchase, says the desk, are redeemed, and the audit trail keeps that it said so', async () => {
    await redeem(await voucher('alone'))
    const other = await voucher('alone')
    const together = { otherBill: true }
    expect((await at('checks', other, { together })).body).toMatchObject({ verdict: 'may' })
    expect(await auditOf(app, other)).toEqual(['voucher.claimed'])
    expect((await redeem(other, { together })).status).toBe(201)
    expect(await auditOf(app, other)).toEqual(['voucher.claimed', 'voucher.other-bill', 'voucher.redeemed'])
  })

  it('do not meet after the city’s minutes, at another store, after a reversal, or of two people', async () => {
    const { body } = await redeem(await voucher('alone'))
    const other = await voucher('alone')
    expect((await redeem(other)).status).toBe(409)
    const stranger = await createResident(app)
    expect((await at('redemptions', await voucher('alone', '停车优惠', stranger), {}, stranger)).status).toBe(201)
    const { storeId } = await createStore(app, merchant.merchantId)
    const [pass] = await fetchPasses(app, await renewToken(app, holder), await voucher('alone'))
    expect((await app.call('POST /desk/redemptions', { as: await renewToken(app, clerk), body: { storeId, presented: pass?.text } })).status).toBe(201)
    await app.call(`POST /desk/redemptions/${String(body['redemptionId'])}/reversal`, { as: await renewToken(app, clerk), body: { reason: '扫错了' } })
    expect((await redeem(other)).status).toBe(201)
    app.clock.advance(15 * 60)
    expect((await redeem(await voucher('alone'))).status).toBe(201)
  })
})

it('a check says whether the desk has to ask for the shop’s own promotion; where there is one the desk is refused as a till is', async () => {
  for (const [stacking, asks] of [['alone', true], ['with-promotions', false], ['with-perks', false]] as const) {
    const held = await voucher(stacking)
    expect((await at('checks', held)).body).toMatchObject({ verdict: 'may', asksPromotions: asks })
    const said = await at('checks', held, { together: { promotions: true } })
    expect(said.body).toMatchObject(asks ? { verdict: 'may-not', code: 'NOT_STACKABLE', asksPromotions: false } : { verdict: 'may', asksPromotions: false })
    expect((await at('redemptions', held, { together: { promotions: true } })).status).toBe(asks ? 409 : 201)
    app.clock.advance(16 * 60)
  }
})

it('a till that names the shop’s own promotion is refused where the perk goes with none, and otherwise not', async () => {
  const till = await createTill(app, { merchantId: merchant.merchantId, storeId: merchant.storeId })
  const shown = async (stacking: PerkTerms['stacking'], together?: object) => {
    const who = await createResident(app)
    const [pass] = await fetchPasses(app, who.token, await voucher(stacking, '停车优惠', who))
    return app.call('POST /till/redemptions', { as: till.token, body: { presented: pass?.text, ...(together ? { together } : {}) } })
  }
  expect((await shown('alone', { promotions: true })).body).toMatchObject({ code: 'VOUCHER_NOT_NOW', facts: { reason: 'NOT_STACKABLE' }, detail: '不能与店内其他优惠同时使用' })
  expect((await shown('with-promotions', { promotions: true })).status).toBe(201)
  expect((await shown('alone', { promotions: false })).status).toBe(201)
  expect((await shown('alone')).status).toBe(201)
})
