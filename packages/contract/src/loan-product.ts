import { z } from 'zod'
import { Cursor, Day, type EndpointShape, Fen, idOf, Instant, pageOf } from './common'
import { LoanProduct } from './lender'
import { CollateralKind, FirmProgramme, MatchRule, ProductProgramme } from './loan-request'

const MAX_FEN = 100_000_000_000
const MAX_MONTHS = 600
const Amount = Fen.min(1, '金额应大于 0').max(MAX_FEN, '最多 10 亿元')
const Money = Fen.min(0).max(Number.MAX_SAFE_INTEGER)
const Months = z.number().int().min(1, '至少 1 个月').max(MAX_MONTHS)
const Names = z.array(z.string().trim().min(1).max(60)).min(1, '至少选一项').max(60)

/**
 * What a lender may ask, beside amount, term and last day, which every product has. The list is closed: a rule on a natural person's
 * score, belief or health cannot be written down, and a key no rule has is refused.
 */
export const EntryRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('grade'), atLeast: z.string().max(20) }),
  z.strictObject({ kind: z.literal('age'), minMonths: z.number().int().min(0).max(1200), maxMonths: z.number().int().min(0).max(1200).nullable() }),
  z.strictObject({ kind: z.literal('industry'), anyOf: z.array(z.string().max(6)).max(100), noneOf: z.array(z.string().max(6)).max(100) }),
  z.strictObject({ kind: z.literal('region'), anyOf: Names }),
  z.strictObject({ kind: z.literal('size'), anyOf: z.array(z.enum(['micro', 'small', 'medium', 'large'])).min(1, '至少选一项') }),
  z.strictObject({ kind: z.literal('tax-rating'), atLeast: z.string().max(4) }),
  z.strictObject({ kind: z.literal('headcount'), min: z.number().int().min(0), max: z.number().int().min(0).nullable() }),
  z.strictObject({ kind: z.literal('revenue'), minFen: Money, maxFen: Money.nullable() }),
  z.strictObject({ kind: z.literal('tax-paid'), minFen: Money, maxFen: Money.nullable() }),
  z.strictObject({ kind: z.literal('penalties'), withinMonths: Months, atMost: z.number().int().min(0).max(1000) }),
  z.strictObject({ kind: z.literal('not-listed'), lists: Names }),
  z.strictObject({ kind: z.literal('listed'), anyOf: Names }),
  z.strictObject({ kind: z.literal('first-loan') }),
  z.strictObject({ kind: z.literal('collateral'), anyOf: z.array(CollateralKind).min(1, '至少选一项'), coverBps: z.number().int().min(1).max(50_000) }),
])
export type EntryRule = z.infer<typeof EntryRule>

/** `equal-instalment` 等额本息, `equal-principal` 等额本金, `interest-only` 先息后本, `bullet` 到期一次还本付息. */
export const RepaymentMethod = z.enum(['equal-instalment', 'equal-principal', 'interest-only', 'bullet'])

/** A version of a product as it is written. Rates in basis points a year, terms in months; the fee is paid once, of the amount. */
export const ProductDraft = z.strictObject({
  name: z.string().trim().min(2, '请填写产品名称').max(60),
  kind: z.enum(['credit', 'guarantee', 'mortgage', 'pledge']),
  amountMinFen: Amount,
  amountMaxFen: Amount,
  rateMinBps: z.number().int().min(0).max(3600, '年利率最高 36%'),
  rateMaxBps: z.number().int().min(0).max(3600, '年利率最高 36%'),
  feeBps: z.number().int().min(0).max(1000),
  termMinMonths: Months,
  termMaxMonths: Months,
  repayment: z.string().trim().min(2, '请填写还款方式').max(100),
  method: RepaymentMethod,
  renewal: z.enum(['none', 'renewal', 'no-principal']),
  zone: z.string().max(30).nullable(),
  audience: z.string().trim().min(2, '请填写适用对象').max(200),
  responseWorkingDays: z.number().int().min(1, '至少 1 个工作日').max(30),
  entryRules: z.array(EntryRule).max(40),
  validUntil: Day,
})
export type ProductDraft = z.infer<typeof ProductDraft>

export const ProductVersionStatus = z.enum(['draft', 'submitted', 'reviewed', 'published', 'replaced'])

export const ProductVersion = z.object({
  version: z.number().int(),
  status: ProductVersionStatus,
  author: z.string(),
  createdAt: Instant,
  submittedAt: Instant.nullable(),
  reviewer: z.string().nullable(),
  reviewedAt: Instant.nullable(),
  reviewNote: z.string().nullable(),
  publishedAt: Instant.nullable(),
  draft: ProductDraft,
  publisher: z.string().nullable(),
  /** What the office wrote it from on the lender's behalf 代录依据; null: the lender wrote it itself. */
  paper: z.string().nullable(),
  /** The lender's officer who said yes to it. */
  confirmer: z.string().nullable(),
  confirmedAt: Instant.nullable(),
  /** Every rule in words. */
  rules: z.array(z.string()),
  /** What differs from the version before, each in words. */
  changes: z.array(z.object({ title: z.string(), before: z.string(), after: z.string() })),
})
export type ProductVersion = z.infer<typeof ProductVersion>

const ProductStatus = z.enum(['draft', 'published', 'paused', 'ended'])

export const ConsoleProduct = LoanProduct.extend({
  lenderId: idOf('len'),
  status: ProductStatus,
  version: z.number().int(),
  /** The version on its way, if any. */
  open: z.object({ version: z.number().int(), status: ProductVersionStatus }).nullable(),
})
export type ConsoleProduct = z.infer<typeof ConsoleProduct>

/** One thing that was done; `action` is the audit's. */
const ProductEvent = z.object({ at: Instant, by: z.string(), action: z.string(), version: z.number().int().nullable() })

export const ConsoleProductDetail = ConsoleProduct.extend({ versions: z.array(ProductVersion), history: z.array(ProductEvent), mayReview: z.boolean(), mayConfirm: z.boolean(), mayPublish: z.boolean() })
export type ConsoleProductDetail = z.infer<typeof ConsoleProductDetail>

/** A count too small to be told is null: fewer than five firms. */
const Count = z.number().int().nullable()

export const DryRun = z.object({
  day: Day,
  firms: Count,
  fits: Count,
  /** Nothing fails, and something would need a consent or data. */
  unknown: Count,
  failed: Count,
  /** What each rule does by itself. */
  rules: z.array(z.object({ words: z.string(), passed: Count, failed: Count, unknown: Count })),
})
export type DryRun = z.infer<typeof DryRun>

export const RuleChoices = z.object({
  grades: z.array(z.string()),
  taxRatings: z.array(z.string()),
  regions: z.array(z.object({ code: z.string(), name: z.string() })),
  lists: z.array(z.string()),
  zones: z.array(z.string()),
  industries: z.object({ verified: z.boolean(), source: z.string(), sections: z.array(z.object({ code: z.string(), title: z.string(), divisions: z.array(z.object({ code: z.string(), title: z.string() })) })) }),
})
export type RuleChoices = z.infer<typeof RuleChoices>

/** What is paid back in one month. */
const Payment = z.object({ month: z.number().int(), principalFen: Fen, interestFen: Fen, totalFen: Fen, balanceFen: Fen })

export const RepaymentPlan = z.object({
  payments: z.array(Payment),
  interestFen: Fen,
  feeFen: Fen,
  /** Principal, interest and fee. */
  totalFen: Fen,
  /** Effective annual rate 年化利率 with the fee, by internal rate of return. */
  effectiveBps: z.number().int(),
  /** With the programme that was asked for: what it pays, what is left of the interest, and the effective rate after it. Whether a firm is entitled is not said here. */
  subsidy: z.object({ code: z.string(), subsidyFen: Fen, netInterestFen: Fen, effectiveBps: z.number().int() }).nullable(),
})
export type RepaymentPlan = z.infer<typeof RepaymentPlan>

export const ProductDetail = LoanProduct.extend({
  feeBps: z.number().int(),
  method: RepaymentMethod,
  renewal: z.enum(['none', 'renewal', 'no-principal']),
  validUntil: Day,
  version: z.number().int(),
  publishedOn: Day.nullable(),
  methodTitle: z.string(),
  renewalTitle: z.string(),
  /** Titles of the zones 专区 it stands in. */
  zones: z.array(z.string()),
  /** Entry rules in words. */
  rules: z.array(z.string()),
  /** Effective annual rates 年化利率 with the fee, of its largest amount for so many months by its own method. */
  effective: z.object({ months: z.number().int(), minBps: z.number().int(), maxBps: z.number().int() }),
  /** Open support programmes it is under. */
  programmes: z.array(ProductProgramme),
  /** The lender's registered address. */
  address: z.string().nullable(),
  /** How often this lender was late within a year; 0 below the city's number of times from which it is shown. */
  lateCount: z.number().int(),
})
export type ProductDetail = z.infer<typeof ProductDetail>

const FirmMatch = z.object({
  status: z.enum(['fits', 'unknown', 'failed']),
  rules: z.array(MatchRule),
  consents: z.array(z.object({ item: z.string(), title: z.string() })),
  changes: z.array(z.string()),
  /** As `changes`, with what each is about: the record to repair, the amount or the term to ask for. */
  ways: z.array(z.object({ do: z.enum(['wait', 'repair', 'leave-list', 'ask', 'term', 'collateral']), words: z.string(), recordId: idOf('rec').nullable(), amountFen: Fen.nullable(), months: z.number().int().nullable() })),
  beyond: z.array(z.string()),
  programmes: z.array(FirmProgramme),
  day: Day,
})
export type FirmMatch = z.infer<typeof FirmMatch>

const product = z.object({ productId: idOf('lpr') })
const asked = { amountFen: z.coerce.number().int().min(1).max(MAX_FEN), months: z.coerce.number().int().min(1).max(360) }
const versioned = z.strictObject({ version: z.number().int() })
/** Required of the office, which writes on a lender's behalf; ignored of the lender itself. */
const paper = z.string().trim().min(2, '请填写代录依据').max(100).optional()

export const loanProductEndpoints = {
  'GET /loan-products/{productId}': { summary: 'One published loan product with its entry rules in words', params: product, response: ProductDetail },
  'GET /repayment-plan': {
    summary: 'A repayment plan to the fen, with the effective annual rate',
    query: z.object({ ...asked, rateBps: z.coerce.number().int().min(0).max(3600), feeBps: z.coerce.number().int().min(0).max(1000).default(0), method: RepaymentMethod, programme: z.string().max(40).optional() }),
    response: RepaymentPlan,
  },
  'GET /firms/{firmId}/loan-products/{productId}/match': { summary: 'Whether the product fits the firm, rule by rule, and what would make it fit', params: product.extend({ firmId: idOf('sub') }), query: z.object(asked), response: FirmMatch },
  'GET /console/loan-products': { summary: 'Loan products (a lender officer sees their own)', query: Cursor.extend({ queue: z.enum(['submitted']).optional(), status: ProductStatus.optional(), search: z.string().trim().min(1).max(60).optional() }), response: pageOf(ConsoleProduct) },
  'GET /console/loan-rule-choices': { summary: 'What the fields of entry rules may be set to', response: RuleChoices },
  'POST /console/loan-products': { summary: 'Draft a product; the office drafts on a lender’s behalf (代录)', body: z.strictObject({ lenderId: idOf('len'), draft: ProductDraft, paper }), response: ConsoleProductDetail, status: 201 },
  'POST /console/loan-products/dry-run': { summary: 'How many firms a draft would match; no firm is named', body: z.strictObject({ draft: ProductDraft }), response: DryRun },
  'GET /console/loan-products/{productId}': { summary: 'A product with all its versions', params: product, response: ConsoleProductDetail },
  'PUT /console/loan-products/{productId}': { summary: 'Write the next version, or go on with the one that is a draft', params: product, body: versioned.extend({ draft: ProductDraft, paper }), response: ConsoleProductDetail },
  'POST /console/loan-products/{productId}/submission': { summary: 'Hand the draft in for review', params: product, body: versioned, response: ConsoleProductDetail },
  'POST /console/loan-products/{productId}/review': {
    summary: 'Pass what was handed in, or hand it back with a reason; never by its author',
    params: product,
    body: versioned.extend({ passed: z.boolean(), note: z.string().trim().max(300).optional() }),
    response: ConsoleProductDetail,
  },
  'POST /console/loan-products/{productId}/confirmation': {
    summary: 'The lender says yes to what the office wrote on its behalf, or hands it back with a reason',
    params: product,
    body: versioned.extend({ agreed: z.boolean(), note: z.string().trim().max(300).optional() }),
    response: ConsoleProductDetail,
  },
  'POST /console/loan-products/{productId}/publication': { summary: 'Publish the reviewed version in place of the one before; never by its author', params: product, body: versioned, response: ConsoleProductDetail },
  'POST /console/loan-products/{productId}/pause': { summary: 'Pause a product', params: product, response: ConsoleProductDetail },
  'POST /console/loan-products/{productId}/resumption': { summary: 'Resume a paused product', params: product, response: ConsoleProductDetail },
  'POST /console/loan-products/{productId}/end': { summary: 'End a product for good; applications under way go on', params: product, response: ConsoleProductDetail },
} as const satisfies Record<string, EndpointShape>
