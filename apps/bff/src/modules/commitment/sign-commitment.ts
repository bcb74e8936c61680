import { createHash } from 'node:crypto'
import { workingCalendar } from '../calendar/working-calendar'
import { addMonths, addWorkingDays, dayInShanghai, isDay } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { insertRecord } from '../record/insert-record.store'
import { recomputeScore } from '../score/recompute-score'
import { COMMITMENT_SIGNED } from './commitment.lifecycle'
import { type CommitmentRow, findStanding, insertChecks, insertCommitment } from './commitment.store'
import type { SignedText } from './commitment.table'
import { commitmentTemplates, type Template } from './commitment-templates'
import { SEAL_FIELDS } from './present-commitment'

type Values = Readonly<Record<string, string | number>>

export interface SignInput {
  subjectId: string
  kind: 'person' | 'organization'
  signedById: string
  template: string
  textVersion: string
  fields: Values
}

const invalid = (field: string, message: string) => new DomainError('VALIDATION', { detail: message, errors: [{ field: `fields.${field}`, message }] })

function readFields(template: Template, given: Values): Record<string, string | number> {
  const unknown = Object.keys(given).find((name) => !template.fields.some((f) => f.name === name))
  if (unknown !== undefined) throw invalid(unknown, '承诺文本里没有这一栏')
  const read: Record<string, string | number> = {}
  for (const field of template.fields) {
    const raw = given[field.name]
    const value = typeof raw === 'string' ? raw.trim() : raw
    if (value === undefined || value === '') {
      if (field.required) throw invalid(field.name, `请填写${field.title}`)
      continue
    }
    if (field.type === 'number') {
      const number = Number(value)
      if (!Number.isSafeInteger(number) || number < (field.min ?? 0) || number > (field.max ?? Number.MAX_SAFE_INTEGER)) throw invalid(field.name, `${field.title}应为${field.min ?? 0}—${field.max ?? '任意'}的整数`)
      read[field.name] = number
    } else {
      if (field.type === 'day' && !isDay(String(value))) throw invalid(field.name, `${field.title}应为 2026-11-21 这样的日期`)
      read[field.name] = String(value)
    }
  }
  return read
}

/**
 * Signs a commitment: text, filled-in fields, signer and instant are kept with their hash, the checks get their days, and the file
 * gets a record 履行中, from which the score and (for a firm, where the text says so) the public page follow.
 * NOT_FOUND for a template that is not this subject's, CONSENT_TEXT_OUTDATED, CONFLICT with the one that stands, VALIDATION by field.
 */
export async function signCommitment({ ctx: outer, input }: { ctx: Ctx; input: SignInput }): Promise<CommitmentRow> {
  const template = commitmentTemplates(outer.city).find((t) => t.code === input.template && (t.who === 'both' || t.who === input.kind))
  if (!template) throw new DomainError('NOT_FOUND', { detail: '没有这份承诺，或不由您签署' })
  if (template.textVersion !== input.textVersion) throw new DomainError('CONSENT_TEXT_OUTDATED', { detail: '承诺文本已更新，请重新阅读后签署' })
  const fields = readFields(template, input.fields)
  return inTransaction(outer, async (ctx) => {
    const today = dayInShanghai(ctx.now.getTime())
    const standing = await findStanding(ctx.db, { subjectId: input.subjectId, template: template.code, today })
    if (standing) throw stands(standing)
    const text: SignedText = {
      title: template.title,
      kind: template.kind,
      office: template.office,
      publish: input.kind === 'organization' && template.publish,
      verified: template.verified,
      paragraphs: template.paragraphs,
      fields: template.fields.map(({ name, title }) => ({ name, title })),
      consequence: input.kind === 'organization' ? template.consequence : null,
      hearingWorkingDays: template.hearingWorkingDays,
    }
    const id = newId('cmt', ctx.now)
    const recordId = newId('rec', ctx.now)
    const textHash = createHash('sha256').update(JSON.stringify({ template: template.code, textVersion: template.textVersion, text, fields, subjectId: input.subjectId, signedById: input.signedById, signedAt: ctx.now.toISOString() })).digest('hex')
    await insertRecord(ctx.db, {
      id: recordId,
      subjectId: input.subjectId,
      item: 'commitment',
      sourceKey: `commitment:${id}`,
      sourceOffice: template.office,
      decidedOn: today,
      content: { matter: template.title, commitmentKind: template.kind, outcome: '履行中', publicity: text.publish ? '公示' : '不公示' },
      contentHash: textHash,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    const calendar = await workingCalendar(ctx)
    const checks = template.checks.map((c, seq) => ({ id: newId('cck', ctx.now), commitmentId: id, seq, title: c.title, dueWorkingDays: c.dueWorkingDays, dueOn: addWorkingDays(calendar, today, c.dueWorkingDays).day }))
    const nextDueOn = checks.map((c) => c.dueOn).sort()[0] ?? today
    const [made] = await insertCommitment(ctx.db, {
      id,
      subjectId: input.subjectId,
      signedById: input.signedById,
      template: template.code,
      textVersion: template.textVersion,
      text,
      textHash,
      fieldsSealed: ctx.keys.sealer.seal(JSON.stringify(fields), SEAL_FIELDS),
      status: 'open',
      signedAt: ctx.now,
      validUntil: addMonths(today, template.validMonths),
      nextDueOn,
      recordId,
      recorded: true,
    })
    if (!made) throw new DomainError('CONFLICT', { detail: '这份承诺刚刚签署过，正在履行' })
    await insertChecks(ctx.db, checks)
    await writeAudit(ctx, { action: COMMITMENT_SIGNED, entity: 'commitment', entityId: id, detail: { template: template.code, textVersion: template.textVersion, textHash, recordId } })
    await recomputeScore({ ctx, input: { subjectId: input.subjectId } })
    return made
  })
}

const stands = (row: CommitmentRow) =>
  new DomainError('CONFLICT', {
    detail: row.status === 'kept' ? '这份承诺已经践诺，有效期内不用再签' : '这份承诺已经签署，正在履行',
    facts: { commitmentId: row.id, status: row.status, since: row.signedAt.toISOString(), validUntil: row.validUntil },
  })
