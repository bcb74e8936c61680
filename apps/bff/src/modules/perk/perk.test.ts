import type { Perk, PerkCard, Scene } from '@xinhui/contract'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { claimPerk, createMerchant, createPerk, createStore, giveScore, putOnSeriousList } from '../../testing/market'
import { createResident, createVisitor } from '../../testing/people'

let app: TestApp
let merchantId = ''
let scene = ''
let sceneNo = 0
beforeAll(async () => {
  app = await startTestApp()
  merchantId = (await createMerchant(app, { name: '云汀停车有限公司' })).merchantId
})
afterAll(() => app.close())
// A scene of its own for each test.
beforeEach(() => {
  scene = app.deps.city.scenes[sceneNo]?.code ?? ''
  sceneNo += 1
})

const list = async (query: string, as?: string) => {
  const { body } = await app.call(`GET /perks?${query}`, { as })
  return body as unknown as { items: PerkCard[]; nextCursor: string | null }
}
const one = async (perkId: string, as?: string) => (await app.call(`GET /perks/${perkId}`, { as })).body as unknown as Perk

it('anybody reads the perks, and is told what logging in would give', async () => {
  const { perkId } = await createPerk(app, { merchantId, scene })
  const { items } = await list(`scene=${scene}`)
  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({ perkId, kindTitle: '折扣', headline: '停车 8 折', merchantName: '云汀停车有限公司', openToAll: true, remaining: 1000 })
  expect(items[0]?.eligibility).toMatchObject({ verdict: 'needs-login', benefit: '停车 9 折' })
  const visitor = await createVisitor(app)
  expect((await one(perkId, visitor.token)).eligibility.verdict).toBe('needs-real-name')
})

it('a resident sees the own tier and the gap to the next, from the own score alone', async () => {
  const { perkId } = await createPerk(app, { merchantId, scene })
  const [scored, plain] = [await createResident(app), await createResident(app)]
  await giveScore(app, scored.subjectId, 63_200)
  expect((await one(perkId, scored.token)).eligibility).toMatchObject({ verdict: 'eligible-floor', sentence: '可享停车 9 折，再得 18 分可享停车 8 折', gapCenti: 1800 })
  const perk = await one(perkId, plain.token)
  expect(perk.eligibility).toMatchObject({ verdict: 'eligible-floor', gapCenti: null })
  expect(perk.tiers.map((t) => t.mine)).toEqual([false, true])
})

it('a claimed perk shows the own voucher, to its holder only', async () => {
  const { perkId } = await createPerk(app, { merchantId, scene })
  const [mine, other] = [await createResident(app), await createResident(app)]
  const { voucherId } = await claimPerk(app, mine.token, perkId)
  expect(await one(perkId, mine.token)).toMatchObject({ myVoucherId: voucherId, remaining: 999, eligibility: { verdict: 'limit-reached' } })
  expect(await one(perkId, other.token)).toMatchObject({ myVoucherId: null, eligibility: { verdict: 'eligible-floor' } })
})

it('pages follow one another without a gap or a repeat', async () => {
  const made: string[] = []
  for (let i = 0; i < 7; i += 1) made.push((await createPerk(app, { merchantId, scene })).perkId)
  const seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: { items: PerkCard[]; nextCursor: string | null } = await list(`scene=${scene}&limit=3${cursor ? `&cursor=${cursor}` : ''}`)
    seen.push(...page.items.map((i) => i.perkId))
    cursor = page.nextCursor
  }
  expect(seen).toEqual(made.toReversed())
})

it('onlyMine keeps what the reader can claim now, across pages', async () => {
  const resident = await createResident(app)
  const open: string[] = []
  for (let i = 0; i < 4; i += 1) {
    await createPerk(app, { merchantId, scene, tiers: [{ title: '优享', benefit: '8 折', fromCenti: 65_000 }] })
    open.push((await createPerk(app, { merchantId, scene })).perkId)
  }
  const first = await list(`scene=${scene}&onlyMine=true&limit=3`, resident.token)
  const second = await list(`scene=${scene}&onlyMine=true&limit=3&cursor=${first.nextCursor}`, resident.token)
  expect([...first.items, ...second.items].map((i) => i.perkId)).toEqual(open.toReversed())
  expect(second.nextCursor).toBeNull()
  expect((await list(`scene=${scene}&onlyMine=true`)).items).toEqual([])
})

it('search finds title and merchant, and takes % and _ as they are', async () => {
  const { merchantId: libraryId } = await createMerchant(app, { name: '云汀市图书馆' })
  const { perkId: byMerchant } = await createPerk(app, { merchantId: libraryId, scene, title: '借书免押' })
  const { perkId: byTitle } = await createPerk(app, { merchantId, scene, title: '图书馆旁停车 100% 减免' })
  await createPerk(app, { merchantId, scene, title: '洗车' })
  const found = async (term: string) => (await list(`scene=${scene}&search=${encodeURIComponent(term)}`)).items.map((i) => i.perkId).sort()
  expect(await found('图书馆')).toEqual([byMerchant, byTitle].sort())
  expect(await found('100%')).toEqual([byTitle])
  expect(await found('100_')).toEqual([])
})

it('drafts, ended perks and those of a suspended or listed merchant are not shown; a listed one says so when opened', async () => {
  const { perkId: draft } = await createPerk(app, { merchantId, scene, status: 'draft' })
  await createPerk(app, { merchantId, scene, status: 'ended' })
  await createPerk(app, { merchantId, scene, claimFrom: '2026-01-01', claimUntil: '2026-11-20' })
  const suspended = await createMerchant(app, { status: 'suspended' })
  await createPerk(app, { merchantId: suspended.merchantId, scene })
  const listed = await createMerchant(app)
  const { perkId: listedPerk } = await createPerk(app, { merchantId: listed.merchantId, scene })
  await putOnSeriousList(app, listed.subjectId)
  expect((await list(`scene=${scene}`)).items).toEqual([])
  expect((await app.call(`GET /perks/${draft}`)).status).toBe(404)
  expect((await one(listedPerk)).eligibility).toMatchObject({ verdict: 'suspended', sentence: '暂停领取' })
  const { body } = await app.call('GET /scenes')
  expect((body['items'] as Scene[]).find((s) => s.code === scene)).toMatchObject({ perkCount: 0 })
})

it('scenes come in the city’s order with the number of perks shown', async () => {
  await createPerk(app, { merchantId, scene })
  await createPerk(app, { merchantId, scene, status: 'exhausted', quotaTotal: 1, quotaUsed: 1 })
  const items = (await app.call('GET /scenes')).body['items'] as Scene[]
  expect(items.map((s) => s.code)).toEqual(app.deps.city.scenes.map((s) => s.code))
  expect(items.find((s) => s.code === scene)).toMatchObject({ perkCount: 2 })
})

it('a perk names its open stores', async () => {
  const { merchantId, storeName } = await createMerchant(app)
  await createStore(app, merchantId, { name: '已关门店', status: 'closed' })
  const { perkId } = await createPerk(app, { merchantId, scene })
  expect((await one(perkId)).stores.map((s) => s.name)).toEqual([storeName])
})
