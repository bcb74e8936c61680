import { dayInShanghai } from '@xinhui/rules'
import { DomainError } from '../../errors'
import { callerSubject } from '../../http/caller'
import type { Api } from '../../http/route'
import { cityData } from '../city/city-data'
import { openContent } from '../record/read-file'
import { presentRecord } from '../record/present-record'
import { answerDefects, beginCase, requireRecord, saveStatement, signCommitment, submitCase, withdrawCase } from './apply-case'
import { attachEvidence, evidenceOf, removeEvidence, sendEvidence } from './attach-evidence'
import { checkCase } from './check-case'
import { registerRepairConsoleRoutes } from './console-repair.routes'
import { acknowledgeLetter } from './deliver-letters'
import { findBar } from './effect.store'
import { findLetter, listLettersOf } from './letter.store'
import { presentCase, presentSummaries } from './present-case'
import { presentLetter } from './present-letter'
import { REPAIR_DRAFTED, REPAIR_EDGES } from './repair.lifecycle'
import { findCase, findOpenCase, listOwnCases } from './repair.store'
import { firmOf, requireOwnCase, requireSubject } from './require-case'

const WRITES = { points: 60, seconds: 3600, by: 'actor' } as const
const UPLOADS = { points: 60, seconds: 3600, by: 'actor' } as const

export function registerRepairRoutes(api: Api): void {
  const self = { roles: ['resident'], owner: 'self' } as const

  api.route('GET /repair-offers/{recordId}', { ...self, audit: null }, async ({ ctx, params }) => {
    const record = await requireRecord(ctx, params.recordId)
    const item = cityData(ctx.city).itemsByCode.get(record.item)
    if (!item) throw new DomainError('NOT_FOUND')
    const view = presentRecord(record, item, openContent(ctx, record))
    const open = await findOpenCase(ctx.db, record.id)
    const { sla: _, ...answer } = await checkCase(ctx, record, item)
    return {
      recordId: record.id,
      itemTitle: item.title,
      title: view.title,
      office: record.sourceOffice,
      decidedOn: record.decidedOn,
      ...(await firmOf(ctx, record.subjectId)),
      ...answer,
      byRuling: (await checkCase(ctx, record, item, 'bankruptcy')).byRuling,
      openCaseId: open?.id ?? null,
      barredUntil: (await findBar(ctx.db, record.id, dayInShanghai(ctx.now.getTime()))) ?? null,
    }
  })

  api.route('GET /me/repair-cases', { ...self, audit: null }, async ({ ctx, query }) => {
    const subjectId = query.firmId ?? callerSubject(ctx)
    await requireSubject(ctx, subjectId)
    return { items: await presentSummaries(ctx, await listOwnCases(ctx.db, subjectId)) }
  })

  api.route('POST /repair-cases', { ...self, audit: REPAIR_DRAFTED, limit: WRITES }, async ({ ctx, body }) => presentCase(ctx, await beginCase({ ctx, input: body })))

  api.route('GET /repair-cases/{caseId}', { ...self, audit: null }, async ({ ctx, params }) => presentCase(ctx, await requireOwnCase(ctx, params.caseId)))

  api.route('PUT /repair-cases/{caseId}', { ...self, audit: 'repair.edit' }, async ({ ctx, params, body }) => presentCase(ctx, await saveStatement({ ctx, input: { row: await requireOwnCase(ctx, params.caseId), statement: body.statement } })))

  // `none`: the content decides; the same file again is the same evidence. The scanner is asked outside every transaction.
  api.route('POST /repair-cases/{caseId}/evidence', { ...self, audit: 'repair.evidence', idempotency: 'none', limit: UPLOADS }, async ({ ctx, params, query, http }) => {
    const row = await requireOwnCase(ctx, params.caseId)
    await attachEvidence({ ctx, input: { row, material: query.material, bytes: await evidenceOf({ header: (name) => http.req.header(name), arrayBuffer: () => http.req.arrayBuffer() }) } })
    return presentCase(ctx, (await findCase(ctx.db, row.id)) ?? row)
  })

  api.route('GET /repair-cases/{caseId}/evidence/{evidenceId}', { ...self, audit: null }, async ({ ctx, params }) => {
    await requireOwnCase(ctx, params.caseId)
    return sendEvidence(ctx, params)
  })

  api.route('DELETE /repair-cases/{caseId}/evidence/{evidenceId}', { ...self, audit: 'repair.evidence-removed' }, async ({ ctx, params }) => {
    const row = await requireOwnCase(ctx, params.caseId)
    await removeEvidence({ ctx, input: { row, evidenceId: params.evidenceId } })
    return presentCase(ctx, row)
  })

  api.route('POST /repair-cases/{caseId}/commitment', { ...self, audit: 'repair.commit' }, async ({ ctx, params, body }) => presentCase(ctx, await signCommitment({ ctx, input: { row: await requireOwnCase(ctx, params.caseId), ...body } })))

  api.route('POST /repair-cases/{caseId}/submission', { ...self, audit: REPAIR_EDGES.submit.event, limit: WRITES }, async ({ ctx, params }) => presentCase(ctx, await submitCase({ ctx, input: { row: await requireOwnCase(ctx, params.caseId) } })))

  api.route('POST /repair-cases/{caseId}/answer', { ...self, audit: REPAIR_EDGES.answer.event, limit: WRITES }, async ({ ctx, params, body }) => presentCase(ctx, await answerDefects({ ctx, input: { row: await requireOwnCase(ctx, params.caseId), answer: body.answer } })))

  api.route('POST /repair-cases/{caseId}/withdrawal', { ...self, audit: REPAIR_EDGES.withdraw.event }, async ({ ctx, params }) => presentCase(ctx, await withdrawCase({ ctx, input: { row: await requireOwnCase(ctx, params.caseId) } })))

  api.route('GET /me/repair-letters', { ...self, audit: null }, async ({ ctx, query }) => {
    const subjectId = query.firmId ?? callerSubject(ctx)
    await requireSubject(ctx, subjectId)
    return { items: (await listLettersOf(ctx.db, subjectId)).filter((l) => l.deliveredAt !== null).map((l) => presentLetter(ctx, l)) }
  })

  api.route('POST /repair-letters/{letterId}/acknowledgement', { ...self, audit: 'repair.letter-acknowledged' }, async ({ ctx, params }) => {
    const letter = await findLetter(ctx.db, params.letterId)
    if (!letter) throw new DomainError('NOT_FOUND')
    await requireSubject(ctx, letter.subjectId)
    return presentLetter(ctx, await acknowledgeLetter({ ctx, input: { letter } }))
  })

  registerRepairConsoleRoutes(api)
}
