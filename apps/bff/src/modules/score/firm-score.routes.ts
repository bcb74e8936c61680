import type { Ctx } from '../../context'
import type { Api } from '../../http/route'
import { requireFirm } from '../agency/require-firm'
import { findSubject } from '../subject/subject.store'
import { explainOrganizationScore } from './explain-score'
import { modelById } from './models'
import { listOrganizationHistory } from './organization-score.store'
import { presentOrganizationScore } from './present-score'
import { readProjection, supposeScore } from './project-score'
import { presentHistory } from './read-score-history'

/** Who may see the file may see what follows from it: the evaluation holds nothing else. */
const asked = async (ctx: Ctx, firmId: string) => (await requireFirm(ctx, firmId, 'file')).firmId

/** A firm's own evaluation, for those who act for it. */
export function registerFirmScoreRoutes(api: Api): void {
  const firm = { roles: ['resident'], owner: 'firm', audit: null } as const

  api.route('GET /firms/{firmId}/score', firm, async ({ ctx, params }) => {
    const firmId = await asked(ctx, params.firmId)
    const [subject, explained] = [await findSubject(ctx.db, firmId), await explainOrganizationScore(ctx, firmId)]
    return { firmId, name: subject?.name ?? '', score: explained ? presentOrganizationScore(await modelById(ctx, explained.row.modelId), explained) : null }
  })

  api.route('GET /firms/{firmId}/score/history', firm, async ({ ctx, params, query }) => {
    const firmId = await asked(ctx, params.firmId)
    const rows = await listOrganizationHistory(ctx.db, firmId, query)
    return { items: await presentHistory(ctx, firmId, rows), nextCursor: rows.length === query.limit ? (rows.at(-1)?.id ?? null) : null }
  })

  api.route('GET /firms/{firmId}/score/projection', firm, async ({ ctx, params }) => readProjection({ ctx, input: { subjectId: await asked(ctx, params.firmId), kind: 'organization' } }))

  // Asks, and stores nothing: a POST only because the question has a body.
  api.route('POST /firms/{firmId}/score/what-if', { ...firm, idempotency: 'none' }, async ({ ctx, params, body }) => supposeScore({ ctx, input: { subjectId: await asked(ctx, params.firmId), kind: 'organization', ...body } }))
}
