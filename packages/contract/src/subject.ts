import { z } from 'zod'
import { type EndpointShape, idOf } from './common'
import { RecordView } from './record'

/** What a member of the city's staff sees of one subject: identifiers masked, text fields only for reviewers. Never a person's score. */
export const ConsoleSubject = z.object({
  subjectId: idOf('sub'),
  kind: z.enum(['person', 'organization']),
  name: z.string(),
  /** Masked ID number of a person, USCC of an organisation. */
  identifier: z.string(),
  /** Whether the reader's role sees the records' text fields. */
  textsShown: z.boolean(),
  records: z.array(RecordView),
})
export type ConsoleSubject = z.infer<typeof ConsoleSubject>

/** One subject found: a person masked, an organisation by its public name and code. */
export const SubjectHit = z.object({
  subjectId: idOf('sub'),
  kind: z.enum(['person', 'organization']),
  name: z.string(),
  identifier: z.string(),
  district: z.string().nullable(),
})
export type SubjectHit = z.infer<typeof SubjectHit>

/** An identifier in the sentence the subject reads would go on to whoever reads that log. */
const NO_NUMBERS = /\d{11,}/
const sentence = (what: string, least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least, `请写明${what}`)
    .max(most)
    .refine((text) => !NO_NUMBERS.test(text), `${what}里不要写证件号码或手机号码`)
const reason = { purpose: sentence('查询目的', 2, 60), basis: sentence('查询依据', 4, 120) }

export const subjectEndpoints = {
  'POST /console/subject-searches': {
    summary: 'Find a subject: a firm by name or USCC, a person by the whole ID number (reviewers only, and the person reads it) (查询主体)',
    body: z.strictObject({ text: z.string().trim().min(1, '请填写名称或号码').max(100), ...reason }),
    response: z.object({ items: z.array(SubjectHit), more: z.boolean() }),
    status: 200,
  },
  'GET /console/subjects/{subjectId}': {
    summary: 'Look one subject up: purpose and legal basis are mandatory and the subject reads them (查询主体)',
    params: z.object({ subjectId: idOf('sub') }),
    query: z.object(reason),
    response: ConsoleSubject,
  },
} as const satisfies Record<string, EndpointShape>
