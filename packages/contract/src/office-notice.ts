import { z } from 'zod'
import { Cursor, type EndpointShape, idOf, Instant, pageOf } from './common'

/** What the office is told in the console 后台通知: stock that runs out, agreements that end, a merchant the serious list suspended, a repair case or an objection near or past its day, and what became of a lender's product. */
export const OfficeNotice = z.object({
  noticeId: idOf('ofn'),
  kind: z.enum(['perk.stock-low', 'merchant.agreement', 'merchant.suspended', 'repair.amber', 'repair.red', 'repair.review', 'objection.forwarded', 'objection.amber', 'objection.red', 'loan-product.submitted', 'loan-product.reviewed', 'loan-product.returned', 'loan-product.published', 'loan-product.paused', 'loan-product.resumed', 'loan-product.ended', 'loan-product.confirmed', 'loan-product.declined']),
  title: z.string(),
  body: z.string(),
  /** Null with `repair.…`, `objection.…` and `loan-product.…`, which name a case or a product. */
  merchantId: idOf('mer').nullable(),
  /** With `perk.stock-low`. */
  perkId: idOf('prk').nullable(),
  caseId: idOf('rpc').nullable(),
  objectionId: idOf('obj').nullable(),
  /** With `loan-product.…`. */
  productId: idOf('lpr').nullable(),
  createdAt: Instant,
  /** Newer than all this member of the staff has read. */
  isNew: z.boolean(),
})
export type OfficeNotice = z.infer<typeof OfficeNotice>

export const officeNoticeEndpoints = {
  'GET /console/notices': { summary: 'Notices to the office, newest first (a merchant’s console user or a lender’s officer: about their own)', query: Cursor, response: pageOf(OfficeNotice).extend({ unread: z.number().int() }) },
  'POST /console/notices/seen': { summary: 'Everything up to this notice is read', body: z.object({ noticeId: idOf('ofn') }), status: 204 },
} as const satisfies Record<string, EndpointShape>
