import { z } from 'zod'
import { Cursor, Day, type EndpointShape, idOf, Instant, pageOf } from './common'

/** `open` to be kept and checked; `hearing` a check failed and the signer is heard; `kept` 践诺; `broken` 失诺. */
export const CommitmentStatus = z.enum(['open', 'hearing', 'kept', 'broken'])
export type CommitmentStatus = z.infer<typeof CommitmentStatus>

export const CommitmentField = z.object({ name: z.string(), title: z.string(), type: z.enum(['text', 'number', 'day']), required: z.boolean(), hint: z.string().nullable() })
export type CommitmentField = z.infer<typeof CommitmentField>

/** What may be promised, as the city words it. */
export const CommitmentTemplate = z.object({
  code: z.string(),
  title: z.string(),
  kind: z.string(),
  textVersion: z.string(),
  /** Who checks it. */
  office: z.string(),
  who: z.enum(['person', 'organization', 'both']),
  publish: z.boolean(),
  validMonths: z.number().int(),
  hearingWorkingDays: z.number().int(),
  /** False: worded by the city; the page says 以官方文本为准. */
  verified: z.boolean(),
  paragraphs: z.array(z.string()),
  fields: z.array(CommitmentField),
  checks: z.array(z.object({ title: z.string(), dueWorkingDays: z.number().int() })),
  /** For organisations; a person's broken promise has none. */
  consequence: z.string().nullable(),
})
export type CommitmentTemplate = z.infer<typeof CommitmentTemplate>

/** One station of the loop 承诺—践诺—核查—公示—惩戒—修复. `none`: it does not apply here. `failed`: it ended badly. */
export const CommitmentStep = z.object({
  step: z.enum(['promise', 'keep', 'check', 'publish', 'consequence', 'repair']),
  title: z.string(),
  state: z.enum(['done', 'now', 'ahead', 'none', 'failed']),
  note: z.string(),
})
export type CommitmentStep = z.infer<typeof CommitmentStep>

export const CommitmentCheck = z.object({
  checkId: idOf('cck'),
  title: z.string(),
  dueOn: Day,
  /** Past the last published holiday calendar: 暂估. */
  provisional: z.boolean(),
  result: z.enum(['met', 'not-met']).nullable(),
  note: z.string().nullable(),
  checkedAt: Instant.nullable(),
})
export type CommitmentCheck = z.infer<typeof CommitmentCheck>

export const Commitment = z.object({
  commitmentId: idOf('cmt'),
  template: z.string(),
  title: z.string(),
  kind: z.string(),
  office: z.string(),
  status: CommitmentStatus,
  signedAt: Instant,
  /** The next check that is open; null when none is. */
  dueOn: Day.nullable(),
})
export type Commitment = z.infer<typeof Commitment>

export const CommitmentDetail = Commitment.extend({
  textVersion: z.string(),
  /** SHA-256 of exactly what was signed. */
  textHash: z.string(),
  /** Masked. */
  signerName: z.string(),
  verified: z.boolean(),
  paragraphs: z.array(z.string()),
  fields: z.array(z.object({ title: z.string(), value: z.string() })),
  consequence: z.string().nullable(),
  checks: z.array(CommitmentCheck),
  hearing: z.object({ reason: z.string(), until: Day, provisional: z.boolean(), statement: z.string().nullable(), statedAt: Instant.nullable() }).nullable(),
  decision: z.object({ reason: z.string(), at: Instant }).nullable(),
  /** The record of it in the file; null when a person's broken promise gives nothing. */
  recordId: idOf('rec').nullable(),
  loop: z.array(CommitmentStep),
})
export type CommitmentDetail = z.infer<typeof CommitmentDetail>

/** One line of the office's list. `urgency`: red past its day, amber close to it. */
export const ConsoleCommitment = Commitment.extend({ subjectKind: z.enum(['person', 'organization']), subjectName: z.string(), urgency: z.enum(['red', 'amber', 'none']) })
export type ConsoleCommitment = z.infer<typeof ConsoleCommitment>

const NewCommitment = z.object({ template: z.string().max(60), textVersion: z.string().max(80), agreed: z.literal(true, '请先勾选同意'), fields: z.record(z.string().max(60), z.union([z.string().max(500), z.number()])).default({}) })
const Statement = z.object({ statement: z.string().trim().min(5, '请写明情况，至少 5 个字').max(2000, '最多 2000 个字') })
const mine = z.object({ commitmentId: idOf('cmt') })
const firm = z.object({ firmId: idOf('sub') })
const list = z.object({ items: z.array(Commitment), templates: z.array(CommitmentTemplate) })
const note = z.string().trim().min(5, '请写明核查情况，至少 5 个字').max(1000)

export const commitmentEndpoints = {
  'GET /commitment-templates': { summary: 'What may be promised in this city (信用承诺模板)', response: z.object({ items: z.array(CommitmentTemplate) }) },
  'GET /me/commitments': { summary: 'My commitments, and what I may sign', response: list },
  'POST /me/commitments': { summary: 'Sign a commitment (签署信用承诺)', body: NewCommitment, response: CommitmentDetail, status: 201 },
  'GET /me/commitments/{commitmentId}': { summary: 'One commitment of mine with its loop', params: mine, response: CommitmentDetail },
  'POST /me/commitments/{commitmentId}/statement': { summary: 'Say my side before it is decided (陈述申辩)', params: mine, body: Statement, response: CommitmentDetail },
  'GET /firms/{firmId}/commitments': { summary: 'Commitments of the firm, and what it may sign', params: firm, response: list },
  'POST /firms/{firmId}/commitments': { summary: 'Sign a commitment for the firm; its representative only', params: firm, body: NewCommitment, response: CommitmentDetail, status: 201 },
  'GET /firms/{firmId}/commitments/{commitmentId}': { summary: 'One commitment of the firm with its loop', params: firm.extend(mine.shape), response: CommitmentDetail },
  'POST /firms/{firmId}/commitments/{commitmentId}/statement': { summary: 'Say the firm’s side before it is decided (陈述申辩)', params: firm.extend(mine.shape), body: Statement, response: CommitmentDetail },
  'GET /console/commitments': { summary: 'Commitments, those to be checked or decided first', query: Cursor.extend({ status: CommitmentStatus.optional() }), response: pageOf(ConsoleCommitment) },
  'GET /console/commitment-figures': {
    summary: 'Commitments per live firm (CW item 13)',
    response: z.object({ commitments: z.number().int(), firms: z.number().int(), rateBps: z.number().int().nullable(), open: z.number().int(), overdue: z.number().int(), hearing: z.number().int(), kept: z.number().int(), broken: z.number().int() }),
  },
  'GET /console/commitments/{commitmentId}': { summary: 'One commitment for the office; written to the subject’s access log', params: mine, response: CommitmentDetail.extend({ subjectId: idOf('sub'), subjectKind: z.enum(['person', 'organization']), subjectName: z.string() }) },
  'POST /console/commitments/{commitmentId}/checks/{checkId}': { summary: 'Enter the result of a check (核查)', params: mine.extend({ checkId: idOf('cck') }), body: z.object({ result: z.enum(['met', 'not-met']), note }), response: Commitment },
  'POST /console/commitments/{commitmentId}/decision': { summary: 'Decide after the hearing: kept 践诺 or broken 失诺, with the reason', params: mine, body: z.object({ outcome: z.enum(['kept', 'broken']), reason: note }), response: Commitment },
} as const satisfies Record<string, EndpointShape>
