import { type Day, dayKey, dayOfKey } from './day'
import { countRecords, type DatedRecord, formatCenti, formatSignedCenti, livingOn, nextWeightChange } from './points'
import { gradeOf } from './score-model'
import type { ScoreDimension, ScoreIndicator, ScoreModel, ScoreRecord } from './score-model'

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

/** The order of a file: newest first, then by id. */
export function compareRecords(a: ScoreRecord, b: ScoreRecord): number {
  if (a.decidedOn !== b.decidedOn) return a.decidedOn > b.decidedOn ? -1 : 1
  if (a.id === b.id) return 0
  return a.id < b.id ? -1 : 1
}

const compareDated = (a: DatedRecord, b: DatedRecord): number => compareRecords(a.record, b.record)

const FEW = 12

function refuseTwice(records: readonly ScoreRecord[]): void {
  if (records.length > FEW) {
    const seen = new Set<string>()
    for (const { id } of records) {
      if (seen.has(id)) throw new RangeError(`record ${id} given twice`)
      seen.add(id)
    }
    return
  }
  for (let i = 1; i < records.length; i += 1) {
    const id = records[i]?.id
    for (let j = 0; j < i; j += 1) if (records[j]?.id === id) throw new RangeError(`record ${id} given twice`)
  }
}

/** Newest first, so that neither the order of the input nor the database decides anything. */
function livingRecords(records: readonly ScoreRecord[], day: number): DatedRecord[] {
  refuseTwice(records)
  const living: DatedRecord[] = []
  for (const record of records) {
    const dated = livingOn(record, day)
    if (dated) living.push(dated)
  }
  return living.sort(compareDated)
}

/** Which places of `model.indicators` an item counts for, and those of each dimension in order; reckoned once a model. */
interface Plan { byItem: ReadonlyMap<string, readonly number[]>; dimensions: readonly { dimension: ScoreDimension; indicators: readonly number[] }[] }

const plans = new WeakMap<ScoreModel, Plan>()

function planOf(model: ScoreModel): Plan {
  const found = plans.get(model)
  if (found) return found
  const byItem = new Map<string, number[]>()
  model.indicators.forEach(({ items }, place) => {
    for (const item of new Set(items)) byItem.set(item, [...(byItem.get(item) ?? []), place])
  })
  const plan = { byItem, dimensions: model.dimensions.map((dimension) => ({ dimension, indicators: model.indicators.flatMap((i, place) => (i.dimension === dimension.code ? [place] : [])) })) }
  plans.set(model, plan)
  return plan
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

/** What an evaluation tells beside its number. */
interface Trace { lines: ScoreLine[]; dimensions: DimensionScore[] }

function scoreIndicator(indicator: ScoreIndicator, own: readonly DatedRecord[], day: number, trace: Trace | null): number {
  const explain = trace === null ? undefined : ({ record, ...counted }: { record: ScoreRecord; pointsCenti: number; until: Day | null; rule: string }) => trace.lines.push({
    kind: 'record',
    dimension: indicator.dimension,
    indicator: indicator.code,
    indicatorTitle: indicator.title,
    recordId: record.id,
    rule: counted.rule,
    pointsCenti: counted.pointsCenti,
    until: counted.until,
    sourceOffice: record.sourceOffice,
    reason: indicator.reason,
  })
  const rawCenti = countRecords(indicator, own, day, explain)
  const pointsCenti = clampCenti(rawCenti, indicator.floorCenti, indicator.capCenti)
  trace?.lines.push(...adjustmentLine({ dimension: indicator.dimension, indicator: indicator.code, title: indicator.title, noun: '本项' }, rawCenti, pointsCenti))
  return pointsCenti
}

function baseLine(model: ScoreModel): ScoreLine {
  return {
    kind: 'base', dimension: null, indicator: null, indicatorTitle: '基础分', recordId: null, rule: `每个主体 ${formatSignedCenti(model.baseCenti)}`,
    pointsCenti: model.baseCenti, until: null, sourceOffice: null, reason: '没有记录不等于失信，人人从基础分开始',
  }
}

function applyVetoes(model: ScoreModel, records: readonly DatedRecord[], startCenti: number, trace: Trace | null): { totalCenti: number; isVetoed: boolean } {
  let isVetoed = false
  let totalCenti = startCenti
  for (const veto of model.vetoes) {
    const grade = model.grades.find((band) => band.code === veto.grade)
    if (!grade) throw new RangeError(`model ${model.id}: veto names the unknown grade ${veto.grade}`)
    const highestCenti = grade.toCenti === model.totalCenti ? model.totalCenti : grade.toCenti - 1
    for (const { record } of records) {
      if (!veto.items.includes(record.item)) continue
      const cutCenti = Math.min(0, highestCenti - totalCenti)
      totalCenti += cutCenti
      isVetoed = true
      trace?.lines.push({
        kind: 'veto', dimension: null, indicator: null, indicatorTitle: '一票否决', recordId: record.id,
        rule: `等级不高于“${grade.title}”，分数不超过 ${formatCenti(highestCenti)}，调整 ${formatSignedCenti(cutCenti)}`,
        pointsCenti: cutCenti, until: record.endsOn, sourceOffice: record.sourceOffice, reason: veto.reason,
      })
    }
  }
  return { totalCenti, isVetoed }
}

function nextBandOf(model: ScoreModel, totalCenti: number): Score['nextBand'] {
  const next = model.grades.find((band) => band.fromCenti > totalCenti)
  return next ? { grade: next.code, gradeTitle: next.title, gapCenti: next.fromCenti - totalCenti } : null
}

function evaluate(model: ScoreModel, records: readonly ScoreRecord[], day: Day, trace: Trace | null): { totalCenti: number; isVetoed: boolean } {
  const today = dayKey(day)
  if (today === 0) throw new RangeError(`not a day: ${day}`)
  const { byItem, dimensions } = planOf(model)
  const living = livingRecords(records, today)
  const own: (DatedRecord[] | undefined)[] = []
  for (const dated of living) {
    for (const place of byItem.get(dated.record.item) ?? []) {
      const found = own[place]
      if (found) found.push(dated)
      else own[place] = [dated]
    }
  }
  let rawTotalCenti = model.baseCenti
  for (const { dimension, indicators } of dimensions) {
    let rawCenti = 0
    for (const place of indicators) {
      const indicator = model.indicators[place]
      const counted = own[place]
      if (indicator && counted) rawCenti += scoreIndicator(indicator, counted, today, trace)
    }
    const pointsCenti = clampCenti(rawCenti, dimension.floorCenti, dimension.capCenti)
    rawTotalCenti += pointsCenti
    if (trace === null) continue
    const { code, title, capCenti, floorCenti } = dimension
    trace.lines.push(...adjustmentLine({ dimension: code, indicator: null, title, noun: '本维度' }, rawCenti, pointsCenti))
    trace.dimensions.push({ code, title, pointsCenti, capCenti, floorCenti })
  }
  const clampedCenti = clampCenti(rawTotalCenti, 0, model.totalCenti)
  trace?.lines.push(...adjustmentLine({ dimension: null, indicator: null, title: '总分', noun: '总分' }, rawTotalCenti, clampedCenti))
  return applyVetoes(model, living, clampedCenti, trace)
}

/** The number alone: {@link evaluateScore} without its rows, the same code with nobody to tell them to. */
export function scoreTotal(model: ScoreModel, records: readonly ScoreRecord[], day: Day): { totalCenti: number; grade: string } {
  const { totalCenti } = evaluate(model, records, day, null)
  return { totalCenti, grade: gradeOf(model, totalCenti).code }
}

/**
 * The first day after `day` on which the score of the same records may be another one: a record begins or ends, or its decay
 * takes a step. Until then {@link scoreTotal} answers what it answers on `day`. `null`: only a new record or model moves it.
 * @throws RangeError on a day that does not exist
 */
export function steadyUntil(model: ScoreModel, records: readonly ScoreRecord[], day: Day): Day | null {
  const today = dayKey(day)
  if (today === 0) throw new RangeError(`not a day: ${day}`)
  const { byItem } = planOf(model)
  let first = Infinity
  for (const { item, decidedOn, endsOn } of records) {
    const [decided, ends] = [dayKey(decidedOn), endsOn === null ? 0 : dayKey(endsOn)]
    if (decided > today) first = Math.min(first, decided)
    else if (ends === 0 || ends > today) {
      if (ends !== 0) first = Math.min(first, ends)
      for (const place of byItem.get(item) ?? []) {
        const decay = model.indicators[place]?.decay
        const next = decay === undefined ? 0 : nextWeightChange(decay, decided, today)
        if (next !== 0) first = Math.min(first, next)
      }
    }
  }
  return first === Infinity ? null : dayOfKey(first)
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
  const trace: Trace = { lines: [baseLine(model)], dimensions: [] }
  const { totalCenti, isVetoed } = evaluate(model, records, day, trace)
  const grade = gradeOf(model, totalCenti)
  return {
    modelId: model.id, day, totalCenti, grade: grade.code, gradeTitle: grade.title, dimensions: trace.dimensions, lines: trace.lines,
    nextBand: isVetoed ? null : nextBandOf(model, totalCenti),
  }
}
