// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { consentsBeyond, type FirmProgramme, outcomeOf, programmeBasis, programmeFacts } from './programme.view'

const one = (over: Partial<FirmProgramme> = {}): FirmProgramme => ({
  code: 'first-loan', kind: 'interest-subsidy', kindTitle: '贷款贴息', title: '首贷贴息', issuer: '市财政局', words: [], basis: '测试办法', basisUrl: null, basisVerified: false, closesOn: '2027-12-31',
  status: 'fits', rules: [], consents: [], changes: [], beyond: [], savesFen: 900_000, savesMonths: 12, hasRoom: true, counted: true, ...over,
})

describe('a programme', () => {
  it('says what it comes to: saved, not certain, not known, or what is missing', () => {
    expect(outcomeOf(one())).toBe('按最低年利率约省 9,000.00 元，补 12 个月，已算进总成本')
    expect(outcomeOf(one({ counted: false }))).toBe('按最低年利率约省 9,000.00 元，补 12 个月；同一笔贷款只补一项，没有算进总成本')
    expect(outcomeOf(one({ hasRoom: false, counted: false }))).toContain('没有算进总成本')
    expect(outcomeOf(one({ savesFen: 0, counted: false }))).toBe('企业符合，但今年的贴息额度已经用完')
    expect(outcomeOf(one({ kind: 'risk-compensation', savesFen: null, counted: false }))).toContain('由政府基金和银行分担风险')
    expect(outcomeOf(one({ status: 'unknown', consents: [{ item: 'loan-record', title: '贷款记录' }] }))).toBe('还不知道是否符合，授权贷款记录后就知道')
    expect(outcomeOf(one({ status: 'failed', changes: ['金额改为 300,000.00 元'] }))).toBe('金额改为 300,000.00 元，就能符合')
    expect(programmeFacts([one({ status: 'failed', beyond: ['行业'] })])).toEqual([{ name: '首贷贴息', value: '暂不符合。差在：行业' }])
  })

  it('whose basis nobody checked says so', () => {
    expect(programmeBasis(one())[1]?.value).toContain('还没有和正式文件核对')
    expect(programmeBasis(one({ basisVerified: true }))[1]?.value).toBe('测试办法')
  })

  it('asks for what the product does not, once', () => {
    const [tax, loans] = [{ item: 'tax', title: '纳税' }, { item: 'loans', title: '贷款' }]
    expect(consentsBeyond({ consents: [tax], programmes: [{ consents: [tax, loans] }, { consents: [loans] }] })).toEqual([loans])
  })
})
