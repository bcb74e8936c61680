import type { CatalogKind } from './catalog'
import { addDays, addMonths, type Day } from './day'
import type { PublicationRuleSet } from './publication-rules'
import { classOf, type RecordFields } from './record-class'

export interface PublicationRecord {
  kind: CatalogKind
  decidedOn: Day
  /** Last day the office itself gave (公示截止期, 有效期至, removal from a list); `null` for none. */
  endsOn: Day | null
  /** Calendar months the catalogue keeps it; `null`: as long as the subject exists. */
  retentionMonths: number | null
  /** The record's own, and `subjectKind`: an organisation where it is absent, as only theirs are shown. */
  fields: RecordFields
}

export interface PublicationEnd {
  ruleId: string
  classCode: string
  /** False: never shown under this rule. */
  isShown: boolean
  /** First day it is no longer shown; `null`: until the office takes it off. */
  endsOn: Day | null
  /** From which day the subject may ask for an earlier end; `null`: no such day is known. */
  repairableOn: Day | null
}

export interface PublicationResult extends PublicationEnd {
  /** What the set in force on the asking day says, when it is not the applied one: shown beside it. */
  other: PublicationEnd | null
}

const earlier = (a: Day | null, b: Day | null): Day | null => (a === null ? b : b === null || a < b ? a : b)

function endUnder(rule: PublicationRuleSet, record: PublicationRecord): PublicationEnd {
  const one = classOf(rule, { subjectKind: 'organization', ...record.fields })
  const months = one.display === 'timed' ? one.maxMonths : one.display === 'retention' ? record.retentionMonths : null
  const byRule = months === null ? null : addMonths(record.decidedOn, months)
  const byOffice = record.endsOn === null ? null : addDays(record.endsOn, 1)
  const isShown = one.display !== 'none'
  return {
    ruleId: rule.id,
    classCode: one.code,
    isShown,
    endsOn: isShown ? earlier(byRule, byOffice) : null,
    repairableOn: isShown && one.minMonths !== null ? addMonths(record.decidedOn, one.minMonths) : null,
  }
}

/** The set for this kind in force on `day`; before the first of them, the first. */
function setOn(rules: readonly PublicationRuleSet[], kind: CatalogKind, day: Day): PublicationRuleSet | null {
  const own = rules.filter((r) => r.kinds.includes(kind)).sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
  return own.findLast((r) => r.effectiveFrom <= day) ?? own[0] ?? null
}

/**
 * Until when a record is shown 公示. The set in force on the day of the decision applies (periods are calendar months from that
 * day, clamped to the month's end); the answer does not depend on `today` except for `other`. `null` when no set knows the kind.
 * Source: 《信用修复管理办法》 (Order 36, from 2026-04-01) and 《失信行为纠正后的信用信息修复管理办法(试行)》 (Order 58, before).
 */
export function publicationEnd(rules: readonly PublicationRuleSet[], record: PublicationRecord, today: Day): PublicationResult | null {
  const applied = setOn(rules, record.kind, record.decidedOn)
  if (!applied) return null
  const current = setOn(rules, record.kind, today)
  const other = current && current.id !== applied.id ? endUnder(current, record) : null
  return { ...endUnder(applied, record), other }
}

/** Whether the display of a record that starts on `startsOn` and ends on `endsOn` is on at `day`. */
export function isShownOn(display: { startsOn: Day; endsOn: Day | null }, day: Day): boolean {
  return display.startsOn <= day && (display.endsOn === null || day < display.endsOn)
}
