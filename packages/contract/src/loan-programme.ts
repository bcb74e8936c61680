import { z } from 'zod'
import { Day, type EndpointShape, Fen, idOf, Instant } from './common'
import { DryRun, EntryRule } from './loan-product'

/** `interest-subsidy` 贴息: the city pays part of the interest. `risk-compensation` 风险补偿: a fund bears part of what a lender loses. */
export const ProgrammeKind = z.enum(['interest-subsidy', 'risk-compensation'])
export const ProgrammeStatus = z.enum(['draft', 'published', 'paused', 'ended'])
export type ProgrammeStatus = z.infer<typeof ProgrammeStatus>

const Code = z.string().regex(/^[a-z][a-z0-9-]{2,39}$/, '代码用小写字母、数字和短横线，3 到 40 个字符')
const Share = z.number().int().min(1, '应大于 0').max(10_000, '最多 100%')
const Pot = Fen.min(1, '应大于 0').max(10_000_000_000_000, '最多 1000 亿元')

/** Share of the interest, or points of the annual rate, or both: then the lower. The ceiling is a firm's in a calendar year. */
export const SubsidyTerms = z.strictObject({ shareBps: Share.nullable(), pointsBps: z.number().int().min(1).max(1000, '最多 10 个百分点').nullable(), yearCapFen: Pot, maxMonths: z.number().int().min(1).max(120) })
/** The fund's share of a lender's loss, what one lender gets at most in all, and the highest rate a product under it may ask. */
export const CompensationTerms = z.strictObject({ shareBps: Share, lenderCapFen: Pot, maxRateBps: z.number().int().min(1).max(3600) })

/** A programme as it is written. Its rules are those products have: a rule on a natural person cannot be written down. */
export const ProgrammeDraft = z.strictObject({
  kind: ProgrammeKind,
  title: z.string().trim().min(2, '请填写名称').max(40),
  /** Office that pays. */
  issuer: z.string().trim().min(2, '请填写主管部门').max(40),
  basis: z.string().trim().min(2, '请填写依据').max(200),
  basisUrl: z.url({ protocol: /^https?$/ }).max(300).nullable(),
  /** Whether somebody has read the official text. */
  basisVerified: z.boolean(),
  opensOn: Day,
  closesOn: Day,
  potFen: Pot,
  /** A loan above it is not supported. */
  loanMaxFen: Fen.min(1).max(100_000_000_000),
  entryRules: z.array(EntryRule).max(40),
  /** Of an interest subsidy; null otherwise. */
  subsidy: SubsidyTerms.nullable(),
  /** Of a risk compensation; null otherwise. */
  compensation: CompensationTerms.nullable(),
  /** What a firm is promised: no security is asked, nothing is charged. */
  unsecured: z.boolean(),
  freeOfCharge: z.boolean(),
})
export type ProgrammeDraft = z.infer<typeof ProgrammeDraft>

export const ConsoleProgramme = z.object({
  code: z.string(),
  draft: ProgrammeDraft,
  kindTitle: z.string(),
  /** What it gives, in words. */
  words: z.array(z.string()),
  rules: z.array(z.string()),
  status: ProgrammeStatus,
  version: z.number().int(),
  /** Published, and today is one of its days. */
  isOpen: z.boolean(),
  reservedFen: Fen,
  paidFen: Fen,
  /** Of the pot. */
  leftFen: Fen,
  products: z.number().int(),
  updatedAt: Instant,
})
export type ConsoleProgramme = z.infer<typeof ConsoleProgramme>

/** A product under a programme: attached by one person, in force once another has confirmed it. */
export const ProgrammeProduct = z.object({ productId: idOf('lpr'), name: z.string(), lenderName: z.string(), rateMaxBps: z.number().int(), state: z.enum(['proposed', 'active']), attachedBy: z.string(), confirmedBy: z.string().nullable(), mayConfirm: z.boolean(), note: z.string().nullable() })

export const ConsoleProgrammeDetail = ConsoleProgramme.extend({
  author: z.string(),
  publisher: z.string().nullable(),
  mayPublish: z.boolean(),
  attached: z.array(ProgrammeProduct),
  history: z.array(z.object({ at: Instant, by: z.string(), action: z.string() })),
})
export type ConsoleProgrammeDetail = z.infer<typeof ConsoleProgrammeDetail>

/** What a lender reads of a programme its product is under. */
export const LenderProgramme = z.object({ code: z.string(), title: z.string(), kind: ProgrammeKind, kindTitle: z.string(), issuer: z.string(), words: z.array(z.string()), rules: z.array(z.string()), basis: z.string(), basisVerified: z.boolean(), opensOn: Day, closesOn: Day, status: ProgrammeStatus, state: z.enum(['proposed', 'active']), note: z.string().nullable() })
export type LenderProgramme = z.infer<typeof LenderProgramme>

const programme = z.object({ code: Code })
const attachment = programme.extend({ productId: idOf('lpr') })
const versioned = z.strictObject({ version: z.number().int() })

export const loanProgrammeEndpoints = {
  'GET /console/loan-programmes': { summary: 'Support programmes: interest subsidies (贴息) and risk compensation (风险补偿), with their pots', response: z.object({ items: z.array(ConsoleProgramme) }) },
  'POST /console/loan-programmes': { summary: 'Draft a programme; its code stays', body: z.strictObject({ code: Code, draft: ProgrammeDraft }), response: ConsoleProgrammeDetail, status: 201 },
  'POST /console/loan-programmes/dry-run': { summary: 'How many firms a draft would support; no firm is named', body: z.strictObject({ draft: ProgrammeDraft }), response: DryRun },
  'GET /console/loan-programmes/{code}': { summary: 'A programme with its pot, its products and its history', params: programme, response: ConsoleProgrammeDetail },
  'PUT /console/loan-programmes/{code}': { summary: 'Change a programme that is a draft or paused', params: programme, body: versioned.extend({ draft: ProgrammeDraft }), response: ConsoleProgrammeDetail },
  'POST /console/loan-programmes/{code}/publication': { summary: 'Publish a draft, or a paused one again; never by who wrote it', params: programme, body: versioned, response: ConsoleProgrammeDetail },
  'POST /console/loan-programmes/{code}/pause': { summary: 'Pause a programme: nothing new is promised', params: programme, response: ConsoleProgrammeDetail },
  'POST /console/loan-programmes/{code}/end': { summary: 'End a programme for good; what was promised is kept', params: programme, response: ConsoleProgrammeDetail },
  'POST /console/loan-programmes/{code}/products': { summary: 'Attach a product; in force once another person confirms', params: programme, body: z.strictObject({ productId: idOf('lpr') }), response: ConsoleProgrammeDetail },
  'POST /console/loan-programmes/{code}/products/{productId}/confirmation': { summary: 'Confirm an attached product; never by who attached it', params: attachment, response: ConsoleProgrammeDetail },
  'DELETE /console/loan-programmes/{code}/products/{productId}': { summary: 'Detach a product; loans that were promised support keep it', params: attachment, response: ConsoleProgrammeDetail },
  'GET /console/loan-products/{productId}/programmes': { summary: 'Programmes a product is under (a lender officer sees their own products’)', params: z.object({ productId: idOf('lpr') }), response: z.object({ items: z.array(LenderProgramme) }) },
} as const satisfies Record<string, EndpointShape>
