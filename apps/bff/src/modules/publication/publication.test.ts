import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { sqlState } from '../../db/sql'
import { startTestApp, type TestApp } from '../../testing/app'
import { createOrganization, putOnSeriousList } from '../../testing/market'
import { createResident } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { auditOf, rowsIn } from '../../testing/rows'
import { endPublications } from './end-publications'
import { publishDue } from './publish-due'
import { publishWaiting } from './publish-waiting'
import { countDue } from './publication.store'
import { syncCityData } from './sync-city-data'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const ctx = () => makeCtx(app.deps, { requestId: 'test-0001', actor: { kind: 'system', name: 'test' } })
const publish = async () => {
  while ((await publishDue({ ctx: ctx(), input: { limit: 500 } })) > 0);
}
const shownOf = async (uscc: string) => ((await app.call(`GET /publications?uscc=${uscc}&limit=100`)).body['items'] as Record<string, unknown>[])
const rowOf = async (recordId: string) => (await rowsIn<{ status: string; reason: string | null; ends: string | null; rule_id: string }>(app, `SELECT status, reason, ends_on::text AS ends, rule_id FROM publication WHERE record_id = '${recordId}'`))[0]
const penalty = (subjectId: string, decidedOn: string, content: Record<string, string | number> = {}) =>
  createRecord(app, { subjectId, item: 'penalty', decidedOn, content: { documentNumber: '云市监罚〔2026〕7号', violation: '未明码标价', facts: '店内商品未标价', penaltyKind: '罚款', severity: '一般', ...content } })

describe('publication', () => {
  it('starts when the record lands and ends by itself on the day of the rule, swept or not', async () => {
    const { subjectId, uscc } = await createOrganization(app, { name: '云汀禾屿商贸有限公司' })
    const { recordId } = await penalty(subjectId, '2026-11-20')
    expect(await shownOf(uscc)).toEqual([])
    await publish()
    expect(await shownOf(uscc)).toMatchObject([{ recordId, kindTitle: '行政处罚', title: '未明码标价', documentNumber: '云市监罚〔2026〕7号', startsOn: '2026-11-21', endsOn: '2027-11-20', rule: { id: 'publication-order-36', className: '一般', verified: false } }])
    app.clock.set('2027-11-19T15:59:00.000Z')
    expect(await shownOf(uscc)).toHaveLength(1)
    app.clock.set('2027-11-19T16:00:00.000Z')
    expect(await shownOf(uscc)).toEqual([])
    expect((await rowOf(recordId))?.status).toBe('shown')
    expect(await endPublications({ ctx: ctx(), input: { limit: 100 } })).toBe(1)
    expect(await rowOf(recordId)).toMatchObject({ status: 'ended', reason: 'period-over' })
    expect(await auditOf(app, '2027-11-20')).toEqual(['publication.end'])
    expect(await endPublications({ ctx: ctx(), input: { limit: 100 } })).toBe(0)
    app.clock.set('2026-11-21T04:00:00.000Z')
  })

  it('follows corrections and withdrawals; a rule that shows nothing withholds', async () => {
    const { subjectId, uscc } = await createOrganization(app)
    const { recordId } = await penalty(subjectId, '2026-11-01')
    const { recordId: warned } = await penalty(subjectId, '2026-02-02', { penaltyKind: '警告', severity: '' })
    await publish()
    expect((await shownOf(uscc)).map((p) => p['recordId'])).toEqual([recordId])
    expect(await rowOf(warned)).toEqual({ status: 'withheld', reason: 'not-shown-by-rule', ends: null, rule_id: 'publication-order-58' })
    await app.deps.db.execute(`UPDATE record SET content = content || '{"severity": "轻微"}', version = 2 WHERE id = '${recordId}'`)
    await publish()
    expect((await rowOf(recordId))?.ends).toBe('2027-02-01')
    await app.deps.db.execute(`UPDATE record SET status = 'void', version = 3 WHERE id = '${recordId}'`)
    await publish()
    expect(await shownOf(uscc)).toEqual([])
    expect(await rowOf(recordId)).toMatchObject({ status: 'ended', reason: 'withdrawn' })
  })

  it('a natural person’s record never enters it, and the database refuses one', async () => {
    const person = await createResident(app)
    const { subjectId: firm } = await createOrganization(app)
    const { recordId } = await penalty(person.subjectId, '2026-11-01')
    await publish()
    expect(await rowOf(recordId)).toBeUndefined()
    const insert = (subjectId: string) =>
      app.deps.db
        .execute(`INSERT INTO publication (record_id, subject_id, item, kind, title, office, search_text, decided_on, starts_on, rule_id, class_code, status, record_version, updated_at)
          VALUES ('${recordId}', '${subjectId}', 'penalty', 'penalty', 'x', 'x', 'x', '2026-11-01', '2026-11-02', 'publication-order-36', 'light', 'shown', 1, now())`)
        .then(() => undefined, (error: unknown) => sqlState(error)?.constraint)
    expect(await insert(person.subjectId)).toBe('publication_of_organization')
    expect(await insert(firm)).toBe('publication_of_organization')
  })

  it('a special class is never shown, and leaves the display when an item becomes one', async () => {
    const { subjectId, uscc } = await createOrganization(app)
    const { recordId: special } = await createRecord(app, { subjectId, item: 'social-security', decidedOn: '2026-11-01', content: { year: 2026, paidMonths: 9 } })
    const { recordId: honour } = await createRecord(app, { subjectId, item: 'honour', decidedOn: '2026-11-01', content: { title: '诚信示范单位', level: '市级' } })
    await publish()
    expect(await rowOf(special)).toBeUndefined()
    expect((await shownOf(uscc)).map((p) => p['recordId'])).toEqual([honour])
    expect(await app.deps.db.execute("UPDATE publication SET status = 'shown', item = 'social-security'").then(() => undefined, (error: unknown) => sqlState(error)?.code)).toBe('23514')
    await app.deps.db.execute("UPDATE catalog_item SET publicity = 'authorized' WHERE code = 'contract'")
    await syncCityData({ ctx: ctx() })
    expect(await countDue(app.deps.db)).toBe(0)
  })

  it('a rule that says something else has everything public looked at again', async () => {
    await app.deps.db.execute("UPDATE publication_rule SET content_hash = 'older' WHERE id = 'publication-order-36'")
    await syncCityData({ ctx: ctx() })
    expect(await countDue(app.deps.db)).toBeGreaterThan(3)
    await publish()
    await syncCityData({ ctx: ctx() })
    expect(await countDue(app.deps.db)).toBe(0)
  })

  it('of many records is decided batch by batch, once, whoever else is at it, and can be stopped in between', async () => {
    const { subjectId } = await createOrganization(app)
    await app.deps.db.execute(`INSERT INTO record (id, subject_id, item, source_key, source_office, decided_on, status, content, content_hash, version, created_at, updated_at)
      SELECT 'rec_many' || n, '${subjectId}', 'penalty', 'many-' || n, '云汀市测试局', '2026-11-01', 'valid', '{"violation": "未明码标价", "documentNumber": "云市监罚〔2026〕8号"}', 'x', 1, now(), now() FROM generate_series(1, 12000) n`)
    const stop = AbortSignal.abort()
    expect(await publishWaiting({ ctx: ctx(), input: { stop } })).toBe(0)
    const taken = await Promise.all([publishWaiting({ ctx: ctx(), input: {} }), publishWaiting({ ctx: ctx(), input: {} })])
    expect(taken[0] + taken[1]).toBe(12_000)
    expect(await rowsIn(app, `SELECT count(*)::int AS n, min(title) AS title FROM publication WHERE subject_id = '${subjectId}' AND status = 'shown'`)).toEqual([{ n: 12_000, title: '未明码标价' }])
    expect([await countDue(app.deps.db), await publishWaiting({ ctx: ctx(), input: {} })]).toEqual([0, 0])
  })
})

describe('red and black lists', () => {
  it('are cross-checked: who is on the black one is not on the red one, and comes back when it ends', async () => {
    const good = await createOrganization(app, { name: '云汀守信建材有限公司' })
    const bad = await createOrganization(app, { name: '云汀失约建材有限公司' })
    for (const { subjectId } of [good, bad]) await createRecord(app, { subjectId, item: 'honour', decidedOn: '2026-10-01', content: { title: '放心消费示范店', level: '市级' } })
    await putOnSeriousList(app, bad.subjectId, { decidedOn: '2026-10-10', endsOn: '2026-12-31' })
    await publish()
    const names = async (colour: string) => ((await app.call(`GET /lists/${colour}?limit=100`)).body['items'] as { name: string }[]).map((i) => i.name)
    expect(await names('black')).toEqual(['云汀失约建材有限公司'])
    expect(await names('red')).toContain('云汀守信建材有限公司')
    expect(await names('red')).not.toContain('云汀失约建材有限公司')
    expect((await app.call(`GET /organizations/${bad.uscc}`)).body['lists']).toEqual(['black'])
    expect((await app.call(`GET /organizations/${good.uscc}`)).body['lists']).toEqual(['red'])
    app.clock.set('2027-01-01T04:00:00.000Z')
    expect(await names('black')).toEqual([])
    expect(await names('red')).toContain('云汀失约建材有限公司')
    app.clock.set('2026-11-21T04:00:00.000Z')
  })
})

describe('the lists 双公示', () => {
  it('filter and page without losing or repeating a row', async () => {
    const { subjectId, uscc } = await createOrganization(app, { name: '云汀澜岸物流有限公司' })
    for (let n = 1; n <= 7; n += 1) await penalty(subjectId, `2026-11-0${(n % 3) + 1}`, { documentNumber: `云交罚〔2026〕${n}号` })
    await publish()
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await app.call(`GET /publications?uscc=${uscc}&limit=3${cursor}`)
      seen.push(...(body['items'] as { documentNumber: string }[]).map((i) => i.documentNumber))
      cursor = body['nextCursor'] ? `&cursor=${body['nextCursor'] as string}` : ''
    } while (cursor !== '')
    expect(new Set(seen).size).toBe(7)
    expect(seen).toHaveLength(7)
    const count = async (query: string) => ((await app.call(`GET /publications?limit=100&uscc=${uscc}&${query}`)).body['items'] as unknown[]).length
    expect(await Promise.all(['kind=penalty', 'kind=permit', 'from=2026-11-02', 'to=2026-11-01', `keyword=${encodeURIComponent('澜岸')}`, `keyword=${encodeURIComponent('〔2026〕3')}`, `keyword=${encodeURIComponent('岸澜')}`, `office=${encodeURIComponent('云汀市测试局')}`, `office=x`].map(count))).toEqual([7, 0, 5, 2, 7, 1, 0, 7, 0])
    expect((await app.call('GET /publication-filters')).body['offices']).toContain('云汀市测试局')
    expect((await app.call('GET /publications?cursor=nonsense')).status).toBe(422)
  })

  it('mask the representative and identifiers an office wrote into its text', async () => {
    const { subjectId, uscc } = await createOrganization(app)
    const { recordId } = await penalty(subjectId, '2026-11-05', { facts: '当事人沈听澜（身份证号990101199001010016，电话13812341234）现场未能出示证照' })
    const sealed = app.deps.keys.sealer.seal(JSON.stringify({ representative: '沈听澜' }), 'record.content')
    await app.deps.db.execute(`UPDATE record SET content_sealed = '${sealed}' WHERE id = '${recordId}'`)
    await publish()
    const { text } = await app.call(`GET /publications?uscc=${uscc}`)
    expect(text).toContain('沈**')
    expect(text).not.toMatch(/沈听澜|990101199001010016|13812341234/)
  })
})
