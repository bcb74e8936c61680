import type { CaseCheck } from '@xinhui/contract'
import { dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { callerSubject } from '../../http/caller'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { cityData } from '../city/city-data'
import { findSubjectRecord, findUsableRecord, type RecordRow } from '../record/score-records.store'
import { checkCase, isOver } from './check-case'
import { findBar } from './effect.store'
import { livingEvidence } from './evidence.store'
import { elsewhere, moveCase, recordEvent } from './move-case'
import { REPAIR_DRAFTED } from './repair.lifecycle'
import { repairPolicy } from './repair-policy'
import { type CaseRow, editCaseRow, findOpenCase, insertCase } from './repair.store'
import { requireSubject } from './require-case'

export const SEAL_STATEMENT = 'repair.statement'
export const SEAL_ANSWER = 'repair.answer'

const todayOf = (ctx: Ctx) => dayInShanghai(ctx.now.getTime())

/** The record, when the caller may apply for it: their own, or of a firm they act for. NOT_FOUND otherwise. */
export async function requireRecord(ctx: Ctx, recordId: string): Promise<RecordRow> {
  const record = await findUsableRecord(ctx.db, recordId, ctx.now)
  if (!record || record.status !== 'valid') throw new DomainError('NOT_FOUND')
  await requireSubject(ctx, record.subjectId)
  return record
}

/**
 * Begins an application. CONFLICT when the record needs none (over already), cannot be repaired, is barred after a false
 * commitment, or has a case open; the facts name it.
 */
export async function beginCase({ ctx: outer, input }: { ctx: Ctx; input: { recordId: string; kind: 'repair' | 'bankruptcy' } }): Promise<CaseRow> {
  return inTransaction(outer, async (ctx) => {
    const record = await requireRecord(ctx, input.recordId)
    const item = cityData(ctx.city).itemsByCode.get(record.item)
    if (!item) throw new DomainError('NOT_FOUND')
    const { check, mayBegin, refusal } = await checkCase(ctx, record, item, input.kind)
    if (isOver(ctx, record)) throw new DomainError('CONFLICT', { detail: '这条记录已经不再公示、不再使用，不需要修复' })
    const bar = await findBar(ctx.db, record.id, todayOf(ctx))
    if (bar) throw new DomainError('CONFLICT', { detail: `曾作虚假承诺，${bar} 以前不能再申请修复`, facts: { until: bar } })
    // Before its day it may be prepared, not handed in.
    if (!mayBegin) throw new DomainError('CONFLICT', { detail: refusal ?? '这条记录不能在这里申请修复' })
    const [made] = await insertCase(ctx.db, {
      id: newId('rpc', ctx.now),
      kind: input.kind,
      status: 'draft',
      recordId: record.id,
      subjectId: record.subjectId,
      item: record.item,
      office: record.sourceOffice,
      decidedOn: record.decidedOn,
      applicantId: callerSubject(ctx),
      ruleId: check.ruleId,
      check: { ...check },
      createdAt: ctx.now,
    })
    if (!made) {
      const open = await findOpenCase(ctx.db, record.id)
      throw new DomainError('CONFLICT', { detail: '这条记录的修复申请正在办理', facts: { caseId: open?.id ?? null } })
    }
    await recordEvent(ctx, made, 'draft', {})
    await writeAudit(ctx, { action: REPAIR_DRAFTED, entity: 'repair', entityId: made.id, detail: { recordId: record.id, kind: made.kind, ruleId: made.ruleId } })
    return made
  })
}

/** Saves the statement of a draft. CONFLICT once it is handed in. */
export async function saveStatement({ ctx: outer, input }: { ctx: Ctx; input: { row: CaseRow; statement: string } }): Promise<CaseRow> {
  return inTransaction(outer, async (ctx) => {
    const [saved] = await editCaseRow(ctx.db, input.row.id, ['draft'], { statementSealed: ctx.keys.sealer.seal(input.statement, SEAL_STATEMENT) })
    if (!saved) throw elsewhere(input.row)
    await writeAudit(ctx, { action: 'repair.edit', entity: 'repair', entityId: saved.id })
    return saved
  })
}

/** Signs the commitment: version, time and the hash of the words are kept. CONSENT_TEXT_OUTDATED when the words are others by now. */
export async function signCommitment({ ctx: outer, input }: { ctx: Ctx; input: { row: CaseRow; textVersion: string; hash: string } }): Promise<CaseRow> {
  return inTransaction(outer, async (ctx) => {
    const { commitment, commitmentHash } = repairPolicy(ctx.city)
    if (input.textVersion !== commitment.textVersion || input.hash !== commitmentHash) throw new DomainError('CONSENT_TEXT_OUTDATED', { detail: '承诺书有了新版本，请重新阅读' })
    const [saved] = await editCaseRow(ctx.db, input.row.id, ['draft', 'correcting'], { commitmentVersion: commitment.textVersion, commitmentHash, commitmentAgreedAt: ctx.now })
    if (!saved) throw elsewhere(input.row)
    await writeAudit(ctx, { action: 'repair.commit', entity: 'repair', entityId: saved.id, detail: { textVersion: commitment.textVersion, hash: commitmentHash } })
    return saved
  })
}

/** Written by `checkCase` and by nobody else. */
export const checkOf = (row: Pick<CaseRow, 'check'>): CaseCheck => row.check as unknown as CaseCheck

/** What the applied set asks for in files; the commitment is signed here. */
export const materialsOf = (row: Pick<CaseRow, 'check'>): CaseCheck['materials'] => checkOf(row).materials

/** The one list of what is still missing. What the office can fetch itself 单位可代取 may be handed in, and holds nothing up. */
export function missingOf(ctx: Ctx, row: Pick<CaseRow, 'check' | 'commitmentAgreedAt'>, handedIn: ReadonlySet<string>): { code: string; title: string }[] {
  const { commitment } = repairPolicy(ctx.city)
  const files = materialsOf(row).filter((m) => !m.obtainableByOffice && !handedIn.has(m.code))
  return [...files.map(({ code, title }) => ({ code, title })), ...(row.commitmentAgreedAt ? [] : [{ code: 'commitment', title: `签署${commitment.title}` }])]
}

/** Hands a draft in: what is missing is refused with its list, and so is an application before its earliest day. */
export async function submitCase({ ctx: outer, input }: { ctx: Ctx; input: { row: CaseRow } }): Promise<CaseRow> {
  return inTransaction(outer, async (ctx) => {
    const seen = input.row
    const record = await findSubjectRecord(ctx.db, { subjectId: seen.subjectId, recordId: seen.recordId, now: ctx.now })
    const item = cityData(ctx.city).itemsByCode.get(seen.item)
    if (!record || !item || record.status !== 'valid') throw new DomainError('CONFLICT', { detail: '这条记录已经撤销或更正，不需要修复' })
    // What is applied is what is in force on the day of the application.
    const { check, refusal, sla } = await checkCase(ctx, record, item, seen.kind === 'bankruptcy' ? 'bankruptcy' : 'repair')
    if (refusal !== null) throw new DomainError('CONFLICT', { detail: refusal, facts: { earliestOn: check.earliestOn } })
    const evidence = await livingEvidence(ctx.db, seen.id)
    const missing = missingOf(ctx, { ...seen, check: { ...check } }, new Set(evidence.map((e) => e.materialCode)))
    if (missing.length > 0) throw new DomainError('VALIDATION', { detail: `还缺：${missing.map((m) => m.title).join('、')}`, errors: missing.map(({ code, title }) => ({ field: code, message: title })) })
    return moveCase(ctx, seen.id, 'submit', { set: { submittedAt: ctx.now, ruleId: check.ruleId, check: { ...check } }, detail: { sla, ruleId: check.ruleId, evidence: evidence.map((e) => e.fileId) } })
  })
}

/** Answers the defects; the office's clock goes on from today. */
export async function answerDefects({ ctx: outer, input }: { ctx: Ctx; input: { row: CaseRow; answer: string } }): Promise<CaseRow> {
  return inTransaction(outer, async (ctx) => {
    const evidence = await livingEvidence(ctx.db, input.row.id)
    const missing = missingOf(ctx, input.row, new Set(evidence.map((e) => e.materialCode)))
    if (missing.length > 0) throw new DomainError('VALIDATION', { detail: `还缺：${missing.map((m) => m.title).join('、')}`, errors: missing.map(({ code, title }) => ({ field: code, message: title })) })
    return moveCase(ctx, input.row.id, 'answer', { set: { answerSealed: ctx.keys.sealer.seal(input.answer, SEAL_ANSWER) }, detail: { evidence: evidence.map((e) => e.fileId) } })
  })
}

/** Withdraws at any time before it is decided; it may be applied for again. A case the office opened is not the applicant's to withdraw. */
export async function withdrawCase({ ctx: outer, input }: { ctx: Ctx; input: { row: CaseRow } }): Promise<CaseRow> {
  if (input.row.applicantId === null) throw new DomainError('FORBIDDEN', { detail: '这件由认定单位发起，不能撤回' })
  return inTransaction(outer, (ctx) => moveCase(ctx, input.row.id, 'withdraw', { set: { closedAt: ctx.now } }))
}

