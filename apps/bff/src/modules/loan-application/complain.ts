import type { LoanComplaint } from '@xinhui/contract'
import { addWorkingDays, dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff, callerSubject } from '../../http/caller'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { workingCalendar } from '../calendar/working-calendar'
import { loanPolicy } from '../loan-request/loan-policy'
import { tellFirm } from '../loan-request/tell-firm'
import { answerComplaintRow, type ComplaintRow, findComplaint, insertComplaint } from './complaint.store'
import { type ApplicationRow, nameApplications } from './loan-application.store'

export const COMPLAINT_FILED = 'loan-complaint.file'
export const COMPLAINT_ANSWERED = 'loan-complaint.answer'
const SEAL_TEXT = 'loan_complaint.text'
const SEAL_ANSWER = 'loan_complaint.answer'

const KINDS: Readonly<Record<LoanComplaint['kind'], string>> = { slow: '办理拖延', 'unfair-terms': '条件不合理', 'tied-sale': '搭售产品', 'hidden-fee': '额外收费', conduct: '服务态度', other: '其他' }

/** Complains about the lender of an application; one at a time for each. */
export async function fileComplaint({ ctx: outer, input }: { ctx: Ctx; input: { row: ApplicationRow; kind: LoanComplaint['kind']; text: string } }): Promise<ComplaintRow> {
  return inTransaction(outer, async (ctx) => {
    const { row } = input
    const made = await insertComplaint(ctx.db, {
      id: newId('lcp', ctx.now),
      applicationId: row.id,
      subjectId: row.subjectId,
      lenderId: row.lenderId,
      applicantId: callerSubject(ctx),
      kind: input.kind,
      textSealed: ctx.keys.sealer.seal(input.text, SEAL_TEXT),
      status: 'open',
      filedAt: ctx.now,
    })
    if (!made) throw new DomainError('CONFLICT', { detail: '这笔申请已有一件投诉正在处理' })
    await writeAudit(ctx, { action: COMPLAINT_FILED, entity: 'loan-complaint', entityId: made.id, detail: { applicationId: row.id, lenderId: row.lenderId, kind: made.kind } })
    return made
  })
}

/** Answers a complaint, once; the firm is told. */
export async function answerComplaint({ ctx: outer, input }: { ctx: Ctx; input: { complaintId: string; upheld: boolean; answer: string } }): Promise<ComplaintRow> {
  return inTransaction(outer, async (ctx) => {
    const row = await answerComplaintRow(ctx.db, input.complaintId, { upheld: input.upheld, answerSealed: ctx.keys.sealer.seal(input.answer, SEAL_ANSWER), answeredAt: ctx.now, answeredByStaffId: callerStaff(ctx).staffId })
    if (!row) throw (await findComplaint(ctx.db, input.complaintId)) ? new DomainError('CONFLICT', { detail: '这件投诉已经答复' }) : new DomainError('NOT_FOUND')
    await writeAudit(ctx, { action: COMPLAINT_ANSWERED, entity: 'loan-complaint', entityId: row.id, detail: { upheld: input.upheld } })
    await tellFirm(ctx, row.subjectId, { kind: 'loan-complaint.answered', cause: row.id, title: '您的投诉有了答复', body: input.upheld ? '投诉属实，已要求银行整改。' : '经核实未发现问题，详情见答复。' })
    return row
  })
}

export async function presentComplaints(ctx: Ctx, rows: readonly ComplaintRow[]): Promise<LoanComplaint[]> {
  const calendar = await workingCalendar(ctx)
  const { complaintWorkingDays } = loanPolicy(ctx.city)
  const named = new Map((await nameApplications(ctx.db, [...new Set(rows.map((r) => r.applicationId))])).map((n) => [n.row.id, n]))
  return rows.map((row) => ({
    complaintId: row.id,
    applicationId: row.applicationId,
    lenderId: row.lenderId,
    lenderName: named.get(row.applicationId)?.lenderName ?? '',
    firmName: named.get(row.applicationId)?.firmName ?? '',
    kind: row.kind,
    kindTitle: KINDS[row.kind],
    text: ctx.keys.sealer.open(row.textSealed, SEAL_TEXT),
    status: row.status,
    filedAt: row.filedAt.toISOString(),
    dueOn: addWorkingDays(calendar, dayInShanghai(row.filedAt.getTime()), complaintWorkingDays).day,
    answer: row.answerSealed === null ? null : ctx.keys.sealer.open(row.answerSealed, SEAL_ANSWER),
    upheld: row.upheld,
    answeredAt: row.answeredAt?.toISOString() ?? null,
  }))
}
