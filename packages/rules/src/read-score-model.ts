import type { Catalog } from './catalog'
import type { IndicatorDecay, IndicatorPoints, ScoreIndicator, ScoreModel } from './score-model'
import { at, expectKeys, isAbsent, readInteger, readIntegerMap, readList, readOneOf, readText, rootCursor } from './shape'
import type { Cursor, Problem } from './shape'
import { validateScoreModel } from './validate-score-model'

export type ScoreModelReading = { ok: true; model: ScoreModel } | { ok: false; problems: Problem[] }

const MODEL_KEYS = [
  'id', 'version', 'subjectKind', 'title', 'effectiveFrom', 'totalCenti', 'baseCenti', 'minimumAgeYears', 'weightsNote', 'dimensions',
  'indicators', 'grades', 'vetoes', 'notUsedFor',
]
const INDICATOR_KEYS = [
  'code', 'title', 'dimension', 'items', 'points', 'capCenti', 'floorCenti', 'decay', 'saturation', 'reason', 'source',
]

function readPoints(cursor: Cursor): IndicatorPoints {
  const kind = readOneOf(at(cursor, 'kind'), ['per-record', 'by-value', 'per-unit'])
  if (kind === 'per-record') {
    expectKeys(cursor, ['kind', 'pointsCenti'])
    return { kind, pointsCenti: readInteger(at(cursor, 'pointsCenti')) }
  }
  if (kind === 'by-value') {
    expectKeys(cursor, ['kind', 'field', 'fieldTitle', 'values', 'otherwiseCenti'])
    return {
      kind,
      field: readText(at(cursor, 'field')),
      fieldTitle: readText(at(cursor, 'fieldTitle')),
      values: readIntegerMap(at(cursor, 'values')),
      otherwiseCenti: readInteger(at(cursor, 'otherwiseCenti')),
    }
  }
  expectKeys(cursor, ['kind', 'field', 'unitSize', 'unitTitle', 'pointsCenti'])
  return {
    kind,
    field: readText(at(cursor, 'field')),
    unitSize: readInteger(at(cursor, 'unitSize')),
    unitTitle: readText(at(cursor, 'unitTitle')),
    pointsCenti: readInteger(at(cursor, 'pointsCenti')),
  }
}

function readDecay(cursor: Cursor): IndicatorDecay {
  const kind = readOneOf(at(cursor, 'kind'), ['none', 'ends', 'linear'])
  if (kind === 'none') {
    expectKeys(cursor, ['kind'])
    return { kind }
  }
  if (kind === 'ends') {
    expectKeys(cursor, ['kind', 'months'])
    return { kind, months: readInteger(at(cursor, 'months')) }
  }
  expectKeys(cursor, ['kind', 'fromMonths', 'toMonths'])
  return { kind, fromMonths: readInteger(at(cursor, 'fromMonths')), toMonths: readInteger(at(cursor, 'toMonths')) }
}

function readIndicator(cursor: Cursor): ScoreIndicator {
  expectKeys(cursor, INDICATOR_KEYS)
  const indicator: ScoreIndicator = {
    code: readText(at(cursor, 'code')),
    title: readText(at(cursor, 'title')),
    dimension: readText(at(cursor, 'dimension')),
    items: readList(at(cursor, 'items'), readText),
    points: readPoints(at(cursor, 'points')),
    capCenti: readInteger(at(cursor, 'capCenti')),
    floorCenti: readInteger(at(cursor, 'floorCenti')),
    decay: readDecay(at(cursor, 'decay')),
    reason: readText(at(cursor, 'reason')),
    source: readText(at(cursor, 'source')),
  }
  const saturation = at(cursor, 'saturation')
  if (!isAbsent(saturation)) {
    expectKeys(saturation, ['field', 'fullUnits', 'taperUnits'])
    indicator.saturation = {
      field: readText(at(saturation, 'field')),
      fullUnits: readInteger(at(saturation, 'fullUnits')),
      taperUnits: readInteger(at(saturation, 'taperUnits')),
    }
  }
  return indicator
}

function readModel(cursor: Cursor): ScoreModel {
  expectKeys(cursor, MODEL_KEYS)
  const model: ScoreModel = {
    id: readText(at(cursor, 'id')),
    version: readText(at(cursor, 'version')),
    subjectKind: readOneOf(at(cursor, 'subjectKind'), ['person', 'organization']),
    title: readText(at(cursor, 'title')),
    effectiveFrom: readText(at(cursor, 'effectiveFrom')),
    totalCenti: readInteger(at(cursor, 'totalCenti')),
    baseCenti: readInteger(at(cursor, 'baseCenti')),
    weightsNote: readText(at(cursor, 'weightsNote')),
    dimensions: readList(at(cursor, 'dimensions'), (item) => {
      expectKeys(item, ['code', 'title', 'capCenti', 'floorCenti'])
      return {
        code: readText(at(item, 'code')), title: readText(at(item, 'title')),
        capCenti: readInteger(at(item, 'capCenti')), floorCenti: readInteger(at(item, 'floorCenti')),
      }
    }),
    indicators: readList(at(cursor, 'indicators'), readIndicator),
    grades: readList(at(cursor, 'grades'), (item) => {
      expectKeys(item, ['code', 'title', 'fromCenti', 'toCenti'])
      return {
        code: readText(at(item, 'code')), title: readText(at(item, 'title')),
        fromCenti: readInteger(at(item, 'fromCenti')), toCenti: readInteger(at(item, 'toCenti')),
      }
    }),
    vetoes: readList(at(cursor, 'vetoes'), (item) => {
      expectKeys(item, ['items', 'grade', 'reason'])
      return { items: readList(at(item, 'items'), readText), grade: readText(at(item, 'grade')), reason: readText(at(item, 'reason')) }
    }),
    notUsedFor: readList(at(cursor, 'notUsedFor'), readText),
  }
  const minimumAge = at(cursor, 'minimumAgeYears')
  if (!isAbsent(minimumAge)) model.minimumAgeYears = readInteger(minimumAge)
  return model
}

/**
 * Reads a city's score model (already parsed YAML) and validates it, against the city's catalogue when one is given.
 * Problems of shape are reported alone: what is not readable cannot be judged.
 */
export function readScoreModel(data: unknown, catalog?: Catalog): ScoreModelReading {
  const cursor = rootCursor(data)
  const model = readModel(cursor)
  const problems = cursor.problems.length > 0 ? cursor.problems : validateScoreModel(model, catalog)
  return problems.length > 0 ? { ok: false, problems } : { ok: true, model }
}
