import type { MyScore, OrganizationScore, Score as ScoreView, ScoreBand, ScoreModelView } from '@xinhui/contract'
import { formatSignedCenti, type IndicatorDecay, type Score, type ScoreIndicator, type ScoreModel } from '@xinhui/rules'
import type { City } from '../city/load-city'
import type { Explained } from './explain-score'
import type { OrganizationScore as OrganizationScoreRow } from './organization-score.store'
import { linesOf } from './score-state'
import type { ScoreRow } from './score.store'

const bandsOf = (model: ScoreModel): ScoreBand[] => model.grades.map(({ code, title, fromCenti, toCenti }) => ({ code, title, fromCenti, toCenti }))

/** Dimensions in the contract's words. */
export const dimensionsOf = (score: Score): ScoreView['dimensions'] => score.dimensions.map(({ code, title, pointsCenti, capCenti }) => ({ code, title, pointsCenti, capCenti }))

/** An explained score with the model it was computed by, which may be older than the one in force. */
export const presentScore = (model: ScoreModel, open: Explained<ScoreRow>): ScoreView => ({ scoreId: open.row.id, ...presentBill(model, open) })

/** An organisation's evaluation in the same shape as a person's score. */
export const presentOrganizationScore = (model: ScoreModel, explained: Explained<OrganizationScoreRow>): OrganizationScore => ({ ...presentBill(model, explained), vetoed: explained.score.lines.some((l) => l.kind === 'veto') })

function presentBill(model: ScoreModel, { row, score }: Explained<Omit<OrganizationScoreRow, 'subjectId'>>): Omit<ScoreView, 'scoreId'> {
  return {
    modelId: model.id,
    modelTitle: model.title,
    day: row.day,
    computedAt: row.computedAt.toISOString(),
    totalCenti: row.totalCenti,
    maxCenti: model.totalCenti,
    grade: row.grade,
    gradeTitle: score.gradeTitle,
    bands: bandsOf(model),
    nextBand: score.nextBand && { title: score.nextBand.gradeTitle, gapCenti: score.nextBand.gapCenti },
    dimensions: dimensionsOf(score),
    lines: linesOf(score),
    change: row.change ?? null,
    notUsedFor: model.notUsedFor,
    weightsNote: model.weightsNote,
  }
}

export const presentClosed = (city: City, status: 'never-asked' | 'refused' | 'closed'): MyScore => ({ status, consent: city.scoreConsent })

function pointsInWords(indicator: ScoreIndicator): string {
  const { points } = indicator
  const range = [indicator.capCenti > 0 ? `最多 ${formatSignedCenti(indicator.capCenti)}` : '', indicator.floorCenti < 0 ? `最低 ${formatSignedCenti(indicator.floorCenti)}` : ''].filter(Boolean).join('，')
  const each =
    points.kind === 'per-record'
      ? `每条 ${formatSignedCenti(points.pointsCenti)}`
      : points.kind === 'per-unit'
        ? `每${points.unitTitle} ${formatSignedCenti(points.pointsCenti)}`
        : [...Object.entries(points.values).map(([value, centi]) => `${value} ${formatSignedCenti(centi)}`), points.otherwiseCenti === 0 ? '' : `其他 ${formatSignedCenti(points.otherwiseCenti)}`].filter(Boolean).join('、')
  return `${each}；${range}；${decayInWords(indicator.decay)}`
}

function decayInWords(decay: IndicatorDecay): string {
  switch (decay.kind) {
    case 'none':
      return '至记录失效为止'
    case 'ends':
      return `计 ${decay.months} 个月`
    case 'linear':
      return `前 ${decay.fromMonths} 个月全额，此后逐月递减，满 ${decay.toMonths} 个月不再计`
  }
}

/** The published model: everything a reader needs to compute a score by hand. */
export const presentModel = (model: ScoreModel): ScoreModelView => ({
  modelId: model.id,
  title: model.title,
  effectiveFrom: model.effectiveFrom,
  maxCenti: model.totalCenti,
  baseCenti: model.baseCenti,
  weightsNote: model.weightsNote,
  notUsedFor: model.notUsedFor,
  bands: bandsOf(model),
  dimensions: model.dimensions.map(({ code, title, capCenti }) => ({ code, title, capCenti })),
  indicators: model.indicators.map((i) => ({ code: i.code, title: i.title, dimension: i.dimension, rule: pointsInWords(i), reason: i.reason, source: i.source })),
})
