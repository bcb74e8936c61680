import { z } from 'zod'
import { Cursor, type EndpointShape, idOf, Instant, pageOf } from './common'

/** What the reader is told inside the app 站内通知. */
export const Notice = z.object({
  noticeId: idOf('ntc'),
  /** Such as `score.changed`. */
  kind: z.string(),
  title: z.string(),
  body: z.string(),
  /** Id of the repair case, letter or record it is about; null for everything else. */
  aboutId: z.string().nullable(),
  createdAt: Instant,
  readAt: Instant.nullable(),
})
export type Notice = z.infer<typeof Notice>

export const noticeEndpoints = {
  'GET /me/notices': { summary: 'My notices, newest first (站内通知)', query: Cursor, response: pageOf(Notice).extend({ unread: z.number().int() }) },
  'POST /me/notices/{noticeId}/read': { summary: 'Mark a notice as read', params: z.object({ noticeId: idOf('ntc') }), status: 204 },
} as const satisfies Record<string, EndpointShape>
