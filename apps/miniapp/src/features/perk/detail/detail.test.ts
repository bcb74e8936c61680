// @vitest-environment node
import type { Perk } from '@xinhui/contract'
import { describe, expect, it } from 'vitest'
import { primaryAction, ruleFacts, tierLines } from './detail.view'

type Verdict = Perk['eligibility']['verdict']
const perk = (verdict: Verdict, sentence = '', myVoucherId: string | null = null, kind: Perk['kind'] = 'discount') => ({ kind, myVoucherId, eligibility: { verdict, sentence, tierTitle: null, benefit: null, gapCenti: null } })

describe('the one thing to do', () => {
  it('follows from where the reader stands', () => {
    const steps: [Verdict, string, string][] = [
      ['eligible', 'claim', '领取'],
      ['eligible-floor', 'claim', '领取'],
      ['needs-login', 'login', '去登录'],
      ['needs-real-name', 'real-name', '去实名认证'],
      ['needs-score', 'open-score', '看看怎么开通'],
      ['needs-points', 'see-score', '看我的信用分'],
      ['limit-reached', 'none', '已领取过'],
      ['sold-out', 'none', '已领完'],
      ['not-yet', 'none', '还没开始'],
      ['ended', 'none', '已结束'],
      ['suspended', 'none', '暂停领取'],
    ]
    for (const [verdict, act, label] of steps) expect(primaryAction(perk(verdict))).toMatchObject({ act, label })
  })

  it('is to show the voucher whenever there is one, also when the perk is sold out meanwhile', () => {
    expect(primaryAction(perk('sold-out', '已领完', 'vch_1'))).toEqual({ act: 'show', label: '去出示', why: '您已领取，到店出示即可' })
  })

  it('leads to amounts and terms where a deposit is waived or paid afterwards, and to the order where there is one', () => {
    for (const kind of ['deposit-waiver', 'post-pay'] as const) {
      expect(primaryAction(perk('eligible-floor', '可享免 300 元押金', null, kind))).toEqual({ act: 'waive', label: '看金额和约定', why: '您可享免 300 元押金，先看清再决定' })
      expect(primaryAction(perk('limit-reached', '您已领取', 'vch_1', kind)).act).toBe('orders')
    }
  })

  it('says why, to the reader', () => {
    expect(primaryAction(perk('eligible', '可享餐费 9 折，再得 18 分可享餐费 8 折')).why).toBe('您可享餐费 9 折，再得 18 分可享餐费 8 折')
    expect(primaryAction(perk('needs-points', '再得 18 分可享餐费 8 折')).why).toBe('再得 18 分可享餐费 8 折')
  })
})

describe('what the page tells', () => {
  it('tiers from the best down, the floor open to everybody, mine marked', () => {
    const tiers = [
      { title: '极好', benefit: '8 折', fromCenti: 70_000, mine: false },
      { title: '所有人', benefit: '9.5 折', fromCenti: null, mine: true },
    ]
    expect(tierLines({ tiers })).toEqual([
      { benefit: '8 折', who: '信用分 700 分起', mine: false },
      { benefit: '9.5 折', who: '所有人', mine: true },
    ])
  })

  it('limit, window and validity in words', () => {
    const facts = ruleFacts({ claimFrom: '2026-11-01', claimUntil: '2027-01-31', voucherValidDays: 30, perPersonLimit: 1, remaining: null })
    expect(facts.map(({ value }) => value)).toEqual(['2026年11月1日至2027年1月31日', '领取后 30 天内', '1 张'])
  })
})
