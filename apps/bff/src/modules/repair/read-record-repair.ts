import type { RecordRepairAnswer } from '@xinhui/contract'
import { addDays, type CalendarEvent, type CatalogItem, type Day, dayInShanghai, formatDayZh, isDay, type RepairFacts, type SubjectKind } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { workingCalendar } from '../calendar/working-calendar'
import { cityData } from '../city/city-data'
import { presentRecord } from '../record/present-record'
import { openContent } from '../record/read-file'
import { findSubjectRecord, type RecordRow } from '../record/score-records.store'
import { answerRepairCheck } from './answer-repair-check'
import { findReminder } from './repair-reminder.store'

export interface RecordAsked {
  /** Whose file it is in. */
  ownerId: string
  ownerKind: SubjectKind
  /** Whom a reminder would tell. */
  callerId: string
  recordId: string
  applyOn?: string | undefined
  dutiesDoneOn?: string | undefined
}

/** What the rules need to know of a stored record; duties and commitment are for whoever asks to say. */
export function factsOfRecord(ctx: Ctx, by: { row: RecordRow; item: CatalogItem; ownerKind: SubjectKind }): RepairFacts {
  return {
    subjectKind: by.ownerKind,
    recordKind: by.item.kind,
    decidedOn: by.row.decidedOn,
    office: by.row.sourceOffice,
    fields: { ...by.row.content, ...openContent(ctx, by.row) },
    dutiesDoneOn: 'unknown',
    commitmentSigned: 'unknown',
    endsOn: by.row.endsOn,
    retentionMonths: by.item.retentionMonths,
  }
}

function checkedDay(field: string, day: string | undefined): Day | undefined {
  if (day !== undefined && !isDay(day)) throw new DomainError('VALIDATION', { detail: '没有这一天，请检查日期', errors: [{ field, message: '没有这一天，请检查日期' }] })
  return day
}

/** A record of the owner's file with its answer. NOT_FOUND for a record of somebody else, one withdrawn, or one that may not be used. */
export async function readRecordRepair({ ctx, input }: { ctx: Ctx; input: RecordAsked }): Promise<RecordRepairAnswer> {
  const row = await findSubjectRecord(ctx.db, { subjectId: input.ownerId, recordId: input.recordId, now: ctx.now })
  const item = row && cityData(ctx.city).itemsByCode.get(row.item)
  if (!row || !item || row.status !== 'valid') throw new DomainError('NOT_FOUND')
  const today = dayInShanghai(ctx.now.getTime())
  const applyOn = checkedDay('applyOn', input.applyOn) ?? today
  const dutiesDoneOn = input.dutiesDoneOn === 'no' ? null : (checkedDay('dutiesDoneOn', input.dutiesDoneOn) ?? 'unknown')
  const facts: RepairFacts = { ...factsOfRecord(ctx, { row, item, ownerKind: input.ownerKind }), dutiesDoneOn }
  const answer = answerRepairCheck({ city: ctx.city, calendar: await workingCalendar(ctx), facts, applyOn: applyOn < today ? today : applyOn, today })
  const reminder = await findReminder(ctx.db, { subjectId: input.callerId, recordId: row.id })
  return { ...answer, recordId: row.id, itemTitle: item.title, title: presentRecord(row, item, openContent(ctx, row)).title, sourceOffice: row.sourceOffice, subjectKind: input.ownerKind, remindOn: reminder?.remindOn ?? null }
}

/** The days worth an entry in a calendar: from when it can be applied for, and when it ends by itself. A title on a shared calendar names no record. */
export function calendarEvents(answer: RecordRepairAnswer): CalendarEvent[] {
  const applied = answer.check?.applied
  if (!applied) return []
  const basis = `依据：${applied.sourceRef}${applied.verified ? '' : '（以官方文本为准）'}。信用修复不收费。`
  const events: CalendarEvent[] = []
  if (applied.earliestOn !== null && applied.isRepairable) events.push({ uid: `${answer.recordId}-earliest@xinhui`, day: applied.earliestOn, title: '可以申请信用修复', text: `从${formatDayZh(applied.earliestOn)}起可以申请。\n${basis}` })
  const endsOn = answer.check?.display?.endsOn ?? applied.autoEndsOn
  if (endsOn !== null && endsOn !== undefined) events.push({ uid: `${answer.recordId}-ends@xinhui`, day: endsOn, title: '公示自行停止', text: `最后一天是${formatDayZh(addDays(endsOn, -1))}。\n${basis}` })
  return events
}
