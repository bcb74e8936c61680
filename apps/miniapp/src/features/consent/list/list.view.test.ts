import { describe, expect, it } from 'vitest'
import { type Consent, consentRow, consentRows, logRows, tabOf } from './list.view'

const consent = (over: Partial<Consent>): Consent => ({
  consentId: 'con_1', purpose: 'score', purposeTitle: '开通信用分', receiver: '本市公共信用信息服务机构', fields: ['公共信用记录', '志愿服务'], grantedAt: '2026-08-02T03:20:00Z', expiresAt: null, withdrawnAt: null, status: 'living', ...over,
})
const fact = (row: ReturnType<typeof consentRow>, name: string) => row.facts.find((one) => one.name === name)?.value

describe('my consents', () => {
  it('a living one says to whom, for what and how long, and can be withdrawn', () => {
    const row = consentRow(consent({}))
    expect(row).toMatchObject({ title: '开通信用分', status: '生效中', mayWithdraw: true })
    expect(fact(row, '授权时间')).toBe('2026年8月2日 11:20')
    expect(fact(row, '有效期')).toBe('到您撤回为止')
    expect(fact(consentRow(consent({ expiresAt: '2027-08-01T16:00:00Z' })), '有效期')).toBe('到2027年8月2日')
  })

  it('one that has ended says since when and offers nothing', () => {
    const row = consentRow(consent({ status: 'withdrawn', withdrawnAt: '2026-11-21T03:20:00Z' }))
    expect(row).toMatchObject({ status: '已撤回', mayWithdraw: false })
    expect(fact(row, '撤回时间')).toBe('2026年11月21日 11:20')
    expect(fact(row, '有效期')).toBeUndefined()
  })

  it('withdrawing the score’s says that the score goes and the vouchers stay', () => {
    expect(consentRow(consent({})).consequences).toEqual(['信用分立即关闭，分数和明细删除', '已经领到的券还能用', '以后可以重新开通'])
    expect(consentRow(consent({ purpose: 'loan', receiver: '云汀农商银行' })).consequences[0]).toBe('云汀农商银行从现在起不再使用这些信息')
  })

  it('living ones stand first', () => {
    expect(consentRows([consent({ consentId: 'a', status: 'expired' }), consent({ consentId: 'b' }), consent({ consentId: 'c', status: 'withdrawn' })]).map(({ consentId }) => consentId)).toEqual(['b', 'a', 'c'])
  })
})

describe('who looked me up', () => {
  it('says who, when, what for, what and on which basis', () => {
    const entry = { at: '2026-11-18T01:30:00Z', viewer: '云汀农商银行', purpose: '贷款审查', basis: '您的授权', fields: ['行政处罚', '荣誉表彰'] }
    expect(logRows([entry, entry])).toMatchObject([
      { viewer: '云汀农商银行', at: '2026年11月18日 09:30', facts: [{ value: '贷款审查' }, { value: '行政处罚、荣誉表彰' }, { value: '您的授权' }] },
      {},
    ])
    expect(new Set(logRows([entry, entry]).map(({ key }) => key)).size).toBe(2)
  })

  it('is a tab that a link may open', () => {
    expect([tabOf('log'), tabOf(undefined), tabOf('x')]).toEqual(['log', 'consents', 'consents'])
  })
})
