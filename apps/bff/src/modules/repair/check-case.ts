import type { CaseCheck } from '@xinhui/contract'
import { addDays, type CatalogItem, checkRepair, dayInShanghai, type RepairCheck } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { openContent } from '../record/read-file'
import type { RecordRow } from '../record/score-records.store'
import { findSubject } from '../subject/subject.store'
import { workingCalendar } from '../calendar/working-calendar'
import type { RepairSla } from './clocks'
import { findEffect } from './effect.store'
import { repairRules } from './load-repair-rules'
import { REPAIRABLE_KINDS } from './repairable'
import { repairPolicy } from './repair-policy'

export interface CaseAnswer {
  check: CaseCheck
  /** It may be prepared here, even before its day. */
  mayBegin: boolean
  /** Why it cannot be handed in today, in words; null: it can, as far as the rules know. */
  refusal: string | null
  /** Asked with the court's ruling on a reorganisation, which opens the way at once. */
  byRuling: boolean
  /** What the office has to do by when, were it handed in today. */
  deadlines: { title: string; workingDays: number; day: string; provisional: boolean }[]
  endsIfAppliedOn: string | null
  /** The working days the applied set and the city's promises give. */
  sla: RepairSla
}

const REASONS: Readonly<Record<string, string>> = {
  'not-needed': '这类记录不需要修复；记录有误的，可以提出异议',
  automatic: '这类记录到期自动停止公示，不需要申请',
  'no-early-end': '依规定不能提前终止公示',
  ended: '这条记录已经不再公示、不再使用，不需要修复',
  'ends-first': '公示会先行届满，不需要申请',
  'false-commitment': '曾作虚假承诺，期间不能申请修复',
}

/** What the dated rules say of a record today: the set that applies, from when it may be applied for, what is needed. */
export async function checkCase(ctx: Ctx, record: RecordRow, item: CatalogItem, kind: 'repair' | 'bankruptcy' = 'repair'): Promise<CaseAnswer> {
  const today = dayInShanghai(ctx.now.getTime())
  const subject = await findSubject(ctx.db, record.subjectId)
  const effect = await findEffect(ctx.db, record.id)
  const answer = checkRepair(
    repairRules(ctx.city),
    await workingCalendar(ctx),
    {
      subjectKind: subject?.kind ?? 'organization',
      recordKind: item.kind,
      decidedOn: record.decidedOn,
      office: record.sourceOffice,
      fields: { ...record.content, ...openContent(ctx, record) },
      dutiesDoneOn: 'unknown',
      commitmentSigned: 'unknown',
      falseCommitmentOn: effect?.heldUntil && effect.liftedAt ? dayInShanghai(effect.liftedAt.getTime()) : null,
      // With the court's ruling in hand, the applicant need not wait.
      rulingOn: kind === 'bankruptcy' ? today : null,
      endsOn: record.endsOn,
      retentionMonths: item.retentionMonths,
    },
    today,
  )
  return read(ctx, answer, REPAIRABLE_KINDS.has(item.kind), kind)
}

function read(ctx: Ctx, answer: RepairCheck | null, negative: boolean, kind: 'repair' | 'bankruptcy'): CaseAnswer {
  const policy = repairPolicy(ctx.city)
  const { accept, decide, propagate, answer: applicant, opinion } = policy.sla
  if (!answer || !negative) {
    const none: CaseCheck = { ruleId: 'none', ruleTitle: '没有适用的规则', sourceRef: '', verified: false, why: '', className: '', isRepairable: false, earliestOn: null, autoEndsOn: null, channel: '', conditions: [], materials: [] }
    return { check: none, mayBegin: false, byRuling: false, deadlines: [], endsIfAppliedOn: null, refusal: REASONS['not-needed'] ?? '', sla: { accept, decide, decideFrom: 'accept', answer: applicant, opinion, propagate } }
  }
  const { applied } = answer
  const byCourt = kind === 'bankruptcy' && applied.reorganisation !== null
  const step = (code: 'accept' | 'decide' | 'propagate') => applied.deadlines.find((d) => d.code === code)
  const tooEarly = applied.reason === 'too-early' || (applied.earliestOn !== null && applied.earliestOn > answer.applyOn) ? `${applied.earliestOn ?? ''} 起可以申请` : null
  const elsewhere = applied.channel.code === 'window' ? null : applied.channel.where
  return {
    check: {
      ruleId: applied.ruleId,
      ruleTitle: applied.title,
      sourceRef: applied.sourceRef,
      verified: applied.verified,
      why: applied.why,
      className: applied.classTitle,
      isRepairable: applied.isRepairable || byCourt,
      earliestOn: byCourt ? null : applied.earliestOn,
      autoEndsOn: answer.display?.endsOn ?? applied.autoEndsOn,
      channel: applied.channel.title,
      // The ruling takes the place of the shortest period of display.
      conditions: applied.conditions.filter(({ code }) => !byCourt || code !== 'minimum-period').map(({ code, title, state, basis }) => ({ code, title, state, basis })),
      materials: [
        ...applied.materials.filter((m) => m.template !== 'commitment-letter').map(({ code, title, obtainableByOffice }) => ({ code, title, obtainableByOffice })),
        ...(kind === 'bankruptcy' ? [{ code: 'court-ruling', title: policy.bankruptcy.material, obtainableByOffice: false }] : []),
      ],
    },
    byRuling: elsewhere === null && byCourt,
    deadlines: applied.deadlines.map(({ title, workingDays, day, provisional }) => ({ title, workingDays, day, provisional })),
    endsIfAppliedOn: applied.endsIfAppliedOn?.day ?? null,
    mayBegin: elsewhere === null && (applied.isRepairable || byCourt),
    refusal: elsewhere ?? (byCourt ? (applied.reason === 'ended' ? (REASONS['ended'] ?? '') : null) : (REASONS[applied.reason ?? ''] ?? tooEarly ?? (kind === 'bankruptcy' ? '只有企业可以凭重整裁定申请' : null))),
    sla: {
      accept: step('accept')?.workingDays ?? accept,
      decide: step('decide')?.workingDays ?? decide,
      decideFrom: step('decide')?.from === 'apply' ? 'apply' : 'accept',
      answer: applicant,
      opinion,
      propagate: step('propagate')?.workingDays ?? propagate,
    },
  }
}

/** Whether the record still counts: one whose last day has passed needs no repair. */
export const isOver = (ctx: Ctx, record: Pick<RecordRow, 'endsOn'>): boolean => record.endsOn !== null && addDays(record.endsOn, 1) <= dayInShanghai(ctx.now.getTime())
