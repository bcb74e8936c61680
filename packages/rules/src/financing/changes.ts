import { addMonths, type Day } from '../day'
import { checkRule, collateralWorth, counting, type LoanCase, stands, worthNeeded } from './check-rule'
import type { CollateralKind, FirmPenalty } from './facts'
import type { ProductRule, RuleKind } from './product-rules'

/** One thing a firm can do. Nothing here is done for it. */
export type Change =
  | { do: 'wait'; until: Day }
  /** Apply for the repair 信用修复 of one penalty; possible from `from`. */
  | { do: 'repair'; penaltyId: string; from: Day }
  /** Apply for removal from a list. */
  | { do: 'leave-list'; list: string; from: Day }
  | { do: 'ask'; amountFen: number }
  | { do: 'term'; months: number }
  /** Offer further security of one of these kinds, worth so much. */
  | { do: 'collateral'; anyOf: readonly CollateralKind[]; worthFen: number }

/** The smallest set of changes after which no rule fails, or the rules that nothing the firm can do now would satisfy. */
export type WayOut = { possible: true; changes: readonly Change[] } | { possible: false; because: readonly RuleKind[] }

/** Nobody is told to wait longer than this; the product's own choice. */
const LONGEST_WAIT_MONTHS = 36

/** Every kind of rule, those first whose fact the firm cannot change by an application or a wait, last those about what it asks for. */
const KINDS: readonly RuleKind[] = ['grade', 'industry', 'region', 'size', 'tax-rating', 'headcount', 'revenue', 'tax-paid', 'listed', 'first-loan', 'age', 'open', 'penalties', 'not-listed', 'amount', 'term', 'collateral']
/** Kinds of rules, a bit each. */
export type Kinds = number
const BITS = Object.fromEntries(KINDS.map((kind, i) => [kind, 1 << i])) as Readonly<Record<RuleKind, Kinds>>
export const bitOf = (kind: RuleKind): Kinds => BITS[kind]
const FIXED: Kinds = bitOf('age') - 1
const ASKED: Kinds = bitOf('amount') | bitOf('term') | bitOf('collateral')

/** Nearest amount, term and security that the product takes. They do not depend on the day. */
function changeRequest(rules: readonly ProductRule[], { request }: LoanCase): Change[] {
  const changes: Change[] = []
  let amountFen = request.amountFen
  for (const rule of rules) if (rule.kind === 'amount') amountFen = Math.min(Math.max(amountFen, rule.minFen), rule.maxFen)
  const least = rules.find((rule) => rule.kind === 'amount')?.minFen ?? 1
  for (const rule of rules) {
    if (rule.kind === 'term' && (request.termMonths < rule.minMonths || request.termMonths > rule.maxMonths)) {
      changes.push({ do: 'term', months: Math.min(Math.max(request.termMonths, rule.minMonths), rule.maxMonths) })
    }
    if (rule.kind !== 'collateral') continue
    const worth = collateralWorth(request, rule.anyOf)
    if (worth >= worthNeeded(amountFen, rule.coverBps)) continue
    // Asking for less is one change however much less, and one that is always in the firm's hand.
    const covered = Math.floor((worth * 10_000) / rule.coverBps)
    const wholeYuan = covered - (covered % 100)
    if (covered >= least) amountFen = Math.max(wholeYuan, least)
    else changes.push({ do: 'collateral', anyOf: rule.anyOf, worthFen: worthNeeded(amountFen, rule.coverBps) - worth })
  }
  if (amountFen !== request.amountFen) changes.push({ do: 'ask', amountFen })
  return changes
}

/**
 * Fewest repairs after which every window holds on `day`; `null` when there are too few that may be repaired by then.
 * Windows end on the same day, so each lies in the longer ones: from the shortest on, any penalty serves as well as another.
 */
function repairsNeeded(rules: readonly ProductRule[], penalties: readonly FirmPenalty[], day: Day): FirmPenalty[] | null {
  const windows = rules.filter((rule) => rule.kind === 'penalties').sort((a, b) => a.withinMonths - b.withinMonths)
  const chosen: FirmPenalty[] = []
  for (const { withinMonths, atMost } of windows) {
    const left = counting(penalties, withinMonths, day).filter((penalty) => !chosen.includes(penalty))
    const excess = left.length - atMost
    if (excess <= 0) continue
    const open = left.filter((penalty) => penalty.repairableOn !== null && penalty.repairableOn <= day)
    if (open.length < excess) return null
    chosen.push(...open.slice(0, excess))
  }
  return chosen
}

/** What must be applied for if the firm acts on `day`; `null` when that day does not do. */
function changeFile(rules: readonly ProductRule[], given: LoanCase, day: Day): Change[] | null {
  const { facts } = given
  const changes: Change[] = []
  const moved = { ...given, today: day }
  for (const rule of rules) {
    if ((rule.kind === 'age' || rule.kind === 'open' || rule.kind === 'listed') && checkRule(rule, moved, '').verdict === 'failed') return null
  }
  if (facts.penalties.known) {
    const repairs = repairsNeeded(rules, facts.penalties.value, day)
    if (repairs === null) return null
    for (const { id, repairableOn } of repairs) changes.push({ do: 'repair', penaltyId: id, from: repairableOn ?? day })
  }
  if (facts.lists.known) {
    const barred = new Set(rules.flatMap((rule) => (rule.kind === 'not-listed' ? rule.lists : [])))
    const listed = new Map<string, Day>()
    for (const one of facts.lists.value) {
      if (!barred.has(one.list) || !stands(one, day)) continue
      if (one.removableOn === null || one.removableOn > day) return null
      const from = listed.get(one.list)
      listed.set(one.list, from === undefined || one.removableOn > from ? one.removableOn : from)
    }
    for (const [list, from] of listed) changes.push({ do: 'leave-list', list, from })
  }
  return changes
}

/** Days on which something becomes easier by waiting. Between two of them nothing does, so no other day need be tried. */
function turningDays(rules: readonly ProductRule[], { facts, today }: LoanCase): Day[] {
  const days = new Set<Day>()
  for (const rule of rules) {
    if (rule.kind === 'age' && facts.registeredOn.known) days.add(addMonths(facts.registeredOn.value, rule.minMonths))
    if (rule.kind === 'penalties' && facts.penalties.known) {
      for (const penalty of facts.penalties.value) {
        days.add(addMonths(penalty.decidedOn, rule.withinMonths))
        if (penalty.repairableOn !== null) days.add(penalty.repairableOn)
      }
    }
    if (rule.kind === 'not-listed' && facts.lists.known) {
      for (const one of facts.lists.value) {
        if (one.endsOn !== null) days.add(one.endsOn)
        if (one.removableOn !== null) days.add(one.removableOn)
      }
    }
  }
  const last = addMonths(today, LONGEST_WAIT_MONTHS)
  return [...days].filter((day) => day > today && day <= last).sort()
}

/** Rules that look at the firm's own file and at the day. What one product's ask of these does not depend on its other rules. */
export const FILE_RULES: ReadonlySet<RuleKind> = new Set<RuleKind>(['age', 'open', 'penalties', 'not-listed', 'listed'])

/**
 * The fewest waits, repairs and removals after which no rule on the file fails; of equally few, those without a wait, then
 * the shortest wait. `null` when there are none.
 */
export function mendFile(rules: readonly ProductRule[], given: LoanCase): Change[] | null {
  let best = changeFile(rules, given, given.today)
  if (best !== null && best.length <= 1) return best
  for (const until of turningDays(rules, given)) {
    const changes = changeFile(rules, given, until)
    if (changes !== null && (best === null || changes.length + 1 < best.length)) best = [{ do: 'wait', until }, ...changes]
  }
  return best
}

/**
 * The fewest changes after which no rule of the product fails. Leaving out any one of them leaves a failed rule. Unknown
 * facts are not touched: they ask for a consent, not a change.
 * @param failed kinds of the rules that fail today, at least one
 * @param mend answers {@link mendFile} of the product's rules; asked only where the file has to change
 */
export function findWayOut(rules: readonly ProductRule[], failed: Kinds, given: LoanCase, mend: () => readonly Change[] | null): WayOut {
  const fixed = failed & FIXED
  if (fixed !== 0) return impossible(fixed)
  const file = (failed & ~ASKED) === 0 ? [] : mend()
  if (file === null) return impossible(failed & ~ASKED)
  // Where nothing that is asked for fails, nothing of it has to change.
  return { possible: true, changes: (failed & ASKED) === 0 ? file : [...file, ...changeRequest(rules, given)] }
}

const IMPOSSIBLE = new Map<Kinds, WayOut>()

/** The same for every product that fails for the same reasons. */
function impossible(kinds: Kinds): WayOut {
  let answer = IMPOSSIBLE.get(kinds)
  if (answer === undefined) IMPOSSIBLE.set(kinds, (answer = { possible: false, because: KINDS.filter((kind) => (kinds & bitOf(kind)) !== 0) }))
  return answer
}

/** The case after the changes. A repair or a removal before its day does nothing. */
export function applyChanges(given: LoanCase, changes: readonly Change[]): LoanCase {
  const waits = changes.find((change) => change.do === 'wait')
  const today = waits?.until ?? given.today
  let { facts, request } = given
  for (const change of changes) {
    if (change.do === 'ask') request = { ...request, amountFen: change.amountFen }
    if (change.do === 'term') request = { ...request, termMonths: change.months }
    if (change.do === 'collateral') request = { ...request, collateral: [...request.collateral, { kind: change.anyOf[0] ?? 'guarantor', valueFen: change.worthFen }] }
    if (change.do === 'repair' && change.from <= today && facts.penalties.known) {
      facts = { ...facts, penalties: { ...facts.penalties, value: facts.penalties.value.filter((penalty) => penalty.id !== change.penaltyId) } }
    }
    if (change.do === 'leave-list' && change.from <= today && facts.lists.known) {
      facts = { ...facts, lists: { ...facts.lists, value: facts.lists.value.filter((one) => one.list !== change.list) } }
    }
  }
  return { ...given, facts, request, today }
}
