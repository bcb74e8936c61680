import type { LenderStep, LoanField, LoanStatus, NewLoanRequest } from '@xinhui/contract'
import type { loanProduct } from '../modules/lender/lender.table'
import type { TestApp } from './app'
import { createFirm } from './firms'
import { createLender as createBank, createProduct } from './lenders'
import { createResident, createStaff, type Resident, type StaffMember } from './people'

export const ALL_FIELDS: LoanField[] = ['profile', 'grade', 'conduct', 'tax', 'social-insurance', 'loans']
/** 50 万 for a year. */
export const NEED = { amountFen: 50_000_000, termMonths: 12, use: 'stock', collateral: [], inPool: true } as const
export const TERMS = { amountFen: 40_000_000, rateBps: 385, termMonths: 12 }

export interface Lender {
  lenderId: string
  productId: string
  name: string
}

/** A bank with one published product without entry rules: 1 to 500 万, 3.85 % at most 5 %, 1 to 36 months, an answer within 3 working days. */
export async function createLender(app: TestApp, options: { name?: string; product?: Partial<typeof loanProduct.$inferInsert> } = {}): Promise<Lender> {
  const { lenderId, name } = await createBank(app, options)
  const { productId } = await createProduct(app, {
    lenderId, name: '测试信易贷', amountMaxFen: 500_000_000, rateMinBps: 385, rateMaxBps: 500, termMinMonths: 1, repayment: '按月付息，到期还本', method: 'interest-only', zone: '普惠', validUntil: '2028-12-31', ...options.product,
  })
  return { lenderId, productId, name }
}

export interface Borrower {
  person: Resident
  firmId: string
  requestId: string
}

/** A firm, its representative, and what it asks for. */
export async function createBorrower(app: TestApp, need: Partial<NewLoanRequest> = {}): Promise<Borrower> {
  const person = await createResident(app)
  const { firmId } = await createFirm(app, { personId: person.subjectId })
  return { person, firmId, requestId: await createRequest(app, { person, firmId }, need) }
}

export async function createRequest(app: TestApp, by: { person: Resident; firmId: string }, need: Partial<NewLoanRequest> = {}): Promise<string> {
  const { status, body, text } = await app.call(`POST /firms/${by.firmId}/loan-requests`, { as: by.person.token, body: { ...NEED, ...need } })
  if (status !== 201) throw new Error(`request refused: ${text}`)
  return String(body['requestId'])
}

export const consentBody = (app: TestApp, productId: string, over: { fields?: LoanField[]; months?: number } = {}) => ({ productId, fields: ALL_FIELDS, months: 6, agreed: true, textVersion: (app.deps.city.readYaml('loan.yaml') as { consent: { textVersion: string } }).consent.textVersion, ...over })

/** Applies for the borrower's request. */
export async function applyTo(app: TestApp, borrower: Borrower, bank: Pick<Lender, 'productId'>, over: { fields?: LoanField[]; months?: number } = {}): Promise<string> {
  const { status, body, text } = await app.call(`POST /loan-requests/${borrower.requestId}/applications`, { as: borrower.person.token, body: consentBody(app, bank.productId, over) })
  if (status !== 201) throw new Error(`application refused: ${text}`)
  return String(body['applicationId'])
}

export const createOfficer = (app: TestApp, bank: Pick<Lender, 'lenderId'>): Promise<StaffMember> => createStaff(app, ['lender-officer'], { lenderId: bank.lenderId })

/** One step of the lender. Throws what refused it. */
export async function stepOf(app: TestApp, token: string, applicationId: string, step: LenderStep | Record<string, unknown>): Promise<LoanStatus> {
  const { status, body, text } = await app.call(`POST /lender/loan-applications/${applicationId}/steps`, { as: token, body: step })
  if (status !== 200) throw new Error(`step refused: ${text}`)
  return body['status'] as LoanStatus
}

/** The firm's answer to the offer that stands. */
export async function answerOf(app: TestApp, token: string, applicationId: string, answer: Record<string, unknown>): Promise<Record<string, unknown>> {
  const seen = await app.call(`GET /loan-applications/${applicationId}`, { as: token })
  const { status, body, text } = await app.call(`POST /loan-applications/${applicationId}/offer-answer`, { as: token, body: { version: seen.body['version'], ...answer } })
  if (status !== 200) throw new Error(`answer refused: ${text}`)
  return body
}

/** Brings an application to this state the usual way. */
export async function bringTo(app: TestApp, of: { officer: string; firm: string; applicationId: string }, until: 'accepted' | 'reviewing' | 'offered' | 'agreed' | 'signed' | 'disbursed'): Promise<void> {
  const steps: [string, () => Promise<unknown>][] = [
    ['accepted', () => stepOf(app, of.officer, of.applicationId, { kind: 'accept' })],
    ['reviewing', () => stepOf(app, of.officer, of.applicationId, { kind: 'review' })],
    ['offered', () => stepOf(app, of.officer, of.applicationId, { kind: 'offer', ...TERMS })],
    ['agreed', () => answerOf(app, of.firm, of.applicationId, { answer: 'agree' })],
    ['signed', () => stepOf(app, of.officer, of.applicationId, { kind: 'sign', ...TERMS, signedOn: '2026-11-21' })],
    ['disbursed', () => stepOf(app, of.officer, of.applicationId, { kind: 'disburse', amountFen: TERMS.amountFen, on: '2026-11-21', dueOn: '2027-11-21', firstLoan: true })],
  ]
  for (const [state, work] of steps) {
    await work()
    if (state === until) return
  }
}
