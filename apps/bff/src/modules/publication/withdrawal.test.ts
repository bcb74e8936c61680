import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CatalogItem } from '@xinhui/rules'
import { makeCtx } from '../../context'
import { startTestApp, type TestApp } from '../../testing/app'
import { createFirm } from '../../testing/firms'
import { runOutboxAndScores } from '../../testing/jobs'
import { createResident, createStaff, type Resident } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { rowsIn } from '../../testing/rows'
import { cityData } from '../city/city-data'
import { reviseRecord } from '../record/revise-record.store'
import { findUsableRecord } from '../record/score-records.store'
import { publishDue } from './publish-due'

let app: TestApp
let boss: Resident
let firmId: string
beforeAll(async () => {
  app = await startTestApp()
  boss = await createResident(app)
  firmId = (await createFirm(app, { personId: boss.subjectId })).firmId
})
afterAll(() => app.close())

type Body = Record<string, unknown>
const system = () => makeCtx(app.deps, { requestId: 'test-0001', actor: { kind: 'system', name: 'test' } })
async function publish(): Promise<void> {
  while ((await publishDue({ ctx: system(), input: { limit: 500 } })) > 0);
  await runOutboxAndScores(system())
}
const listed = async (path: string, recordId: string) => ((await app.call(`GET ${path}`)).body['items'] as Body[]).filter((one) => one['recordId'] === recordId)
const shown = (recordId: string) => listed('/publications?limit=100', recordId)
const said = (recordId: string) => listed('/publication-withdrawals', recordId)
const toldOf = async (recordId: string) => (await rowsIn<{ kind: string; title: string }>(app, `SELECT kind, title FROM notice WHERE subject_id = '${boss.subjectId}' AND cause LIKE '${recordId}%' ORDER BY created_at, kind`)).map(({ kind, title }) => `${kind} ${title}`)

/** Something for every field, as an office sends it. */
const contentOf = (item: CatalogItem) => Object.fromEntries(item.contentFields.map((f) => [f.name, f.options?.[0] ?? { text: '甲', number: 2026, fen: 100_000, day: '2026-10-01' }[f.type]]))
/** A value of this field that is another one. */
const otherOf = (field: CatalogItem['contentFields'][number]) => field.options?.[1] ?? { text: '乙', number: 2025, fen: 200_000, day: '2026-10-02' }[field.type]
const open = () => cityData(app.deps.city).catalog.items.filter((i) => i.publicity === 'public' && i.subjectKind !== 'person')
const made = async (item: CatalogItem) => (await createRecord(app, { subjectId: firmId, item: item.code, decidedOn: '2026-10-09', content: contentOf(item) })).recordId
/** A new version, as an office's next file or an officer leaves it: the one before is history. */
async function change(recordId: string, to: { status: 'void' } | Record<string, string | number>): Promise<void> {
  const record = await findUsableRecord(app.deps.db, recordId, app.clock.now())
  if (!record) throw new Error('no such record')
  const isVoid = to['status'] === 'void'
  expect(await reviseRecord(app.deps.db, recordId, record, { ...(isVoid ? { status: 'void' } : { content: { ...record.content, ...to } }), now: app.clock.now() })).toBeDefined()
}

it('every kind of the catalogue that is published: what a later file puts right is said to be, and what it takes back leaves the display; the firm is told of both', async () => {
  const items = open()
  expect(new Set(items.map((i) => i.kind)).size).toBeGreaterThanOrEqual(15)
  for (const item of items) {
    const recordId = await made(item)
    await publish()
    expect(await shown(recordId), item.code).toHaveLength(1)
    const field = item.contentFields.find((f) => f.progresses !== true && (f.options === undefined || f.options.length > 1))
    if (field) {
      await change(recordId, { [field.name]: otherOf(field) })
      await publish()
      expect(await said(recordId), item.code).toMatchObject([{ outcome: 'corrected', itemTitle: item.title, reason: expect.stringContaining('更正') }])
      expect(await shown(recordId), item.code).toMatchObject([{ fields: expect.arrayContaining([expect.objectContaining({ name: field.name })]) }])
    }
    await change(recordId, { status: 'void' })
    await publish()
    expect(await shown(recordId), item.code).toEqual([])
    expect((await said(recordId))[0], item.code).toMatchObject({ outcome: 'withdrawn', itemTitle: item.title, reason: item.kind === 'penalty' ? '作出单位已撤销或变更行政处罚决定' : '来源单位已撤回这条记录' })
    expect(await toldOf(recordId), item.code).toEqual([...(field ? [`firm.publication-corrected 一条${item.title}的公示已更正`] : []), `firm.publication-withdrawn 一条${item.title}已撤回公示`])
  }
})

it('what goes on by itself is no correction: a registration that changed, a judgment that was performed, a commitment that was kept', async () => {
  const going = open().flatMap((item) => item.contentFields.filter((f) => f.progresses).map((field) => ({ item, field })))
  expect(new Set(going.map(({ item }) => item.kind))).toEqual(new Set(['registration', 'judgment', 'contract', 'commitment']))
  for (const { item, field } of going) {
    const recordId = await made(item)
    await publish()
    expect(await shown(recordId), item.code).toHaveLength(1)
    await change(recordId, { [field.name]: otherOf(field) })
    await publish()
    expect([await said(recordId), await toldOf(recordId)], `${item.code} ${field.name}`).toEqual([[], []])
  }
})

it('an entry in the abnormal list that an objection puts right, or takes away, is said as every other; the black list follows a serious one', async () => {
  const reviewer = await createStaff(app, ['reviewer'])
  const objected = async (code: string, answer: Body) => {
    const item = open().find((i) => i.code === code)
    if (!item) throw new Error(`${code} is not in the catalogue`)
    const recordId = await made(item)
    await publish()
    expect(await shown(recordId)).toHaveLength(1)
    const filed = await app.call(`POST /firms/${firmId}/objections`, { as: boss.token, body: { recordId, reason: '列入的原因已经不存在' } })
    expect((await app.call(`POST /console/objections/${String(filed.body['objectionId'])}/answer`, { as: reviewer.token, body: { answer: '经核实，原记录有误', ...answer } })).status).toBe(200)
    await publish()
    return recordId
  }
  const field = open().find((i) => i.code === 'abnormal-list')?.contentFields[0]
  if (!field) throw new Error('an abnormal list entry says nothing')
  const corrected = await objected('abnormal-list', { outcome: 'corrected', fields: { [field.name]: otherOf(field) } })
  expect([await shown(corrected), await said(corrected)]).toMatchObject([[{ recordId: corrected }], [{ outcome: 'corrected', itemTitle: '经营异常名录', reason: '经异议核实，原公示的内容有误，已撤回并按更正后的内容公示' }]])
  const gone = await objected('abnormal-list', { outcome: 'withdrawn' })
  expect([await shown(gone), await said(gone)]).toMatchObject([[], [{ outcome: 'withdrawn', reason: '经异议核实，原记录有误，已撤销' }]])
  expect(await toldOf(gone)).toEqual(['firm.publication-withdrawn 一条经营异常名录已撤回公示'])
  const serious = await objected('serious-list', { outcome: 'withdrawn' })
  expect([await listed('/lists/black?limit=100', serious), (await said(serious)).map((w) => w['outcome'])]).toEqual([[], ['withdrawn']])
})

it('what the public never read is not said to be withdrawn: a decision that is not shown by rule, one whose time was over', async () => {
  const { recordId: never } = await createRecord(app, { subjectId: firmId, item: 'penalty', decidedOn: '2026-02-02', content: { documentNumber: '云罚〔2026〕90号', violation: '未明码标价', penaltyKind: '警告', severity: '' } })
  const { recordId: over } = await createRecord(app, { subjectId: firmId, item: 'penalty', decidedOn: '2020-02-02', content: { documentNumber: '云罚〔2020〕90号', violation: '未明码标价', penaltyKind: '罚款', severity: '一般' } })
  await publish()
  const standing = () => rowsIn(app, `SELECT status, reason FROM publication WHERE record_id IN ('${never}', '${over}') ORDER BY status`)
  const before = await standing()
  expect(before).toEqual([{ status: 'ended', reason: 'period-over' }, { status: 'withheld', reason: 'not-shown-by-rule' }])
  for (const recordId of [never, over]) await change(recordId, { status: 'void' })
  await publish()
  expect([await said(never), await said(over), await toldOf(never), await toldOf(over), await standing()]).toEqual([[], [], [], [], before])
})
