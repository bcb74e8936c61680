import { sql } from 'drizzle-orm'
import type { LoanResults } from '@xinhui/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rowsOf } from '../../db/sql'
import { startTestApp, type TestApp } from '../../testing/app'
import { applyTo, answerOf, bringTo, createBorrower, createLender, createOfficer, type Lender, stepOf } from '../../testing/loans'
import { createStaff, renewToken, type StaffMember } from '../../testing/people'

let app: TestApp
let reviewer: StaffMember
const START = '2026-11-21T04:00:00.000Z'
beforeAll(async () => {
  app = await startTestApp()
  reviewer = await createStaff(app, ['reviewer'])
})
afterAll(() => app.close())

const resultsOf = async (by: string, from = '2026-11-01', to = '2026-11-30') => (await app.call(`GET /console/loan-results?from=${from}&to=${to}&by=${by}`, { as: reviewer.token })).body as unknown as LoanResults

/** Lends an odd amount, so that a fen lost anywhere shows. */
async function lend(bank: Lender, officer: StaffMember, of: { amountFen: number; rateBps: number; firstLoan: boolean }): Promise<string> {
  const borrower = await createBorrower(app)
  const applicationId = await applyTo(app, borrower, bank)
  const terms = { amountFen: of.amountFen, rateBps: of.rateBps, termMonths: 12 }
  await stepOf(app, officer.token, applicationId, { kind: 'accept' })
  await stepOf(app, officer.token, applicationId, { kind: 'offer', ...terms })
  await answerOf(app, borrower.person.token, applicationId, { answer: 'agree' })
  await stepOf(app, officer.token, applicationId, { kind: 'sign', ...terms, signedOn: '2026-11-21' })
  await stepOf(app, officer.token, applicationId, { kind: 'disburse', amountFen: of.amountFen - 1, on: '2026-11-21', dueOn: '2027-11-21', firstLoan: of.firstLoan })
  return applicationId
}

describe('the office’s figures', () => {
  it('are the applications’ own, to the fen, all together and in every group', async () => {
    const credit = await createLender(app, { name: '云汀甲银行' })
    const pledge = await createLender(app, { name: '云汀乙银行', product: { kind: 'pledge', zone: '科创' } })
    const [one, two] = [await createOfficer(app, credit), await createOfficer(app, pledge)]
    await lend(credit, one, { amountFen: 12_345_678, rateBps: 385, firstLoan: true })
    await lend(credit, one, { amountFen: 30_000_001, rateBps: 450, firstLoan: false })
    await lend(pledge, two, { amountFen: 50_000_033, rateBps: 500, firstLoan: true })
    const refused = await applyTo(app, await createBorrower(app), pledge)
    await stepOf(app, two.token, refused, { kind: 'refuse', code: 'collateral' })
    await applyTo(app, await createBorrower(app), credit)

    const { total, groups } = await resultsOf('lender')
    expect(total).toMatchObject({ applications: 5, answered: 4, answeredInTime: 4, refused: 1, creditFen: 92_345_712, creditFirms: 3, disbursedFen: 92_345_709, disbursedCount: 3, firms: 3, firstLoans: 2, firstLoanFen: 62_345_709, creditLoanFen: 42_345_677 })
    // 42,345,677 of 92,345,709, and the mean of the rates by what was paid out.
    expect([total.creditLoanBps, total.averageRateBps]).toEqual([4585, Math.round((12_345_677 * 385 + 30_000_000 * 450 + 50_000_032 * 500) / 92_345_709)])
    expect(groups.map((g) => [g.title, g.disbursedFen])).toEqual([['云汀乙银行', 50_000_032], ['云汀甲银行', 42_345_677]])
    const [row] = await rowsOf<{ credit: number; disbursed: number }>(app.deps.db, sql`SELECT sum(credit_fen)::float8 AS credit, sum(disbursed_fen)::float8 AS disbursed FROM loan_application`)
    for (const by of ['lender', 'district', 'industry', 'zone']) {
      const sums = (await resultsOf(by)).groups
      const sum = (field: 'creditFen' | 'disbursedFen' | 'firstLoanFen' | 'creditLoanFen' | 'applications' | 'refused') => sums.reduce((all, g) => all + g[field], 0)
      expect([by, sum('creditFen'), sum('disbursedFen')]).toEqual([by, row?.credit, row?.disbursed])
      for (const field of ['firstLoanFen', 'creditLoanFen', 'applications', 'refused'] as const) expect([by, field, sum(field)]).toEqual([by, field, total[field]])
    }
    // The rows behind a figure add up to it.
    const behind = (await app.call(`GET /console/loan-results/applications?from=2026-11-01&to=2026-11-30&by=lender&key=${credit.lenderId}`, { as: reviewer.token })).body['items'] as { disbursedFen: number | null }[]
    expect(behind.reduce((all, one) => all + (one.disbursedFen ?? 0), 0)).toBe(42_345_677)
    expect((await resultsOf('lender', '2026-12-01', '2026-12-31')).total.disbursedFen).toBe(0)
  })

  it('move by exactly what is paid out, and draw the lines of the outside evaluations', async () => {
    const before = await resultsOf('lender')
    const bank = await createLender(app, { name: '云汀丙银行' })
    await lend(bank, await createOfficer(app, bank), { amountFen: 50_000_001, rateBps: 385, firstLoan: true })
    const after = await resultsOf('lender')
    expect(after.total.disbursedFen - before.total.disbursedFen).toBe(50_000_000)
    expect(after.lines.map((l) => [l.code, l.target])).toEqual([['funded', 400], ['registered', 300], ['billion', 100_000_000_000]])
    const funded = after.lines[0]
    // Four of the six firms that somebody acts for here got money.
    expect([funded?.value, funded?.reached, funded?.words]).toEqual([6666, true, '4 家获贷，6 家注册'])
    expect(after.lines[2]?.reached).toBe(false)
  })

  it('show a lender that answered late three times, to the office and to firms', async () => {
    const slow = await createLender(app, { name: '云汀慢银行' })
    const clerk = await createOfficer(app, slow)
    const loans = []
    for (let i = 0; i < 3; i += 1) {
      const borrower = await createBorrower(app)
      const applicationId = await applyTo(app, borrower, slow)
      await bringTo(app, { officer: clerk.token, firm: borrower.person.token, applicationId }, 'accepted')
      loans.push({ borrower, applicationId })
    }
    // Twice is not shown: the city says from how often on.
    const twice = await createLender(app, { name: '云汀偶慢银行' })
    const other = await createOfficer(app, twice)
    for (let i = 0; i < 2; i += 1) {
      const borrower = await createBorrower(app)
      await bringTo(app, { officer: other.token, firm: borrower.person.token, applicationId: await applyTo(app, borrower, twice) }, 'accepted')
    }
    const lateOf = async (bank = slow) => {
      reviewer.token = await renewToken(app, reviewer)
      return (await resultsOf('lender')).groups.find((g) => g.key === bank.lenderId)?.lateCount
    }
    expect(await lateOf()).toBe(0)
    // Three working days after the Saturday it was accepted on.
    app.clock.set('2026-11-26T04:00:00.000Z')
    reviewer = await createStaff(app, ['reviewer'])
    expect([await lateOf(), await lateOf(twice)]).toEqual([3, 0])
    const first = loans[0]
    if (!first) throw new Error('nothing was lent')
    const token = await renewToken(app, first.borrower.person)
    const { body } = await app.call(`GET /loan-requests/${first.borrower.requestId}/matches`, { as: token })
    expect((body['items'] as { lenderId: string; lateCount: number }[]).find((m) => m.lenderId === slow.lenderId)?.lateCount).toBe(3)
    app.clock.set(START)
  })

  it('are one group for one place and one trade, however the registry wrote them, each with its time to an answer', async () => {
    app.clock.set(START)
    const bank = await createLender(app, { name: '云汀丁银行', product: { zone: '涉农', kind: 'pledge' } })
    const there = app.deps.city.districts[1]
    if (!there) throw new Error('the demo city has one district')
    const made: string[] = []
    for (const [district, industry] of [[there.name, '食品制造业'], [there.code, 'C1411'], [there.name, '1439']] as const) {
      const borrower = await createBorrower(app)
      await app.deps.db.execute(sql`INSERT INTO organization (subject_id, district, industry, status, content_hash, updated_at) VALUES (${borrower.firmId}, ${district}, ${industry}, 'live', 'x', now())`)
      made.push(await applyTo(app, borrower, bank))
    }
    // Monday, the first working day after the Saturday they were made on.
    app.clock.set('2026-11-23T04:00:00.000Z')
    const clerk = await createOfficer(app, bank)
    for (const applicationId of made) await stepOf(app, clerk.token, applicationId, { kind: 'refuse', code: 'quota' })
    reviewer = await createStaff(app, ['reviewer'])
    const named = async (by: string, title: string) => (await resultsOf(by)).groups.filter((g) => g.title === title)
    const three = { applications: 3, answered: 3, refused: 3, averageAnswerDays: 1 }
    expect(await named('district', there.name)).toMatchObject([{ key: there.code, ...three }])
    expect(await named('industry', '食品制造业')).toMatchObject([{ key: 'C14', ...three }])
    expect(await named('zone', '涉农专区')).toMatchObject([{ key: '涉农', ...three }])
    expect(await named('lender', '云汀丁银行')).toMatchObject([{ key: bank.lenderId, ...three }])
    const behind = (await app.call('GET /console/loan-results/applications?from=2026-11-01&to=2026-11-30&by=industry&key=C14', { as: reviewer.token })).body['items'] as { district: string }[]
    expect(behind.map((one) => one.district)).toEqual([there.name, there.name, there.name])
    app.clock.set(START)
  })

  it('are for the office alone', async () => {
    const bank = await createLender(app)
    const clerk = await createOfficer(app, bank)
    expect((await app.call('GET /console/loan-results?from=2026-11-01&to=2026-11-30', { as: clerk.token })).status).toBe(403)
  })
})
