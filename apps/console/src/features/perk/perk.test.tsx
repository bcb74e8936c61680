import { fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { openConsole } from '../../testing/open'
import { id, problem } from '../../testing/server'
import { emptyPerk, emptyTier, type PerkDraft, readPerk, typedPerk } from './draft'
import type { PerkDetail } from './queries'

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

const draft: PerkDraft = {
  scene: 'parking', kind: 'discount', title: '停车优惠', summary: '合作停车场可用。', instructions: '按券面折扣结算',
  tiers: [{ title: '优享', fromCenti: 65_000, words: '停车 8.5 折', value: { kind: 'percent', percentBps: 8500 } }, { title: '人人可享', fromCenti: null, words: '停车 9 折', value: { kind: 'percent', percentBps: 9000 } }],
  terms: { stores: [id('sto', 1)], blackouts: { days: [{ from: '2027-02-05', until: '2027-02-13' }], weekdays: [6, 7], hours: [{ from: '11:30', until: '13:00' }] }, stacking: 'alone', audience: 'both', quota: { perDay: 50, perPeriod: { unit: 'month', total: null, perPerson: 2 } } },
  quotaTotal: 100, perPersonLimit: 2, claimFrom: '2026-11-01', claimUntil: '2027-10-31', voucherValidDays: 30, subsidyFen: 350,
}
const VALUES: PerkDraft['tiers'][number]['value'][] = [
  { kind: 'amount-off', amountFen: 1550, minimumFen: 10_000 },
  { kind: 'amount-off', amountFen: 1500, minimumFen: 0 },
  { kind: 'price', priceFen: 1990 },
  { kind: 'percent', percentBps: 5000 },
  { kind: 'items', count: 3 },
  { kind: 'hours', hours: 0.5 },
  { kind: 'deposit-waiver', depositFen: 300_000 },
  { kind: 'post-pay', limitFen: 30_000 },
  { kind: 'priority' },
  { kind: 'partner-link', url: 'https://partner.example/use' },
]
const kindOf = (value: PerkDraft['tiers'][number]['value']): PerkDraft['kind'] => (value.kind === 'percent' ? 'price' : value.kind === 'items' || value.kind === 'hours' ? 'free-use' : value.kind)

describe('the editor’s form', () => {
  it('shows a perk and reads back the same, whatever it gives', () => {
    expect(readPerk(typedPerk(draft))).toEqual({ draft })
    for (const value of VALUES) {
      const perk: PerkDraft = { ...draft, kind: kindOf(value), tiers: [{ title: '人人可享', fromCenti: null, words: '好', value }] }
      expect(readPerk(typedPerk(perk))).toEqual({ draft: perk })
    }
  })

  it('says everything that is missing, once', () => {
    expect(readPerk({ ...emptyPerk('2026-11-21'), tiers: [{ ...emptyTier, title: '' }, { ...emptyTier, from: '七百' }], hours: [{ from: '', until: '10:00' }], periodTotal: '5', quotaTotal: '很多' })).toEqual({
      issues: ['请选择应用场景', '请填写标题', '请填写说明', '请填写使用说明', '第 1 档：请填写名称', '第 1 档：请填写打几折', '第 2 档：分数应为数字', '第 2 档：请填写打几折', '不可用时间请填写完整，或删掉空行', '填了每期限量，就要选周期', '总量应为整数'],
    })
  })

  it('a perk of codes asks for no number: its stock is its codes', () => {
    const read = readPerk({ ...typedPerk(draft), kind: 'loaded-code', quotaTotal: '' })
    expect(read).toMatchObject({ draft: { kind: 'loaded-code', quotaTotal: 0, tiers: [{ value: { kind: 'loaded-code' } }, { value: { kind: 'loaded-code' } }] } })
  })
})

const perkId = id('prk', 1)
const detail = (over: Partial<PerkDetail> = {}): PerkDetail => ({
  perkId, title: draft.title, scene: 'parking', sceneTitle: '信易停车', kind: 'discount', merchantId: id('mer', 1), merchantName: '云川停车', status: 'draft', quotaTotal: 100, quotaUsed: 0, redeemed: 0, subsidyFen: 350,
  claimFrom: draft.claimFrom, claimUntil: draft.claimUntil, version: 2, testedVersion: null, draft, conditions: ['周六、周日不可用'], codes: null, alerts: [], stores: [],
  versions: [{ version: 2, at: '2026-11-21T04:00:00.000Z', title: '停车优惠', headline: '停车 8.5 折' }, { version: 1, at: '2026-11-20T04:00:00.000Z', title: '停车优惠', headline: '停车 9 折' }],
  ...over,
})

describe('信易+ 权益', () => {
  it('the office tests a draft at a desk, and then publishes it', async () => {
    let perk = detail()
    open = await openConsole(`/perks/${perkId}`, ['reviewer'], {
      [`GET /console/perks/${perkId}`]: () => ({ json: perk }),
      [`POST /console/perks/${perkId}/tests`]: () => {
        const notBefore = new Date().toISOString()
        return { status: 201, json: { voucherId: id('vch', 1), serverTime: notBefore, passes: [{ text: 'XH1:TEST', tillCode: '123456789012345678', notBefore, expiresAt: new Date(Date.now() + 60_000).toISOString() }] } }
      },
      [`POST /console/perks/${perkId}/publication`]: () => {
        perk = detail({ status: 'published', testedVersion: 2 })
        return { json: perk }
      },
    })
    await screen.findByText('第 2 版还没有测试。在门店核销一张测试券后才能发布。')
    expect(screen.queryByRole('button', { name: /发\s*布/ })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: '生成测试券' }))
    await screen.findByText('123456 789012 345678')
    perk = detail({ status: 'tested', testedVersion: 2 })
    await screen.findByText('第 2 版已测试通过。')
    fireEvent.click(await screen.findByRole('button', { name: /发\s*布/ }))
    await screen.findByText('发布中')
  })

  it('a merchant’s own user neither tests nor publishes, and is told what an edit does', async () => {
    open = await openConsole(`/perks/${perkId}`, ['merchant-owner'], {
      [`GET /console/perks/${perkId}`]: () => ({ json: detail({ status: 'published', testedVersion: 2, subsidyFen: 0 }) }),
      'GET /scenes': () => ({ json: { items: [] } }),
      [`POST /console/perks/${perkId}/refill`]: () => problem(409, 'CONFLICT', '状态已变化', { detail: '权益已结束，不能补充名额' }),
    })
    await screen.findByText('第 2 版已测试通过。')
    expect(screen.queryByRole('button', { name: '生成测试券' })).toBeNull()
    fireEvent.change(screen.getByLabelText('补充名额'), { target: { value: '20' } })
    fireEvent.click(screen.getByRole('button', { name: /补\s*充$/ }))
    await screen.findByText('权益已结束，不能补充名额')
    fireEvent.click(screen.getByRole('button', { name: /修\s*改/ }))
    await waitFor(() => expect(document.body.textContent).toContain('已领的券仍按原来的内容使用'))
  })

  it('codes go up as they are, and the answer says how many were new', async () => {
    open = await openConsole(`/perks/${perkId}`, ['reviewer'], {
      [`GET /console/perks/${perkId}`]: () => ({ json: detail({ kind: 'loaded-code', codes: { total: 3, taken: 1 }, alerts: [{ percent: 10, at: '2026-11-21T04:00:00.000Z' }] }) }),
      [`POST /console/perks/${perkId}/codes`]: () => ({ status: 201, json: { added: 2, known: 1 } }),
    })
    fireEvent.change(await screen.findByLabelText('选择兑换码文件'), { target: { files: [new File(['GIFT-1\nGIFT-2\nGIFT-0'], 'codes.csv')] } })
    await screen.findByText('新增 2 个，1 个已有')
    expect(open.asked.find((a) => a.path.endsWith('/codes'))).toMatchObject({ body: 'GIFT-1\nGIFT-2\nGIFT-0', headers: { 'content-type': 'text/csv' } })
    expect(screen.getByText(/剩余不足 10%/)).toBeDefined()
  })
})
