import { z } from 'zod'
import { Cursor, Day, type EndpointShape, idOf, Instant, pageOf } from './common'

/** `notified` the firm is told; `held` it took place; `appealed` the firm objects to its result; `upheld`, `revoked` the appeal's end; `cancelled` before it took place. */
export const InterviewStatus = z.enum(['notified', 'held', 'appealed', 'upheld', 'revoked', 'cancelled'])
export type InterviewStatus = z.infer<typeof InterviewStatus>

/** A firm worth a look: many penalties at once on display. */
export const RepeatOffender = z.object({ subjectId: idOf('sub'), uscc: z.string(), name: z.string(), district: z.string().nullable(), penalties: z.number().int(), latestOn: Day, interviewId: idOf('itv').nullable(), related: z.number().int() })
export type RepeatOffender = z.infer<typeof RepeatOffender>

/** Two firms with the same living legal representative; who that is stays unsaid. */
export const RelatedFirm = z.object({ subjectId: idOf('sub'), uscc: z.string(), name: z.string(), becauseOf: z.string(), becauseOfUscc: z.string(), penalties: z.number().int() })
export type RelatedFirm = z.infer<typeof RelatedFirm>

export const Monitoring = z.object({
  /** From how many penalties, of how many months, a firm is listed. */
  penalties: z.number().int(),
  months: z.number().int(),
  offenders: z.array(RepeatOffender),
  related: z.array(RelatedFirm),
  /** Firms with published records that can be repaired, by district: today, from tomorrow, within `aheadDays`. */
  aheadDays: z.number().int(),
  repairable: z.array(z.object({ district: z.string(), now: z.number().int(), tomorrow: z.number().int(), ahead: z.number().int() })),
})
export type Monitoring = z.infer<typeof Monitoring>

export const Interview = z.object({
  interviewId: idOf('itv'),
  firmId: idOf('sub'),
  firmName: z.string(),
  status: InterviewStatus,
  reason: z.string(),
  place: z.string(),
  appointedAt: Instant,
  notifiedAt: Instant,
  statement: z.string().nullable(),
  statedAt: Instant.nullable(),
  result: z.string().nullable(),
  heldAt: Instant.nullable(),
  /** Last day of an appeal. */
  appealUntil: Day.nullable(),
  appealProvisional: z.boolean(),
  mayAppeal: z.boolean(),
  appeal: z.string().nullable(),
  appealedAt: Instant.nullable(),
  decision: z.string().nullable(),
  decidedAt: Instant.nullable(),
})
export type Interview = z.infer<typeof Interview>

/** One line of the office's list: not a word of what was said. */
export const ConsoleInterview = Interview.pick({ interviewId: true, firmId: true, firmName: true, status: true, appointedAt: true, notifiedAt: true, appealUntil: true })
export type ConsoleInterview = z.infer<typeof ConsoleInterview>

export const InvitationOutcome = z.enum(['waiting', 'told', 'no-representative', 'already-invited', 'no-longer'])
export const InvitationRound = z.object({
  roundId: idOf('rir'),
  district: z.string().nullable(),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
  firms: z.number().int(),
  waiting: z.number().int(),
  told: z.number().int(),
  noRepresentative: z.number().int(),
  alreadyInvited: z.number().int(),
  noLonger: z.number().int(),
})
export type InvitationRound = z.infer<typeof InvitationRound>

const words = z.string().trim().min(5, '请写明情况，至少 5 个字').max(2000)
const interview = z.object({ interviewId: idOf('itv') })
const firm = z.object({ firmId: idOf('sub') })
const round = z.object({ roundId: idOf('rir') })
const where = z.object({ district: z.string().max(60).optional() })

export const monitoringEndpoints = {
  'GET /console/monitoring': { summary: 'Firms with many published penalties, related firms, and records about to become repairable (监测预警)', response: Monitoring },
  'GET /console/interviews': { summary: 'Interviews 约谈 of firms', query: Cursor.extend({ status: InterviewStatus.optional() }), response: pageOf(ConsoleInterview) },
  'POST /console/interviews': { summary: 'Give a firm notice of an interview (约谈通知)', body: z.object({ firmId: idOf('sub'), reason: words, place: z.string().trim().min(2, '请写明地点').max(200), appointedAt: Instant }), response: Interview, status: 201 },
  'GET /console/interviews/{interviewId}': { summary: 'One interview; written to the firm’s access log', params: interview, response: Interview },
  'POST /console/interviews/{interviewId}/result': { summary: 'Enter what came of the interview', params: interview, body: z.object({ result: words }), response: Interview },
  'POST /console/interviews/{interviewId}/cancellation': { summary: 'Cancel an interview before it took place', params: interview, body: z.object({ reason: words }), response: Interview },
  'POST /console/interviews/{interviewId}/decision': { summary: 'Decide a firm’s appeal; another person than held the interview', params: interview, body: z.object({ outcome: z.enum(['upheld', 'revoked']), decision: words }), response: Interview },
  'GET /firms/{firmId}/interviews': { summary: 'Interviews of the firm', params: firm, response: z.object({ items: z.array(Interview) }) },
  'POST /firms/{firmId}/interviews/{interviewId}/statement': { summary: 'Say the firm’s side (陈述)', params: firm.extend(interview.shape), body: z.object({ statement: words }), response: Interview },
  'POST /firms/{firmId}/interviews/{interviewId}/appeal': { summary: 'Appeal against the result of an interview (申诉)', params: firm.extend(interview.shape), body: z.object({ appeal: words }), response: Interview },
  'GET /console/repair-invitations/preview': { summary: 'How many firms an invitation to repair would reach', query: where, response: z.object({ firms: z.number().int(), records: z.number().int(), noRepresentative: z.number().int(), alreadyInvited: z.number().int() }) },
  'GET /console/repair-invitations': { summary: 'Rounds of invitations to repair, newest first', response: z.object({ items: z.array(InvitationRound) }) },
  'POST /console/repair-invitations': { summary: 'Invite all firms whose records can be repaired by tomorrow (批量邀请修复)', body: where, response: InvitationRound, status: 201 },
  'GET /console/repair-invitations/{roundId}': {
    summary: 'One round: progress and who was reached',
    params: round,
    query: Cursor,
    response: z.object({ round: InvitationRound, items: z.array(z.object({ invitationId: idOf('rin'), uscc: z.string(), name: z.string(), records: z.number().int(), outcome: InvitationOutcome })), nextCursor: z.string().nullable() }),
  },
} as const satisfies Record<string, EndpointShape>
