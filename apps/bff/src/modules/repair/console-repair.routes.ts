import { addWorkingDays, dayInShanghai, isDay } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import type { Api } from '../../http/route'
import { CITY_VIEWER, writeAccessLog } from '../consent/write-access-log'
import { sendEvidence } from './attach-evidence'
import { workingCalendar } from '../calendar/working-calendar'
import { correctionLetter } from './correction-letter'
import { decideCase } from './decide-case'
import { listLetters } from './letter.store'
import { listPosts } from './officer.store'
import { openLinkedCase } from './open-linked-case'
import { placeOfficer } from './place-officer'
import { presentForOffice, presentQueue, titleOf } from './present-case'
import { presentForConsole } from './present-letter'
import { REPAIR_EDGES, REPAIR_OPENED } from './repair.lifecycle'
import { repairPolicy } from './repair-policy'
import { findCases, listQueue, type QueueRow } from './repair.store'
import { officeOf, requireDeciding, requireOfficeCase } from './require-case'
import { acceptCase, assignReviews, giveOpinion, tellDefects } from './review-case'

/** The subject reads this line. */
const BASIS = '《信用修复管理办法》：受理和审核信用修复申请'

/** `2026-11-24.rpc_…`: where the next page starts. */
function afterOf(cursor: string | undefined): { dueOn: string; id: string } | undefined {
  if (cursor === undefined) return undefined
  const [dueOn = '', id = ''] = cursor.split('.')
  if (!isDay(dueOn) || !/^rpc_\w{26}$/.test(id)) throw new DomainError('VALIDATION', { detail: '翻页位置无效，请从第一页开始', errors: [{ field: 'cursor', message: '翻页位置无效' }] })
  return { dueOn, id }
}

const cursorOf = (row: QueueRow | undefined): string | null => (row ? `${row.dueOn}.${row.id}` : null)

/** One case as its office reads it; the reading is in the subject's access log in the same transaction. */
async function readCase(outer: Ctx, caseId: string) {
  return inTransaction(outer, async (ctx) => {
    const { row, office, decides } = await requireOfficeCase(ctx, caseId)
    await writeAccessLog(ctx, { subjectId: row.subjectId, viewer: office ?? CITY_VIEWER, purpose: '信用修复办理', basis: BASIS, fields: ['遮盖后的姓名', titleOf(ctx, row.item), '申请材料'] })
    return presentForOffice(ctx, row, { office, decides })
  })
}

export function registerRepairConsoleRoutes(api: Api): void {
  const readers = { roles: ['reviewer', 'administrator', 'auditor'], owner: 'city' } as const
  const officer = { roles: ['reviewer'], owner: 'city' } as const

  api.route('GET /console/repair-cases', { ...readers, audit: null }, async ({ ctx, query }) => {
    const today = dayInShanghai(ctx.now.getTime())
    const office = await officeOf(ctx)
    const rows = await listQueue(ctx.db, { ...query, office, today, amberUntil: addWorkingDays(await workingCalendar(ctx), today, repairPolicy(ctx.city).sla.amberWorkingDays).day, after: afterOf(query.cursor), limit: query.limit + 1 })
    const page = rows.slice(0, query.limit)
    return { office, items: await presentQueue(ctx, page, await findCases(ctx.db, page.map((r) => r.id))), nextCursor: rows.length > query.limit ? cursorOf(page.at(-1)) : null }
  })

  api.route('GET /console/repair-cases/{caseId}', { ...officer, audit: null }, ({ ctx, params }) => readCase(ctx, params.caseId))

  api.route('GET /console/repair-cases/{caseId}/evidence/{evidenceId}', { ...officer, audit: null }, async ({ ctx, params }) => {
    await requireOfficeCase(ctx, params.caseId)
    return sendEvidence(ctx, params)
  })

  api.route('POST /console/repair-cases/{caseId}/defects', { ...officer, audit: REPAIR_EDGES.defects.event }, async ({ ctx, params, body }) => {
    await tellDefects({ ctx, input: { row: await requireDeciding(ctx, params.caseId), defects: body.defects } })
  })

  api.route('POST /console/repair-cases/{caseId}/acceptance', { ...officer, audit: REPAIR_EDGES.accept.event }, async ({ ctx, params, body }) => {
    await acceptCase({ ctx, input: { row: await requireDeciding(ctx, params.caseId), offices: body.offices } })
  })

  api.route('POST /console/repair-cases/{caseId}/reviews', { ...officer, audit: REPAIR_EDGES.assign.event }, async ({ ctx, params, body }) => {
    await assignReviews({ ctx, input: { row: await requireDeciding(ctx, params.caseId), offices: body.offices } })
  })

  api.route('POST /console/repair-cases/{caseId}/opinion', { ...officer, audit: REPAIR_EDGES.opinion.event }, async ({ ctx, params, body }) => {
    const { row } = await requireOfficeCase(ctx, params.caseId)
    await giveOpinion({ ctx, input: { row, ...body } })
  })

  api.route('POST /console/repair-cases/{caseId}/decision', { ...officer, audit: 'repair.*' }, async ({ ctx, params, body }) => {
    await decideCase({ ctx, input: { row: await requireDeciding(ctx, params.caseId), decision: body } })
  })

  api.route('POST /console/repair-cases/{caseId}/linked-cases', { ...officer, audit: REPAIR_OPENED }, async ({ ctx, params, body }) => ({ caseId: (await openLinkedCase({ ctx, input: { row: await requireDeciding(ctx, params.caseId), ...body } })).id }))

  api.route('GET /console/repair-cases/{caseId}/letters/{channel}', { ...officer, audit: null }, async ({ ctx, params }) => {
    const { row } = await requireOfficeCase(ctx, params.caseId)
    return correctionLetter(ctx, row, params.channel)
  })

  api.route('GET /console/repair-letters', { ...readers, audit: null }, async ({ ctx, query }) => {
    const rows = await listLetters(ctx.db, { state: query.state, cursor: query.cursor, limit: query.limit + 1 })
    const page = rows.slice(0, query.limit)
    return { items: await Promise.all(page.map((row) => presentForConsole(ctx, row))), nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null }
  })

  api.route('GET /console/repair-officers', { roles: ['administrator', 'auditor'], owner: 'city', audit: null }, async ({ ctx }) => ({ items: await listPosts(ctx.db) }))

  api.route('PUT /console/repair-officers/{username}', { roles: ['administrator'], owner: 'city', audit: 'repair.officer' }, async ({ ctx, params, body }) => {
    await placeOfficer({ ctx, input: { username: params.username, ...body } })
  })
}
