import { CATALOG_KINDS, type CatalogKind } from './catalog'
import { type Day, isDay } from './day'
import { at, type Cursor, expectKeys, isAbsent, type Problem, readBoolean, readInteger, readList, readOneOf, readText, report, rootCursor } from './shape'

/** One fact about a record's content. Several in a row must all hold. */
export interface PublicationCondition {
  field: string
  /** The field is empty. */
  absent?: true
  /** It is one of these. */
  in?: string[]
  /** It contains one of these. */
  contains?: string[]
  /** It is a list (、，；;/) of nothing but these. */
  only?: string[]
  /** A number of at most this much (amounts: fen). */
  max?: number
}

/** A class of gravity 轻微、一般、严重 within a rule set; the first whose `when` holds applies, one without `when` always does. */
export interface PublicationClass {
  code: string
  title: string
  /** Alternatives; each is a row of conditions. */
  when: PublicationCondition[][]
  /**
   * `timed`: for `maxMonths` from the clock's start. `until-removal`: until the office takes it off. `retention`: as long as the
   * catalogue keeps it. `none`: never. A last day the office itself gave ends every display earlier.
   */
  display: 'timed' | 'until-removal' | 'retention' | 'none'
  /** From when the subject may ask for an earlier end; `null`: no waiting time is known. */
  minMonths: number | null
  maxMonths: number | null
}

/** How long records of some kinds are shown 公示期限, as dated data. Which set applies is decided by the day of the decision. */
export interface PublicationRuleSet {
  id: string
  title: string
  authority: string
  sourceRef: string
  kinds: CatalogKind[]
  effectiveFrom: Day
  /** Last day in force; `null`: still. */
  effectiveTo: Day | null
  clockStart: 'decision-date'
  /** False: the official text could not be read; pages say 以官方为准. */
  verified: boolean
  note: string
  classes: PublicationClass[]
}

export type PublicationRuleReading = { ok: true; rule: PublicationRuleSet } | { ok: false; problems: Problem[] }

function readCondition(cursor: Cursor): PublicationCondition {
  expectKeys(cursor, ['field', 'absent', 'in', 'contains', 'only', 'max'])
  const condition: PublicationCondition = { field: readText(at(cursor, 'field')) }
  if (!isAbsent(at(cursor, 'absent')) && readBoolean(at(cursor, 'absent'))) condition.absent = true
  for (const name of ['in', 'contains', 'only'] as const) if (!isAbsent(at(cursor, name))) condition[name] = readList(at(cursor, name), readText)
  if (!isAbsent(at(cursor, 'max'))) condition.max = readInteger(at(cursor, 'max'))
  if (Object.keys(condition).length !== 2) report(cursor, 'must test exactly one thing: absent, in, contains, only or max')
  return condition
}

/** Calendar months, `null` when the rule knows none. */
export function readMonths(cursor: Cursor): number | null {
  if (isAbsent(cursor)) return null
  const months = readInteger(cursor)
  if (months <= 0) report(cursor, 'must be positive, or absent')
  return months
}

/** Alternatives of a class, each a row of conditions; absent: always. */
export function readWhen(cursor: Cursor): PublicationCondition[][] {
  return isAbsent(cursor) ? [] : readList(cursor, (row) => readList(row, readCondition))
}

function readClass(cursor: Cursor): PublicationClass {
  expectKeys(cursor, ['code', 'title', 'when', 'display', 'minMonths', 'maxMonths'])
  const one: PublicationClass = {
    code: readText(at(cursor, 'code')),
    title: readText(at(cursor, 'title')),
    when: readWhen(at(cursor, 'when')),
    display: readOneOf(at(cursor, 'display'), ['timed', 'until-removal', 'retention', 'none']),
    minMonths: readMonths(at(cursor, 'minMonths')),
    maxMonths: readMonths(at(cursor, 'maxMonths')),
  }
  if ((one.display === 'timed') !== (one.maxMonths !== null)) report(cursor, 'a timed display has maxMonths, no other has')
  if (one.minMonths !== null && one.maxMonths !== null && one.minMonths > one.maxMonths) report(cursor, 'minMonths is more than maxMonths')
  return one
}

/** A day in quotes; YAML would otherwise make it something else. */
export function readDayField(cursor: Cursor): Day {
  if (isDay(cursor.value)) return cursor.value
  report(cursor, 'must be a day, in quotes')
  return '2000-01-01'
}

/** Every record must find a class: only the last has no `when`, and it has none. */
export function checkClasses(cursor: Cursor, classes: readonly { code: string; when: PublicationCondition[][] }[]): void {
  for (const [i, one] of classes.entries()) {
    const isLast = i === classes.length - 1
    if ((one.when.length === 0) !== isLast) report(cursor, isLast ? 'the last class must have no `when`: every record needs a class' : `${one.code} has no \`when\` and hides the classes after it`)
  }
  if (classes.length === 0) report(cursor, 'must have one at least')
}

/** Reads one `rules/publication-*.yaml` (already parsed) and reports every problem. */
export function readPublicationRule(data: unknown): PublicationRuleReading {
  const cursor = rootCursor(data)
  expectKeys(cursor, ['id', 'title', 'authority', 'sourceRef', 'kinds', 'effectiveFrom', 'effectiveTo', 'clockStart', 'verified', 'note', 'classes'])
  const to = at(cursor, 'effectiveTo')
  const rule: PublicationRuleSet = {
    id: readText(at(cursor, 'id')),
    title: readText(at(cursor, 'title')),
    authority: readText(at(cursor, 'authority')),
    sourceRef: readText(at(cursor, 'sourceRef')),
    kinds: readList(at(cursor, 'kinds'), (kind) => readOneOf(kind, CATALOG_KINDS)),
    effectiveFrom: readDayField(at(cursor, 'effectiveFrom')),
    effectiveTo: isAbsent(to) ? null : readDayField(to),
    clockStart: readOneOf(at(cursor, 'clockStart'), ['decision-date']),
    verified: readBoolean(at(cursor, 'verified')),
    note: readText(at(cursor, 'note')),
    classes: readList(at(cursor, 'classes'), readClass),
  }
  if (rule.effectiveTo !== null && rule.effectiveTo < rule.effectiveFrom) report(to, 'is before effectiveFrom')
  checkClasses(at(cursor, 'classes'), rule.classes)
  return cursor.problems.length > 0 ? { ok: false, problems: cursor.problems } : { ok: true, rule }
}

/** What a city's rule sets do wrong together: double ids, two sets for one kind on one day, kinds without any. */
export function checkPublicationRules(rules: readonly PublicationRuleSet[]): string[] {
  const problems: string[] = []
  for (const [i, a] of rules.entries()) {
    for (const b of rules.slice(i + 1)) {
      if (a.id === b.id) problems.push(`the id ${a.id} occurs twice`)
      const kind = a.kinds.find((k) => b.kinds.includes(k))
      const overlaps = (a.effectiveTo === null || b.effectiveFrom <= a.effectiveTo) && (b.effectiveTo === null || a.effectiveFrom <= b.effectiveTo)
      if (kind !== undefined && overlaps) problems.push(`${a.id} and ${b.id} are both in force for ${kind}`)
    }
  }
  for (const kind of CATALOG_KINDS) if (!rules.some((r) => r.kinds.includes(kind))) problems.push(`no rule says how long ${kind} is shown`)
  return problems
}
