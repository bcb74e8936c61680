import type { CaseCheck, RepairLetter } from '@xinhui/contract'
import { formatDayZh } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { shownSubject } from '../subject/shown-subject'
import { findSubject } from '../subject/subject.store'
import type { LetterRow } from './letter.store'
import { titleOf } from './present-case'
import { repairPolicy } from './repair-policy'

/** 信用修复告知书: the city's words, and the dates the rules gave on the day it was delivered. */
export function presentLetter(ctx: Ctx, row: LetterRow): RepairLetter {
  const { letter } = repairPolicy(ctx.city)
  const check = row.check as unknown as CaseCheck | null
  const dates = check
    ? [
        check.isRepairable && check.earliestOn !== null ? `最早可以申请修复的日期：${formatDayZh(check.earliestOn)}。` : '这类记录不适用提前修复。',
        check.autoEndsOn === null ? '没有自动停止公示的日期。' : `不申请修复的，${formatDayZh(check.autoEndsOn)}起自动停止公示。`,
        `依据：${check.sourceRef}${check.verified ? '' : '（以官方文本为准）'}。`,
      ]
    : []
  return {
    letterId: row.id,
    recordId: row.recordId,
    itemTitle: titleOf(ctx, row.item),
    office: row.office,
    decidedOn: row.decidedOn,
    title: letter.title,
    paragraphs: [...letter.paragraphs, ...dates],
    earliestOn: check?.earliestOn ?? null,
    autoEndsOn: check?.autoEndsOn ?? null,
    verified: check?.verified ?? false,
    madeAt: row.madeAt.toISOString(),
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
  }
}

export async function presentForConsole(ctx: Ctx, row: LetterRow) {
  const { paragraphs: _, ...letter } = presentLetter(ctx, row)
  const subject = await findSubject(ctx.db, row.subjectId)
  return { ...letter, subjectName: subject ? shownSubject(ctx, subject).name : '', state: row.acknowledgedAt ? ('acknowledged' as const) : row.deliveredAt ? ('delivered' as const) : ('made' as const) }
}
