import type { ImportBatch } from '@xinhui/contract'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { createResident, createStaff, fictionalIdNumber } from '../../testing/people'
import { ofPerson, penalties, uscc } from './fixtures/penalty-file'
import { xlsx } from './fixtures/xlsx'
import { csvCell } from '../../lib/csv'

let app: TestApp
let steward: string
beforeAll(async () => {
  app = await startTestApp()
  steward = (await createStaff(app, ['steward'])).token
})
afterAll(() => app.close())

const upload = (raw: Uint8Array | string, as = steward, query = 'fileName=file.csv', type = 'text/csv') =>
  app.call(`POST /console/imports?${query}`, { as, raw: typeof raw === 'string' ? new TextEncoder().encode(raw) : raw, headers: { 'content-type': type } })

describe('uploading a file', () => {
  it('answers with the finished batch, which the list, the page and the audit trail also show', async () => {
    const { status, body } = await upload(penalties({}, { CF_XDR_SHXYM: '123' }), steward, `fileName=${encodeURIComponent('../处罚.csv')}`)
    expect(status).toBe(201)
    expect(body).toMatchObject({ status: 'landed', fileName: '处罚.csv', layoutTitle: '行政处罚（双公示）', rowsNew: 1, rowsRejected: 1, importedBy: expect.stringMatching(/^staff:stf_/) })
    const auditor = (await createStaff(app, ['auditor'])).token
    const list = await app.call('GET /console/imports?limit=1', { as: auditor })
    expect(list.body['items']).toMatchObject([{ batchId: body['batchId'] }])
    const one = await app.call(`GET /console/imports/${String(body['batchId'])}`, { as: auditor })
    expect(one.body).toMatchObject({ batch: { batchId: body['batchId'] }, rejects: [{ row: 3, field: 'CF_XDR_SHXYM', value: '123', reason: '统一社会信用代码应为18位，现为3位' }] })
    const { audit } = await import('../audit/audit.table')
    const trail = (await app.deps.db.select().from(audit)).filter((a) => a.entityId === body['batchId'])
    expect(trail).toMatchObject([{ action: 'record.import', detail: { status: 'landed', rowsNew: 1, rowsRejected: 1 } }])
  })

  it('is for stewards and administrators; auditors read, others see nothing', async () => {
    const tokens = await Promise.all([createStaff(app, ['auditor']), createStaff(app, ['reviewer']), createResident(app)])
    for (const { token } of tokens) expect((await upload('a', token)).status).toBe(403)
    expect((await app.call('GET /console/imports', {})).status).toBe(401)
    for (const { token } of tokens.slice(1)) for (const path of ['/console/imports', '/console/layouts']) expect((await app.call(`GET ${path}`, { as: token })).status).toBe(403)
  })

  it('of something that is no table is refused in words, and its failed batch stays', async () => {
    const { status, body } = await upload('%PDF-1.7')
    expect([status, body['code']]).toEqual([422, 'FILE_UNREADABLE'])
    const batchId = String((body['facts'] as Record<string, unknown>)['batchId'])
    const one = await app.call(`GET /console/imports/${batchId}`, { as: steward })
    expect(one.body['batch']).toMatchObject({ status: 'failed', failure: body['detail'] })
    expect((await upload('a,b', steward, 'fileName=a.csv', 'application/json')).status).toBe(415)
    expect((await app.call('GET /console/imports/bat_00000000000000000000000000', { as: steward })).status).toBe(404)
  })

  it('takes an XLSX with date cells, and says when a spreadsheet has eaten the digits of a number', async () => {
    const idNumber = fictionalIdNumber('1990-09-09', 901)
    const header = ['行政相对人名称', '行政相对人类别', '行政相对人代码_1（统一社会信用代码）', '法定代表人', '自然人证件类型', '自然人证件号码', '行政处罚决定书文号', '违法行为类型', '违法事实', '处罚依据', '处罚类别', '处罚内容', '罚款金额（万元）', '处罚决定日期', '处罚有效期', '处罚机关', '处罚机关统一社会信用代码', '数据来源单位', '数据来源单位统一社会信用代码']
    const tail = ['占道', '占道', '条例', '罚款', '罚款', 0.05, { serial: 46083 }, { serial: 47909 }, '云汀市综合行政执法局', uscc(1), '云汀市综合行政执法局', uscc(1)] as const
    const file = xlsx([
      header,
      ['云汀市表格公司', '法人及非法人组织', uscc(301), '安舟', null, null, '云执〔2026〕301号', ...tail],
      ['安岚', '自然人', null, null, '身份证', Number(idNumber.slice(0, 17)) * 10, '云执〔2026〕302号', ...tail],
    ])
    const { body } = await upload(file, steward, 'fileName=file.csv', 'application/octet-stream')
    expect(body).toMatchObject({ encoding: 'XLSX', rowsNew: 1, rowsRejected: 1 })
    const one = await app.call(`GET /console/imports/${String(body['batchId'])}`, { as: steward })
    expect(one.body['rejects']).toMatchObject([{ row: 3, field: '自然人证件号码', reason: expect.stringContaining('被表格软件存成了数字') }])
    expect(one.text).not.toContain(idNumber.slice(0, 15))
    const { record } = await import('./record.table')
    const stored = (await app.deps.db.select().from(record)).find((r) => r.content['documentNumber'] === '云执〔2026〕301号')
    expect(stored).toMatchObject({ decidedOn: '2026-03-02', content: { fineFen: 50_000, validUntil: '2031-03-02' } })
  })
})

describe('rejects.csv', () => {
  it('opens in a spreadsheet without running anything: formulas become text', async () => {
    const { body } = await upload(penalties({ CF_XDR_SHXYM: "=cmd|' /C calc'!A0" }, { CF_XDR_SHXYM: uscc(310), CF_JDRQ: '+1,"2"' }, { CF_XDR_SHXYM: uscc(311), CF_NR_FK: '@SUM(1)', CF_CFJGDM: '-1' }))
    const batch = body as unknown as ImportBatch
    const file = await app.call(`GET /console/imports/${batch.batchId}/rejects.csv`, { as: steward })
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="rejects-${batch.batchId}.csv"`)
    const lines = parse(file.text, { bom: true })
    expect(lines[0]).toEqual(['行号', '列', '值', '原因'])
    expect(lines.slice(1).map((l) => l[2])).toEqual(["'=cmd|' /C calc'!A0", "'+1,\"2\"", "'@SUM(1)", "'-1"])
    expect(file.text.includes('\ufeff') || file.text.startsWith('行号')).toBe(true)
  })

  it.each([['=1', "'=1"], ['＝1', "'＝1"], ['\t=1', '"\'\t=1"'], ['\r=1', '"\'\r=1"'], ['  -1', "'  -1"], ['a=1', 'a=1'], ['a,b', '"a,b"'], [-1, '-1'], ['', '']])('writes %j as %s', (value, written) => {
    expect(csvCell(value)).toBe(written)
  })

  it('holds every reject of a long list, in the order of the file', async () => {
    const idNumber = fictionalIdNumber('1991-09-09', 902)
    const many = Array.from({ length: 2300 }, (_, i) => ofPerson(idNumber, '安岚', { CF_WSH: `号${i}`, CF_JDRQ: 'x' }))
    const { body } = await upload(penalties(...many))
    expect(body).toMatchObject({ status: 'failed', rowsRejected: 2300 })
    const file = await app.call(`GET /console/imports/${String(body['batchId'])}/rejects.csv`, { as: steward })
    const lines = parse(file.text, { bom: true })
    expect(lines.slice(1).map((l) => Number(l[0]))).toEqual(Array.from({ length: 2300 }, (_, i) => i + 2))
  })
})

it('the layouts page names every column, what is required, and what goes in', async () => {
  const { body } = await app.call('GET /console/layouts', { as: steward })
  const items = body['items'] as { code: string; columns: { header: string; required: boolean; note: string }[] }[]
  const column = (layout: string, header: string) => items.find((l) => l.code === layout)?.columns.find((c) => c.header === header)
  expect(column('penalty', '罚款金额(万元)')).toEqual({ header: '罚款金额(万元)', required: false, note: '金额，不写单位时为万元；也写作 罚款金额、CF_NR_FK' })
  expect(column('permit', '许可类别')).toMatchObject({ required: true, note: expect.stringContaining('普通、特许、认可、核准、登记、其他') })
  expect(column('volunteer', '主体代码')?.note).toContain('自然人填身份证号码')
})
