import { dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { enqueueAll } from '../outbox/enqueue'
import { listScoreFiles } from '../record/batch-records.store'
import { runModels } from './models'
import { evaluateOne, isMoved, needsBasis, newsOf, planBatch } from './plan-batch'
import { insertHistory, listBases, lockScores, type ScoreKind, writeScores } from './score-batch.store'

export interface BatchOutcome {
  /** Scores there were; the others of the batch have none to compute. */
  computed: number
  /** Scores of which total, grade or model moved. */
  changed: { subjectId: string; ownerId: string }[]
}

/**
 * Computes a batch of scores anew in one transaction: scores, history and messages commit together or not at all, so a
 * process killed at any moment leaves whole batches. The same input on the same day writes nothing but the day.
 * A person without an open score is passed over: nobody's score is made here. An organisation's first one is.
 */
export async function recomputeBatch({ ctx: outer, input }: { ctx: Ctx; input: { kind: ScoreKind; subjectIds: readonly string[] } }): Promise<BatchOutcome> {
  const { kind, subjectIds } = input
  return inTransaction(outer, async (ctx) => {
    const day = dayInShanghai(ctx.now.getTime())
    const scores = await lockScores(ctx.db, kind, subjectIds)
    if (scores.length === 0) return { computed: 0, changed: [] }
    const models = await runModels(ctx, kind, day)
    const { model, reading } = models
    const files = await listScoreFiles(ctx.db, { subjectIds: scores.map((s) => s.subjectId), reading, now: ctx.now })
    const evaluated = scores.map((current) => evaluateOne(model, day, current, files.get(current.subjectId) ?? { records: [], text: '' }))
    const before = await listBases(ctx.db, kind, evaluated.filter((one) => needsBasis(model, one)).map(({ current }) => current.ownerId))
    const plan = planBatch(kind, models, day, ctx.now, evaluated, before)
    await writeScores(ctx.db, kind, { day, now: ctx.now, ownerIds: scores.map((s) => s.ownerId), writes: plan.writes })
    await insertHistory(ctx.db, kind, plan.history, ctx.now)
    await enqueueAll(ctx, 'score.changed', plan.news.map((historyId) => newsOf(kind, historyId)))
    return { computed: scores.length, changed: evaluated.filter((one) => isMoved(model, one)).map(({ current }) => ({ subjectId: current.subjectId, ownerId: current.ownerId })) }
  })
}
