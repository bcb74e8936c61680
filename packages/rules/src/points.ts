import { addMonths, isDay, monthsBetween } from './day'
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

/** How much of a record still counts on a day: `weight` of `weightOf`, and the day from which nothing does. */
interface Life { weight: number; until: Day | null; elapsedMonths: number }

function earlier(a: Day | null, b: Day | null): Day | null {
  if (a === null) return b
  return b === null || a < b ? a : b
}

/** Whether a record counts on a day at all: decided, and not ended. @throws RangeError on a day that does not exist */
export function isLiving(record: ScoreRecord, day: Day): boolean {
  if (!isDay(record.decidedOn)) throw new RangeError(`record ${record.id} has no decision day`)
  if (record.endsOn !== null && !isDay(record.endsOn)) throw new RangeError(`record ${record.id} ends on no day`)
  return record.decidedOn <= day && (record.endsOn === null || day < record.endsOn)
}

function weightOf(decay: IndicatorDecay): number {
  return decay.kind === 'linear' ? decay.toMonths - decay.fromMonths : 1
}

function lifeOn(decay: IndicatorDecay, record: ScoreRecord, day: Day): Life | null {
  if (decay.kind === 'none') return { weight: 1, until: record.endsOn, elapsedMonths: 0 }
  const end = addMonths(record.decidedOn, decay.kind === 'ends' ? decay.months : decay.toMonths)
  if (day >= end) return null
  const until = earlier(end, record.endsOn)
  if (decay.kind === 'ends') return { weight: 1, until, elapsedMonths: 0 }
  const elapsedMonths = monthsBetween(record.decidedOn, day)
  return { weight: Math.min(decay.toMonths - elapsedMonths, decay.toMonths - decay.fromMonths), until, elapsedMonths }
}

/** Far above any cap, and small enough that points × units × weight stays an exact integer. */
const MAX_UNITS = 100_000

function unitsOf(points: Extract<IndicatorPoints, { kind: 'per-unit' }>, record: ScoreRecord): number | null {
  const raw = record.fields[points.field]
  const value = typeof raw === 'string' && /^\d+(?:\.\d+)?$/.test(raw) ? Number(raw) : raw
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return null
  return Math.min(MAX_UNITS, Math.floor(value / points.unitSize))
}

export interface CountedRecord { record: ScoreRecord; pointsCenti: number; until: Day | null; rule: string }

/** Points of one record in half units, before decay, and the sentence about them. */
interface Gain { halves: number; perUnitCenti: number; rule: string; usedUnits: number }

function perUnitGain(indicator: ScoreIndicator, points: Extract<IndicatorPoints, { kind: 'per-unit' }>, record: ScoreRecord, used: number): Gain {
  const units = unitsOf(points, record)
  const each = `每${points.unitTitle} ${formatSignedCenti(points.pointsCenti)}`
  if (units === null) return { halves: 0, perUnitCenti: 0, rule: '记录未载明数量，不计分', usedUnits: 0 }
  const { saturation } = indicator
  if (!saturation) return { halves: 2 * units, perUnitCenti: points.pointsCenti, rule: `${units} ${points.unitTitle}，${each}`, usedUnits: units }
  const end = used + units
  const full = Math.max(0, Math.min(end, saturation.fullUnits) - used)
  const half = Math.max(0, Math.min(end, saturation.taperUnits) - Math.max(used, saturation.fullUnits))
  const parts = [`${full} 全额`]
  if (half > 0) parts.push(`${half} 减半`)
  if (units > full + half) parts.push(`${units - full - half} 超出不计`)
  const rule = `${units} ${points.unitTitle}（${parts.join('、')}），${each}`
  return { halves: 2 * full + half, perUnitCenti: points.pointsCenti, rule, usedUnits: units }
}

function gainOf(indicator: ScoreIndicator, record: ScoreRecord, used: number): Gain {
  const { points } = indicator
  if (points.kind === 'per-unit') return perUnitGain(indicator, points, record, used)
  if (points.kind === 'per-record') {
    return { halves: 2, perUnitCenti: points.pointsCenti, rule: `每条 ${formatSignedCenti(points.pointsCenti)}`, usedUnits: 0 }
  }
  const value = String(record.fields[points.field] ?? '')
  const isListed = Object.prototype.hasOwnProperty.call(points.values, value)
  const centi = isListed ? (points.values[value] ?? 0) : points.otherwiseCenti
  const label = value === '' ? '未载明' : `“${value}”`
  return { halves: 2, perUnitCenti: centi, rule: `${points.fieldTitle}${label} ${formatSignedCenti(centi)}`, usedUnits: 0 }
}

/**
 * Points of the records of one indicator on a day, before its cap and floor.
 *
 * Records must come newest first: with decay, the newest fill the saturation first, so that one more record can never
 * push a better one out. Fractions of a hundredth are settled on the running sum and in the subject's favour, which
 * keeps the sum of the rows equal to the indicator and never lets one more rewarding record cost a hundredth.
 */
export function countRecords(indicator: ScoreIndicator, records: readonly ScoreRecord[], day: Day): CountedRecord[] {
  const { decay } = indicator
  const denominator = 2 * weightOf(decay)
  const counted: CountedRecord[] = []
  let sum = 0
  let settledCenti = 0
  let used = 0
  for (const record of records) {
    const life = lifeOn(decay, record, day)
    if (life === null) continue
    const gain = gainOf(indicator, record, used)
    used += gain.usedUnits
    sum += gain.perUnitCenti * gain.halves * life.weight
    // "+ 0" turns the negative zero of Math.ceil(-0.5) into a plain zero: the bytes of the result must not differ.
    const nextCenti = Math.ceil(sum / denominator) + 0
    const fading = decay.kind === 'linear' && life.weight < weightOf(decay)
    const rule = fading ? `${gain.rule}；已满 ${life.elapsedMonths} 个月，计 ${life.weight}/${weightOf(decay)}` : gain.rule
    counted.push({ record, pointsCenti: nextCenti - settledCenti + 0, until: life.until, rule })
    settledCenti = nextCenti
  }
  return counted
}
