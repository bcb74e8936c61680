import { DomainError } from '../../errors'
import { callerSubject } from '../../http/caller'
import type { Api } from '../../http/route'
import { countUnread, listNotices, markRead } from './notice.store'

/** A cause begins with the id of what it happened to; only what the app has a page for is told. */
const aboutOf = (cause: string): string | null => /^(?:rpc|rpl|rec|lap|lrq)_[0-9A-Za-z]+/.exec(cause)?.[0] ?? null

export function registerNoticeRoutes(api: Api): void {
  api.route('GET /me/notices', { roles: ['resident'], owner: 'self', audit: null }, async ({ ctx, query }) => {
    const subjectId = callerSubject(ctx)
    const rows = await listNotices(ctx.db, { subjectId, ...query })
    return {
      items: rows.map(({ id: noticeId, kind, title, body, cause, createdAt, readAt }) => ({ noticeId, kind, title, body, aboutId: aboutOf(cause), createdAt: createdAt.toISOString(), readAt: readAt?.toISOString() ?? null })),
      nextCursor: rows.length === query.limit ? (rows.at(-1)?.id ?? null) : null,
      unread: await countUnread(ctx.db, subjectId),
    }
  })

  // Reading twice is reading once, and who read what is nobody's business but theirs: no audit row.
  api.route('POST /me/notices/{noticeId}/read', { roles: ['resident'], owner: 'self', audit: null, idempotency: 'none' }, async ({ ctx, params }) => {
    const [read] = await markRead(ctx.db, { subjectId: callerSubject(ctx), id: params.noticeId, now: ctx.now })
    if (!read) throw new DomainError('NOT_FOUND')
  })
}
