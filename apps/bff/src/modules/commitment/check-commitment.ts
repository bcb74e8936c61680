import { addWorkingDays, dayInShanghai, formatDayZh } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { workingCalendar } from '../calendar/working-calendar'
import { writeAudit } from '../audit/write-audit'
import { reviseRecord } from '../record/revise-record.store'
import { findSubjectRecord } from '../record/score-records.store'
import { recomputeScore } from '../score/recompute-score'
import { findSubject } from '../subject/subject.store'
import { COMMITMENT_CHECKED, COMMITMENT_EDGES } from './commitment.lifecycle'
import { type CommitmentRow, enterCheck, listChecks, lockCommitment, moveCommitment } from './commitment.store'
import { SEAL_WORDS } from './present-commitment'
import { tellSigner } from './tell-signer'

const moved = (row: CommitmentRow) => new DomainError('CONFLICT', { detail: '这份承诺的状态已变化，请重新查看', facts: { status: row.status, since: (row.decidedAt ?? row.hearingSince ?? row.signedAt).toISOString() } })

/**
 * Enters the result of one check 核查, once. All met: the promise is kept 践诺. One not met: nothing is decided yet, the signer is
 * told why and heard first. NOT_FOUND, CONFLICT with the state.
 */
export async function checkCommitment({ ctx: outer, input }: { ctx: Ctx; input: { commitmentId: string; checkId: string; staffId: string; result: 'met' | 'not-met'; note: string } }): Promise<CommitmentRow> {
  return inTransaction(outer, async (ctx) => {
    const row = await lockCommitment(ctx.db, input.commitmentId)
    if (!row) throw new DomainError('NOT_FOUND')
    if (row.status !== 'open') throw moved(row)
    const checks = await listChecks(ctx.db, [row.id])
    const known = checks.find((c) => c.id === input.checkId)
    if (!known) throw new DomainError('NOT_FOUND')
    const noteSealed = ctx.keys.sealer.seal(input.note, SEAL_WORDS)
    const [entered] = await enterCheck(ctx.db, input, { result: input.result, noteSealed, checkedAt: ctx.now, checkedByStaffId: input.staffId })
    if (!entered) throw new DomainError('CONFLICT', { detail: '这项核查已有结果', facts: { result: known.result, since: known.checkedAt?.toISOString() ?? null } })
    await writeAudit(ctx, { action: COMMITMENT_CHECKED, entity: 'commitment', entityId: row.id, detail: { checkId: entered.id, result: input.result } })
    if (input.result === 'not-met') return hear(ctx, row, noteSealed)
    const left = checks.filter((c) => c.id !== entered.id && c.result === null).map((c) => c.dueOn).sort()
    if (left[0] === undefined) return end(ctx, row, { outcome: 'kept', reasonSealed: null })
    const [next] = await moveCommitment(ctx.db, row.id, ['open'], { nextDueOn: left[0] })
    if (!next) throw moved(row)
    return next
  })
}

async function hear(ctx: Ctx, row: CommitmentRow, hearingReasonSealed: string): Promise<CommitmentRow> {
  const hearingUntil = addWorkingDays(await workingCalendar(ctx), dayInShanghai(ctx.now.getTime()), row.text.hearingWorkingDays).day
  const { from, to, event } = COMMITMENT_EDGES.hear
  const [next] = await moveCommitment(ctx.db, row.id, from, { status: to, hearingReasonSealed, hearingSince: ctx.now, hearingUntil, nextDueOn: hearingUntil })
  if (!next) throw moved(row)
  await writeAudit(ctx, { action: event, entity: 'commitment', entityId: row.id, detail: { hearingUntil } })
  await tellSigner(ctx, row, { event: 'hearing', cause: row.id, title: '承诺核查没有通过，请说明', body: `${row.text.title}：${formatDayZh(hearingUntil)}前可以说明情况，说明后才会作出认定。` })
  return next
}

/**
 * Decides after the hearing, once: kept, or broken with the reason. Broken is refused while the signer may still speak and has not.
 * NOT_FOUND, CONFLICT.
 */
export async function decideCommitment({ ctx: outer, input }: { ctx: Ctx; input: { commitmentId: string; outcome: 'kept' | 'broken'; reason: string } }): Promise<CommitmentRow> {
  return inTransaction(outer, async (ctx) => {
    const row = await lockCommitment(ctx.db, input.commitmentId)
    if (!row) throw new DomainError('NOT_FOUND')
    if (row.status !== 'hearing') throw moved(row)
    const today = dayInShanghai(ctx.now.getTime())
    if (input.outcome === 'broken' && row.statedAt === null && row.hearingUntil !== null && today <= row.hearingUntil)
      throw new DomainError('CONFLICT', { detail: `当事人还可以说明到 ${row.hearingUntil}，期满或说明后才能认定`, facts: { until: row.hearingUntil } })
    return end(ctx, row, { outcome: input.outcome, reasonSealed: ctx.keys.sealer.seal(input.reason, SEAL_WORDS) })
  })
}

/** The file follows: 已践诺, or 违背承诺 for a firm. A person's broken promise leaves no record at all, so that no model can ever read one. */
async function end(ctx: Ctx, row: CommitmentRow, by: { outcome: 'kept' | 'broken'; reasonSealed: string | null }): Promise<CommitmentRow> {
  const isPerson = (await findSubject(ctx.db, row.subjectId))?.kind === 'person'
  const edge = by.outcome === 'kept' ? COMMITMENT_EDGES.keep : COMMITMENT_EDGES.break
  const gone = isPerson && by.outcome === 'broken'
  const [next] = await moveCommitment(ctx.db, row.id, edge.from, { status: edge.to, decidedAt: ctx.now, decisionSealed: by.reasonSealed, nextDueOn: null, recorded: row.recorded && !gone })
  if (!next) throw moved(row)
  const record = await findSubjectRecord(ctx.db, { subjectId: row.subjectId, recordId: row.recordId, now: ctx.now })
  // Withdrawn after an objection: what was withdrawn stays so.
  if (record?.status === 'valid') {
    const change = gone ? { status: 'void' as const } : { content: { ...record.content, outcome: by.outcome === 'kept' ? '已践诺' : '违背承诺' } }
    if (!(await reviseRecord(ctx.db, record.id, record, { ...change, now: ctx.now }))) throw new DomainError('CONFLICT', { detail: '这条记录刚刚有了新版本，请重新查看后处理' })
  }
  await writeAudit(ctx, { action: edge.event, entity: 'commitment', entityId: row.id, detail: { recordId: row.recordId } })
  await recomputeScore({ ctx, input: { subjectId: row.subjectId } })
  await tellSigner(ctx, row, by.outcome === 'kept' ? { event: 'kept', cause: row.id, title: '承诺已践诺', body: `${row.text.title}：核查通过，已计入信用档案。` } : { event: 'broken', cause: row.id, title: '承诺认定为没有做到', body: `${row.text.title}：${isPerson ? '不扣分、不影响办事，只是这份承诺不再加分。' : '理由和异议途径在承诺里。'}` })
  return next
}
