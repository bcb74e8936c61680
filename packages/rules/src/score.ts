import type { Day } from './day'
import { countRecords, formatCenti, formatSignedCenti, isLiving } from './points'
import { gradeOf } from './score-model'
import type { ScoreIndicator, ScoreModel, ScoreRecord } from './score-model'

/** One row of the explanation. The rows of a score sum to the score. */
export interface ScoreLine {
  kind: 'base' | 'record' | 'adjustment' | 'veto'
  /** Code of the dimension; `null` for the base and for what concerns the whole score. */
  dimension: string | null
  /** Code of the indicator; `null` where a row concerns more than one. */
  indicator: string | null
  indicatorTitle: string
  recordId: string | null
  /** How the points came about, a short Chinese sentence. */
  rule: string
  pointsCenti: number
  /** First day on which the row no longer counts; `null` when nothing ends it. */
  until: Day | null
  sourceOffice: string | null
  reason: string
}

export interface DimensionScore { code: string; title: string; pointsCenti: number; capCenti: number; floorCenti: number }

export interface Score {
  modelId: string
  day: Day
  totalCenti: number
  grade: string
  gradeTitle: string
  dimensions: DimensionScore[]
  lines: ScoreLine[]
  /** The next higher grade and what is missing; `null` in the highest grade and under a veto. */
  nextBand: { grade: string; gradeTitle: string; gapCenti: number } | null
}

function compareRecords(a: ScoreRecord, b: ScoreRecord): number {
  if (a.decidedOn !== b.decidedOn) return a.decidedOn > b.decidedOn ? -1 : 1
  if (a.id === b.id) return 0
  return a.id < b.id ? -1 : 1
}

/** Newest first, so that neither the order of the input nor the database decides anything. */
function livingRecords(records: readonly ScoreRecord[], day: Day): ScoreRecord[] {
  const seen = new Set<string>()
  const living: ScoreRecord[] = []
  for (const record of records) {
    if (seen.has(record.id)) throw new RangeError(`record ${record.id} given twice`)
    seen.add(record.id)
    if (isLiving(record, day)) living.push(record)
  }
  return living.sort(compareRecords)
}

function clampCenti(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}

interface Scope { dimension: string | null; indicator: string | null; title: string; noun: string }

/** The explicit row for what a cap or a floor cuts off; none when it cuts nothing. */
function adjustmentLine(scope: Scope, rawCenti: number, clampedCenti: number): ScoreLine[] {
  if (rawCenti === clampedCenti) return []
  const isCap = clampedCenti < rawCenti
  const limit = `${scope.noun}${isCap ? '最多' : '最低'} ${formatSignedCenti(clampedCenti)}`
  return [{
    kind: 'adjustment',
    dimension: scope.dimension,
    indicator: scope.indicator,
    indicatorTitle: scope.title,
    recordId: null,
    rule: `${isCap ? '封顶' : '保底'}调整 ${formatSignedCenti(clampedCenti - rawCenti)}（${limit}）`,
    pointsCenti: clampedCenti - rawCenti,
    until: null,
    sourceOffice: null,
    reason: isCap ? '每项加分有上限' : '每项扣分有下限',
  }]
}

function scoreIndicator(indicator: ScoreIndicator, records: readonly ScoreRecord[], day: Day): { lines: ScoreLine[]; pointsCenti: number } {
  const own = records.filter((record) => indicator.items.includes(record.item))
  if (own.length === 0) return { lines: [], pointsCenti: 0 }
  let rawCenti = 0
  const lines = countRecords(indicator, own, day).map((counted): ScoreLine => {
    rawCenti += counted.pointsCenti
    return {
      kind: 'record',
      dimension: indicator.dimension,
      indicator: indicator.code,
      indicatorTitle: indicator.title,
      recordId: counted.record.id,
      rule: counted.rule,
      pointsCenti: counted.pointsCenti,
      until: counted.until,
      sourceOffice: counted.record.sourceOffice,
      reason: indicator.reason,
    }
  })
  const pointsCenti = clampCenti(rawCenti, indicator.floorCenti, indicator.capCenti)
  const scope = { dimension: indicator.dimension, indicator: indicator.code, title: indicator.title, noun: '本项' }
  return { lines: [...lines, ...adjustmentLine(scope, rawCenti, pointsCenti)], pointsCenti }
}

function baseLine(model: ScoreModel): ScoreLine {
  return {
    kind: 'base', dimension: null, indicator: null, indicatorTitle: '基础分', recordId: null, rule: `每个主体 ${formatSignedCenti(model.baseCenti)}`,
    pointsCenti: model.baseCenti, until: null, sourceOffice: null, reason: '没有记录不等于失信，人人从基础分开始',
  }
}

function applyVetoes(model: ScoreModel, records: readonly ScoreRecord[], startCenti: number): { lines: ScoreLine[]; totalCenti: number } {
  const lines: ScoreLine[] = []
  let totalCenti = startCenti
  for (const veto of model.vetoes) {
    const grade = model.grades.find((band) => band.code === veto.grade)
    if (!grade) throw new RangeError(`model ${model.id}: veto names the unknown grade ${veto.grade}`)
    const highestCenti = grade.toCenti === model.totalCenti ? model.totalCenti : grade.toCenti - 1
    for (const record of records) {
      if (!veto.items.includes(record.item)) continue
      const cutCenti = Math.min(0, highestCenti - totalCenti)
      totalCenti += cutCenti
      lines.push({
        kind: 'veto', dimension: null, indicator: null, indicatorTitle: '一票否决', recordId: record.id,
        rule: `等级不高于“${grade.title}”，分数不超过 ${formatCenti(highestCenti)}，调整 ${formatSignedCenti(cutCenti)}`,
        pointsCenti: cutCenti, until: record.endsOn, sourceOffice: record.sourceOffice, reason: veto.reason,
      })
    }
  }
  return { lines, totalCenti }
}

function nextBandOf(model: ScoreModel, totalCenti: number): Score['nextBand'] {
  const next = model.grades.find((band) => band.fromCenti > totalCenti)
  return next ? { grade: next.code, gradeTitle: next.title, gapCenti: next.fromCenti - totalCenti } : null
}

/**
 * Evaluates a published model over a subject's records on a day. Pure and deterministic: integers only, the same
 * input gives the same bytes, the order of `records` never matters, and the rows sum to the score.
 *
 * The caller passes only records the score may use: catalogued, scorable, and for authorised items under a living
 * consent. Records of items no indicator names are ignored.
 * @param model a model for which `validateScoreModel` found no problem
 * @throws RangeError when a record id occurs twice or a decision day does not exist
 */
export function evaluateScore(model: ScoreModel, records: readonly ScoreRecord[], day: Day): Score {
  const living = livingRecords(records, day)
  const lines: ScoreLine[] = [baseLine(model)]
  const dimensions: DimensionScore[] = []
  let rawTotalCenti = model.baseCenti
  for (const dimension of model.dimensions) {
    let rawCenti = 0
    for (const indicator of model.indicators) {
      if (indicator.dimension !== dimension.code) continue
      const result = scoreIndicator(indicator, living, day)
      lines.push(...result.lines)
      rawCenti += result.pointsCenti
    }
    const pointsCenti = clampCenti(rawCenti, dimension.floorCenti, dimension.capCenti)
    lines.push(...adjustmentLine({ dimension: dimension.code, indicator: null, title: dimension.title, noun: '本维度' }, rawCenti, pointsCenti))
    dimensions.push({ code: dimension.code, title: dimension.title, pointsCenti, capCenti: dimension.capCenti, floorCenti: dimension.floorCenti })
    rawTotalCenti += pointsCenti
  }
  const clampedCenti = clampCenti(rawTotalCenti, 0, model.totalCenti)
  lines.push(...adjustmentLine({ dimension: null, indicator: null, title: '总分', noun: '总分' }, rawTotalCenti, clampedCenti))
  const vetoed = applyVetoes(model, living, clampedCenti)
  lines.push(...vetoed.lines)
  const { totalCenti } = vetoed
  const grade = gradeOf(model, totalCenti)
  return {
    modelId: model.id, day, totalCenti, grade: grade.code, gradeTitle: grade.title, dimensions, lines,
    nextBand: vetoed.lines.length > 0 ? null : nextBandOf(model, totalCenti),
  }
}
