import { addDays, addMonths, dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import { decidePublications } from '../publication/publish-due'
import { reviseRecord } from '../record/revise-record.store'
import { findSubjectRecord } from '../record/score-records.store'
import { recomputeScore } from '../score/recompute-score'
import { workingCalendar } from '../calendar/working-calendar'
import { colourOf } from './clocks'
import { confirmEffect, findEffect, liftEffect, supersedeChannels, writeEffect } from './effect.store'
import { elsewhere, moveCase } from './move-case'
import { noticeTo } from './notify-applicant'
import { settleCase } from './propagate-case'
import { refusalsFor, repairPolicy } from './repair-policy'
import { type CaseRow, insertChannels, listClocks, listReviews, lockCase } from './repair.store'

export const SEAL_DECISION = 'repair.decision'

export type Decision = { outcome: 'approved'; note: string } | { outcome: 'refused'; reasonCode: string; note: string }

/**
 * Decides, once. Approved: in this same transaction the record ends (or comes back, for a false commitment), its publication,
 * sharing and use end with it, the score follows, and every channel stands to be told. CONFLICT with the state; when an office
 * that was asked disagrees or still has time; SECOND_PERSON_NEEDED for whoever opened a linked case themselves.
 */
export async function decideCase({ ctx: outer, input }: { ctx: Ctx; input: { row: CaseRow; decision: Decision } }): Promise<CaseRow> {
  return inTransaction(outer, async (ctx) => {
    const locked = await lockCase(ctx.db, input.row.id)
    if (!locked) throw new DomainError('NOT_FOUND')
    const { staffId } = callerStaff(ctx)
    if (locked.openedByStaffId === staffId) throw new DomainError('SECOND_PERSON_NEEDED', { detail: '发起人不能自己作出决定' })
    const { decision } = input
    const set = { outcome: decision.outcome, decisionNoteSealed: ctx.keys.sealer.seal(decision.note, SEAL_DECISION), decidedAt: ctx.now, decidedByStaffId: staffId }
    return decision.outcome === 'approved' ? approve(ctx, locked, set) : refuse(ctx, locked, decision.reasonCode, set)
  })
}

type Decided = Partial<CaseRow>

async function refuse(ctx: Ctx, row: CaseRow, reasonCode: string, set: Decided): Promise<CaseRow> {
  const reason = refusalsFor(repairPolicy(ctx.city), row.kind).find((r) => r.code === reasonCode)
  if (!reason) throw new DomainError('VALIDATION', { detail: '请选择不予修复的原因', errors: [{ field: 'reasonCode', message: '请选择不予修复的原因' }] })
  if (row.status === 'correcting') {
    const answer = (await listClocks(ctx.db, [row.id])).find((c) => c.step === 'answer' && c.doneOn === null)
    if (!answer || colourOf(await workingCalendar(ctx), answer, dayInShanghai(ctx.now.getTime()), 0) !== 'red') throw new DomainError('CONFLICT', { detail: '补正期限还没有到，请等待申请人补正', facts: { dueOn: answer?.dueOn ?? null } })
  }
  const moved = await moveCase(ctx, row.id, 'refuse', { set: { ...set, refusalCode: reasonCode, closedAt: ctx.now }, detail: { reasonCode } })
  // A re-evaluation that is refused ends the screening: the record stands again.
  if (moved.kind === 're-evaluation') await putBack(ctx, moved, null)
  await noticeTo(ctx, moved, { kind: 'repair.refused', title: row.applicantId === null ? '修复核查有结果了' : '修复申请未予同意', body: `原因：${reason.title}。${reason.remedy}。` })
  return moved
}

async function approve(ctx: Ctx, row: CaseRow, set: Decided): Promise<CaseRow> {
  await requireOpinions(ctx, row)
  const moved = await moveCase(ctx, row.id, 'approve', { set, detail: { kind: row.kind } })
  switch (moved.kind) {
    case 'repair':
    case 'bankruptcy':
      await endRecord(ctx, moved)
      break
    case 'false-commitment':
      await putBack(ctx, moved, addMonths(dayInShanghai(ctx.now.getTime()), repairPolicy(ctx.city).falseCommitment.months))
      break
    case 're-evaluation':
      if ((await confirmEffect(ctx.db, moved.recordId)).length === 0) throw new DomainError('CONFLICT', { detail: '这条记录没有在屏蔽期' })
      await decidePublications(ctx, [moved.recordId])
      break
  }
  const words = { repair: '记录已停止公示、共享和使用，正在通知各渠道。', bankruptcy: '重整期间暂时屏蔽公示，到期重新评价。', 'false-commitment': '经核查存在虚假承诺，记录已恢复公示。', 're-evaluation': '重新评价已通过，记录不再公示。' }
  await noticeTo(ctx, moved, { kind: 'repair.approved', title: moved.kind === 'false-commitment' ? '修复结果已撤销' : '信用修复已同意', body: words[moved.kind] })
  return (await settleCase(ctx, moved.id)) ?? moved
}

async function requireOpinions(ctx: Ctx, row: CaseRow): Promise<void> {
  if (row.status !== 'accepted' && row.status !== 'reviewing') throw elsewhere(row)
  const reviews = await listReviews(ctx.db, row.id)
  const against = reviews.filter((r) => r.opinion === 'disagree').map((r) => r.office)
  if (against.length > 0) throw new DomainError('CONFLICT', { detail: `${against.join('、')}不同意，请协调一致或者不予修复`, facts: { offices: against } })
  const today = dayInShanghai(ctx.now.getTime())
  const clocks = await listClocks(ctx.db, [row.id])
  const waiting = reviews.filter((r) => r.opinion === null && clocks.some((c) => c.step === 'opinion' && c.office === r.office && c.dueOn !== null && c.dueOn >= today)).map((r) => r.office)
  if (waiting.length > 0) throw new DomainError('CONFLICT', { detail: `${waiting.join('、')}还没有给出意见，期限未到`, facts: { offices: waiting } })
}

/** The record counts and is shown up to yesterday; a screened one until it is evaluated again. */
async function endRecord(ctx: Ctx, row: CaseRow): Promise<void> {
  const today = dayInShanghai(ctx.now.getTime())
  const record = await findSubjectRecord(ctx.db, { subjectId: row.subjectId, recordId: row.recordId, now: ctx.now })
  if (!record || record.status !== 'valid') throw new DomainError('CONFLICT', { detail: '这条记录已经撤销或更正，不能修复' })
  const screened = row.kind === 'bankruptcy'
  const endedOn = addDays(today, -1)
  await writeEffect(ctx.db, { recordId: record.id, caseId: row.id, kind: screened ? 'screened' : 'ended', endedOn, originalEndsOn: record.endsOn, reviewOn: screened ? addMonths(today, repairPolicy(ctx.city).bankruptcy.reviewAfterMonths) : null, doneAt: ctx.now })
  await revise(ctx, row, record, endedOn)
  await openChannels(ctx, row, 'remove')
}

/** The record stands as its office had it, and is held as long as the falsehood costs. */
async function putBack(ctx: Ctx, row: CaseRow, heldUntil: string | null): Promise<void> {
  const effect = await findEffect(ctx.db, row.recordId)
  const record = await findSubjectRecord(ctx.db, { subjectId: row.subjectId, recordId: row.recordId, now: ctx.now })
  const [lifted] = effect ? await liftEffect(ctx.db, row.recordId, { liftedAt: ctx.now, heldUntil }) : []
  if (!lifted || !record) throw new DomainError('CONFLICT', { detail: '这条记录没有修复结果可以撤销' })
  await revise(ctx, row, record, lifted.originalEndsOn)
  await supersedeChannels(ctx.db, lifted.caseId)
  await settleCase(ctx, lifted.caseId)
  await openChannels(ctx, row, 'restore')
}

async function revise(ctx: Ctx, row: CaseRow, record: { id: string; version: number }, endsOn: string | null): Promise<void> {
  const revised = await reviseRecord(ctx.db, record.id, record, { endsOn, now: ctx.now })
  if (!revised) throw new DomainError('CONFLICT', { detail: '这条记录刚刚有了新版本，请重新查看后处理' })
  await decidePublications(ctx, [record.id])
  await recomputeScore({ ctx, input: { subjectId: row.subjectId } })
}

const openChannels = (ctx: Ctx, row: CaseRow, direction: 'remove' | 'restore') =>
  insertChannels(ctx.db, repairPolicy(ctx.city).channels.map((c) => ({ caseId: row.id, channel: c.code, direction, state: 'waiting' as const, nextAt: ctx.now })))
