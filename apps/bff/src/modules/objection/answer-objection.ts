import { type CatalogItem, type ContentField, isDay } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { cityData } from '../city/city-data'
import { openContent, SEAL_CONTENT } from '../record/read-file'
import { reviseRecord } from '../record/revise-record.store'
import { findSubjectRecord, type RecordRow } from '../record/score-records.store'
import { recomputeScore } from '../score/recompute-score'
import { OBJECTION_EVENTS } from './objection.lifecycle'
import { answerObjectionRow, findObjection, type ObjectionRow } from './objection.store'
import { SEAL_ANSWER } from './present-objection'
import { tellObjector } from './tell-objector'

type Fields = Record<string, string | number>
export type Answer = { answer: string } & ({ outcome: 'upheld' } | { outcome: 'withdrawn' } | { outcome: 'corrected'; fields: Fields })

/**
 * Answers an objection, once: the record stands 维持, is corrected 更正 or withdrawn 撤销 through a new version, and the score
 * follows in the same transaction. NOT_FOUND; CONFLICT with its state and since when it was answered, or when the record
 * changed meanwhile; VALIDATION names the field of a correction that the catalogue does not allow.
 */
export async function answerObjection({ ctx: outer, input }: { ctx: Ctx; input: { objectionId: string; staffId: string } & Answer }): Promise<ObjectionRow> {
  return inTransaction(outer, async (ctx) => {
    const seen = await findObjection(ctx.db, input.objectionId)
    if (!seen) throw new DomainError('NOT_FOUND')
    if (seen.status !== 'open') throw answered(seen)
    const [moved] = await answerObjectionRow(ctx.db, seen.id, { status: input.outcome, answerSealed: ctx.keys.sealer.seal(input.answer, SEAL_ANSWER), answeredAt: ctx.now, answeredByStaffId: input.staffId })
    if (!moved) throw answered((await findObjection(ctx.db, seen.id)) ?? seen)
    const version = input.outcome === 'upheld' ? seen.recordVersion : await revise(ctx, seen, input)
    await writeAudit(ctx, { action: OBJECTION_EVENTS[input.outcome], entity: 'objection', entityId: moved.id, detail: { recordId: moved.recordId, recordVersion: version } })
    if (input.outcome !== 'upheld') await recomputeScore({ ctx, input: { subjectId: moved.subjectId } })
    await tellObjector(ctx, moved, { kind: 'answered', title: '异议有结果了', body: `${OUTCOMES[input.outcome]}。答复在异议里。` })
    return moved
  })
}

const OUTCOMES: Readonly<Record<Answer['outcome'], string>> = { upheld: '核实后维持原记录', corrected: '已更正记录', withdrawn: '已撤销记录' }

const answered = (row: ObjectionRow) => new DomainError('CONFLICT', { detail: '此异议已有处理结果', facts: { status: row.status, since: row.answeredAt?.toISOString() ?? null } })

async function revise(ctx: Ctx, seen: ObjectionRow, input: Extract<Answer, { outcome: 'corrected' | 'withdrawn' }>): Promise<number> {
  const record = await findSubjectRecord(ctx.db, { subjectId: seen.subjectId, recordId: seen.recordId, now: ctx.now })
  if (!record) throw new DomainError('CONFLICT', { detail: '这条专项信息的授权已撤回，暂时不能更正；可以维持，或待本人重新授权' })
  const revised = await reviseRecord(ctx.db, record.id, record, { ...(input.outcome === 'withdrawn' ? { status: 'void' as const } : corrected(ctx, record, input.fields)), now: ctx.now })
  if (!revised) throw new DomainError('CONFLICT', { detail: '这条记录刚刚有了新版本，请重新查看后处理' })
  return revised.version
}

/** Each field stays on the side, open or sealed, where it was; a text that is new is sealed. */
function corrected(ctx: Ctx, record: RecordRow, fields: Fields): { content: Fields; contentSealed: string | null } {
  const item = cityData(ctx.city).itemsByCode.get(record.item)
  const closed = openContent(ctx, record)
  const content = { ...record.content }
  const names = Object.keys(fields)
  if (names.length === 0) throw invalid('fields', '请填写要更正的内容')
  for (const name of names) {
    const field = item?.contentFields.find((f) => f.name === name)
    if (!field) throw invalid(name, '目录里没有这一栏')
    const value = checked(field, fields[name])
    const isOpen = name in content || (field.type !== 'text' && !(name in closed))
    ;(isOpen ? content : closed)[name] = value
  }
  return { content, contentSealed: Object.keys(closed).length === 0 ? null : ctx.keys.sealer.seal(JSON.stringify(closed), SEAL_CONTENT) }
}

function checked(field: ContentField, value: string | number | undefined): string | number {
  if (field.type === 'number' || field.type === 'fen') {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw invalid(field.name, `${field.title}应为整数`)
    return value
  }
  if (typeof value !== 'string' || value.trim() === '') throw invalid(field.name, `请填写${field.title}`)
  if (field.type === 'day' && !isDay(value)) throw invalid(field.name, `${field.title}应为 2026-11-21 这样的日期`)
  if (field.options && !field.options.includes(value)) throw invalid(field.name, `${field.title}应为：${field.options.join('、')}`)
  return value
}

const invalid = (field: string, message: string) => new DomainError('VALIDATION', { detail: message, errors: [{ field, message }] })

/** What a reviewer may correct, with what it says now. */
export function editableFields(ctx: Ctx, record: RecordRow, item: CatalogItem): { name: string; title: string; type: ContentField['type']; value: string | number; options?: string[] }[] {
  const values: Fields = { ...record.content, ...openContent(ctx, record) }
  return item.contentFields.map((f) => ({ name: f.name, title: f.title, type: f.type, value: values[f.name] ?? '', ...(f.options ? { options: [...f.options] } : {}) }))
}
