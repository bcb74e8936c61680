import { dayInShanghai, type ScoreRecord } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { cityData } from '../city/city-data'
import { enqueueAll } from '../outbox/enqueue'
import { type BatchRecord, listBatchRecords } from '../record/batch-records.store'
import { itemsOf, toScoreRecord } from './compute-score'
import { modelInForce } from './models'
import { evaluateAll, isMoved, planBatch } from './plan-batch'
import { insertHistory, listLines, lockScores, type ScoreKind, writeScores } from './score-batch.store'

export interface BatchOutcome {
  /** Scores there were; the others of the batch have none to compute. */
  computed: number
  /** Scores of which total, grade or model moved. */
  changed: { subjectId: string; ownerId: string }[]
}

/** Records by subject, in the evaluator's shape. */
export function bySubject(rows: readonly BatchRecord[]): Map<string, ScoreRecord[]> {
  const files = new Map<string, ScoreRecord[]>()
  for (const row of rows) {
    const file = files.get(row.subjectId)
    if (file) file.push(toScoreRecord(row))
    else files.set(row.subjectId, [toScoreRecord(row)])
  }
  return files
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
    const model = await modelInForce(ctx, kind, day)
    const records = await listBatchRecords(ctx.db, { subjectIds: scores.map((s) => s.subjectId), ...itemsOf(model, cityData(ctx.city).itemsByCode), now: ctx.now })
    const evaluated = evaluateAll(model, day, scores, bySubject(records))
    const moved = evaluated.filter(isMoved).map(({ current }) => ({ subjectId: current.subjectId, ownerId: current.ownerId }))
    const before = new Map((await listLines(ctx.db, kind, moved.map((m) => m.ownerId))).map((r) => [r.ownerId, r.lines]))
    const plan = planBatch(kind, day, ctx.now, evaluated, before)
    await writeScores(ctx.db, kind, { day, now: ctx.now, writes: plan.writes })
    await insertHistory(ctx.db, kind, plan.history, ctx.now)
    await enqueueAll(ctx, 'score.changed', plan.news.map((historyId) => ({ historyId })))
    return { computed: scores.length, changed: moved }
  })
}
