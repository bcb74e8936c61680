import { callerStaff, callerSubject } from '../../http/caller'
import type { Api } from '../../http/route'
import { answerObjection } from './answer-objection'
import { fileObjection } from './file-objection'
import { OBJECTION_FILED } from './objection.lifecycle'
import { listObjections, listOwnObjections } from './objection.store'
import { presentConsoleObjections, presentObjections } from './present-objection'
import { reviewObjection } from './review-objection'

export function registerObjectionRoutes(api: Api): void {
  api.route('POST /objections', { roles: ['resident'], owner: 'self', audit: OBJECTION_FILED, limit: { points: 30, seconds: 3600, by: 'actor' } }, async ({ ctx, body }) => {
    const row = await fileObjection({ ctx, input: { subjectId: callerSubject(ctx), ...body } })
    const [shown] = await presentObjections(ctx, [row])
    if (!shown) throw new Error('an objection filed a moment ago is gone')
    return shown
  })

  api.route('GET /me/objections', { roles: ['resident'], owner: 'self', audit: null }, async ({ ctx }) => ({ items: await presentObjections(ctx, await listOwnObjections(ctx.db, callerSubject(ctx))) }))

  api.route('GET /console/objections', { roles: ['reviewer', 'administrator', 'auditor'], owner: 'city', audit: null }, async ({ ctx, query }) => {
    const rows = await listObjections(ctx.db, { status: query.status, cursor: query.cursor, limit: query.limit + 1 })
    const page = rows.slice(0, query.limit)
    return { items: await presentConsoleObjections(ctx, page), nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null }
  })

  api.route('GET /console/objections/{objectionId}', { roles: ['reviewer'], owner: 'city', audit: null }, ({ ctx, params }) => reviewObjection({ ctx, input: params }))

  api.route('POST /console/objections/{objectionId}/answer', { roles: ['reviewer'], owner: 'city', audit: 'objection.*' }, async ({ ctx, params, body }) => {
    const row = await answerObjection({ ctx, input: { objectionId: params.objectionId, staffId: callerStaff(ctx).staffId, ...body } })
    const [shown] = await presentConsoleObjections(ctx, [row])
    if (!shown) throw new Error('an objection answered a moment ago is gone')
    return shown
  })
}
