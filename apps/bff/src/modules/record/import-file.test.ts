import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { DomainError } from '../../errors'
import { startTestApp, type TestApp } from '../../testing/app'
import { fictionalIdNumber } from '../../testing/people'
import { encodeGb18030, ofPerson, PENALTY, penalties, uscc } from './fixtures/penalty-file'
import { failInterruptedImports } from './fail-interrupted-imports'
import { importFile } from './import-file'
import { loadLayouts } from './layout/load-layouts'

let app: TestApp
let rows: (text: string) => Promise<Record<string, unknown>[]>

beforeAll(async () => {
  app = await startTestApp()
  const { sql } = await import('drizzle-orm')
  const { rowsOf } = await import('../../db/sql')
  rows = (text) => rowsOf(app.deps.db, sql.raw(text))
})
afterAll(() => app.close())

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name))
const ctx = () => makeCtx(app.deps, { requestId: 'req-import-1', actor: { kind: 'system', name: 'test' } })
const run = (file: Uint8Array | string, more: { fileName?: string; layout?: string } = {}) =>
  importFile({ ctx: ctx(), input: { fileName: more.fileName ?? 'file.csv', file: typeof file === 'string' ? strToU8(file) : file, layout: more.layout, importedBy: 'system:test' } })
const rejectsOf = (batchId: string) => rows(`SELECT row::int AS row, field, value, reason FROM import_reject WHERE batch_id = '${batchId}' ORDER BY seq`)

async function refusal(work: Promise<unknown>): Promise<DomainError> {
  try {
    await work
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
  throw new Error('the file was taken')
}

describe('the enterprise registry as it really arrives', () => {
  it('lands every row, reads capitals exactly, N/A as absent, and cleans stray characters', async () => {
    const batch = await run(fixture('enterprise-registry.csv'), { fileName: '企业.csv' })
    expect(batch).toMatchObject({ status: 'landed', layout: 'enterprise-registry', encoding: 'UTF-8', rowsTotal: 32, rowsNew: 32, rowsRejected: 0 })
    const firms = await rows(`SELECT s.name, s.uscc, o.capital_fen::text AS fen, o.capital_currency AS currency, o.type, o.address, o.representative_sealed AS representative FROM organization o JOIN subject s ON s.id = o.subject_id`)
    const byCode = new Map(firms.map((f) => [f['uscc'], f]))
    expect(byCode.get('911407287832745928')).toMatchObject({ fen: '1538000000', currency: 'CNY', type: null })
    expect(byCode.get('913401211492655764')).toMatchObject({ fen: '9105275000' })
    expect(byCode.get('91140106734021708C')).toMatchObject({ fen: '50000000' })
    expect(byCode.get('91140727MA0H3CUB2T')).toMatchObject({ fen: null, currency: null, type: '个人独资企业' })
    expect(byCode.get('9114010073402647X1')).toMatchObject({ address: '太原市杏花岭区府东街82号' })
    expect(byCode.get('91140000734019907T')).toMatchObject({ address: '太原市迎泽大街269号' })
    expect(byCode.get('91340300734948204X')).toMatchObject({ representative: null, fen: '14000000000' })
  })

  it('changes nothing the second time, and writes a batch that says so', async () => {
    const before = await rows('SELECT subject_id, content_hash, batch_id, updated_at FROM organization ORDER BY 1')
    const batch = await run(fixture('enterprise-registry.csv'))
    expect(batch).toMatchObject({ status: 'unchanged', rowsTotal: 32, rowsUnchanged: 32, rowsNew: 0, rowsChanged: 0 })
    expect(await rows('SELECT subject_id, content_hash, batch_id, updated_at FROM organization ORDER BY 1')).toEqual(before)
  })
})

describe('penalties in the current layout', () => {
  it('a corrected file makes version 2 and keeps version 1', async () => {
    const doc = { CF_WSH: '云综执罚〔2026〕100号' }
    expect(await run(penalties(doc))).toMatchObject({ status: 'landed', layout: 'penalty', rowsNew: 1 })
    // Another spelling of the brackets is the same document.
    expect(await run(penalties({ CF_WSH: '云综执罚[2026]100号', CF_NR_FK: '0.06' }))).toMatchObject({ rowsNew: 0, rowsChanged: 1 })
    const [now] = await rows(`SELECT r.id, r.version, r.content->>'fineFen' AS fine, r.ends_on::text AS ends, r.source_office AS office FROM record r JOIN subject s ON s.id = r.subject_id WHERE s.uscc = '${uscc(100)}'`)
    expect(now).toMatchObject({ version: 2, fine: '60000', ends: '2027-03-02', office: '云汀市综合行政执法局' })
    expect(await rows(`SELECT version, content->>'fineFen' AS fine FROM record_history WHERE record_id = '${String(now?.['id'])}'`)).toEqual([{ version: 1, fine: '50000' }])
  })

  it('one bad row does not stop the good ones, and each of its problems is listed with what would be right', async () => {
    const good = uscc(201)
    const wrong = good.slice(0, 17) + (good.endsWith('0') ? '1' : '0')
    const batch = await run(penalties({ CF_XDR_SHXYM: good }, { CF_XDR_SHXYM: wrong, CF_JDRQ: '2026-13-40', CF_NR_FK: '-5', CF_XDR_LB: '法人及非法人组织' }, { CF_XDR_SHXYM: uscc(202), CF_JDRQ: '2026-12-01', CF_NR_FK: '' }))
    expect(batch).toMatchObject({ status: 'landed', rowsTotal: 3, rowsNew: 1, rowsRejected: 2 })
    const rejects = await rejectsOf(batch.batchId)
    expect(rejects).toEqual([
      { row: 3, field: 'CF_XDR_SHXYM', value: wrong, reason: `统一社会信用代码校验位不符：应为“${good.at(-1) ?? ''}”，现为“${wrong.at(-1) ?? ''}”` },
      { row: 3, field: 'CF_NR_FK', value: '-5', reason: '金额不能为负' },
      { row: 3, field: 'CF_JDRQ', value: '2026-13-40', reason: '日期不存在：2026年13月40日' },
      { row: 4, field: 'CF_JDRQ', value: '2026-12-01', reason: '日期晚于今天（2026-11-21）' },
      { row: 4, field: 'CF_NR_FK', value: '', reason: '未填写' },
    ])
  })

  it('an identical repetition counts as unchanged, a contradiction is refused and names both rows', async () => {
    const row = { CF_XDR_SHXYM: uscc(210) }
    const batch = await run(penalties(row, row, { ...row, CF_NR: '罚款一千元' }))
    expect(batch).toMatchObject({ rowsTotal: 3, rowsNew: 1, rowsUnchanged: 1, rowsRejected: 1 })
    expect((await rejectsOf(batch.batchId))[0]).toMatchObject({ row: 4, reason: expect.stringMatching(/第 4 行与第 2 行是同一条，内容却不同/) })
  })

  it('finds repetitions far apart in a long file', async () => {
    const many = Array.from({ length: 1500 }, (_, i) => ({ CF_XDR_SHXYM: uscc(3000 + i) }))
    const batch = await run(penalties(...many, { CF_XDR_SHXYM: uscc(3000) }, { CF_XDR_SHXYM: uscc(3001), CF_NR: '警告' }))
    expect(batch).toMatchObject({ rowsTotal: 1502, rowsNew: 1500, rowsUnchanged: 1, rowsRejected: 1 })
    expect((await rejectsOf(batch.batchId))[0]).toMatchObject({ row: 1503, reason: expect.stringContaining('第 3 行') })
  })

  it('a title row, a blank line and a * before the header are read over; rows keep the numbers a spreadsheet shows', async () => {
    const batch = await run(`云汀市行政处罚公示表\r\n\r\n*${penalties({ CF_XDR_SHXYM: uscc(220) }, { CF_XDR_SHXYM: '00000000000000000X' })}`)
    expect(batch).toMatchObject({ rowsNew: 1, rowsRejected: 1 })
    expect((await rejectsOf(batch.batchId))[0]).toMatchObject({ row: 5, value: '00000000000000000X' })
  })

  it('is read from GB18030 just as well', async () => {
    const text = penalties({ CF_XDR_SHXYM: uscc(230), CF_XDR_MC: '云汀㐀市镕䶮贸易有限公司' })
    const batch = await run(encodeGb18030(text))
    expect(batch).toMatchObject({ encoding: 'GB18030', rowsNew: 1 })
    expect(await rows(`SELECT name FROM subject WHERE uscc = '${uscc(230)}'`)).toEqual([{ name: '云汀㐀市镕䶮贸易有限公司' }])
  })

  it('the older layout lands in the same item, and the same decision is the same record', async () => {
    const header = 'CF_WSH,CF_CFMC,CF_CFLB1,CF_CFLB2,CF_SY,CF_YJ,CF_XDR_MC,CF_XDR_SHXYM,CF_XDR_ZDM,CF_XDR_GSDJ,CF_XDR_SWDJ,CF_XDR_SFZ,CF_FR,CF_JG,CF_JDRQ,CF_XZJG,CF_ZT,DFBM,SJC,BZ'
    await run(penalties({ CF_XDR_SHXYM: uscc(240), CF_WSH: '云综执罚〔2026〕240号' }))
    const batch = await run(`${header}\n云综执罚〔2026〕240号,占道经营,罚款,,在人行道上堆放货物,条例,云汀市旧版公司,${uscc(240)},,,,,安旧,罚款五百元,20260302,云汀市综合行政执法局,0,990100,20260303,\n`)
    expect(batch).toMatchObject({ layout: 'penalty-2016', rowsChanged: 1, rowsNew: 0 })
    expect(await rows(`SELECT r.item, r.version, r.status FROM record r JOIN subject s ON s.id = r.subject_id WHERE s.uscc = '${uscc(240)}'`)).toEqual([{ item: 'penalty', version: 2, status: 'valid' }])
  })

  it('a withdrawn decision becomes void and stays in history', async () => {
    await run(penalties({ CF_XDR_SHXYM: uscc(250) }))
    expect(await run(penalties({ CF_XDR_SHXYM: uscc(250), CF_ZT: '2' }))).toMatchObject({ rowsChanged: 1 })
    expect(await rows(`SELECT r.status, h.status AS before FROM record r JOIN record_history h ON h.record_id = r.id JOIN subject s ON s.id = r.subject_id WHERE s.uscc = '${uscc(250)}'`)).toEqual([{ status: 'void', before: 'valid' }])
  })
})

describe('persons', () => {
  it('stay out of the reject report: names, numbers and what is said about them are masked', async () => {
    const idNumber = fictionalIdNumber('1988-08-08', 801)
    const wrong = idNumber.slice(0, 17) + (idNumber.endsWith('1') ? '2' : '1')
    const batch = await run(penalties(ofPerson(wrong, '欧阳小溪', { CF_SY: `当事人欧阳小溪${'很'.repeat(4000)}`, CF_JDRQ: '' }), ofPerson(idNumber, '欧阳小溪'.repeat(60))))
    expect(batch).toMatchObject({ status: 'failed', failure: '没有一行可用，原因见退回清单', rowsRejected: 2 })
    const rejects = await rejectsOf(batch.batchId)
    expect(rejects).toContainEqual({ row: 2, field: 'CF_XDR_ZJHM', value: `9****************${wrong.at(-1) ?? ''}`, reason: '身份证号校验位不符，请核对' })
    const text = JSON.stringify(rejects)
    for (const secret of ['欧阳小溪', wrong, idNumber, '很很']) expect(text).not.toContain(secret)
  })

  it('leave their numbers, names and phones nowhere in the database in plain text', async () => {
    const idNumber = fictionalIdNumber('1979-07-09', 802)
    const secrets = [idNumber, '司马澜汀', '安苇岚', '13900009901', '在某小区某号']
    await run(penalties(ofPerson(idNumber, '司马澜汀', { CF_SY: '在某小区某号养鸡', CF_NR_FK: '0.01' }), { CF_XDR_SHXYM: uscc(260), CF_FRDB: '安苇岚' }))
    await run(`姓名,身份证号码,手机号码,区县\n司马澜汀,${idNumber},139 0000 9901,临河区\n`, { layout: 'persons' })
    const people = await rows(`SELECT s.district, r.content FROM subject s JOIN record r ON r.subject_id = s.id WHERE s.kind = 'person' AND s.birth_day = '1979-07-09'`)
    expect(people[0]).toMatchObject({ district: '临河区', content: { fineFen: 10_000, publishedUntil: '2027-03-02' } })
    expect(Object.keys(people[0]?.['content'] as object)).not.toContain('facts')
    const [sealed] = await rows(`SELECT content_sealed AS text FROM record r JOIN subject s ON s.id = r.subject_id WHERE s.birth_day = '1979-07-09'`)
    expect(JSON.parse(app.deps.keys.sealer.open(String(sealed?.['text']), 'record.content'))).toMatchObject({ facts: '在某小区某号养鸡', subjectName: '司马澜汀' })

    const columns = await rows(`SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = 'public' AND data_type IN ('text', 'jsonb', 'character varying', 'ARRAY')`)
    expect(columns.length).toBeGreaterThan(100)
    for (const { t, c } of columns) {
      const [hit] = await rows(`SELECT count(*)::int AS n FROM "${String(t)}" WHERE ${secrets.map((s) => `"${String(c)}"::text LIKE '%${s}%'`).join(' OR ')}`)
      expect(hit, `${String(t)}.${String(c)}`).toEqual({ n: 0 })
    }
    expect(app.logs.join('\n')).not.toContain(idNumber)
  })

  it('a changed record of somebody with an open score asks for a recompute', async () => {
    const idNumber = fictionalIdNumber('1991-01-02', 803)
    await run(penalties(ofPerson(idNumber, '安岚屿')))
    const [person] = await rows(`SELECT id FROM subject WHERE birth_day = '1991-01-02'`)
    const id = String(person?.['id'])
    await rows(`INSERT INTO consent (id, subject_id, purpose, receiver, fields, text_version, status, granted_at) VALUES ('con_t', '${id}', 'score', 'city', '{}', 'v', 'living', now())`)
    await rows(`INSERT INTO score (id, subject_id, consent_id, model_id, day, total_centi, grade, computed_at) VALUES ('sco_t', '${id}', 'con_t', 'm', '2026-11-21', 60000, 'g', now())`)
    await run(penalties(ofPerson(idNumber, '安岚屿')))
    expect(await rows(`SELECT subject_id FROM score_due WHERE subject_id = '${id}'`)).toEqual([])
    await run(penalties(ofPerson(idNumber, '安岚屿', { CF_NR_FK: '0.07' })))
    expect(await rows(`SELECT subject_id FROM score_due WHERE subject_id = '${id}'`)).toEqual([{ subject_id: id }])
  })
})

describe('layouts', () => {
  it('a catalogue item needs no layout of its own; its title row names it', async () => {
    const idNumber = fictionalIdNumber('1985-05-05', 804)
    const batch = await run(`目录项,信用主体类别,主体代码,主体名称,编号,决定日期,截止日期,来源单位,活动名称,服务时长（小时）\n志愿服务,自然人,${idNumber},安芷舟,ZY-1,2026年5月4日,,云汀市志愿服务联合会,河岸清洁,6\n荣誉表彰,自然人,${idNumber},安芷舟,ZY-2,2026-05-05,,云汀市志愿服务联合会,清洁,2\n不在目录,自然人,${idNumber},安芷舟,ZY-3,2026-05-05,,云汀市志愿服务联合会,清洁,2.5\n`)
    expect(batch).toMatchObject({ layout: 'volunteer', rowsNew: 1, rowsRejected: 2 })
    expect(await rows(`SELECT content FROM record WHERE item = 'volunteer'`)).toEqual([{ content: { hours: 6 } }])
    expect((await rejectsOf(batch.batchId)).map((r) => r['reason'])).toEqual(['本文件按“志愿服务”导入，这一行却是“荣誉表彰”', '应为整数', '本市公共信用信息目录中没有这一项'])
  })

  it('an unknown header is answered with the nearest layout and what it lacks', async () => {
    const error = await refusal(run('姓名,年龄\n甲,3\n'))
    expect(error).toMatchObject({ code: 'LAYOUT_UNKNOWN' })
    expect(error.message).toContain('缺少必需的列')
    expect((await refusal(run('a,b\n1,2\n'))).message).toContain('没有找到认得的表头')
    expect((await refusal(run(penalties({}), { layout: 'permit' }))).message).toMatch(/“行政许可（双公示）”，缺少必需的列：.*“许可内容”/)
    expect((await refusal(run(penalties({}), { layout: 'no-such' }))).message).toBe('没有“no-such”这种格式')
    expect((await refusal(run('企业名称,名称,统一社会信用代码\n甲,乙,丙\n'))).message).toBe('“企业名称”和“名称”是同一列，只能出现一次')
  })

  it('all of them load, and every header is one a person can read', () => {
    const layouts = loadLayouts(app.deps.city)
    expect(layouts.map((l) => l.code)).toEqual(expect.arrayContaining(['penalty', 'penalty-2016', 'permit', 'permit-2016', 'enterprise-registry', 'persons', 'merchants', 'stores', 'merchant-posts', 'perks', 'lenders', 'loan-products', 'honour', 'tax-rating', 'serious-list']))
    for (const layout of layouts) for (const column of layout.columns) expect(column.headers[0]).toMatch(/[\u4e00-\u9fff]/)
  })
})

describe('files that are no good', () => {
  it.each([
    ['empty', new Uint8Array(), '文件是空的'],
    ['blank lines only', strToU8('\r\n\r\n,,\r\n'), '文件里没有内容'],
    ['only a header', strToU8(`${PENALTY.join(',')}\r\n`), '只有表头，没有数据行'],
    ['401 columns', strToU8(`${Array.from({ length: 401 }, (_, i) => `c${i}`).join(',')}\n`), '第 1 行有 401 列，最多 400 列'],
    ['a NUL', strToU8(`${PENALTY.join(',')}\r\n\0`), '空字符（NUL）'],
    ['an open quote', strToU8(`${PENALTY.join(',')}\r\n"never closed,1\r\n2,3\r\n`), '第 2 行起无法读取：有一个引号没有成对'],
    ['neither UTF-8 nor GB18030', Uint8Array.from([0xc3, 0x28, 0xff, 0xff, 0x2c, 0x0a]), '既不是 UTF-8 也不是 GB18030'],
    ['an old xls', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), '旧版 .xls'],
    ['a PDF', strToU8('%PDF-1.7 …'), 'PDF'],
    ['a zip that is no table', zipSync({ 'a.txt': strToU8('hello') }), '不是 XLSX 表格'],
    ['a broken zip', strToU8('PK\u0003\u0004garbage'), '表格文件不完整或已损坏'],
  ])('%s: a clear refusal and a failed batch', async (_name, bytes, message) => {
    const error = await refusal(run(bytes))
    expect(error.code).toBe('FILE_UNREADABLE')
    expect(error.message).toMatch(new RegExp(message.replaceAll(/[（）]/g, '.')))
    const [batch] = await rows(`SELECT status, failure, rows_total::int AS n FROM import_batch WHERE id = '${String(error.extras.facts?.['batchId'])}'`)
    expect(batch).toMatchObject({ status: 'failed', failure: error.message, n: 0 })
  })

  it('a damaged workbook is called one, whatever its bytes look like; a CSV under its name is still read', async () => {
    for (const bytes of [Uint8Array.from([0, 1, 2, 3, 0xc3, 0x28]), Uint8Array.from([0xc3, 0x28, 0xff, 0xff, 0x2c, 0x0a])]) {
      const error = await refusal(run(bytes, { fileName: '处罚.XLSX' }))
      expect([error.code, error.message]).toEqual(['FILE_UNREADABLE', expect.stringContaining('工作簿（.xlsx）已损坏')])
    }
    expect((await run(penalties({ CF_XDR_SHXYM: uscc(6500) }), { fileName: '处罚.xlsx' })).encoding).toBe('UTF-8')
  })

  it('a failure half-way leaves nothing behind but its batch', async () => {
    const many = Array.from({ length: 1200 }, (_, i) => ({ CF_XDR_SHXYM: uscc(6000 + i) }))
    const error = await refusal(run(`${penalties(...many)}"open quote`))
    expect(error.message).toContain('第 1202 行起无法读取')
    expect(await rows(`SELECT count(*)::int AS n FROM subject WHERE uscc = '${uscc(6000)}'`)).toEqual([{ n: 0 }])
    expect(await rows(`SELECT count(*)::int AS n FROM record WHERE batch_id = '${String(error.extras.facts?.['batchId'])}'`)).toEqual([{ n: 0 }])
  })

  it('two uploads of one file at the same moment land it once', async () => {
    const file = penalties(...Array.from({ length: 50 }, (_, i) => ({ CF_XDR_SHXYM: uscc(7000 + i) })))
    const batches = await Promise.all([run(file), run(file)])
    expect(batches.map((b) => b.status).sort()).toEqual(['landed', 'unchanged'])
    expect(batches.map((b) => b.rowsNew).sort((a, b) => a - b)).toEqual([0, 50])
  })

  it('a database that refuses leaves a failed batch that quotes no data, and nothing else', async () => {
    await rows(`ALTER TABLE record ADD CONSTRAINT test_no_charity CHECK (item <> 'charity')`)
    await expect(run(`主体代码,主体名称,编号,决定日期,来源单位,受赠组织,捐赠金额\n${uscc(280)},云汀市善举公司,C1,2026-05-05,云汀市民政局,云汀慈善会,5000\n`)).rejects.toThrow()
    await rows('ALTER TABLE record DROP CONSTRAINT test_no_charity')
    const [batch] = await rows('SELECT status, failure FROM import_batch ORDER BY id DESC LIMIT 1')
    expect(batch).toEqual({ status: 'failed', failure: '系统出了点问题，这个文件的数据没有写入，请稍后再试' })
    expect(await rows(`SELECT count(*)::int AS n FROM subject WHERE uscc = '${uscc(280)}'`)).toEqual([{ n: 0 }])
  })

  it('what a dead process left running is failed, a batch begun since is not', async () => {
    await rows(`INSERT INTO import_batch (id, file_name, sha256, layout, layout_title, encoding, status, imported_by, started_at) VALUES
      ('bat_dead', 'f.csv', 'x', '', '未识别', 'UTF-8', 'running', 'system:test', '2026-11-21T01:00:00Z'), ('bat_live', 'f.csv', 'x', '', '未识别', 'UTF-8', 'running', 'system:test', '2026-11-21T03:30:00Z')`)
    const input = { startedBefore: new Date('2026-11-21T03:00:00Z') }
    expect(await failInterruptedImports({ ctx: ctx(), input })).toBe(1)
    expect(await rows(`SELECT id, status, failure FROM import_batch WHERE id IN ('bat_dead', 'bat_live') ORDER BY id`)).toEqual([
      { id: 'bat_dead', status: 'failed', failure: '导入中断，这个文件的数据没有写入，请重新导入' },
      { id: 'bat_live', status: 'running', failure: null },
    ])
    expect(await failInterruptedImports({ ctx: ctx(), input })).toBe(0)
  })

  it('more rows or bytes than the city takes are refused', async () => {
    const small = { ...app.deps, city: { ...app.deps.city, limits: { ...app.deps.city.limits, importMaxRows: 2, importMaxBytes: 5000 } } }
    const tight = (file: string) => importFile({ ctx: makeCtx(small, { requestId: 'req-import-2', actor: { kind: 'system', name: 'test' } }), input: { fileName: 'f.csv', file: strToU8(file), importedBy: 'system:test' } })
    expect((await refusal(tight(penalties({ CF_XDR_SHXYM: uscc(270) }, { CF_XDR_SHXYM: uscc(271) }, { CF_XDR_SHXYM: uscc(272) })))).message).toBe('超过 2 行，请拆分后再上传')
    expect((await refusal(tight(penalties({}) + ' '.repeat(6000)))).code).toBe('PAYLOAD_TOO_LARGE')
  })
})
