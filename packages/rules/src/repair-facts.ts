import type { CatalogKind, SubjectKind } from './catalog'
import type { Day } from './day'
import type { RecordFields } from './record-class'
import type { ConditionCode, DeadlineCode, RepairChannel, RepairDeadlineRule, RepairMaterial, RepairRuleSet, RepairWay } from './repair-rules'
import type { PublicationRuleSet } from './publication-rules'

/** Everything an answer is reckoned from: the repair sets, the publication sets they agree with, and the city's own promises. */
export interface RepairRules {
  sets: readonly RepairRuleSet[]
  publication: readonly PublicationRuleSet[]
  /** Steps the city promises for its own window; they can only shorten what a set allows. */
  cityDeadlines: readonly RepairDeadlineRule[]
}

/** A day, `null` when they are not done, or `unknown`: a day is a text too, so the type cannot say so. */
export type DutiesDone = Day | null

export interface RepairFacts {
  subjectKind: SubjectKind
  recordKind: CatalogKind
  /** The day of the document 作出日期. */
  decidedOn: Day
  /** Name of the office that decided. */
  office: string
  fields: RecordFields
  /** Since when every duty of the decision is done. */
  dutiesDoneOn: DutiesDone
  commitmentSigned: boolean | 'unknown'
  /** An earlier repair commitment of this record was found false on this day. */
  falseCommitmentOn?: Day | null
  /** A court approved the firm's plan of reorganisation on this day. */
  rulingOn?: Day | null
  /** Last day the office itself gave. */
  endsOn: Day | null
  /** Calendar months the catalogue keeps it; `null`: as long as the subject exists. */
  retentionMonths: number | null
}

export interface RepairConditionState { code: ConditionCode; title: string; state: 'met' | 'missing' | 'unknown'; basis: string }

export interface RepairDeadline {
  code: DeadlineCode
  title: string
  from: RepairDeadlineRule['from']
  workingDays: number
  /** If applied for on the day asked about, or on the earliest day when that is later. */
  day: Day
  /** Past the last year with a notice of holidays (暂估). */
  provisional: boolean
  /** The set's own number, or the city's shorter promise. */
  by: 'rule' | 'city'
}

/**
 * Why nothing can be applied for on that day. `not-needed` never shown, or not negative; `automatic` ends by itself; `no-early-end`;
 * `false-commitment` barred after a false commitment; `ended` no longer shown; `too-early`; `ends-first` it ends before anybody may
 * apply; `duties-not-done`.
 */
export type RepairReason = 'not-needed' | 'automatic' | 'no-early-end' | 'false-commitment' | 'ended' | 'too-early' | 'ends-first' | 'duties-not-done'

export interface RepairUnderSet {
  ruleId: string
  title: string
  authority: string
  sourceRef: string
  verified: boolean
  note: string
  /** In words, why this set is asked. */
  why: string
  classCode: string
  classTitle: string
  way: RepairWay
  minMonths: number | null
  maxMonths: number | null
  /** An application can end it earlier at all. */
  isRepairable: boolean
  /** It can be handed in on the day asked about: the earliest day is reached and nothing known speaks against it. */
  canApply: boolean
  reason: RepairReason | null
  /** The shortest time is over. */
  minimumOn: Day | null
  /** First day an application can succeed; `null`: there is none. Never after `autoEndsOn`. */
  earliestOn: Day | null
  /** First day it has stopped by itself under this set; `null`: it does not. */
  autoEndsOn: Day | null
  channel: RepairChannel
  conditions: RepairConditionState[]
  materials: RepairMaterial[]
  deadlines: RepairDeadline[]
  /** The latest day it is gone, when applied for on the day asked about (or the earliest day after it); `null`: no application ends it. */
  endsIfAppliedOn: { day: Day; provisional: boolean } | null
  /** Until this day a false commitment bars an earlier end. */
  barredUntil: Day | null
  /** What a firm under reorganisation may ask for at once, from the day of the ruling. */
  reorganisation: { title: string; effect: string; from: Day } | null
}

export interface RepairCheck {
  applyOn: Day
  applied: RepairUnderSet
  /** What the set in force on the day of the decision says, where it is another one. */
  other: RepairUnderSet | null
  /** The basis for applying one and not the other; `null` where there is one only. */
  transition: string | null
  /** What this product shows: the publication rules' answer, by the day of the decision. */
  display: { isShown: boolean; endsOn: Day | null; ruleId: string } | null
}
