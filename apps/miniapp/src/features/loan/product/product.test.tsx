import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Asked as Call, startApi, type TestApi } from '../../../../test/api'
import { asked, page } from '../../../../test/taro'
import { forgetSession, saveSession } from '../../../lib/session'
import LoanProduct from './index'

// The page waits until sliding stops before it asks, and then asks thrice.
configure({ asyncUtilTimeout: 8000 })
vi.setConfig({ testTimeout: 30_000 })

let api: TestApi

const product = {
  productId: 'lpr_1', lenderName: '云汀农商银行', name: '禾穗贷', kind: 'credit', kindTitle: '信用', amountMinFen: 5_000_000, amountMaxFen: 30_000_000, rateMinBps: 370, rateMaxBps: 550, termMinMonths: 6, termMaxMonths: 24, repayment: '按月付息，到期还本',
  zone: '涉农', audience: '种植养殖户', responseWorkingDays: 3, feeBps: 50, method: 'interest-only', renewal: 'none', validUntil: '2027-12-31', version: 2, publishedOn: '2026-11-01', methodTitle: '先息后本', renewalTitle: '不续贷', zones: ['涉农'],
  rules: ['成立不低于12个月'], effective: { months: 12, minBps: 479, maxBps: 669 }, address: '云汀市测试路 1 号', lateCount: 3, programmes: [] as unknown[],
}
const plan = { payments: Array.from({ length: 13 }, (_, i) => ({ month: i + 1, principalFen: i === 12 ? 30_000_000 : 0, interestFen: 137_500, totalFen: i === 12 ? 30_137_500 : 137_500, balanceFen: i === 12 ? 0 : 30_000_000 })), interestFen: 1_787_500, feeFen: 150_000, totalFen: 31_937_500, effectiveBps: 669, subsidy: null as unknown }
const rule = (kind: string, verdict: string) => ({ kind, required: '要求的', actual: '实际的', verdict, source: null, asOf: null, consent: null })
const fit = {
  status: 'failed', programmes: [] as unknown[], day: '2026-11-26', changes: [], beyond: [], consents: [{ item: 'tax-payment', title: '纳税申报' }], rules: [rule('金额', 'failed'), rule('行政处罚', 'failed'), rule('营业收入', 'unknown'), rule('期限', 'passed')],
  ways: [
    { do: 'ask', words: '金额改为 300,000.00 元', recordId: null, amountFen: 30_000_000, months: null },
    { do: 'repair', words: '修复一条行政处罚，2026年11月26日起可以申请', recordId: 'rec_9', amountFen: null, months: null },
    { do: 'wait', words: '等到2027年1月1日再申请', recordId: null, amountFen: null, months: null },
  ],
}
const firm = { firmId: 'sub_7', firmName: '云汀映禾食品有限公司', role: 'representative', rights: [] }

const answers = ({ call }: Call): { status?: number; body: unknown } => {
  if (call === 'GET /loan-products/lpr_1') return { body: product }
  if (call === 'GET /me/firms') return { body: { items: [firm], invitations: [] } }
  if (call.startsWith('GET /repayment-plan')) return { body: plan }
  if (call.startsWith('GET /firms/sub_7/loan-products/lpr_1/match')) return { body: fit }
  if (call === 'GET /firms/sub_7/item-consents') return { body: { textVersion: 'v1', items: [] } }
  if (call === 'POST /firms/sub_7/consents') return { status: 201, body: {} }
  return { status: 404, body: { code: 'NOT_FOUND', title: '没有找到' } }
}
const signIn = () => saveSession({ accessToken: 'a', accessExpiresAt: '', refreshToken: 'r', refreshExpiresAt: '' })
const calls = (start: string) => api.seen.map(({ call }) => call).filter((call) => call.startsWith(start))

beforeAll(async () => {
  api = await startApi()
})
beforeEach(() => {
  forgetSession()
  api.answer = answers
  api.seen.length = 0
  asked.length = 0
  page.params = { productId: 'lpr_1', amountFen: '80000000', months: '12' }
})
afterEach(cleanup)
afterAll(() => api.stop())

describe('a loan product', () => {
  it('is read by anybody: facts, lateness, what it costs to the fen and month by month', async () => {
    render(<LoanProduct />)
    expect(await screen.findByText('近一年 3 次超时答复')).toBeTruthy()
    expect(screen.getByText('登录并绑定企业后，逐条告诉您符合还是差什么。')).toBeTruthy()
    expect(await screen.findByText('19,375.00 元')).toBeTruthy()
    expect(screen.getByText('319,375.00 元')).toBeTruthy()
    // 80 万 is more than the product lends: reckoned is what it lends at most, by its own method and its highest rate.
    expect(calls('GET /repayment-plan')).toEqual(['GET /repayment-plan?amountFen=30000000&months=12&rateBps=550&feeBps=50&method=interest-only'])
    expect(screen.getByRole('img', { name: /分 13 个月还，第 1 个月还 1,375.00 元/ })).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '每月还多少' }))
    const table = screen.getByRole('table', { name: /每月还多少/ })
    expect(within(table).getAllByRole('columnheader').map((cell) => cell.textContent)).toEqual(['月', '合计', '本金', '利息'])
    expect(within(table).getAllByRole('row')).toHaveLength(13)
    fireEvent.click(screen.getByRole('button', { name: '再看一年' }))
    expect(within(table).getAllByRole('row').at(-1)?.textContent).toBe('13301,375.00300,000.001,375.00')
    expect(calls('GET /firms')).toEqual([])
  })

  it('is reckoned anew for another amount, term, way and rate', async () => {
    render(<LoanProduct />)
    await screen.findByText('19,375.00 元')
    fireEvent.click(screen.getByRole('button', { name: '少借一些' }))
    fireEvent.click(screen.getByRole('button', { name: '长一些' }))
    fireEvent.click(screen.getByRole('radio', { name: '等额本金' }))
    fireEvent.click(screen.getByRole('radio', { name: '最低 3.7%' }))
    await waitFor(() => expect(calls('GET /repayment-plan').at(-1)).toBe('GET /repayment-plan?amountFen=29000000&months=15&rateBps=370&feeBps=50&method=equal-principal'))
    fireEvent.click(screen.getByRole('button', { name: '按这个金额提需求' }))
    await waitFor(() => expect(asked).toContainEqual({ name: 'navigateTo', options: { url: '/features/loan/home/index' } }))
  })

  it('tells a firm of each rule, what is missing first, and leads to what would mend it', async () => {
    signIn()
    render(<LoanProduct />)
    expect(await screen.findByText('暂不符合')).toBeTruthy()
    expect(calls('GET /firms/sub_7/loan-products')).toEqual(['GET /firms/sub_7/loan-products/lpr_1/match?amountFen=80000000&months=12'])
    expect(within(screen.getByRole('list', { name: '每一条条件' })).getAllByRole('listitem').map((item) => item.textContent)).toEqual(['金额要求：要求的目前：实际的不符合', '行政处罚要求：要求的目前：实际的不符合', '营业收入要求：要求的目前：实际的未知', '期限要求：要求的目前：实际的符合'])
    expect(screen.getByText('等到2027年1月1日再申请')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: /^去申请修复/ }))
    await waitFor(() => expect(asked).toContainEqual({ name: 'navigateTo', options: { url: '/features/repair/record/index?firmId=sub_7&recordId=rec_9' } }))
    fireEvent.click(screen.getByRole('button', { name: /^按这个金额算/ }))
    await waitFor(() => expect(calls('GET /firms/sub_7/loan-products').at(-1)).toBe('GET /firms/sub_7/loan-products/lpr_1/match?amountFen=30000000&months=12'))
    fireEvent.click(screen.getByRole('button', { name: '按这个金额提需求' }))
    await waitFor(() => expect(asked).toContainEqual({ name: 'navigateTo', options: { url: '/features/loan/request/index?firmId=sub_7&amountFen=30000000&months=12' } }))
  })

  it('authorises what is not known once, and asks again', async () => {
    signIn()
    render(<LoanProduct />)
    fireEvent.click(await screen.findByRole('button', { name: '授权：纳税申报' }))
    fireEvent.click(await screen.findByRole('button', { name: '授权' }))
    await waitFor(() => expect(api.seen.find(({ call }) => call === 'POST /firms/sub_7/consents')?.body).toEqual({ item: 'tax-payment', agreed: true, textVersion: 'v1' }))
    await waitFor(() => expect(calls('GET /firms/sub_7/loan-products').length).toBeGreaterThan(1))
  })

  it('under a subsidy shows what it saves before and after, whether the firm gets it, and asks what only the programme must know', async () => {
    signIn()
    const programme = { code: 'first-loan', kind: 'interest-subsidy', kindTitle: '贷款贴息', title: '首贷贴息', issuer: '市财政局', words: ['市财政局替企业付利息的 50%'], basis: '测试办法', basisUrl: null, basisVerified: false, closesOn: '2027-12-31' }
    const judged = { ...programme, status: 'unknown', rules: [rule('首次贷款', 'unknown')], consents: [{ item: 'loan-record', title: '贷款记录' }], changes: [], beyond: [], savesFen: 893_750, savesMonths: 12, hasRoom: true, counted: false }
    api.answer = (given) => {
      if (given.call === 'GET /loan-products/lpr_1') return { body: { ...product, programmes: [programme] } }
      if (given.call.endsWith('programme=first-loan')) return { body: { ...plan, subsidy: { code: 'first-loan', subsidyFen: 893_750, netInterestFen: 893_750, effectiveBps: 387 } } }
      if (given.call.startsWith('GET /firms/sub_7/loan-products')) return { body: { ...fit, status: 'fits', consents: [], ways: [], programmes: [judged] } }
      return answers(given)
    }
    render(<LoanProduct />)
    expect(await screen.findByText('贴息以后，利息和费用共')).toBeTruthy()
    expect(screen.getByText('贴息前 19,375.00 元，省 8,937.50 元')).toBeTruthy()
    expect(screen.getByText('8,937.50 元，年化 3.87%')).toBeTruthy()
    expect(await screen.findByText('还不知道是否符合，授权贷款记录后就知道。')).toBeTruthy()
    expect(screen.getByRole('button', { name: '授权：贷款记录' })).toBeTruthy()
    fireEvent.click(screen.getByRole('radio', { name: '不算贴息' }))
    expect(await screen.findByText('利息和费用共')).toBeTruthy()
    expect(calls('GET /repayment-plan').at(-1)).not.toContain('programme')
  })

  it('from a request’s matches leads to the application', async () => {
    signIn()
    page.params = { ...page.params, requestId: 'lrq_3' }
    render(<LoanProduct />)
    fireEvent.click(await screen.findByRole('button', { name: '申请这个产品' }))
    await waitFor(() => expect(asked).toContainEqual({ name: 'navigateTo', options: { url: '/features/loan/apply/index?requestId=lrq_3&productId=lpr_1' } }))
  })

  it('that is no longer published says so; a plan that cannot be had leaves the rest', async () => {
    api.answer = ({ call }) => (call.startsWith('GET /repayment-plan') ? { status: 503, body: { code: 'UNAVAILABLE', title: '暂时算不了' } } : answers({ call, headers: {}, body: undefined }))
    render(<LoanProduct />)
    expect(await screen.findByText('暂时算不了')).toBeTruthy()
    expect(screen.getByText('禾穗贷')).toBeTruthy()
    cleanup()
    page.params = { productId: 'lpr_2' }
    render(<LoanProduct />)
    expect(await screen.findByText('没有找到')).toBeTruthy()
  })
})
