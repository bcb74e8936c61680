import { z } from 'zod'
import { Cursor, Day, type EndpointShape, Fen, idOf, Instant, pageOf } from './common'
import { Collateral, LoanField, LoanUse } from './loan-request'
import { FirmSupport, LenderCompensation } from './loan-support'
import { ClockColour } from './repair'

/**
 * `submitted` to a lender, `accepted`, under due diligence (`reviewing`), `offered`, `countered` by the firm, `agreed`, `signed`,
 * `disbursed`, `overdue`, `renewed`, `settled`; or `refused` with a reason, `declined` by the firm, `withdrawn`, `returned` to the
 * pool because the lender did not answer in time.
 */
export const LoanStatus = z.enum(['submitted', 'accepted', 'reviewing', 'offered', 'countered', 'agreed', 'signed', 'disbursed', 'overdue', 'renewed', 'settled', 'refused', 'declined', 'withdrawn', 'returned'])
export type LoanStatus = z.infer<typeof LoanStatus>

/** A year's rate in basis points: 385 is 3.85 %. */
const Bps = z.number().int().min(0).max(3600)
const Months = z.number().int().min(1).max(360)
const Amount = Fen.min(1).max(100_000_000_000)

export const LoanTerms = z.object({ amountFen: Amount, rateBps: Bps, termMonths: Months })
export type LoanTerms = z.infer<typeof LoanTerms>

export const LoanOffer = LoanTerms.extend({
  feeFen: Fen,
  validUntil: Day,
  /** Interest with the product's way of repayment, and the fee. */
  costFen: Fen,
  /** Fee included. */
  effectiveBps: z.number().int(),
})
export type LoanOffer = z.infer<typeof LoanOffer>

export const LoanClock = z.object({
  /** `accept`, `answer`, `reply` to a counter-offer, `sign`, `disburse` in working days; `month` the one-month rule of recommended requests. */
  step: z.enum(['accept', 'answer', 'reply', 'sign', 'disburse', 'month']),
  title: z.string(),
  startedOn: Day,
  workingDays: z.number().int().nullable(),
  dueOn: Day,
  provisional: z.boolean(),
  doneOn: Day.nullable(),
  colour: ClockColour.nullable(),
})
export type LoanClock = z.infer<typeof LoanClock>

export const LoanStep = z.object({ at: Instant, event: z.string(), title: z.string(), by: z.string(), note: z.string().nullable() })

const shared = {
  applicationId: idOf('lap'),
  requestId: idOf('lrq'),
  lenderId: idOf('len'),
  lenderName: z.string(),
  productId: idOf('lpr'),
  productName: z.string(),
  status: LoanStatus,
  statusTitle: z.string(),
  version: z.number().int(),
  amountFen: Fen,
  termMonths: z.number().int(),
  use: LoanUse,
  useTitle: z.string(),
  coordinated: z.boolean(),
  submittedAt: Instant,
  offer: LoanOffer.nullable(),
  /** What the firm asked for instead. */
  counter: LoanTerms.nullable(),
  signed: LoanTerms.extend({ signedOn: Day }).nullable(),
  disbursed: z.object({ amountFen: Fen, on: Day, dueOn: Day, repaidFen: Fen }).nullable(),
  refusal: z.object({ code: z.string(), reason: z.string(), remedy: z.string(), note: z.string().nullable() }).nullable(),
  clocks: z.array(LoanClock),
}

export const LoanSummary = z.object({ ...shared, firmId: idOf('sub'), firmName: z.string() })
export type LoanSummary = z.infer<typeof LoanSummary>

/** As the firm reads it. */
export const LoanApplication = z.object({
  ...LoanSummary.shape,
  steps: z.array(LoanStep),
  next: z.string(),
  support: FirmSupport,
  consent: z.object({ fields: z.array(z.string()), until: Instant, state: z.enum(['living', 'withdrawn', 'expired']) }),
  mayAnswer: z.boolean(),
  mayWithdraw: z.boolean(),
  mayWithdrawConsent: z.boolean(),
  mayComplain: z.boolean(),
})
export type LoanApplication = z.infer<typeof LoanApplication>

export const LenderDeed = z.enum(['accept', 'review', 'offer', 'refuse', 'sign', 'disburse', 'repay', 'overdue', 'renew', 'settle'])
export type LenderDeed = z.infer<typeof LenderDeed>

/** As one row of a lender's list; without the firm's name once its consent has ended. */
export const LenderLoanSummary = z.object({ ...shared, firmName: z.string().nullable(), lateSteps: z.number().int() })
export type LenderLoanSummary = z.infer<typeof LenderLoanSummary>

/** What a lender sees while the consent lives: of the firm's file only what was consented to. */
export const LenderLoan = z.object({
  ...LenderLoanSummary.shape,
  uscc: z.string(),
  note: z.string().nullable(),
  collateral: z.array(Collateral.extend({ title: z.string() })),
  facts: z.array(z.object({ field: LoanField, title: z.string(), value: z.string(), source: z.string().nullable(), asOf: Day.nullable() })),
  consent: z.object({ fields: z.array(z.string()), until: Instant }),
  /** The fund it is under, if any. */
  compensation: LenderCompensation.nullable(),
  steps: z.array(LoanStep),
  deeds: z.array(LenderDeed),
})
export type LenderLoan = z.infer<typeof LenderLoan>

const note = z.string().trim().max(300).optional()
const Interest = Fen.min(0).max(100_000_000_000)

/** What a lender does or reports. A refusal's reason is mandatory and read by the firm. */
export const LenderStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('accept') }),
  z.strictObject({ kind: z.literal('review') }),
  z.strictObject({ kind: z.literal('offer'), ...LoanTerms.shape, feeFen: Fen.min(0).default(0), validDays: z.number().int().min(1).max(60).default(10) }),
  z.strictObject({ kind: z.literal('refuse'), code: z.string().max(40), note }),
  z.strictObject({ kind: z.literal('sign'), ...LoanTerms.shape, signedOn: Day }),
  z.strictObject({ kind: z.literal('disburse'), amountFen: Amount, on: Day, dueOn: Day, firstLoan: z.boolean() }),
  // `interestFen`: interest the firm paid with it; a subsidy 贴息 comes due by what is reported here. Either may be nothing, not both.
  z.strictObject({ kind: z.literal('repay'), amountFen: Fen.min(0).max(100_000_000_000), interestFen: Interest.optional(), on: Day }),
  z.strictObject({ kind: z.literal('overdue'), on: Day }),
  z.strictObject({ kind: z.literal('renew'), on: Day, dueOn: Day, withoutPrincipal: z.boolean() }),
  z.strictObject({ kind: z.literal('settle'), interestFen: Interest.optional(), on: Day }),
])
export type LenderStep = z.infer<typeof LenderStep>

/** What a step answers: nothing of the firm. */
export const StepAnswer = z.object({ applicationId: idOf('lap'), status: LoanStatus, version: z.number().int() })
export type StepAnswer = z.infer<typeof StepAnswer>

/** A need in the pool 抢单: without whose it is. */
export const PooledRequest = z.object({
  requestId: idOf('lrq'),
  amountFen: Fen,
  termMonths: z.number().int(),
  use: LoanUse,
  useTitle: z.string(),
  district: z.string().nullable(),
  collateral: z.array(z.string()),
  since: Instant,
  recommended: z.boolean(),
  lenders: z.number().int(),
  mine: z.boolean(),
})
export type PooledRequest = z.infer<typeof PooledRequest>

export const ComplaintKind = z.enum(['slow', 'unfair-terms', 'tied-sale', 'hidden-fee', 'conduct', 'other'])
export const LoanComplaint = z.object({
  complaintId: idOf('lcp'),
  applicationId: idOf('lap'),
  lenderId: idOf('len'),
  lenderName: z.string(),
  firmName: z.string(),
  kind: ComplaintKind,
  kindTitle: z.string(),
  text: z.string(),
  status: z.enum(['open', 'answered']),
  filedAt: Instant,
  dueOn: Day,
  answer: z.string().nullable(),
  upheld: z.boolean().nullable(),
  answeredAt: Instant.nullable(),
})
export type LoanComplaint = z.infer<typeof LoanComplaint>

/** Money and counts of one group. Rates weighted by amount; times in working days from application to answer. */
export const LoanFigures = z.object({
  applications: z.number().int(),
  answered: z.number().int(),
  answeredInTime: z.number().int(),
  refused: z.number().int(),
  creditFen: Fen,
  creditFirms: z.number().int(),
  disbursedFen: Fen,
  disbursedCount: z.number().int(),
  firms: z.number().int(),
  firstLoans: z.number().int(),
  firstLoanFen: Fen,
  creditLoanFen: Fen,
  /** Share of credit loans 信用贷 in what was disbursed; null before anything was. */
  creditLoanBps: z.number().int().nullable(),
  averageRateBps: z.number().int().nullable(),
  averageAnswerDays: z.number().nullable(),
})
export type LoanFigures = z.infer<typeof LoanFigures>

export const LoanResults = z.object({
  from: Day,
  to: Day,
  total: LoanFigures,
  /** Paid under support programmes 支持项目 within the days, by the pots’ ledger. */
  support: z.object({ subsidyFen: Fen, compensationFen: Fen }),
  groups: z.array(z.object({ key: z.string(), title: z.string(), lateCount: z.number().int().nullable(), complaints: z.number().int().nullable(), ...LoanFigures.shape })),
  /** Lines of the outside evaluations, as of `to`: what is counted, what it is divided by, what is asked. */
  lines: z.array(z.object({ code: z.string(), title: z.string(), unit: z.enum(['bps', 'fen']), value: z.number().int(), target: z.number().int(), reached: z.boolean(), words: z.string() })),
})
export type LoanResults = z.infer<typeof LoanResults>

const request = z.object({ requestId: idOf('lrq') })
const application = z.object({ applicationId: idOf('lap') })

export const loanApplicationEndpoints = {
  'POST /loan-requests/{requestId}/applications': {
    summary: 'Authorise one lender and apply to it',
    params: request,
    body: z.strictObject({ productId: idOf('lpr'), fields: z.array(LoanField).min(1).max(6), months: z.number().int().min(1).max(12), agreed: z.literal(true), textVersion: z.string().max(60) }),
    response: LoanApplication,
    status: 201,
  },
  'GET /firms/{firmId}/loan-applications': { summary: 'The firm’s loan applications (贷款申请)', params: z.object({ firmId: idOf('sub') }), response: z.object({ items: z.array(LoanSummary) }) },
  'GET /loan-applications/{applicationId}': { summary: 'One application with its history, offer and clocks', params: application, response: LoanApplication },
  'POST /loan-applications/{applicationId}/offer-answer': {
    summary: 'Agree to the offer, decline it, or ask for other terms',
    params: application,
    body: z.discriminatedUnion('answer', [
      z.strictObject({ answer: z.literal('agree'), version: z.number().int() }),
      z.strictObject({ answer: z.literal('decline'), version: z.number().int() }),
      z.strictObject({ answer: z.literal('counter'), version: z.number().int(), ...LoanTerms.shape }),
    ]),
    response: LoanApplication,
  },
  'POST /loan-applications/{applicationId}/withdrawal': { summary: 'Withdraw before anything is signed', params: application, response: LoanApplication },
  'POST /loan-applications/{applicationId}/consent-withdrawal': { summary: 'Withdraw the lender’s authorisation: it sees nothing from now on', params: application, response: LoanApplication },
  'POST /loan-applications/{applicationId}/complaints': {
    summary: 'Complain about the lender',
    params: application,
    body: z.strictObject({ kind: ComplaintKind, text: z.string().trim().min(5, '请写明情况').max(1000) }),
    response: LoanComplaint,
    status: 201,
  },
  'GET /firms/{firmId}/loan-complaints': { summary: 'The firm’s complaints and their answers', params: z.object({ firmId: idOf('sub') }), response: z.object({ items: z.array(LoanComplaint) }) },

  'GET /lender/loan-pool': { summary: 'Needs that firms put into the pool, without their names', response: z.object({ items: z.array(PooledRequest) }) },
  'POST /lender/loan-pool/{requestId}/interest': { summary: 'Offer to take a need with one of the lender’s products (抢单)', params: request, body: z.strictObject({ productId: idOf('lpr') }), status: 204 },
  'GET /lender/loan-applications': {
    summary: 'Applications to the lender, the most urgent first',
    query: Cursor.extend({ status: LoanStatus.optional(), clock: z.enum(['today', 'late']).optional(), open: z.enum(['true', 'false']).optional() }),
    response: pageOf(LenderLoanSummary),
  },
  'GET /lender/loan-applications/{applicationId}': { summary: 'One application with what the firm consented to; each reading is in the firm’s access log', params: application, response: LenderLoan },
  'GET /lender/refusal-reasons': { summary: 'Coded reasons a refusal must name', response: z.object({ items: z.array(z.object({ code: z.string(), title: z.string(), remedy: z.string() })) }) },
  'POST /lender/loan-applications/{applicationId}/steps': { summary: 'One step of the lender: accept, review, offer, refuse, sign, disburse and what follows', params: application, body: LenderStep, response: StepAnswer },
  'POST /lender/callbacks': {
    summary: 'A step reported by the lender’s system, signed (Standard Webhooks), in any order and as often as it likes; see docs/lender-api.md',
    upload: ['application/json'],
    response: z.object({ outcome: z.enum(['applied', 'waiting', 'rejected']), code: z.string().nullable(), applicationId: idOf('lap'), seq: z.number().int(), status: LoanStatus }),
  },

  'GET /console/loan-results': {
    summary: 'What money arrived: credit, disbursed, first loans, credit loans, rates and answer times',
    query: z.object({ from: Day, to: Day, by: z.enum(['lender', 'district', 'industry', 'zone']).default('lender') }),
    response: LoanResults,
  },
  'GET /console/loan-results/applications': {
    summary: 'The applications behind a figure',
    query: z.object({ from: Day, to: Day, by: z.enum(['lender', 'district', 'industry', 'zone']).default('lender'), key: z.string().max(60).optional() }),
    response: z.object({ items: z.array(z.object({ applicationId: idOf('lap'), lenderName: z.string(), productName: z.string(), district: z.string().nullable(), statusTitle: z.string(), submittedAt: Instant, creditFen: Fen.nullable(), disbursedFen: Fen.nullable(), rateBps: z.number().int().nullable(), firstLoan: z.boolean().nullable() })) }),
  },
  'GET /console/loan-complaints': { summary: 'Complaints about lenders', query: z.object({ status: z.enum(['open', 'answered']).optional() }), response: z.object({ items: z.array(LoanComplaint) }) },
  'POST /console/loan-complaints/{complaintId}/answer': {
    summary: 'Answer a complaint',
    params: z.object({ complaintId: idOf('lcp') }),
    body: z.strictObject({ upheld: z.boolean(), answer: z.string().trim().min(5, '请写明处理结果').max(1000) }),
    response: LoanComplaint,
  },
} as const satisfies Record<string, EndpointShape>
