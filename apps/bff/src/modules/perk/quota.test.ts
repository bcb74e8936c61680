import type { Perk } from '@xinhui/contract'
import { addDays, type PerkTerms } from '@xinhui/rules'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { rowsOf } from '../../db/sql'
import { DomainError } from '../../errors'
import { startTestApp, type TestApp } from '../../testing/app'
import { createFirm } from '../../testing/firms'
import { claimPerk, createMerchant, createOrganization, createPerk, createPost, createStore, fetchPasses, openTerms, putOnSeriousList } from '../../testing/market'
import { createResident, createStaff, renewToken, type Resident } from '../../testing/people'
import { newId } from '../../lib/id'
import { subject } from '../subject/subject.table'
import { claimVoucher } from '../voucher/claim-voucher'

let app: TestApp
let merchant: Awaited<ReturnType<typeof createMerchant>>
beforeAll(async () => {
  app = await startTestApp()
  merchant = await createMerchant(app)
})
afterAll(() => app.close())
beforeEach(() => app.clock.set('2026-11-21T04:00:00.000Z'))

const limited = (quota: Partial<PerkTerms['quota']>, over: Record<string, unknown> = {}) =>
  createPerk(app, { merchantId: merchant.merchantId, perPersonLimit: 100, terms: openTerms('discount', { quota: { perDay: null, perPeriod: null, ...quota } }), ...over })
const claim = (as: Resident, perkId: string, firmId?: string) => app.call('POST /vouchers', { as: as.token, body: { perkId, ...(firmId ? { firmId } : {}) } })
const used = (perkId: string) => rowsOf(app.deps.db, sql`SELECT span, subject_id <> '' AS own, used FROM perk_quota_use WHERE perk_id = ${perkId} ORDER BY span, own`)

/** Persons without accounts, for the verb itself: as many as are wanted, in one statement. */
async function createPersons(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId('sub', app.clock.now()))
  for (let i = 0; i < count; i += 1000) await app.deps.db.insert(subject).values(ids.slice(i, i + 1000).map((id) => ({ id, kind: 'person' as const, nameSealed: 'none.x', idNumberSealed: 'none.x', idNumberBlind: id, createdAt: app.clock.now() })))
  return ids
}
/** All at once; what each got, or why not. */
async function claimAtOnce(perkId: string, subjectIds: readonly string[]): Promise<string[]> {
  const ctx = makeCtx(app.deps, { requestId: newId('req'), actor: { kind: 'system', name: 'test' } })
  return Promise.all(
    subjectIds.map((subjectId) =>
      claimVoucher({ ctx, input: { perkId, subjectId } }).then(
        (v) => v.id,
        (error: unknown) => {
          if (error instanceof DomainError) return error.code
          throw error
        },
      ),
    ),
  )
}
const isVoucher = (answer: string): boolean => answer.startsWith('vch_')

it('the day’s quota closes the day and not the next; giving one back opens a place', async () => {
  const { perkId } = await limited({ perDay: 2 })
  const [a, b, c] = [await createResident(app), await createResident(app), await createResident(app)]
  const { voucherId } = await claimPerk(app, a.token, perkId)
  await claimPerk(app, b.token, perkId)
  expect((await claim(c, perkId)).body).toMatchObject({ code: 'PERK_SOLD_OUT', detail: '今天的名额已领完' })
  const shown = (await app.call(`GET /perks/${perkId}`, { as: c.token })).body as unknown as Perk
  expect(shown).toMatchObject({ eligibility: { verdict: 'sold-out', sentence: '今天的名额已领完' }, conditions: ['个人可领', '每天限 2 份', '可与店内活动和其他权益同享'] })
  await app.call(`POST /vouchers/${voucherId}/cancellation`, { as: a.token })
  await claimPerk(app, c.token, perkId)
  // Midnight in Shanghai.
  app.clock.set('2026-11-21T16:00:00.000Z')
  const d = await createResident(app)
  await claimPerk(app, d.token, perkId)
  expect(await used(perkId)).toEqual([{ span: 'day:2026-11-21', own: false, used: 2 }, { span: 'day:2026-11-22', own: false, used: 1 }])
})

it('a period’s quota counts for everybody and for each person apart', async () => {
  const { perkId } = await limited({ perPeriod: { unit: 'month', total: 3, perPerson: 2 } })
  const [a, b] = [await createResident(app), await createResident(app)]
  await claimPerk(app, a.token, perkId)
  await claimPerk(app, a.token, perkId)
  expect((await claim(a, perkId)).body).toMatchObject({ code: 'PERK_LIMIT_REACHED', detail: '本月您已领满 2 份' })
  await claimPerk(app, b.token, perkId)
  expect((await claim(b, perkId)).body).toMatchObject({ code: 'PERK_SOLD_OUT', detail: '本月的名额已领完' })
  expect(await used(perkId)).toEqual([{ span: 'month:2026-11', own: false, used: 3 }, { span: 'month:2026-11', own: true, used: 2 }, { span: 'month:2026-11', own: true, used: 1 }].sort((x, y) => Number(x.own) - Number(y.own)).map((row) => expect.objectContaining({ span: row.span, own: row.own }) as unknown))
  app.clock.set('2026-11-30T16:00:00.000Z')
  const c = await createResident(app)
  expect((await claim(c, perkId)).status).toBe(201)
})

it('a refused claim takes from no counter', async () => {
  const { perkId } = await limited({ perDay: 5, perPeriod: { unit: 'week', total: 1, perPerson: null } })
  const [a, b] = [await createResident(app), await createResident(app)]
  await claimPerk(app, a.token, perkId)
  expect((await claim(b, perkId)).status).toBe(409)
  expect(await used(perkId)).toEqual([{ span: 'day:2026-11-21', own: false, used: 1 }, { span: 'week:2026-11-16', own: false, used: 1 }])
  expect(await rowsOf(app.deps.db, sql`SELECT quota_used FROM perk WHERE id = ${perkId}`)).toEqual([{ quota_used: 1 }])
})

it('of 100 at once as many get through as each counter lets', async () => {
  const { perkId } = await limited({ perDay: 7, perPeriod: { unit: 'month', total: 9, perPerson: 1 } })
  const answers = await claimAtOnce(perkId, await createPersons(100))
  expect(answers.filter(isVoucher)).toHaveLength(7)
  expect(new Set(answers.filter((a) => !isVoucher(a)))).toEqual(new Set(['PERK_SOLD_OUT']))
  const { perkId: own } = await limited({ perPeriod: { unit: 'month', total: null, perPerson: 3 } })
  const [person = ''] = await createPersons(1)
  const mine = await claimAtOnce(own, Array.from({ length: 100 }, () => person))
  expect(mine.filter(isVoucher)).toHaveLength(3)
  expect(new Set(mine.filter((a) => !isVoucher(a)))).toEqual(new Set(['PERK_LIMIT_REACHED']))
})

async function createBucket(codes: number): Promise<{ perkId: string; token: string }> {
  const { perkId } = await createPerk(app, { merchantId: merchant.merchantId, kind: 'loaded-code', status: 'exhausted', quotaTotal: 0 })
  const { token } = await createStaff(app, ['reviewer'])
  const csv = `兑换码,备注\n${Array.from({ length: codes }, (_, i) => `GIFT-${String(i).padStart(5, '0')},第${i}个`).join('\n')}\n`
  const loaded = await app.call(`POST /console/perks/${perkId}/codes`, { as: token, raw: new TextEncoder().encode(csv), headers: { 'content-type': 'text/csv' } })
  expect([loaded.status, loaded.body]).toEqual([201, { added: codes, known: 0 }])
  return { perkId, token }
}

/** The bar is 1,000 codes and 2,000 claimants; where every call waits for one connection, a tenth of it shows the same. */
const [CODES, CLAIMANTS] = process.env['TEST_DATABASE_URL'] ? [1000, 2000] : [100, 200]

it(`1 bucket of ${CODES} codes, ${CLAIMANTS} claimants at once: as many distinct codes, the others clearly told`, async () => {
  const { perkId } = await createBucket(CODES)
  const answers = await claimAtOnce(perkId, await createPersons(CLAIMANTS))
  const vouchers = answers.filter(isVoucher)
  expect(vouchers).toHaveLength(CODES)
  expect(answers.filter((a) => a === 'PERK_SOLD_OUT')).toHaveLength(CLAIMANTS - CODES)
  const handedOut = await rowsOf<{ voucher: string; code: string }>(app.deps.db, sql`SELECT voucher_id AS voucher, code_blind AS code FROM loaded_code WHERE perk_id = ${perkId} AND voucher_id IS NOT NULL`)
  expect(new Set(handedOut.map((r) => r.code)).size).toBe(CODES)
  expect(new Set(handedOut.map((r) => r.voucher))).toEqual(new Set(vouchers))
}, 300_000)

it('a claim hands out one code, shows it to its holder alone, and cannot be given back', async () => {
  const { perkId, token } = await createBucket(2)
  const [a, b, c] = [await createResident(app), await createResident(app), await createResident(app)]
  const first = await claim(a, perkId)
  expect(first.body).toMatchObject({ code: 'GIFT-00000', link: null })
  expect((await claim(b, perkId)).body).toMatchObject({ code: 'GIFT-00001' })
  expect((await claim(c, perkId)).body).toMatchObject({ code: 'PERK_SOLD_OUT' })
  const voucherId = String(first.body['voucherId'])
  expect((await app.call(`GET /vouchers/${voucherId}`, { as: b.token })).status).toBe(404)
  expect((await app.call(`POST /vouchers/${voucherId}/cancellation`, { as: a.token })).body).toMatchObject({ code: 'CONFLICT', detail: '兑换码已经给您，不能退回' })
  const console = await app.call(`GET /console/perks/${perkId}`, { as: token })
  expect(console.body).toMatchObject({ codes: { total: 2, taken: 2 }, status: 'exhausted', quotaTotal: 2, quotaUsed: 2 })
  const stored = await rowsOf<{ sealed: string; blind: string }>(app.deps.db, sql`SELECT code_sealed AS sealed, code_blind AS blind FROM loaded_code WHERE perk_id = ${perkId}`)
  for (const text of [console.text, ...stored.flatMap((r) => [r.sealed, r.blind]), ...app.logs]) expect(text).not.toContain('GIFT-0000')
  await expect(rowsOf(app.deps.db, sql`UPDATE loaded_code SET voucher_id = NULL, taken_at = NULL WHERE perk_id = ${perkId}`)).rejects.toThrow()
  await expect(rowsOf(app.deps.db, sql`DELETE FROM loaded_code WHERE perk_id = ${perkId}`)).rejects.toThrow()
})

it('the same codes again add nothing; a line that is no code refuses the file without telling the code', async () => {
  const { perkId, token } = await createBucket(3)
  const load = (text: string) => app.call(`POST /console/perks/${perkId}/codes`, { as: token, raw: new TextEncoder().encode(text), headers: { 'content-type': 'text/csv' } })
  expect((await load('\uFEFFGIFT-00002\r\nGIFT-00003\r\nGIFT-00003')).body).toEqual({ added: 1, known: 1 })
  const refused = await load('GOOD-0001\n<b>bad code</b>')
  expect(refused.body).toMatchObject({ code: 'FILE_UNREADABLE', detail: '第 2 行不是兑换码：应为 4 到 64 位的字母、数字或横线' })
  expect(refused.text).not.toContain('bad code')
  expect((await load('码\n')).body).toMatchObject({ detail: '文件里没有兑换码' })
})

it('a partner’s link comes with the voucher of the version it was claimed under', async () => {
  const { perkId } = await createPerk(app, { merchantId: merchant.merchantId, kind: 'partner-link' })
  const resident = await createResident(app)
  const made = await claim(resident, perkId)
  expect(made.body).toMatchObject({ link: 'https://partner.example/use', code: null })
  expect((await app.call(`GET /perks/${perkId}`)).text).not.toContain('partner.example')
  const terms = openTerms('partner-link', { benefit: { kind: 'partner-link', url: 'https://other.example/' } })
  await rowsOf(app.deps.db, sql`UPDATE perk SET terms = ${JSON.stringify(terms)}::jsonb, version = 2 WHERE id = ${perkId}`)
  expect((await app.call(`GET /vouchers/${String(made.body['voucherId'])}`, { as: resident.token })).body).toMatchObject({ link: 'https://partner.example/use' })
})

it('a firm’s perk is claimed, shown and used by its agent with the right, and by nobody else', async () => {
  const { perkId } = await createPerk(app, { merchantId: merchant.merchantId, terms: openTerms('discount', { audience: 'organization' }) })
  const [agent, other, clerk] = [await createResident(app), await createResident(app), await createResident(app)]
  const { firmId } = await createFirm(app, { personId: agent.subjectId })
  await createFirm(app, { personId: other.subjectId, firmId, rights: ['file'] })
  await createPost(app, { merchantId: merchant.merchantId, subjectId: clerk.subjectId, storeId: merchant.storeId })
  expect((await claim(agent, perkId)).body).toMatchObject({ code: 'PERK_NOT_ELIGIBLE', detail: '企业专享，由企业的经办人领取' })
  expect((await claim(other, perkId, firmId)).body).toMatchObject({ code: 'FORBIDDEN' })
  expect((await claim(clerk, perkId, firmId)).body).toMatchObject({ code: 'NOT_FOUND' })
  expect((await app.call(`GET /perks/${perkId}?firmId=${firmId}`, { as: agent.token })).body).toMatchObject({ audience: 'organization', eligibility: { verdict: 'eligible-floor' } })
  const made = await claim(agent, perkId, firmId)
  const voucherId = String(made.body['voucherId'])
  expect(made.body).toMatchObject({ firm: { firmId } })
  expect((await claim(agent, perkId, firmId)).body).toMatchObject({ code: 'PERK_LIMIT_REACHED' })
  expect((await app.call(`GET /firms/${firmId}/vouchers`, { as: agent.token })).body['items']).toMatchObject([{ voucherId, status: 'issued' }])
  expect((await app.call('GET /me/vouchers', { as: agent.token })).body['items']).toEqual([])
  expect((await app.call(`GET /vouchers/${voucherId}`, { as: other.token })).status).toBe(403)
  expect((await app.call(`POST /vouchers/${voucherId}/passes`, { as: clerk.token })).status).toBe(404)
  const [pass] = await fetchPasses(app, agent.token, voucherId)
  const redeemed = await app.call('POST /desk/redemptions', { as: clerk.token, body: { storeId: merchant.storeId, presented: pass?.text } })
  expect(redeemed.status, redeemed.text).toBe(201)
  // What the firm used is the firm's: in its history, and told by those who may use its perks.
  const redemptionId = String(redeemed.body['redemptionId'])
  expect((await app.call(`GET /firms/${firmId}/receipts`, { as: agent.token })).body['items']).toMatchObject([{ redemptionId, voucherId }])
  expect((await app.call('GET /me/receipts', { as: agent.token })).body['items']).toEqual([])
  expect((await app.call(`GET /firms/${firmId}/receipts`, { as: other.token })).status).toBe(403)
  for (const [who, status] of [[agent, 200], [other, 403], [clerk, 404]] as const) expect((await app.call(`GET /me/receipts/${redemptionId}`, { as: who.token })).status).toBe(status)
  expect((await app.call(`POST /me/receipts/${redemptionId}/not-me`, { as: other.token })).status).toBe(403)
  expect((await app.call(`POST /me/receipts/${redemptionId}/not-me`, { as: agent.token })).status).toBe(201)
  const reviewer = await createStaff(app, ['reviewer'])
  const reports = (await app.call('GET /console/not-me?status=open', { as: reviewer.token })).body['items'] as { reportId: string; merchantId: string }[]
  const reportId = reports.find((r) => r.merchantId === merchant.merchantId)?.reportId ?? ''
  expect((await app.call(`POST /console/not-me/${reportId}/resolution`, { as: reviewer.token, body: { outcome: 'upheld', answer: '调看了门店监控' } })).status).toBe(200)
  const notices = (await app.call('GET /me/notices', { as: agent.token })).body['items'] as { title: string; body: string }[]
  expect(notices.map((n) => n.body)).toContain('经核查不是贵单位使用，这次使用已撤销；券没过期的话可以再用。')
  expect((await app.call('GET /me/notices', { as: other.token })).body['items']).toEqual([])
})

it('a firm on a serious list claims nothing, and what it claimed before is not redeemed', async () => {
  const { perkId } = await createPerk(app, { merchantId: merchant.merchantId, terms: openTerms('discount', { audience: 'both' }), perPersonLimit: 2 })
  const [agent, clerk] = [await createResident(app), await createResident(app)]
  const { subjectId: firmId } = await createOrganization(app)
  await createFirm(app, { personId: agent.subjectId, firmId })
  await createPost(app, { merchantId: merchant.merchantId, subjectId: clerk.subjectId, storeId: merchant.storeId })
  const voucherId = String((await claim(agent, perkId, firmId)).body['voucherId'])
  const [pass] = await fetchPasses(app, agent.token, voucherId)
  await putOnSeriousList(app, firmId, { endsOn: addDays('2026-11-21', 30) })
  expect((await claim(agent, perkId, firmId)).body).toMatchObject({ code: 'PERK_NOT_ELIGIBLE' })
  const body = { storeId: merchant.storeId, presented: pass?.text }
  expect((await app.call('POST /desk/checks', { as: clerk.token, body })).body).toMatchObject({ verdict: 'may-not', code: 'SUSPENDED', sentence: '此券暂停使用' })
  expect((await app.call('POST /desk/redemptions', { as: clerk.token, body })).body).toMatchObject({ code: 'VOUCHER_SUSPENDED' })
  expect((await claim(agent, perkId)).status).toBe(201)
})

it('a voucher is used where and when its terms let it, and otherwise says why without being spent', async () => {
  const { storeId: second } = await createStore(app, merchant.merchantId, { name: '青桥店' })
  const blackouts = { days: [], weekdays: [7], hours: [{ from: '11:30', until: '13:00' }] }
  const { perkId } = await createPerk(app, { merchantId: merchant.merchantId, terms: openTerms('discount', { stores: [merchant.storeId], blackouts }) })
  const [resident, owner] = [await createResident(app), await createResident(app)]
  await createPost(app, { merchantId: merchant.merchantId, subjectId: owner.subjectId, role: 'owner' })
  const { voucherId } = await claimPerk(app, resident.token, perkId)
  expect((await app.call(`GET /vouchers/${voucherId}`, { as: resident.token })).body['stores']).toMatchObject([{ storeId: merchant.storeId }])
  const tryAt = async (iso: string, storeId: string) => {
    app.clock.set(iso)
    const tokens = [await renewToken(app, resident), await renewToken(app, owner)]
    const [pass] = await fetchPasses(app, tokens[0] ?? '', voucherId)
    const body = { storeId, presented: pass?.text }
    const check = await app.call('POST /desk/checks', { as: tokens[1], body })
    const redeemed = await app.call('POST /desk/redemptions', { as: tokens[1], body })
    return [check.body['code'], redeemed.status, redeemed.body['code'], redeemed.body['detail']]
  }
  expect(await tryAt('2026-11-21T04:00:00.000Z', merchant.storeId)).toEqual(['NOT_NOW', 409, 'VOUCHER_NOT_NOW', '11:30–13:00 不能使用'])
  expect(await tryAt('2026-11-21T06:00:00.000Z', second)).toEqual(['WRONG_STORE', 409, 'VOUCHER_NOT_NOW', '此券不能在本店使用'])
  // Sunday in Shanghai.
  expect(await tryAt('2026-11-21T16:30:00.000Z', merchant.storeId)).toEqual(['NOT_NOW', 409, 'VOUCHER_NOT_NOW', '周日不能使用'])
  expect(await tryAt('2026-11-23T06:00:00.000Z', merchant.storeId)).toEqual([null, 201, undefined, undefined])
})
