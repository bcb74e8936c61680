import type { FirmSupport, LenderCompensation, ProgrammeDraft, ProgrammeMoney } from '@xinhui/contract'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { rowsOf } from '../../db/sql'
import { startTestApp, type TestApp } from '../../testing/app'
import { applyTo, type Borrower, bringTo, createBorrower, createLender, createOfficer, createRequest, type Lender, stepOf, TERMS } from '../../testing/loans'
import { createStaff, type StaffMember } from '../../testing/people'

let app: TestApp
let writer: StaffMember
let second: StaffMember
let bank: Lender
let officer: StaffMember
let code: string
beforeAll(async () => {
  app = await startTestApp()
  writer = await createStaff(app, ['reviewer'])
  second = await createStaff(app, ['administrator'])
  bank = await createLender(app)
  officer = await createOfficer(app, bank)
})
afterAll(() => app.close())

const SUBSIDY: ProgrammeDraft = {
  kind: 'interest-subsidy', title: '首贷贴息', issuer: '市财政局', basis: '测试办法', basisUrl: null, basisVerified: false, opensOn: '2026-01-01', closesOn: '2027-12-31', potFen: 100_000_000, loanMaxFen: 300_000_000, entryRules: [],
  subsidy: { shareBps: 5000, pointsBps: null, yearCapFen: 3_000_000, maxMonths: 12 }, compensation: null, unsecured: false, freeOfCharge: true,
}
const FUND: ProgrammeDraft = { ...SUBSIDY, kind: 'risk-compensation', title: '风险补偿', subsidy: null, compensation: { shareBps: 4000, lenderCapFen: 20_000_000, maxRateBps: 500 }, unsecured: true }
/** 40 万 for a year at 3.85 %, interest only: 1,283.33 yuan a month; half of twelve of them. */
const MONTH = 128_333
const PROMISED = (12 * MONTH) / 2

/** A year ago: what a bank reports has happened. */
const LENT_ON = '2025-11-21'

let count = 0
async function open(over: Partial<ProgrammeDraft> = {}, base = SUBSIDY): Promise<void> {
  code = `money-${(count += 1)}`
  const path = `/console/loan-programmes`
  for (const [route, as, body] of [
    [`POST ${path}`, writer, { code, draft: { ...base, ...over } }], [`POST ${path}/${code}/publication`, second, { version: 1 }], [`POST ${path}/${code}/products`, writer, { productId: bank.productId }], [`POST ${path}/${code}/products/${bank.productId}/confirmation`, second, undefined],
  ] as const) {
    const { status, text } = await app.call(route, { as: as.token, ...(body ? { body } : {}) })
    expect(status, text).toBeLessThan(300)
  }
}
/** Nothing new is promised by it; what was is kept. */
const end = () => app.call(`POST /console/loan-programmes/${code}/end`, { as: writer.token })

const money = async () => (await app.call(`GET /console/loan-programmes/${code}/money`, { as: writer.token })).body as unknown as ProgrammeMoney
const pot = async () => (await rowsOf<{ reserved: number; paid: number }>(app.deps.db, sql`SELECT reserved_fen::float8 AS reserved, paid_fen::float8 AS paid FROM loan_programme WHERE code = ${code}`))[0]

async function signed(borrower: Borrower, to = bank, by = officer): Promise<string> {
  const applicationId = await applyTo(app, borrower, to)
  await bringTo(app, { officer: by.token, firm: borrower.person.token, applicationId }, 'agreed')
  await stepOf(app, by.token, applicationId, { kind: 'sign', ...TERMS, signedOn: LENT_ON })
  return applicationId
}
const disburse = (applicationId: string) => stepOf(app, officer.token, applicationId, { kind: 'disburse', amountFen: TERMS.amountFen, on: LENT_ON, dueOn: '2026-11-20', firstLoan: true })
async function lent(): Promise<{ borrower: Borrower; applicationId: string }> {
  const borrower = await createBorrower(app)
  const applicationId = await signed(borrower)
  await disburse(applicationId)
  return { borrower, applicationId }
}
const support = async (borrower: Borrower, applicationId: string) => (await app.call(`GET /loan-applications/${applicationId}`, { as: borrower.person.token })).body['support'] as FirmSupport
const pays = (applicationId: string, interestFen: number, on: string, amountFen = 0) => stepOf(app, officer.token, applicationId, { kind: 'repay', amountFen, interestFen, on })
const told = async (borrower: Borrower) => (await rowsOf<{ title: string }>(app.deps.db, sql`SELECT title FROM notice WHERE subject_id = ${borrower.person.subjectId} AND kind LIKE 'loan-support%' ORDER BY id`)).map((one) => one.title)

/** The ledger, the pot and the loans say the same, to the fen. */
async function reconciles(): Promise<void> {
  const [sums] = await rowsOf<{ reserved: number; paid: number; lines: number; linesPaid: number; loans: number; loansPaid: number }>(
    app.deps.db,
    sql`SELECT p.reserved_fen::float8 AS reserved, p.paid_fen::float8 AS paid,
          (SELECT coalesce(sum(reserved_fen), 0)::float8 FROM loan_pot_line WHERE programme_code = p.code) AS lines, (SELECT coalesce(sum(paid_fen), 0)::float8 FROM loan_pot_line WHERE programme_code = p.code) AS "linesPaid",
          ((SELECT coalesce(sum(CASE WHEN status = 'closed' THEN due_fen ELSE reserved_fen END - paid_fen), 0) FROM loan_subsidy WHERE programme_code = p.code) + (SELECT coalesce(sum(amount_fen), 0) FROM loan_compensation WHERE programme_code = p.code AND status = 'approved'))::float8 AS loans,
          ((SELECT coalesce(sum(paid_fen), 0) FROM loan_subsidy WHERE programme_code = p.code) + (SELECT coalesce(sum(amount_fen), 0) FROM loan_compensation WHERE programme_code = p.code AND status = 'paid'))::float8 AS "loansPaid"
        FROM loan_programme p WHERE p.code = ${code}`,
  )
  if (!sums) throw new Error('no programme')
  expect([sums.lines, sums.linesPaid, sums.loans, sums.loansPaid]).toEqual([sums.reserved, sums.paid, sums.reserved, sums.paid])
  expect((await money()).ledger).toEqual({ reservedFen: sums.reserved, paidFen: sums.paid, agrees: true })
}
afterEach(async () => {
  await reconciles()
  await end()
})

describe('a subsidised loan', () => {
  beforeEach(() => open())

  it('is promised its subsidy with the money, has it due by the interest paid, and is paid by two persons', async () => {
    const { borrower, applicationId } = await lent()
    expect(await pot()).toEqual({ reserved: PROMISED, paid: 0 })
    expect(await support(borrower, applicationId)).toMatchObject({ fund: null, subsidy: { title: '首贷贴息', isAvailable: true, reservedFen: PROMISED, dueFen: 0, state: '已留出', promisedOn: LENT_ON } })
    await pays(applicationId, MONTH, '2025-12-21')
    // Half of one month, rounded down; what is promised for 2026 is not due in 2025.
    expect((await support(borrower, applicationId)).subsidy).toMatchObject({ interestPaidFen: MONTH, dueFen: Math.floor(MONTH / 2), state: '等待付款' })
    await pays(applicationId, MONTH * 10, '2025-12-22')
    expect((await support(borrower, applicationId)).subsidy?.dueFen).toBe(Math.floor(MONTH / 2))
    await pays(applicationId, 1, '2026-01-21')
    const dueFen = Math.floor((MONTH * 11 + 1) / 2)
    expect((await support(borrower, applicationId)).subsidy?.dueFen).toBe(dueFen)

    const drawn = await app.call(`POST /console/loan-programmes/${code}/subsidy-batches`, { as: writer.token })
    expect(drawn.body).toMatchObject({ toDrawFen: 0, batches: [{ status: 'drawn', totalFen: dueFen, items: 1, mayPay: false }] })
    expect((await app.call(`POST /console/loan-programmes/${code}/subsidy-batches`, { as: writer.token })).body['detail']).toBe('现在没有应补的贴息')
    const [batch] = (drawn.body as unknown as ProgrammeMoney).batches
    const pay = (by: StaffMember) => app.call(`POST /console/loan-subsidy-batches/${batch?.batchId ?? ''}/payment`, { as: by.token, body: { reference: '20270122000001' } })
    expect((await pay(writer)).body['code']).toBe('SECOND_PERSON_NEEDED')
    expect((await Promise.all([pay(second), pay(second)])).map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(await pot()).toEqual({ reserved: PROMISED - dueFen, paid: dueFen })
    expect((await support(borrower, applicationId)).subsidy).toMatchObject({ paidFen: dueFen, state: '按付息继续补', payments: [{ amountFen: dueFen, on: '2026-11-21' }] })
    expect((await app.call('GET /console/loan-results?from=2026-11-21&to=2026-11-21', { as: writer.token })).body['support']).toEqual({ subsidyFen: dueFen, compensationFen: 0 })
    await expect(app.deps.db.execute(sql`UPDATE loan_pot_line SET paid_fen = 0 WHERE programme_code = ${code}`)).rejects.toThrow()
    expect(await told(borrower)).toEqual(['已为这笔贷款留出贴息', '贴息已付出'])
  })

  it('settled early gives back what will not come due, and no more comes due', async () => {
    const { borrower, applicationId } = await lent()
    await pays(applicationId, MONTH, '2025-12-21')
    await stepOf(app, officer.token, applicationId, { kind: 'settle', interestFen: 0, on: '2025-12-30' })
    const dueFen = Math.floor(MONTH / 2)
    expect(await pot()).toEqual({ reserved: dueFen, paid: 0 })
    expect((await support(borrower, applicationId)).subsidy).toMatchObject({ dueFen, state: '等待付款', closedOn: '2026-11-21' })
  })

  it('repaid to the last fen has all of the promise due', async () => {
    const { borrower, applicationId } = await lent()
    await stepOf(app, officer.token, applicationId, { kind: 'repay', amountFen: TERMS.amountFen, interestFen: MONTH * 12, on: '2026-11-20' })
    expect((await support(borrower, applicationId)).subsidy).toMatchObject({ dueFen: PROMISED, reservedFen: PROMISED })
    expect(await pot()).toEqual({ reserved: PROMISED, paid: 0 })
  })

  it('has nothing due for interest paid while it is overdue, and interest alone does not bring it back into order', async () => {
    const { borrower, applicationId } = await lent()
    await stepOf(app, officer.token, applicationId, { kind: 'overdue', on: '2026-11-21' })
    expect(await pays(applicationId, MONTH, '2026-11-21')).toBe('overdue')
    expect((await support(borrower, applicationId)).subsidy?.dueFen).toBe(0)
    await expect(pays(applicationId, 0, '2026-11-21')).rejects.toThrow('请填写还了多少本金或利息')
  })

  it('taken back by the office keeps what is due and gives the rest back, once', async () => {
    const { borrower, applicationId } = await lent()
    await pays(applicationId, MONTH, '2025-12-21')
    const [row] = (await money()).subsidies
    const cancel = () => app.call(`POST /console/loan-subsidies/${row?.subsidyId ?? ''}/cancellation`, { as: second.token, body: { reason: 'misuse' } })
    expect((await cancel()).status).toBe(200)
    expect((await cancel()).status).toBe(409)
    await pays(applicationId, MONTH, '2026-01-21')
    expect((await support(borrower, applicationId)).subsidy).toMatchObject({ dueFen: Math.floor(MONTH / 2), interestPaidFen: MONTH })
    expect((await told(borrower)).at(-1)).toBe('贴息已取消')
  })

  it('shares the year’s ceiling with the firm’s other loans', async () => {
    await end()
    await open({ subsidy: { shareBps: 5000, pointsBps: null, yearCapFen: 800_000, maxMonths: 12 } })
    const { borrower } = await lent()
    const again = await signed({ ...borrower, requestId: await createRequest(app, borrower) })
    await disburse(again)
    const first = PROMISED - Math.floor(MONTH / 2)
    const second12 = 800_000 - first
    expect((await support(borrower, again)).subsidy?.reservedFen).toBe(Math.floor(MONTH / 2) + second12)
    expect((await pot())?.reserved).toBe(PROMISED + Math.floor(MONTH / 2) + second12)
  })

  it('is not promised to a firm that is not known to be entitled, nor under a paused programme', async () => {
    await end()
    await open({ entryRules: [{ kind: 'first-loan' }] })
    const { borrower, applicationId } = await lent()
    expect((await support(borrower, applicationId)).subsidy).toBeNull()
    await app.call(`POST /console/loan-programmes/${code}/pause`, { as: writer.token })
    const paused = await lent()
    expect((await support(paused.borrower, paused.applicationId)).subsidy).toBeNull()
    expect(await pot()).toEqual({ reserved: 0, paid: 0 })
  })
})

it('two loans paid out at once for the last fen of the pot: one is promised, the other goes on and says so', async () => {
  await open({ potFen: PROMISED })
  const borrowers = [await createBorrower(app), await createBorrower(app)]
  const loans = await Promise.all(borrowers.map((borrower) => signed(borrower)))
  expect(await Promise.all(loans.map(disburse))).toEqual(['disbursed', 'disbursed'])
  const found = await Promise.all(borrowers.map((borrower, i) => support(borrower, loans[i] ?? '')))
  expect(found.map((one) => one.subsidy?.reservedFen ?? -1).toSorted((a, b) => a - b)).toEqual([0, PROMISED])
  const loser = borrowers[found.findIndex((one) => one.subsidy?.isAvailable === false)]
  expect(loser && (await told(loser))).toEqual(['这笔贷款没有占到贴息'])
  expect(await pot()).toEqual({ reserved: PROMISED, paid: 0 })
})

describe('a loan under a fund', () => {
  beforeEach(() => open({}, FUND))
  const claim = (applicationId: string, lossFen: number, by = officer) => app.call(`POST /lender/loan-applications/${applicationId}/compensation-claim`, { as: by.token, body: { lossFen } })
  const decide = (compensationId: string, approved: boolean, by = writer) => app.call(`POST /console/loan-compensations/${compensationId}/decision`, { as: by.token, body: { approved, reason: '材料齐全，追偿记录完整' } })
  const pay = (compensationId: string, by: StaffMember) => app.call(`POST /console/loan-compensations/${compensationId}/payment`, { as: by.token, body: { reference: `2027${compensationId.slice(-12)}` } })
  const overdue = async () => {
    const { borrower, applicationId } = await lent()
    await pays(applicationId, 0, '2026-05-21', 10_000_000)
    await stepOf(app, officer.token, applicationId, { kind: 'overdue', on: '2026-11-21' })
    return { borrower, applicationId }
  }

  it('is claimed by its lender once overdue, decided with a reason, paid by a second person', async () => {
    const early = await lent()
    expect((await support(early.borrower, early.applicationId)).fund).toMatchObject({ title: '风险补偿', coveredOn: LENT_ON })
    expect((await claim(early.applicationId, 100)).body['detail']).toBe('贷款逾期后才能申请补偿')
    const { applicationId } = await overdue()
    const stranger = await createOfficer(app, await createLender(app))
    expect((await claim(applicationId, 100, stranger)).status).toBe(404)
    expect((await claim(applicationId, 30_000_001)).body['detail']).toBe('不能超过尚欠的本金 300,000.00 元')
    const { body } = await claim(applicationId, 30_000_000)
    const { compensationId, amountFen } = body as unknown as LenderCompensation
    expect(amountFen).toBe(12_000_000)
    expect((await claim(applicationId, 30_000_000)).status).toBe(409)
    expect((await decide(compensationId, false)).body).toMatchObject({ claims: [{ status: 'rejected' }, { status: 'covered' }] })
    expect(await pot()).toEqual({ reserved: 0, paid: 0 })
    await claim(applicationId, 30_000_000)
    expect((await pay(compensationId, second)).status).toBe(409)
    expect((await decide(compensationId, true)).status).toBe(200)
    expect(await pot()).toEqual({ reserved: 12_000_000, paid: 0 })
    expect((await pay(compensationId, writer)).body['code']).toBe('SECOND_PERSON_NEEDED')
    expect((await Promise.all([pay(compensationId, second), pay(compensationId, second)])).map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(await pot()).toEqual({ reserved: 0, paid: 12_000_000 })
    const seen = await app.call(`GET /lender/loan-applications/${applicationId}`, { as: officer.token })
    expect(seen.body['compensation']).toMatchObject({ status: 'paid', statusTitle: '已付款', reason: '材料齐全，追偿记录完整', mayClaim: false })
  })

  it('gets no more than one lender may, nor than the pot has, however many are decided at once', async () => {
    const ids = []
    for (let i = 0; i < 2; i += 1) ids.push(String((await claim((await overdue()).applicationId, 30_000_000)).body['compensationId']))
    const answers = await Promise.all(ids.map((id) => decide(id, true)))
    expect(answers.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(answers.find((one) => one.status === 409)?.body['detail']).toBe('超过每家银行上限 200,000.00 元')
    expect(await pot()).toEqual({ reserved: 12_000_000, paid: 0 })
    await end()
    await open({ potFen: 11_999_999 }, FUND)
    const { compensationId } = (await claim((await overdue()).applicationId, 30_000_000)).body as unknown as LenderCompensation
    expect((await decide(compensationId, true)).body['detail']).toBe('资金池余额不够')
  })

  it('a product that costs more than the fund allows is not covered', async () => {
    const dear = await createBorrower(app)
    await end()
    await open({ compensation: { shareBps: 4000, lenderCapFen: 20_000_000, maxRateBps: 500 } }, FUND)
    await app.deps.db.execute(sql`UPDATE loan_programme SET max_rate_bps = 384 WHERE code = ${code}`)
    const applicationId = await signed(dear)
    await disburse(applicationId)
    expect((await support(dear, applicationId)).fund).toBeNull()
  })
})
