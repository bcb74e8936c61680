import type { ScoreLine } from '@xinhui/contract'
import type { Score } from '@xinhui/rules'

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

export interface StoredState {
  modelId: string
  day: string
  totalCenti: number
  grade: string
  dimensions: { code: string; title: string; pointsCenti: number; capCenti: number }[]
  lines: ScoreLine[]
  digest: string
}

/**
 * What tells one evaluation from another: the model and, row by row, what a record contributes (titles and reasons are the
 * model's own). The day is left out: another day with the same rows is the same state. Not a secret and not a proof, so
 * two lanes of FNV-1a do; a cryptographic hash of the rows as JSON costs more than the evaluation.
 */
export function digestOf(score: Score): string {
  let [a, b] = [0x811c9dc5, 0x9e3779b9]
  const mix = (text: string | null) => {
    const { length } = text ?? ''
    for (let i = 0; i < length; i += 1) {
      const code = text?.charCodeAt(i) ?? 0
      a = Math.imul(a ^ code, 0x01000193)
      b = Math.imul(b ^ (code + i), 0x85ebca6b)
    }
    a = Math.imul(a ^ length ^ 0x7c, 0x01000193)
    b = Math.imul(b ^ (a >>> 15), 0x85ebca6b)
  }
  const number = (value: number) => {
    a = Math.imul(a ^ value, 0x01000193)
    b = Math.imul(b ^ (a >>> 13) ^ value, 0x85ebca6b)
  }
  mix(score.modelId)
  for (const line of score.lines) {
    mix(line.indicator ?? line.dimension ?? line.kind)
    mix(line.recordId)
    number(line.pointsCenti)
    mix(line.rule)
    mix(line.until)
    mix(line.sourceOffice)
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36)
}

/** What is stored of an evaluation. */
export function stateOf(score: Score, digest = digestOf(score)): StoredState {
  const dimensions = score.dimensions.map(({ code, title, pointsCenti, capCenti }) => ({ code, title, pointsCenti, capCenti }))
  return { modelId: score.modelId, day: score.day, totalCenti: score.totalCenti, grade: score.grade, dimensions, lines: linesOf(score), digest }
}
