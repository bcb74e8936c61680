import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { openConsole } from '../../testing/open'
import { type Handler, id } from '../../testing/server'
import type { LoanFound, Results } from './queries'
import { startOf, stepFrom } from './steps'

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

const loan: LoanFound = {
  applicationId: id('lap', 1), requestId: id('lrq', 1), lenderId: id('len', 1), lenderName: '云汀银行', productId: id('lpr', 1), productName: '云汀信易贷', status: 'submitted', statusTitle: '待银行受理', version: 1,
  amountFen: 50_000_000, termMonths: 12, use: 'stock', useTitle: '进货备货', coordinated: true, submittedAt: '2026-11-21T04:00:00.000Z', offer: null, counter: null, signed: null, disbursed: null, refusal: null,
  clocks: [{ step: 'accept', title: '受理', startedOn: '2026-11-21', workingDays: 2, dueOn: '2026-11-24', provisional: false, doneOn: null, colour: 'red' }],
  firmName: '云汀映禾食品有限公司', lateSteps: 1, uscc: '91990101000000000A', note: null, collateral: [], facts: [{ field: 'conduct', title: '行政处罚', value: '无', source: '公共信用信息', asOf: '2026-11-21' }],
  consent: { fields: ['行政处罚和名单'], until: '2027-05-21T16:00:00.000Z' }, steps: [{ at: '2026-11-21T04:00:00.000Z', event: 'submit', title: '提交申请', by: '企业', note: null }], compensation: null, deeds: ['accept', 'refuse'],
}
const reasons: Record<string, Handler> = { 'GET /lender/refusal-reasons': () => ({ json: { items: [{ code: 'cash-flow', title: '经营现金流不足以还款', remedy: '减少金额' }] } }) }

describe('a bank’s work list', () => {
  it('says what is late and opens an application with what was consented to; accepting sends one step', async () => {
    let status = loan.status
    const now = () => ({ ...loan, status, version: status === 'submitted' ? 1 : 2, deeds: status === 'submitted' ? loan.deeds : ['review' as const] })
    open = await openConsole('/loan-applications', ['lender-officer'], {
      ...reasons,
      'GET /lender/loan-applications': () => ({ json: { items: [now()], nextCursor: null } }),
      [`GET /lender/loan-applications/${loan.applicationId}`]: () => ({ json: now() }),
      [`POST /lender/loan-applications/${loan.applicationId}/steps`]: () => {
        status = 'accepted'
        return { json: { applicationId: loan.applicationId, status, version: 2 } }
      },
    })
    fireEvent.click(await screen.findByRole('link', { name: '云汀映禾食品有限公司' }))
    await screen.findByText('无（公共信用信息，2026年11月21日）')
    const form = within(screen.getByRole('region', { name: '办理' }))
    fireEvent.click(form.getByRole('button', { name: '受理' }))
    await screen.findByRole('button', { name: '开始尽职调查' })
    expect(JSON.parse(open.asked.find((one) => one.method === 'POST' && one.path.endsWith('/steps'))?.body ?? '')).toEqual({ kind: 'accept' })
  })

  it('claims the fund’s share of an overdue loan, and reports the interest with a repayment', async () => {
    const compensation = { compensationId: id('lcm', 1), title: '风险补偿', status: 'covered' as const, statusTitle: '在保障内', shareBps: 4000, coveredOn: '2026-11-21', lossFen: null, amountFen: null, claimedAt: null, decidedAt: null, reason: null, paidAt: null, reference: null, mayClaim: true }
    const overdue: LoanFound = { ...loan, status: 'overdue', disbursed: { amountFen: 40_000_000, on: '2026-11-21', dueOn: '2027-11-21', repaidFen: 10_000_000 }, deeds: ['repay'], compensation }
    open = await openConsole(`/loan-applications/${loan.applicationId}`, ['lender-officer'], {
      [`GET /lender/loan-applications/${loan.applicationId}`]: () => ({ json: overdue }),
      [`POST /lender/loan-applications/${loan.applicationId}/compensation-claim`]: () => ({ status: 201, json: { ...compensation, status: 'claimed' } }),
      [`POST /lender/loan-applications/${loan.applicationId}/steps`]: () => ({ json: { applicationId: loan.applicationId, status: 'overdue', version: 2 } }),
    })
    expect((await screen.findByLabelText('损失的本金（元）')).getAttribute('value')).toBe('300000')
    fireEvent.click(screen.getByRole('button', { name: '申请补偿' }))
    await waitFor(() => expect(open?.asked.find((one) => one.path.endsWith('/compensation-claim'))?.body).toBe(JSON.stringify({ lossFen: 30_000_000 })))
    fireEvent.change(screen.getByLabelText('还的本金（万元）'), { target: { value: '0' } })
    expect(screen.getByRole('button', { name: '登记还款' }).hasAttribute('disabled')).toBe(true)
    fireEvent.change(screen.getByLabelText('同时收到的利息（元）'), { target: { value: '1283.33' } })
    fireEvent.change(screen.getByLabelText('还款日'), { target: { value: '2027-11-23' } })
    fireEvent.click(screen.getByRole('button', { name: '登记还款' }))
    await waitFor(() => expect(open?.asked.find((one) => one.path.endsWith('/steps'))?.body).toBe(JSON.stringify({ kind: 'repay', amountFen: 0, interestFen: 128_333, on: '2027-11-23' })))
  })
})

describe('a step', () => {
  it('starts from what was agreed to and is only sent whole', () => {
    const agreed: LoanFound = { ...loan, status: 'agreed', offer: { amountFen: 45_000_000, rateBps: 385, termMonths: 12, feeFen: 0, validUntil: '2026-12-01', costFen: 1, effectiveBps: 392 }, counter: { amountFen: 50_000_000, rateBps: 300, termMonths: 12 } }
    expect(stepFrom('sign', startOf(agreed, '2026-11-25'))).toEqual({ kind: 'sign', amountFen: 45_000_000, rateBps: 385, termMonths: 12, signedOn: '2026-11-25' })
    const typed = startOf(loan, '2026-11-25')
    expect(stepFrom('refuse', typed)).toBeUndefined()
    expect(stepFrom('refuse', { ...typed, code: 'cash-flow' })).toEqual({ kind: 'refuse', code: 'cash-flow' })
    expect(stepFrom('offer', typed)).toBeUndefined()
    expect(stepFrom('offer', { ...typed, rate: '3.855' })).toBeUndefined()
    expect(stepFrom('offer', { ...typed, amount: '12.345678', rate: '3.85', fee: '100.5' })).toEqual({ kind: 'offer', amountFen: 12_345_678, rateBps: 385, termMonths: 12, feeFen: 10_050, validDays: 10 })
    expect(stepFrom('disburse', { ...typed, dueOn: '' })).toBeUndefined()
  })
})

describe('融资成效', () => {
  it('draws the lines of the evaluations and names a lender that is late', async () => {
    const figures = { applications: 3, answered: 2, answeredInTime: 1, refused: 1, creditFen: 45_000_000, creditFirms: 1, disbursedFen: 45_000_000, disbursedCount: 1, firms: 1, firstLoans: 1, firstLoanFen: 45_000_000, creditLoanFen: 45_000_000, creditLoanBps: 10_000, averageRateBps: 385, averageAnswerDays: 2.5 }
    const results: Results = {
      from: '2026-01-01', to: '2026-11-26', total: figures, support: { subsidyFen: 64_166, compensationFen: 0 }, groups: [{ key: id('len', 1), title: '云汀银行', lateCount: 3, complaints: 1, ...figures }],
      lines: [{ code: 'funded', title: '获贷企业占注册企业', unit: 'bps', value: 250, target: 400, reached: false, words: '1 家获贷，40 家注册' }],
    }
    open = await openConsole('/loan-results', ['reviewer'], { 'GET /console/loan-results': () => ({ json: results }), 'GET /console/loan-results/applications': () => ({ json: { items: [] } }) })
    await screen.findByText('近一年 3 次超时')
    screen.getByRole('img', { name: '获贷企业占注册企业：2.50%，要求 4.00%，未达到' })
    screen.getByText('641.66 元')
    screen.getByText('1 家获贷，40 家注册')
  })
})
