import { z } from 'zod'
import { Cursor, type EndpointShape, idOf, Instant, pageOf } from './common'

/** What became of a report “it was not me” 不是我本人使用, as its holder sees it. */
export const NotMe = z.object({ status: z.enum(['open', 'upheld', 'refused']), filedAt: Instant, answer: z.string().nullable(), resolvedAt: Instant.nullable() })
export type NotMe = z.infer<typeof NotMe>

/** The same as the office sees it: the use, not the person. */
export const NotMeReport = NotMe.extend({
  reportId: idOf('nme'),
  receiptNo: z.string(),
  perkTitle: z.string(),
  merchantId: idOf('mer'),
  merchantName: z.string(),
  storeName: z.string(),
  redeemedAt: Instant,
  reversedAt: Instant.nullable(),
})
export type NotMeReport = z.infer<typeof NotMeReport>

const params = z.object({ reportId: idOf('nme') })

export const notMeEndpoints = {
  'POST /me/receipts/{redemptionId}/not-me': { summary: 'It was not me who used it, nor the firm I act for (不是我本人使用)', params: z.object({ redemptionId: idOf('red') }), response: NotMe, status: 201 },
  'GET /console/not-me': { summary: 'Uses their holders say were not theirs', query: Cursor.extend({ status: NotMe.shape.status.optional() }), response: pageOf(NotMeReport) },
  'GET /console/not-me/{reportId}': { summary: 'One such report', params, response: NotMeReport },
  'POST /console/not-me/{reportId}/resolution': { summary: 'Resolve it: upheld reverses the use', params, body: z.object({ outcome: z.enum(['upheld', 'refused']), answer: z.string().trim().min(5, '请写明核查情况').max(500) }), response: NotMeReport },
} as const satisfies Record<string, EndpointShape>
