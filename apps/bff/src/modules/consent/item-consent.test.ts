import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFirm, createObjection } from '../../testing/firms'
import { startTestApp, type TestApp } from '../../testing/app'
import { createResident, createStaff, type Resident } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { rowsIn } from '../../testing/rows'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const authorise = (token: string, item: string, textVersion = app.deps.city.itemConsent.textVersion) => app.call('POST /me/consents', { as: token, body: { item, agreed: true, textVersion } })
const itemsOf = async (token: string) => ((await app.call('GET /me/records', { as: token })).body['items'] as { item: string }[]).map((r) => r.item)
const totalOf = async (token: string) => ((await app.call('GET /me/score', { as: token })).body['score'] as { totalCenti: number }).totalCenti

async function withFund(): Promise<Resident> {
  const person = await createResident(app)
  await createRecord(app, { subjectId: person.subjectId, item: 'housing-fund', decidedOn: '2026-09-01', content: { year: 2025, paidMonths: 12 } })
  await createRecord(app, { subjectId: person.subjectId, item: 'honour', decidedOn: '2026-01-02', content: { level: '市级' } })
  return person
}

describe('a special class 专项信息', () => {
  it('is in the file and in the score from the consent to its withdrawal, and not a moment longer', async () => {
    const person = await withFund()
    await app.call('POST /me/score', { as: person.token, body: { agreed: true, textVersion: app.deps.city.scoreConsent.textVersion } })
    const before = await totalOf(person.token)
    expect(await itemsOf(person.token)).toEqual(['honour'])
    const granted = await authorise(person.token, 'housing-fund')
    expect([granted.status, granted.body['purpose'], granted.body['purposeTitle']]).toEqual([201, 'item:housing-fund', '专项信息：住房公积金缴存'])
    expect(await itemsOf(person.token)).toEqual(['housing-fund', 'honour'])
    expect(await totalOf(person.token)).toBeGreaterThan(before)
    expect((await app.call(`DELETE /me/consents/${String(granted.body['consentId'])}`, { as: person.token })).status).toBe(204)
    expect(await itemsOf(person.token)).toEqual(['honour'])
    expect(await totalOf(person.token)).toBe(before)
  })

  it('is each a consent of its own: one opens nothing else, and the list says which lives', async () => {
    const person = await withFund()
    await createRecord(app, { subjectId: person.subjectId, item: 'social-security', decidedOn: '2026-09-01', content: { paidMonths: 12 } })
    await authorise(person.token, 'social-security')
    expect(await itemsOf(person.token)).toEqual(['social-security', 'honour'])
    const { items } = (await app.call('GET /me/item-consents', { as: person.token })).body as { items: { item: string; consentId: string | null }[] }
    expect(items.find((i) => i.item === 'social-security')?.consentId).toMatch(/^con_/)
    expect(items.filter((i) => i.consentId !== null)).toHaveLength(1)
  })

  it('refuses an item that is public, unknown or of the other kind of subject, and a text that is outdated', async () => {
    const person = await withFund()
    for (const item of ['honour', 'nonsense', 'logistics']) expect((await authorise(person.token, item)).status, item).toBe(404)
    expect((await authorise(person.token, 'housing-fund', 'old')).body['code']).toBe('CONSENT_TEXT_OUTDATED')
    expect((await app.call('POST /me/consents', { as: person.token, body: { item: 'housing-fund', agreed: false, textVersion: 'x' } })).status).toBe(422)
  })

  it('ends by itself when its time is over, and a consent to somebody else opens it for nobody here', async () => {
    const person = await withFund()
    const { body } = await authorise(person.token, 'housing-fund')
    await rowsIn(app, `UPDATE consent SET expires_at = '${new Date(app.clock.now().getTime() - 1).toISOString()}' WHERE id = '${String(body['consentId'])}'`)
    expect(await itemsOf(person.token)).toEqual(['honour'])
    await rowsIn(app, `UPDATE consent SET expires_at = NULL, receiver = 'len_other' WHERE id = '${String(body['consentId'])}'`)
    expect(await itemsOf(person.token)).toEqual(['honour'])
  })
})

it('without a living consent no route returns a special class, whatever the role', async () => {
  const person = await createResident(app)
  const { firmId } = await createFirm(app, { personId: person.subjectId })
  const MARK = 987_654
  const { recordId } = await createRecord(app, { subjectId: person.subjectId, item: 'housing-fund', decidedOn: '2026-09-01', content: { year: 2025, paidMonths: MARK } })
  await createRecord(app, { subjectId: firmId, item: 'tax-rating', decidedOn: '2026-04-01', content: { year: MARK, level: 'A' } })
  // An objection filed while a consent lived must not keep the record open afterwards.
  const { objectionId } = await createObjection(app, person.subjectId, 'housing-fund')
  await rowsIn(app, `UPDATE objection SET record_id = '${recordId}' WHERE id = '${objectionId}'`)
  await rowsIn(app, `INSERT INTO record_history (record_id, version, content, status, decided_on, replaced_at) VALUES ('${recordId}', 0, '{"paidMonths": ${MARK}}', 'valid', '2026-09-01', now())`)
  await app.call('POST /me/score', { as: person.token, body: { agreed: true, textVersion: app.deps.city.scoreConsent.textVersion } })
  const staff = await Promise.all((['reviewer', 'steward', 'auditor', 'administrator'] as const).map(async (role) => (await createStaff(app, [role])).token))
  const ids: Record<string, string> = { subjectId: person.subjectId, firmId, objectionId, recordId, subjectKind: 'person' }
  let reached = 0
  for (const route of app.api.routes.filter((r) => r.key.startsWith('GET '))) {
    const path = route.key.slice(4).replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? 'x')
    for (const subject of route.key.includes('{subjectId}') ? [person.subjectId, firmId] : [person.subjectId]) {
      const query = `?purpose=${encodeURIComponent('核实情况')}&basis=${encodeURIComponent('依申请办理')}`
      for (const as of [person.token, undefined, ...staff]) {
        const { status, text } = await app.call(`GET ${path.replace(person.subjectId, subject)}${query}`, { as })
        if (status === 200) reached += 1
        expect(text, route.key).not.toContain(String(MARK))
      }
    }
  }
  expect(reached).toBeGreaterThan(60)
})
