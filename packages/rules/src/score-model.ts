import type { SubjectKind } from './catalog'
import type { Day } from './day'

/**
 * A score model 评价模型: published, versioned city data. Every number is an integer; points are hundredths (`Centi`).
 * The shape of the file under `cities/<city>/score-models/` is this interface.
 */
export interface ScoreModel {
  /** Such as `person-2026`. */
  id: string
  version: string
  subjectKind: SubjectKind
  title: string
  effectiveFrom: Day
  /** Highest score, 100000 for a thousand points. */
  totalCenti: number
  /** What everybody starts with. */
  baseCenti: number
  /** Years of age from which a person may open a score; absent for organisations. */
  minimumAgeYears?: number
  /** Where the weights come from, shown beside the model. */
  weightsNote: string
  dimensions: ScoreDimension[]
  indicators: ScoreIndicator[]
  /** Ascending, without gaps, from 0 to the total. */
  grades: ScoreGrade[]
  /** Organisations only. */
  vetoes: ScoreVeto[]
  /** Purposes the score is never used for, shown beside the model. */
  notUsedFor: string[]
}

export interface ScoreDimension {
  code: string
  title: string
  /** Most the dimension adds, 0 or more. */
  capCenti: number
  /** Most it takes away, 0 or less. */
  floorCenti: number
}

export interface ScoreIndicator {
  code: string
  title: string
  /** Code of the dimension. */
  dimension: string
  /** Catalogue codes whose records count. */
  items: string[]
  points: IndicatorPoints
  capCenti: number
  floorCenti: number
  decay: IndicatorDecay
  /** Only with points per unit: units beyond `fullUnits` count half, beyond `taperUnits` not at all. */
  saturation?: IndicatorSaturation
  reason: string
  /** Law, plan or published city model the indicator follows. */
  source: string
}

export type IndicatorPoints =
  | { kind: 'per-record'; pointsCenti: number }
  | {
      kind: 'by-value'
      field: string
      fieldTitle: string
      /** Points for each value of the field. */
      values: Record<string, number>
      /** Points for any other value or none. */
      otherwiseCenti: number
    }
  | {
      kind: 'per-unit'
      /** Name of an integer field. */
      field: string
      /** How much of the field makes one unit, for example 100000000 fen; parts of a unit do not count. */
      unitSize: number
      unitTitle: string
      pointsCenti: number
    }

export type IndicatorDecay =
  /** Counts until the record itself ends. */
  | { kind: 'none' }
  /** Counts in full and ends `months` calendar months after the decision. */
  | { kind: 'ends'; months: number }
  /** Full for `fromMonths`, then a little less each whole month, nothing from `toMonths` on. */
  | { kind: 'linear'; fromMonths: number; toMonths: number }

export interface IndicatorSaturation { field: string; fullUnits: number; taperUnits: number }

export interface ScoreGrade {
  code: string
  title: string
  /** Inclusive. */
  fromCenti: number
  /** Exclusive, except that the highest grade includes the total. */
  toCenti: number
}

/** A living record of these items holds the score inside `grade`, however many points there are. */
export interface ScoreVeto { items: string[]; grade: string; reason: string }

/** A credit record as the evaluator sees it. */
export interface ScoreRecord {
  id: string
  /** Catalogue code. */
  item: string
  decidedOn: Day
  /**
   * First day on which the record no longer counts (repaired, withdrawn, expired); `null` when open.
   * For a file that says 有效期至, which includes the day, give the day after.
   */
  endsOn: Day | null
  sourceOffice: string
  fields: Readonly<Record<string, string | number>>
}

/** The model in force for a kind of subject on a day: the latest `effectiveFrom` not after it; `null` before the first. */
export function modelOn(models: readonly ScoreModel[], subjectKind: SubjectKind, day: Day): ScoreModel | null {
  let found: ScoreModel | null = null
  for (const model of models) {
    if (model.subjectKind !== subjectKind || model.effectiveFrom > day) continue
    if (found === null || model.effectiveFrom > found.effectiveFrom) found = model
  }
  return found
}

/** The grade whose band holds a score. @throws RangeError when the bands leave a gap */
export function gradeOf(model: ScoreModel, totalCenti: number): ScoreGrade {
  const grade = model.grades.find(
    (band) => totalCenti >= band.fromCenti && (totalCenti < band.toCenti || (totalCenti === model.totalCenti && band.toCenti === model.totalCenti)),
  )
  if (!grade) throw new RangeError(`model ${model.id} has no grade for ${totalCenti}`)
  return grade
}
