import { parseAmount } from '@xinhui/rules'
import { COLLATERAL_KINDS, type CollateralKind, FIRM_SIZES, type FirmSize } from '@xinhui/rules/financing/index'
import type { EntryRule } from './queries'
import { ruleTitles } from './words'

/** One rule as it is typed: a lower and an upper bound, what is chosen, and what is ruled out. Which of them count depends on the kind. */
export interface TypedRule {
  /** Tells rows apart while they are typed. */
  id: string
  kind: EntryRule['kind']
  low: string
  high: string
  picks: string[]
  bars: string[]
  /** Of the age of a firm. */
  unit: 'years' | 'months'
}

export const emptyRule = (kind: EntryRule['kind'], id: string): TypedRule => ({ id, kind, low: '', high: '', picks: [], bars: [], unit: 'years' })

/** Fen → yuan as it is typed, exact: `1234550` → `12345.5`. */
export function yuanText(fen: number): string {
  const digits = String(fen).padStart(3, '0')
  const cents = digits.slice(-2).replace(/0+$/, '')
  return `${digits.slice(0, -2)}${cents === '' ? '' : `.${cents}`}`
}

/** What was typed in yuan (`500000`, `50万`) → fen, exact; null for what is no amount of renminbi. */
export function fenOf(text: string): number | null {
  const read = parseAmount(text, { bareUnit: 'yuan' })
  return read.ok && read.fen !== null ? read.fen : null
}

const wholeOf = (text: string): number | null => (/^\d{1,8}$/.test(text.trim()) ? Number(text.trim()) : null)

/** Percent with at most two decimals → basis points, exact. */
export function bpsOf(text: string): number | null {
  const found = /^(\d{1,4})(?:\.(\d{1,2}))?$/.exec(text.trim())
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : null
}
export const percentText = (bps: number): string => yuanText(bps)

/** A rule as the form shows it. */
export function typedRule(rule: EntryRule, id: string): TypedRule {
  const base = emptyRule(rule.kind, id)
  const shown = (value: number | null, text: (value: number) => string = String) => (value === null ? '' : text(value))
  switch (rule.kind) {
    case 'grade':
    case 'tax-rating':
      return { ...base, picks: [rule.atLeast] }
    case 'age': {
      const isYears = rule.minMonths % 12 === 0 && (rule.maxMonths ?? 0) % 12 === 0
      const text = (months: number) => String(isYears ? months / 12 : months)
      return { ...base, unit: isYears ? 'years' : 'months', low: text(rule.minMonths), high: shown(rule.maxMonths, text) }
    }
    case 'industry':
      return { ...base, picks: rule.anyOf, bars: rule.noneOf }
    case 'region':
    case 'size':
    case 'listed':
      return { ...base, picks: rule.anyOf }
    case 'not-listed':
      return { ...base, picks: rule.lists }
    case 'headcount':
      return { ...base, low: String(rule.min), high: shown(rule.max) }
    case 'revenue':
    case 'tax-paid':
      return { ...base, low: yuanText(rule.minFen), high: shown(rule.maxFen, yuanText) }
    case 'penalties':
      return { ...base, low: String(rule.withinMonths), high: String(rule.atMost) }
    case 'first-loan':
      return base
    case 'collateral':
      return { ...base, picks: rule.anyOf, low: percentText(rule.coverBps) }
  }
}

type Read = EntryRule | string

/** Two bounds, the upper one open when empty; a sentence about what is wrong. */
function bounds(typed: TypedRule, number: (text: string) => number | null): { min: number; max: number | null } | string {
  const [min, max] = [typed.low.trim() === '' ? 0 : number(typed.low), typed.high.trim() === '' ? null : number(typed.high)]
  if (typed.low.trim() === '' && typed.high.trim() === '') return '请至少填一个界限'
  if (min === null || (typed.high.trim() !== '' && max === null)) return '请填写数字'
  return max !== null && min > max ? '上限小于下限' : { min, max }
}

const isSize = (text: string): text is FirmSize => (FIRM_SIZES as readonly string[]).includes(text)
const isCollateral = (text: string): text is CollateralKind => (COLLATERAL_KINDS as readonly string[]).includes(text)

function read(typed: TypedRule): Read {
  const { kind, picks, bars } = typed
  const [first] = picks
  switch (kind) {
    case 'grade':
    case 'tax-rating':
      return first === undefined ? '请选择最低一级' : { kind, atLeast: first }
    case 'age': {
      const months = typed.unit === 'years' ? 12 : 1
      const found = bounds(typed, wholeOf)
      return typeof found === 'string' ? found : { kind, minMonths: found.min * months, maxMonths: found.max === null ? null : found.max * months }
    }
    case 'industry':
      return picks.length + bars.length === 0 ? '请选择行业' : picks.some((code) => bars.includes(code)) ? '同一行业不能既要求又排除' : { kind, anyOf: picks, noneOf: bars }
    case 'region':
    case 'listed':
      return first === undefined ? '请至少选一项' : { kind, anyOf: picks }
    case 'size':
      return first === undefined ? '请至少选一项' : { kind, anyOf: picks.filter(isSize) }
    case 'not-listed':
      return first === undefined ? '请至少选一项' : { kind, lists: picks }
    case 'headcount': {
      const found = bounds(typed, wholeOf)
      return typeof found === 'string' ? found : { kind, min: found.min, max: found.max }
    }
    case 'revenue':
    case 'tax-paid': {
      const found = bounds(typed, fenOf)
      return typeof found === 'string' ? found : { kind, minFen: found.min, maxFen: found.max }
    }
    case 'penalties': {
      const [withinMonths, atMost] = [wholeOf(typed.low), wholeOf(typed.high)]
      return withinMonths === null || withinMonths === 0 || atMost === null ? '请填写月数和次数' : { kind, withinMonths, atMost }
    }
    case 'first-loan':
      return { kind }
    case 'collateral': {
      const coverBps = bpsOf(typed.low)
      return first === undefined ? '请选择担保物' : coverBps === null || coverBps < 1 ? '请填写价值不低于贷款额的百分之几' : { kind, anyOf: picks.filter(isCollateral), coverBps }
    }
  }
}

/** The rule that was typed, or what is wrong with it, with the name of its kind before it. */
export function readRule(typed: TypedRule): Read {
  const found = read(typed)
  return typeof found === 'string' ? `${ruleTitles[typed.kind]}：${found}` : found
}
