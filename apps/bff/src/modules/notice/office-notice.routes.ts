import { callerStaff } from '../../http/caller'
import type { Api } from '../../http/route'
import { findPost } from '../repair/officer.store'
import { countUnseen, findSeen, listOfficeNotices, markSeen } from './office-notice.store'

export function registerOfficeNoticeRoutes(api: Api): void {
  const readers = { roles: ['reviewer', 'auditor', 'administrator', 'merchant-owner', 'lender-officer'], owner: 'staff-scope' } as const

  api.route('GET /console/notices', { ...readers, audit: null }, async ({ ctx, query }) => {
    const { staffId, merchantId: onlyMerchantId, lenderId: onlyLenderId } = callerStaff(ctx)
    const scope = { onlyMerchantId, onlyLenderId, post: await findPost(ctx.db, staffId) }
    const seen = await findSeen(ctx.db, staffId)
    const rows = await listOfficeNotices(ctx.db, { ...scope, cursor: query.cursor, limit: query.limit + 1 })
    const page = rows.slice(0, query.limit)
    return {
      items: page.map(({ id, kind, title, body, merchantId, perkId, caseId, objectionId, productId, createdAt }) => ({ noticeId: id, kind, title, body, merchantId, perkId, caseId, objectionId, productId, createdAt: createdAt.toISOString(), isNew: id > seen })),
      nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
      unread: await countUnseen(ctx.db, { ...scope, seen }),
    }
  })

  // Reading twice is reading once, and changes nothing for anybody else: no audit row.
  api.route('POST /console/notices/seen', { ...readers, audit: null, idempotency: 'none' }, async ({ ctx, body }) => {
    await markSeen(ctx.db, { staffId: callerStaff(ctx).staffId, untilId: body.noticeId })
  })
}
