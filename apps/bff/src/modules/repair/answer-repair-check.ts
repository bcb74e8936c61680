import type { RepairAnswer, RepairFactsBody } from '@xinhui/contract'
import { checkRepair, isDay, type RepairFacts, type WorkingCalendar } from '@xinhui/rules'
import { DomainError } from '../../errors'
import type { City } from '../city/load-city'
import { guidesFor } from '../guide/load-guides'
import { repairRules } from './load-repair-rules'

/** The one answer behind the calculator, the own record and the operator's command. */
export function answerRepairCheck(by: { city: City; calendar: WorkingCalendar; facts: RepairFacts; applyOn: string; today: string }): RepairAnswer {
  const { city, calendar, facts, applyOn, today } = by
  const check = checkRepair(repairRules(city), calendar, facts, applyOn)
  return {
    today,
    decidedOn: facts.decidedOn,
    check,
    calendar: { version: calendar.version, lastYear: Math.max(...calendar.years.map((y) => y.year)) },
    guides: guidesFor(city, { day: today, recordKind: facts.recordKind, subjectKind: facts.subjectKind, isUnderReorganisation: Boolean(facts.rulingOn) }),
  }
}

/** Typed facts as the rules take them. VALIDATION names a day that does not exist, or one that cannot be. */
export function factsOfBody({ applyOn: _applyOn, ...body }: RepairFactsBody, today: string): RepairFacts {
  const days = { decidedOn: body.decidedOn, dutiesDoneOn: body.dutiesDoneOn === 'unknown' ? null : body.dutiesDoneOn, falseCommitmentOn: body.falseCommitmentOn, rulingOn: body.rulingOn, endsOn: body.endsOn, applyOn: _applyOn ?? null }
  for (const [field, day] of Object.entries(days)) if (day !== null && (!isDay(day) || day < '1990-01-01' || day > '2100-12-31')) throw wrong(field, '没有这一天，请检查日期')
  if (body.decidedOn > today) throw wrong('decidedOn', '作出决定的日期不能晚于今天')
  return body
}

const wrong = (field: string, message: string) => new DomainError('VALIDATION', { detail: message, errors: [{ field, message }] })
