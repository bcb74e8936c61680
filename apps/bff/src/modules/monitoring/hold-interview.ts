import { addWorkingDays, dayInShanghai } from '@xinhui/rules'
import { workingCalendar } from '../calendar/working-calendar'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { findRepresentative } from '../agency/agency.store'
import { writeAudit } from '../audit/write-audit'
import { writeNotice } from '../notice/write-notice'
import { findSubject } from '../subject/subject.store'
import { INTERVIEW_EDGES, INTERVIEW_NOTIFIED, INTERVIEW_STATED } from './interview.lifecycle'
import { findFirmInterview, findInterview, insertInterview, type InterviewRow, moveInterview, writeInterviewStatement } from './interview.store'
import { SEAL_INTERVIEW } from './present-interview'

const seal = (ctx: Ctx, words: string) => ctx.keys.sealer.seal(words, SEAL_INTERVIEW)
const moved = (row: InterviewRow, detail = '这次约谈的状态已变化，请重新查看') => new DomainError('CONFLICT', { detail, facts: { status: row.status, since: (row.decidedAt ?? row.appealedAt ?? row.heldAt ?? row.notifiedAt).toISOString() } })

/** The firm's representative is told, once for each step. */
async function tell(ctx: Ctx, row: InterviewRow, title: string, body: string): Promise<void> {
  const to = (await findRepresentative(ctx.db, row.firmId, ctx.now))?.personId
  if (to) await writeNotice(ctx, { subjectId: to, kind: 'firm.interview', cause: `${row.id}:${row.status}`, title, body })
}

/** Gives a firm notice 约谈通知. NOT_FOUND for what is no firm; CONFLICT while a notice is open; VALIDATION for a time that has passed. */
export async function notifyInterview({ ctx: outer, input }: { ctx: Ctx; input: { firmId: string; reason: string; place: string; appointedAt: string; staffId: string } }): Promise<InterviewRow> {
  return inTransaction(outer, async (ctx) => {
    if ((await findSubject(ctx.db, input.firmId))?.kind !== 'organization') throw new DomainError('NOT_FOUND')
    const appointedAt = new Date(input.appointedAt)
    if (appointedAt <= ctx.now) throw new DomainError('VALIDATION', { detail: '约谈时间应在现在之后', errors: [{ field: 'appointedAt', message: '约谈时间应在现在之后' }] })
    const [row] = await insertInterview(ctx.db, { id: newId('itv', ctx.now), firmId: input.firmId, status: 'notified', reasonSealed: seal(ctx, input.reason), place: input.place, appointedAt, notifiedAt: ctx.now, notifiedByStaffId: input.staffId })
    if (!row) throw new DomainError('CONFLICT', { detail: '这家企业已有一次约谈在进行' })
    await writeAudit(ctx, { action: INTERVIEW_NOTIFIED, entity: 'interview', entityId: row.id, detail: { firmId: row.firmId } })
    await tell(ctx, row, '您的企业收到约谈通知', '时间、地点和事由在企业档案的“约谈”里，可以先书面说明。')
    return row
  })
}

async function step(outer: Ctx, id: string, edge: keyof typeof INTERVIEW_EDGES, by: { to: (ctx: Ctx, seen: InterviewRow) => Partial<InterviewRow> | Promise<Partial<InterviewRow>>; title: string; body: string }): Promise<InterviewRow> {
  return inTransaction(outer, async (ctx) => {
    const seen = await findInterview(ctx.db, id)
    if (!seen) throw new DomainError('NOT_FOUND')
    const { from, to, event } = INTERVIEW_EDGES[edge]
    if (!(from as readonly string[]).includes(seen.status)) throw moved(seen)
    const [row] = await moveInterview(ctx.db, id, from, { ...(await by.to(ctx, seen)), status: to })
    if (!row) throw moved((await findInterview(ctx.db, id)) ?? seen)
    await writeAudit(ctx, { action: event, entity: 'interview', entityId: id })
    await tell(ctx, row, by.title, by.body)
    return row
  })
}

/** What came of it; the firm may appeal from here, as many working days as the city gives. NOT_FOUND, CONFLICT. */
export const holdInterview = ({ ctx, input }: { ctx: Ctx; input: { interviewId: string; result: string; staffId: string } }): Promise<InterviewRow> =>
  step(ctx, input.interviewId, 'hold', {
    to: async (tx) => ({ resultSealed: seal(tx, input.result), heldAt: tx.now, heldByStaffId: input.staffId, appealUntil: addWorkingDays(await workingCalendar(tx), dayInShanghai(tx.now.getTime()), tx.city.monitoring.appealWorkingDays).day }),
    title: '约谈结果已登记',
    body: '不认可的，可以在期限内申诉。',
  })

export const cancelInterview = ({ ctx, input }: { ctx: Ctx; input: { interviewId: string; reason: string; staffId: string } }): Promise<InterviewRow> =>
  step(ctx, input.interviewId, 'cancel', { to: (tx) => ({ decisionSealed: seal(tx, input.reason), decidedAt: tx.now, decidedByStaffId: input.staffId }), title: '约谈已取消', body: '不用到场，原因在“约谈”里。' })

/** Ends an appeal. SECOND_PERSON_NEEDED: not by whoever held the interview. */
export const decideInterview = ({ ctx, input }: { ctx: Ctx; input: { interviewId: string; outcome: 'upheld' | 'revoked'; decision: string; staffId: string } }): Promise<InterviewRow> =>
  step(ctx, input.interviewId, input.outcome === 'upheld' ? 'uphold' : 'revoke', {
    to: (tx, seen) => {
      if (seen.heldByStaffId === input.staffId) throw new DomainError('SECOND_PERSON_NEEDED', { detail: '申诉须由没有参加约谈的人处理' })
      return { decisionSealed: seal(tx, input.decision), decidedAt: tx.now, decidedByStaffId: input.staffId }
    },
    title: '约谈申诉有结果了',
    body: input.outcome === 'upheld' ? '维持约谈结果，理由在“约谈”里。' : '约谈结果已撤销。',
  })

/** The firm's side, once, before the result. NOT_FOUND, CONFLICT. */
export async function stateInterview({ ctx: outer, input }: { ctx: Ctx; input: { firmId: string; interviewId: string; statement: string } }): Promise<InterviewRow> {
  return inTransaction(outer, async (ctx) => {
    const [row] = await writeInterviewStatement(ctx.db, { id: input.interviewId, firmId: input.firmId, statementSealed: seal(ctx, input.statement), now: ctx.now })
    if (!row) {
      const seen = await findFirmInterview(ctx.db, { firmId: input.firmId, id: input.interviewId })
      throw seen ? moved(seen, seen.statedAt ? '已经说明过了' : '现在不能说明') : new DomainError('NOT_FOUND')
    }
    await writeAudit(ctx, { action: INTERVIEW_STATED, entity: 'interview', entityId: row.id })
    return row
  })
}

/** The firm's appeal against the result, up to its last day. NOT_FOUND, CONFLICT. */
export async function appealInterview({ ctx, input }: { ctx: Ctx; input: { firmId: string; interviewId: string; appeal: string } }): Promise<InterviewRow> {
  const seen = await findFirmInterview(ctx.db, { firmId: input.firmId, id: input.interviewId })
  if (!seen) throw new DomainError('NOT_FOUND')
  if (seen.appealUntil !== null && dayInShanghai(ctx.now.getTime()) > seen.appealUntil) throw moved(seen, `申诉期限到 ${seen.appealUntil}，已过`)
  return step(ctx, seen.id, 'appeal', { to: (tx) => ({ appealSealed: seal(tx, input.appeal), appealedAt: tx.now }), title: '申诉已收到', body: '由没有参加约谈的人处理，结果会通知您。' })
}
