import type { ConsoleInterview, Interview } from '@xinhui/contract'
import { dayInShanghai, isPublishedDay } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { workingCalendar } from '../calendar/working-calendar'
import { findSubject } from '../subject/subject.store'
import type { InterviewRow } from './interview.store'

/** What either side wrote. */
export const SEAL_INTERVIEW = 'interview.words'

export async function presentInterviewLine(ctx: Ctx, row: InterviewRow): Promise<ConsoleInterview> {
  return { interviewId: row.id, firmId: row.firmId, firmName: (await findSubject(ctx.db, row.firmId))?.name ?? '', status: row.status, appointedAt: row.appointedAt.toISOString(), notifiedAt: row.notifiedAt.toISOString(), appealUntil: row.appealUntil }
}

/** With everything that was said: for the firm, and for the officer who opened it. */
export async function presentInterview(ctx: Ctx, row: InterviewRow): Promise<Interview> {
  const open = (text: string | null) => (text === null ? null : ctx.keys.sealer.open(text, SEAL_INTERVIEW))
  return {
    ...(await presentInterviewLine(ctx, row)),
    reason: open(row.reasonSealed) ?? '',
    place: row.place,
    statement: open(row.statementSealed),
    statedAt: row.statedAt?.toISOString() ?? null,
    result: open(row.resultSealed),
    heldAt: row.heldAt?.toISOString() ?? null,
    appealProvisional: row.appealUntil !== null && !isPublishedDay(await workingCalendar(ctx), row.appealUntil),
    mayAppeal: row.status === 'held' && row.appealUntil !== null && dayInShanghai(ctx.now.getTime()) <= row.appealUntil,
    appeal: open(row.appealSealed),
    appealedAt: row.appealedAt?.toISOString() ?? null,
    decision: open(row.decisionSealed),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  }
}
