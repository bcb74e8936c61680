import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { rowsOf } from '../../db/sql'
import { startTestApp, type TestApp } from '../../testing/app'
import { claimPerk, createMerchant, createPerk, createPost, createStore, fetchPasses, openTerms } from '../../testing/market'
import { onPostgres } from '../../testing/database'
import { createResident, type Resident } from '../../testing/people'
import { listAudit } from '../audit/audit.store'
import { findPerk } from '../perk/perk.store'
import { expireVouchers } from './expire-vouchers'
import { findHeldVouchers, findVoucher, listOwnRedemptions, listOwnVouchers } from './voucher.store'

/** Everything here goes over real sockets; on PostgreSQL the calls also meet in the database. */
let app: TestApp
let server: { origin: string; close: () => Promise<void> }
let merchant: Awaited<ReturnType<typeof createMerchant>>
let owner: Resident
beforeAll(async () => {
  app = await startTestApp()
  server = await app.listen()
  merchant = await createMerchant(app, { storeName: '临河店' })
  owner = await createResident(app)
  await createPost(app, { merchantId: merchant.merchantId, subjectId: owner.subjectId, role: 'owner' })
})
afterAll(async () => {
  await server.close()
  await app.close()
})

interface Answer {
  status: number
  body: Record<string, unknown>
  headers: Headers
}
const post = async (path: string, as: string, body?: unknown, key?: string): Promise<Answer> => {
  const response = await fetch(`${server.origin}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${as}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(key ? { 'idempotency-key': key } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown>, headers: response.headers }
}
const redeem = (presented: string, key?: string, storeId = merchant.storeId) => post('/desk/redemptions', owner.token, { storeId, presented }, key)
const claim = (as: string, perkId: string, key?: string) => post('/vouchers', as, { perkId }, key)
const times = <T>(n: number, make: (i: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: n }, (_, i) => make(i)))
const codes = (answers: Answer[]): Record<string, number> => {
  const count: Record<string, number> = {}
  for (const { status, body } of answers) {
    const code = status < 300 ? 'ok' : String(body['code'])
    count[code] = (count[code] ?? 0) + 1
  }
  return count
}
const issued = async (perk: { quotaTotal?: number; voucherValidDays?: number; perPersonLimit?: number } = {}) => {
  const { perkId } = await createPerk(app, { merchantId: merchant.merchantId, ...perk })
  const resident = await createResident(app)
  const { voucherId } = await claimPerk(app, resident.token, perkId)
  const passes = (await fetchPasses(app, resident.token, voucherId)).slice(0, 1)
  for (let i = 0; i < 4; i += 1) passes.push(...(await fetchPasses(app, resident.token, voucherId)).slice(0, 1))
  return { perkId, resident, voucherId, passes: passes.map((p) => p.text) }
}
const actions = async (entityId: string) => (await listAudit(app.deps.db, { entityId, limit: 200 })).map((a) => a.action).sort()

it('of 100 redemptions of one voucher at once one succeeds, and 99 are told when and where', async () => {
  const { resident, voucherId, passes } = await issued()
  const answers = await times(100, (i) => redeem(passes[i % passes.length] ?? '', `race-100-${i}`))
  expect(codes(answers)).toEqual({ ok: 1, VOUCHER_USED: 99 })
  for (const { status, body } of answers) {
    if (status === 201) continue
    expect(status).toBe(409)
    expect(body).toMatchObject({ detail: '已于 11月21日 12:00 在临河店使用', facts: { usedAt: '2026-11-21T04:00:00.000Z', storeName: '临河店' } })
  }
  expect(await listOwnRedemptions(app.deps.db, resident.subjectId)).toHaveLength(1)
  expect(await actions(voucherId)).toEqual(['voucher.claimed', 'voucher.redeemed'])
})

it('of 50 repeats of one call, by its key, all get the one receipt', async () => {
  const { resident, passes } = await issued()
  const answers = await times(50, () => redeem(passes[0] ?? '', 'race-same-key'))
  expect(codes(answers)).toEqual({ ok: 50 })
  expect(new Set(answers.map((a) => a.body['receiptNo'])).size).toBe(1)
  expect(answers.filter((a) => a.headers.get('idempotent-replayed') === 'true')).toHaveLength(49)
  expect(await listOwnRedemptions(app.deps.db, resident.subjectId)).toHaveLength(1)
})

it('one key on two vouchers at once redeems one of them', async () => {
  const [a, b] = [await issued(), await issued()]
  const answers = await Promise.all([redeem(a.passes[0] ?? '', 'race-two-vouchers'), redeem(b.passes[0] ?? '', 'race-two-vouchers')])
  expect(codes(answers)).toEqual({ ok: 1, IDEMPOTENCY_KEY_REUSED: 1 })
  const states = [await findVoucher(app.deps.db, a.voucherId), await findVoucher(app.deps.db, b.voucherId)].map((v) => v?.status)
  expect(new Set(states)).toEqual(new Set(['issued', 'redeemed']))
})

it('two stores at once: one redeems, the other is told which store it was', async () => {
  const { passes } = await issued()
  const { storeId } = await createStore(app, merchant.merchantId, { name: '青桥店' })
  const answers = await times(20, (i) => redeem(passes[i % 5] ?? '', undefined, i % 2 ? storeId : merchant.storeId))
  expect(codes(answers)).toEqual({ ok: 1, VOUCHER_USED: 19 })
  const won = answers.find((a) => a.status === 201)?.body['storeName']
  for (const { status, body } of answers) if (status !== 201) expect(body['facts']).toMatchObject({ storeName: won })
})

/** As many vouchers of one person, each with a pass that is good now. */
async function ofOnePerson(count: number, stacking: 'alone' | 'with-perks') {
  const { perkId } = await createPerk(app, { merchantId: merchant.merchantId, perPersonLimit: count, terms: openTerms('discount', { stacking }) })
  const resident = await createResident(app)
  const presented: string[] = []
  for (let i = 0; i < count; i += 1) {
    const { voucherId } = await claimPerk(app, resident.token, perkId)
    presented.push((await fetchPasses(app, resident.token, voucherId))[0]?.text ?? '')
  }
  return { resident, presented }
}

it('of 50 vouchers of one person that go with no other, shown in the same instant, one is redeemed', async () => {
  const { resident, presented } = await ofOnePerson(50, 'alone')
  const answers = await Promise.all(presented.map((pass) => redeem(pass)))
  expect(codes(answers)).toEqual({ ok: 1, VOUCHER_NOT_NOW: 49 })
  for (const { status, body } of answers) if (status !== 201) expect(body).toMatchObject({ facts: { reason: 'NOT_STACKABLE' } })
  expect(await listOwnRedemptions(app.deps.db, resident.subjectId)).toHaveLength(1)
})

it.runIf(onPostgres)('a voucher claimed, shown and redeemed while another redemption is under way is seen by it', async () => {
  const { resident, presented } = await ofOnePerson(1, 'alone')
  const run = (statement: string) => app.deps.db.execute(sql.raw(statement))
  await run('CREATE TABLE gate (shut boolean NOT NULL)')
  await run('INSERT INTO gate VALUES (true)')
  await run(`CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF (SELECT shut FROM gate) THEN PERFORM nextval('waiting'); PERFORM pg_advisory_lock(41); PERFORM pg_advisory_unlock(41); END IF; RETURN NULL; END $$`)
  await run('CREATE SEQUENCE waiting')
  await run('CREATE TRIGGER gate BEFORE UPDATE ON voucher FOR EACH STATEMENT EXECUTE FUNCTION wait_at_gate()')
  const { first, second } = await app.deps.db.transaction(async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(41)`)
    const first = redeem(presented[0] ?? '')
    // A sequence is seen before its transaction ends: the first has its snapshot and stands before the row.
    await expect.poll(async () => (await rowsOf<{ is_called: boolean }>(app.deps.db, sql`SELECT is_called FROM waiting`))[0]?.is_called, { timeout: 10_000 }).toBe(true)
    await run('UPDATE gate SET shut = false')
    const { perkId } = await createPerk(app, { merchantId: merchant.merchantId, terms: openTerms('discount', { stacking: 'alone' }) })
    const { voucherId } = await claimPerk(app, resident.token, perkId)
    return { first: [first], second: await redeem((await fetchPasses(app, resident.token, voucherId))[0]?.text ?? '') }
  })
  expect(second.status).toBe(201)
  expect(await first[0]).toMatchObject({ status: 409, body: { code: 'VOUCHER_NOT_NOW', facts: { reason: 'NOT_STACKABLE' } } })
  expect(await listOwnRedemptions(app.deps.db, resident.subjectId)).toHaveLength(1)
  await run('DROP TRIGGER gate ON voucher')
})

it('of vouchers that go together all are, and two persons at once do not wait for each other’s', async () => {
  const [one, other] = [await ofOnePerson(8, 'with-perks'), await ofOnePerson(8, 'with-perks')]
  expect(codes(await Promise.all([...one.presented, ...other.presented].map((pass) => redeem(pass))))).toEqual({ ok: 16 })
})

it('of 100 residents after the last one in the quota one gets it, and 99 read sold out', async () => {
  const { perkId } = await createPerk(app, { merchantId: merchant.merchantId, quotaTotal: 1 })
  const residents: Resident[] = []
  for (let i = 0; i < 100; i += 1) residents.push(await createResident(app))
  const answers = await Promise.all(residents.map((r, i) => claim(r.token, perkId, `last-one-${i}`)))
  expect(codes(answers)).toEqual({ ok: 1, PERK_SOLD_OUT: 99 })
  expect(await findPerk(app.deps.db, perkId)).toMatchObject({ quotaUsed: 1, status: 'exhausted' })
  expect(await actions(perkId)).toEqual(['perk.exhausted'])
})

it('one resident claiming 20 times at once gets as many as the limit', async () => {
  for (const perPersonLimit of [1, 3]) {
    const { perkId } = await createPerk(app, { merchantId: merchant.merchantId, perPersonLimit })
    const resident = await createResident(app)
    const answers = await times(20, () => claim(resident.token, perkId))
    expect(codes(answers)).toEqual({ ok: perPersonLimit, PERK_LIMIT_REACHED: 20 - perPersonLimit })
    expect(await findPerk(app.deps.db, perkId)).toMatchObject({ quotaUsed: perPersonLimit })
    expect((await findHeldVouchers(app.deps.db, resident.subjectId, [perkId], app.clock.now())).get(perkId)?.claims).toBe(perPersonLimit)
  }
})

it('a voucher given back 20 times at once returns one to the quota', async () => {
  const { perkId, resident, voucherId } = await issued({ quotaTotal: 5 })
  const answers = await times(20, () => post(`/vouchers/${voucherId}/cancellation`, resident.token))
  expect(codes(answers)).toEqual({ ok: 1, VOUCHER_CANCELLED: 19 })
  expect(await findPerk(app.deps.db, perkId)).toMatchObject({ quotaUsed: 0 })
  expect(await actions(voucherId)).toEqual(['voucher.cancelled', 'voucher.claimed'])
})

it('redeeming and giving back at once: exactly one happens, and the loser reads the other', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { perkId, resident, voucherId, passes } = await issued({ quotaTotal: 5 })
    const [redeemed, cancelled] = await Promise.all([redeem(passes[0] ?? ''), post(`/vouchers/${voucherId}/cancellation`, resident.token)])
    const state = await findVoucher(app.deps.db, voucherId)
    if (redeemed.status === 201) {
      expect(cancelled.body).toMatchObject({ code: 'VOUCHER_USED' })
      expect(state?.status).toBe('redeemed')
    } else {
      expect(redeemed.body).toMatchObject({ code: 'VOUCHER_CANCELLED' })
      expect(cancelled.status).toBe(200)
      expect(state?.status).toBe('cancelled')
    }
    expect(await findPerk(app.deps.db, perkId)).toMatchObject({ quotaUsed: state?.status === 'redeemed' ? 1 : 0 })
    expect(await actions(voucherId)).toHaveLength(2)
  }
})

it('two reversals at once: one wins, the other reads that it is done', async () => {
  const { voucherId, passes } = await issued()
  const { body } = await redeem(passes[0] ?? '')
  const answers = await times(20, () => post(`/desk/redemptions/${String(body['redemptionId'])}/reversal`, owner.token, { reason: '误操作' }))
  expect(codes(answers)).toEqual({ ok: 1, ALREADY_REVERSED: 19 })
  expect(await actions(voucherId)).toEqual(['voucher.claimed', 'voucher.redeemed', 'voucher.reversed'])
})

it('redeeming anew while the redemption is reversed: the ledger holds, whoever is first', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { resident, voucherId, passes } = await issued()
    const { body } = await redeem(passes[0] ?? '')
    const [reversed, again] = await Promise.all([post(`/desk/redemptions/${String(body['redemptionId'])}/reversal`, owner.token, { reason: '误操作' }), redeem(passes[1] ?? '')])
    expect(reversed.status).toBe(200)
    const state = await findVoucher(app.deps.db, voucherId)
    const living = (await listOwnRedemptions(app.deps.db, resident.subjectId)).filter((r) => !r.reversedAt)
    if (again.status !== 201) expect(again.body).toMatchObject({ code: 'VOUCHER_USED' })
    expect(state?.status).toBe(again.status === 201 ? 'redeemed' : 'issued')
    expect(living).toHaveLength(again.status === 201 ? 1 : 0)
    expect(await actions(voucherId)).toHaveLength(again.status === 201 ? 4 : 3)
  }
})

it('claims and returns of one perk by the same people at once never deadlock, and the quota balances', async () => {
  const { perkId } = await createPerk(app, { merchantId: merchant.merchantId, quotaTotal: 6, perPersonLimit: 2 })
  const residents: Resident[] = []
  for (let i = 0; i < 5; i += 1) residents.push(await createResident(app))
  const answers = await Promise.all(
    residents.map(async (r) => {
      const seen: Answer[] = []
      for (let i = 0; i < 6; i += 1) {
        const both = await times(2, () => claim(r.token, perkId))
        seen.push(...both)
        const made = both.filter((a) => a.status === 201).map((a) => String(a.body['voucherId']))
        seen.push(...(await Promise.all(made.map((id) => post(`/vouchers/${id}/cancellation`, r.token)))))
      }
      return seen
    }),
  )
  const seen = codes(answers.flat())
  expect(Object.keys(seen).filter((c) => !['ok', 'PERK_SOLD_OUT', 'PERK_LIMIT_REACHED', 'CONFLICT'].includes(c))).toEqual([])
  expect(await findPerk(app.deps.db, perkId)).toMatchObject({ quotaUsed: 0, status: 'published' })
  for (const r of residents) expect(await listOwnVouchers(app.deps.db, r.subjectId, 'issued', app.clock.now())).toEqual([])
})

it('several sweeps at once expire each voucher once', async () => {
  const made: string[] = []
  for (let i = 0; i < 8; i += 1) made.push((await issued({ voucherValidDays: 1 })).voucherId)
  const start = app.clock.now().toISOString()
  app.clock.set('2026-11-22T16:00:00.000Z')
  const ctx = makeCtx(app.deps, { requestId: 'test', actor: { kind: 'system', name: 'sweep' } })
  const swept = await times(5, () => expireVouchers({ ctx, input: {} }))
  app.clock.set(start)
  expect(swept.reduce((a, b) => a + b, 0)).toBe(8)
  for (const id of made) expect(await actions(id)).toEqual(['voucher.claimed', 'voucher.expired'])
})
