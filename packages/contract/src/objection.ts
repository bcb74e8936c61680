import { z } from 'zod'
import { Cursor, Day, type EndpointShape, idOf, Instant, pageOf } from './common'
import { RecordView } from './record'

/** `open` under review; `upheld` the record stands; `corrected` it has a new version; `withdrawn` the record is void. */
export const ObjectionStatus = z.enum(['open', 'upheld', 'corrected', 'withdrawn'])
export type ObjectionStatus = z.infer<typeof ObjectionStatus>

/** What an objection waits for: forwarded to the source office, then decided, in working days from filing as the city promises. */
export const ObjectionClock = z.object({ step: z.enum(['forward', 'decide']), dueOn: Day, decideOn: Day, provisional: z.boolean(), urgency: z.enum(['red', 'amber', 'none']) })
export type ObjectionClock = z.infer<typeof ObjectionClock>

export const Objection = z.object({
  objectionId: idOf('obj'),
  recordId: idOf('rec'),
  itemTitle: z.string(),
  /** Null while a special class may not be used: its consent ended. */
  sourceOffice: z.string().nullable(),
  decidedOn: Day.nullable(),
  reason: z.string(),
  status: ObjectionStatus,
  filedAt: Instant,
  /** When it went to the office the record came from. */
  forwardedAt: Instant.nullable(),
  forwardedTo: z.string().nullable(),
  /** Past its day it was escalated 超期升级. */
  escalatedAt: Instant.nullable(),
  clock: ObjectionClock.nullable(),
  answer: z.string().nullable(),
  answeredAt: Instant.nullable(),
})
export type Objection = z.infer<typeof Objection>

/** One line of the reviewers' list: whose it is stays unsaid until the case is opened. */
export const ConsoleObjection = Objection.omit({ reason: true, answer: true })
export type ConsoleObjection = z.infer<typeof ConsoleObjection>

export const ConsoleObjectionDetail = z.object({
  objection: Objection,
  subjectId: idOf('sub'),
  subjectKind: z.enum(['person', 'organization']),
  /** A person's name masked, a firm's as it is. */
  subjectName: z.string(),
  /** The record as it is now; null when its subject's consent ended meanwhile. */
  record: RecordView.nullable(),
  officeReply: z.object({ position: z.enum(['stands', 'wrong']), reply: z.string(), at: Instant }).nullable(),
  /** Typed fields a correction may change, with the catalogue's titles. */
  editable: z.array(z.object({ name: z.string(), title: z.string(), type: z.enum(['text', 'number', 'day', 'fen']), value: z.union([z.string(), z.number()]), options: z.array(z.string()).optional() })),
})
export type ConsoleObjectionDetail = z.infer<typeof ConsoleObjectionDetail>

const params = z.object({ objectionId: idOf('obj') })

export const objectionEndpoints = {
  'POST /objections': {
    summary: 'Object to a record of my file (异议申诉)',
    body: z.object({ recordId: idOf('rec'), reason: z.string().trim().min(5, '请说明哪里不对，至少 5 个字').max(1000, '最多 1000 个字') }),
    response: Objection,
    status: 201,
  },
  'GET /me/objections': { summary: 'My objections and their answers', response: z.object({ items: z.array(Objection) }) },
  'GET /console/objections': { summary: 'Objections to review', query: Cursor.extend({ status: ObjectionStatus.optional(), clock: z.enum(['red', 'amber', 'escalated']).optional() }), response: pageOf(ConsoleObjection) },
  'GET /console/objections/{objectionId}': { summary: 'One objection with the record; written to the subject’s access log', params, response: ConsoleObjectionDetail },
  'POST /console/objections/{objectionId}/forwarding': { summary: 'Forward an objection to the office the record came from (转交来源单位)', params, response: ConsoleObjection },
  'POST /console/objections/{objectionId}/office-reply': {
    summary: 'Enter what the source office answered',
    params,
    body: z.object({ position: z.enum(['stands', 'wrong']), reply: z.string().trim().min(5, '请写明答复，至少 5 个字').max(1000) }),
    response: ConsoleObjection,
  },
  'POST /console/objections/{objectionId}/answer': {
    summary: 'Answer an objection: the record stands, is corrected by a new version, or is withdrawn',
    params,
    body: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('upheld'), answer: z.string().trim().min(5, '请写明理由').max(1000) }),
      z.object({ outcome: z.literal('withdrawn'), answer: z.string().trim().min(5, '请写明理由').max(1000) }),
      z.object({
        outcome: z.literal('corrected'),
        answer: z.string().trim().min(5, '请写明更正了什么').max(1000),
        fields: z.record(z.string().max(60), z.union([z.string().max(500), z.number()])),
      }),
    ]),
    response: ConsoleObjection,
  },
} as const satisfies Record<string, EndpointShape>
