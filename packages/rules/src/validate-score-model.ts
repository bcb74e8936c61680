import { concernsSubject, findCatalogItem } from './catalog'
import type { Catalog, CatalogItem } from './catalog'
import { isDay } from './day'
import { isKeptWhileInForce } from './file-end'
import { forbiddenInput } from './forbidden-inputs'
import type { ScoreIndicator, ScoreModel } from './score-model'
import type { Problem } from './shape'

type Report = (path: string, message: string) => void

function reportDoubles(codes: readonly string[], path: string, report: Report): void {
  for (const code of new Set(codes)) {
    if (codes.indexOf(code) !== codes.lastIndexOf(code)) report(path, `the code ${code} occurs twice`)
  }
}

function checkHead(model: ScoreModel, report: Report): void {
  if (!isDay(model.effectiveFrom)) report('effectiveFrom', 'must be a day YYYY-MM-DD')
  if (model.totalCenti <= 0) report('totalCenti', 'must be positive')
  if (model.baseCenti < 0 || model.baseCenti > model.totalCenti) report('baseCenti', 'must lie between 0 and the total')
  if (model.weightsNote.trim() === '') report('weightsNote', 'must say where the weights come from')
  const caps = model.dimensions.reduce((sum, dimension) => sum + dimension.capCenti, model.baseCenti)
  if (caps !== model.totalCenti) report('dimensions', `base and caps sum to ${caps}, not to the total: the highest score would not be what is published`)
}

/** 国办发〔2020〕49号 and the plans' own words: 只能用于守信激励，不得作为实施信用惩戒的依据. */
function checkPersonModel(model: ScoreModel, report: Report): void {
  if (model.vetoes.length > 0) report('vetoes', "a person's score is for rewards only and has no veto")
  if (model.notUsedFor.length === 0) report('notUsedFor', "a person's model must publish what the score is never used for")
  if (model.minimumAgeYears === undefined || model.minimumAgeYears < 18) report('minimumAgeYears', 'must be 18 or more')
  const lowest = model.grades[0]
  if (lowest && model.baseCenti < lowest.toCenti) report('baseCenti', 'somebody without records must not start in the lowest grade')
}

/** The city promises every person who signs 信用承诺 that breaking it takes no points. A model published before stands: old scores were computed by it. */
const PROMISES_FREE_FROM = '2026-11-26'

function checkPromises(model: ScoreModel, catalog: Catalog, report: Report): void {
  if (model.effectiveFrom < PROMISES_FREE_FROM) return
  model.indicators.forEach(({ items, points }, i) => {
    const amounts = points.kind === 'by-value' ? [...Object.values(points.values), points.otherwiseCenti] : [points.pointsCenti]
    if (items.some((code) => findCatalogItem(catalog, code)?.kind === 'commitment') && amounts.some((centi) => centi < 0)) report(`indicators[${i}].points`, "a person's broken promise takes no points")
  })
}

function checkDimensions(model: ScoreModel, report: Report): void {
  reportDoubles(model.dimensions.map((dimension) => dimension.code), 'dimensions', report)
  model.dimensions.forEach((dimension, i) => {
    if (dimension.capCenti < 0 || dimension.floorCenti > 0) report(`dimensions[${i}]`, 'the cap must be 0 or more, the floor 0 or less')
    if (!model.indicators.some((indicator) => indicator.dimension === dimension.code)) report(`dimensions[${i}]`, 'has no indicator')
  })
}

function checkGrades(model: ScoreModel, report: Report): void {
  reportDoubles(model.grades.map((grade) => grade.code), 'grades', report)
  let expected = 0
  model.grades.forEach((grade, i) => {
    if (grade.fromCenti !== expected) report(`grades[${i}]`, `starts at ${grade.fromCenti}, the one before ends at ${expected}`)
    if (grade.toCenti <= grade.fromCenti) report(`grades[${i}]`, 'is empty')
    expected = grade.toCenti
  })
  if (expected !== model.totalCenti) report('grades', `end at ${expected}, not at the total ${model.totalCenti}`)
}

function checkDecay(indicator: ScoreIndicator, path: string, report: Report): void {
  const { decay } = indicator
  if (decay.kind === 'ends' && (decay.months < 1 || decay.months > 600)) report(`${path}.decay`, 'months must be 1 … 600')
  if (decay.kind === 'linear' && (decay.fromMonths < 0 || decay.toMonths <= decay.fromMonths || decay.toMonths > 600)) {
    report(`${path}.decay`, 'needs 0 <= fromMonths < toMonths <= 600')
  }
}

function checkPoints(indicator: ScoreIndicator, total: number, path: string, report: Report): void {
  const { points, saturation } = indicator
  const amounts = points.kind === 'by-value' ? [...Object.values(points.values), points.otherwiseCenti] : [points.pointsCenti]
  if (amounts.some((centi) => Math.abs(centi) > total)) report(`${path}.points`, 'one record may not be worth more than the total')
  if (amounts.every((centi) => centi === 0)) report(`${path}.points`, 'has no effect')
  if (points.kind === 'per-unit' && points.unitSize < 1) report(`${path}.points.unitSize`, 'must be 1 or more')
  if (indicator.capCenti < 0 || indicator.floorCenti > 0) report(path, 'the cap must be 0 or more, the floor 0 or less')
  if (amounts.some((centi) => centi > 0) && indicator.capCenti === 0) report(path, 'gives points but has a cap of 0')
  if (amounts.some((centi) => centi < 0) && indicator.floorCenti === 0) report(path, 'takes points but has a floor of 0')
  if (!saturation) return
  if (points.kind !== 'per-unit' || points.field !== saturation.field || points.pointsCenti <= 0) {
    report(`${path}.saturation`, 'needs positive points per unit of the same field')
  }
  if (saturation.fullUnits < 0 || saturation.taperUnits < saturation.fullUnits) {
    report(`${path}.saturation`, 'needs 0 <= fullUnits <= taperUnits')
  }
}

function checkField(indicator: ScoreIndicator, item: CatalogItem, path: string, report: Report): void {
  const { points } = indicator
  if (points.kind === 'per-record') return
  const field = item.contentFields.find((candidate) => candidate.name === points.field)
  if (!field) return report(`${path}.points.field`, `the item ${item.code} has no field ${points.field}`)
  if (points.kind === 'per-unit') {
    if (field.type !== 'number' && field.type !== 'fen') report(`${path}.points.field`, `the field ${field.name} is no number`)
    return
  }
  for (const value of Object.keys(points.values)) {
    if (field.options && !field.options.includes(value)) report(`${path}.points.values`, `the field ${field.name} never has the value ${value}`)
  }
}

/** What counts can be read in the file: nothing outlasts what the catalogue keeps. */
function checkRetention({ decay }: ScoreIndicator, item: CatalogItem, path: string, report: Report): void {
  const months = decay.kind === 'none' ? null : decay.kind === 'ends' ? decay.months : decay.toMonths
  if (months === null ? !isKeptWhileInForce(item) : item.retentionMonths !== null && months > item.retentionMonths) report(`${path}.decay`, `counts ${item.code} for longer than the catalogue keeps it (${item.retentionMonths} months)`)
}

function checkItem(model: ScoreModel, catalog: Catalog, code: string, path: string, report: Report): CatalogItem | null {
  const item = findCatalogItem(catalog, code)
  if (!item) report(path, `the catalogue has no item ${code}`)
  else if (!item.scorable) report(path, `the catalogue does not let a model use ${code}`)
  else if (!concernsSubject(item, model.subjectKind)) report(path, `${code} does not concern this kind of subject`)
  return item
}

function checkIndicators(model: ScoreModel, catalog: Catalog | undefined, report: Report): void {
  reportDoubles(model.indicators.map((indicator) => indicator.code), 'indicators', report)
  model.indicators.forEach((indicator, i) => {
    const path = `indicators[${i}]`
    if (!model.dimensions.some((dimension) => dimension.code === indicator.dimension)) report(`${path}.dimension`, `unknown dimension ${indicator.dimension}`)
    if (indicator.items.length === 0) report(`${path}.items`, 'names no catalogue item')
    reportDoubles(indicator.items, `${path}.items`, report)
    checkPoints(indicator, model.totalCenti, path, report)
    checkDecay(indicator, path, report)
    const fields = indicator.points.kind === 'per-record' ? [] : [indicator.points.field]
    for (const text of [indicator.code, indicator.title, ...indicator.items, ...fields]) {
      const found = forbiddenInput(text)
      if (found !== null) report(path, `${found} may never be an input of a score`)
    }
    if (!catalog) return
    for (const code of indicator.items) {
      const item = checkItem(model, catalog, code, `${path}.items`, report)
      if (!item) continue
      checkField(indicator, item, path, report)
      checkRetention(indicator, item, path, report)
    }
  })
}

function checkVetoes(model: ScoreModel, catalog: Catalog | undefined, report: Report): void {
  model.vetoes.forEach((veto, i) => {
    const path = `vetoes[${i}]`
    if (!model.grades.some((grade) => grade.code === veto.grade)) report(`${path}.grade`, `unknown grade ${veto.grade}`)
    if (veto.items.length === 0) report(`${path}.items`, 'names no catalogue item')
    for (const code of veto.items) {
      const found = forbiddenInput(code)
      if (found !== null) report(path, `${found} may never be an input of a score`)
      if (catalog) checkItem(model, catalog, code, `${path}.items`, report)
    }
  })
}

/**
 * Every problem of a score model, empty when it may be published: bands contiguous from 0 to the total, caps and
 * floors the right way round, base and caps summing to the total, known dimensions and grades, sound decays, no
 * forbidden input, a person's model without vetoes. With the city's catalogue also: a person's broken promise takes no points, items exist, may be scored,
 * concern the subject, hold the fields, and are kept for as long as they count.
 */
export function validateScoreModel(model: ScoreModel, catalog?: Catalog): Problem[] {
  const problems: Problem[] = []
  const report: Report = (path, message) => { problems.push({ path, message }) }
  checkHead(model, report)
  if (model.subjectKind === 'person') checkPersonModel(model, report)
  if (model.subjectKind === 'person' && catalog) checkPromises(model, catalog, report)
  checkDimensions(model, report)
  checkGrades(model, report)
  checkIndicators(model, catalog, report)
  checkVetoes(model, catalog, report)
  return problems
}
