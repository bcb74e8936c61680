import type { ConsolePerkDetail, PassStrip } from '@xinhui/contract'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { rowsOf } from '../../db/sql'
import { newId } from '../../lib/id'
import { startTestApp, type TestApp } from '../../testing/app'
import { runOutboxAndScores } from '../../testing/jobs'
import { claimPerk, createMerchant, createPerk, createPost, createStore, fetchPasses, perkDraft } from '../../testing/market'
import { createResident, createStaff, type Resident } from '../../testing/people'
import { listAudit } from '../audit/audit.store'
import { stockLevel } from './warn-stock'

let app: TestApp
let merchant: Awaited<ReturnType<typeof createMerchant>>
let office = ''
let own = ''
let clerk: Resident
let owner: Resident
beforeAll(async () => {
  app = await startTestApp()
  merchant = await createMerchant(app)
  office = (await createStaff(app, ['reviewer'])).token
  own = (await createStaff(app, ['merchant-owner'], { merchantId: merchant.merchantId })).token
  clerk = await createResident(app)
  owner = await createResident(app)
  await createPost(app, { merchantId: merchant.merchantId, subjectId: clerk.subjectId, storeId: merchant.storeId })
  await createPost(app, { merchantId: merchant.merchantId, subjectId: owner.subjectId, role: 'owner' })
})
afterAll(() => app.close())
beforeEach(() => app.clock.set('2026-11-21T04:00:00.000Z'))

const detail = (answer: { body: Record<string, unknown> }) => answer.body as unknown as ConsolePerkDetail
const draft = async (as = own, over: Parameters<typeof perkDraft>[0] = {}) => detail(await app.call('POST /console/perks', { as, body: { merchantId: merchant.merchantId, draft: perkDraft(over) } }))
const act = (perkId: string, what: string, as = office, body?: unknown) => app.call(`POST /console/perks/${perkId}/${what}`, { as, ...(body === undefined ? {} : { body }) })
const jobs = () => runOutboxAndScores(makeCtx(app.deps, { requestId: newId('req'), actor: { kind: 'system', name: 'test' } }))
const redeem = (presented: string) => app.call('POST /desk/redemptions', { as: clerk.token, body: { storeId: merchant.storeId, presented } })
/** Through a test redemption at the desk to published. */
async function publish(perkId: string): Promise<void> {
  const strip = (await act(perkId, 'tests')).body as unknown as PassStrip
  expect((await redeem(strip.passes[0]?.text ?? '')).status).toBe(201)
  await jobs()
  expect(detail(await act(perkId, 'publication'))).toMatchObject({ status: 'published' })
}
const read = async (perkId: string) => detail(await app.call(`GET /console/perks/${perkId}`, { as: own }))
const trail = async (entityId: string) => (await listAudit(app.deps.db, { entityId, limit: 100 })).map((a) => a.action).toReversed()

it('a merchant drafts, the office tests at a desk and publishes; until then residents see nothing', async () => {
  const made = await draft()
  expect(made).toMatchObject({ status: 'draft', version: 1, testedVersion: null, subsidyFen: 0, conditions: ['个人可领', '不与店内活动和其他权益同享'], versions: [{ version: 1, headline: '停车 8 折' }] })
  expect(made.draft.tiers.map((t) => t.words)).toEqual(['停车 8 折', '9 折'])
  expect((await app.call(`GET /perks/${made.perkId}`)).status).toBe(404)
  expect((await act(made.perkId, 'publication')).body).toMatchObject({ code: 'PERK_NOT_TESTED', title: '请先到门店测试核销' })
  for (const what of ['publication', 'tests']) expect((await act(made.perkId, what, own)).status).toBe(403)

  const strip = (await act(made.perkId, 'tests')).body as unknown as PassStrip
  const text = strip.passes[0]?.text ?? ''
  expect((await app.call('POST /desk/checks', { as: clerk.token, body: { storeId: merchant.storeId, presented: strip.passes[0]?.tillCode } })).body).toMatchObject({ verdict: 'may', perkTitle: '【测试】守信停车优惠' })
  expect((await redeem(text)).status).toBe(201)
  expect((await read(made.perkId)).status).toBe('draft')
  await jobs()
  expect(await read(made.perkId)).toMatchObject({ status: 'tested', testedVersion: 1, quotaUsed: 0, redeemed: 0 })
  expect(detail(await act(made.perkId, 'publication'))).toMatchObject({ status: 'published' })
  expect((await app.call(`GET /perks/${made.perkId}`)).status).toBe(200)
  expect(await trail(made.perkId)).toEqual(['perk.drafted', 'perk.test-issued', 'perk.tested', 'perk.published'])
})

it('a test counts for nothing: no quota, no statistics, no settlement, nobody’s voucher, also when it is reversed', async () => {
  const before = (await app.call('GET /console/overview', { as: office })).body
  const { perkId } = await draft()
  const strip = (await act(perkId, 'tests')).body as unknown as PassStrip
  const receipt = await redeem(strip.passes[0]?.text ?? '')
  const reversed = await app.call(`POST /desk/redemptions/${String(receipt.body['redemptionId'])}/reversal`, { as: clerk.token, body: { reason: '测试完毕' } })
  expect(reversed.status).toBe(200)
  const after = (await app.call('GET /console/overview', { as: office })).body
  expect([after['vouchersIssued'], after['redemptions'], after['redemptionsByDay']]).toEqual([before['vouchersIssued'], before['redemptions'], before['redemptionsByDay']])
  const topics = await rowsOf<{ topic: string }>(app.deps.db, sql`SELECT topic FROM outbox WHERE payload->>'voucherId' = ${strip.voucherId}`)
  expect(topics).toEqual([{ topic: 'perk.tested' }])
  expect((await app.call(`GET /vouchers/${strip.voucherId}`, { as: clerk.token })).status).toBe(404)
})

it('the database lets nothing untested be offered', async () => {
  const { perkId } = await draft()
  for (const status of ['tested', 'published', 'paused', 'exhausted']) await expect(rowsOf(app.deps.db, sql`UPDATE perk SET status = ${status} WHERE id = ${perkId}`)).rejects.toThrow()
})

it('the office’s edit is a new version that runs on; a voucher keeps the terms it was claimed under', async () => {
  const { perkId } = await draft()
  await publish(perkId)
  const resident = await createResident(app)
  const { voucherId } = await claimPerk(app, resident.token, perkId)
  const over = { terms: { ...perkDraft().terms, blackouts: { days: [], weekdays: [6, 7], hours: [] } } }
  const edited = await app.call(`PUT /console/perks/${perkId}`, { as: office, body: { version: 1, draft: perkDraft(over) } })
  expect(detail(edited)).toMatchObject({ status: 'published', version: 2, testedVersion: 1, versions: [{ version: 2 }, { version: 1 }] })
  expect((await app.call(`PUT /console/perks/${perkId}`, { as: office, body: { version: 1, draft: perkDraft() } })).body).toMatchObject({ code: 'CONFLICT', detail: '已被别人修改，请刷新后再改' })
  expect((await app.call(`GET /vouchers/${voucherId}`, { as: resident.token })).body['conditions']).toEqual(['个人可领', '不与店内活动和其他权益同享'])
  const later = await createResident(app)
  const { voucherId: second } = await claimPerk(app, later.token, perkId)
  expect((await app.call(`GET /vouchers/${second}`, { as: later.token })).body['conditions']).toContain('周六、周日不可用')
})

it('a merchant’s edit of what runs goes back to draft, without touching the subsidy or what was claimed', async () => {
  const made = await draft(office, { subsidyFen: 500 })
  await publish(made.perkId)
  const resident = await createResident(app)
  const { voucherId } = await claimPerk(app, resident.token, made.perkId)
  const edited = detail(await app.call(`PUT /console/perks/${made.perkId}`, { as: own, body: { version: 1, draft: perkDraft({ title: '守信停车新优惠', subsidyFen: 99_999 }) } }))
  expect(edited).toMatchObject({ status: 'draft', version: 2, subsidyFen: 500 })
  const [pass] = await fetchPasses(app, resident.token, voucherId)
  expect((await redeem(pass?.text ?? '')).body).toMatchObject({ perkTitle: '守信停车优惠' })
  await publish(made.perkId)
  expect(await read(made.perkId)).toMatchObject({ testedVersion: 2 })
})

it('a test of an earlier version vouches for nothing', async () => {
  const { perkId } = await draft()
  const strip = (await act(perkId, 'tests')).body as unknown as PassStrip
  await app.call(`PUT /console/perks/${perkId}`, { as: own, body: { version: 1, draft: perkDraft({ title: '改过的权益' }) } })
  expect((await redeem(strip.passes[0]?.text ?? '')).status).toBe(201)
  await jobs()
  expect(await read(perkId)).toMatchObject({ status: 'draft', testedVersion: null })
})

it('pause, resume and end go along their edges, and say where the perk stands', async () => {
  const { perkId } = await draft()
  await publish(perkId)
  expect((await act(perkId, 'resumption', own)).body).toMatchObject({ code: 'CONFLICT', detail: '权益现在是“发布中”，不能这样操作' })
  expect(detail(await act(perkId, 'pause', own))).toMatchObject({ status: 'paused' })
  expect((await app.call('POST /vouchers', { as: owner.token, body: { perkId } })).body).toMatchObject({ code: 'PERK_CLOSED' })
  expect(detail(await act(perkId, 'resumption', own))).toMatchObject({ status: 'published' })
  expect(detail(await act(perkId, 'end', own))).toMatchObject({ status: 'ended' })
  expect((await act(perkId, 'resumption')).body).toMatchObject({ detail: '权益现在是“已结束”，不能这样操作' })
  expect((await act(perkId, 'refill', office, { count: 5 })).body).toMatchObject({ detail: '权益已结束，不能补充名额' })
})

it('stock warns at 50, 25 and 10 %, once each, stops at 0, and starts again when it is refilled', async () => {
  const { perkId } = await createPerk(app, { merchantId: merchant.merchantId, quotaTotal: 10, subsidyFen: 0, title: '库存测试' })
  for (let i = 0; i < 10; i += 1) {
    const resident = await createResident(app)
    const { voucherId } = await claimPerk(app, resident.token, perkId)
    // Giving back and claiming again crosses the level a second time.
    if (i === 4) {
      await app.call(`POST /vouchers/${voucherId}/cancellation`, { as: resident.token })
      await claimPerk(app, resident.token, perkId)
    }
  }
  await jobs()
  // Told in one go: the order of one millisecond's notices is no order.
  const notices = async () => ((await app.call('GET /me/notices?limit=50', { as: owner.token })).body['items'] as { kind: string; title: string; body: string }[]).filter((n) => n.kind === 'perk.stock-low' && n.body.includes('库存测试')).map((n) => n.title)
  expect((await notices()).sort()).toEqual(['权益名额剩余不足 10%', '权益名额剩余不足 25%', '权益名额剩余不足 50%', '权益已领完'])
  // The office hears it by its own bell, each level once, and reads it.
  const bell = async () => {
    const { items, unread } = (await app.call('GET /console/notices?limit=100', { as: office })).body as { items: { noticeId: string; kind: string; perkId: string; title: string; isNew: boolean }[]; unread: number }
    return { unread, mine: items.filter((n) => n.perkId === perkId) }
  }
  const rung = await bell()
  expect(rung.mine.map((n) => n.title).sort()).toEqual(await notices().then((all) => all.sort()))
  expect([rung.unread, rung.mine.every((n) => n.isNew)]).toEqual([rung.mine.length, true])
  const newest = rung.mine.map((n) => n.noticeId).sort().at(-1)
  expect((await app.call('POST /console/notices/seen', { as: office, body: { noticeId: newest } })).status).toBe(204)
  expect((await bell()).unread).toBe(0)
  // A merchant's own console user hears of its own perks, and has read nothing of it by somebody else's reading.
  expect((await app.call('GET /console/notices', { as: own })).body['unread']).toBe(4)
  expect(await read(perkId)).toMatchObject({ status: 'exhausted', alerts: [{ percent: 0 }, { percent: 10 }, { percent: 25 }, { percent: 50 }] })
  const filled = detail(await act(perkId, 'refill', own, { count: 10 }))
  expect(filled).toMatchObject({ status: 'published', quotaTotal: 20, quotaUsed: 10, alerts: [] })
  await claimPerk(app, (await createResident(app)).token, perkId)
  await jobs()
  expect(await notices()).toHaveLength(4)
  const { perkId: subsidised } = await createPerk(app, { merchantId: merchant.merchantId })
  expect((await act(subsidised, 'refill', own, { count: 10 })).body).toMatchObject({ code: 'FORBIDDEN' })
})

it('each level is reached by one claim, whatever the quota', () => {
  for (const quotaTotal of [1, 2, 3, 7, 10, 100, 1001]) {
    const levels = Array.from({ length: quotaTotal }, (_, i) => stockLevel({ quotaTotal, quotaUsed: i + 1 })).filter((l) => l !== null)
    expect(levels).toEqual([...new Set(levels)].sort((a, b) => b - a))
    expect(levels.at(-1)).toBe(0)
  }
})

it('an editor hears of everything that is wrong, by field', async () => {
  const { storeId: foreign } = await createStore(app, (await createMerchant(app)).merchantId)
  const body = {
    merchantId: merchant.merchantId,
    draft: perkDraft({
      scene: 'flying',
      claimUntil: '2026-10-01',
      tiers: [{ title: '人人享', fromCenti: null, value: { kind: 'price', priceFen: 100 } }],
      terms: { ...perkDraft().terms, stores: [foreign], blackouts: { days: [{ from: '2026-12-02', until: '2026-12-01' }], weekdays: [], hours: [] } },
    }),
  }
  const { status, body: problem } = await app.call('POST /console/perks', { as: own, body })
  expect(status).toBe(422)
  expect((problem['errors'] as { field: string }[]).map((e) => e.field)).toEqual(['tiers', 'tiers.0.value', 'terms.blackouts.days.0', 'scene', 'claimUntil', 'terms.stores'])
  expect((await app.call('POST /console/perks', { as: own, body: { ...body, merchantId: (await createMerchant(app)).merchantId } })).status).toBe(404)
})
