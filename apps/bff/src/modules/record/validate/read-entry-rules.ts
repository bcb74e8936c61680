import { COLLATERAL_KINDS, COLLATERAL_WORDS, type CollateralKind, FIRM_SIZES, type FirmSize, industryCode, type ProductRule, readProductRules, type Scales, SIZE_WORDS } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../../context'
import type { Values } from './parse-cell'

type Entry = { ok: true; rules: ProductRule[] } | { ok: false; field: string; reason: string }

const PENALTY_MONTHS = 24

class Wrong extends Error {
  constructor(readonly field: string, message: string) {
    super(message)
  }
}

/** Words of a cell, each looked up. @throws Wrong naming the first that is none */
function words<T>(values: Values, field: string, find: (word: string) => T | null | undefined, what: string): T[] {
  const cell = values[field]
  if (typeof cell !== 'string') return []
  return cell.split(/[|｜]/).map((word) => {
    const found = find(word.trim())
    if (found === null || found === undefined) throw new Wrong(field, `${word.trim()}不是${what}`)
    return found
  })
}

function rulesOf(ctx: Ctx, values: Values): ProductRule[] {
  const number = (field: string) => (typeof values[field] === 'number' ? values[field] : undefined)
  const text = (field: string) => (typeof values[field] === 'string' ? values[field] : undefined)
  const [age, grade, rating, heads, revenue, tax, penalties, cover] = [number('rule.minAgeMonths'), text('rule.minGrade'), text('rule.minTaxRating'), number('rule.minHeadcount'), number('rule.minRevenueFen'), number('rule.minTaxPaidFen'), number('rule.maxPenalties'), number('rule.coverBps')]
  const industries = words(values, 'rule.industries', industryCode, '国民经济行业分类的门类或大类')
  const regions = words(values, 'rule.districts', (name) => ctx.city.districts.find((d) => d.name === name || d.code === name)?.code, '本市的区县')
  const sizes = words(values, 'rule.sizes', (word): FirmSize | undefined => FIRM_SIZES.find((size) => SIZE_WORDS[size] === word), '企业规模')
  const collateral = words(values, 'rule.collateral', (word): CollateralKind | undefined => COLLATERAL_KINDS.find((kind) => COLLATERAL_WORDS[kind] === word), '担保物的种类')
  const [barred, required] = ['rule.barredLists', 'rule.requiredLists'].map((field) => words(values, field, (word) => word || null, '名单'))
  return [
    ...(grade === undefined ? [] : [{ kind: 'grade' as const, atLeast: grade }]),
    ...(age === undefined ? [] : [{ kind: 'age' as const, minMonths: age, maxMonths: null }]),
    ...(industries.length === 0 ? [] : [{ kind: 'industry' as const, anyOf: industries, noneOf: [] }]),
    ...(regions.length === 0 ? [] : [{ kind: 'region' as const, anyOf: regions }]),
    ...(sizes.length === 0 ? [] : [{ kind: 'size' as const, anyOf: sizes }]),
    ...(rating === undefined ? [] : [{ kind: 'tax-rating' as const, atLeast: rating }]),
    ...(heads === undefined ? [] : [{ kind: 'headcount' as const, min: heads, max: null }]),
    ...(revenue === undefined ? [] : [{ kind: 'revenue' as const, minFen: revenue, maxFen: null }]),
    ...(tax === undefined ? [] : [{ kind: 'tax-paid' as const, minFen: tax, maxFen: null }]),
    ...(penalties === undefined ? [] : [{ kind: 'penalties' as const, withinMonths: PENALTY_MONTHS, atMost: penalties }]),
    ...(barred && barred.length > 0 ? [{ kind: 'not-listed' as const, lists: barred }] : []),
    ...(required && required.length > 0 ? [{ kind: 'listed' as const, anyOf: required }] : []),
    ...(text('rule.firstLoan') === undefined ? [] : [{ kind: 'first-loan' as const }]),
    ...(collateral.length === 0 ? [] : [{ kind: 'collateral' as const, anyOf: collateral, coverBps: cover ?? 10_000 }]),
  ]
}

/** Entry rules 准入条件 of the filled `rule.*` columns, checked as one written in the console is. */
export function readEntryRules(ctx: Ctx, values: Values, scales: Scales): Entry {
  try {
    const rules = rulesOf(ctx, values)
    const checked = readProductRules([{ kind: 'amount', minFen: 1, maxFen: 1 }, { kind: 'term', minMonths: 1, maxMonths: 1 }, ...rules], scales)
    return checked.ok ? { ok: true, rules } : { ok: false, field: 'productCode', reason: checked.problems.map((p) => p.message).join('；') }
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, field: error.field, reason: error.message }
    throw error
  }
}
