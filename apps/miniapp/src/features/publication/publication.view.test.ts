import { describe, expect, it } from 'vitest'
import { canSearch, catalogGroups, type CatalogItem, emptyWords, firmFacts, type OrganizationPage, type Publication, toRow, viewOf, withdrawalFacts } from './publication.view'

const published = (over: Partial<Publication> = {}): Publication => ({
  recordId: 'rec_1', kind: 'penalty', kindTitle: '行政处罚', itemTitle: '行政处罚', uscc: '91990101000000000A', name: '云汀禾屿商贸有限公司', title: '未明码标价', documentNumber: '云市监罚〔2026〕7号', office: '云汀市市场监督管理局', district: '临河区',
  decidedOn: '2026-11-20', startsOn: '2026-11-21', endsOn: '2027-11-20', rule: { id: 'r', title: 't', className: '一般', sourceRef: '《信用修复管理办法》', verified: false }, list: null, underObjection: false, fields: [{ name: 'content', title: '处罚内容', value: '罚款500元' }], ...over,
})

describe('a published record', () => {
  it('says who decided what, when, and until when it is shown', () => {
    expect(toRow(published()).facts).toEqual([
      { name: '文号', value: '云市监罚〔2026〕7号' },
      { name: '机关', value: '云汀市市场监督管理局' },
      { name: '决定', value: '2026年11月20日' },
      { name: '公示', value: '2026年11月21日起，2027年11月20日停止公示' },
    ])
    expect(toRow(published({ underObjection: true })).facts.at(-1)).toEqual({ name: '异议', value: '企业有异议，正在核实' })
    expect(toRow(published({ endsOn: null, documentNumber: null })).facts.at(-1)).toEqual({ name: '公示', value: '2026年11月21日起，至移出之日' })
  })

  it('names the rule, and says so when the official text could not be checked', () => {
    expect(toRow(published()).rule).toBe('《信用修复管理办法》，一般。期限以官方文本为准。')
    expect(toRow(published({ rule: { id: 'r', title: 't', className: '一般', sourceRef: '《信用修复管理办法》', verified: true } })).rule).toBe('《信用修复管理办法》，一般。')
  })
})

describe('the public pages', () => {
  it('search from two characters on', () => {
    expect(['', '禾', ' 禾 ', '禾屿', '𠮷野'].map(canSearch)).toEqual([false, false, false, true, true])
  })

  it('show of a firm only what is known', () => {
    const firm: OrganizationPage = { uscc: '91990101000000000A', name: '云汀', type: null, status: 'live', registeredOn: '2019-05-06', capital: null, industry: null, district: '临河区', address: null, businessScope: null, lists: [], kinds: [], records: { items: [], nextCursor: null } }
    expect(firmFacts(firm)).toEqual([{ name: '代码', value: '91990101000000000A' }, { name: '状态', value: '存续' }, { name: '成立', value: '2019年5月6日' }, { name: '区县', value: '临河区' }])
    expect(firmFacts({ ...firm, status: 'unknown' }).some((f) => f.name === '状态')).toBe(false)
  })

  it('open the list that was asked for, and all of it otherwise', () => {
    expect([viewOf('black'), viewOf('nonsense'), viewOf(undefined)]).toEqual(['black', 'all', 'all'])
    expect(emptyWords('black', '')).toEqual({ title: '现在没有公示的记录', note: '没有单位在黑名单上' })
    expect(emptyWords('all', '禾屿').title).toBe('没有找到“禾屿”')
  })

  it('explain the catalogue: from whom, about whom, who may see it, for how long', () => {
    const item = (over: Partial<CatalogItem>): CatalogItem => ({ code: 'penalty', title: '行政处罚', kind: 'penalty', kindTitle: '行政处罚', sourceOffice: '市综合行政执法局', subjectKind: 'both', publicity: 'public', retentionMonths: 60, scorable: true, fields: [{ name: 'a', title: '文号', required: true }, { name: 'b', title: '内容', required: false }], ...over })
    const groups = catalogGroups([item({}), item({ code: 'fund', kind: 'housing-fund', kindTitle: '公积金', publicity: 'authorized', retentionMonths: null, scorable: false }), item({ code: 'p2' })])
    expect(groups.map((g) => [g.title, g.items.length])).toEqual([['行政处罚', 2], ['公积金', 1]])
    expect(groups[0]?.items[0]).toMatchObject({ facts: [{}, { value: '自然人、企业和其他组织' }, { name: '内容', value: '文号、内容' }, { value: '企业的向社会公示，自然人的只给本人看' }, { value: '5 年' }, { value: '评价模型可以使用' }] })
    expect(groups[1]?.items[0]?.facts.slice(3).map((f) => f.value)).toEqual(['本人授权后才可看、可用', '主体存续期间', '不用于评分'])
  })
})

it('a withdrawal says what was taken down, when and why', () => {
  const one = { recordId: 'rec_1', itemTitle: '行政处罚', outcome: 'withdrawn' as const, uscc: '91', name: '云汀映禾食品有限公司', documentNumber: null, office: '市城管局', decidedOn: '2026-05-10', withdrawnOn: '2026-11-20', reason: '处罚决定已撤销' }
  expect(withdrawalFacts(one).map(({ name, value }) => `${name} ${value}`)).toEqual(['类别 行政处罚', '机关 市城管局', '决定 2026年5月10日', '撤回 2026年11月20日', '理由 处罚决定已撤销'])
  expect(withdrawalFacts({ ...one, itemTitle: '经营异常名录', outcome: 'corrected' }).map(({ name }) => name)).toEqual(['类别', '机关', '决定', '更正', '理由'])
})
