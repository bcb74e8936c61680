import type { ScoreLine } from '@xinhui/contract'
import { evaluateScore, type Score, type ScoreModel } from '@xinhui/rules'
import { fieldsOf, readScoreFile, type ScoreFile } from '../record/score-file'

/** The evaluator's rows in the contract's words. */
export const linesOf = (score: Score): ScoreLine[] =>
  score.lines.map((l) => ({
    kind: l.kind,
    dimension: l.dimension,
    indicator: l.indicator,
    title: l.indicatorTitle,
    rule: l.rule,
    pointsCenti: l.pointsCenti,
    until: l.until,
    recordId: l.recordId,
    sourceOffice: l.sourceOffice,
    reason: l.reason,
  }))

export interface ScoreState {
  modelId: string
  day: string
  totalCenti: number
  grade: string
}

/**
 * What tells one basis from another, model included. Not a secret and not a proof, so two lanes of FNV-1a do: a cryptographic
 * hash costs more than the evaluation.
 */
export function digestOf(modelId: string, basis: string): string {
  let [a, b] = [0x811c9dc5, 0x9e3779b9]
  for (const text of [modelId, basis]) {
    const { length } = text
    for (let i = 0; i < length; i += 1) {
      const code = text.charCodeAt(i)
      a = Math.imul(a ^ code, 0x01000193)
      b = Math.imul(b ^ (code + i), 0x85ebca6b)
    }
    a = Math.imul(a ^ length ^ 0x7c, 0x01000193)
    b = Math.imul(b ^ (a >>> 15), 0x85ebca6b)
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36)
}

/** What an evaluation rests on, kept beside it: its rows follow from model, day and basis, the same bytes each time. */
export interface StoredBasis {
  basis: string
  digest: string
}

export const basisOf = (model: ScoreModel, file: ScoreFile): StoredBasis => ({ basis: file.text, digest: digestOf(model.id, file.text) })

/**
 * The stored score with every row and its reason, by the model it was computed by. @throws Error when the rows no longer add
 * up to the stored number: an evaluator may learn new kinds of indicators, never another result for a published model
 */
export function explainStored(model: ScoreModel, stored: ScoreState & { basis: string }): Score {
  const score = evaluateScore(model, readScoreFile(fieldsOf([model]), stored.basis).records, stored.day)
  if (score.totalCenti !== stored.totalCenti || score.grade !== stored.grade) throw new Error(`a score of ${stored.day} by ${model.id} does not follow from its basis: ${stored.totalCenti} stored, ${score.totalCenti} explained`)
  return score
}
