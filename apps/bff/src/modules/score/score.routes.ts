import type { MyScore } from '@xinhui/contract'
import { dayInShanghai, modelOn } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { callerSubject } from '../../http/caller'
import type { Api } from '../../http/route'
import { scoreStatus } from '../consent/score-status'
import { closeScore } from './close-score'
import { explainScore } from './explain-score'
import { modelById, publishedModels } from './models'
import { openScore } from './open-score'
import { presentClosed, presentModel, presentScore } from './present-score'
import { readProjection, supposeScore } from './project-score'
import { readScoreHistory } from './read-score-history'
import { refuseScore } from './refuse-score'

async function myScore(ctx: Ctx, subjectId: string): Promise<MyScore> {
  const open = await explainScore(ctx, subjectId)
  if (open) return { status: 'open', consentId: open.row.consentId, score: presentScore(await modelById(ctx, open.row.modelId), open) }
  const status = await scoreStatus(ctx, subjectId)
  return presentClosed(ctx.city, status === 'open' ? 'closed' : status)
}

export function registerScoreRoutes(api: Api): void {
  const own = { roles: ['resident'], owner: 'self', personScore: 'own' } as const

  api.route('GET /score-models/{subjectKind}', { roles: ['anonymous'], owner: 'public', audit: null }, async ({ ctx, params }) => {
    const model = modelOn(await publishedModels(ctx), params.subjectKind, dayInShanghai(ctx.now.getTime()))
    if (!model) throw new DomainError('NOT_FOUND')
    return presentModel(model)
  })

  api.route('GET /me/score', { ...own, audit: null }, ({ ctx }) => myScore(ctx, callerSubject(ctx)))

  api.route('POST /me/score', { ...own, audit: 'score.open' }, async ({ ctx, body }) => {
    const subjectId = callerSubject(ctx)
    await openScore({ ctx, input: { subjectId, textVersion: body.textVersion } })
    return myScore(ctx, subjectId)
  })

  api.route('GET /me/score/history', { ...own, audit: null }, ({ ctx, query }) => readScoreHistory({ ctx, input: { subjectId: callerSubject(ctx), ...query } }))

  api.route('GET /me/score/projection', { ...own, audit: null }, ({ ctx }) => readProjection({ ctx, input: { subjectId: callerSubject(ctx), kind: 'person' } }))

  // Asks, and stores nothing: a POST only because the question has a body.
  api.route('POST /me/score/what-if', { ...own, audit: null, idempotency: 'none' }, ({ ctx, body }) => supposeScore({ ctx, input: { subjectId: callerSubject(ctx), kind: 'person', ...body } }))

  api.route('POST /me/score/refusal', { roles: ['resident'], owner: 'self', audit: 'score.refuse' }, ({ ctx }) => refuseScore({ ctx, input: { subjectId: callerSubject(ctx) } }))

  api.route('DELETE /me/score', { roles: ['resident'], owner: 'self', audit: 'score.close' }, ({ ctx }) => closeScore({ ctx, input: { subjectId: callerSubject(ctx) } }))
}
