import { z } from 'zod'
import { type EndpointShape, idOf } from './common'
import { RecordView } from './record'

/** What a member of the city's staff sees of one subject: identifiers masked, text fields only for reviewers. */
export const ConsoleSubject = z.object({
  subjectId: idOf('sub'),
  kind: z.enum(['person', 'organization']),
  name: z.string(),
  /** Masked ID number of a person, USCC of an organisation. */
  identifier: z.string(),
  records: z.array(RecordView),
})
export type ConsoleSubject = z.infer<typeof ConsoleSubject>

export const subjectEndpoints = {
  'GET /console/subjects/{subjectId}': {
    summary: 'Look one subject up: purpose and legal basis are mandatory and the subject reads them (查询主体)',
    params: z.object({ subjectId: idOf('sub') }),
    query: z.object({ purpose: z.string().trim().min(2, '请写明查询目的').max(60), basis: z.string().trim().min(4, '请写明查询依据').max(120) }),
    response: ConsoleSubject,
  },
} as const satisfies Record<string, EndpointShape>
