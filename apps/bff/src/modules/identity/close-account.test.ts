import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { inTransaction, makeCtx } from '../../context'
import { startTestApp, type TestApp } from '../../testing/app'
import { createFirm } from '../../testing/firms'
import { claimPerk, createMerchant, createPerk, createPost, fetchPasses } from '../../testing/market'
import { createResident, createStaff, createVisitor, type Resident } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { auditOf, rowsIn } from '../../testing/rows'
import { collectMyData } from './collect-my-data'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

/** Somebody with a score, a consent, a used and an unused voucher, a firm and a look-up. */
async function makeLife(): Promise<Resident & { perkId: string; voucherId: string; firmId: string }> {
  const person = await createResident(app)
  const { merchantId, storeId } = await createMerchant(app)
  await createPost(app, { merchantId, subjectId: person.subjectId })
  const { perkId } = await createPerk(app, { merchantId, quotaTotal: 2, perPersonLimit: 2 })
  const used = await claimPerk(app, person.token, perkId)
  const [pass] = await fetchPasses(app, person.token, used.voucherId)
  expect((await app.call('POST /desk/redemptions', { as: person.token, body: { storeId, presented: pass?.text } })).status).toBe(201)
  const { voucherId } = await claimPerk(app, person.token, perkId)
  await createRecord(app, { subjectId: person.subjectId, item: 'honour', decidedOn: '2026-01-02', content: { level: '市级' } })
  await app.call('POST /me/score', { as: person.token, body: { agreed: true, textVersion: app.deps.city.scoreConsent.textVersion }, headers: { 'idempotency-key': 'open-score-1' } })
  await app.call('POST /me/consents', { as: person.token, body: { item: 'housing-fund', agreed: true, textVersion: app.deps.city.itemConsent.textVersion } })
  const reviewer = await createStaff(app, ['reviewer'])
  await app.call(`GET /console/subjects/${person.subjectId}?purpose=${encodeURIComponent('核实情况')}&basis=${encodeURIComponent('依申请办理')}`, { as: reviewer.token })
  return { ...person, perkId, voucherId, firmId: (await createFirm(app, { personId: person.subjectId })).firmId }
}

const count = async (text: string) => (await rowsIn<{ n: number }>(app, `SELECT count(*)::int AS n FROM ${text}`))[0]?.n

it('closing an account deletes what was the person’s, gives unused vouchers back and keeps what the law keeps', async () => {
  const person = await makeLife()
  expect((await app.call('GET /me/account', { as: person.token })).body).toMatchObject({ unusedVouchers: 1, kept: [{}, {}, {}, {}, {}], openWaivers: [] })
  expect((await rowsIn(app, `SELECT quota_used, status FROM perk WHERE id = '${person.perkId}'`))[0]).toEqual({ quota_used: 2, status: 'exhausted' })
  expect((await app.call('DELETE /me/account', { as: person.token })).status).toBe(204)

  expect((await app.call('GET /me', { as: person.token })).body['code']).toBe('SESSION_ENDED')
  expect((await app.call('POST /sessions/refresh', { body: { refreshToken: person.refreshToken } })).status).toBe(401)
  expect(await count(`session WHERE account_id = '${person.accountId}'`)).toBe(0)
  expect(await count(`idempotency WHERE actor = 'account:${person.accountId}'`)).toBe(0)
  expect(await rowsIn(app, `SELECT openid_blind, openid_sealed, subject_id FROM account WHERE id = '${person.accountId}'`)).toEqual([{ openid_blind: null, openid_sealed: null, subject_id: null }])
  expect(await count(`score WHERE subject_id = '${person.subjectId}'`)).toBe(0)
  expect(await count(`consent WHERE subject_id = '${person.subjectId}' AND status = 'living'`)).toBe(0)
  expect(await count(`agency WHERE person_id = '${person.subjectId}' AND status <> 'ended'`)).toBe(0)
  expect((await rowsIn(app, `SELECT quota_used, status FROM perk WHERE id = '${person.perkId}'`))[0]).toEqual({ quota_used: 1, status: 'published' })
  expect((await rowsIn(app, `SELECT status FROM voucher WHERE id = '${person.voucherId}'`))[0]).toEqual({ status: 'cancelled' })

  expect(await count(`redemption WHERE by_account_id = '${person.accountId}'`)).toBe(1)
  expect(await count(`access_log WHERE subject_id = '${person.subjectId}'`)).toBe(1)
  expect(await count(`record WHERE subject_id = '${person.subjectId}'`)).toBe(1)
  expect(await auditOf(app, person.accountId)).toEqual(['account.close'])
})

it('a phone without real-name closes as easily, and two people on one perk can leave at once', async () => {
  const visitor = await createVisitor(app)
  expect((await app.call('DELETE /me/account', { as: visitor.token })).status).toBe(204)
  expect((await app.call('GET /me', { as: visitor.token })).status).toBe(401)
  const { merchantId } = await createMerchant(app)
  const perks = await Promise.all([1, 2, 3].map(() => createPerk(app, { merchantId })))
  const people = [await createResident(app), await createResident(app)]
  for (const person of people) for (const { perkId } of person === people[0] ? perks : perks.toReversed()) await claimPerk(app, person.token, perkId)
  expect(await Promise.all(people.map(async (p) => (await app.call('DELETE /me/account', { as: p.token })).status))).toEqual([204, 204])
  for (const { perkId } of perks) expect((await rowsIn(app, `SELECT quota_used FROM perk WHERE id = '${perkId}'`))[0]).toEqual({ quota_used: 0 })
})

it('the copy of one’s data holds everything about oneself, nothing about others, and can be read without a program', async () => {
  const [person, other] = [await makeLife(), await makeLife()]
  const { origin, close } = await app.listen()
  try {
    const response = await fetch(`${origin}/api/v1/me/export`, { headers: { authorization: `Bearer ${person.token}` } })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip'])
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()))
    const data = strFromU8(files['data.json'] ?? new Uint8Array())
    const page = strFromU8(files['我的信用.html'] ?? new Uint8Array())
    const parsed = JSON.parse(data) as Record<string, unknown[]>
    expect([parsed['records'], parsed['consents'], parsed['accessLog'], parsed['vouchers'], parsed['receipts']].map((l) => l?.length)).toEqual([1, 2, 1, 2, 1])
    expect([parsed['scoreHistory'], parsed['firms'], parsed['repairCases']].map((l) => l?.length)).toEqual([expect.any(Number), 1, 0])
    for (const title of ['信用记录', '谁查过我', '荣誉表彰', '核实情况', '依申请办理', '信用分的变化', '信用承诺', '信用修复', '代办的企业', '收到的消息', '法定代表人']) expect(page).toContain(title)
    expect(page).not.toMatch(/<script|https?:/)
    for (const text of [data, page]) {
      for (const secret of [person.name, person.idNumber, other.name, other.idNumber, other.subjectId, other.accountId]) expect(text).not.toContain(secret)
    }
    expect(await auditOf(app, person.subjectId)).toContain('me.export')
  } finally {
    await close()
  }
})

/** Where the export holds the rows of a table that says whose they are; of the others, why it does not. */
const EXPORTED: Readonly<Record<string, string>> = {
  record: 'records', score: 'score', score_history: 'scoreHistory', consent: 'consents', access_log: 'accessLog', objection: 'objections', commitment: 'commitments', repair_case: 'repairCases',
  repair_letter: 'repairLetters', repair_reminder: 'repairReminders', agency: 'firms', voucher: 'vouchers', not_me_report: 'receipts', waiver: 'waivers', notice: 'notices', account: 'me', merchant_post: 'me', refusal: 'me',
}
const NOT_A_PERSONS: Readonly<Record<string, string>> = {
  organization: 'organisations', organization_score: 'organisations', organization_score_history: 'organisations', merchant: 'organisations', lender: 'organisations', publication: 'organisations', interview: 'organisations', loan_request: 'organisations', loan_application: 'organisations', loan_subsidy: 'organisations', loan_compensation: 'organisations', loan_complaint: 'organisations', repair_invitation: 'organisations', agent_invitation: 'organisations’ own, its code goes with it',
  merchant_invitation: 'the merchant’s', merchant_application: 'the merchant’s', score_due: 'a mark for the night', waiver_exposure: 'the sum of waivers', scan_standing: 'the merchant’s good faith', scan_flag: 'what the office looks into', perk_quota_use: 'the count of vouchers',
}

it('no table that says whose its rows are is forgotten', async () => {
  const tables = await rowsIn<{ name: string }>(app, "SELECT DISTINCT conrelid::regclass::text AS name FROM pg_constraint WHERE contype = 'f' AND confrelid = 'subject'::regclass ORDER BY 1")
  expect(tables.length).toBeGreaterThan(20)
  expect(tables.map((t) => t.name).filter((name) => !(name in EXPORTED) && !(name in NOT_A_PERSONS))).toEqual([])
  const person = await createResident(app)
  const data = await inTransaction(makeCtx(app.deps, { requestId: 'test-export', actor: { kind: 'system', name: 'test' } }), (ctx) => collectMyData(ctx, person))
  for (const [table, key] of Object.entries(EXPORTED)) expect([table, Object.keys(data)]).toEqual([table, expect.arrayContaining([key])])
})
