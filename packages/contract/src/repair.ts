import { z } from 'zod'
import { Cursor, Day, type EndpointShape, idOf, Instant, pageOf } from './common'

/** `repair` an application to end a record early; `bankruptcy` with the court's ruling on a reorganisation; the other two are opened by the office on a case that is over. */
export const RepairKind = z.enum(['repair', 'bankruptcy', 'false-commitment', 're-evaluation'])
export type RepairKind = z.infer<typeof RepairKind>

export const RepairStatus = z.enum(['draft', 'submitted', 'correcting', 'accepted', 'reviewing', 'approved', 'effective', 'refused', 'withdrawn'])
export type RepairStatus = z.infer<typeof RepairStatus>

/** How near a deadline is: `paused` while the applicant answers, `amber` near, `red` past it. */
export const ClockColour = z.enum(['green', 'amber', 'red', 'paused'])
export type ClockColour = z.infer<typeof ClockColour>

export const RepairClock = z.object({
  step: z.enum(['accept', 'answer', 'opinion', 'decide', 'propagate']),
  title: z.string(),
  /** Whose turn it is: the office named, or the applicant. */
  holder: z.string(),
  startedOn: Day,
  workingDays: z.number().int(),
  /** Null while it is paused: nobody knows yet when it goes on. */
  dueOn: Day.nullable(),
  /** Working days from today to its day, today not counted; negative when it has passed, null when it stands still or is done. */
  leftWorkingDays: z.number().int().nullable(),
  /** The year's holidays are not all published yet (暂估). */
  provisional: z.boolean(),
  doneOn: Day.nullable(),
  colour: ClockColour.nullable(),
  escalatedAt: Instant.nullable(),
})
export type RepairClock = z.infer<typeof RepairClock>

/** What the rules say of the record on a day: under the set that applies, with its id. */
export const CaseCheck = z.object({
  ruleId: z.string(),
  ruleTitle: z.string(),
  sourceRef: z.string(),
  verified: z.boolean(),
  why: z.string(),
  className: z.string(),
  isRepairable: z.boolean(),
  earliestOn: Day.nullable(),
  autoEndsOn: Day.nullable(),
  /** Where the application is received: this window, or the market regulator's own system. */
  channel: z.string(),
  conditions: z.array(z.object({ code: z.string(), title: z.string(), state: z.enum(['met', 'missing', 'unknown']), basis: z.string() })),
  materials: z.array(z.object({ code: z.string(), title: z.string(), obtainableByOffice: z.boolean() })),
})
export type CaseCheck = z.infer<typeof CaseCheck>

export const RepairEvidence = z.object({ evidenceId: idOf('rpe'), materialCode: z.string(), materialTitle: z.string(), mediaType: z.string(), byteCount: z.number().int(), uploadedAt: Instant })
export type RepairEvidence = z.infer<typeof RepairEvidence>

export const RepairDefect = z.object({ code: z.string().max(40), text: z.string().trim().min(4, '请写明要补正什么').max(300) })

export const RepairCommitment = z.object({ textVersion: z.string(), title: z.string(), paragraphs: z.array(z.string()), hash: z.string() })
export type RepairCommitment = z.infer<typeof RepairCommitment>

export const RepairChannel = z.object({
  channel: z.string(),
  title: z.string(),
  /** What it was asked to do: stop showing the record, or show it again. */
  direction: z.enum(['remove', 'restore']),
  state: z.enum(['waiting', 'told', 'confirmed', 'late', 'superseded']),
  toldAt: Instant.nullable(),
  confirmedAt: Instant.nullable(),
  dueOn: Day.nullable(),
  attempts: z.number().int(),
})
export type RepairChannel = z.infer<typeof RepairChannel>

/** One step that happened, as both sides read it. */
export const RepairStep = z.object({ at: Instant, event: z.string(), title: z.string(), by: z.string(), note: z.string().nullable() })

export const RepairSummary = z.object({
  caseId: idOf('rpc'),
  kind: RepairKind,
  kindTitle: z.string(),
  status: RepairStatus,
  statusTitle: z.string(),
  recordId: idOf('rec'),
  itemTitle: z.string(),
  office: z.string(),
  decidedOn: Day,
  submittedAt: Instant.nullable(),
  /** The clock that runs now, the most urgent first. */
  clock: RepairClock.nullable(),
})
export type RepairSummary = z.infer<typeof RepairSummary>

const shared = {
  ...RepairSummary.shape,
  statement: z.string(),
  check: CaseCheck,
  evidence: z.array(RepairEvidence),
  /** The one list of what is still missing before it can be handed in. */
  missing: z.array(z.object({ code: z.string(), title: z.string() })),
  commitment: RepairCommitment,
  commitmentAgreedAt: Instant.nullable(),
  defects: z.array(RepairDefect),
  answer: z.string().nullable(),
  clocks: z.array(RepairClock),
  steps: z.array(RepairStep),
  decision: z.object({ outcome: z.enum(['approved', 'refused']), at: Instant, reason: z.string().nullable(), remedy: z.string().nullable(), note: z.string() }).nullable(),
  /** First day the record no longer counts and is no longer shown. */
  endedOn: Day.nullable(),
  channels: z.array(RepairChannel),
  linkedCaseId: idOf('rpc').nullable(),
  /** What follows, who does it and until when; where the reader has nothing to do, why. */
  next: z.string(),
  /** While the record is screened during a reorganisation: when it is evaluated again. */
  reviewOn: Day.nullable(),
  /** The newest case the office opened about this one. */
  followUp: z.object({ caseId: idOf('rpc'), kindTitle: z.string(), statusTitle: z.string() }).nullable(),
}

/** A case as its applicant reads it. */
export const RepairCase = z.object({ ...shared, firmId: idOf('sub').nullable(), firmName: z.string().nullable(), mayEdit: z.boolean(), mayWithdraw: z.boolean(), mayAnswer: z.boolean() })
export type RepairCase = z.infer<typeof RepairCase>

export const RepairReview = z.object({ office: z.string(), opinion: z.enum(['agree', 'disagree']).nullable(), note: z.string().nullable(), askedAt: Instant, givenAt: Instant.nullable(), mine: z.boolean() })

export const ConsoleRepairSummary = RepairSummary.extend({ subjectName: z.string(), subjectKind: z.enum(['person', 'organization']), escalated: z.boolean(), lateChannels: z.number().int() })
export type ConsoleRepairSummary = z.infer<typeof ConsoleRepairSummary>

export const ConsoleRepairCase = z.object({
  ...shared,
  subjectId: idOf('sub'),
  subjectKind: z.enum(['person', 'organization']),
  subjectName: z.string(),
  record: z.array(z.object({ title: z.string(), value: z.string() })),
  reviews: z.array(RepairReview),
  refusals: z.array(z.object({ code: z.string(), title: z.string(), remedy: z.string() })),
  offices: z.array(z.string()),
  /** What this officer may do now. */
  deeds: z.array(z.enum(['accept', 'defects', 'assign', 'opinion', 'approve', 'refuse', 'open-false-commitment', 'open-re-evaluation'])),
})
export type ConsoleRepairCase = z.infer<typeof ConsoleRepairCase>

/** 信用修复告知书, made with the decision it belongs to (两书同达). */
export const RepairLetter = z.object({
  letterId: idOf('rpl'),
  recordId: idOf('rec'),
  itemTitle: z.string(),
  office: z.string(),
  decidedOn: Day,
  title: z.string(),
  paragraphs: z.array(z.string()),
  earliestOn: Day.nullable(),
  autoEndsOn: Day.nullable(),
  verified: z.boolean(),
  madeAt: Instant,
  deliveredAt: Instant.nullable(),
  acknowledgedAt: Instant.nullable(),
})
export type RepairLetter = z.infer<typeof RepairLetter>

export const ConsoleRepairLetter = RepairLetter.omit({ paragraphs: true }).extend({ subjectName: z.string(), state: z.enum(['made', 'delivered', 'acknowledged']) })

export const RepairOfficer = z.object({ username: z.string(), displayName: z.string(), office: z.string(), lead: z.boolean() })

/** Before an application is begun: what is asked, when it could be answered, and whether one is under way. */
export const RepairOffer = z.object({
  recordId: idOf('rec'),
  itemTitle: z.string(),
  title: z.string(),
  office: z.string(),
  decidedOn: Day,
  firmId: idOf('sub').nullable(),
  firmName: z.string().nullable(),
  check: CaseCheck,
  /** It may be prepared here, even before its day. */
  mayBegin: z.boolean(),
  /** With the court's ruling on a reorganisation instead. */
  byRuling: z.boolean(),
  /** Why it cannot be handed in today; null: it can, as far as the rules know. */
  refusal: z.string().nullable(),
  /** What the office has to do by when, were it handed in today; days past the last published calendar are estimates. */
  deadlines: z.array(z.object({ title: z.string(), workingDays: z.number().int(), day: Day, provisional: z.boolean() })),
  endsIfAppliedOn: Day.nullable(),
  openCaseId: idOf('rpc').nullable(),
  barredUntil: Day.nullable(),
})
export type RepairOffer = z.infer<typeof RepairOffer>

const params = z.object({ caseId: idOf('rpc') })
const evidenceParams = z.object({ caseId: idOf('rpc'), evidenceId: idOf('rpe') })
const letterParams = z.object({ letterId: idOf('rpl') })
const ofFirm = z.object({ firmId: idOf('sub').optional() })
const note = z.string().trim().min(2, '请写明理由').max(500)
const UPLOADS = ['image/jpeg', 'image/png', 'application/pdf', 'application/octet-stream'] as const

export const repairEndpoints = {
  'GET /repair-offers/{recordId}': {
    summary: 'What the rules say of one of my records (or of a firm I act for), and the case under way',
    params: z.object({ recordId: idOf('rec') }),
    response: RepairOffer,
  },
  'GET /me/repair-cases': { summary: 'My repair cases, or those of a firm I act for (信用修复申请)', query: ofFirm, response: z.object({ items: z.array(RepairSummary) }) },
  'POST /repair-cases': { summary: 'Begin an application to repair a record', body: z.object({ recordId: idOf('rec'), kind: z.enum(['repair', 'bankruptcy']).default('repair') }), response: RepairCase, status: 201 },
  'GET /repair-cases/{caseId}': { summary: 'My case: steps, dates, what is missing', params, response: RepairCase },
  'PUT /repair-cases/{caseId}': { summary: 'Save what was written so far (存草稿)', params, body: z.object({ statement: z.string().trim().max(1000, '最多 1000 个字') }), response: RepairCase },
  'POST /repair-cases/{caseId}/evidence': { summary: 'Hand in a file for one of the materials: PDF, JPEG or PNG by its content', params, query: z.object({ material: z.string().max(40) }), upload: UPLOADS, response: RepairCase, status: 201 },
  'GET /repair-cases/{caseId}/evidence/{evidenceId}': { summary: 'A file I handed in', params: evidenceParams, file: 'application/octet-stream' },
  'DELETE /repair-cases/{caseId}/evidence/{evidenceId}': { summary: 'Take a file back while the case may be edited', params: evidenceParams, response: RepairCase },
  'POST /repair-cases/{caseId}/commitment': { summary: 'Sign the commitment (修复承诺书)', params, body: z.object({ agreed: z.literal(true, '请先阅读并同意承诺书'), textVersion: z.string().max(60), hash: z.string().max(64) }), response: RepairCase },
  'POST /repair-cases/{caseId}/submission': { summary: 'Hand the application in', params, response: RepairCase },
  'POST /repair-cases/{caseId}/answer': { summary: 'Answer the defects (补正)', params, body: z.object({ answer: z.string().trim().min(2, '请说明补正了什么').max(1000) }), response: RepairCase },
  'POST /repair-cases/{caseId}/withdrawal': { summary: 'Withdraw the application', params, response: RepairCase },
  'GET /me/repair-letters': { summary: 'Letters that came with my decisions, or with those of a firm I act for (信用修复告知书)', query: ofFirm, response: z.object({ items: z.array(RepairLetter) }) },
  'POST /repair-letters/{letterId}/acknowledgement': { summary: 'Acknowledge a letter (签收)', params: letterParams, response: RepairLetter },
  'GET /console/repair-cases': {
    summary: 'Repair cases of my office, the most urgent first',
    query: Cursor.extend({ status: RepairStatus.optional(), clock: z.enum(['red', 'amber', 'escalated', 'late-channel']).optional(), kind: RepairKind.optional() }),
    response: pageOf(ConsoleRepairSummary).extend({ office: z.string().nullable() }),
  },
  'GET /console/repair-cases/{caseId}': { summary: 'One case with evidence, opinions and channels; written to the subject’s access log', params, response: ConsoleRepairCase },
  'GET /console/repair-cases/{caseId}/evidence/{evidenceId}': { summary: 'A file that was handed in', params: evidenceParams, file: 'application/octet-stream' },
  'POST /console/repair-cases/{caseId}/defects': { summary: 'Tell all defects, once (一次性告知)', params, body: z.object({ defects: z.array(RepairDefect).min(1, '请写明要补正什么').max(20) }), status: 204 },
  'POST /console/repair-cases/{caseId}/acceptance': { summary: 'Accept; with other offices named, they review in parallel (部门协同)', params, body: z.object({ offices: z.array(z.string().min(2).max(60)).max(8).default([]) }), status: 204 },
  'POST /console/repair-cases/{caseId}/reviews': { summary: 'Ask further offices', params, body: z.object({ offices: z.array(z.string().min(2).max(60)).min(1, '请选择部门').max(8) }), status: 204 },
  'POST /console/repair-cases/{caseId}/opinion': { summary: 'The opinion of an office that was asked', params, body: z.object({ office: z.string().max(60), opinion: z.enum(['agree', 'disagree']), note }), status: 204 },
  'POST /console/repair-cases/{caseId}/decision': {
    summary: 'Decide: approved ends publication, sharing and use in the same moment; refused names a reason and a remedy',
    params,
    body: z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('approved'), note }), z.object({ outcome: z.literal('refused'), reasonCode: z.string().max(40), note })]),
    status: 204,
  },
  'POST /console/repair-cases/{caseId}/linked-cases': { summary: 'Open a case about a closed one: false commitment, re-evaluation', params, body: z.object({ kind: z.enum(['false-commitment', 're-evaluation']), note }), response: z.object({ caseId: idOf('rpc') }), status: 201 },
  'GET /console/repair-cases/{caseId}/letters/{channel}': { summary: 'The letter to a channel that is late, ready to print', params: z.object({ caseId: idOf('rpc'), channel: z.string().max(40) }), file: 'text/html' },
  'GET /console/repair-letters': { summary: 'Letters that went out with decisions: delivered, acknowledged', query: Cursor.extend({ state: z.enum(['made', 'delivered', 'acknowledged']).optional() }), response: pageOf(ConsoleRepairLetter) },
  'GET /console/repair-officers': { summary: 'Who works for which office', response: z.object({ items: z.array(RepairOfficer) }) },
  'PUT /console/repair-officers/{username}': { summary: 'Put an officer into an office; an empty office takes them out', params: z.object({ username: z.string().max(40) }), body: z.object({ office: z.string().trim().max(60), lead: z.boolean() }), status: 204 },
} as const satisfies Record<string, EndpointShape>
