import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeCtx } from '../../../context'
import { rowsOf } from '../../../db/sql'
import { startTestApp, type TestApp } from '../../../testing/app'
import { fictionalIdNumber } from '../../../testing/people'
import { uscc } from '../fixtures/penalty-file'
import { importFile } from '../import-file'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const rows = (text: string) => rowsOf(app.deps.db, sql.raw(text))
const run = (lines: string[]) =>
  importFile({ ctx: makeCtx(app.deps, { requestId: 'req-market-1', actor: { kind: 'system', name: 'test' } }), input: { fileName: 'f.csv', file: new TextEncoder().encode(lines.join('\n')), importedBy: 'system:test' } })
const reasons = async (batchId: string) => (await rows(`SELECT row::int AS row, field, reason FROM import_reject WHERE batch_id = '${batchId}' ORDER BY seq`)).map((r) => `${String(r['row'])} ${String(r['field'])} ${String(r['reason'])}`)

const M = uscc(501)
const CLERK = fictionalIdNumber('1995-05-15', 511)
const MERCHANTS = '统一社会信用代码,商户全称,商户名称,行业,合作状态'
const STORES = '商户统一社会信用代码,门店编号,门店名称,门店地址,经度,纬度,营业时间'
const POSTS = '商户统一社会信用代码,门店编号,姓名,身份证号码,岗位,岗位状态'
const PERKS = '商户统一社会信用代码,权益编号,应用场景,权益类型,标题,说明,档位,总量,每人限领,领取开始,领取截止,有效天数,补贴(元),使用说明'
const percent = (percentBps: number) => ({ kind: 'percent', percentBps })
const perk = (code: string, over: { tiers?: string; total?: string; until?: string; scene?: string } = {}) =>
  `${M},${code},${over.scene ?? '信易停车'},折扣,停车八折,工作日可用,${over.tiers ?? '700:8折|600=良好:9折|*:95折'},${over.total ?? '100'},1,2026-11-01,${over.until ?? '2026-12-31'},30,2.5,出示二维码`

it('merchants land once, and only what differs is changed', async () => {
  expect(await run([MERCHANTS, `${M},云汀市禾味餐饮有限公司,禾味小馆,餐饮,`])).toMatchObject({ layout: 'merchants', rowsNew: 1 })
  expect(await run([MERCHANTS, `${M},云汀市禾味餐饮有限公司,禾味小馆,餐饮,合作中`])).toMatchObject({ status: 'unchanged' })
  expect(await run([MERCHANTS, `${M},云汀市禾味餐饮有限公司,禾味小馆（北街）,餐饮,合作中`])).toMatchObject({ rowsChanged: 1 })
  expect(await rows(`SELECT m.name, m.status, s.name AS full FROM merchant m JOIN subject s ON s.id = m.subject_id`)).toEqual([{ name: '禾味小馆（北街）', status: 'active', full: '云汀市禾味餐饮有限公司' }])
})

it('a store of an unknown merchant or outside the country is refused, the others land', async () => {
  const batch = await run([STORES, `${M},S1,北街店,北街1号,117.123456,31.9,09:00-22:00`, `${uscc(599)},S1,某店,某街,117,31.9,全天`, `${M},S2,南街店,南街1号,31.9,117.1,全天`])
  expect(batch).toMatchObject({ layout: 'stores', rowsNew: 1, rowsRejected: 2 })
  expect(await reasons(batch.batchId)).toEqual(['3 商户统一社会信用代码 没有这个商户，请先导入合作商户', '4 经度 不能小于 73', '4 纬度 不能大于 54'])
  expect(await rows('SELECT code, longitude_e6, latitude_e6 FROM store')).toEqual([{ code: 'S1', longitude_e6: 117_123_456, latitude_e6: 31_900_000 }])
})

it('a clerk takes a post, moves up, and leaves; a clerk without a store is refused', async () => {
  expect(await run([POSTS, `${M},S1,安芷,${CLERK},店员,`])).toMatchObject({ layout: 'merchant-posts', rowsNew: 1 })
  expect(await run([POSTS, `${M},S1,安芷,${CLERK},店员,在岗`])).toMatchObject({ status: 'unchanged' })
  expect(await run([POSTS, `${M},,安芷,${CLERK},店长,`])).toMatchObject({ rowsChanged: 1 })
  expect(await rows('SELECT role, store_id, status FROM merchant_post')).toEqual([{ role: 'manager', store_id: null, status: 'living' }])
  expect(await run([POSTS, `${M},,安芷,${CLERK},店长,离岗`])).toMatchObject({ rowsChanged: 1 })
  expect(await run([POSTS, `${M},,安芷,${CLERK},店长,离岗`])).toMatchObject({ status: 'unchanged' })
  expect(await run([POSTS, `${M},S1,安芷,${CLERK},店员,在岗`])).toMatchObject({ rowsNew: 1 })
  const other = fictionalIdNumber('1995-05-16', 512)
  const batch = await run([POSTS, `${M},,安苇,${other},店员,`, `${M},S9,安苇,${other},店长,`])
  expect(await reasons(batch.batchId)).toEqual(['2 门店编号 未填写', '3 门店编号 该商户没有这个门店，请先导入门店'])
  expect(await rows(`SELECT count(*)::int AS n FROM subject WHERE birth_day = '1995-05-16'`)).toEqual([{ n: 0 }])
})

it('perks land with their tiers best first; a correction is a new version and keeps what was claimed', async () => {
  expect(await run([PERKS, perk('P1')])).toMatchObject({ layout: 'perks', rowsNew: 1 })
  await rows(`UPDATE perk SET quota_used = 40`)
  expect(await run([PERKS, perk('P1')])).toMatchObject({ status: 'unchanged' })
  expect(await run([PERKS, perk('P1', { total: '40' })])).toMatchObject({ rowsChanged: 1 })
  expect(await rows('SELECT scene, kind, tiers, status, quota_total, quota_used, subsidy_fen, version FROM perk')).toEqual([{
    scene: 'parking', kind: 'discount', status: 'exhausted', quota_total: 40, quota_used: 40, subsidy_fen: 250, version: 2,
    tiers: [
      { title: '700 分及以上', benefit: '8折', fromCenti: 70_000, value: percent(8000) },
      { title: '良好', benefit: '9折', fromCenti: 60_000, value: percent(9000) },
      { title: '人人可享', benefit: '95折', fromCenti: null, value: percent(9500) },
    ],
  }])
  const batch = await run([PERKS, perk('P1', { total: '39' }), perk('P2', { until: '2026-10-01' }), perk('P3', { tiers: '600:9折|700:8折' }), perk('P4', { tiers: '*:9折|600:8折' }), perk('P5', { scene: '信易飞' }), perk('P6', { tiers: '八折' })])
  expect(await reasons(batch.batchId)).toEqual(['2 总量 已领取 40 份，总量不能比它少', '3 领取截止 早于领取开始', '4 档位 档位分数应从高到低，不能重复', '5 档位 “*”是面向所有人的档，只能有一个，放在最后', '6 应用场景 不是本市的应用场景', '7 档位 档位应写成 700:8折|600:9折|*:95折'])
})

const TERMS = `${PERKS},优惠数值,适用对象,适用门店,不可用日期,不可用星期,不可用时段,叠加规则,每天限量,限量周期,每期限量,每期每人限领,合作链接`
const withTerms = (code: string, kind: string, tiers: string, rest: string) => `${perk(code, { tiers }).replace('折扣', kind)},${rest}`

it('the columns of the terms land typed, with the stores by their ids; every version is kept', async () => {
  expect(await run([TERMS, withTerms('T1', '免押', '650:押金全免|*:押金减半', '300元|150元,个人和企业,S1,2027-02-15~2027-02-23,周六、周日,11:30-13:00,可与店内活动叠加,50,每月,500,2,')])).toMatchObject({ rowsNew: 1 })
  const [store] = await rows(`SELECT id FROM store WHERE code = 'S1'`)
  const waiver = (depositFen: number) => ({ kind: 'deposit-waiver', depositFen })
  const [landed] = await rows(`SELECT id, tiers, terms FROM perk WHERE code = 'T1'`)
  expect(landed?.['terms']).toEqual({
    benefit: waiver(30_000),
    stores: [store?.['id']],
    blackouts: { days: [{ from: '2027-02-15', until: '2027-02-23' }], weekdays: [6, 7], hours: [{ from: '11:30', until: '13:00' }] },
    stacking: 'with-promotions',
    audience: 'both',
    quota: { perDay: 50, perPeriod: { unit: 'month', total: 500, perPerson: 2 } },
  })
  expect(landed?.['tiers']).toMatchObject([{ value: waiver(30_000) }, { value: waiver(15_000) }])
  expect(await run([TERMS, withTerms('T1', '免押', '650:押金全免|*:押金减半', '400元|150元,,,,,,,,,,,')])).toMatchObject({ rowsChanged: 1 })
  const kept = await rows(`SELECT version, terms->'benefit'->'depositFen' AS deposit, terms->>'audience' AS audience FROM perk_version WHERE perk_id = '${String(landed?.['id'])}' ORDER BY version`)
  expect(kept).toEqual([{ version: 1, deposit: 30_000, audience: 'both' }, { version: 2, deposit: 40_000, audience: 'person' }])
})

it('terms that say nothing, too much or another thing are refused with the column and what to write', async () => {
  const batch = await run([
    TERMS,
    withTerms('U1', '免押', '*:押金全免', ',,,,,,,,,,,'),
    withTerms('U2', '折扣', '*:8折', ',,S9,,,,,,,,,'),
    withTerms('U3', '折扣', '*:8折', ',,,春节,周八,中午,,,,,,'),
    withTerms('U4', '折扣', '*:8折', ',,,,,,,,,100,,'),
    withTerms('U5', '合作链接', '*:去看看', ',,,,,,,,,,,http://a.example'),
    withTerms('U6', '免费使用', '*:随便用', '0小时,,,,,,,,,,,'),
  ])
  expect(await reasons(batch.batchId)).toEqual([
    '2 档位 看不出第 1 档的数值，请在“优惠数值”里写明，如 8折、立减20元、3小时、5000元',
    '3 适用门店 该商户没有这个门店，请先导入门店',
    '4 不可用日期 应写成 2027-02-15~2027-02-23|2027-05-01',
    '4 不可用星期 应写成 周六、周日',
    '4 不可用时段 应写成 11:30-13:00|17:00-19:00',
    '5 限量周期 填了每期限量，就要填限量周期',
    '6 合作链接 应为 https:// 开头的网址',
    '7 档位 时长应大于 0，最细到一刻钟',
  ])
})

it('a perk of loaded codes lands empty, and a correction leaves its stock to its codes', async () => {
  expect(await run([TERMS, withTerms('C1', '兑换码', '*:兑换码一个', ',,,,,,,,,,,')])).toMatchObject({ rowsNew: 1 })
  expect(await rows(`SELECT status, quota_total FROM perk WHERE code = 'C1'`)).toEqual([{ status: 'exhausted', quota_total: 0 }])
  await rows(`UPDATE perk SET quota_total = 7, status = 'published' WHERE code = 'C1'`)
  expect(await run([TERMS, withTerms('C1', '兑换码', '*:会员兑换码', ',,,,,,,,,,,')])).toMatchObject({ rowsChanged: 1 })
  expect(await rows(`SELECT status, quota_total, version FROM perk WHERE code = 'C1'`)).toEqual([{ status: 'published', quota_total: 7, version: 2 }])
})

it('a perk cannot change under the same version number, and a kept version cannot change at all', async () => {
  await expect(rows(`UPDATE perk SET tiers = '[]' WHERE code = 'T1'`)).rejects.toThrow()
  await expect(rows(`UPDATE perk_version SET title = '别的'`)).rejects.toThrow()
  await expect(rows('DELETE FROM perk_version')).rejects.toThrow()
  expect(await rows(`SELECT jsonb_array_length(tiers) AS tiers FROM perk WHERE code = 'T1'`)).toEqual([{ tiers: 2 }])
})

it('lenders and their products land, entry rules as they are filled', async () => {
  const bank = uscc(520)
  expect(await run(['统一社会信用代码,机构全称,机构名称,机构类型', `${bank},云汀农村商业银行股份有限公司,云汀农商行,农商行`])).toMatchObject({ layout: 'lenders', rowsNew: 1 })
  const header = '机构统一社会信用代码,产品编号,产品名称,担保方式,最低额度(万元),最高额度(万元),最低年利率(%),最高年利率(%),最短期限(月),最长期限(月),还款方式,专区,适用对象,响应时限(工作日),有效期至,准入：成立满(月),准入：行业,准入：信用等级不低于'
  const product = (max: string) => `${bank},L1,信易快贷,信用,1,${max},3.45,4.2%,3,36,等额本息,科创,小微企业,3,2027-12-31,24,A|C14,良`
  expect(await run([header, product('300')])).toMatchObject({ layout: 'loan-products', rowsNew: 1 })
  expect(await run([header, product('300')])).toMatchObject({ status: 'unchanged' })
  expect(await run([header, product('500万元')])).toMatchObject({ rowsChanged: 1 })
  expect(await rows('SELECT amount_min_fen::text AS min, amount_max_fen::text AS max, rate_min_bps, rate_max_bps, entry_rules, status, version FROM loan_product')).toEqual([
    { min: '1000000', max: '500000000', rate_min_bps: 345, rate_max_bps: 420, status: 'published', version: 2,
      entry_rules: [{ kind: 'grade', atLeast: '良' }, { kind: 'age', minMonths: 24, maxMonths: null }, { kind: 'industry', anyOf: ['A', 'C14'], noneOf: [] }] },
  ])
  expect(await rows('SELECT version, status, amount_max_fen::text AS max FROM loan_product_version ORDER BY version')).toEqual([{ version: 1, status: 'replaced', max: '300000000' }, { version: 2, status: 'published', max: '500000000' }])
  await expect(rows('UPDATE loan_product_version SET rate_max_bps = 999 WHERE version = 2')).rejects.toThrow()
  await expect(rows('DELETE FROM loan_product_version')).rejects.toThrow()
  const batch = await run([header, product('0.5').replace('4.2%', '3'), product('100').replace('A|C14', '餐饮')])
  expect(await reasons(batch.batchId)).toEqual(['2 最高额度(万元) 小于最低额度', '2 最高年利率(%) 小于最低年利率', '3 准入：行业 餐饮不是国民经济行业分类的门类或大类'])
})
