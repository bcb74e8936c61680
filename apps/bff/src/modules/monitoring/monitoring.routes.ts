import { addDays, addMonths, dayInShanghai } from '@xinhui/rules'
import { inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import type { Api } from '../../http/route'
import { requireFirm } from '../agency/require-firm'
import { CITY_VIEWER, writeAccessLog } from '../consent/write-access-log'
import { appealInterview, cancelInterview, decideInterview, holdInterview, notifyInterview, stateInterview } from './hold-interview'
import { INTERVIEW_EDGES, INTERVIEW_NOTIFIED, INTERVIEW_STATED } from './interview.lifecycle'
import { findInterview, listFirmInterviews, listInterviews } from './interview.store'
import { findRound, listInvitations, listRounds, previewInvitations } from './invitation.store'
import { eligibleBy, INVITATION_STARTED, presentRound, startInvitations } from './invite-repair'
import { countRepairable, listOffenders, listRelated } from './monitoring.store'
import { presentInterview, presentInterviewLine } from './present-interview'

const READERS = ['reviewer', 'administrator', 'auditor'] as const
const AT_MOST = 200
const ROUNDS = 20

export function registerMonitoringRoutes(api: Api): void {
  const readers = { roles: READERS, owner: 'city', audit: null } as const

  api.route('GET /console/monitoring', readers, async ({ ctx }) => {
    const { penalties, months, aheadDays } = ctx.city.monitoring
    const today = dayInShanghai(ctx.now.getTime())
    const offenders = await listOffenders(ctx.db, { today, since: addMonths(today, -months), least: penalties, limit: AT_MOST })
    return {
      penalties,
      months,
      aheadDays,
      offenders,
      related: await listRelated(ctx.db, { firmIds: offenders.map((o) => o.subjectId), today, limit: AT_MOST }),
      repairable: await countRepairable(ctx.db, { today, tomorrow: addDays(today, 1), until: addDays(today, aheadDays) }),
    }
  })
  registerInterviews(api)
  registerFirm(api)

  api.route('GET /console/repair-invitations/preview', readers, ({ ctx, query }) => previewInvitations(ctx.db, eligibleBy(ctx, query.district ?? null)))

  api.route('GET /console/repair-invitations', readers, async ({ ctx }) => ({ items: await Promise.all((await listRounds(ctx.db, ROUNDS)).map((row) => presentRound(ctx, row))) }))

  api.route('POST /console/repair-invitations', { roles: ['reviewer', 'administrator'], owner: 'city', audit: INVITATION_STARTED }, async ({ ctx, body }) =>
    presentRound(ctx, await startInvitations({ ctx, input: { district: body.district ?? null, staffId: callerStaff(ctx).staffId } })),
  )

  api.route('GET /console/repair-invitations/{roundId}', readers, async ({ ctx, params, query }) => {
    const round = await findRound(ctx.db, params.roundId)
    if (!round) throw new DomainError('NOT_FOUND')
    const rows = await listInvitations(ctx.db, { roundId: round.id, cursor: query.cursor, limit: query.limit + 1 })
    const items = rows.slice(0, query.limit)
    return { round: await presentRound(ctx, round), items, nextCursor: rows.length > query.limit ? (items.at(-1)?.invitationId ?? null) : null }
  })
}

function registerInterviews(api: Api): void {
  api.route('GET /console/interviews', { roles: READERS, owner: 'city', audit: null }, async ({ ctx, query }) => {
    const rows = await listInterviews(ctx.db, { ...query, limit: query.limit + 1 })
    const page = rows.slice(0, query.limit)
    return { items: await Promise.all(page.map((row) => presentInterviewLine(ctx, row))), nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null }
  })

  api.route('POST /console/interviews', { roles: ['reviewer'], owner: 'city', audit: INTERVIEW_NOTIFIED }, async ({ ctx, body }) => presentInterview(ctx, await notifyInterview({ ctx, input: { ...body, staffId: callerStaff(ctx).staffId } })))

  api.route('GET /console/interviews/{interviewId}', { roles: ['reviewer'], owner: 'city', audit: null }, ({ ctx: outer, params }) =>
    inTransaction(outer, async (ctx) => {
      const row = await findInterview(ctx.db, params.interviewId)
      if (!row) throw new DomainError('NOT_FOUND')
      await writeAccessLog(ctx, { subjectId: row.firmId, viewer: CITY_VIEWER, purpose: '约谈', basis: '约谈通知', fields: ['约谈记录'] })
      return presentInterview(ctx, row)
    }),
  )

  api.route('POST /console/interviews/{interviewId}/result', { roles: ['reviewer'], owner: 'city', audit: INTERVIEW_EDGES.hold.event }, async ({ ctx, params, body }) => presentInterview(ctx, await holdInterview({ ctx, input: { ...params, ...body, staffId: callerStaff(ctx).staffId } })))

  api.route('POST /console/interviews/{interviewId}/cancellation', { roles: ['reviewer'], owner: 'city', audit: INTERVIEW_EDGES.cancel.event }, async ({ ctx, params, body }) => presentInterview(ctx, await cancelInterview({ ctx, input: { ...params, ...body, staffId: callerStaff(ctx).staffId } })))

  api.route('POST /console/interviews/{interviewId}/decision', { roles: ['reviewer'], owner: 'city', audit: 'interview.*' }, async ({ ctx, params, body }) => presentInterview(ctx, await decideInterview({ ctx, input: { ...params, ...body, staffId: callerStaff(ctx).staffId } })))
}

function registerFirm(api: Api): void {
  const firm = { roles: ['resident'], owner: 'firm' } as const

  api.route('GET /firms/{firmId}/interviews', { ...firm, audit: null }, async ({ ctx, params }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'file')
    return { items: await Promise.all((await listFirmInterviews(ctx.db, firmId)).map((row) => presentInterview(ctx, row))) }
  })

  api.route('POST /firms/{firmId}/interviews/{interviewId}/statement', { ...firm, audit: INTERVIEW_STATED }, async ({ ctx, params, body }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'objection')
    return presentInterview(ctx, await stateInterview({ ctx, input: { firmId, interviewId: params.interviewId, ...body } }))
  })

  api.route('POST /firms/{firmId}/interviews/{interviewId}/appeal', { ...firm, audit: INTERVIEW_EDGES.appeal.event }, async ({ ctx, params, body }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'objection')
    return presentInterview(ctx, await appealInterview({ ctx, input: { firmId, interviewId: params.interviewId, ...body } }))
  })
}
