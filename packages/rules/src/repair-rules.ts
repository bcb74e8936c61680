import { CATALOG_KINDS, type CatalogKind } from './catalog'
import type { Day } from './day'
import { checkClasses, type PublicationClass, type PublicationCondition, type PublicationRuleSet, readDayField, readMonths, readWhen } from './publication-rules'
import { at, type Cursor, expectKeys, isAbsent, type Problem, readBoolean, readInteger, readList, readOneOf, readText, report, rootCursor } from './shape'

/**
 * `application`: ends earlier when the subject asks and the conditions are met. `automatic`: ends by itself, nobody applies.
 * `not-needed`: is not shown, or says nothing bad. `none`: no earlier end exists.
 */
export const REPAIR_WAYS = ['application', 'automatic', 'not-needed', 'none'] as const
export type RepairWay = (typeof REPAIR_WAYS)[number]

/** A class of gravity, and from when and until when its records bind. Months are calendar months from the clock's start. */
export interface RepairClass {
  code: string
  title: string
  when: PublicationCondition[][]
  /** Earliest application; `null`: no waiting time, as soon as the duties are done. */
  minMonths: number | null
  /** The longest time; `null`: no longest time is known. */
  maxMonths: number | null
  /** At the longest time it stops by itself. */
  autoEnd: boolean
  way: RepairWay
}

export const CONDITION_CODES = ['minimum-period', 'duties-done', 'commitment', 'no-false-commitment', 'other-rules'] as const
/** What the program can judge from the facts; `other-rules` it cannot, and says so. */
export type ConditionCode = (typeof CONDITION_CODES)[number]

export interface RepairCondition { code: ConditionCode; title: string; basis: string }

export interface RepairMaterial {
  code: string
  title: string
  /** Name of the template to fill in; absent when there is none. */
  template?: string
  /** The office may fetch it itself. */
  /** 单位可代取: handing it in is quicker, but an application without it is whole. */
  obtainableByOffice: boolean
}

export const DEADLINE_CODES = ['accept', 'decide', 'propagate'] as const
/** `accept` the office says whether it takes the application; `decide` it answers; `propagate` every copy follows. */
export type DeadlineCode = (typeof DEADLINE_CODES)[number]

export interface RepairDeadlineRule {
  code: DeadlineCode
  title: string
  /** Its clock starts on the day of the application, or on the day another step was due. */
  from: 'apply' | DeadlineCode
  workingDays: number
}

/** `window` is this product's own window (files with 信用中国); the others are where the subject has to go. */
export const CHANNEL_CODES = ['window', 'market-regulator', 'court', 'tax'] as const

export interface RepairChannel { code: (typeof CHANNEL_CODES)[number]; title: string; where: string }

/** How records of some kinds are repaired 信用修复, as dated data. Which set applies is decided by the day of the application. */
export interface RepairRuleSet {
  id: string
  title: string
  authority: string
  sourceRef: string
  /** False: the official text could not be read; pages say 以官方文本为准. */
  verified: boolean
  note: string
  recordKinds: CatalogKind[]
  /** Only decisions of offices whose name contains one of these, before any set without. Empty: every office. */
  offices: string[]
  effectiveFrom: Day
  /** Last day in force; `null`: still. */
  effectiveTo: Day | null
  clockStart: 'decision-date'
  /** Said beside a result for a decision made before the set was in force. */
  transition: string | null
  channel: RepairChannel
  classes: RepairClass[]
  conditions: RepairCondition[]
  materials: RepairMaterial[]
  deadlines: RepairDeadlineRule[]
  /** A commitment found false bars an earlier end for this many months; `null`: the set says nothing. */
  falseCommitmentMonths: number | null
  /** A court approved a plan of reorganisation: what the firm may ask for at once. `null`: no such way. */
  reorganisation: { title: string; effect: string } | null
}

/** As a file says it: the classes may be those of a publication rule set, so that there is one definition. */
export interface RepairRuleFile extends Omit<RepairRuleSet, 'classes'> {
  classes: RepairClass[]
  classesFrom: string | null
  /** The way of a borrowed class, where it is not the one that follows from its display. */
  ways: Record<string, RepairWay>
}

export type RepairRuleReading = { ok: true; rule: RepairRuleFile } | { ok: false; problems: Problem[] }

function readClass(cursor: Cursor): RepairClass {
  expectKeys(cursor, ['code', 'title', 'when', 'minMonths', 'maxMonths', 'autoEnd', 'way'])
  const one: RepairClass = {
    code: readText(at(cursor, 'code')),
    title: readText(at(cursor, 'title')),
    when: readWhen(at(cursor, 'when')),
    minMonths: readMonths(at(cursor, 'minMonths')),
    maxMonths: readMonths(at(cursor, 'maxMonths')),
    autoEnd: readBoolean(at(cursor, 'autoEnd')),
    way: readOneOf(at(cursor, 'way'), REPAIR_WAYS),
  }
  if (one.minMonths !== null && one.maxMonths !== null && one.minMonths > one.maxMonths) report(cursor, 'minMonths is more than maxMonths')
  if (one.autoEnd && one.maxMonths === null) report(cursor, 'ends by itself, but has no maxMonths')
  if (one.way === 'automatic' && !one.autoEnd) report(cursor, 'is automatic, but does not end by itself')
  return one
}

function readCondition(cursor: Cursor): RepairCondition {
  expectKeys(cursor, ['code', 'title', 'basis'])
  return { code: readOneOf(at(cursor, 'code'), CONDITION_CODES), title: readText(at(cursor, 'title')), basis: readText(at(cursor, 'basis')) }
}

function readMaterial(cursor: Cursor): RepairMaterial {
  expectKeys(cursor, ['code', 'title', 'template', 'obtainableByOffice'])
  const template = at(cursor, 'template')
  return {
    code: readText(at(cursor, 'code')),
    title: readText(at(cursor, 'title')),
    ...(isAbsent(template) ? {} : { template: readText(template) }),
    obtainableByOffice: readBoolean(at(cursor, 'obtainableByOffice')),
  }
}

function readDeadline(cursor: Cursor): RepairDeadlineRule {
  expectKeys(cursor, ['code', 'title', 'from', 'workingDays'])
  const one: RepairDeadlineRule = {
    code: readOneOf(at(cursor, 'code'), DEADLINE_CODES),
    title: readText(at(cursor, 'title')),
    from: readOneOf(at(cursor, 'from'), ['apply', ...DEADLINE_CODES]),
    workingDays: readInteger(at(cursor, 'workingDays')),
  }
  if (one.workingDays < 1 || one.workingDays > 250) report(at(cursor, 'workingDays'), 'must be 1 to 250')
  if (one.from !== 'apply' && DEADLINE_CODES.indexOf(one.from) >= DEADLINE_CODES.indexOf(one.code)) report(at(cursor, 'from'), 'must be an earlier step')
  return one
}

const KEYS = ['id', 'title', 'authority', 'sourceRef', 'verified', 'note', 'recordKinds', 'offices', 'effectiveFrom', 'effectiveTo', 'clockStart', 'transition', 'channel', 'classes', 'classesFrom', 'ways', 'conditions', 'materials', 'deadlines', 'falseCommitmentMonths', 'reorganisation']

function readWays(cursor: Cursor): Record<string, RepairWay> {
  if (isAbsent(cursor)) return {}
  if (typeof cursor.value !== 'object') return (report(cursor, 'must be a mapping'), {})
  const codes = Object.keys(cursor.value ?? {})
  return Object.fromEntries(codes.map((code) => [code, readOneOf(at(cursor, code), REPAIR_WAYS)]))
}

function readChannel(cursor: Cursor): RepairChannel {
  expectKeys(cursor, ['code', 'title', 'where'])
  return { code: readOneOf(at(cursor, 'code'), CHANNEL_CODES), title: readText(at(cursor, 'title')), where: readText(at(cursor, 'where')) }
}

function readReorganisation(cursor: Cursor): RepairRuleSet['reorganisation'] {
  if (isAbsent(cursor)) return null
  expectKeys(cursor, ['title', 'effect'])
  return { title: readText(at(cursor, 'title')), effect: readText(at(cursor, 'effect')) }
}

const optional = <T>(cursor: Cursor, read: (c: Cursor) => T): T | null => (isAbsent(cursor) ? null : read(cursor))

/** Reads one `rules/repair-*.yaml` (already parsed) and reports every problem. */
export function readRepairRule(data: unknown): RepairRuleReading {
  const cursor = rootCursor(data)
  expectKeys(cursor, KEYS)
  const list = <T>(key: string, read: (c: Cursor) => T): T[] => (isAbsent(at(cursor, key)) ? [] : readList(at(cursor, key), read))
  const rule: RepairRuleFile = {
    id: readText(at(cursor, 'id')),
    title: readText(at(cursor, 'title')),
    authority: readText(at(cursor, 'authority')),
    sourceRef: readText(at(cursor, 'sourceRef')),
    verified: readBoolean(at(cursor, 'verified')),
    note: readText(at(cursor, 'note')),
    recordKinds: readList(at(cursor, 'recordKinds'), (kind) => readOneOf(kind, CATALOG_KINDS)),
    offices: list('offices', readText),
    effectiveFrom: readDayField(at(cursor, 'effectiveFrom')),
    effectiveTo: optional(at(cursor, 'effectiveTo'), readDayField),
    clockStart: readOneOf(at(cursor, 'clockStart'), ['decision-date']),
    transition: optional(at(cursor, 'transition'), readText),
    channel: readChannel(at(cursor, 'channel')),
    classes: list('classes', readClass),
    classesFrom: optional(at(cursor, 'classesFrom'), readText),
    ways: readWays(at(cursor, 'ways')),
    conditions: list('conditions', readCondition),
    materials: list('materials', readMaterial),
    deadlines: list('deadlines', readDeadline),
    falseCommitmentMonths: readMonths(at(cursor, 'falseCommitmentMonths')),
    reorganisation: readReorganisation(at(cursor, 'reorganisation')),
  }
  if (rule.effectiveTo !== null && rule.effectiveTo < rule.effectiveFrom) report(at(cursor, 'effectiveTo'), 'is before effectiveFrom')
  if (rule.classesFrom === null) checkClasses(at(cursor, 'classes'), rule.classes)
  else if (rule.classes.length > 0) report(at(cursor, 'classes'), 'has classes of its own and of classesFrom')
  for (const key of ['conditions', 'materials', 'deadlines'] as const) {
    const codes = rule[key].map((one) => one.code)
    if (new Set<string>(codes).size !== codes.length) report(at(cursor, key), 'a code occurs twice')
  }
  for (const [i, one] of rule.deadlines.entries()) if (one.from !== 'apply' && !rule.deadlines.slice(0, i).some((d) => d.code === one.from)) report(at(cursor, 'deadlines'), `${one.code} starts at ${one.from}, which is not before it`)
  return cursor.problems.length > 0 ? { ok: false, problems: cursor.problems } : { ok: true, rule }
}

const WAY_OF_DISPLAY: Record<PublicationClass['display'], RepairWay> = { timed: 'application', 'until-removal': 'application', retention: 'not-needed', none: 'not-needed' }

/** Puts the borrowed classes into a rule. @throws Error when the publication rule is missing or does not speak of the same kinds */
export function resolveRepairRule(file: RepairRuleFile, publication: readonly PublicationRuleSet[]): RepairRuleSet {
  const { classesFrom, ways, ...rule } = file
  if (classesFrom === null) return rule
  const source = publication.find((p) => p.id === classesFrom)
  if (!source) throw new Error(`${file.id}: there is no publication rule ${classesFrom}`)
  const strange = file.recordKinds.find((kind) => !source.kinds.includes(kind))
  if (strange !== undefined) throw new Error(`${file.id}: ${classesFrom} says nothing of ${strange}`)
  for (const code of Object.keys(ways)) if (!source.classes.some((c) => c.code === code)) throw new Error(`${file.id}: ${classesFrom} has no class ${code}`)
  const classes = source.classes.map(({ display, ...one }): RepairClass => ({ ...one, autoEnd: display === 'timed', way: ways[one.code] ?? WAY_OF_DISPLAY[display] }))
  return { ...rule, classes }
}

/** What repair rule sets do wrong together: double ids, two sets for one kind and the same offices on one day. */
export function checkRepairRules(rules: readonly RepairRuleSet[]): string[] {
  const problems: string[] = []
  for (const [i, a] of rules.entries()) {
    for (const b of rules.slice(i + 1)) {
      if (a.id === b.id) problems.push(`the id ${a.id} occurs twice`)
      const kind = a.recordKinds.find((k) => b.recordKinds.includes(k))
      const overlaps = (a.effectiveTo === null || b.effectiveFrom <= a.effectiveTo) && (b.effectiveTo === null || a.effectiveFrom <= b.effectiveTo)
      const sameOffices = a.offices.length === 0 ? b.offices.length === 0 : a.offices.some((word) => b.offices.includes(word))
      if (kind !== undefined && overlaps && sameOffices) problems.push(`${a.id} and ${b.id} are both in force for ${kind}`)
    }
  }
  return problems
}
