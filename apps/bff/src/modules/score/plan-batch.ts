import { evaluateScore, formatSignedCenti, type ScoreModel, scoreTotal } from '@xinhui/rules'
import { newId } from '../../lib/id'
import { fieldsOf, type Reading, readScoreFile, type ScoreFile } from '../record/score-file'
import { describeChange } from './describe-change'
import type { CurrentScore, HistoryInsert, ScoreKind, ScoreWrite } from './score-batch.store'
import { basisOf, linesOf, type StoredBasis } from './score-state'

/** The model of a run, what it may read, and every model an earlier score may have been computed by. */
export interface RunModels {
  model: ScoreModel
  reading: Reading
  earlier: Readonly<Record<string, ScoreModel>>
}

export interface Evaluated extends StoredBasis {
  current: CurrentScore
  file: ScoreFile
  totalCenti: number
  grade: string
}

export interface BatchPlan {
  /** Scores of which more than the day is written. */
  writes: ScoreWrite[]
  history: HistoryInsert[]
  /** History rows the subject is told of: not what only the calendar did, unless it moved a grade. */
  news: string[]
  /** How many were evaluated; the others keep everything but their day. */
  computed: number
}

/** History begins with what there was to begin with. */
export const FIRST: Record<ScoreKind, string> = { person: '开通信用分，首次计算', organization: '首次评价' }

/** What the outbox holds of a change: where it stands, and nothing of it. */
export const newsOf = (kind: ScoreKind, historyId: string) => ({ historyId, kind })

/** One evaluation of a file. Pure. */
export const evaluateOne = (model: ScoreModel, day: string, current: CurrentScore, file: ScoreFile): Evaluated => ({ current, file, ...basisOf(model, file), ...scoreTotal(model, file.records, day) })

/** Whether a number, a grade or a model moved. */
export const isMoved = (model: ScoreModel, { current, totalCenti, grade }: Evaluated): boolean => current.totalCenti !== totalCenti || current.grade !== grade || current.modelId !== model.id

/** Whether its earlier rows rest on another basis, which is then needed to say why it moved. */
export const needsBasis = (model: ScoreModel, one: Evaluated): boolean => one.current.totalCenti !== null && one.current.digest !== one.digest && isMoved(model, one)

/** The rows before, from the model and the basis they were computed by; none before bases were kept. */
function linesBefore({ model, earlier }: RunModels, { current, file, digest }: Evaluated, basis: string | undefined) {
  const old = earlier[current.modelId ?? ''] ?? model
  if (current.digest === digest) return linesOf(evaluateScore(old, file.records, current.day ?? ''))
  return basis === undefined ? [] : linesOf(evaluateScore(old, readScoreFile(fieldsOf([old]), basis).records, current.day ?? ''))
}

/** What to write of a batch: the number, grade and basis of what changed, and a history row for each number that moved. */
export function planBatch(kind: ScoreKind, models: RunModels, day: string, now: Date, evaluated: readonly Evaluated[], before: ReadonlyMap<string, string>): BatchPlan {
  const plan: BatchPlan = { writes: [], history: [], news: [], computed: evaluated.length }
  const { model } = models
  for (const one of evaluated) {
    const { current, totalCenti, grade, digest } = one
    const moved = isMoved(model, one)
    if (!moved && current.digest === digest) continue
    const { ownerId } = current
    const write: ScoreWrite = { ownerId, modelId: model.id, totalCenti, grade, digest, basis: current.digest === digest ? null : one.basis, hadBasis: (current.digest ?? '') !== '', change: null }
    plan.writes.push(write)
    if (!moved) continue
    const row = { id: newId('his', now), ownerId, modelId: model.id, day, totalCenti, grade }
    if (current.totalCenti === null || current.modelId === null || current.grade === null) {
      plan.history.push({ ...row, deltaCenti: 0, reason: FIRST[kind], moves: [] })
      continue
    }
    const was = { modelId: current.modelId, totalCenti: current.totalCenti, grade: current.grade, lines: linesBefore(models, one, before.get(ownerId)) }
    const change = describeChange(was, { modelId: model.id, totalCenti, grade, lines: linesOf(evaluateScore(model, one.file.records, day)) })
    if (!change) continue
    const { deltaCenti, sentence, moves, cause } = change
    write.change = { deltaCenti, sentence, on: day }
    plan.history.push({ ...row, deltaCenti, reason: `${formatSignedCenti(deltaCenti)}：${sentence}`, moves })
    if (cause !== 'time' || current.grade !== grade) plan.news.push(row.id)
  }
  return plan
}
