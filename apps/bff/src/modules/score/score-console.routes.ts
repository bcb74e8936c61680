import type { OrganizationScoreRow, ScoreModelRelease, StaffRole } from '@xinhui/contract'
import { dayInShanghai, modelOn } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import type { Api } from '../../http/route'
import { findRelease, listReleases, type ReleaseRow } from './model-release.store'
import { explainOrganizationScore } from './explain-score'
import { modelById, publishedModels } from './models'
import { listOrganizationHistory, listOrganizationScores, type OrganizationScoreListing } from './organization-score.store'
import { dimensionsOf } from './present-score'
import { presentHistory } from './read-score-history'
import { approveModel, askSimulation, draftModel, withdrawModel } from './release-model'
import { explainStored, linesOf } from './score-state'

const OFFICE: StaffRole[] = ['reviewer', 'steward', 'auditor', 'administrator']
const AUTHORS: StaffRole[] = ['reviewer', 'steward', 'administrator']
const APPROVERS: StaffRole[] = ['reviewer', 'administrator']
/** As many as a reader looks through; a release is a yearly event. */
const RELEASES_SHOWN = 100
const HISTORY_SHOWN = 50

const presentRelease = (ctx: Ctx, row: ReleaseRow): ScoreModelRelease => ({
  releaseId: row.id,
  modelId: row.modelId,
  subjectKind: row.subjectKind,
  title: row.title,
  status: row.status,
  author: `staff:${row.authorId}`,
  createdAt: row.createdAt.toISOString(),
  simulatedAt: row.simulatedAt?.toISOString() ?? null,
  approver: row.approverId === null ? null : `staff:${row.approverId}`,
  approvedAt: row.approvedAt?.toISOString() ?? null,
  effectiveFrom: row.effectiveFrom,
  isMine: callerStaff(ctx).staffId === row.authorId,
})

async function presentOrganization(ctx: Ctx, { modelId, basis, ...row }: OrganizationScoreListing): Promise<OrganizationScoreRow> {
  const model = await modelById(ctx, modelId)
  const vetoed = basis !== null && explainStored(model, { ...row, modelId, basis }).lines.some((l) => l.kind === 'veto')
  return { ...row, vetoed, gradeTitle: model.grades.find((g) => g.code === row.grade)?.title ?? row.grade }
}

/** Models and organisations' evaluations for the office. No route writes a score: there is no such verb. */
export function registerScoreConsoleRoutes(api: Api): void {
  api.route('GET /console/score-models', { roles: OFFICE, owner: 'city', audit: null }, async ({ ctx }) => {
    const models = await publishedModels(ctx)
    const today = dayInShanghai(ctx.now.getTime())
    return {
      models: models
        .map(({ id: modelId, subjectKind, title, effectiveFrom }) => ({ modelId, subjectKind, title, effectiveFrom, inForce: modelOn(models, subjectKind, today)?.id === modelId }))
        .sort((a, b) => (a.effectiveFrom > b.effectiveFrom ? -1 : 1)),
      releases: (await listReleases(ctx.db, RELEASES_SHOWN)).map((row) => presentRelease(ctx, row)),
    }
  })

  api.route('POST /console/score-models', { roles: AUTHORS, owner: 'city', audit: 'score-model.draft' }, async ({ ctx, body }) => presentRelease(ctx, await draftModel({ ctx, input: body })))

  api.route('GET /console/score-models/{releaseId}', { roles: OFFICE, owner: 'city', audit: null }, async ({ ctx, params }) => {
    const row = await findRelease(ctx.db, params.releaseId)
    if (!row) throw new DomainError('NOT_FOUND')
    return { ...presentRelease(ctx, row), source: row.source, simulation: row.simulation ?? null }
  })

  api.route('POST /console/score-models/{releaseId}/simulation', { roles: AUTHORS, owner: 'city', audit: 'score-model.simulate' }, async ({ ctx, params }) => presentRelease(ctx, await askSimulation({ ctx, input: params })))

  api.route('POST /console/score-models/{releaseId}/approval', { roles: APPROVERS, owner: 'city', audit: 'score-model.approve' }, async ({ ctx, params, body }) =>
    presentRelease(ctx, await approveModel({ ctx, input: { ...params, ...body } })),
  )

  api.route('POST /console/score-models/{releaseId}/withdrawal', { roles: AUTHORS, owner: 'city', audit: 'score-model.withdraw' }, async ({ ctx, params }) => presentRelease(ctx, await withdrawModel({ ctx, input: params })))

  api.route('GET /console/organization-scores', { roles: OFFICE, owner: 'city', audit: null }, async ({ ctx, query }) => {
    const rows = await listOrganizationScores(ctx.db, query)
    return { items: await Promise.all(rows.map((row) => presentOrganization(ctx, row))), nextCursor: rows.length === query.limit ? (rows.at(-1)?.subjectId ?? null) : null }
  })

  api.route('GET /console/organization-scores/{subjectId}', { roles: OFFICE, owner: 'city', audit: null }, async ({ ctx, params }) => {
    const explained = await explainOrganizationScore(ctx, params.subjectId)
    const [listed] = await listOrganizationScores(ctx.db, { subjectId: params.subjectId, limit: 1 })
    if (!listed || !explained) throw new DomainError('NOT_FOUND')
    const model = await modelById(ctx, explained.row.modelId)
    return {
      ...(await presentOrganization(ctx, listed)),
      modelId: model.id,
      modelTitle: model.title,
      maxCenti: model.totalCenti,
      weightsNote: model.weightsNote,
      dimensions: dimensionsOf(explained.score),
      lines: linesOf(explained.score),
      history: await presentHistory(ctx, params.subjectId, await listOrganizationHistory(ctx.db, params.subjectId, { limit: HISTORY_SHOWN })),
    }
  })
}
