import { addMonthsToKey, dayKey, dayOfKey, monthsBetweenKeys } from './day'
import type { Day } from './day'
import type { IndicatorDecay, IndicatorPoints, ScoreIndicator, ScoreRecord } from './score-model'

/** `1234` → `12.34`, `-1200` → `−12.00`. @param centi integer hundredths of a point */
export function formatCenti(centi: number): string {
  const size = Math.abs(centi)
  const cents = size % 100
  return `${centi < 0 ? '−' : ''}${(size - cents) / 100}.${cents < 10 ? '0' : ''}${cents}`
}

/** Like {@link formatCenti}, with a plus sign before anything above zero. */
export function formatSignedCenti(centi: number): string {
  return centi > 0 ? `+${formatCenti(centi)}` : formatCenti(centi)
}

/** A record with its days as numbers that compare as the days do; `ends` 0: open. */
export interface DatedRecord { record: ScoreRecord; decided: number; ends: number }

/** The record when it counts on a day at all: decided, and not ended. @throws RangeError on a day that does not exist */
export function livingOn(record: ScoreRecord, day: number): DatedRecord | null {
  const decided = dayKey(record.decidedOn)
  if (decided === 0) throw new RangeError(`record ${record.id} has no decision day`)
  const ends = record.endsOn === null ? 0 : dayKey(record.endsOn)
  if (ends === 0 && record.endsOn !== null) throw new RangeError(`record ${record.id} ends on no day`)
  return decided <= day && (ends === 0 || day < ends) ? { record, decided, ends } : null
}

const NEVER = 0

/** How much of a record still counts on a day: `weight` of `weightOf`, and the day from which nothing does (0: nothing ends it). */
interface Life { weight: number; until: number; elapsedMonths: number }

function weightOf(decay: IndicatorDecay): number {
  return decay.kind === 'linear' ? decay.toMonths - decay.fromMonths : 1
}

function lifeOn(decay: IndicatorDecay, { decided, ends }: DatedRecord, day: number): Life | null {
  if (decay.kind === 'none') return { weight: 1, until: ends, elapsedMonths: 0 }
  const end = addMonthsToKey(decided, decay.kind === 'ends' ? decay.months : decay.toMonths)
  if (day >= end) return null
  const until = ends !== NEVER && ends < end ? ends : end
  if (decay.kind === 'ends') return { weight: 1, until, elapsedMonths: 0 }
  const elapsedMonths = monthsBetweenKeys(decided, day)
  return { weight: Math.min(decay.toMonths - elapsedMonths, decay.toMonths - decay.fromMonths), until, elapsedMonths }
}

/** The first day after `day` on which this record, counting on `day`, weighs something else under this decay; 0: none. */
export function nextWeightChange(decay: IndicatorDecay, decided: number, day: number): number {
  if (decay.kind === 'none') return NEVER
  const end = addMonthsToKey(decided, decay.kind === 'ends' ? decay.months : decay.toMonths)
  if (day >= end) return NEVER
  return decay.kind === 'ends' ? end : addMonthsToKey(decided, Math.max(monthsBetweenKeys(decided, day), decay.fromMonths) + 1)
}

/** Far above any cap, and small enough that points × units × weight stays an exact integer. */
const MAX_UNITS = 100_000

function unitsOf(points: Extract<IndicatorPoints, { kind: 'per-unit' }>, record: ScoreRecord): number | null {
  const raw = record.fields[points.field]
  const value = typeof raw === 'string' && /^\d+(?:\.\d+)?$/.test(raw) ? Number(raw) : raw
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return null
  return Math.min(MAX_UNITS, Math.floor(value / points.unitSize))
}

/** Points of one record in half units, before decay. `units` null: the record lacks the number; `full` and `half` are its units within the saturation. */
interface Gain { halves: number; perUnitCenti: number; units: number | null; full: number; half: number }

const oneRecord = (perUnitCenti: number): Gain => ({ halves: 2, perUnitCenti, units: 0, full: 0, half: 0 })

function valueOf(points: Extract<IndicatorPoints, { kind: 'by-value' }>, record: ScoreRecord): string {
  return String(record.fields[points.field] ?? '')
}

function centiOf(points: Extract<IndicatorPoints, { kind: 'by-value' }>, value: string): number {
  return Object.prototype.hasOwnProperty.call(points.values, value) ? (points.values[value] ?? 0) : points.otherwiseCenti
}

function gainOf({ points, saturation }: ScoreIndicator, record: ScoreRecord, used: number): Gain {
  if (points.kind === 'per-record') return oneRecord(points.pointsCenti)
  if (points.kind === 'by-value') return oneRecord(centiOf(points, valueOf(points, record)))
  const units = unitsOf(points, record)
  if (units === null) return { halves: 0, perUnitCenti: 0, units, full: 0, half: 0 }
  if (!saturation) return { halves: 2 * units, perUnitCenti: points.pointsCenti, units, full: units, half: 0 }
  const end = used + units
  const full = Math.max(0, Math.min(end, saturation.fullUnits) - used)
  const half = Math.max(0, Math.min(end, saturation.taperUnits) - Math.max(used, saturation.fullUnits))
  return { halves: 2 * full + half, perUnitCenti: points.pointsCenti, units, full, half }
}

/** The sentence about a gain. */
function ruleOf({ points, saturation }: ScoreIndicator, record: ScoreRecord, gain: Gain): string {
  if (points.kind === 'per-record') return `每条 ${formatSignedCenti(points.pointsCenti)}`
  if (points.kind === 'by-value') {
    const value = valueOf(points, record)
    return `${points.fieldTitle}${value === '' ? '未载明' : `“${value}”`} ${formatSignedCenti(gain.perUnitCenti)}`
  }
  const { units, full, half } = gain
  if (units === null) return '记录未载明数量，不计分'
  const each = `每${points.unitTitle} ${formatSignedCenti(points.pointsCenti)}`
  if (!saturation) return `${units} ${points.unitTitle}，${each}`
  const parts = [`${full} 全额`]
  if (half > 0) parts.push(`${half} 减半`)
  if (units > full + half) parts.push(`${units - full - half} 超出不计`)
  return `${units} ${points.unitTitle}（${parts.join('、')}），${each}`
}

export interface CountedRecord { record: ScoreRecord; pointsCenti: number; until: Day | null; rule: string }

/**
 * Points of the records of one indicator on a day, before its cap and floor; each record goes to `explain` with its sentence,
 * when there is one to tell it to: a total needs no sentences, and they cost more than the counting.
 *
 * Records must come newest first: with decay, the newest fill the saturation first, so that one more record can never
 * push a better one out. Fractions of a hundredth are settled on the running sum and in the subject's favour, which
 * keeps the sum of the rows equal to the indicator and never lets one more rewarding record cost a hundredth.
 */
export function countRecords(indicator: ScoreIndicator, records: readonly DatedRecord[], day: number, explain?: (counted: CountedRecord) => void): number {
  const { decay } = indicator
  const whole = weightOf(decay)
  let sum = 0
  let settledCenti = 0
  let used = 0
  for (const dated of records) {
    const life = lifeOn(decay, dated, day)
    if (life === null) continue
    const { record } = dated
    const gain = gainOf(indicator, record, used)
    used += gain.units ?? 0
    sum += gain.perUnitCenti * gain.halves * life.weight
    // "+ 0" turns the negative zero of Math.ceil(-0.5) into a plain zero: the bytes of the result must not differ.
    const nextCenti = Math.ceil(sum / (2 * whole)) + 0
    if (explain) {
      const fading = decay.kind === 'linear' && life.weight < whole ? `；已满 ${life.elapsedMonths} 个月，计 ${life.weight}/${whole}` : ''
      explain({ record, pointsCenti: nextCenti - settledCenti + 0, until: life.until === NEVER ? null : dayOfKey(life.until), rule: ruleOf(indicator, record, gain) + fading })
    }
    settledCenti = nextCenti
  }
  return settledCenti
}
