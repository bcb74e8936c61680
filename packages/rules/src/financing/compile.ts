import { dayKey, monthsBetween } from '../day'
import { checkRule, collateralWorth, counting, inRegion, type LoanCase, type RuleOutcome, ruleWords, stands, worthNeeded } from './check-rule'
import type { DataClass, Fact, Scales } from './facts'
import { bitOf, type Change, FILE_RULES, findWayOut, mendFile, type WayOut } from './changes'
import { inIndustry } from './industry'
import type { ProductRule } from './product-rules'

/** A product as far as it is matched. */
export interface MatchProduct { id: string; rules: readonly ProductRule[] }

export type MatchStatus = 'fits' | 'unknown' | 'failed'

export interface ProductMatch {
  productId: string
  /** `unknown` when nothing fails and something is not known. */
  status: MatchStatus
  outcomes: readonly RuleOutcome[]
  /** Authorisations that would answer what is not known; each is needed. */
  consents: readonly DataClass[]
  /** Only when something fails. */
  wayOut: WayOut | null
}

/** Every rule is a value of the case that must lie between two numbers; NaN stands for what is not known. */
interface Bounds { slot: string; lo: number; hi: number; value: (given: LoanCase) => number }

/**
 * Products laid out for speed: rules that several products share are held once, and each value is read once a case.
 * Rules of product `i` are `ruleIds[offsets[i]…offsets[i + 1])`; `slots`, `lo` and `hi` run beside `ruleIds`.
 */
export interface CompiledProducts {
  products: readonly MatchProduct[]
  rules: readonly ProductRule[]
  words: readonly string[]
  offsets: Int32Array
  ruleIds: Int32Array
  slots: Int32Array
  lo: Float64Array
  hi: Float64Array
  values: readonly ((given: LoanCase) => number)[]
  /** Products with the same number ask the same of a firm's file, so that one search for a way out serves them all. */
  fileKeys: Int32Array
}

const known = <T>(fact: Fact<T>, read: (value: T) => number) => (fact.known ? read(fact.value) : NaN)
const yes = (truth: boolean) => (truth ? 1 : 0)

function boundsOf(rule: ProductRule, scales: Scales): Bounds {
  const from = (slot: string, lo: number, hi: number | null, value: Bounds['value']): Bounds => ({ slot, lo, hi: hi ?? Infinity, value })
  switch (rule.kind) {
    case 'grade': return from('grade', scales.grade.indexOf(rule.atLeast), null, ({ facts }) => known(facts.grade, (grade) => scales.grade.indexOf(grade)))
    case 'tax-rating': return from('tax-rating', scales.taxRating.indexOf(rule.atLeast), null, ({ facts }) => known(facts.taxRating, (rating) => scales.taxRating.indexOf(rating)))
    case 'age': return from('age', rule.minMonths, rule.maxMonths, ({ facts, today }) => known(facts.registeredOn, (since) => monthsBetween(since, today)))
    case 'industry': return from(`industry ${rule.anyOf.join()} ${rule.noneOf.join()}`, 1, 1, ({ facts }) => known(facts.industry, (code) => yes((rule.anyOf.length === 0 || rule.anyOf.some((node) => inIndustry(code, node))) && !rule.noneOf.some((node) => inIndustry(code, node)))))
    case 'region': return from(`region ${rule.anyOf.join()}`, 1, 1, ({ facts }) => known(facts.region, (code) => yes(rule.anyOf.some((region) => inRegion(code, region)))))
    case 'size': return from(`size ${rule.anyOf.join()}`, 1, 1, ({ facts }) => known(facts.size, (size) => yes(rule.anyOf.includes(size))))
    case 'headcount': return from('headcount', rule.min, rule.max, ({ facts }) => known(facts.headcount, Number))
    case 'revenue': return from('revenue', rule.minFen, rule.maxFen, ({ facts }) => known(facts.revenueFen, Number))
    case 'tax-paid': return from('tax-paid', rule.minFen, rule.maxFen, ({ facts }) => known(facts.taxPaidFen, Number))
    case 'penalties': return from(`penalties ${rule.withinMonths}`, 0, rule.atMost, ({ facts, today }) => known(facts.penalties, (all) => counting(all, rule.withinMonths, today).length))
    case 'not-listed': return from(`not-listed ${rule.lists.join()}`, 0, 0, ({ facts, today }) => known(facts.lists, (lists) => yes(lists.some((one) => rule.lists.includes(one.list) && stands(one, today)))))
    case 'listed': return from(`listed ${rule.anyOf.join()}`, 1, 1, ({ facts, today }) => known(facts.lists, (lists) => yes(lists.some((one) => rule.anyOf.includes(one.list) && stands(one, today)))))
    case 'first-loan': return from('first-loan', 0, 0, ({ facts }) => known(facts.borrowedBefore, yes))
    case 'collateral': return from(`collateral ${rule.anyOf.join()} ${rule.coverBps}`, 1, 1, ({ request }) => yes(collateralWorth(request, rule.anyOf) >= worthNeeded(request.amountFen, rule.coverBps)))
    case 'amount': return from('amount', rule.minFen, rule.maxFen, ({ request }) => request.amountFen)
    case 'term': return from('term', rule.minMonths, rule.maxMonths, ({ request }) => request.termMonths)
    case 'open': return from('today', 0, dayKey(rule.until) - 1, ({ today }) => dayKey(today))
  }
}

/** @param scales the city's scales: a case must be asked with the same */
export function compileProducts(products: readonly MatchProduct[], scales: Scales): CompiledProducts {
  const ids = new Map<string, number>()
  const rules: ProductRule[] = []
  const slotIds = new Map<string, number>()
  const values: Bounds['value'][] = []
  const offsets = new Int32Array(products.length + 1)
  const fileIds = new Map<string, number>()
  const fileKeys = new Int32Array(products.length)
  const [ruleIds, slots, lo, hi]: [number[], number[], number[], number[]] = [[], [], [], []]
  for (const [i, product] of products.entries()) {
    const ofFile: number[] = []
    for (const rule of product.rules) {
      const key = JSON.stringify(rule)
      const id = ids.get(key) ?? rules.push(rule) - 1
      ids.set(key, id)
      if (FILE_RULES.has(rule.kind)) ofFile.push(id)
      const bounds = boundsOf(rule, scales)
      const slot = slotIds.get(bounds.slot) ?? values.push(bounds.value) - 1
      slotIds.set(bounds.slot, slot)
      ruleIds.push(id)
      slots.push(slot)
      lo.push(bounds.lo)
      hi.push(bounds.hi)
    }
    offsets[i + 1] = ruleIds.length
    const fileKey = ofFile.join()
    fileKeys[i] = fileIds.get(fileKey) ?? fileIds.size
    fileIds.set(fileKey, fileKeys[i] ?? 0)
  }
  return { products, rules, words: rules.map((rule) => ruleWords(rule, scales.regions)), offsets, ruleIds: Int32Array.from(ruleIds), slots: Int32Array.from(slots), lo: Float64Array.from(lo), hi: Float64Array.from(hi), values, fileKeys }
}

const FITS = 0
const UNKNOWN = 1
const FAILED = 2

/**
 * Which products fit, without a word of explanation: 0 fits, 1 unknown, 2 failed, in the order of the products.
 * @param into a reused array of at least as many bytes as there are products
 */
export function screenProducts(compiled: CompiledProducts, given: LoanCase, into = new Uint8Array(compiled.products.length)): Uint8Array {
  const { offsets, slots, lo, hi, values } = compiled
  const read = new Float64Array(values.length)
  for (let s = 0; s < values.length; s += 1) read[s] = values[s]?.(given) ?? NaN
  const count = compiled.products.length
  for (let i = 0; i < count; i += 1) {
    const end = offsets[i + 1] as number
    let status = FITS
    for (let k = offsets[i] as number; k < end; k += 1) {
      const value = read[slots[k] as number] as number
      if (value < (lo[k] as number) || value > (hi[k] as number)) {
        status = FAILED
        break
      }
      // NaN alone differs from itself.
      if (value !== value) status = UNKNOWN
    }
    into[i] = status
  }
  return into
}

/** Every product with every rule explained, and the way out of each that fails; in the order of the products. What products have in common they share: nothing of an answer may be changed. */
export function matchProducts(compiled: CompiledProducts, given: LoanCase): ProductMatch[] {
  const { products, offsets, ruleIds, rules, words, fileKeys } = compiled
  const outcomes = rules.map((rule, id) => checkRule(rule, given, words[id]))
  const marks = Int32Array.from(outcomes, markOf)
  const mended = new Map<number, readonly Change[] | null>()
  const matches: ProductMatch[] = []
  let at = 0
  const mend = () => {
    const key = fileKeys[at] as number
    let found = mended.get(key)
    if (found === undefined) mended.set(key, (found = mendFile((products[at] as MatchProduct).rules, given)))
    return found
  }
  for (; at < products.length; at += 1) {
    const begin = offsets[at] as number
    const end = offsets[at + 1] as number
    const mine = outcomes.slice(0, end - begin)
    let mark = 0
    for (let k = begin; k < end; k += 1) {
      const id = ruleIds[k] as number
      mine[k - begin] = outcomes[id] as RuleOutcome
      mark |= marks[id] as number
    }
    matches.push(explain(products[at] as MatchProduct, mine, mark, given, mend))
  }
  return matches
}

/** An outcome in a number, so that a product's are added up without looking at one: kinds of failed rules, then unknown, then the authorisation that is asked for. */
function markOf({ verdict, rule, consent }: RuleOutcome): number {
  if (verdict === 'passed') return 0
  if (verdict === 'failed') return bitOf(rule.kind)
  return UNKNOWN_MARK | (consent === null ? 0 : 1 << (FIRST_CLASS + CLASSES.indexOf(consent)))
}

const UNKNOWN_MARK = 1 << 20
const FAILED_MARKS = UNKNOWN_MARK - 1
const FIRST_CLASS = 21
const CLASSES: readonly DataClass[] = ['tax', 'social-insurance', 'loans', 'registry']
/** Every set of classes there is, by its bits. */
const CONSENTS = Array.from({ length: 1 << CLASSES.length }, (_, bits) => CLASSES.filter((_class, i) => (bits & (1 << i)) !== 0))

/** Called for each product on each case, so it makes nothing that it does not need. */
function explain(product: MatchProduct, outcomes: readonly RuleOutcome[], mark: number, given: LoanCase, mend: () => readonly Change[] | null): ProductMatch {
  const failed = mark & FAILED_MARKS
  const status = failed !== 0 ? 'failed' : mark !== 0 ? 'unknown' : 'fits'
  return { productId: product.id, status, outcomes, consents: CONSENTS[mark >>> FIRST_CLASS] as readonly DataClass[], wayOut: failed === 0 ? null : findWayOut(product.rules, failed, given, mend) }
}

/** One product on one case; the same answer as {@link matchProducts} gives for it. */
export function matchProduct(product: MatchProduct, given: LoanCase): ProductMatch {
  const outcomes = product.rules.map((rule) => checkRule(rule, given))
  return explain(product, outcomes, outcomes.reduce((mark, outcome) => mark | markOf(outcome), 0), given, () => mendFile(product.rules, given))
}
