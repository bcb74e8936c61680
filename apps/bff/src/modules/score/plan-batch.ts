import type { ScoreLine } from '@xinhui/contract'
import { evaluateScore, formatSignedCenti, type Score, type ScoreModel, type ScoreRecord } from '@xinhui/rules'
import { newId } from '../../lib/id'
import { describeChange } from './describe-change'
import type { CurrentScore, HistoryInsert, ScoreKind, ScoreWrite } from './score-batch.store'
import { digestOf, stateOf } from './score-state'

export interface Evaluated {
  current: CurrentScore
  score: Score
}

export interface BatchPlan {
  writes: ScoreWrite[]
  history: HistoryInsert[]
  /** History rows a person is told of: not what only the calendar did. */
  news: string[]
}

/** History begins with what there was to begin with. */
export const FIRST: Record<ScoreKind, string> = { person: '开通信用分，首次计算', organization: '首次评价' }

/** One evaluation each; `files` has the records a score may read, by subject. Pure. */
export const evaluateAll = (model: ScoreModel, day: string, scores: readonly CurrentScore[], files: ReadonlyMap<string, ScoreRecord[]>): Evaluated[] =>
  scores.map((current) => ({ current, score: evaluateScore(model, files.get(current.subjectId) ?? [], day) }))

/** Whether a number, a grade or a model moved: then the earlier rows are needed to say why. */
export const isMoved = ({ current, score }: Evaluated): boolean => current.totalCenti !== score.totalCenti || current.grade !== score.grade || current.modelId !== score.modelId

/** What to write of a batch: the day of the unchanged, the rows of the changed, a history row for each number that moved. */
export function planBatch(kind: ScoreKind, day: string, now: Date, evaluated: readonly Evaluated[], before: ReadonlyMap<string, ScoreLine[]>): BatchPlan {
  const plan: BatchPlan = { writes: [], history: [], news: [] }
  for (const one of evaluated) {
    const { current, score } = one
    const digest = digestOf(score)
    const state = current.digest === digest ? null : stateOf(score, digest)
    const write: ScoreWrite = { ownerId: current.ownerId, state, change: null }
    plan.writes.push(write)
    if (state === null || !isMoved(one)) continue
    const { modelId, totalCenti, grade } = state
    const row = { id: newId('his', now), ownerId: current.ownerId, modelId, day, totalCenti, grade }
    if (current.totalCenti === null || current.modelId === null || current.grade === null) {
      plan.history.push({ ...row, deltaCenti: 0, reason: FIRST[kind], moves: [] })
      continue
    }
    const change = describeChange({ modelId: current.modelId, totalCenti: current.totalCenti, grade: current.grade, lines: before.get(current.ownerId) ?? [] }, state)
    if (!change) continue
    const { deltaCenti, sentence, moves, cause } = change
    write.change = { deltaCenti, sentence, on: day }
    plan.history.push({ ...row, deltaCenti, reason: `${formatSignedCenti(deltaCenti)}：${sentence}`, moves })
    if (kind === 'person' && (cause !== 'time' || current.grade !== grade)) plan.news.push(row.id)
  }
  return plan
}
