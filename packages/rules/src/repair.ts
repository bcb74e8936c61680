import type { CatalogKind } from './catalog'
import { addDays, addMonths, type Day, formatDayZh } from './day'
import { publicationEnd } from './publication-end'
import { classOf } from './record-class'
import type { RepairCheck, RepairConditionState, RepairDeadline, RepairFacts, RepairReason, RepairRules, RepairUnderSet } from './repair-facts'
import type { RepairClass, RepairDeadlineRule, RepairRuleSet } from './repair-rules'
import { addWorkingDays, type WorkingCalendar } from './working-days'

const earliest = (...days: (Day | null)[]): Day | null => days.reduce((a, b) => (a === null ? b : b === null || a <= b ? a : b), null)
const latest = (...days: (Day | null)[]): Day | null => days.reduce((a, b) => (a === null ? b : b === null || a >= b ? a : b), null)

/**
 * The set for a kind of record and an office in force on `day`: one that names the office before one that names none; before the
 * first of them, the first.
 */
function setOn(sets: readonly RepairRuleSet[], kind: CatalogKind, office: string, day: Day): RepairRuleSet | null {
  const own = sets.filter((s) => s.recordKinds.includes(kind) && (s.offices.length === 0 || s.offices.some((word) => office.includes(word)))).sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
  const inForce = own.filter((s) => s.effectiveFrom <= day && (s.effectiveTo === null || day <= s.effectiveTo))
  return inForce.find((s) => s.offices.length > 0) ?? inForce[0] ?? own.findLast((s) => s.effectiveFrom <= day) ?? own[0] ?? null
}

function conditionState(code: RepairConditionState['code'], facts: RepairFacts, applyOn: Day, minimumOn: Day | null, barredUntil: Day | null): RepairConditionState['state'] {
  switch (code) {
    case 'minimum-period':
      return minimumOn === null || minimumOn <= applyOn ? 'met' : 'missing'
    case 'duties-done':
      if (facts.dutiesDoneOn === 'unknown') return 'unknown'
      return facts.dutiesDoneOn !== null && facts.dutiesDoneOn <= applyOn ? 'met' : 'missing'
    case 'commitment':
      return facts.commitmentSigned === 'unknown' ? 'unknown' : facts.commitmentSigned ? 'met' : 'missing'
    case 'no-false-commitment':
      return barredUntil === null || barredUntil <= applyOn ? 'met' : 'missing'
    case 'other-rules':
      return 'unknown'
  }
}

/** Every step as a date. A step starts where its rule says; the city's promise holds where it is earlier. */
function deadlinesFrom(calendar: WorkingCalendar, rules: readonly RepairDeadlineRule[], city: readonly RepairDeadlineRule[], applyOn: Day): RepairDeadline[] {
  const done: RepairDeadline[] = []
  const dueOf = (rule: RepairDeadlineRule, by: RepairDeadline['by']): RepairDeadline | null => {
    const before = done.find((d) => d.code === rule.from)
    if (rule.from !== 'apply' && !before) return null
    const { day, provisional } = addWorkingDays(calendar, before?.day ?? applyOn, rule.workingDays)
    return { ...rule, day, provisional: provisional || before?.provisional === true, by }
  }
  for (const code of ['accept', 'decide', 'propagate'] as const) {
    const own = rules.find((r) => r.code === code)
    const promised = city.find((r) => r.code === code)
    const [a, b] = [own ? dueOf(own, 'rule') : null, promised ? dueOf(promised, 'city') : null]
    const one = a && b ? (b.day < a.day ? b : a) : (a ?? b)
    if (one) done.push(one)
  }
  return done
}

interface Question { rules: RepairRules; calendar: WorkingCalendar; facts: RepairFacts; applyOn: Day; display: RepairCheck['display'] }

/** Every day a class makes of the facts, before any application. */
function daysOf(set: RepairRuleSet, one: RepairClass, { facts, display }: Question) {
  const byMaximum = one.autoEnd && one.maxMonths !== null ? addMonths(facts.decidedOn, one.maxMonths) : null
  const autoEndsOn = earliest(byMaximum, facts.endsOn === null ? null : addDays(facts.endsOn, 1))
  const barredUntil = facts.falseCommitmentOn && set.falseCommitmentMonths !== null ? addMonths(facts.falseCommitmentOn, set.falseCommitmentMonths) : null
  if (one.way !== 'application') return { autoEndsOn, barredUntil, minimumOn: null, earliestOn: null }
  const minimumOn = addMonths(facts.decidedOn, one.minMonths ?? 0)
  const wanted = latest(minimumOn, facts.dutiesDoneOn === 'unknown' ? null : facts.dutiesDoneOn, barredUntil) ?? minimumOn
  if (autoEndsOn === null || wanted < autoEndsOn) return { autoEndsOn, barredUntil, minimumOn, earliestOn: wanted }
  // The display of an older decision can outlast what this set would have allowed: then nobody waits longer than that.
  const isShownAfter = display?.isShown === true && (display.endsOn === null || display.endsOn > autoEndsOn)
  return { autoEndsOn, barredUntil, minimumOn, earliestOn: isShownAfter ? autoEndsOn : null }
}

/** Why it cannot be handed in on that day; `null`: it can. */
function reasonOf(one: RepairClass, days: ReturnType<typeof daysOf>, { facts, applyOn, display }: Question): RepairReason | null {
  if (one.way === 'not-needed' || display?.isShown === false) return 'not-needed'
  const endsOn = display ? display.endsOn : days.autoEndsOn
  if (endsOn !== null && endsOn <= applyOn) return 'ended'
  if (one.way === 'automatic') return 'automatic'
  if (one.way === 'none') return 'no-early-end'
  if (days.barredUntil !== null && applyOn < days.barredUntil) return 'false-commitment'
  if (days.earliestOn === null) return 'ends-first'
  if (applyOn < (days.minimumOn ?? applyOn) && applyOn < days.earliestOn) return 'too-early'
  return facts.dutiesDoneOn === null || (facts.dutiesDoneOn !== 'unknown' && facts.dutiesDoneOn > applyOn) ? 'duties-not-done' : null
}

const NEVER: readonly (RepairReason | null)[] = ['not-needed', 'automatic', 'no-early-end', 'ended', 'ends-first']

function underSet(question: Question, set: RepairRuleSet, why: string): RepairUnderSet {
  const { rules, calendar, facts, applyOn, display } = question
  const one = classOf(set, facts.fields)
  const days = daysOf(set, one, question)
  const reason = reasonOf(one, days, question)
  const isRepairable = !NEVER.includes(reason)
  const dutiesOn = facts.dutiesDoneOn === 'unknown' ? null : facts.dutiesDoneOn
  const startOn = latest(applyOn, days.earliestOn, dutiesOn, days.barredUntil) ?? applyOn
  const deadlines = isRepairable ? deadlinesFrom(calendar, set.deadlines, set.channel.code === 'window' ? rules.cityDeadlines : [], startOn) : []
  const last = deadlines.findLast((d) => d.day === latest(...deadlines.map((x) => x.day)))
  const shownUntil = display ? display.endsOn : days.autoEndsOn
  const byItself = last && shownUntil !== null && shownUntil < last.day
  return {
    ruleId: set.id,
    title: set.title,
    authority: set.authority,
    sourceRef: set.sourceRef,
    verified: set.verified,
    note: set.note,
    why,
    classCode: one.code,
    classTitle: one.title,
    way: one.way,
    minMonths: one.minMonths,
    maxMonths: one.maxMonths,
    isRepairable,
    canApply: isRepairable && reason === null,
    reason,
    minimumOn: days.minimumOn,
    earliestOn: isRepairable ? days.earliestOn : null,
    autoEndsOn: days.autoEndsOn,
    channel: set.channel,
    conditions: isRepairable ? set.conditions.map((c) => ({ ...c, state: conditionState(c.code, facts, applyOn, days.minimumOn, days.barredUntil) })) : [],
    materials: isRepairable ? set.materials : [],
    deadlines,
    endsIfAppliedOn: last ? { day: byItself ? shownUntil : last.day, provisional: byItself ? false : last.provisional } : null,
    barredUntil: days.barredUntil,
    reorganisation: facts.rulingOn && set.reorganisation && facts.subjectKind === 'organization' ? { ...set.reorganisation, from: facts.rulingOn } : null,
  }
}

/**
 * What repair 信用修复 means for one record when it is applied for on `applyOn`: the set in force on that day, its class and every day;
 * beside it the set in force on the day of the decision, where that is another one. `null`: no set speaks of this kind of record.
 * Months are calendar months from the day of the document, clamped to the month's end; steps are working days, the first day not
 * counted. An `applyOn` before the decision counts as the day of the decision. Pure.
 * Source: 《信用修复管理办法》 (Order 36), 《失信行为纠正后的信用信息修复管理办法（试行）》 (Order 58), SAMR Order 107.
 */
export function checkRepair(rules: RepairRules, calendar: WorkingCalendar, known: RepairFacts, applyOn: Day): RepairCheck | null {
  const facts = { ...known, fields: { ...known.fields, subjectKind: known.subjectKind } }
  const on = applyOn < facts.decidedOn ? facts.decidedOn : applyOn
  const set = setOn(rules.sets, facts.recordKind, facts.office, on)
  if (!set) return null
  const end = publicationEnd(rules.publication, { kind: facts.recordKind, decidedOn: facts.decidedOn, endsOn: facts.endsOn, retentionMonths: facts.retentionMonths, fields: facts.fields }, on)
  const display = end && { isShown: end.isShown, endsOn: end.endsOn, ruleId: end.ruleId }
  const question: Question = { rules, calendar, facts, applyOn: on, display }
  const before = setOn(rules.sets, facts.recordKind, facts.office, facts.decidedOn)
  const isOlder = before !== null && before.id !== set.id
  return {
    applyOn: on,
    applied: underSet(question, set, on < set.effectiveFrom ? `${formatDayZh(on)}还没有适用的规定，按最早的一部计算` : `申请之日（${formatDayZh(on)}）施行的规定`),
    other: isOlder ? underSet(question, before, `作出决定之日（${formatDayZh(facts.decidedOn)}）施行的规定，列出供对照`) : null,
    transition: isOlder ? set.transition : null,
    display,
  }
}
