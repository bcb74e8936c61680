import { formatDayZh } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { el, type Piece, printable } from '../../lib/printable'
import { cityData } from '../city/city-data'
import { openContent } from '../record/read-file'
import { findSubjectRecord } from '../record/score-records.store'
import { repairPolicy } from '../repair/repair-policy'
import { findSubject } from '../subject/subject.store'
import { findForm } from './load-guides'
import type { Form, Placeholder } from './read-guide'

type Filling = Partial<Record<Placeholder, string>>

/** What stands for a placeholder nobody can fill in: room for the pen. */
const BLANK = el('span', '　', { class: 'fill' })

const fill = (text: string, by: Filling): Piece[] =>
  text.split(/\{\{(\w+)\}\}/).map((part, i) => (i % 2 === 0 ? part : (by[part as Placeholder] ?? BLANK)))

function formPage(ctx: Ctx, form: Form, by: Filling, isOwn: boolean): Response {
  const { commitment } = repairPolicy(ctx.city)
  const version = `${form.title} ${form.version}${form.promise ? `（${commitment.textVersion}）` : ''}`
  return printable(
    form.title,
    [
      el('h1', form.title),
      ...form.paragraphs.map((p, i) => el('p', fill(p, by), i === 0 ? { class: 'to' } : {})),
      ...(form.promise ? commitment.paragraphs.map((p, i) => el('p', `${i + 1}. ${p}`)) : []),
      el('footer', [el('p', [`${form.sign}（签名或者盖章）：`, BLANK]), el('p', ['日期：', BLANK]), el('p', version)]),
      el('aside', `修复不收费，谨防中介。${isOwn ? '已按您的信用档案填写，请核对后签署。' : '请按决定书填写。'}以官方文本为准。`),
    ],
    isOwn ? { fileName: form.code } : { isPublic: true },
  )
}

const requireForm = (ctx: Ctx, code: string): Form => {
  const form = findForm(ctx.city, code)
  if (!form) throw new DomainError('NOT_FOUND')
  return form
}

export const blankForm = (ctx: Ctx, code: string): Response => formPage(ctx, requireForm(ctx, code), {}, false)

/**
 * A form with what the file knows of one of the owner's records. NOT_FOUND for a form there is not, and for a record of somebody
 * else, one withdrawn, or one that may not be used. A person's name and number stay for the pen: no answer of the API names anybody, and who signs writes both in any case.
 */
export async function fillForm({ ctx, input }: { ctx: Ctx; input: { ownerId: string; recordId: string; code: string } }): Promise<Response> {
  const form = requireForm(ctx, input.code)
  const row = await findSubjectRecord(ctx.db, { subjectId: input.ownerId, recordId: input.recordId, now: ctx.now })
  const item = row && cityData(ctx.city).itemsByCode.get(row.item)
  const owner = row && (await findSubject(ctx.db, input.ownerId))
  if (!row || !item || !owner || row.status !== 'valid') throw new DomainError('NOT_FOUND')
  const number = { ...row.content, ...openContent(ctx, row) }['documentNumber']
  return formPage(
    ctx,
    form,
    {
      ...(owner.name ? { name: owner.name } : {}),
      identifierTitle: owner.kind === 'organization' ? '统一社会信用代码' : '身份证件号码',
      ...(owner.uscc ? { identifier: owner.uscc } : {}),
      ...(typeof number === 'string' ? { documentNumber: number } : {}),
      decidedOn: formatDayZh(row.decidedOn),
      office: row.sourceOffice,
      item: item.title,
    },
    true,
  )
}
