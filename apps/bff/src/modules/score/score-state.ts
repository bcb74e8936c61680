import { hash } from 'node:crypto'
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

/** What is stored of an evaluation. The digest leaves the day out: another day with the same rows is the same state. */
export function stateOf(score: Score): StoredState {
  const lines = linesOf(score)
  const dimensions = score.dimensions.map(({ code, title, pointsCenti, capCenti }) => ({ code, title, pointsCenti, capCenti }))
  return { modelId: score.modelId, day: score.day, totalCenti: score.totalCenti, grade: score.grade, dimensions, lines, digest: hash('sha1', JSON.stringify([score.modelId, dimensions, lines]), 'base64') }
}
