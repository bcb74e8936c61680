import { z } from 'zod'
import { Day, type EndpointShape, Fen, idOf, Instant } from './common'
import { LoanProduct } from './lender'

/** What the money is for. */
export const LoanUse = z.enum(['working-capital', 'stock', 'equipment', 'premises', 'wages', 'research', 'refinance', 'other'])
export type LoanUse = z.infer<typeof LoanUse>

export const CollateralKind = z.enum(['real-estate', 'equipment', 'order', 'warehouse-receipt', 'policy', 'inventory', 'receivable', 'intellectual-property', 'guarantor'])
export const Collateral = z.object({ kind: CollateralKind, valueFen: Fen.min(1).max(1_000_000_000_000) })

/** The five criteria of 小微融资协调机制 (金发〔2024〕32号). */
export const CoordinationCriterion = z.enum(['lawful-operation', 'fixed-premises', 'real-need', 'good-credit', 'lawful-use'])
export type CoordinationCriterion = z.infer<typeof CoordinationCriterion>

/** `declared`: on the 申报清单; `recommended`: on the 推荐清单, the bank decides within a month; `declined`: a criterion is not met. */
export const Coordination = z.object({
  state: z.enum(['none', 'declared', 'recommended', 'declined']),
  stateTitle: z.string(),
  criteria: z.array(z.object({ code: CoordinationCriterion, title: z.string(), met: z.boolean().nullable() })),
  declaredAt: Instant.nullable(),
  listedOn: Day.nullable(),
})
export type Coordination = z.infer<typeof Coordination>

/** A lender that answered a request in the pool 抢单; the firm decides whether it gets an application. */
export const LoanInterest = z.object({ interestId: idOf('lin'), lenderId: idOf('len'), lenderName: z.string(), productId: idOf('lpr'), productName: z.string(), at: Instant, taken: z.boolean() })
export type LoanInterest = z.infer<typeof LoanInterest>

export const LoanRequest = z.object({
  requestId: idOf('lrq'),
  firmId: idOf('sub'),
  firmName: z.string(),
  amountFen: Fen,
  termMonths: z.number().int(),
  use: LoanUse,
  useTitle: z.string(),
  note: z.string().nullable(),
  collateral: z.array(Collateral.extend({ title: z.string() })),
  /** Lenders may see it without the firm's name and offer to take it. */
  inPool: z.boolean(),
  status: z.enum(['standing', 'closed', 'expired']),
  statusTitle: z.string(),
  createdAt: Instant,
  validUntil: Day,
  coordination: Coordination,
  interests: z.array(LoanInterest),
})
export type LoanRequest = z.infer<typeof LoanRequest>

/** One rule of a product on this request. `consent`: the authorisation that would make an unknown fact known. */
export const MatchRule = z.object({ kind: z.string(), required: z.string(), actual: z.string(), verdict: z.enum(['passed', 'failed', 'unknown']), source: z.string().nullable(), asOf: Day.nullable(), consent: z.string().nullable() })

/** A support programme 支持项目 a product is under, as a firm reads it. Rates in basis points a year. */
export const ProductProgramme = z.object({
  code: z.string(),
  kind: z.enum(['interest-subsidy', 'risk-compensation']),
  kindTitle: z.string(),
  title: z.string(),
  issuer: z.string(),
  /** What it gives and what it means for the firm, a sentence each. */
  words: z.array(z.string()),
  basis: z.string(),
  basisUrl: z.string().nullable(),
  basisVerified: z.boolean(),
  closesOn: Day,
})
export type ProductProgramme = z.infer<typeof ProductProgramme>

/** A programme judged for one firm and one loan. What is not known never counts against the firm, and saves nothing until it is known. */
export const FirmProgramme = ProductProgramme.extend({
  status: z.enum(['fits', 'unknown', 'failed']),
  rules: z.array(MatchRule),
  consents: z.array(z.object({ item: z.string(), title: z.string() })),
  changes: z.array(z.string()),
  beyond: z.array(z.string()),
  /** What a subsidy saves at the product's lowest rate; null for other programmes. */
  savesFen: Fen.nullable(),
  savesMonths: z.number().int().nullable(),
  /** Whether the pot has so much left; it is reserved only when the money is paid out. */
  hasRoom: z.boolean(),
  /** Whether the saving is in the total cost. */
  counted: z.boolean(),
})
export type FirmProgramme = z.infer<typeof FirmProgramme>

/** A product on a request: whether it fits, each rule, and what would make it fit. */
export const LoanMatch = z.object({
  product: LoanProduct,
  lenderId: idOf('len'),
  status: z.enum(['fits', 'unknown', 'failed']),
  rules: z.array(MatchRule),
  /** Special classes the firm could authorise so that what is unknown becomes known. */
  consents: z.array(z.object({ item: z.string(), title: z.string() })),
  /** The smallest set of changes, in words; empty when it fits or nothing the firm can do now would help. */
  changes: z.array(z.string()),
  /** Rules that nothing the firm can do now would satisfy. */
  beyond: z.array(z.string()),
  /** Less `subsidyFen`. */
  costFen: Fen,
  /** What an open programme would pay, the firm being entitled. */
  subsidyFen: Fen,
  programmes: z.array(FirmProgramme),
  /** Why it stands where it stands in the list. */
  reason: z.string(),
  /** How often this lender was late within a year; 0 below the city's number of times from which it is shown. */
  lateCount: z.number().int(),
  /** An application to this lender for this request that is under way or done. */
  applicationId: idOf('lap').nullable(),
})
export type LoanMatch = z.infer<typeof LoanMatch>

/** What a firm may let one lender see. */
export const LoanField = z.enum(['profile', 'grade', 'conduct', 'tax', 'social-insurance', 'loans'])
export type LoanField = z.infer<typeof LoanField>

/** What is agreed to for one lender, before it is agreed to. */
export const LoanConsentText = z.object({
  textVersion: z.string(),
  paragraphs: z.array(z.string()),
  fields: z.array(
    z.object({
      code: LoanField,
      title: z.string(),
      note: z.string(),
      required: z.boolean(),
      /** Special classes 专项信息 behind the field: of one that the firm has not authorised to the city as well, the lender reads nothing. */
      items: z.array(z.string()),
    }),
  ),
  maxMonths: z.number().int(),
})
export type LoanConsentText = z.infer<typeof LoanConsentText>

export const NewLoanRequest = z.strictObject({
  amountFen: Fen.min(1_000_000, '至少 1 万元').max(100_000_000_000, '最多 10 亿元'),
  termMonths: z.number().int().min(1, '至少 1 个月').max(360, '最多 360 个月'),
  use: LoanUse,
  note: z.string().trim().max(200).optional(),
  collateral: z.array(Collateral).max(9),
  inPool: z.boolean(),
})
export type NewLoanRequest = z.infer<typeof NewLoanRequest>

const firm = z.object({ firmId: idOf('sub') })
const request = z.object({ requestId: idOf('lrq') })

export const loanRequestEndpoints = {
  'GET /firms/{firmId}/loan-requests': { summary: 'The firm’s financing requests (融资需求)', params: firm, response: z.object({ items: z.array(LoanRequest) }) },
  'POST /firms/{firmId}/loan-requests': { summary: 'State a need once: amount, term, use, security', params: firm, body: NewLoanRequest, response: LoanRequest, status: 201 },
  'GET /loan-requests/{requestId}': { summary: 'One request, with lenders that offered to take it', params: request, response: LoanRequest },
  'GET /loan-requests/{requestId}/matches': { summary: 'Every published product on this request: fits, what is missing, what is unknown', params: request, response: z.object({ items: z.array(LoanMatch), day: Day }) },
  'POST /loan-requests/{requestId}/declaration': {
    summary: 'Ask for the coordination of small firms’ financing (小微融资协调机制): onto the declaration list',
    params: request,
    body: z.strictObject({ agreed: z.literal(true) }),
    response: LoanRequest,
  },
  'POST /loan-requests/{requestId}/closure': { summary: 'Close a request; applications under way go on', params: request, response: LoanRequest },
  'GET /loan-consent': { summary: 'What a firm agrees to for one lender (授权书)', response: LoanConsentText },
  'GET /console/loan-declarations': {
    summary: 'The declaration and recommendation lists (申报清单、推荐清单)',
    query: z.object({ state: z.enum(['declared', 'recommended', 'declined']).default('declared') }),
    response: z.object({ items: z.array(LoanRequest.omit({ interests: true })) }),
  },
  'POST /console/loan-requests/{requestId}/recommendation': {
    summary: 'Decide on a declaration by its five criteria',
    params: request,
    body: z.strictObject({ criteria: z.array(z.object({ code: CoordinationCriterion, met: z.boolean() })).length(5, '五项标准都要核实'), note: z.string().trim().max(200).optional() }),
    response: LoanRequest,
  },
} as const satisfies Record<string, EndpointShape>
