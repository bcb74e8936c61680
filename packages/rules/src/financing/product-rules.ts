import { isDay, type Day } from '../day'
import { at, type Cursor, expectKeys, type Problem, report, rootCursor } from '../shape'
import { COLLATERAL_KINDS, type CollateralKind, FIRM_SIZES, type FirmSize, type Scales } from './facts'
import { industrySection } from './industry'

/**
 * What a lender may ask. The list is closed and every rule reads one fact of the firm or of its request: a rule on a
 * natural person's score cannot be written down, and {@link readProductRules} refuses every key it does not know.
 */
export type ProductRule =
  | { kind: 'grade'; atLeast: string }
  | { kind: 'age'; minMonths: number; maxMonths: number | null }
  | { kind: 'industry'; anyOf: readonly string[]; noneOf: readonly string[] }
  | { kind: 'region'; anyOf: readonly string[] }
  | { kind: 'size'; anyOf: readonly FirmSize[] }
  | { kind: 'tax-rating'; atLeast: string }
  | { kind: 'headcount'; min: number; max: number | null }
  | { kind: 'revenue'; minFen: number; maxFen: number | null }
  | { kind: 'tax-paid'; minFen: number; maxFen: number | null }
  | { kind: 'penalties'; withinMonths: number; atMost: number }
  | { kind: 'not-listed'; lists: readonly string[] }
  | { kind: 'listed'; anyOf: readonly string[] }
  | { kind: 'first-loan' }
  | { kind: 'collateral'; anyOf: readonly CollateralKind[]; coverBps: number }
  | { kind: 'amount'; minFen: number; maxFen: number }
  | { kind: 'term'; minMonths: number; maxMonths: number }
  | { kind: 'open'; until: Day }

export type RuleKind = ProductRule['kind']

/** One billion yuan, so that amount × cover stays a safe integer. */
const MAX_FEN = 100_000_000_000
const MAX_MONTHS = 600

/** These may stand more than once: windows and lists add up. All others once. */
const REPEATABLE: readonly string[] = ['penalties', 'not-listed', 'listed']

function integer(cursor: Cursor, min: number, max: number): void {
  if (!Number.isSafeInteger(cursor.value) || (cursor.value as number) < min || (cursor.value as number) > max) report(cursor, `must be an integer from ${min} to ${max}`)
}

function range(rule: Cursor, low: string, high: string, max: number, open: boolean, min = 0): void {
  expectKeys(rule, ['kind', low, high])
  integer(at(rule, low), min, max)
  if (open && at(rule, high).value === null) return
  integer(at(rule, high), min, max)
  if (Number(at(rule, low).value) > Number(at(rule, high).value)) report(at(rule, high), `must not be below ${low}`)
}

function strings(cursor: Cursor, known: (text: string) => boolean, atLeastOne = true): void {
  const list = cursor.value
  if (!Array.isArray(list) || (atLeastOne && list.length === 0)) return report(cursor, 'must be a list that names something')
  for (const item of list) if (typeof item !== 'string' || !known(item)) report(cursor, `unknown: ${String(item)}`)
}

type ReadRule = (rule: Cursor, scales: Scales) => void

const READERS: Record<RuleKind, ReadRule> = {
  grade: (rule, scales) => { expectKeys(rule, ['kind', 'atLeast']); strings({ ...at(rule, 'atLeast'), value: [at(rule, 'atLeast').value] }, (text) => scales.grade.includes(text)) },
  'tax-rating': (rule, scales) => { expectKeys(rule, ['kind', 'atLeast']); strings({ ...at(rule, 'atLeast'), value: [at(rule, 'atLeast').value] }, (text) => scales.taxRating.includes(text)) },
  age: (rule) => range(rule, 'minMonths', 'maxMonths', 2 * MAX_MONTHS, true),
  industry: (rule) => {
    expectKeys(rule, ['kind', 'anyOf', 'noneOf'])
    for (const key of ['anyOf', 'noneOf']) strings(at(rule, key), (text) => industrySection(text) !== null, false)
  },
  region: (rule) => { expectKeys(rule, ['kind', 'anyOf']); strings(at(rule, 'anyOf'), (text) => /^\d{6}$/.test(text)) },
  size: (rule) => { expectKeys(rule, ['kind', 'anyOf']); strings(at(rule, 'anyOf'), (text) => (FIRM_SIZES as readonly string[]).includes(text)) },
  headcount: (rule) => range(rule, 'min', 'max', 10_000_000, true),
  revenue: (rule) => range(rule, 'minFen', 'maxFen', Number.MAX_SAFE_INTEGER, true),
  'tax-paid': (rule) => range(rule, 'minFen', 'maxFen', Number.MAX_SAFE_INTEGER, true),
  penalties: (rule) => { expectKeys(rule, ['kind', 'withinMonths', 'atMost']); integer(at(rule, 'withinMonths'), 1, MAX_MONTHS); integer(at(rule, 'atMost'), 0, 1000) },
  'not-listed': (rule) => { expectKeys(rule, ['kind', 'lists']); strings(at(rule, 'lists'), (text) => text !== '') },
  listed: (rule) => { expectKeys(rule, ['kind', 'anyOf']); strings(at(rule, 'anyOf'), (text) => text !== '') },
  'first-loan': (rule) => expectKeys(rule, ['kind']),
  collateral: (rule) => {
    expectKeys(rule, ['kind', 'anyOf', 'coverBps'])
    strings(at(rule, 'anyOf'), (text) => (COLLATERAL_KINDS as readonly string[]).includes(text))
    integer(at(rule, 'coverBps'), 1, 50_000)
  },
  amount: (rule) => range(rule, 'minFen', 'maxFen', MAX_FEN, false, 1),
  term: (rule) => range(rule, 'minMonths', 'maxMonths', MAX_MONTHS, false, 1),
  open: (rule) => { expectKeys(rule, ['kind', 'until']); if (!isDay(at(rule, 'until').value)) report(at(rule, 'until'), 'must be a day') },
}

/** Lists that the rules of one kind name; whatever else is there has been reported. */
function named(rules: readonly unknown[], kind: string, key: string): unknown[] {
  return rules.flatMap((rule) => {
    const { [key]: lists, kind: found } = (typeof rule === 'object' && rule !== null ? rule : {}) as Record<string, unknown>
    return found === kind && Array.isArray(lists) ? (lists as unknown[]) : []
  })
}

/** Rules as a lender's form or an import hands them in; every problem at its place. Amount and term are required. */
export function readProductRules(value: unknown, scales: Scales): { ok: true; rules: ProductRule[] } | { ok: false; problems: Problem[] } {
  const root = rootCursor(value)
  if (!Array.isArray(value)) {
    report(root, 'must be a list of rules')
    return { ok: false, problems: root.problems }
  }
  const seen = new Set<string>()
  for (const [i, item] of (value as unknown[]).entries()) {
    const rule: Cursor = { value: item, path: `[${i}]`, problems: root.problems }
    const kind = at(rule, 'kind').value
    if (typeof kind !== 'string' || !Object.prototype.hasOwnProperty.call(READERS, kind)) {
      report(at(rule, 'kind'), `no such rule: ${String(kind)}`)
      continue
    }
    if (seen.has(kind) && !REPEATABLE.includes(kind)) report(rule, `a second rule ${kind}`)
    seen.add(kind)
    READERS[kind as RuleKind](rule, scales)
  }
  const barred = named(value, 'not-listed', 'lists')
  for (const list of named(value, 'listed', 'anyOf')) if (barred.includes(list)) report(root, `both asked for and barred: ${String(list)}`)
  for (const kind of ['amount', 'term']) if (!seen.has(kind)) report(root, `a rule ${kind} is required`)
  return root.problems.length > 0 ? { ok: false, problems: root.problems } : { ok: true, rules: value as ProductRule[] }
}
