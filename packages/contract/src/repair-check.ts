import { z } from 'zod'
import { Day, type EndpointShape, idOf } from './common'
import { GuideRef } from './repair-guide'

/** Kinds of records that can be repaired, or whose way back is elsewhere. */
export const REPAIR_KINDS = ['penalty', 'serious-list', 'abnormal-list', 'judgment', 'tax-rating', 'inspection', 'contract', 'commitment'] as const

const Done = z.union([Day, z.literal('unknown'), z.null()])

/** A decision's facts as anyone types them. Nothing of it is stored or logged. */
export const RepairFactsBody = z.strictObject({
  subjectKind: z.enum(['person', 'organization']),
  recordKind: z.enum(REPAIR_KINDS),
  decidedOn: Day,
  /** Name of the office that decided; it decides the channel. */
  office: z.string().max(100).default(''),
  /** The record's own fields by the names of the catalogue; amounts in fen. */
  fields: z.record(z.string().max(40), z.union([z.string().max(500), z.number().int()])).default({}),
  /** Since when every duty is done; null: it is not. */
  dutiesDoneOn: Done.default('unknown'),
  commitmentSigned: z.union([z.boolean(), z.literal('unknown')]).default('unknown'),
  falseCommitmentOn: Day.nullable().default(null),
  rulingOn: Day.nullable().default(null),
  endsOn: Day.nullable().default(null),
  retentionMonths: z.number().int().min(1).max(600).nullable().default(null),
  /** The day of the application; absent: today. */
  applyOn: Day.optional(),
})
export type RepairFactsBody = z.infer<typeof RepairFactsBody>

const Step = z.enum(['accept', 'decide', 'propagate'])
const Certain = z.object({ day: Day, provisional: z.boolean() })

export const RepairUnderSetView = z.object({
  ruleId: z.string(),
  title: z.string(),
  authority: z.string(),
  sourceRef: z.string(),
  /** False: the page says 以官方文本为准. */
  verified: z.boolean(),
  note: z.string(),
  why: z.string(),
  classCode: z.string(),
  classTitle: z.string(),
  way: z.enum(['application', 'automatic', 'not-needed', 'none']),
  minMonths: z.number().int().nullable(),
  maxMonths: z.number().int().nullable(),
  isRepairable: z.boolean(),
  canApply: z.boolean(),
  reason: z.enum(['not-needed', 'automatic', 'no-early-end', 'false-commitment', 'ended', 'too-early', 'ends-first', 'duties-not-done']).nullable(),
  minimumOn: Day.nullable(),
  earliestOn: Day.nullable(),
  /** First day it has stopped by itself. */
  autoEndsOn: Day.nullable(),
  channel: z.object({ code: z.enum(['window', 'market-regulator', 'court', 'tax']), title: z.string(), where: z.string() }),
  conditions: z.array(z.object({ code: z.string(), title: z.string(), state: z.enum(['met', 'missing', 'unknown']), basis: z.string() })),
  materials: z.array(z.object({ code: z.string(), title: z.string(), template: z.string().optional(), obtainableByOffice: z.boolean() })),
  /** `provisional`: past the last year with a notice of holidays (暂估). */
  deadlines: z.array(Certain.extend({ code: Step, title: z.string(), from: z.enum(['apply', 'accept', 'decide', 'propagate']), workingDays: z.number().int(), by: z.enum(['rule', 'city']) })),
  endsIfAppliedOn: Certain.nullable(),
  barredUntil: Day.nullable(),
  reorganisation: z.object({ title: z.string(), effect: z.string(), from: Day }).nullable(),
})
export type RepairUnderSetView = z.infer<typeof RepairUnderSetView>

export const RepairCheckView = z.object({
  applyOn: Day,
  applied: RepairUnderSetView,
  /** What the set in force on the day of the decision says, where it is another one. */
  other: RepairUnderSetView.nullable(),
  transition: z.string().nullable(),
  /** What this product shows; a person's records are never shown. */
  display: z.object({ isShown: z.boolean(), endsOn: Day.nullable(), ruleId: z.string() }).nullable(),
})
export type RepairCheckView = z.infer<typeof RepairCheckView>

export const RepairAnswer = z.object({
  today: Day,
  decidedOn: Day,
  /** Null: no rule speaks of this kind of record. */
  check: RepairCheckView.nullable(),
  /** The last year whose holidays are known. */
  calendar: z.object({ version: z.string(), lastYear: z.number().int() }),
  /** Guides that speak of it, the nearest first. */
  guides: z.array(GuideRef),
})
export type RepairAnswer = z.infer<typeof RepairAnswer>

export const RecordRepairAnswer = RepairAnswer.extend({
  recordId: idOf('rec'),
  itemTitle: z.string(),
  title: z.string(),
  sourceOffice: z.string(),
  subjectKind: z.enum(['person', 'organization']),
  /** The day the caller is reminded on; null: no reminder. */
  remindOn: Day.nullable(),
})
export type RecordRepairAnswer = z.infer<typeof RecordRepairAnswer>

const record = z.object({ recordId: idOf('rec') })
const firmRecord = record.extend({ firmId: idOf('sub') })
const supposed = z.object({ applyOn: Day.optional(), dutiesDoneOn: z.union([Day, z.literal('no')]).optional() })
const Reminder = z.object({ remindOn: Day })

/** When a record can be repaired 信用修复测算, and when it ends by itself. */
export const repairCheckEndpoints = {
  'POST /repair/check': { summary: 'When a decision with these facts can be repaired; for anyone, and nothing is stored', body: RepairFactsBody, response: RepairAnswer, status: 200 },
  'GET /me/records/{recordId}/repair': { summary: 'When my record can be repaired and when it ends by itself', params: record, query: supposed, response: RecordRepairAnswer },
  'GET /me/records/{recordId}/repair.ics': { summary: 'The days of my record as a calendar file (RFC 5545)', params: record, file: 'text/calendar' },
  'POST /me/records/{recordId}/repair-reminder': { summary: 'Remind me on the first day I can apply', params: record, response: Reminder, status: 201 },
  'DELETE /me/records/{recordId}/repair-reminder': { summary: 'No reminder any more', params: record, status: 204 },
  'GET /firms/{firmId}/records/{recordId}/repair': { summary: 'When a record of a firm I act for can be repaired', params: firmRecord, query: supposed, response: RecordRepairAnswer },
  'GET /firms/{firmId}/records/{recordId}/repair.ics': { summary: 'The days of the firm’s record as a calendar file', params: firmRecord, file: 'text/calendar' },
  'POST /firms/{firmId}/records/{recordId}/repair-reminder': { summary: 'Remind me on the first day the firm can apply', params: firmRecord, response: Reminder, status: 201 },
  'DELETE /firms/{firmId}/records/{recordId}/repair-reminder': { summary: 'No reminder any more', params: firmRecord, status: 204 },
} as const satisfies Record<string, EndpointShape>
