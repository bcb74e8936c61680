import { dayInShanghai, toIcs } from '@xinhui/rules'
import type { Context } from 'hono'
import type { Ctx } from '../../context'
import { callerSubject } from '../../http/caller'
import type { Api, AppEnv } from '../../http/route'
import { requireFirm } from '../agency/require-firm'
import { workingCalendar } from '../calendar/working-calendar'
import { answerRepairCheck, factsOfBody } from './answer-repair-check'
import { calendarEvents, type RecordAsked, readRecordRepair } from './read-record-repair'
import { forgetReminder, remindMe } from './remind-me'

/** Somebody tries a few dates; nobody needs more from one address. */
const CHECKS = { points: 120, seconds: 60, by: 'ip' } as const

async function icsOf(ctx: Ctx, http: Context<AppEnv>, input: RecordAsked): Promise<Response> {
  const answer = await readRecordRepair({ ctx, input })
  return http.body(toIcs(calendarEvents(answer), ctx.now.toISOString()), 200, { 'content-type': 'text/calendar; charset=utf-8', 'content-disposition': 'attachment; filename="xinhui-repair.ics"', 'cache-control': 'no-store' })
}

const own = (ctx: Ctx, recordId: string): RecordAsked => ({ ownerId: callerSubject(ctx), ownerKind: 'person', callerId: callerSubject(ctx), recordId })

async function firms(ctx: Ctx, params: { firmId: string; recordId: string }): Promise<RecordAsked> {
  // Who may apply for the repair of a record may ask when.
  const { firmId } = await requireFirm(ctx, params.firmId, ['file', 'repair'])
  return { ownerId: firmId, ownerKind: 'organization', callerId: callerSubject(ctx), recordId: params.recordId }
}

/** When records can be repaired: for anyone's typed facts, for my own record, for one of a firm I act for. */
export function registerRepairCheckRoutes(api: Api): void {
  const mine = { roles: ['resident'], owner: 'self' } as const
  const firm = { roles: ['resident'], owner: 'firm' } as const

  // Asks, and stores nothing: a POST so that what is typed stands in no address and in no log.
  api.route('POST /repair/check', { roles: ['anonymous'], owner: 'public', audit: null, idempotency: 'none', limit: CHECKS }, async ({ ctx, body }) => {
    const today = dayInShanghai(ctx.now.getTime())
    return answerRepairCheck({ city: ctx.city, calendar: await workingCalendar(ctx), facts: factsOfBody(body, today), applyOn: body.applyOn ?? today, today })
  })

  api.route('GET /me/records/{recordId}/repair', { ...mine, audit: null }, ({ ctx, params, query }) => readRecordRepair({ ctx, input: { ...own(ctx, params.recordId), ...query } }))
  api.route('GET /me/records/{recordId}/repair.ics', { ...mine, audit: null }, ({ ctx, params, http }) => icsOf(ctx, http, own(ctx, params.recordId)))
  api.route('POST /me/records/{recordId}/repair-reminder', { ...mine, audit: 'repair.remind-me' }, ({ ctx, params }) => remindMe({ ctx, input: own(ctx, params.recordId) }))
  api.route('DELETE /me/records/{recordId}/repair-reminder', { ...mine, audit: 'repair.forget-reminder' }, ({ ctx, params }) => forgetReminder({ ctx, input: own(ctx, params.recordId) }))

  api.route('GET /firms/{firmId}/records/{recordId}/repair', { ...firm, audit: null }, async ({ ctx, params, query }) => readRecordRepair({ ctx, input: { ...(await firms(ctx, params)), ...query } }))
  api.route('GET /firms/{firmId}/records/{recordId}/repair.ics', { ...firm, audit: null }, async ({ ctx, params, http }) => icsOf(ctx, http, await firms(ctx, params)))
  api.route('POST /firms/{firmId}/records/{recordId}/repair-reminder', { ...firm, audit: 'repair.remind-me' }, async ({ ctx, params }) => remindMe({ ctx, input: await firms(ctx, params) }))
  api.route('DELETE /firms/{firmId}/records/{recordId}/repair-reminder', { ...firm, audit: 'repair.forget-reminder' }, async ({ ctx, params }) => forgetReminder({ ctx, input: await firms(ctx, params) }))
}
