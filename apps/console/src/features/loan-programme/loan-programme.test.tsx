import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { openConsole } from '../../testing/open'
import { id, problem } from '../../testing/server'
import { emptyProgramme, readProgramme, typedProgramme } from './draft'
import type { Money, ProgrammeDraft, ProgrammeFound } from './queries'

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

const draft: ProgrammeDraft = {
  kind: 'interest-subsidy', title: '首贷贴息', issuer: '市财政局', basis: '测试办法', basisUrl: null, basisVerified: false, opensOn: '2026-01-01', closesOn: '2027-12-31', potFen: 500_000_000, loanMaxFen: 300_000_000,
  entryRules: [{ kind: 'size', anyOf: ['micro', 'small'] }], subsidy: { shareBps: 5000, pointsBps: 200, yearCapFen: 3_000_000, maxMonths: 12 }, compensation: null, unsecured: false, freeOfCharge: true,
}
const fund: ProgrammeDraft = { ...draft, kind: 'risk-compensation', subsidy: null, compensation: { shareBps: 4000, lenderCapFen: 50_000_000, maxRateBps: 500 }, unsecured: true }
const productId = id('lpr', 1)
const programme = (over: Partial<ProgrammeFound> = {}): ProgrammeFound => ({
  code: 'first-loan', draft, kindTitle: '贷款贴息', words: ['市财政局替企业付利息的 50%'], rules: ['微型、小型企业'], status: 'draft', version: 1, isOpen: false, reservedFen: 100_000_000, paidFen: 50_000_000, leftFen: 350_000_000, products: 0, updatedAt: '2026-11-21T04:00:00.000Z',
  author: '甲', publisher: null, mayPublish: true, attached: [], history: [{ at: '2026-11-21T04:00:00.000Z', by: '甲', action: 'loan-programme.drafted' }], ...over,
})
const noMoney: Money = { subsidies: [], toDrawFen: 0, batches: [], claims: [], ledger: { reservedFen: 0, paidFen: 0, agrees: true } }
const loanOf = { applicationId: id('lap', 1), firmName: '云汀映禾食品', lenderName: '云汀银行', productName: '信易贷', disbursedFen: 40_000_000 }
const choices = { grades: ['一般', '优秀'], taxRatings: ['B', 'A'], regions: [], lists: ['严重失信主体名单'], zones: [], industries: { verified: false, source: 'x', sections: [] } }

describe('the form of a programme', () => {
  it('shows one of either kind and reads back the same, to the fen', () => {
    for (const one of [draft, fund]) expect(readProgramme(typedProgramme(one))).toEqual({ draft: one })
  })

  it('says what is missing, each once', () => {
    expect(readProgramme({ ...emptyProgramme('2026-11-21'), share: '' })).toEqual({ issues: ['请填写名称', '请填写主管部门', '请填写依据', '请填写资金池，如 500万', '请填写单笔贷款上限，如 300万', '请填写每户每年上限，如 3万', '贴息比例和百分点至少填一项'] })
    expect(readProgramme({ ...typedProgramme(fund), lenderCap: '', closesOn: '2025-01-01' })).toEqual({ issues: ['请填写每家银行上限，如 500万', '截止日不能早于开始日'] })
  })
})

describe('支持项目', () => {
  it('the list shows each pot as a picture with its figures', async () => {
    open = await openConsole('/loan-programmes', ['auditor'], { 'GET /console/loan-programmes': () => ({ json: { items: [programme()] } }) })
    expect(await screen.findByRole('img', { name: '资金池 500万元：已支付 50万元，已占用 100万元，剩余 350万元' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: '起草项目' })).toBeNull()
  })

  it('a second person publishes, adds a product and confirms another’s', async () => {
    let now = programme({ attached: [{ productId: id('lpr', 2), name: '云岭贷', lenderName: '云汀银行', rateMaxBps: 480, state: 'proposed', attachedBy: '甲', confirmedBy: null, mayConfirm: true, note: null }] })
    open = await openConsole('/loan-programmes/first-loan', ['reviewer'], {
      'GET /console/loan-programmes/first-loan': () => ({ json: now }),
      'GET /console/loan-programmes/first-loan/money': () => ({ json: noMoney }),
      'POST /console/loan-programmes/first-loan/publication': () => ({ json: (now = { ...now, status: 'published', isOpen: true, publisher: '乙', mayPublish: false }) }),
      [`POST /console/loan-programmes/first-loan/products/${id('lpr', 2)}/confirmation`]: () => ({ json: (now = { ...now, attached: now.attached.map((one) => ({ ...one, state: 'active', confirmedBy: '乙', mayConfirm: false })) }) }),
      'GET /console/loan-products': () => ({ json: { items: [{ productId, name: '禾穗贷', lenderName: '农商银行', rateMaxBps: 550 }], nextCursor: null } }),
      'POST /console/loan-programmes/first-loan/products': () => problem(422, 'VALIDATION', '填写的内容有误', { detail: '产品最高年利率 5.5%，超过项目规定的 5%' }),
    })
    fireEvent.click(await screen.findByRole('button', { name: /^发\s*布$/ }))
    await screen.findByText('已发布')
    fireEvent.click(screen.getByRole('button', { name: '确认：云岭贷' }))
    await within(await screen.findByRole('table')).findByText('生效')
    fireEvent.mouseDown(screen.getByRole('combobox', { name: '选择产品' }))
    fireEvent.click(await screen.findByTitle('农商银行 · 禾穗贷（最高 5.50%）'))
    fireEvent.click(screen.getByRole('button', { name: /加入产品$/ }))
    await screen.findByText(/没有办成：.*超过项目规定的 5%/)
    expect(open.asked.find((one) => one.method === 'POST' && one.path.endsWith('/products'))?.body).toBe(JSON.stringify({ productId }))
  })

  it('what is due is drawn by one person and paid by another with the bank’s number', async () => {
    const subsidy = { ...loanOf, subsidyId: id('lsb', 1), status: 'reserved' as const, state: '等待付款', reservedFen: 769_998, interestPaidFen: 128_333, dueFen: 64_166, batchedFen: 0, paidFen: 0, promisedOn: '2026-11-21', closedOn: null }
    const batch = { batchId: id('lbt', 1), status: 'drawn' as const, totalFen: 64_166, items: 1, drawnBy: '甲', drawnAt: '2026-12-22T04:00:00.000Z', paidBy: null, paidAt: null, reference: null, mayPay: true }
    let money: Money = { ...noMoney, subsidies: [subsidy], toDrawFen: 64_166 }
    open = await openConsole('/loan-programmes/first-loan', ['reviewer'], {
      'GET /console/loan-programmes/first-loan': () => ({ json: programme({ status: 'published', isOpen: true, mayPublish: false }) }),
      'GET /console/loan-programmes/first-loan/money': () => ({ json: money }),
      'GET /console/loan-products': () => ({ json: { items: [], nextCursor: null } }),
      'POST /console/loan-programmes/first-loan/subsidy-batches': () => ({ status: 201, json: (money = { ...money, toDrawFen: 0, batches: [batch] }) }),
      [`POST /console/loan-subsidy-batches/${id('lbt', 1)}/payment`]: () => ({ json: (money = { ...money, batches: [{ ...batch, status: 'paid', paidBy: '乙', paidAt: '2026-12-23T04:00:00.000Z', reference: '20261223000001', mayPay: false }] }) }),
    })
    fireEvent.click(await screen.findByRole('button', { name: '汇总成一批' }))
    fireEvent.click(await screen.findByRole('button', { name: /^汇\s*总$/ }))
    fireEvent.click(await screen.findByRole('button', { name: '登记付款：641.66 元' }))
    fireEvent.change(await screen.findByLabelText('银行流水号'), { target: { value: '20261223000001' } })
    fireEvent.click(screen.getByRole('button', { name: /^确\s*定$/ }))
    await screen.findByText(/20261223000001$/)
    expect(open.asked.find((one) => one.path.endsWith('/payment'))?.body).toBe(JSON.stringify({ reference: '20261223000001' }))
  })

  it('a claim is decided with a reason, and who granted it does not pay', async () => {
    const claim = { ...loanOf, compensationId: id('lcm', 1), title: '风险补偿', status: 'claimed' as const, statusTitle: '待审核', shareBps: 4000, coveredOn: '2026-11-21', lossFen: 30_000_000, amountFen: 12_000_000, claimedAt: '2027-11-22T04:00:00.000Z', decidedAt: null, reason: null, paidAt: null, reference: null, mayClaim: false, mayDecide: true, mayPay: false }
    let money: Money = { ...noMoney, claims: [claim] }
    open = await openConsole('/loan-programmes/first-loan', ['administrator'], {
      'GET /console/loan-programmes/first-loan': () => ({ json: programme({ draft: fund, status: 'published', isOpen: true, mayPublish: false }) }),
      'GET /console/loan-programmes/first-loan/money': () => ({ json: money }),
      'GET /console/loan-products': () => ({ json: { items: [], nextCursor: null } }),
      [`POST /console/loan-compensations/${id('lcm', 1)}/decision`]: () => ({ json: (money = { ...money, claims: [{ ...claim, status: 'approved', statusTitle: '待付款', reason: '材料齐全', mayDecide: false }] }) }),
    })
    fireEvent.click(await screen.findByRole('button', { name: '同意补偿：云汀映禾食品' }))
    fireEvent.change(await screen.findByLabelText('理由'), { target: { value: '材料齐全' } })
    fireEvent.click(screen.getByRole('button', { name: /^确\s*定$/ }))
    await screen.findByText('待付款')
    expect(screen.queryByRole('button', { name: /^登记补偿付款/ })).toBeNull()
    expect(open.asked.find((one) => one.path.endsWith('/decision'))?.body).toBe(JSON.stringify({ approved: true, reason: '材料齐全' }))
  })

  it('is drafted with the rule builder of products', async () => {
    open = await openConsole('/loan-programmes', ['reviewer'], {
      'GET /console/loan-programmes': () => ({ json: { items: [] } }),
      'GET /console/loan-rule-choices': () => ({ json: choices }),
      'POST /console/loan-programmes': () => problem(409, 'CONFLICT', '状态已变化', { detail: '已有代码为“first-loan”的项目' }),
    })
    fireEvent.click(await screen.findByRole('button', { name: '起草项目' }))
    for (const [label, value] of [['代码', 'first-loan'], ['名称', '首贷贴息'], ['主管部门', '市财政局'], ['依据', '测试办法'], ['资金池（元）', '500万'], ['单笔贷款上限（元）', '300万'], ['每户每年上限（元）', '3万'], ['开始受理', '2026-01-01'], ['截止受理', '2027-12-31'], ['每年最多几个百分点', '2']] as const) fireEvent.change(await screen.findByLabelText(label), { target: { value } })
    fireEvent.click(screen.getByRole('button', { name: '添加条件：首贷户' }))
    fireEvent.click(screen.getByRole('button', { name: '保存草稿' }))
    await screen.findByText('已有代码为“first-loan”的项目')
    await waitFor(() => expect(JSON.parse(open?.asked.find((one) => one.method === 'POST' && one.path === '/console/loan-programmes')?.body ?? '{}')).toEqual({ code: 'first-loan', draft: { ...draft, entryRules: [{ kind: 'first-loan' }] } }))
  })
})
