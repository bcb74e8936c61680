import type { ConsoleRepairCase, ConsoleRepairSummary, RepairCase, RepairClock, RepairKind, RepairSummary } from '@xinhui/contract'
import { dayInShanghai, type WorkingCalendar, workingDaysBetween } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { callerStaff } from '../../http/caller'
import { cityData } from '../city/city-data'
import { openContent } from '../record/read-file'
import { presentRecord } from '../record/present-record'
import { findSubjectRecord } from '../record/score-records.store'
import { shownSubject } from '../subject/shown-subject'
import { findSubject } from '../subject/subject.store'
import { checkOf, materialsOf, missingOf, SEAL_ANSWER, SEAL_STATEMENT } from './apply-case'
import { workingCalendar } from '../calendar/working-calendar'
import { CLOCK_TITLES, colourOf } from './clocks'
import { SEAL_DECISION } from './decide-case'
import { findEffect, listChannels } from './effect.store'
import { livingEvidence } from './evidence.store'
import { nextStep, type Reader } from './next-step'
import { STATUS_TITLES } from './repair.lifecycle'
import { refusalsFor, repairPolicy } from './repair-policy'
import { type CaseRow, type ClockRow, type EventRow, findFollowUp, listClocks, listEvents, listReviews, type QueueRow } from './repair.store'
import { restoredBy } from './restored-by'
import { firmOf } from './require-case'
import { SEAL_OPINION } from './review-case'

export const KIND_TITLES: Readonly<Record<RepairKind, string>> = { repair: '信用修复', bankruptcy: '破产重整修复', 'false-commitment': '虚假承诺核查', 're-evaluation': '重新评价' }

const STEP_TITLES: Readonly<Record<string, string>> = {
  draft: '开始填写',
  submit: '提交申请',
  open: '发起核查',
  defects: '一次性告知补正',
  answer: '完成补正',
  accept: '受理',
  assign: '征求部门意见',
  opinion: '部门给出意见',
  approve: '同意',
  refuse: '不予同意',
  withdraw: '撤回申请',
  effective: '各渠道已同步，办结',
}

const COLOUR_ORDER = { red: 0, amber: 1, green: 2, paused: 3 } as const

export const titleOf = (ctx: Ctx, item: string): string => cityData(ctx.city).itemsByCode.get(item)?.title ?? item

function presentClock(ctx: Ctx, calendar: WorkingCalendar, row: CaseRow, clock: ClockRow): RepairClock {
  const { amberWorkingDays } = repairPolicy(ctx.city).sla
  const today = dayInShanghai(ctx.now.getTime())
  return {
    step: clock.step,
    title: CLOCK_TITLES[clock.step],
    holder: clock.step === 'answer' ? '申请人' : clock.office === '' ? row.office : clock.office,
    startedOn: clock.startedOn,
    workingDays: clock.workingDays,
    dueOn: clock.dueOn,
    leftWorkingDays: clock.doneOn !== null || clock.dueOn === null ? null : workingDaysBetween(calendar, today, clock.dueOn).workingDays,
    provisional: clock.provisional,
    doneOn: clock.doneOn,
    colour: colourOf(calendar, clock, today, amberWorkingDays),
    escalatedAt: clock.escalatedAt?.toISOString() ?? null,
  }
}

/** The clock that matters most now: what is overdue before what is near, what runs before what stands still. */
function urgent(clocks: readonly RepairClock[]): RepairClock | null {
  const running = clocks.filter((c) => c.colour !== null)
  const sorted = running.sort((a, b) => COLOUR_ORDER[a.colour ?? 'paused'] - COLOUR_ORDER[b.colour ?? 'paused'] || (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9'))
  return sorted[0] ?? null
}

function summaryOf(ctx: Ctx, row: CaseRow, clocks: readonly RepairClock[]): RepairSummary {
  return {
    caseId: row.id,
    kind: row.kind,
    kindTitle: KIND_TITLES[row.kind],
    status: row.status,
    statusTitle: STATUS_TITLES[row.status],
    recordId: row.recordId,
    itemTitle: titleOf(ctx, row.item),
    office: row.office,
    decidedOn: row.decidedOn,
    submittedAt: row.submittedAt?.toISOString() ?? null,
    clock: urgent([...clocks]),
  }
}

/** Clocks of many cases, by case, in one reading. */
async function clocksByCase(ctx: Ctx, rows: readonly CaseRow[]): Promise<Map<string, RepairClock[]>> {
  const byId = new Map(rows.map((r) => [r.id, r]))
  const calendar = await workingCalendar(ctx)
  const found = new Map<string, RepairClock[]>(rows.map((r) => [r.id, []]))
  for (const clock of await listClocks(ctx.db, [...byId.keys()])) {
    const row = byId.get(clock.caseId)
    if (row) found.get(row.id)?.push(presentClock(ctx, calendar, row, clock))
  }
  return found
}

export async function presentSummaries(ctx: Ctx, rows: readonly CaseRow[]): Promise<RepairSummary[]> {
  const clocks = await clocksByCase(ctx, rows)
  return rows.map((row) => summaryOf(ctx, row, clocks.get(row.id) ?? []))
}

/** For the queue of an office: a person masked, a firm by its name. */
export async function presentQueue(ctx: Ctx, queue: readonly QueueRow[], cases: ReadonlyMap<string, CaseRow>): Promise<ConsoleRepairSummary[]> {
  const rows = queue.flatMap((q) => cases.get(q.id) ?? [])
  const summaries = await presentSummaries(ctx, rows)
  const items: ConsoleRepairSummary[] = []
  for (const [i, summary] of summaries.entries()) {
    const row = rows[i]
    const subject = row && (await findSubject(ctx.db, row.subjectId))
    const line = queue.find((q) => q.id === row?.id)
    if (row && subject) items.push({ ...summary, subjectName: shownSubject(ctx, subject).name, subjectKind: subject.kind, escalated: line?.escalated ?? false, lateChannels: line?.lateChannels ?? 0 })
  }
  return items
}

function stepOf(event: EventRow, row: CaseRow): { at: string; event: string; title: string; by: string; note: string | null } {
  const ofOffice = typeof event.detail['office'] === 'string' ? event.detail['office'] : row.office
  const by = event.actor.startsWith('account:') ? '申请人' : event.actor.startsWith('staff:') ? ofOffice : '系统'
  const offices = Array.isArray(event.detail['offices']) ? event.detail['offices'].join('、') : null
  const opinion = event.detail['opinion'] === 'agree' ? '同意' : event.detail['opinion'] === 'disagree' ? '不同意' : null
  return { at: event.at.toISOString(), event: event.kind, title: event.kind === 'open' && row.kind === 're-evaluation' ? '发起重新评价' : (STEP_TITLES[event.kind] ?? event.kind), by, note: offices ?? opinion }
}

const decideBy = (clocks: readonly Pick<ClockRow, 'step' | 'dueOn' | 'doneOn'>[]) => clocks.find((c) => c.step === 'decide' && c.doneOn === null)?.dueOn ?? null

async function sharedOf(ctx: Ctx, row: CaseRow, reader: Reader) {
  const policy = repairPolicy(ctx.city)
  const { sealer } = ctx.keys
  const clocks = (await clocksByCase(ctx, [row])).get(row.id) ?? []
  const evidence = await livingEvidence(ctx.db, row.id)
  const effect = await findEffect(ctx.db, row.recordId)
  const reason = policy.refusals.find((r) => r.code === row.refusalCode)
  const followUp = await findFollowUp(ctx.db, row)
  const linked = followUp && { row: followUp, dueOn: decideBy(await listClocks(ctx.db, [followUp.id])) }
  return {
    ...summaryOf(ctx, row, clocks),
    statement: row.statementSealed === null ? '' : sealer.open(row.statementSealed, SEAL_STATEMENT),
    check: checkOf(row),
    evidence: evidence.map((e) => ({
      evidenceId: e.id,
      materialCode: e.materialCode,
      materialTitle: materialsOf(row).find((m) => m.code === e.materialCode)?.title ?? e.materialCode,
      mediaType: e.mediaType,
      byteCount: e.byteCount,
      uploadedAt: e.uploadedAt.toISOString(),
    })),
    missing: row.status === 'draft' || row.status === 'correcting' ? missingOf(ctx, row, new Set(evidence.map((e) => e.materialCode))) : [],
    commitment: { ...policy.commitment, hash: policy.commitmentHash },
    commitmentAgreedAt: row.commitmentAgreedAt?.toISOString() ?? null,
    defects: row.defects,
    answer: row.answerSealed === null ? null : sealer.open(row.answerSealed, SEAL_ANSWER),
    clocks,
    steps: (await listEvents(ctx.db, row.id)).map((e) => stepOf(e, row)),
    decision:
      row.outcome === null || row.decidedAt === null || row.decisionNoteSealed === null
        ? null
        : { outcome: row.outcome, at: row.decidedAt.toISOString(), reason: reason?.title ?? null, remedy: reason?.remedy ?? null, note: sealer.open(row.decisionNoteSealed, SEAL_DECISION) },
    endedOn: effect?.caseId === row.id && effect.liftedAt === null ? dayInShanghai(effect.doneAt.getTime()) : null,
    channels: await channelsOf(ctx, row, clocks),
    linkedCaseId: row.linkedCaseId,
    next: nextStep({ row, effect, linked, dueOn: decideBy(clocks), today: dayInShanghai(ctx.now.getTime()) }, reader),
    reviewOn: effect?.caseId === row.id && effect.liftedAt === null ? effect.reviewOn : null,
    followUp: followUp ? { caseId: followUp.id, kindTitle: KIND_TITLES[followUp.kind], statusTitle: STATUS_TITLES[followUp.status] } : null,
  }
}

async function channelsOf(ctx: Ctx, row: CaseRow, clocks: readonly RepairClock[]): Promise<RepairCase['channels']> {
  const { channels } = repairPolicy(ctx.city)
  const dueOn = clocks.find((c) => c.step === 'propagate')?.dueOn ?? restoredBy(await workingCalendar(ctx), repairPolicy(ctx.city), row)
  const place = (code: string) => channels.findIndex((c) => c.code === code)
  return (await listChannels(ctx.db, row.id))
    .sort((a, b) => place(a.channel) - place(b.channel))
    .map((c) => ({
      channel: c.channel,
      title: channels.find((known) => known.code === c.channel)?.title ?? c.channel,
      direction: c.direction,
      state: c.state,
      toldAt: c.toldAt?.toISOString() ?? null,
      confirmedAt: c.confirmedAt?.toISOString() ?? null,
      dueOn,
      attempts: c.attempts,
    }))
}

export async function presentCase(ctx: Ctx, row: CaseRow): Promise<RepairCase> {
  const shared = await sharedOf(ctx, row, { side: 'subject' })
  return {
    ...shared,
    // What the office writes when it opens a case about a closed one is for the office.
    statement: row.applicantId === null ? '' : shared.statement,
    ...(await firmOf(ctx, row.subjectId)),
    mayEdit: row.status === 'draft',
    mayWithdraw: row.applicantId !== null && ['draft', 'submitted', 'correcting', 'accepted', 'reviewing'].includes(row.status),
    mayAnswer: row.status === 'correcting',
  }
}

function deedsOf(ctx: Ctx, row: CaseRow, by: { decides: boolean; asked: boolean; effective: boolean; screened: boolean }): ConsoleRepairCase['deeds'] {
  const may = callerStaff(ctx).roles.includes('reviewer')
  if (!may) return []
  const deeds: ConsoleRepairCase['deeds'] = []
  if (by.asked && row.status === 'reviewing') deeds.push('opinion')
  if (!by.decides) return deeds
  if (row.status === 'submitted') deeds.push('accept', ...(row.defectsToldAt ? [] : (['defects'] as const)), 'refuse')
  if (row.status === 'correcting') deeds.push('refuse')
  if ((row.status === 'accepted' || row.status === 'reviewing') && row.openedByStaffId !== callerStaff(ctx).staffId) deeds.push('assign', 'approve', 'refuse')
  if (by.effective) deeds.push('open-false-commitment', ...(by.screened ? (['open-re-evaluation'] as const) : []))
  return deeds
}

/** As the deciding office, or one that was asked, reads it. */
export async function presentForOffice(ctx: Ctx, row: CaseRow, by: { office: string | null; decides: boolean }): Promise<ConsoleRepairCase> {
  const reviews = await listReviews(ctx.db, row.id)
  const waits = (office: string) => by.office === null || by.office === office
  const asked = reviews.some((r) => r.givenAt === null && waits(r.office))
  const shared = await sharedOf(ctx, row, { side: 'office', staffId: callerStaff(ctx).staffId, decides: by.decides, asked })
  const subject = await findSubject(ctx.db, row.subjectId)
  const record = await findSubjectRecord(ctx.db, { subjectId: row.subjectId, recordId: row.recordId, now: ctx.now })
  const item = cityData(ctx.city).itemsByCode.get(row.item)
  const view = record && item ? presentRecord(record, item, openContent(ctx, record)) : null
  const effect = await findEffect(ctx.db, row.recordId)
  const effective = (row.status === 'approved' || row.status === 'effective') && effect?.caseId === row.id && effect.liftedAt === null
  return {
    ...shared,
    subjectId: row.subjectId,
    subjectKind: subject?.kind ?? 'organization',
    subjectName: subject ? shownSubject(ctx, subject).name : '',
    record: view ? [{ title: '来源单位', value: view.sourceOffice }, ...view.fields.map(({ title, value }) => ({ title, value }))] : [],
    reviews: reviews.map((r) => ({
      office: r.office,
      opinion: r.opinion,
      note: r.noteSealed === null ? null : ctx.keys.sealer.open(r.noteSealed, SEAL_OPINION),
      askedAt: r.askedAt.toISOString(),
      givenAt: r.givenAt?.toISOString() ?? null,
      mine: waits(r.office) && r.givenAt === null,
    })),
    refusals: refusalsFor(repairPolicy(ctx.city), row.kind),
    offices: [...new Set(cityData(ctx.city).catalog.items.map((i) => i.sourceOffice))].filter((o) => o !== row.office).sort(),
    deeds: deedsOf(ctx, row, { decides: by.decides, asked, effective, screened: effect?.kind === 'screened' }),
  }
}
