import { z } from 'zod'
import { Day, type EndpointShape, Fen, idOf, Instant } from './common'

/** What a firm's loan is promised: a subsidy with its state and dates, and the cover of a fund. */
export const FirmSupport = z.object({
  subsidy: z
    .object({
      title: z.string(),
      issuer: z.string(),
      state: z.string(),
      /** False: the firm was entitled and the pot was used up. */
      isAvailable: z.boolean(),
      reservedFen: Fen,
      interestPaidFen: Fen,
      dueFen: Fen,
      paidFen: Fen,
      promisedOn: Day,
      closedOn: Day.nullable(),
      payments: z.array(z.object({ amountFen: Fen, on: Day })),
    })
    .nullable(),
  fund: z.object({ title: z.string(), issuer: z.string(), words: z.array(z.string()), coveredOn: Day }).nullable(),
})
export type FirmSupport = z.infer<typeof FirmSupport>

/** A loan under a risk-compensation fund, as its lender reads it. */
export const LenderCompensation = z.object({
  compensationId: idOf('lcm'),
  title: z.string(),
  status: z.enum(['covered', 'claimed', 'approved', 'rejected', 'paid']),
  statusTitle: z.string(),
  shareBps: z.number().int(),
  coveredOn: Day,
  lossFen: Fen.nullable(),
  /** The fund's share of the loss. */
  amountFen: Fen.nullable(),
  claimedAt: Instant.nullable(),
  decidedAt: Instant.nullable(),
  reason: z.string().nullable(),
  paidAt: Instant.nullable(),
  reference: z.string().nullable(),
  mayClaim: z.boolean(),
})
export type LenderCompensation = z.infer<typeof LenderCompensation>

const loan = { applicationId: idOf('lap'), firmName: z.string(), lenderName: z.string(), productName: z.string(), disbursedFen: Fen }

/** Money of one programme as the office sees it; the newest 500 of each. */
export const ProgrammeMoney = z.object({
  subsidies: z.array(z.object({ ...loan, subsidyId: idOf('lsb'), status: z.enum(['reserved', 'unavailable', 'closed']), state: z.string(), reservedFen: Fen, interestPaidFen: Fen, dueFen: Fen, batchedFen: Fen, paidFen: Fen, promisedOn: Day, closedOn: Day.nullable() })),
  /** Due and in no batch. */
  toDrawFen: Fen,
  batches: z.array(z.object({ batchId: idOf('lbt'), status: z.enum(['drawn', 'paid']), totalFen: Fen, items: z.number().int(), drawnBy: z.string(), drawnAt: Instant, paidBy: z.string().nullable(), paidAt: Instant.nullable(), reference: z.string().nullable(), mayPay: z.boolean() })),
  claims: z.array(LenderCompensation.extend({ ...loan, mayDecide: z.boolean(), mayPay: z.boolean() })),
  /** What the lines of the ledger add up to, and whether the pot says the same to the fen. */
  ledger: z.object({ reservedFen: Fen, paidFen: Fen, agrees: z.boolean() }),
})
export type ProgrammeMoney = z.infer<typeof ProgrammeMoney>

const programme = z.object({ code: z.string().max(40) })
const payment = z.strictObject({ reference: z.string().trim().min(4, '请填写银行流水号').max(60) })
const compensation = z.object({ compensationId: idOf('lcm') })

export const loanSupportEndpoints = {
  'GET /console/loan-programmes/{code}/money': { summary: 'Promised, due and paid subsidies, batches, claims, and the ledger’s sum', params: programme, response: ProgrammeMoney },
  'POST /console/loan-programmes/{code}/subsidy-batches': { summary: 'Draw what is due into a batch', params: programme, response: ProgrammeMoney, status: 201 },
  'POST /console/loan-subsidy-batches/{batchId}/payment': { summary: 'Mark a batch paid; never by who drew it', params: z.object({ batchId: idOf('lbt') }), body: payment, response: ProgrammeMoney },
  'POST /console/loan-subsidies/{subsidyId}/cancellation': { summary: 'Take a promised subsidy back; what is due stays due', params: z.object({ subsidyId: idOf('lsb') }), body: z.strictObject({ reason: z.enum(['ineligible', 'misuse', 'request']) }), response: ProgrammeMoney },
  'POST /lender/loan-applications/{applicationId}/compensation-claim': { summary: 'Claim a fund’s share of the principal lost on an overdue loan (代偿申请)', params: z.object({ applicationId: idOf('lap') }), body: z.strictObject({ lossFen: Fen.min(1).max(100_000_000_000) }), response: LenderCompensation, status: 201 },
  'POST /console/loan-compensations/{compensationId}/decision': { summary: 'Grant or refuse a claim, with a reason', params: compensation, body: z.strictObject({ approved: z.boolean(), reason: z.string().trim().min(2, '请写明理由').max(300) }), response: ProgrammeMoney },
  'POST /console/loan-compensations/{compensationId}/payment': { summary: 'Mark a granted claim paid; never by who granted it', params: compensation, body: payment, response: ProgrammeMoney },
} as const satisfies Record<string, EndpointShape>
