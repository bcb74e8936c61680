import type { Ctx } from '../../context'
import { callerStaff, callerSubject } from '../../http/caller'
import type { Api } from '../../http/route'
import { answerObjection } from './answer-objection'
import { fileObjection } from './file-objection'
import { forwardObjection, replyObjection } from './forward-objection'
import { OBJECTION_FILED, OBJECTION_FORWARDED, OBJECTION_REPLIED } from './objection.lifecycle'
import { objectionMarks } from './objection-clock'
import { type ClockFilter, listObjections, listOwnObjections, type ObjectionRow } from './objection.store'
import { presentConsoleObjections, presentObjections } from './present-objection'
import { reviewObjection } from './review-objection'

async function shownOne(ctx: Ctx, row: ObjectionRow) {
  const [shown] = await presentConsoleObjections(ctx, [row])
  if (!shown) throw new Error('an objection written a moment ago is gone')
  return shown
}

/** What is past its day is not near it as well. */
async function clockFilter(ctx: Ctx, clock: 'red' | 'amber' | 'escalated' | undefined): Promise<ClockFilter | undefined> {
  if (clock === undefined || clock === 'escalated') return clock
  const { red, amber } = await objectionMarks(ctx)
  return clock === 'red' ? { is: red } : { is: amber, not: red }
}

export function registerObjectionRoutes(api: Api): void {
  api.route('POST /objections', { roles: ['resident'], owner: 'self', audit: OBJECTION_FILED, limit: { points: 30, seconds: 3600, by: 'actor' } }, async ({ ctx, body }) => {
    const row = await fileObjection({ ctx, input: { subjectId: callerSubject(ctx), ...body } })
    const [shown] = await presentObjections(ctx, [row])
    if (!shown) throw new Error('an objection filed a moment ago is gone')
    return shown
  })

  api.route('GET /me/objections', { roles: ['resident'], owner: 'self', audit: null }, async ({ ctx }) => ({ items: await presentObjections(ctx, await listOwnObjections(ctx.db, callerSubject(ctx))) }))

  api.route('GET /console/objections', { roles: ['reviewer', 'administrator', 'auditor'], owner: 'city', audit: null }, async ({ ctx, query }) => {
    const rows = await listObjections(ctx.db, { status: query.status, clock: await clockFilter(ctx, query.clock), cursor: query.cursor, limit: query.limit + 1 })
    const page = rows.slice(0, query.limit)
    return { items: await presentConsoleObjections(ctx, page), nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null }
  })

  api.route('GET /console/objections/{objectionId}', { roles: ['reviewer'], owner: 'city', audit: null }, ({ ctx, params }) => reviewObjection({ ctx, input: params }))

  api.route('POST /console/objections/{objectionId}/forwarding', { roles: ['reviewer'], owner: 'city', audit: OBJECTION_FORWARDED }, async ({ ctx, params }) => shownOne(ctx, await forwardObjection({ ctx, input: params })))

  api.route('POST /console/objections/{objectionId}/office-reply', { roles: ['reviewer'], owner: 'city', audit: OBJECTION_REPLIED }, async ({ ctx, params, body }) => shownOne(ctx, await replyObjection({ ctx, input: { ...params, ...body } })))

  api.route('POST /console/objections/{objectionId}/answer', { roles: ['reviewer'], owner: 'city', audit: 'objection.*' }, async ({ ctx, params, body }) => {
    return shownOne(ctx, await answerObjection({ ctx, input: { objectionId: params.objectionId, staffId: callerStaff(ctx).staffId, ...body } }))
  })
}
